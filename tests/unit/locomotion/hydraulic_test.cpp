// Hydraulic relations. Expected values: locomotion specification 7.1 (table) and 12.15, and by hand.
#include "locomotion/hydraulic.hpp"

#include <gtest/gtest.h>

namespace wayout::hydraulic {
namespace {

TEST(Hydraulic, SpeedAndFlowOnTheLevelAreThoseOfTheTable) {
    const struct {
        double density, speed, flow;
    } rows[] = {{0.5, 1.190, 0.595},   {1.0, 1.0276, 1.0276}, {1.5, 0.8414, 1.2621}, {2.0, 0.6552, 1.3104},
                {2.5, 0.4690, 1.1725}, {3.0, 0.2828, 0.8484}, {3.5, 0.0966, 0.3381}};
    for (const auto& row : rows) {
        EXPECT_NEAR(speed_mps(level_k_mps, row.density), row.speed, 5e-5) << row.density;
        EXPECT_NEAR(specific_flow_pps_per_m(level_k_mps, row.density), row.flow, 5e-5) << row.density;
    }
}

TEST(Hydraulic, NobodyIsFasterThanFreeNorEverStandsStill) {
    EXPECT_DOUBLE_EQ(speed_mps(level_k_mps, 0.0), 0.85 * 1.40);
    EXPECT_GT(speed_mps(level_k_mps, 10.0), 0.07);
}

TEST(Hydraulic, TheGreatestFlowIsThatOfTheSpecification) {
    const struct {
        double k, flow;
    } rows[] = {{1.40, 1.315789}, {1.00, 0.939850}, {1.08, 1.015038}, {1.16, 1.090226}, {1.23, 1.156015}};
    for (const auto& row : rows) EXPECT_NEAR(greatest_specific_flow_pps_per_m(row.k), row.flow, 5e-7);
}

TEST(Hydraulic, StepsGiveTheFactorsOfTheHandbook) {
    // Riser and tread in inches: the ratio is all that counts. The handbook rounds 51.8 sqrt(T / R) m/min to
    // 1.00, 1.08, 1.16 and 1.23 m/s.
    EXPECT_NEAR(stair_k_mps(7.5, 10.0), 1.00, 0.015);
    EXPECT_NEAR(stair_k_mps(7.0, 11.0), 1.08, 0.015);
    EXPECT_NEAR(stair_k_mps(6.5, 12.0), 1.16, 0.015);
    EXPECT_NEAR(stair_k_mps(6.5, 13.0), 1.23, 0.015);
}

TEST(Hydraulic, ADoorCountsWithItsEffectiveWidth) {
    EXPECT_DOUBLE_EQ(effective_width_m(1.2), 0.9);
    EXPECT_DOUBLE_EQ(effective_width_m(0.4), 0.2);  // narrower than its layers: half
    Venue venue;
    Gate door;
    door.clear_width_m = 1.2;
    EXPECT_NEAR(capacity_pps(venue, door).value(), 1.184211, 5e-7);
}

TEST(Hydraulic, EndsOfStairsAndEscalatorsLimitTheFlowAndOtherJointsDoNot) {
    Venue venue;
    venue.surfaces.resize(4);
    venue.surfaces[1].kind = SurfaceKind::stair;
    venue.surfaces[1].riser_m = 0.175;
    venue.surfaces[1].tread_m = 0.275;
    venue.surfaces[2].kind = SurfaceKind::escalator;
    venue.surfaces[3].kind = SurfaceKind::landing;
    Gate joint;
    joint.kind = GateKind::joint;
    joint.clear_width_m = 1.5;
    joint.left = SurfaceId(0);
    joint.right = SurfaceId(1);
    // k = 51.8 / 60 sqrt(0.275 / 0.175) = 1.082235; k / (4 x 0.266) = 1.017138; x 1.2 m
    EXPECT_NEAR(capacity_pps(venue, joint).value(), 1.220578, 5e-6);
    joint.right = SurfaceId(2);
    venue.surfaces[2].motion = StairSpec::Motion::stopped;
    EXPECT_DOUBLE_EQ(capacity_pps(venue, joint).value(), 1.5 * 1.15);
    venue.surfaces[2].motion = StairSpec::Motion::down;
    EXPECT_DOUBLE_EQ(capacity_pps(venue, joint).value(), 1.5 * 1.78);
    joint.right = SurfaceId(3);
    EXPECT_FALSE(capacity_pps(venue, joint).has_value());
}

}  // namespace
}  // namespace wayout::hydraulic
