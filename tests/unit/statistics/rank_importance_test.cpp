#include "statistics/rank_importance.hpp"

#include "synthetic.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace wayout {
namespace {

TEST(RankImportance, TiesShareTheMeanOfTheirRanks) {
    EXPECT_EQ(ranks_of(std::vector<double>{10, 30, 20, 20}), (std::vector<double>{1.0, 4.0, 2.5, 2.5}));
    EXPECT_TRUE(ranks_of({}).empty());
}

TEST(RankImportance, OfOneInputIsSpearmansCorrelation) {
    // Ranks 1 2 3 4 against 1 3 2 4: 1 - 6 x (0 + 1 + 1 + 0) / (4 x 15) = 0.8.
    const SampleDesign inputs{4, 1, {0.1, 0.2, 0.3, 0.4}};
    const RankRegression result = rank_regression(inputs, std::vector<double>{1, 30, 20, 400}, {1, 50, 0.95});
    EXPECT_NEAR(result.inputs[0].srrc, 0.8, 1e-12);
    EXPECT_NEAR(result.inputs[0].prcc, 0.8, 1e-12);
    EXPECT_NEAR(result.r_squared, 0.64, 1e-12);
}

TEST(RankImportance, OfTwoInputsByHand) {
    // Ranks 1 2 3 4 5 and 2 1 4 3 5 against 1 3 2 5 4: correlations 1 - 6 x 4 / 120 = 0.8 of the inputs, 0.8
    // and 1 - 6 x 14 / 120 = 0.3 with the output. Coefficients (0.8 - 0.8 x 0.3) / 0.36 and (0.3 - 0.64) /
    // 0.36; partial correlations 0.56 / sqrt(0.91 x 0.36) and -0.34 / sqrt(0.36 x 0.36).
    const SampleDesign inputs{5, 2, {1, 2, 2, 1, 3, 4, 4, 3, 5, 5}};
    const RankRegression result = rank_regression(inputs, std::vector<double>{1, 3, 2, 5, 4}, {1, 50, 0.95});
    EXPECT_NEAR(result.inputs[0].srrc, 0.56 / 0.36, 1e-12);
    EXPECT_NEAR(result.inputs[1].srrc, -0.34 / 0.36, 1e-12);
    EXPECT_NEAR(result.inputs[0].prcc, 0.56 / std::sqrt(0.91 * 0.36), 1e-12);
    EXPECT_NEAR(result.inputs[1].prcc, -0.34 / 0.36, 1e-12);
}

TEST(RankImportance, SeesThroughAnyRisingCurve) {
    SampleDesign inputs = random_design(50, 1, 3);
    std::vector<double> outputs;
    for (std::size_t row = 0; row < 50; ++row) outputs.push_back(-std::exp(20.0 * inputs.at(row, 0)));
    const RankRegression result = rank_regression(inputs, outputs, {1, 100, 0.95});
    EXPECT_NEAR(result.inputs[0].srrc, -1.0, 1e-12);
    EXPECT_NEAR(result.inputs[0].prcc, -1.0, 1e-6);
    EXPECT_NEAR(result.r_squared, 1.0, 1e-12);
}

TEST(RankImportance, OfNormalInputsHasAClosedForm) {
    // y = 0.6 x1 - 0.5 x2 + rest of variance 1 - 0.61, x3 does nothing. The rank correlation of normal
    // numbers with correlation r is 6 / pi asin(r / 2): 0.5819 and -0.4826 (Pearson 1907); with independent
    // inputs these are the coefficients, and the partial ones are b / sqrt(b^2 + 1 - R^2). 2,000 runs: within
    // 3.5 / sqrt(2,000) = 0.08.
    constexpr std::size_t runs = 2000;
    SampleDesign inputs{runs, 3, std::vector<double>(runs * 3)};
    std::vector<double> outputs(runs);
    for (std::size_t row = 0; row < runs; ++row) {
        for (std::uint32_t column = 0; column < 3; ++column)
            inputs.at(row, column) = synthetic_normal(4, column, row);
        outputs[row] = 0.6 * inputs.at(row, 0) - 0.5 * inputs.at(row, 1) +
                       std::sqrt(1.0 - 0.61) * synthetic_normal(4, 9, row);
    }
    const RankRegression result = rank_regression(inputs, outputs, {1, 300, 0.95});
    const double b1 = 6.0 / std::numbers::pi * std::asin(0.3);
    const double b2 = -6.0 / std::numbers::pi * std::asin(0.25);
    const double rest = 1.0 - b1 * b1 - b2 * b2;
    EXPECT_NEAR(result.inputs[0].srrc, b1, 0.08);
    EXPECT_NEAR(result.inputs[1].srrc, b2, 0.08);
    EXPECT_NEAR(result.inputs[0].prcc, b1 / std::sqrt(b1 * b1 + rest), 0.08);
    EXPECT_NEAR(result.r_squared, 1.0 - rest, 0.08);
    EXPECT_GT(result.inputs[0].srrc_interval.low, 0.0);
    EXPECT_LT(result.inputs[1].prcc_interval.high, 0.0);
    EXPECT_TRUE(contains(result.inputs[2].srrc_interval, 0.0));
    EXPECT_TRUE(contains(result.inputs[2].prcc_interval, 0.0));
}

TEST(RankImportance, TellsInputsThatGoTogetherApart) {
    // x2 follows x1 but does nothing itself: its correlation is high, its regression coefficient is not.
    constexpr std::size_t runs = 1000;
    SampleDesign inputs{runs, 2, std::vector<double>(runs * 2)};
    std::vector<double> outputs(runs);
    for (std::size_t row = 0; row < runs; ++row) {
        inputs.at(row, 0) = synthetic_normal(5, 0, row);
        inputs.at(row, 1) = 0.8 * inputs.at(row, 0) + 0.6 * synthetic_normal(5, 1, row);
        outputs[row] = inputs.at(row, 0) + 0.3 * synthetic_normal(5, 2, row);
    }
    const RankRegression result = rank_regression(inputs, outputs, {1, 200, 0.95});
    EXPECT_GT(result.inputs[0].srrc, 0.9);
    EXPECT_LT(std::abs(result.inputs[1].srrc), 0.06);
}

TEST(RankImportance, LeavesOutInputsThatSayNothingNew) {
    // The second input is constant, the third equal to the first.
    SampleDesign inputs = random_design(40, 3, 6);
    std::vector<double> outputs;
    for (std::size_t row = 0; row < 40; ++row) {
        inputs.at(row, 1) = 0.5;
        inputs.at(row, 2) = inputs.at(row, 0);
        outputs.push_back(inputs.at(row, 0));
    }
    const RankRegression result = rank_regression(inputs, outputs, {1, 100, 0.95});
    EXPECT_NEAR(result.inputs[0].srrc, 1.0, 1e-12);
    EXPECT_EQ(result.inputs[1].srrc, 0.0);
    EXPECT_EQ(result.inputs[2].srrc, 0.0);
    // An output that does not vary is moved by nothing.
    const RankRegression flat = rank_regression(inputs, std::vector<double>(40, 1.0), {1, 100, 0.95});
    EXPECT_EQ(flat.inputs[0].srrc, 0.0);
    EXPECT_EQ(flat.r_squared, 0.0);
}

TEST(RankImportance, IsBlindToWhatRisesAndFalls) {
    // y = (x - 1/2)^2: fully determined, and R^2 says that the ranks do not show it.
    const SampleDesign inputs = latin_hypercube(500, 1, 1);
    std::vector<double> outputs;
    for (std::size_t row = 0; row < 500; ++row)
        outputs.push_back((inputs.at(row, 0) - 0.5) * (inputs.at(row, 0) - 0.5));
    EXPECT_LT(rank_regression(inputs, outputs, {1, 100, 0.95}).r_squared, 0.02);
    EXPECT_THROW((void)rank_regression(random_design(2, 1, 1), std::vector<double>{1, 2}), InternalError);
}

}  // namespace
}  // namespace wayout
