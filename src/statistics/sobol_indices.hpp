/// Which uncertain inputs move an output, and how much of its variance each accounts for, alone and together
/// with others: variance-based sensitivity.
#pragma once

#include "statistics/bootstrap.hpp"
#include "statistics/sample_design.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

enum class PointSet {
    sobol,   ///< Sobol' sequence with a random digital shift: for up to 20 inputs
    random,  ///< independent points: for any number of inputs; larger errors
};

/// Points for the estimators below: two matrices A and B of base_count rows, and for each input i the matrix
/// AB_i, which is A with column i from B. Rows of `points`: A, B, AB_1, AB_2, ... Source: Saltelli et al.,
/// Comput. Phys. Commun. 181 (2010) 259-270, section 3. The Sobol' sequence gives A its first columns.
struct SaltelliDesign {
    std::size_t base_count{};
    std::size_t input_count{};
    SampleDesign points;  ///< base_count (input_count + 2) rows
};

SaltelliDesign saltelli_design(std::size_t base_count, std::size_t input_count, std::uint64_t seed,
                               PointSet points = PointSet::sobol);

struct SobolIndex {
    double first{};  ///< S_i: share of the variance that goes if only this input were known
    ConfidenceInterval first_interval{};
    double total{};  ///< S_Ti: share that stays if all inputs but this one were known; 0: it does nothing
    ConfidenceInterval total_interval{};
};

/// One for each input. First order: mean of f_B (f_ABi - f_A) over the variance (Saltelli et al. 2010, table
/// 2 b), with the outputs less their mean, which leaves the estimate the same on average and makes it less
/// noisy. Total: mean of (f_A - f_ABi)^2 / 2 over the variance (Jansen, Comput. Phys. Commun. 117 (1999)
/// 35-43). Intervals: bootstrap percentiles over the base rows, which takes them for independent; with the
/// Sobol' sequence they are wider than they need be.
///
/// Estimates scatter: a first-order index may come out below 0. The inputs must be independent. An output
/// that also depends on the seed of the run needs the seed as an input, or its scatter is counted as
/// interaction. An output without variance has all indices 0.
/// @param outputs  of all rows of the design, in their order
std::vector<SobolIndex> sobol_indices(std::span<const double> outputs, std::size_t base_count,
                                      std::size_t input_count, const BootstrapSettings& settings = {});

}  // namespace wayout
