// Worked examples of the model, through the same code as a run. Expected values come from an independent
// script with the equations of docs/models/movement.md in double precision; six decimals.
#include "hand_venue.hpp"
#include "locomotion/mover.hpp"
#include "steps.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace wayout {
namespace {

using hand_made::add_person;
using hand_made::HandVenue;
using hand_made::position;

class ModelExamples : public testing::TestWithParam<std::string_view> {
protected:
    void start(std::shared_ptr<const Venue> venue, LocomotionSettings settings = {}) {
        mover_ = std::make_unique<Mover>(std::move(venue), settings, GetParam());
    }
    void step(Agents& agents) {
        find_neighbours(*mover_, agents, pool_);
        plan_velocities(*mover_, agents, pool_);
        move(*mover_, agents, step_++ * mover_->settings().time_step_s, pool_);
    }
    void expect_position(const Agents& agents, std::size_t row, double x, double y) {
        EXPECT_NEAR(agents.x_m[row], x, sixth_decimal);
        EXPECT_NEAR(agents.y_m[row], y, sixth_decimal);
    }

    ThreadPool pool_{1};
    std::unique_ptr<Mover> mover_;
    int step_ = 0;
};

TEST_P(ModelExamples, FollowerGoesRoundASlowStarterOnTheRight) {
    // Free runs: straight 1.025403, +15 deg 1.202648, others 2.68 m. Utilities: U(0) = -0.567387, U(-15) =
    // -0.205346, U(+15) = -0.535204: -15 deg is chosen. e = (0.997877, -0.065122); along e the leader is
    // 0.891577 ahead and 0.158398 aside, gap 0.524276 m, so the follower does 0.524276 m/s x 0.05 s.
    start(open_floor());
    Agents agents;
    add_person(agents, {20.0, 20.0}, {1.0, 0.0});
    add_person(agents, {20.9, 20.1}, {1.0, 0.0});
    agents.travel_time_s = {1.0F, 0.5F};
    step(agents);
    expect_position(agents, 0, 20.0 + 0.026158, 20.0 - 0.001707);
    expect_position(agents, 1, 20.9 + 0.067000, 20.1);
    EXPECT_NEAR(static_cast<double>(agents.heading_x[0]), 0.997877, sixth_decimal);
    EXPECT_NEAR(static_cast<double>(agents.heading_y[0]), -0.065122, sixth_decimal);
    EXPECT_NEAR(static_cast<double>(agents.vx_mps[0]), 0.026158 / 0.05, 20 * sixth_decimal);
}

TEST_P(ModelExamples, WhoeverIsNearerToTheGoalIsNotSlowedByThoseBehind) {
    // The same two, but the one in front has the longer way: nobody blocks the other one then.
    start(open_floor());
    Agents agents;
    add_person(agents, {20.0, 20.0}, {1.0, 0.0});
    add_person(agents, {20.9, 20.1}, {1.0, 0.0});
    agents.travel_time_s = {0.5F, 1.0F};
    step(agents);
    expect_position(agents, 0, 20.0 + 0.067, 20.0);
}

/// As the examples of the specification do it.
LocomotionSettings choice_in_every_step() {
    LocomotionSettings settings;
    settings.choice_period_s = 0.0;
    return settings;
}

TEST_P(ModelExamples, PeopleWhoMeetPassOnTheRight) {
    start(open_floor(), choice_in_every_step());
    Agents agents;
    add_person(agents, {10.0, 20.0}, {1.0, 0.0}, SurfaceId(0), 0);
    add_person(agents, {12.0, 20.0}, {-1.0, 0.0}, SurfaceId(0), 1);
    agents.vx_mps = {1.34F, -1.34F};
    step(agents);
    expect_position(agents, 0, 10.066858, 20.0 - 0.004363);
    expect_position(agents, 1, 12.0 - 0.066858, 20.0 + 0.004363);
    for (int k = 1; k < 60; ++k) step(agents);
    expect_position(agents, 0, 14.006673, 20.0 - 0.156967);
    expect_position(agents, 1, 7.993327, 20.0 + 0.156967);
}

TEST_P(ModelExamples, PeopleWhoKeepLeftPassOnTheLeft) {
    LocomotionSettings settings = choice_in_every_step();
    settings.keep_left = true;
    start(open_floor(), settings);
    Agents agents;
    add_person(agents, {10.0, 20.0}, {1.0, 0.0}, SurfaceId(0), 0);
    add_person(agents, {12.0, 20.0}, {-1.0, 0.0}, SurfaceId(0), 1);
    agents.vx_mps = {1.34F, -1.34F};
    for (int k = 0; k < 60; ++k) step(agents);
    // The mirror image of the example above.
    expect_position(agents, 0, 14.006673, 20.0 + 0.156967);
    expect_position(agents, 1, 7.993327, 20.0 - 0.156967);
}

TEST_P(ModelExamples, TurnsAreHeldBetweenChoices) {
    start(open_floor());
    Agents agents;
    add_person(agents, {10.0, 20.0}, {1.0, 0.0}, SurfaceId(0), 0);
    add_person(agents, {12.0, 20.0}, {-1.0, 0.0}, SurfaceId(0), 1);
    agents.vx_mps = {1.34F, -1.34F};
    step(agents);
    // Rows of the sampled directions: 0, 15 degrees to the right, 15 to the left, ...
    EXPECT_EQ(agents.turn, (std::vector<std::uint8_t>{1, 1}));
    agents.x_m[1] += 100.0;  // The way is free now, but the next choice is one step off.
    step(agents);
    EXPECT_EQ(agents.turn, (std::vector<std::uint8_t>{1, 1}));
    // Two steps of a quarter of the way to 15 degrees to the right.
    const Vec2 chosen{std::cos(std::numbers::pi / 12.0), -std::sin(std::numbers::pi / 12.0)};
    const Vec2 mixed_once = 0.75 * Vec2{1.0, 0.0} + 0.25 * chosen;
    const Vec2 first = mixed_once / length(mixed_once);
    const Vec2 mixed_twice = 0.75 * first + 0.25 * chosen;
    const Vec2 second = mixed_twice / length(mixed_twice);
    expect_position(agents, 0, 10.0 + 0.067 * (first.x + second.x), 20.0 + 0.067 * (first.y + second.y));
    step(agents);
    EXPECT_EQ(agents.turn, (std::vector<std::uint8_t>{0, 0}));
}

TEST_P(ModelExamples, BodyInAWallIsPushedOut) {
    HandVenue venue;
    const SurfaceId floor = venue.add_surface(hand_made::rectangle(0.0, 0.0, 40.0, 40.0));
    venue.add_wall(floor, {0.0, 20.0}, {40.0, 20.0});
    start(venue.finish());
    Agents agents;
    add_person(agents, {20.0, 20.15}, {1.0, 0.0});
    step(agents);
    // 1.34 m/s x 0.05 s along the wall, and out to the radius.
    expect_position(agents, 0, 20.067, 20.2);
}

TEST_P(ModelExamples, OverlapShrinksToATenthInEachIteration) {
    // Each body moves by 0.9 x half of the overlap, so a tenth remains: 0.04 -> 0.004 -> 0.0004 -> 0.00004 ->
    // 0.000004 m.
    const double moved_m[] = {0.018, 0.0198, 0.01998, 0.019998};
    for (int iterations = 1; iterations <= 4; ++iterations) {
        LocomotionSettings settings;
        settings.projection_iterations = iterations;
        settings.projection_momentum = 0.0;
        start(open_floor(), settings);
        Agents agents;
        add_person(agents, {20.0, 20.0}, {});
        add_person(agents, {20.36, 20.0}, {});
        step(agents);
        expect_position(agents, 0, 20.0 - moved_m[iterations - 1], 20.0);
        expect_position(agents, 1, 20.36 + moved_m[iterations - 1], 20.0);
    }
}

TEST_P(ModelExamples, MomentumIsLimitedByThePush) {
    // As above, with momentum. 1st iteration: p = 0.018 m, overlap 0.004 m. 2nd: p = 0.0018 m; half of the
    // last move would be 0.009 m, so the limit |p| counts: 0.0036 m in sum, and 0.0032 m lie between the two.
    // That is the end: nobody overlaps any more.
    for (const int iterations : {2, 8}) {
        LocomotionSettings settings;
        settings.projection_iterations = iterations;
        settings.projection_momentum = 0.5;
        start(open_floor(), settings);
        Agents agents;
        add_person(agents, {20.0, 20.0}, {});
        add_person(agents, {20.36, 20.0}, {});
        step(agents);
        expect_position(agents, 0, 20.0 - 0.0216, 20.0);
        expect_position(agents, 1, 20.36 + 0.0216, 20.0);
    }
}

TEST_P(ModelExamples, MomentumCarriesOnWhatIsPushedOn) {
    // Three in a row, 0.36 m apart, neighbours overlap by 0.04 m. The one in the middle is pushed from both
    // sides alike and stays. 1st iteration: the outer ones move by 0.9 x 0.02 m, overlaps 0.022 m. 2nd: p =
    // 0.9 x 0.011 = 0.0099 m, half of the last move 0.009 m is less: 0.0189 m.
    LocomotionSettings settings;
    settings.projection_iterations = 2;
    settings.projection_momentum = 0.5;
    start(open_floor(), settings);
    Agents agents;
    add_person(agents, {20.0, 20.0}, {});
    add_person(agents, {20.36, 20.0}, {});
    add_person(agents, {20.72, 20.0}, {});
    step(agents);
    expect_position(agents, 0, 20.0 - 0.0369, 20.0);
    expect_position(agents, 1, 20.36, 20.0);
    expect_position(agents, 2, 20.72 + 0.0369, 20.0);
}

TEST_P(ModelExamples, CoincidentCentresSeparate) {
    start(open_floor());
    Agents agents;
    add_person(agents, {20.0, 20.0}, {1.0, 0.0});
    add_person(agents, {20.0, 20.0}, {1.0, 0.0});
    step(agents);
    EXPECT_EQ(mover_->statistics().coincident_centres, 1U);
    for (int k = 0; k < 3; ++k) step(agents);
    EXPECT_GT(distance(position(agents, 0), position(agents, 1)), 0.38);
    EXPECT_EQ(mover_->statistics().coincident_centres, 0U);
}

TEST_P(ModelExamples, ContactIndicatorIsTheForceThatWouldDoTheSame) {
    // One iteration parts the bodies by half of 0.01 m each: 80 kg x 0.005 m / (0.5 s x 0.05 s) = 16 N.
    LocomotionSettings settings;
    settings.projection_iterations = 1;
    start(open_floor(), settings);
    Agents agents;
    add_person(agents, {20.0, 20.0}, {0.0, 1.0});
    add_person(agents, {20.39, 20.0}, {0.0, 1.0});
    step(agents);
    EXPECT_NEAR(static_cast<double>(mover_->contact_n()[0]), 16.0, 1e-3);
    EXPECT_NEAR(static_cast<double>(mover_->contact_n()[1]), 16.0, 1e-3);
}

INSTANTIATE_TEST_SUITE_P(EveryInstructionSet, ModelExamples, testing::ValuesIn(supported_instruction_sets()),
                         [](const auto& name) { return std::string(name.param); });

}  // namespace
}  // namespace wayout
