#include "statistics/paired_comparison.hpp"

#include "statistics/binomial.hpp"
#include "synthetic.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace wayout {
namespace {

/// Pairs in which b is larger by `effect` and both share a scatter ten times that of the difference.
PairedComparison compare(std::uint64_t seed, std::uint32_t study, std::size_t pairs, double effect,
                         const PairedSettings& settings) {
    std::vector<double> a(pairs);
    std::vector<double> b(pairs);
    for (std::size_t i = 0; i < pairs; ++i) {
        a[i] = 10.0 * synthetic_normal(seed, 2 * study, i);
        b[i] = a[i] + effect + synthetic_normal(seed, 2 * study + 1, i);
    }
    return compare_pairs(a, b, settings);
}

int count_real(std::uint64_t seed, std::size_t pairs, double effect) {
    int real = 0;
    for (std::uint32_t study = 0; study < 1000; ++study) {
        PairedSettings settings;
        settings.seed = study;
        settings.replicates = 100;
        settings.sampled_flips = 999;
        real +=
            compare(seed, study, pairs, effect, settings).verdict == PairedVerdict::real_difference ? 1 : 0;
    }
    return real;
}

TEST(SignFlipTest, CountsAllPatternsOfFewPairs) {
    // Differences 1, 2, 3: of eight sign patterns +++ and --- are as extreme.
    const SignFlipTest all_up = sign_flip_test(std::vector<double>{1, 2, 3}, 0, 1);
    EXPECT_TRUE(all_up.is_exact);
    EXPECT_DOUBLE_EQ(all_up.p_value, 0.25);
    EXPECT_DOUBLE_EQ(all_up.smallest_p_value, 0.25);
    // -1, 2, 3 (sum 4): sums of the patterns are +-6, +-4, +-2, 0, 0; four are as extreme.
    EXPECT_DOUBLE_EQ(sign_flip_test(std::vector<double>{-1, 2, 3}, 0, 1).p_value, 0.5);
    EXPECT_DOUBLE_EQ(sign_flip_test(std::vector<double>{1, 2, -3}, 0, 1).p_value, 1.0);
    EXPECT_DOUBLE_EQ(sign_flip_test(std::vector<double>{0, 0, 0}, 0, 1).p_value, 1.0);
    // Rounding does not make 0.1 + 0.2 more extreme than 0.3.
    EXPECT_DOUBLE_EQ(sign_flip_test(std::vector<double>{0.1, 0.2, -0.3}, 0, 1).p_value, 1.0);
}

TEST(SignFlipTest, SampledPatternsGiveTheExactProbability) {
    // Twenty differences of size one, 15 up: the sign test, 2 P(X >= 15 of 20) = 2 x 21,700 / 2^20 = 0.0414.
    std::vector<double> differences(20, 1.0);
    for (std::size_t i = 0; i < 5; ++i) differences[i] = -1.0;
    const SignFlipTest test = sign_flip_test(differences, 3, 40000);
    EXPECT_FALSE(test.is_exact);
    // Standard deviation sqrt(0.0414 x 0.9586 / 40,000) = 0.001; three of them.
    EXPECT_NEAR(test.p_value, 2.0 * 21700.0 / 1048576.0, 0.003);
    EXPECT_EQ(test.p_value, sign_flip_test(differences, 3, 40000).p_value);
    // More than 128 signs need more than one block of random bits.
    EXPECT_DOUBLE_EQ(sign_flip_test(std::vector<double>(300, 1.0), 3, 999).p_value, 0.001);
}

TEST(ComparePairs, IntervalOfStudentByHand) {
    // Differences 1, 2, 3: mean 2, sd 1, t(0.975, 2) = 4.303: 2 -+ 4.303 / sqrt 3 = 2 -+ 2.484.
    const PairedComparison result = compare_pairs(std::vector<double>{0, 0, 0}, std::vector<double>{1, 2, 3});
    EXPECT_DOUBLE_EQ(result.mean_difference, 2.0);
    EXPECT_DOUBLE_EQ(result.standard_deviation, 1.0);
    EXPECT_NEAR(result.student.low, -0.484, 5e-4);
    EXPECT_NEAR(result.student.high, 4.484, 5e-4);
    // Three pairs cannot show anything at 5 %.
    EXPECT_EQ(result.verdict, PairedVerdict::not_distinguishable);
    EXPECT_GT(result.smallest_p_value, 0.05);
}

TEST(ComparePairs, OfOnePairKnowsNothing) {
    const PairedComparison result = compare_pairs(std::vector<double>{1.0}, std::vector<double>{5.0});
    EXPECT_DOUBLE_EQ(result.mean_difference, 4.0);
    EXPECT_TRUE(std::isinf(result.student.low));
    EXPECT_DOUBLE_EQ(result.p_value, 1.0);
    EXPECT_THROW((void)compare_pairs({}, {}), InternalError);
}

TEST(ComparePairs, WithoutAnEffectIsSeldomReal) {
    // The exact test of ten pairs (1,024 patterns in mirrored twos) is real with 51 x 2 / 2,048 = 0.0498; the
    // sampled one of 30 with 50 / 1,000. Accepted: what a binomial count of 1,000 leaves to 1 in 1,000.
    for (const std::size_t pairs : {10U, 30U}) {
        const int real = count_real(100 + pairs, pairs, 0.0);
        RecordProperty("real_of_1000_with_" + std::to_string(pairs) + "_pairs", real);
        EXPECT_GT(binomial_upper_tail(real, 1000, 0.05), 0.001) << real;
        EXPECT_GT(binomial_lower_tail(real, 1000, 0.05), 0.001) << real;
    }
}

TEST(ComparePairs, FindsAnEffect) {
    // Power of the paired t test with n = 20 at 5 %, two-sided: 0.565 for an effect of half a standard
    // deviation, 0.988 for a whole one (noncentral t; Cohen 1988). The sign-flip test is as good but for the
    // order 1 / n; with 1,000 studies the count scatters by 16 at 565 and by 3.4 at 988.
    EXPECT_NEAR(count_real(1, 20, 0.5), 565, 60);
    EXPECT_GE(count_real(2, 20, 1.0), 970);
}

TEST(ComparePairs, PairsAreWorthTheirWhile) {
    // The same numbers, paired wrongly: the common scatter of 10 hides the effect of 1.
    std::vector<double> a(40);
    std::vector<double> b(40);
    for (std::size_t i = 0; i < a.size(); ++i) {
        a[i] = 10.0 * synthetic_normal(6, 0, i);
        b[i] = a[i] + 1.0 + synthetic_normal(6, 1, i);
    }
    EXPECT_EQ(compare_pairs(a, b).verdict, PairedVerdict::real_difference);
    std::rotate(b.begin(), b.begin() + 1, b.end());
    EXPECT_EQ(compare_pairs(a, b).verdict, PairedVerdict::not_distinguishable);
}

TEST(Holm, ByHand) {
    // In order 0.005 x 4, 0.01 x 3, 0.03 x 2, 0.04 x 1, none below the one before: 0.02, 0.03, 0.06, 0.06.
    const std::vector<double> adjusted = holm_adjusted(std::vector<double>{0.01, 0.04, 0.03, 0.005});
    const std::vector<double> expected{0.03, 0.06, 0.06, 0.02};
    ASSERT_EQ(adjusted.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(adjusted[i], expected[i], 1e-15);
    EXPECT_EQ(holm_adjusted(std::vector<double>{0.7, 0.8}), (std::vector<double>{1.0, 1.0}));
    EXPECT_TRUE(holm_adjusted({}).empty());
}

TEST(McNemar, ByHand) {
    // One and nine of ten runs that differ: 2 (1 + 10) / 1,024.
    EXPECT_NEAR(mcnemar_p_value({5, 1, 9, 20}), 22.0 / 1024.0, 1e-14);
    EXPECT_EQ(mcnemar_p_value({5, 9, 1, 20}), mcnemar_p_value({5, 1, 9, 20}));
    EXPECT_EQ(mcnemar_p_value({5, 4, 4, 20}), 1.0);  // twice more than half is still 1
    EXPECT_EQ(mcnemar_p_value({5, 0, 0, 20}), 1.0);
}

TEST(McNemar, CountsOutcomes) {
    const std::vector<std::uint8_t> a{1, 1, 0, 0, 0, 1};
    const std::vector<std::uint8_t> b{1, 0, 1, 0, 0, 0};
    const PairedOutcomes outcomes = count_outcomes(a, b);
    EXPECT_EQ(outcomes.both, 1);
    EXPECT_EQ(outcomes.only_a, 2);
    EXPECT_EQ(outcomes.only_b, 1);
    EXPECT_EQ(outcomes.neither, 2);
}

}  // namespace
}  // namespace wayout
