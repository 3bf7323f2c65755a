// Who is seen and who is gone round: bystanders, stand-offs, belts, densities.
#include "hand_venue.hpp"
#include "locomotion/cell_order.hpp"
#include "locomotion/mover.hpp"
#include "steps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace wayout {
namespace {

using hand_made::add_person;
using hand_made::HandVenue;
using hand_made::position;

TEST(CellOrder, SortsByCellAndThenById) {
    CellOrder order(4);
    const std::vector<std::int32_t> cells = {2, -1, 0, 2, 3, 0, -1, 2};
    const auto rows_for = [&](const std::vector<AgentId>& id) {
        order.sort(cells, id);
        return std::vector<std::int32_t>(order.rows().begin(), order.rows().end());
    };
    EXPECT_EQ(rows_for({1, 2, 3, 4, 5, 6, 7, 8}), (std::vector<std::int32_t>{2, 5, 0, 3, 7, 4}));
    EXPECT_EQ(rows_for({8, 7, 6, 5, 4, 3, 2, 1}), (std::vector<std::int32_t>{5, 2, 7, 3, 0, 4}));
    EXPECT_EQ(rows_for({9, 2, 3, 4, 5, 6, 7, 8}), (std::vector<std::int32_t>{2, 5, 3, 7, 0, 4}));
    EXPECT_EQ(order.first_place(0), 0U);
    EXPECT_EQ(order.first_place(1), 2U);
    EXPECT_EQ(order.first_place(2), 2U);
    EXPECT_EQ(order.first_place(3), 5U);
    EXPECT_EQ(order.first_place(4), 6U);
}

TEST(Bystanders, StandStillAndAreGoneRound) {
    for (const Activity activity : {Activity::waiting, Activity::seated, Activity::incapacitated}) {
        Mover mover(open_floor(), {});
        ThreadPool pool(1);
        Agents agents;
        add_person(agents, {10.0, 20.0}, {1.0, 0.0});
        agents.activity[add_person(agents, {13.0, 20.02}, {1.0, 0.0})] = activity;
        double nearest_m = 10.0;
        for (int step = 0; step < 100; ++step) {
            run_step(mover, agents, pool, step);
            nearest_m = std::min(nearest_m, distance(position(agents, 0), position(agents, 1)));
        }
        EXPECT_EQ(position(agents, 1), (Vec2{13.0, 20.02}));
        EXPECT_GT(agents.x_m[0], 16.0);
        EXPECT_GE(nearest_m, 0.24 - 0.02);  // turned sideways: 0.6 x 0.4 m
        EXPECT_LT(agents.y_m[0], 20.0);     // on the right
    }
}

TEST(Bystanders, AreSeenWhereTheyAreNow) {
    // Somebody sets out, somebody else falls, rows are removed: the list of bystanders must follow each
    // change. What shows it is the overlap that is resolved against those who stand.
    LocomotionSettings settings;
    settings.projection_momentum = 0.0;  // to contact and not beyond
    Mover mover(open_floor(), settings);
    ThreadPool pool(1);
    Agents agents;
    for (int k = 0; k < 10; ++k)
        agents.activity[add_person(agents, {10.0 + k, 20.0}, {})] = Activity::waiting;
    run_step(mover, agents, pool);
    agents.activity[3] = Activity::walking;
    agents.desired_y[3] = 1.0F;
    run_step(mover, agents, pool);
    EXPECT_GT(agents.y_m[3], 20.0);
    // 3 walks over the place of 4, who has meanwhile set out too, and must not meet a ghost.
    agents.activity[4] = Activity::walking;
    agents.x_m[4] = 30.0;
    agents.x_m[3] = 14.0;
    agents.y_m[3] = 19.9;
    agents.desired_y[3] = 0.0F;
    run_step(mover, agents, pool);
    EXPECT_EQ(position(agents, 3), (Vec2{14.0, 19.9}));
    // 4 falls at (14, 20.0): now 3 is pushed away from him, alone.
    agents.activity[4] = Activity::incapacitated;
    agents.x_m[4] = 14.0;
    agents.y_m[4] = 20.0;
    run_step(mover, agents, pool);
    EXPECT_EQ(position(agents, 4), (Vec2{14.0, 20.0}));
    EXPECT_NEAR(agents.y_m[3], 20.0 - 0.24, 1e-3);
    // Rows go: 0 .. 2 are out.
    for (std::size_t row = 0; row < 3; ++row) agents.activity[row] = Activity::out;
    hand_made::remove_rows_that_are_out(agents);
    agents.x_m[0] = 12.0;  // was row 3; the place of former row 2, who is gone
    agents.y_m[0] = 20.05;
    run_step(mover, agents, pool);
    EXPECT_EQ(position(agents, 0), (Vec2{12.0, 20.05}));
}

TEST(Bystanders, TakeTheWholeCorrectionOffTheWalker) {
    // Contact of a walker with a bystander is at 0.24 m. One iteration: the walker moves by 0.9 x the whole
    // overlap of 0.04 m.
    LocomotionSettings settings;
    settings.projection_iterations = 1;
    Mover mover(open_floor(), settings);
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {20.0, 20.0}, {});
    agents.activity[add_person(agents, {20.2, 20.0}, {})] = Activity::waiting;
    run_step(mover, agents, pool);
    EXPECT_NEAR(agents.x_m[0], 20.0 - 0.9 * 0.04, 1e-6);
    EXPECT_EQ(agents.x_m[1], 20.2);
}

