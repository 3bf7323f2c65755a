/// Is one design better than another? Comparison of runs in pairs that share their seeds (or their people, or
/// their fire), so that chance common to both cancels in the difference.
#pragma once

#include "statistics/bootstrap.hpp"
#include "statistics/confidence_interval.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

struct PairedSettings {
    std::uint64_t seed{0};
    double confidence{0.95};  ///< of the intervals; a p value up to 1 - confidence is a difference
    int replicates{2000};     ///< of the bootstrap
    int sampled_flips{9999};  ///< sign patterns of the test where there are too many to count all
};

enum class PairedVerdict {
    real_difference,      ///< p <= 1 - confidence
    not_distinguishable,  ///< from zero; it may be there all the same
};

struct PairedComparison {
    std::size_t pair_count{};
    double mean_difference{};
    double standard_deviation{};     ///< of the differences; NaN for one pair
    ConfidenceInterval student{};    ///< mean +- t s / sqrt n; infinite for one pair
    ConfidenceInterval bootstrap{};  ///< BCa
    double p_value{};                ///< two-sided sign-flip test
    bool is_exact{};                 ///< all sign patterns were counted
    double smallest_p_value{};  ///< the test can give; above 1 - confidence: too few pairs to find anything
    PairedVerdict verdict{};
};

/// Differences b - a. Interval: Student's t and bootstrap. Test: the mean against those with every sign
/// pattern of the differences (Fisher, The Design of Experiments, 1935, section 21); valid if a difference
/// and its opposite are equally likely when there is no effect, whatever the distribution. All 2^n patterns
/// up to 16 pairs, else a sample with p = (1 + as extreme) / (1 + patterns) (Phipson & Smyth 2010, Stat.
/// Appl. Genet. Mol. Biol. 9:39).
/// @param a, b  of equal size, at least one
PairedComparison compare_pairs(std::span<const double> a, std::span<const double> b,
                               const PairedSettings& settings = {});

/// The test alone.
struct SignFlipTest {
    double p_value{};
    bool is_exact{};
    double smallest_p_value{};
};
SignFlipTest sign_flip_test(std::span<const double> differences, std::uint64_t seed, int sampled_flips);

/// p values of several comparisons so raised that declaring those up to alpha keeps the probability of any
/// false one at alpha, in the order given. Source: Holm, Scand. J. Statist. 6 (1979) 65-70.
std::vector<double> holm_adjusted(std::span<const double> p_values);

/// Two designs and an outcome that is either there or not in each run ("somebody was trapped").
struct PairedOutcomes {
    int both{};
    int only_a{};
    int only_b{};
    int neither{};
};

/// Any value but 0 is "yes". Equal sizes.
PairedOutcomes count_outcomes(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b);

/// Two-sided exact test that the outcome is as likely in both designs: only the runs that differ count, each
/// falls to either side with 1/2. Sources: McNemar, Psychometrika 12 (1947) 153-157; exact form e.g. Agresti,
/// Categorical Data Analysis, 2002, 10.1.4. 1 if no run differs.
double mcnemar_p_value(const PairedOutcomes& outcomes);

}  // namespace wayout
