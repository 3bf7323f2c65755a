/// Is one design better than another, by runs that share nothing? For runs in pairs: paired_comparison.hpp,
/// which sees smaller differences.
#pragma once

#include "statistics/confidence_interval.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace wayout {

struct TwoSampleSettings {
    std::uint64_t seed{0};
    double confidence{0.95};
    int replicates{2000};            ///< of the bootstrap
    int sampled_permutations{9999};  ///< where there are too many to count all
};

struct PermutationTest {
    double p_value{};  ///< two-sided
    bool is_exact{};   ///< all ways to share out the values were counted
    double smallest_p_value{};
};

/// Tests whether two independent samples have the same mean: Welch's t of the samples,
///     t = (mean b - mean a) / sqrt(s_a^2 / n_a + s_b^2 / n_b),
/// against that of every way to share out the pooled values, up to 20,000 ways, else of a sample of them with
/// p = (1 + as extreme) / (1 + sampled) (Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9:39). Exact
/// when both samples come from one distribution, and right for large samples when only the means are equal,
/// unlike the plain difference (Janssen, Stat. Probab. Lett. 36 (1997) 9-21; Chung & Romano, Ann. Statist. 41
/// (2013) 484-507). With a single value on a side the difference of the means stands in place of t.
/// @param a, b  at least one value each, finite
PermutationTest permutation_test(std::span<const double> a, std::span<const double> b, std::uint64_t seed,
                                 int sampled_permutations);

struct TwoSampleComparison {
    double mean_difference{};       ///< mean b - mean a
    ConfidenceInterval interval{};  ///< percentile bootstrap, both samples drawn again by themselves
    PermutationTest test;
};

/// Interval: Efron & Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13 and 16.2 (two samples).
TwoSampleComparison compare_samples(std::span<const double> a, std::span<const double> b,
                                    const TwoSampleSettings& settings = {});

}  // namespace wayout
