/// Which inputs move an output most, from any set of runs with inputs that vary together: regression on
/// ranks. Cheap (no design of its own, far fewer runs than Sobol' indices need), good where the output rises
/// or falls with each input, blind to what does neither.
#pragma once

#include "statistics/bootstrap.hpp"
#include "statistics/sample_design.hpp"

#include <span>
#include <vector>

namespace wayout {

struct RankImportance {
    double srrc{};  ///< standardised rank regression coefficient; sign: the output rises or falls with it
    ConfidenceInterval srrc_interval{};
    double prcc{};  ///< partial rank correlation, the linear effect of the ranks of the others taken out
    ConfidenceInterval prcc_interval{};
};

struct RankRegression {
    std::vector<RankImportance> inputs;  ///< in the order of the columns
    /// Share of the variance of the output's ranks that the regression explains. Below about 0.7 the inputs
    /// act together or up and down, and the coefficients say little (Saltelli et al., Sensitivity Analysis,
    /// 2000, chapter 6).
    double r_squared{};
};

/// Sources: Iman & Conover, Technometrics 21 (1979) 499-509 (rank regression); Saltelli & Marivoet,
/// Reliab. Eng. Syst. Safety 28 (1990) 229-253 (SRRC, PRCC). Ties share the mean of their ranks. Intervals:
/// bootstrap percentiles over the runs. An input that does not vary, or that is a combination of the columns
/// before it, has coefficients 0.
/// @param inputs   any scale: only the order counts
/// @param outputs  one for each row; more rows than columns + 1
RankRegression rank_regression(const SampleDesign& inputs, std::span<const double> outputs,
                               const BootstrapSettings& settings = {});

/// 1 ... n in ascending order, ties with the mean of theirs.
std::vector<double> ranks_of(std::span<const double> values);

}  // namespace wayout
