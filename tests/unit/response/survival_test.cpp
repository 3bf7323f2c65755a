#include "response/survival.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

TEST(Survival, FollowsTheFittedCurve) {
    // By hand: r = 5: 2.90 - 2.83 = 0.07, 1 / (1 + e^0.07) = 1 / 2.072508 = 0.482507.
    EXPECT_NEAR(survival_probability(5.0), 0.482507, 1e-6);
    // The table the curve was fitted to, two decimals.
    constexpr double table[] = {.05, .09, .15, .23, .35, .48, .62, .74, .84, .90, .94, .97, .98};
    for (int r = 0; r <= 12; ++r) EXPECT_NEAR(survival_probability(r), table[r], 0.006) << r;
}

TEST(Survival, SlopeIsTheDerivative) {
    for (const double r : {1.0, 5.0, 9.5}) {
        const double by_difference = (survival_probability(r + 1e-5) - survival_probability(r - 1e-5)) / 2e-5;
        EXPECT_NEAR(survival_slope(r), by_difference, 1e-8);
    }
}

TEST(Decay, WholeScoresFallAsByTheTable) {
    // 9: -0.5, -0.5 (8), -0.5 (7.5), -1 (6.5).
    constexpr double expected[] = {9.0, 8.5, 8.0, 7.5, 6.5, 5.5};
    for (int k = 0; k < 6; ++k) EXPECT_NEAR(rpm_after(9.0, 1800.0 * k, 1.0), expected[k], 1e-9) << k;
}

TEST(Decay, CountsMinutesAndStopsAtZero) {
    EXPECT_NEAR(rpm_after(5.0, 600.0, 1.0), 5.0 - 1.0 / 3.0, 1e-12);
    EXPECT_EQ(rpm_after(2.0, 3 * 3600.0, 1.0), 0.0);
    EXPECT_EQ(rpm_after(11.0, 86400.0, 1.0), 11.0);
    EXPECT_EQ(rpm_after(12.0, 86400.0, 1.0), 12.0);
}

TEST(Decay, IsHalvedByTreatment) {
    EXPECT_NEAR(rpm_after(5.0, 1800.0, 0.5), 4.5, 1e-12);
    EXPECT_EQ(rpm_after(5.0, 1800.0, 0.0), 5.0);
    // Across the edge: 8 -> 7.5 takes an hour, then half a point in half an hour.
    EXPECT_NEAR(rpm_after(8.0, 5400.0, 0.5), 7.0, 1e-12);
}

TEST(Decay, InTwoPartsIsAsInOne) {
    for (const double r : {1.0, 6.3, 7.6, 8.0, 10.9})
        EXPECT_NEAR(rpm_after(rpm_after(r, 1234.0, 1.0), 4321.0, 1.0), rpm_after(r, 5555.0, 1.0), 1e-9) << r;
}

TEST(ClassOfScore, ChangesWhereTheDecayChanges) {
    EXPECT_EQ(class_of_rpm(0.0), TriageClass::black);
    EXPECT_EQ(class_of_rpm(0.1), TriageClass::red);
    EXPECT_EQ(class_of_rpm(7.5), TriageClass::red);
    EXPECT_EQ(class_of_rpm(8.0), TriageClass::yellow);
    EXPECT_EQ(class_of_rpm(10.9), TriageClass::yellow);
    EXPECT_EQ(class_of_rpm(11.0), TriageClass::green);
}

}  // namespace
}  // namespace wayout
