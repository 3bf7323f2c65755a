/// How certain a statistic of many runs is, found by drawing the runs again with replacement.
#pragma once

#include "statistics/confidence_interval.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace wayout {

struct BootstrapSettings {
    std::uint64_t seed{0};
    int replicates{2000};  ///< 1,000 or more for the ends of a 95 % interval (Efron & Tibshirani 1993, 14.3)
    double confidence{0.95};
};

/// A number that is computed from a sample; it does not depend on the order. It is given a sample of the size
/// of the original one and returns a finite number for each.
using SampleStatistic = std::function<double(std::span<const double>)>;

struct BootstrapEstimate {
    double estimate{};                ///< of the sample itself
    double standard_error{};          ///< standard deviation over the replicates
    ConfidenceInterval percentile{};  ///< quantiles of the replicates
    ConfidenceInterval bca{};         ///< corrected for bias and skewness
};

/// Fills `rows` with rows.size() draws with replacement from 0 ... rows.size() - 1: the sample number
/// `replicate` of a bootstrap with this seed. A pure function of its arguments. 32 random bits a row: bias
/// below rows.size() / 2^32.
void resample_rows(std::span<std::uint32_t> rows, std::uint64_t seed, std::uint32_t replicate);

/// Percentile and BCa interval. Sources: Efron, "Better bootstrap confidence intervals", J. Am. Stat. Assoc.
/// 82 (1987) 171-185; Efron & Tibshirani, An Introduction to the Bootstrap, 1993, equations 14.9 to 14.15,
/// the acceleration from the jackknife. Replicates equal to the estimate count half for the bias, so that a
/// statistic with few possible values is not biased by its ties.
///
/// Both are too short for few values: of a mean of 40 normal numbers, 95 % intervals cover about 0.93 to
/// 0.95. They cannot see beyond the sample: the interval of a maximum or of a far quantile is not to be
/// trusted.
/// @param values  at least one; of a single value both intervals are that value's
BootstrapEstimate bootstrap(std::span<const double> values, const SampleStatistic& statistic,
                            const BootstrapSettings& settings = {});

/// The same of the differences b - a of paired values, e.g. of two designs with the same seeds. Equal sizes.
BootstrapEstimate bootstrap_paired(std::span<const double> a, std::span<const double> b,
                                   const SampleStatistic& statistic, const BootstrapSettings& settings = {});

/// b - a, pair by pair. Equal sizes.
std::vector<double> paired_differences(std::span<const double> a, std::span<const double> b);

/// The central interval of replicates that were computed elsewhere; puts them into order.
ConfidenceInterval percentile_interval(std::span<double> replicates, double confidence);

}  // namespace wayout
