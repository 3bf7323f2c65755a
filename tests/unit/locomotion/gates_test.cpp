// Doors, exits, joints, flow limits.
#include "hand_venue.hpp"
#include "locomotion/gate_index.hpp"
#include "locomotion/mover.hpp"
#include "locomotion/mover_tables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace wayout {
namespace {

using hand_made::add_person;
using hand_made::HandVenue;
using hand_made::position;

constexpr double gate_step_s = 0.05;

void run_gate_step(Mover& mover, Agents& agents, ThreadPool& pool, int step) {
    find_neighbours(mover, agents, pool);
    plan_velocities(mover, agents, pool);
    move(mover, agents, step * gate_step_s, pool);
}

TEST(Gates, CrossingIsReportedWithSideAndTime) {
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 10.0, 4.0));
    // Seen from (5, 4) to (5, 0) the left side is x > 5.
    const GateId door = hand.add_gate(GateKind::door, {{5.0, 4.0}, {5.0, 0.0}}, floor, floor);
    Mover mover(hand.finish(), {});
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {5.0 - 0.067 / 4.0, 2.0},
               {1.0, 0.0});  // 0.067 m in one step: crosses after a quarter of it
    run_gate_step(mover, agents, pool, 0);
    ASSERT_EQ(mover.crossings().size(), 1U);
    const GateCrossing& crossing = mover.crossings()[0];
    EXPECT_EQ(crossing.row, 0);
    EXPECT_EQ(crossing.gate, door);
    EXPECT_FALSE(crossing.left_to_right);
    EXPECT_NEAR(static_cast<double>(crossing.step_frac), 0.25, 1e-5);
    run_gate_step(mover, agents, pool, 1);
    EXPECT_TRUE(mover.crossings().empty());
}

// Two runs in one building: a door that one of them shuts stays open in the other.
TEST(Gates, RunsThatShareTablesHaveTheirOwnDoors) {
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 10.0, 4.0));
    const GateId door = hand.add_gate(GateKind::door, {{5.0, 4.0}, {5.0, 0.0}}, floor, floor);
    const LocomotionSettings settings;
    const auto tables = std::make_shared<const MoverTables>(hand.finish(), settings.neighbour_range_m);
    const auto x_after_a_step = [&](bool is_shut) {
        Mover mover(tables, settings);
        if (is_shut)
            mover.set_gate_open(door, false);
        ThreadPool pool(1);
        Agents agents;
        add_person(agents, {5.0 - 0.067 / 4.0, 2.0}, {1.0, 0.0});
        run_gate_step(mover, agents, pool, 0);
        return agents.x_m[0];
    };
    EXPECT_GT(x_after_a_step(false), 5.0);
    EXPECT_LT(x_after_a_step(true), 5.0);
    EXPECT_GT(x_after_a_step(false), 5.0);
}

TEST(Gates, WhoeverPassesBesideAGateDoesNotCrossIt) {
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 10.0, 4.0));
    hand.add_gate(GateKind::door, {{5.0, 1.0}, {5.0, 1.9}}, floor, floor);
    Mover mover(hand.finish(), {});
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {4.99, 2.0}, {1.0, 0.0});
    run_gate_step(mover, agents, pool, 0);
    EXPECT_GT(agents.x_m[0], 5.0);
    EXPECT_TRUE(mover.crossings().empty());
}