/// Two who meet in a corridor of 0.5 m cannot pass: their bodies need 0.24 m between the centres, and walls
/// leave them 0.1 m. Where the one with the lower id is after 20 s.
double progress_in_a_narrow_corridor_m(double standoff_time_s, bool lower_id_first) {
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 40.0, 1.0));
    hand.add_wall(floor, {0.0, 0.29}, {40.0, 0.29});
    hand.add_wall(floor, {0.0, 0.71}, {40.0, 0.71});
    LocomotionSettings settings;
    settings.standoff_time_s = standoff_time_s;
    Mover mover(hand.finish(), settings);
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {19.0, 0.5}, {1.0, 0.0}, SurfaceId(0), 0);
    add_person(agents, {21.0, 0.5}, {-1.0, 0.0}, SurfaceId(0), 1);
    if (!lower_id_first)
        std::swap(agents.id[0], agents.id[1]);
    for (int step = 0; step < 400; ++step) run_step(mover, agents, pool, step);
    return agents.x_m[0] - 19.0;
}

TEST(StandOff, LowerIdGoesOnAfterTwoSeconds) {
    EXPECT_LT(std::abs(progress_in_a_narrow_corridor_m(1e9, true)),
              1.1);  // they stand before each other, for ever
    EXPECT_GT(progress_in_a_narrow_corridor_m(2.0, true), 3.0);
    EXPECT_LT(progress_in_a_narrow_corridor_m(2.0, false), -3.0);
}

TEST(Belts, CarryPeopleAndLeaveTheirOwnVelocityAsItIs) {
    Mover mover(open_floor(), {});
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {10.0, 20.0}, {0.0, 1.0});
    add_person(agents, {20.0, 20.0}, {});  // stands on the belt
    const std::vector<float> carry_x = {0.5F, 0.5F};
    const std::vector<float> carry_y = {0.0F, 0.0F};
    for (int step = 0; step < 20; ++step) {
        find_neighbours(mover, agents, pool, {carry_x, carry_y});
        plan_velocities(mover, agents, pool);
        move(mover, agents, 0.05 * step, pool);
    }
    EXPECT_NEAR(agents.x_m[0], 10.5, 1e-6);  // 1 s x 0.5 m/s
    EXPECT_NEAR(agents.y_m[0], 21.34, 1e-6);
    EXPECT_NEAR(agents.x_m[1], 20.5, 1e-6);
    EXPECT_NEAR(static_cast<double>(agents.vx_mps[0]), 0.0, 1e-6);
    EXPECT_NEAR(static_cast<double>(agents.vy_mps[0]), 1.34, 1e-5);
}

TEST(Density, IsPeopleWithinAMetrePerCircle) {
    Mover mover(open_floor(), {});
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {20.0, 20.0}, {1.0, 0.0});
    add_person(agents, {20.9, 20.0}, {1.0, 0.0});
    add_person(agents, {20.0, 18.9}, {1.0, 0.0});  // 1.1 m: outside
    agents.activity[add_person(agents, {19.5, 20.0}, {})] = Activity::waiting;
    run_step(mover, agents, pool);
    EXPECT_NEAR(static_cast<double>(agents.max_density_per_m2[0]), 3.0 / std::numbers::pi, 1e-6);
    EXPECT_NEAR(static_cast<double>(agents.max_density_per_m2[1]), 2.0 / std::numbers::pi, 1e-6);
    EXPECT_EQ(agents.max_density_per_m2[3], 0.0F);
}

TEST(Pressing, KeepsUpAFractionOfTheFreeSpeed) {
    // Behind three abreast who stand, with a gap of 0.1 m to the middle one. A calm person comes on with 0.1
    // m / 1 s (a little more for turning aside), somebody who presses with 0.3 x 1.34 m/s = 0.402 m/s.
    for (const double pressing : {0.0, 0.3}) {
        LocomotionSettings settings;
        settings.pressing_frac = pressing;
        Mover mover(open_floor(), settings);
        ThreadPool pool(1);
        Agents agents;
        add_person(agents, {20.0, 20.0}, {1.0, 0.0});
        for (const double aside_m : {-0.41, 0.0, 0.41}) add_person(agents, {20.5, 20.0 + aside_m}, {});
        run_step(mover, agents, pool);
        const double speed_mps = distance(position(agents, 0), {20.0, 20.0}) / 0.05;
        if (pressing > 0.0) {
            EXPECT_NEAR(speed_mps, 0.402, 1e-4);
        } else {
            EXPECT_GE(speed_mps, 0.1 - 1e-6);
            EXPECT_LT(speed_mps, 0.2);
        }
    }
}

}  // namespace
}  // namespace wayout
