#include "statistics/exceedance.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace wayout {
namespace {

TEST(Exceedance, OfTenRunsByHand) {
    // Two of ten runs with anybody, one of them with more than two.
    const std::vector<int> counts{0, 0, 5, 0, 0, 0, 2, 0, 0, 0};
    const std::vector<Exceedance> curve = exceedance_curve(counts);
    ASSERT_EQ(curve.size(), 6U);
    const std::vector<int> above{2, 2, 1, 1, 1, 0};
    for (int k = 0; k <= 5; ++k) {
        const Exceedance& row = curve[static_cast<std::size_t>(k)];
        EXPECT_EQ(row.more_than, k);
        EXPECT_EQ(row.runs_above, above[static_cast<std::size_t>(k)]) << k;
        EXPECT_DOUBLE_EQ(row.probability, 0.1 * row.runs_above);
    }
    // Tables of Clopper-Pearson limits for 2, 1 and 0 of 10.
    EXPECT_NEAR(curve[0].bounds.low, 0.0252, 5e-5);
    EXPECT_NEAR(curve[0].bounds.high, 0.5561, 5e-5);
    EXPECT_NEAR(curve[4].bounds.low, 0.0025, 5e-5);
    EXPECT_NEAR(curve[4].bounds.high, 0.4450, 5e-5);
    EXPECT_NEAR(curve[5].bounds.high, 0.3085, 5e-5);
}

TEST(Exceedance, WithoutHarmStillSaysWhatIsPossible) {
    const std::vector<Exceedance> curve = exceedance_curve(std::vector<int>(300, 0), 0.9);
    ASSERT_EQ(curve.size(), 1U);
    EXPECT_EQ(curve[0].probability, 0.0);
    EXPECT_NEAR(curve[0].bounds.high, 0.01, 1e-4);  // rule of three: half of 10 % on this side
}

TEST(Exceedance, OfNoRunsIsEmpty) {
    EXPECT_TRUE(exceedance_curve({}).empty());
    EXPECT_THROW((void)exceedance_curve(std::vector<int>{1, -1}), InternalError);
}

}  // namespace
}  // namespace wayout