TEST(Gates, PeopleGoOverJointsWithoutAJump) {
    // Floor, flight, floor: the plan position runs on, only the surface changes. Another level lies over the
    // flight.
    HandVenue hand;
    const SurfaceId low = hand.add_surface(hand_made::rectangle(0.0, 0.0, 4.0, 2.0));
    const SurfaceId flight = hand.add_surface(hand_made::rectangle(4.0, 0.0, 7.0, 2.0));
    const SurfaceId high = hand.add_surface(hand_made::rectangle(7.0, 0.0, 12.0, 2.0));
    const SurfaceId above = hand.add_surface(hand_made::rectangle(0.0, 0.0, 12.0, 2.0));
    const GateId foot = hand.add_gate(GateKind::joint, {{4.0, 0.0}, {4.0, 2.0}}, low, flight);
    const GateId top = hand.add_gate(GateKind::joint, {{7.0, 2.0}, {7.0, 0.0}}, high, flight);
    hand.add_gate(GateKind::door, {{5.5, 0.0}, {5.5, 2.0}}, above, above);
    hand.add_wall(above, {6.0, 0.0}, {6.0, 2.0});
    Mover mover(hand.finish(), {});
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {2.0, 1.0}, {1.0, 0.0}, low);
    std::vector<GateCrossing> crossings;
    for (int step = 0; step < 120; ++step) {
        const Vec2 before = position(agents, 0);
        run_gate_step(mover, agents, pool, step);
        EXPECT_NEAR(agents.x_m[0] - before.x, 0.067, 1e-6);
        EXPECT_EQ(agents.y_m[0], before.y);
        const std::int32_t expected = agents.x_m[0] <= 4.0   ? low.value
                                      : agents.x_m[0] <= 7.0 ? flight.value
                                                             : high.value;
        EXPECT_EQ(agents.surface[0], expected);
        crossings.insert(crossings.end(), mover.crossings().begin(), mover.crossings().end());
    }
    ASSERT_EQ(crossings.size(), 2U);
    EXPECT_EQ(crossings[0].gate, foot);
    EXPECT_TRUE(crossings[0].left_to_right);  // seen from (4, 0) to (4, 2), x < 4 is left
    EXPECT_EQ(crossings[1].gate, top);
    EXPECT_FALSE(crossings[1].left_to_right);
}

TEST(Gates, NeighboursAreSeenAcrossAJointButNotOnAnotherLevel) {
    // Somebody stands 0.5 m behind the joint, or at the same place one level up.
    for (const bool same_level : {true, false}) {
        HandVenue hand;
        const SurfaceId low = hand.add_surface(hand_made::rectangle(0.0, 0.0, 4.0, 4.0));
        const SurfaceId flight = hand.add_surface(hand_made::rectangle(4.0, 0.0, 8.0, 4.0));
        const SurfaceId above = hand.add_surface(hand_made::rectangle(0.0, 0.0, 8.0, 4.0));
        hand.add_gate(GateKind::joint, {{4.0, 4.0}, {4.0, 0.0}}, flight, low);
        Mover mover(hand.finish(), {});
        ThreadPool pool(1);
        Agents agents;
        add_person(agents, {3.5, 2.0}, {1.0, 0.0}, low);
        agents.activity[add_person(agents, {4.5, 2.0}, {}, same_level ? flight : above)] = Activity::waiting;
        double largest_aside_m = 0.0;
        for (int step = 0; step < 40; ++step) {
            run_gate_step(mover, agents, pool, step);
            largest_aside_m = std::max(largest_aside_m, std::abs(agents.y_m[0] - 2.0));
        }
        if (same_level) {
            EXPECT_GT(largest_aside_m, 0.1);
        } else {
            EXPECT_EQ(largest_aside_m, 0.0);
        }
        EXPECT_GT(agents.x_m[0], 5.0);
    }
}

TEST(GateTimers, AQueueLosesNoFlowToTheTimeStep) {
    // 1.2 m door, effective width 0.9 m at 1.315789 persons/(m s): Q = 1.184211 persons/s. Within 100 s, one
    // at t = 0 and floor(100 x 1.184211) = 118 more; rounding every interval up to 0.85 s would give 1 +
    // floor(99.95 / 0.85) = 118 in all.
    Venue venue;
    venue.gates.resize(1);
    venue.gates[0].flow_limit = {FlowLimit::Kind::persons_per_s, 1.184211};
    GateTimers timers(venue, LocomotionSettings{});
    int crossed = 0;
    for (int step = 0; step < 2000; ++step) {
        while (timers.let_through(0, true, step * gate_step_s)) ++crossed;
        timers.end_step();
    }
    EXPECT_EQ(crossed, 119);
}

