/// Where the scatter of an output comes from: its variance split over groups of random causes (the fire, the
/// crowd, the seed) in balanced designs. Analysis of variance with random effects; the estimators equate mean
/// squares with their expectations. Source: Searle, Casella & McCulloch, Variance Components, 1992, chapters
/// 3 and 4 (from memory; checked in the tests against hand-worked tables and data of known split).
///
/// Levels are taken for random draws: the split is of the population the levels were drawn from, and with few
/// levels it is rough. Estimates below zero are set to zero, which shifts the shares of the others.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

struct VariancePart {
    std::string name;
    double degrees_of_freedom{};
    double sum_of_squares{};
    double mean_square{};
    double variance{};  ///< estimated component, at least 0
    double share{};     ///< of the sum of the components; 0 if nothing varies
};

/// Levels of one factor, each with the same number of runs.
/// @param values      [level][replicate]
/// @param replicates  two or more; two levels or more
/// @return the factor and what is left
std::vector<VariancePart> split_by_one(std::span<const double> values, std::size_t replicates,
                                       std::string_view factor, std::string_view rest);

/// The second factor has levels of its own within each level of the first (crowds drawn anew for each fire).
/// @param values  [outer level][inner level][replicate], two or more of each
/// @return outer, inner, rest
std::vector<VariancePart> split_nested(std::span<const double> values, std::size_t inner_levels,
                                       std::size_t replicates, std::string_view outer, std::string_view inner,
                                       std::string_view rest);

/// Each level of the first factor meets each level of the second (every fire with every crowd).
/// @param values      [first level][second level][replicate], two or more levels of each
/// @param replicates  one or more; with one the interaction cannot be told from the rest, and both are given
///                    together under the name of the rest
/// @return first, second, their interaction ("first x second") if it can be told, rest
std::vector<VariancePart> split_crossed(std::span<const double> values, std::size_t second_levels,
                                        std::size_t replicates, std::string_view first,
                                        std::string_view second, std::string_view rest);

}  // namespace wayout
