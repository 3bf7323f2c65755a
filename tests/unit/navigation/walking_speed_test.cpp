#include "navigation/walking_speed.hpp"

#include "venue_sketch.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout::test {
namespace {

constexpr auto stopped = StairSpec::Motion::stopped;

Surface incline(SurfaceKind kind, double rise_m, double plan_m) {
    VenueSketch sketch;
    return sketch.surface(sketch.incline(kind, rectangle(0, 0, plan_m, 2), {1, 0}, rise_m, plan_m));
}

TEST(WalkingSpeed, OnStairsIsThatAlongTheInclineSeenInPlan) {
    const Surface stair = incline(SurfaceKind::stair, 3.0, 4.0);  // cos = 0.8
    const WalkingSpeeds speeds{1.2, 0.8, 0.6};
    EXPECT_NEAR(walking_speed_mps(stair, stopped, speeds, {-1, 0}), 0.64, 1e-12);
    EXPECT_NEAR(walking_speed_mps(stair, stopped, speeds, {2, 0}), 0.48, 1e-12);
    EXPECT_NEAR(walking_speed_mps(stair, stopped, speeds, {0, 1}), 1.2, 1e-12);
    // Half way between up and across: 1 / sqrt(0.5 / 0.48^2 + 0.5 / 1.2^2) = 1 / sqrt(2.170139 + 0.347222) =
    // 0.630266
    EXPECT_NEAR(walking_speed_mps(stair, stopped, speeds, {1, 1}), 0.630271, 1e-6);
    EXPECT_NEAR(walking_speed_mps(stair, stopped, speeds, {0, 0}), 1.2, 1e-12);
}

TEST(WalkingSpeed, OnARampIsThatOnTheLevelAlongTheIncline) {
    const Surface ramp = incline(SurfaceKind::ramp, 3.0, 4.0);
    EXPECT_NEAR(walking_speed_mps(ramp, stopped, {1.2, 0.8, 0.6}, {1, 0}), 0.96, 1e-12);
}

TEST(WalkingSpeed, OnATierIsThatOfStairsWhenItIsSteep) {
    const WalkingSpeeds speeds{1.0, 0.7, 0.5};
    // 1 : 2, cos = 0.894427
    EXPECT_NEAR(walking_speed_mps(incline(SurfaceKind::tier, 1.0, 2.0), stopped, speeds, {1, 0}), 0.447214,
                1e-6);
    // 1 : 10, cos = 0.995037
    EXPECT_NEAR(walking_speed_mps(incline(SurfaceKind::tier, 1.0, 10.0), stopped, speeds, {1, 0}), 0.995037,
                1e-6);
}

TEST(WalkingSpeed, OfThoseWhoStandOnTheBeltIsZero) {
    Surface escalator = incline(SurfaceKind::escalator, 3.0, 4.0);
    escalator.belt_speed_mps = 0.5;
    const WalkingSpeeds speeds{1.2, 0.8, 0.6};
    EXPECT_EQ(walking_speed_mps(escalator, StairSpec::Motion::up, speeds, {1, 0}), 0.0);
    EXPECT_NEAR(walking_speed_mps(escalator, stopped, speeds, {1, 0}), 0.48, 1e-12);
    escalator.riders = StairSpec::Riders::walk;
    EXPECT_NEAR(walking_speed_mps(escalator, StairSpec::Motion::up, speeds, {1, 0}), 0.48, 1e-12);
}

TEST(WalkingSpeed, FallsOnLongClimbs) {
    EXPECT_EQ(fatigue_factor(0.0), 1.0);
    EXPECT_EQ(fatigue_factor(25.0), 1.0);
    EXPECT_DOUBLE_EQ(fatigue_factor(35.0), 0.9);
    EXPECT_EQ(fatigue_factor(75.0), 0.5);
    EXPECT_EQ(fatigue_factor(200.0), 0.5);
}

TEST(BeltVelocity, PointsUpOrDownTheIncline) {
    Surface escalator = incline(SurfaceKind::escalator, 3.0, 4.0);
    escalator.belt_speed_mps = 0.5;
    EXPECT_NEAR(belt_velocity_mps(escalator, StairSpec::Motion::up).x, 0.4, 1e-12);
    EXPECT_NEAR(belt_velocity_mps(escalator, StairSpec::Motion::down).x, -0.4, 1e-12);
    EXPECT_EQ(belt_velocity_mps(escalator, stopped), Vec2{});
    EXPECT_EQ(belt_velocity_mps(incline(SurfaceKind::stair, 3.0, 4.0), StairSpec::Motion::up), Vec2{});
}

}  // namespace
}  // namespace wayout::test