TEST(GateTimers, TheSettingsLimitWhatHasNoLimitOfItsOwn) {
    Venue venue;
    venue.surfaces.resize(2);
    venue.surfaces[1].kind = SurfaceKind::stair;
    venue.gates.resize(4);
    for (Gate& gate : venue.gates) gate.clear_width_m = 2.0;
    venue.gates[1].flow_limit = {FlowLimit::Kind::persons_per_s, 0.5};
    venue.gates[2].kind = GateKind::joint;  // to a stair
    venue.gates[2].left = SurfaceId(0);
    venue.gates[2].right = SurfaceId(1);
    venue.gates[3].kind = GateKind::joint;  // of two floors
    venue.gates[3].left = venue.gates[3].right = SurfaceId(0);
    const auto crossed_in_100_s = [&](const LocomotionSettings& settings, std::int32_t gate) {
        GateTimers timers(venue, settings);
        int crossed = 0;
        for (int step = 0; timers.is_limited(gate) && step < 2000; ++step) {
            while (timers.let_through(gate, true, step * gate_step_s)) ++crossed;
            timers.end_step();
        }
        return crossed;
    };
    LocomotionSettings settings;
    EXPECT_EQ(crossed_in_100_s(settings, 0), 0);  // not limited
    settings.opening_flow_pps_per_m = 1.33;
    settings.stair_flow_pps_per_m = 1.0;
    EXPECT_EQ(crossed_in_100_s(settings, 0), 266);  // one at t = 0, floor(99.95 x 2.66) = 265 more
    EXPECT_EQ(crossed_in_100_s(settings, 1), 50);   // its own: one at t = 0, floor(99.95 x 0.5) = 49 more
    EXPECT_EQ(crossed_in_100_s(settings, 2), 200);  // one at t = 0, floor(99.95 x 2.0) = 199 more
    EXPECT_EQ(crossed_in_100_s(settings, 3), 0);
}

TEST(GateTimers, AnEscalatorAtRestCountsAsAStair) {
    Venue venue;
    venue.surfaces.resize(2);
    venue.surfaces[1].kind = SurfaceKind::escalator;
    venue.surfaces[1].motion = StairSpec::Motion::up;
    venue.gates.resize(1);
    venue.gates[0].kind = GateKind::joint;
    venue.gates[0].left = SurfaceId(0);
    venue.gates[0].right = SurfaceId(1);
    venue.gates[0].clear_width_m = 0.5;
    LocomotionSettings settings;
    settings.stair_flow_pps_per_m = 1.0;
    GateTimers timers(venue, settings);
    EXPECT_FALSE(timers.is_limited(0));
    timers.set_stair(venue, settings, GateId(0), true);  // one person in 2 s
    EXPECT_TRUE(timers.let_through(0, true, 10.0));
    EXPECT_FALSE(timers.let_through(0, true, 11.95));
    timers.end_step();
    EXPECT_TRUE(timers.let_through(0, true, 12.0));
    timers.set_stair(venue, settings, GateId(0), false);
    EXPECT_FALSE(timers.is_limited(0));
}

TEST(GateTimers, OneLeafHasTheCapOfItsWidth) {
    Venue venue;
    venue.gates.resize(1);
    venue.gates[0].line = {{0, 0}, {2, 0}};
    venue.gates[0].clear_width_m = 2.0;
    venue.gates[0].leaves = TwoLeaves{1, 0.0, 10.0};
    venue.gates[0].first_leaf = {{0, 0}, {1, 0}};
    LocomotionSettings settings;
    settings.opening_flow_pps_per_m = 0.5;
    GateTimers timers(venue, settings);
    EXPECT_TRUE(timers.let_through(0, true, 0.0));  // 0.5 persons/s: the next after 2 s
    EXPECT_FALSE(timers.let_through(0, true, 1.95));
    timers.end_step();
    EXPECT_TRUE(timers.let_through(0, true, 2.0));
    timers.set_leaves(venue, settings, GateId(0), true);  // 1 person/s from the next one on
    EXPECT_FALSE(timers.let_through(0, true, 3.95));
    timers.end_step();
    EXPECT_TRUE(timers.let_through(0, true, 4.0));
    EXPECT_FALSE(timers.let_through(0, true, 4.95));
    timers.end_step();
    EXPECT_TRUE(timers.let_through(0, true, 5.0));
}

