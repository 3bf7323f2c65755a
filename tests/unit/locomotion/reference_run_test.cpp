// The reference models in a step: bodies and walls, everybody accounted for, whom a walker sees.
#include "geometry/segment.hpp"
#include "hand_venue.hpp"
#include "locomotion/mover.hpp"
#include "steps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace wayout {
namespace {

using hand_made::add_person;
using hand_made::HandVenue;
using hand_made::position;

LocomotionSettings settings_of(PlanningModel model) {
    LocomotionSettings settings;
    settings.planning = model;
    return settings;
}

/// Half of a room with a door of 1.2 m in a wall 0.2 m thick; an exit 3.5 m behind it.
std::shared_ptr<const Venue> room_with_door() {
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 6.0, 14.0));
    for (const double side : {0.0, 6.0}) {
        const double jamb = side == 0.0 ? 2.4 : 3.6;
        hand.add_wall(floor, {side, 4.2}, {jamb, 4.2});
        hand.add_wall(floor, {jamb, 4.2}, {jamb, 4.0});
        hand.add_wall(floor, {jamb, 4.0}, {side, 4.0});
        hand.add_wall(floor, {side, 0.0}, {side, 14.0});
    }
    hand.add_wall(floor, {0.0, 14.0}, {6.0, 14.0});
    hand.add_gate(GateKind::exit, {{0.0, 0.5}, {6.0, 0.5}}, floor, SurfaceId());
    return hand.finish();
}

struct Bottleneck {
    std::size_t out_count{0};
    std::size_t inside_count{0};
    std::uint64_t crossed_walls{0};  ///< by paths of a step
    double nearest_wall_m{10.0};     ///< of any centre after any step
    double largest_overlap_m{0.0};   ///< of two bodies
};

/// 100 people at 4 per m2 before the door, for 60 s.
Bottleneck run_bottleneck(PlanningModel model) {
    const std::shared_ptr<const Venue> venue = room_with_door();
    Mover mover(venue, settings_of(model));
    ThreadPool pool(1);
    Agents agents;
    for (int k = 0; k < 100; ++k)
        add_person(agents, {0.4 + 0.5 * (k % 11) + 0.01 * (k % 7), 4.8 + 0.5 * (k / 11)}, {});
    Bottleneck found;
    for (int step = 0; step < 1200; ++step) {
        std::vector<Vec2> before;
        for (std::size_t row = 0; row < agents.size(); ++row) {
            const Vec2 p = position(agents, row);
            const Vec2 way = p.y > 4.2 ? Vec2{std::clamp(p.x, 2.65, 3.35), 4.2} - p : Vec2{0.0, -1.0};
            agents.desired_x[row] = static_cast<float>(unit(way).x);
            agents.desired_y[row] = static_cast<float>(unit(way).y);
            before.push_back(p);
        }
        run_step(mover, agents, pool, step);
        for (std::size_t row = 0; row < agents.size(); ++row)
            for (const Wall& wall : venue->walls) {
                const Vec2 p = position(agents, row);
                found.nearest_wall_m = std::min(found.nearest_wall_m, distance(wall.line, p));
                if (intersect(wall.line, {before[row], p}, 0.0).kind != SegmentCrossing::Kind::none)
                    ++found.crossed_walls;
            }
        found.largest_overlap_m = std::max(found.largest_overlap_m, mover.statistics().max_overlap_m);
        for (const GateCrossing& crossing : mover.crossings()) {
            agents.activity[static_cast<std::size_t>(crossing.row)] = Activity::out;
            ++found.out_count;
        }
        hand_made::remove_rows_that_are_out(agents);
    }
    for (std::size_t row = 0; row < agents.size(); ++row)
        if (const Vec2 p = position(agents, row); p.x > 0.0 && p.x < 6.0 && p.y > 0.5 && p.y < 14.0)
            ++found.inside_count;
    return found;
}

constexpr std::size_t people = 100;

class ReferenceRun : public testing::TestWithParam<PlanningModel> {};

TEST_P(ReferenceRun, NobodyIsInOrBehindAWallAndNobodyVanishes) {
    const Bottleneck found = run_bottleneck(GetParam());
    EXPECT_EQ(found.crossed_walls, 0U);
    // Up to 8 rounds push bodies out of one wall after the other; next to a corner a millimetre may remain.
    EXPECT_GT(found.nearest_wall_m, 0.199);
    EXPECT_EQ(found.out_count + found.inside_count, people);
    EXPECT_GT(found.out_count, 20U);
}

TEST_P(ReferenceRun, OverlapsRemainAsThesePublishedModelsLeaveThemAndAreCounted) {
    EXPECT_GT(run_bottleneck(GetParam()).largest_overlap_m, 0.01);
}

TEST_P(ReferenceRun, PeopleInOnePlaceComeApart) {
    HandVenue hand;
    hand.add_surface(hand_made::rectangle(0.0, 0.0, 40.0, 40.0));
    Mover mover(hand.finish(), settings_of(GetParam()));
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {20.0, 20.0}, {1.0, 0.0});
    add_person(agents, {20.0, 20.0}, {1.0, 0.0});
    for (int step = 0; step < 100; ++step) run_step(mover, agents, pool, step);
    EXPECT_GT(distance(position(agents, 0), position(agents, 1)), 0.01);
}

