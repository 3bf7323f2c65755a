#include "statistics/quantile.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace wayout {
namespace {

TEST(Quantile, SummariesOfOneToFive) {
    const std::array<double, 5> values{4, 1, 3, 5, 2};
    EXPECT_DOUBLE_EQ(mean_of(values), 3.0);
    // Sum of squares about 3: 4 + 1 + 0 + 1 + 4 = 10, over n - 1 = 4.
    EXPECT_DOUBLE_EQ(standard_deviation_of(values), std::sqrt(2.5));
    EXPECT_DOUBLE_EQ(median_of(values), 3.0);
    // Type 7: position 0.9 x 4 = 3.6 among 1 2 3 4 5, counted from 0.
    EXPECT_DOUBLE_EQ(quantile_of(values, 0.9), 4.6);
}

TEST(Quantile, OfSortedValuesIsThatOfTheSame) {
    const std::array<double, 4> ascending{10, 20, 40, 80};
    EXPECT_DOUBLE_EQ(quantile_of_sorted(ascending, 0.0), 10.0);
    EXPECT_DOUBLE_EQ(quantile_of_sorted(ascending, 1.0), 80.0);
    // Position 0.5 x 3 = 1.5: half-way between 20 and 40; the median of an even number is their mean.
    EXPECT_DOUBLE_EQ(quantile_of_sorted(ascending, 0.5), 30.0);
}

TEST(Quantile, OfTooFewValuesIsNoNumber) {
    EXPECT_TRUE(std::isnan(mean_of({})));
    EXPECT_TRUE(std::isnan(quantile_of({}, 0.5)));
    EXPECT_TRUE(std::isnan(standard_deviation_of(std::array<double, 1>{1.0})));
    EXPECT_THROW((void)quantile_of(std::array<double, 1>{1.0}, 1.5), InternalError);
}

TEST(PredictionLimit, LiesAtShareOfOneMoreThanTheValues) {
    std::vector<double> values(19);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i + 1);
    // 0.05 x 20 = 1, 0.95 x 20 = 19, 0.5 x 20 = 10, 0.33 x 20 = 6.6.
    EXPECT_NEAR(prediction_limit_of_sorted(values, 0.05), 1.0, 1e-12);
    EXPECT_NEAR(prediction_limit_of_sorted(values, 0.95), 19.0, 1e-12);
    EXPECT_NEAR(prediction_limit_of_sorted(values, 0.5), 10.0, 1e-12);
    EXPECT_NEAR(prediction_limit_of_sorted(values, 0.33), 6.6, 1e-12);
    EXPECT_DOUBLE_EQ(prediction_limit_of_sorted(values, 0.01), 1.0);
    EXPECT_DOUBLE_EQ(prediction_limit_of_sorted(values, 0.99), 19.0);
    EXPECT_TRUE(std::isnan(prediction_limit_of_sorted({}, 0.5)));
}

TEST(PredictionLimit, BesideWhatHasNoEndThereIsNoEnd) {
    const double never = std::numeric_limits<double>::infinity();
    const std::vector<double> values{-never, 1.0, 2.0, never};
    EXPECT_EQ(prediction_limit_of_sorted(values, 0.4), 1.0);  // position 2
    EXPECT_EQ(prediction_limit_of_sorted(values, 0.3), -never);
    EXPECT_EQ(prediction_limit_of_sorted(values, 0.7), never);
    EXPECT_NEAR(prediction_limit_of_sorted(values, 0.5), 1.5, 1e-12);
}

}  // namespace
}  // namespace wayout
