#include "statistics/two_samples.hpp"

#include "synthetic.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace wayout {
namespace {

using Values = std::vector<double>;

TEST(PermutationTest, CountsAllWaysOfFewValues) {
    // Of the 20 ways to share out 1 ... 6 only the observed one and its exchange part the samples fully.
    const PermutationTest apart = permutation_test(Values{1, 2, 3}, Values{4, 5, 6}, 0, 1);
    EXPECT_TRUE(apart.is_exact);
    EXPECT_DOUBLE_EQ(apart.p_value, 0.1);
    EXPECT_DOUBLE_EQ(apart.smallest_p_value, 0.1);
    // 1, 3 | 2, 4: |t| = 1 / sqrt(1 + 1) = 0.71; the ways {12|34} and back 2.83 and {14|23} and back 0: four
    // of six.
    EXPECT_DOUBLE_EQ(permutation_test(Values{1, 3}, Values{2, 4}, 0, 1).p_value, 4.0 / 6.0);
    // One value against three, by the difference of the means: 9 is the farthest of four.
    const PermutationTest single = permutation_test(Values{9}, Values{1, 2, 3}, 0, 1);
    EXPECT_DOUBLE_EQ(single.p_value, 0.25);
    EXPECT_DOUBLE_EQ(single.smallest_p_value, 0.25);
}

TEST(PermutationTest, EqualValuesAreNoDifferenceWhateverTheRounding) {
    EXPECT_DOUBLE_EQ(permutation_test(Values{0.1, 0.1, 0.1}, Values{0.1, 0.1}, 0, 1).p_value, 1.0);
    EXPECT_DOUBLE_EQ(permutation_test(Values(50, 0.7), Values(50, 0.7), 0, 99).p_value, 1.0);
    // Samples without spread of their own: of the six ways two part them.
    EXPECT_DOUBLE_EQ(permutation_test(Values{0.1, 0.1}, Values{0.3, 0.3}, 0, 1).p_value, 2.0 / 6.0);
}

TEST(PermutationTest, SampledWaysGiveTheExactProbability) {
    // Ones and zeros: Fisher's exact test. Of 10 and 10 values 2 and 8 ones: P(X <= 2 or X >= 8) of the
    // hypergeometric distribution = 2 (45 45 + 10 10 + 1) / 184756 = 0.023014. 184,756 ways are sampled.
    Values a(10, 0.0), b(10, 1.0);
    a[0] = a[1] = 1.0;
    b[0] = b[1] = 0.0;
    const PermutationTest test = permutation_test(a, b, 7, 99999);
    EXPECT_FALSE(test.is_exact);
    // Standard error sqrt(p (1 - p) / 99999) = 0.00047.
    EXPECT_NEAR(test.p_value, 0.023014, 5 * 0.00047);
    EXPECT_DOUBLE_EQ(test.smallest_p_value, 1e-5);
}

/// Of 1,000 comparisons of so many normal numbers, those with p <= 0.05.
int count_found(std::size_t count_a, std::size_t count_b, double effect, double sd_b) {
    int found = 0;
    for (std::uint32_t study = 0; study < 1000; ++study) {
        const Values a = synthetic_normals(21, 2 * study, count_a);
        const Values b = synthetic_normals(21, 2 * study + 1, count_b, effect, sd_b);
        found += permutation_test(a, b, study, 199).p_value <= 0.05 ? 1 : 0;
    }
    return found;
}

TEST(PermutationTest, FindsNoMoreThanItShouldWithoutAnEffect) {
    // 50 of 1,000 expected, standard deviation sqrt(1000 0.05 0.95) = 6.9.
    EXPECT_NEAR(count_found(15, 15, 0.0, 1.0), 50, 4 * 6.9);
    // The larger spread in the smaller sample, which deceives a test of the plain difference.
    EXPECT_NEAR(count_found(40, 15, 0.0, 3.0), 50, 5 * 6.9);
}

TEST(PermutationTest, FindsAShift) {
    // One standard deviation with 20 values each: power of the t test 0.87 (noncentral t, 38 degrees of
    // freedom, noncentrality sqrt(10) = 3.16: Cohen 1988, table 2.3.5).
    EXPECT_NEAR(count_found(20, 20, 1.0, 1.0), 870, 50);
    EXPECT_GT(count_found(20, 20, 2.0, 1.0), 995);
}

TEST(TwoSamples, IntervalCoversTheTrueDifference) {
    int covered = 0;
    for (std::uint32_t study = 0; study < 500; ++study) {
        TwoSampleSettings settings;
        settings.seed = study;
        settings.replicates = 400;
        settings.sampled_permutations = 1;
        const Values a = synthetic_normals(22, 2 * study, 40, 5.0, 1.0);
        const Values b = synthetic_normals(22, 2 * study + 1, 60, 7.0, 2.0);
        const TwoSampleComparison c = compare_samples(a, b, settings);
        covered += c.interval.low <= 2.0 && 2.0 <= c.interval.high ? 1 : 0;
    }
    // 0.95 less the shortness of percentile intervals of 40 values; standard deviation of the count 4.9.
    EXPECT_GT(covered, 450);
    EXPECT_LT(covered, 495);
}

TEST(TwoSamples, DifferenceIsThatOfTheMeansAndTurnsWithTheOrder) {
    const Values a{1, 2, 3, 6}, b{4, 6, 8};
    const TwoSampleComparison there = compare_samples(a, b), back = compare_samples(b, a);
    EXPECT_DOUBLE_EQ(there.mean_difference, 3.0);
    EXPECT_DOUBLE_EQ(back.mean_difference, -3.0);
    EXPECT_DOUBLE_EQ(there.test.p_value, back.test.p_value);
    EXPECT_LE(there.interval.low, 3.0);
    EXPECT_GE(there.interval.high, 3.0);
}

TEST(TwoSamples, NothingToCompareIsABug) {
    EXPECT_THROW(compare_samples(Values{}, Values{1}), InternalError);
    EXPECT_THROW(permutation_test(Values{1}, Values{}, 0, 9), InternalError);
}

}  // namespace
}  // namespace wayout
