#include "navigation/eikonal.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

// Locomotion spec 12.10: h = 0.1 m, slowness 1 / 1.34 s/m.
constexpr double h = 0.1;
constexpr double slowness = 1.0 / 1.34;

TEST(EikonalUpdate, TakesBothAxesWhenTheFrontComesFromBetween) {
    // (1.00 + 1.03 + sqrt(2 x 0.0746269^2 - 0.03^2)) / 2 = (2.03 + 0.101184) / 2
    EXPECT_NEAR(eikonal_update(first_order_axis(1.00, h), first_order_axis(1.03, h), h, slowness), 1.065592,
                5e-7);
}

TEST(EikonalUpdate, TakesTheEarlierAxisAloneWhenTheOtherIsTooLate) {
    // |1.00 - 1.20| >= h s = 0.074627: 1.00 + 0.074627
    EXPECT_NEAR(eikonal_update(first_order_axis(1.00, h), first_order_axis(1.20, h), h, slowness), 1.074627,
                5e-7);
}

TEST(EikonalUpdate, IsOfSecondOrderWithTwoAcceptedCellsPerAxis) {
    // bases (4 - 0.93) / 3 = 1.023333 and (4.12 - 0.97) / 3 = 1.05, scale 0.2 / 3
    EXPECT_NEAR(
        eikonal_update(second_order_axis(1.00, 0.93, h), second_order_axis(1.03, 0.97, h), h, slowness),
        1.069221, 5e-7);
}

TEST(EikonalUpdate, IgnoresALaterCellBehindTheNeighbour) {
    const UpwindAxis a = second_order_axis(1.00, 1.01, h);
    EXPECT_EQ(a.base, 1.00);
    EXPECT_EQ(a.scale, h);
}

TEST(EikonalUpdate, FallsBackToFirstOrderWithoutARealSolution) {
    // Bases (4 - 0.90) / 3 = 1.033333 and (4 x 1.06 - 1.06) / 3 = 1.06 + 0 ... choose phi2 so that the bases
    // are 0.1 apart: x (1.00, 1.00) -> 1.00, y (1.06, 0.94) -> (4.24 - 0.94) / 3 = 1.10; 0.10 > sqrt(2) x 2 h
    // s / 3 = 0.0704: no real solution. First order: (2.06 + sqrt(2 x 0.00556917 - 0.0036)) / 2 = (2.06 +
    // 0.0868236) / 2 = 1.0734118
    EXPECT_NEAR(
        eikonal_update(second_order_axis(1.00, 1.00, h), second_order_axis(1.06, 0.94, h), h, slowness),
        1.0734118, 5e-7);
}

}  // namespace
}  // namespace wayout
