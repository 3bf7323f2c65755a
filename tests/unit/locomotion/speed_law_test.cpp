// What the constants beyond the published model do: gaps that count for more, ranks among people of different
// goals, the side on which people pass. Expected values by hand from docs/models/movement.md.
#include "hand_venue.hpp"
#include "locomotion/calibrate.hpp"
#include "locomotion/mover.hpp"
#include "steps.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace wayout {
namespace {

using hand_made::add_person;
using hand_made::HandVenue;

class SpeedLaw : public testing::TestWithParam<std::string_view> {
protected:
    static LocomotionSettings settings() {
        LocomotionSettings settings;
        // Others are taken to walk as they wish: whoever is ahead is in nobody's way, all go straight on.
        settings.intention_factor = 1.0;
        return settings;
    }

    /// How far the first person gets in a step behind the second one, who walks with this speed. Radii
    /// 0.20 m, free speeds 1.34 m/s, time gap 1 s.
    double way_m(const LocomotionSettings& settings, Vec2 to_leader, double leader_mps) {
        Mover mover(open_floor(), settings, GetParam());
        Agents agents;
        add_person(agents, {20.0, 20.0}, {1.0, 0.0});
        add_person(agents, Vec2{20.0, 20.0} + to_leader, {1.0, 0.0});
        agents.travel_time_s = {1.0F, 0.5F};
        agents.vx_mps[1] = static_cast<float>(leader_mps);
        ThreadPool pool(1);
        find_neighbours(mover, agents, pool);
        plan_velocities(mover, agents, pool);
        move(mover, agents, 0.0, pool);
        EXPECT_NEAR(agents.y_m[0], 20.0, sixth_decimal);
        return agents.x_m[0] - 20.0;
    }
};

TEST_P(SpeedLaw, WhoeverWalksAsideCountsAsFartherAhead) {
    // Gap 0.7 - sqrt(0.4^2 - 0.1^2) = 0.312702 m; x (1 + 15 x 0.1^2) = 0.359607 m, walked at 1 / s for 0.05
    // s.
    LocomotionSettings with = settings();
    with.aside_relief_per_m2 = 15.0;
    EXPECT_NEAR(way_m(with, {0.7, 0.1}, 0.0), 0.05 * 0.359607, sixth_decimal);
    EXPECT_NEAR(way_m(settings(), {0.7, 0.1}, 0.0), 0.05 * 0.312702, sixth_decimal);
    EXPECT_NEAR(way_m(with, {0.7, 0.0}, 0.0), 0.05 * 0.3, sixth_decimal);
}

TEST_P(SpeedLaw, PeopleKeepCloserToWhoeverGathersSpeed) {
    // Gap 0.3 m; the other's 1.34 m/s go with a gap of 1.34 m: 0.3 + 0.5 (1.34 - 0.3) = 0.82 m.
    LocomotionSettings with = settings();
    with.following_frac = 0.5;
    EXPECT_NEAR(way_m(with, {0.7, 0.0}, 1.34), 0.05 * 0.82, sixth_decimal);
    // Behind somebody slower than 0.3 m/s the gap itself counts; so it does without the term.
    EXPECT_NEAR(way_m(with, {0.7, 0.0}, 0.1), 0.05 * 0.3, sixth_decimal);
    EXPECT_NEAR(way_m(settings(), {0.7, 0.0}, 1.34), 0.05 * 0.3, sixth_decimal);
}

TEST_P(SpeedLaw, IsSteeperAboveTheBriskSpeed) {
    LocomotionSettings with = settings();
    with.brisk_speed_mps = 0.2;
    with.brisk_gap_frac = 0.5;
    // 0.2 m/s + (0.3 m - 0.2 m) / 0.5 s; below 0.2 m/s as before.
    EXPECT_NEAR(way_m(with, {0.7, 0.0}, 0.0), 0.05 * 0.4, sixth_decimal);
    EXPECT_NEAR(way_m(with, {0.55, 0.0}, 0.0), 0.05 * 0.15, sixth_decimal);
    // 1.34 m/s go with 0.2 m + 1.14 m/s x 0.5 s = 0.77 m: 0.3 + 0.5 (0.77 - 0.3) = 0.535 m, 0.87 m/s.
    with.following_frac = 0.5;
    EXPECT_NEAR(way_m(with, {0.7, 0.0}, 1.34), 0.05 * 0.87, sixth_decimal);
}

TEST_P(SpeedLaw, SomebodyOfAnotherGoalDoesNotBlockThoseFartherOn) {
    // The other one, of another goal, walks to the right at 40 degrees and would run into the first one. q =
    // (0.15, 0.5) m; the sum of both directions is (1.766, -0.643): 0.15 x 1.766 - 0.5 x 0.643 < 0, he is
    // behind.
    const double angle = 40.0 * std::numbers::pi / 180.0;
    const auto turn_of_the_first = [&](bool ranks_other_goals) {
        LocomotionSettings changed;
        changed.ranks_other_goals = ranks_other_goals;
        Mover mover(open_floor(), changed, GetParam());
        Agents agents;
        add_person(agents, {20.0, 20.0}, {1.0, 0.0}, SurfaceId(0), 0);
        add_person(agents, {20.15, 20.5}, {std::cos(angle), -std::sin(angle)}, SurfaceId(0), 1);
        agents.vx_mps[1] = static_cast<float>(1.34 * std::cos(angle));
        agents.vy_mps[1] = static_cast<float>(-1.34 * std::sin(angle));
        ThreadPool pool(1);
        find_neighbours(mover, agents, pool);
        plan_velocities(mover, agents, pool);
        move(mover, agents, 0.0, pool);
        return static_cast<int>(agents.turn[0]);
    };
    EXPECT_EQ(turn_of_the_first(true), 0);
    EXPECT_NE(turn_of_the_first(false), 0);
}

TEST_P(SpeedLaw, TheSideMattersToThoseWhoPassSomebody) {
    // Behind a slow one, heading 10 degrees to the left. The turns of 15 degrees have equal free runs; the
    // heading speaks for the left by 0.05 (cos 5 - cos 25) = 0.0045, the side for the right by 2 x 0.02 sin
    // 15 = 0.0104.
    const double left = 10.0 * std::numbers::pi / 180.0;
    const auto sideways_m = [&](bool for_all) {
        LocomotionSettings changed;
        changed.right_bias_for_all = for_all;
        Mover mover(open_floor(), changed, GetParam());
        Agents agents;
        add_person(agents, {20.0, 20.0}, {1.0, 0.0});
        add_person(agents, {20.9, 20.0}, {1.0, 0.0});
        agents.travel_time_s = {1.0F, 0.5F};
        agents.heading_x[0] = static_cast<float>(std::cos(left));
        agents.heading_y[0] = static_cast<float>(std::sin(left));
        ThreadPool pool(1);
        for (int k = 0; k < 2; ++k) {
            find_neighbours(mover, agents, pool);
            plan_velocities(mover, agents, pool);
            move(mover, agents, 0.05 * k, pool);
        }
        return std::atan2(agents.heading_y[0], agents.heading_x[0]);
    };
    EXPECT_GT(sideways_m(false), left);  // on to 15 degrees
    EXPECT_LT(sideways_m(true), 0.5 * left);
}

TEST(Calibrations, OfThePublishedModelDifferFromDesignInRulesOnly) {
    const LocomotionSettings published = published_settings();
    const LocomotionSettings design = calibrated_settings(Calibration::design);
    EXPECT_FALSE(published.ranks_other_goals);
    EXPECT_TRUE(published.right_bias_for_all);
    EXPECT_EQ(published.horizon_s, design.horizon_s);
    EXPECT_EQ(design.following_frac, 0.0);
    EXPECT_GT(calibrated_settings(Calibration::lab).following_frac, 0.0);
}

INSTANTIATE_TEST_SUITE_P(EveryInstructionSet, SpeedLaw, testing::ValuesIn(supported_instruction_sets()),
                         [](const auto& name) { return std::string(name.param); });

}  // namespace
}  // namespace wayout
