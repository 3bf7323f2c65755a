// Worked examples of the published models: locomotion specification 12.1 to 12.4, six decimals, and what the
// equations say at their edges.
#include "locomotion/anticipation_velocity.hpp"
#include "locomotion/collision_free_speed.hpp"
#include "steps.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace wayout {
namespace {

constexpr double time_step_s = 0.05;

void expect_near(Vec2 found, Vec2 expected) {
    EXPECT_NEAR(found.x, expected.x, sixth_decimal);
    EXPECT_NEAR(found.y, expected.y, sixth_decimal);
}

/// At rest at the origin, radius 0.2 m, 1.2 m/s, on the way to the right.
ReferenceWalker walker() {
    return {.desired = {1.0, 0.0}, .heading = {1.0, 0.0}};
}

SeenPerson somebody_at(Vec2 offset_m) {
    return {.offset_m = offset_m};
}

TEST(CollisionFreeSpeed, FollowsSomebodyAhead) {
    const std::array seen{somebody_at({0.9, 0.1})};
    EXPECT_NEAR(length(collision_free_speed::repulsion_by({}, seen[0])), 0.050999, sixth_decimal);
    const ReferenceMotion motion = collision_free_speed::motion({}, walker(), seen, {});
    expect_near(motion.heading, {0.999982, -0.005933});
    EXPECT_NEAR(motion.speed_mps, 0.505539, sixth_decimal);
    expect_near(time_step_s * motion.speed_mps * motion.heading, {0.025276, -0.000150});
}

TEST(CollisionFreeSpeed, FlicksAsideBeforeSomebodyCloseByAndIsFreeThen) {
    const std::array seen{somebody_at({0.6, 0.1})};
    EXPECT_NEAR(length(collision_free_speed::repulsion_by({}, seen[0])), 0.996685, sixth_decimal);
    const ReferenceMotion motion = collision_free_speed::motion({}, walker(), seen, {});
    expect_near(motion.heading, {0.102455, -0.994738});
    EXPECT_NEAR(dot(motion.heading, seen[0].offset_m), -0.038001, sixth_decimal);
    EXPECT_EQ(motion.speed_mps, 1.2);
    expect_near(time_step_s * motion.speed_mps * motion.heading, {0.006147, -0.059684});
}

TEST(CollisionFreeSpeed, IsTurnedAwayFromAWall) {
    const std::array to_walls{Vec2{0.0, -0.25}};
    EXPECT_NEAR(length(collision_free_speed::repulsion_by_wall({}, 0.2, to_walls[0])), 0.410425,
                sixth_decimal);
    const ReferenceMotion motion = collision_free_speed::motion({}, walker(), {}, to_walls);
    expect_near(motion.heading, {0.925114, 0.379690});
    EXPECT_EQ(motion.speed_mps, 1.2);
}

TEST(CollisionFreeSpeed, StandsBeforeSomebodyItTouchesAndLooksPastThoseBeside) {
    // At 0.3 m ahead, spacing 0.3 - 0.4 = -0.1; the push back alone, 8 e, would turn him round: not so with
    // no strength. Beside by more than the contact distance nobody counts.
    const collision_free_speed::Constants no_push{.neighbour_strength = 0.0};
    EXPECT_EQ(
        collision_free_speed::motion(no_push, walker(), std::array{somebody_at({0.3, 0.0})}, {}).speed_mps,
        0.0);
    EXPECT_EQ(
        collision_free_speed::motion(no_push, walker(), std::array{somebody_at({0.3, 0.41})}, {}).speed_mps,
        1.2);
}

TEST(CollisionFreeSpeed, KeepsTheHeadingWherePullsCancel) {
    // At contact with strength 1 the push back is exactly the desired direction's opposite.
    ReferenceWalker who = walker();
    who.heading = {0.0, 1.0};
    const collision_free_speed::Constants one{.neighbour_strength = 1.0};
    expect_near(collision_free_speed::motion(one, who, std::array{somebody_at({0.4, 0.0})}, {}).heading,
                {0.0, 1.0});
}

TEST(CollisionFreeSpeedV3, TurnsByTheNeighbourWithTheLargestWeight) {
    const std::array seen{somebody_at({1.0, 0.1}), somebody_at({2.0, -0.1}), somebody_at({-0.5, 0.1})};
    EXPECT_NEAR(collision_free_speed::steering_target_rad({}, {1.0, 0.0}, seen), -0.537613, sixth_decimal);
    double steering_rad = 0.0;
    const ReferenceMotion motion =
        collision_free_speed::steered_motion({}, walker(), seen, {}, time_step_s, steering_rad);
    EXPECT_NEAR(steering_rad, -0.089602, sixth_decimal);
    expect_near(motion.heading, {0.995988, -0.089482});
    // Both directions have the first ahead: spacing sqrt(1.01) - 0.4 = 0.604988.
    EXPECT_NEAR(motion.speed_mps, 0.604988, sixth_decimal);
}

TEST(CollisionFreeSpeedV3, StepsBackSlowlyFromSomebodyItOverlaps) {
    double steering_rad = 0.0;
    EXPECT_EQ(collision_free_speed::steered_motion({}, walker(), std::array{somebody_at({0.3, 0.0})}, {},
                                                   time_step_s, steering_rad)
                  .speed_mps,
              -0.01);
}

TEST(AnticipationVelocity, TurnsAsideEarlyFromSomebodyWhoComesTowards) {
    ReferenceWalker who = walker();
    who.velocity_mps = {1.2, 0.0};
    const SeenPerson other{.offset_m = {3.0, 0.2}, .velocity_mps = {-1.2, 0.0}, .heading = {-1.0, 0.0}};
    expect_near(anticipation_velocity::influence_of({}, who, other, {}), {0.0, -1.920988});
    const Vec2 direction = unit(who.desired + anticipation_velocity::influence_of({}, who, other, {}));
    expect_near(direction, {0.461747, -0.887011});
    expect_near(anticipation_velocity::turned_heading({}, who, direction, time_step_s),
                {0.987068, -0.160304});
    expect_near(anticipation_velocity::motion({}, who, std::array{other}, {}, time_step_s, {}).heading,
                {0.987068, -0.160304});
}

TEST(AnticipationVelocity, DoesNotMindThoseBehind) {
    const SeenPerson other{.offset_m = {-0.5, 0.0}, .heading = {1.0, 0.0}};
    EXPECT_EQ(anticipation_velocity::influence_of({}, walker(), other, {}), (Vec2{}));
}

TEST(AnticipationVelocity, TurnsAtOnceFromWalkingBackwards) {
    ReferenceWalker who = walker();
    who.heading = {-1.0, 0.0};
    expect_near(anticipation_velocity::turned_heading({}, who, {0.6, 0.8}, time_step_s), {0.6, 0.8});
}

TEST(AnticipationVelocity, ChoosesASideByChanceWhenThereIsNone) {
    const SeenPerson ahead{.offset_m = {0.5, 0.0}, .heading = {1.0, 0.0}, .id = 7};
    int to_the_left = 0;
    for (std::uint64_t step = 0; step < 1000; ++step)
        to_the_left +=
            anticipation_velocity::influence_of({}, walker(), ahead, {.seed = 1, .id = 3, .step = step}).y >
            0.0;
    EXPECT_NEAR(to_the_left, 500, 60);  // four standard deviations of a fair coin are 63
}

TEST(AnticipationVelocity, SwaysWhenAllButAtRest) {
    // Spacing 0.42 - 0.40 - 0.02 = 0: a step forward, one back, or none, each in a third of all cases.
    const SeenPerson ahead{.offset_m = {0.42, 0.0}, .heading = {1.0, 0.0}, .id = 7};
    const anticipation_velocity::Constants no_turn{.strength = 0.0};
    int forward = 0;
    int back = 0;
    for (std::uint64_t step = 0; step < 900; ++step) {
        const double v = anticipation_velocity::motion(no_turn, walker(), std::array{ahead}, {}, time_step_s,
                                                       {.seed = 1, .id = 3, .step = step})
                             .speed_mps;
        forward += v == 0.01;
        back += v == -0.01;
        EXPECT_LE(std::abs(v), 0.01);
    }
    EXPECT_NEAR(forward, 300, 57);  // four standard deviations: 4 sqrt(900 x 2/9)
    EXPECT_NEAR(back, 300, 57);
}

TEST(AnticipationVelocity, SlidesAlongAWallAndAwayFromItAtFullSpeed) {
    // 45 degrees into a wall 0.25 m below: (0.7071, -0.7071) -> (0.7071, 0) + (0, 0.3) -> unit.
    const Vec2 into{std::sqrt(0.5), -std::sqrt(0.5)};
    const double norm = std::sqrt(0.5 + 0.09);
    expect_near(anticipation_velocity::turned_from_walls({}, 0.2, into, std::array{Vec2{0.0, -0.25}}),
                {std::sqrt(0.5) / norm, 0.3 / norm});
    // Out of reach at 0.31 m, and walking away.
    expect_near(anticipation_velocity::turned_from_walls({}, 0.2, into, std::array{Vec2{0.0, -0.31}}), into);
    expect_near(anticipation_velocity::turned_from_walls({}, 0.2, into, std::array{Vec2{0.0, 0.25}}), into);
}

}  // namespace
}  // namespace wayout
