#include "statistics/variance_split.hpp"

#include "synthetic.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace wayout {
namespace {

TEST(VarianceSplit, OneFactorByHand) {
    // Levels (1, 3), (5, 7), (9, 11): means 2, 6, 10 about 6. Between 2 (16 + 0 + 16) = 64 over 2 = 32,
    // within 6 x 1 = 6 over 3 = 2: components (32 - 2) / 2 = 15 and 2.
    const auto parts = split_by_one(std::vector<double>{1, 3, 5, 7, 9, 11}, 2, "fire", "seed");
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(parts[0].name, "fire");
    EXPECT_DOUBLE_EQ(parts[0].sum_of_squares, 64.0);
    EXPECT_DOUBLE_EQ(parts[0].degrees_of_freedom, 2.0);
    EXPECT_DOUBLE_EQ(parts[0].variance, 15.0);
    EXPECT_DOUBLE_EQ(parts[0].share, 15.0 / 17.0);
    EXPECT_EQ(parts[1].name, "seed");
    EXPECT_DOUBLE_EQ(parts[1].sum_of_squares, 6.0);
    EXPECT_DOUBLE_EQ(parts[1].variance, 2.0);
}

TEST(VarianceSplit, NestedByHand) {
    // Outer means 2 and 10 about 6; inner means 1, 3 and 8, 12; each run -+1 about its inner mean.
    // Outer: 4 x (16 + 16) = 128 / 1. Inner: 2 x (1 + 1 + 4 + 4) = 20 / 2 = 10. Rest: 8 / 4 = 2.
    // Components: (128 - 10) / 4 = 29.5, (10 - 2) / 2 = 4, 2.
    const auto parts =
        split_nested(std::vector<double>{0, 2, 2, 4, 7, 9, 11, 13}, 2, 2, "fire", "crowd", "seed");
    ASSERT_EQ(parts.size(), 3U);
    EXPECT_DOUBLE_EQ(parts[0].variance, 29.5);
    EXPECT_DOUBLE_EQ(parts[1].variance, 4.0);
    EXPECT_DOUBLE_EQ(parts[2].variance, 2.0);
    EXPECT_DOUBLE_EQ(parts[0].share + parts[1].share + parts[2].share, 1.0);
}

TEST(VarianceSplit, CrossedByHand) {
    // Cell means 0, 4 and 8, 20: means of the first 2, 14, of the second 4, 12, in all 8. Runs -+1.
    // First: 4 x (36 + 36) = 288. Second: 4 x (16 + 16) = 128. Interaction: effects 0 - 2 - 4 + 8 = 2, -2,
    // -2, 2: 2 x 16 = 32. Rest 8 / 4 = 2. Components: (288 - 32) / 4 = 64, (128 - 32) / 4 = 24, (32 - 2) / 2
    // = 15, 2.
    const auto parts =
        split_crossed(std::vector<double>{-1, 1, 3, 5, 7, 9, 19, 21}, 2, 2, "fire", "crowd", "seed");
    ASSERT_EQ(parts.size(), 4U);
    EXPECT_DOUBLE_EQ(parts[0].variance, 64.0);
    EXPECT_DOUBLE_EQ(parts[1].variance, 24.0);
    EXPECT_EQ(parts[2].name, "fire x crowd");
    EXPECT_DOUBLE_EQ(parts[2].variance, 15.0);
    EXPECT_DOUBLE_EQ(parts[3].variance, 2.0);
}

TEST(VarianceSplit, CrossedWithOneRunACellByHand) {
    // Cells (0, 4), (8, 12), (16, 26): means of the first 2, 10, 21, of the second 8, 14, in all 11. First:
    // 2 (81 + 1 + 100) = 364 over 2. Second: 3 (9 + 9) = 54 over 1. Interaction and rest are one: effects
    // 1, -1, 1, -1, -2, 2, so 12 over 2. Components: (182 - 6) / 2 = 88, (54 - 6) / 3 = 16, 6.
    const auto parts = split_crossed(std::vector<double>{0, 4, 8, 12, 16, 26}, 2, 1, "fire", "crowd", "seed");
    ASSERT_EQ(parts.size(), 3U);
    EXPECT_DOUBLE_EQ(parts[0].variance, 88.0);
    EXPECT_DOUBLE_EQ(parts[1].variance, 16.0);
    EXPECT_EQ(parts[2].name, "seed");
    EXPECT_DOUBLE_EQ(parts[2].variance, 6.0);
    EXPECT_DOUBLE_EQ(parts[0].share, 88.0 / 110.0);
}

TEST(VarianceSplit, FindsTheSplitOfNestedData) {
    // Variances 9, 4, 1 in 400 x 5 x 4 runs. Standard deviations of the estimates: for the outer
    // (9 + 4/5 + 1/20) sqrt(2 / 399) = 0.70, the inner (4 + 1/4) sqrt(2 / 1600) = 0.15, the rest
    // sqrt(2 / 6000) = 0.018; three and a half of each.
    std::vector<double> values;
    for (std::uint32_t i = 0; i < 400; ++i)
        for (std::uint32_t j = 0; j < 5; ++j)
            for (std::uint32_t k = 0; k < 4; ++k)
                values.push_back(3.0 * synthetic_normal(1, 0, i) + 2.0 * synthetic_normal(1, 1, 5 * i + j) +
                                 synthetic_normal(1, 2, 20 * i + 4 * j + k));
    const auto parts = split_nested(values, 5, 4, "fire", "crowd", "seed");
    EXPECT_NEAR(parts[0].variance, 9.0, 2.5);
    EXPECT_NEAR(parts[1].variance, 4.0, 0.53);
    EXPECT_NEAR(parts[2].variance, 1.0, 0.064);
}

TEST(VarianceSplit, FindsTheSplitOfCrossedData) {
    // Variances 4, 1 without interaction, rest 1, in 60 x 60 x 2 runs: (4 + ...) sqrt(2 / 59) = 0.74, 0.18,
    // for the interaction and rest about sqrt(2 / 3500) = 0.024.
    std::vector<double> values;
    for (std::uint32_t i = 0; i < 60; ++i)
        for (std::uint32_t j = 0; j < 60; ++j)
            for (std::uint32_t k = 0; k < 2; ++k)
                values.push_back(2.0 * synthetic_normal(2, 0, i) + synthetic_normal(2, 1, j) +
                                 synthetic_normal(2, 2, 120 * i + 2 * j + k));
    const auto parts = split_crossed(values, 60, 2, "fire", "crowd", "seed");
    EXPECT_NEAR(parts[0].variance, 4.0, 2.6);
    EXPECT_NEAR(parts[1].variance, 1.0, 0.65);
    EXPECT_NEAR(parts[2].variance, 0.0, 0.085);
    EXPECT_NEAR(parts[3].variance, 1.0, 0.085);
}

TEST(VarianceSplit, WithoutScatterHasNoShares) {
    for (const VariancePart& part : split_by_one(std::vector<double>(6, 3.0), 3, "fire", "seed")) {
        EXPECT_EQ(part.variance, 0.0);
        EXPECT_EQ(part.share, 0.0);
    }
    // Levels closer to each other than chance makes them: the component is zero, not negative.
    EXPECT_EQ(split_by_one(std::vector<double>{1, 3, 1, 3}, 2, "fire", "seed")[0].variance, 0.0);
}

TEST(VarianceSplit, UnbalancedValuesAreABug) {
    EXPECT_THROW((void)split_by_one(std::vector<double>(5), 2, "a", "b"), InternalError);
    EXPECT_THROW((void)split_by_one(std::vector<double>(2), 2, "a", "b"), InternalError);
    EXPECT_THROW((void)split_nested(std::vector<double>(8), 2, 1, "a", "b", "c"), InternalError);
}

}  // namespace
}  // namespace wayout