TEST(GateTimers, CapacityIsNotSavedUpWhileNobodyComes) {
    Venue venue;
    venue.gates.resize(1);
    venue.gates[0].flow_limit = {FlowLimit::Kind::specific_flow, 1.0};
    venue.gates[0].clear_width_m = 0.5;  // one person in 2 s
    GateTimers timers(venue, LocomotionSettings{});
    EXPECT_TRUE(timers.let_through(0, true, 100.0));
    EXPECT_FALSE(timers.let_through(0, true, 100.0));
    EXPECT_TRUE(timers.let_through(0, false, 100.0));  // the other direction has its own timer
    timers.end_step();
    EXPECT_FALSE(timers.let_through(0, true, 101.99));
    timers.end_step();
    EXPECT_TRUE(timers.let_through(0, true, 102.0));
    timers.end_step();
    // The next comes late, at 110 s: the one after him waits until 112 s, not until 106 s.
    EXPECT_TRUE(timers.let_through(0, true, 110.0));
    EXPECT_FALSE(timers.let_through(0, true, 111.9));
}

/// People who leave a room of 6 m x 9 m through an exit of 1.2 m in the wall y = 0 within 60 s.
int people_out(FlowLimit limit, int& held) {
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 6.0, 12.0));
    hand.add_wall(floor, {0.0, 3.0}, {2.4, 3.0});
    hand.add_wall(floor, {3.6, 3.0}, {6.0, 3.0});
    hand.add_wall(floor, {6.0, 3.0}, {6.0, 12.0});
    hand.add_wall(floor, {6.0, 12.0}, {0.0, 12.0});
    hand.add_wall(floor, {0.0, 12.0}, {0.0, 3.0});
    hand.add_gate(GateKind::exit, {{2.4, 3.0}, {3.6, 3.0}}, floor, SurfaceId(), limit);
    Mover mover(hand.finish(), {});
    ThreadPool pool(1);
    Agents agents;
    for (int k = 0; k < 110; ++k) add_person(agents, {0.4 + 0.57 * (k % 10), 4.0 + 0.57 * (k / 10)}, {});
    int out = 0;
    for (int step = 0; step < 1200; ++step) {
        for (std::size_t row = 0; row < agents.size(); ++row) {
            const Vec2 way = Vec2{std::clamp(agents.x_m[row], 2.65, 3.35), 2.9} - position(agents, row);
            const Vec2 direction = unit(way);
            agents.desired_x[row] = static_cast<float>(direction.x);
            agents.desired_y[row] = static_cast<float>(direction.y);
            agents.travel_time_s[row] = static_cast<float>(length(way) / 1.34);
        }
        run_gate_step(mover, agents, pool, step);
        held += static_cast<int>(mover.statistics().held_at_gates);
        for (const GateCrossing& crossing : mover.crossings()) {
            EXPECT_TRUE(crossing.left_to_right);
            agents.activity[static_cast<std::size_t>(crossing.row)] = Activity::out;
            ++out;
        }
        for (std::size_t row = 0; row < agents.size(); ++row)
            if (agents.activity[row] != Activity::out) {
                EXPECT_GE(agents.y_m[row], 3.0);
            }
        hand_made::remove_rows_that_are_out(agents);
    }
    return out;
}

TEST(Gates, FlowLimitIsKeptAndUsedUp) {
    int held = 0;
    // 60 s x 1.184211 = 71.05, and one more because the first need not wait; the first arrives after about
    // 0.5 s.
    const int limited = people_out({FlowLimit::Kind::persons_per_s, 1.184211}, held);
    EXPECT_LE(limited, 72);
    EXPECT_GE(limited, 69);  // 0.97 x 71.05
    EXPECT_GT(held, 0);
    int never = 0;
    EXPECT_GT(people_out({}, never), 90);
    EXPECT_EQ(never, 0);
}

}  // namespace
}  // namespace wayout