TEST_P(ReferenceRun, WhoeverWantsToStayStays) {
    HandVenue hand;
    hand.add_surface(hand_made::rectangle(0.0, 0.0, 40.0, 40.0));
    Mover mover(hand.finish(), settings_of(GetParam()));
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {20.0, 20.0}, {});
    agents.heading_x[0] = 1.0F;
    add_person(agents, {20.2, 20.0}, {1.0, 0.0});
    for (int step = 0; step < 20; ++step) run_step(mover, agents, pool, step);
    EXPECT_EQ(position(agents, 0), (Vec2{20.0, 20.0}));
}

std::string name_of(const testing::TestParamInfo<PlanningModel>& info) {
    switch (info.param) {
        case PlanningModel::collision_free_speed:
            return "V2";
        case PlanningModel::collision_free_speed_v3:
            return "V3";
        default:
            return "Anticipation";
    }
}

INSTANTIATE_TEST_SUITE_P(AllModels, ReferenceRun,
                         testing::Values(PlanningModel::collision_free_speed,
                                         PlanningModel::collision_free_speed_v3,
                                         PlanningModel::anticipation_velocity),
                         name_of);

TEST(ReferenceStep, IsTheWorkedExampleOfTheSpecification) {
    // 12.1 in a run: x 0.025276, y -0.000150 after 0.05 s; the free speed does not matter here. Float columns
    // round by 1e-8.
    HandVenue hand;
    hand.add_surface(hand_made::rectangle(0.0, 0.0, 40.0, 40.0));
    Mover mover(hand.finish(), settings_of(PlanningModel::collision_free_speed));
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {20.0, 20.0}, {1.0, 0.0});
    add_person(agents, {20.9, 20.1}, {1.0, 0.0});
    run_step(mover, agents, pool);
    EXPECT_NEAR(agents.x_m[0], 20.025276, 1e-6);
    EXPECT_NEAR(agents.y_m[0], 20.0 - 0.000150, 1e-6);
    EXPECT_NEAR(static_cast<double>(agents.heading_x[0]), 0.999982, 1e-6);
    EXPECT_NEAR(static_cast<double>(agents.heading_y[0]), -0.005933, 1e-6);
}

/// Least distance from the wall y = 0 of somebody at y = 0.21 m who is overlapped by 0.1 m from above.
double least_distance_m(float wall_radius_m) {
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 40.0, 40.0));
    hand.add_wall(floor, {0.0, 0.0}, {40.0, 0.0});
    Mover mover(hand.finish(), settings_of(PlanningModel::collision_free_speed));
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {20.0, 0.21}, {0.0, 1.0});
    agents.wall_radius_m[0] = wall_radius_m;
    add_person(agents, {20.0, 0.51}, {});
    agents.heading_x[1] = 1.0F;
    agents.activity[1] = Activity::waiting;
    double least_m = 1.0;
    for (int step = 0; step < 40; ++step) {
        run_step(mover, agents, pool, step);
        least_m = std::min(least_m, agents.y_m[0]);
    }
    return least_m;
}

TEST(ReferenceStep, BodiesThatTheModelPushesIntoAWallArePutBack) {
    // 8 e^1 = 21.7 down, 1 + 5 e^-0.5 = 4.0 up: he walks down, 0.067 m in the first step. Radii are floats.
    EXPECT_NEAR(least_distance_m(0.2F), 0.2, 1e-8);
    // Negative control: without the wall radius the body would be 0.057 m inside the wall.
    EXPECT_NEAR(least_distance_m(0.01F), 0.143, 0.001);
}

/// Speed of somebody at (20, 20), on the way to the right, after one step with somebody at rest at `other`.
double speed_before(Vec2 other, Activity activity, bool wall_between) {
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 40.0, 40.0));
    if (wall_between)
        hand.add_wall(floor, {21.5, 19.0}, {21.5, 21.0});
    Mover mover(hand.finish(), settings_of(PlanningModel::collision_free_speed));
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {20.0, 20.0}, {1.0, 0.0});
    agents.speed_limit_mps[0] = 2.5F;
    add_person(agents, other, {});
    agents.activity[1] = activity;
    agents.heading_x[1] = 1.0F;
    run_step(mover, agents, pool);
    return static_cast<double>(agents.vx_mps[0]);
}

TEST(ReferenceStep, PeopleAreSeenUpToThreeMetres) {
    // 2.8 m ahead: (2.8 - 0.4) / 1 s = 2.4 m/s; at 3.05 m nobody is seen and the walker is free.
    for (const Activity activity : {Activity::walking, Activity::waiting}) {
        EXPECT_NEAR(speed_before({22.8, 20.0}, activity, false), 2.4, 1e-5);
        EXPECT_NEAR(speed_before({23.05, 20.0}, activity, false), 2.5, 1e-5);
    }
}

TEST(ReferenceStep, WallsHidePeople) {
    EXPECT_NEAR(speed_before({22.8, 20.0}, Activity::waiting, true), 2.5, 1e-5);
}

TEST(ReferenceStep, PeopleOnAJoinedSurfaceAreSeen) {
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 21.0, 40.0));
    const SurfaceId platform = hand.add_surface(hand_made::rectangle(21.0, 0.0, 40.0, 40.0));
    hand.add_gate(GateKind::joint, {{21.0, 0.0}, {21.0, 40.0}}, floor, platform);
    Mover mover(hand.finish(), settings_of(PlanningModel::collision_free_speed));
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {20.0, 20.0}, {1.0, 0.0}, floor);
    add_person(agents, {20.9 + 0.4, 20.0}, {1.0, 0.0}, platform);
    run_step(mover, agents, pool);
    EXPECT_NEAR(static_cast<double>(agents.vx_mps[0]), 0.9, 1e-4);  // 1.3 m less 0.4 m in 1 s
}

}  // namespace
}  // namespace wayout
