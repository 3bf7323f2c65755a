#include "locomotion/gate_rules.hpp"

#include "hand_venue.hpp"
#include "locomotion/mover.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace wayout {
namespace {

using hand_made::HandVenue;

constexpr double rule_step_s = 0.05;

Venue turnstile(std::optional<Distribution> service_s) {
    Venue venue;
    venue.gates.resize(1);
    venue.gates[0].service_s = std::move(service_s);
    return venue;
}

/// Steps at which each of `count` people passes who all ask in every step, in the order of their turns.
std::vector<int> passing_steps(GateRules& rules, int count, int steps) {
    std::vector<int> passed(static_cast<std::size_t>(count), -1);
    for (int step = 0; step < steps; ++step) {
        std::vector<AgentId> asking;
        for (int person = 1; person <= count; ++person)
            if (passed[static_cast<std::size_t>(person - 1)] < 0)
                asking.push_back(static_cast<AgentId>(person));
        std::stable_sort(asking.begin(), asking.end(),
                         [&](AgentId a, AgentId b) { return rules.turn_of(0, a) < rules.turn_of(0, b); });
        for (const AgentId person : asking)
            if (rules.let_through(0, person, step * rule_step_s))
                passed[person - 1] = step;
        rules.end_step();
    }
    return passed;
}

TEST(GateRules, AServiceTakesItsTimeForEachPerson) {
    GateRules rules(turnstile(Distribution::constant_value(2.0)), 1);
    EXPECT_TRUE(rules.is_any());
    EXPECT_TRUE(rules.is_served(0));
    // 0, 2, 4, 6, 8 s at 20 steps a second.
    EXPECT_EQ(passing_steps(rules, 5, 400), (std::vector<int>{0, 40, 80, 120, 160}));
}

TEST(GateRules, AQueueLosesNoServiceToTheTimeStep) {
    // 1.01 s each: the 100th passes at 99 x 1.01 = 99.99 s, in step 2000; rounded up to whole steps every
    // time it would be 99 x 1.05 = 103.95 s.
    GateRules rules(turnstile(Distribution::constant_value(1.01)), 1);
    EXPECT_EQ(passing_steps(rules, 100, 2200).back(), 2000);
}

TEST(GateRules, WhoCameFirstIsServedFirst) {
    GateRules rules(turnstile(Distribution::constant_value(1.0)), 1);
    EXPECT_TRUE(rules.let_through(0, 9, 0.0));
    EXPECT_FALSE(rules.let_through(0, 7, 0.0));
    rules.end_step();
    EXPECT_FALSE(rules.let_through(0, 3, 0.05));
    rules.end_step();
    EXPECT_LT(rules.turn_of(0, 7), rules.turn_of(0, 3));
    EXPECT_LT(rules.turn_of(0, 3), rules.turn_of(0, 1));  // has not asked yet
    // Whoever goes away loses his turn: silent for 2 s.
    for (int step = 0; step < 45; ++step) {
        EXPECT_FALSE(rules.let_through(0, 3, 0.1)) << step;
        rules.end_step();
    }
    EXPECT_GT(rules.turn_of(0, 7), rules.turn_of(0, 3));
}

TEST(GateRules, DrawnServiceTimesAddUp) {
    // Uniform 1 to 3 s: mean 2 s, standard deviation 2 / sqrt(12) = 0.577 s. 200 services: 400 s with a
    // standard deviation of 0.577 sqrt(200) = 8.2 s; within 4 of them.
    Distribution uniform;
    uniform.kind = Distribution::Kind::uniform;
    uniform.min = 1.0;
    uniform.max = 3.0;
    GateRules rules(turnstile(uniform), 1);
    const std::vector<int> passed = passing_steps(rules, 201, 10000);
    EXPECT_NEAR(passed.back() * rule_step_s, 400.0, 33.0);
    for (std::size_t i = 1; i < passed.size(); ++i) {
        EXPECT_GE(passed[i] - passed[i - 1], 19);  // 1 s, less a step of rounding
        EXPECT_LE(passed[i] - passed[i - 1], 61);
    }
}

TEST(GateRules, AFreedTurnstileServesNobody) {
    GateRules rules(turnstile(Distribution::constant_value(2.0)), 1);
    rules.set_service(GateId(0), std::nullopt);
    EXPECT_FALSE(rules.is_served(0));
}

TEST(GateRules, ForbidDirectionsAndPeople) {
    Venue venue;
    venue.gates.resize(3);
    venue.gates[1].way = GateWay::left_to_right;
    GateRules rules(venue, 1);
    EXPECT_FALSE(rules.is_forbidden(0, true, 0));
    EXPECT_FALSE(rules.is_forbidden(0, false, 0));
    EXPECT_FALSE(rules.is_forbidden(1, true, 0));
    EXPECT_TRUE(rules.is_forbidden(1, false, 0));
    rules.set_refusals(GateId(2), {0, 1});
    EXPECT_FALSE(rules.is_forbidden(2, true, 0));
    EXPECT_TRUE(rules.is_forbidden(2, true, 1));
    rules.set_way(GateId(0), GateWay::none);
    EXPECT_TRUE(rules.is_forbidden(0, true, 0));
    EXPECT_TRUE(rules.is_forbidden(0, false, 0));
}

TEST(GateRules, VenuesWithoutRulesAreNotAsked) {
    Venue venue;
    venue.gates.resize(2);
    EXPECT_FALSE(GateRules(venue, 1).is_any());
}

/// Where somebody gets who walks along y = 1 m to the right from x = 1 m for 5 s, with a gate across the way
/// at x = 4 m.
double x_after_5_s(GateWay way) {
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 12.0, 2.0));
    hand.add_room(floor, 0.0, 0.0, 12.0, 2.0);
    const GateId gate = hand.add_gate(GateKind::door, {{4.0, 0.0}, {4.0, 2.0}}, floor, floor);
    Mover mover(hand.finish(), {});
    if (way != GateWay::both)
        mover.gate_rules().set_way(gate, way);
    ThreadPool pool(1);
    Agents agents;
    hand_made::add_person(agents, {1.0, 1.0}, {1.0, 0.0});
    for (int step = 0; step < 100; ++step) {
        find_neighbours(mover, agents, pool);
        plan_velocities(mover, agents, pool);
        move(mover, agents, step * rule_step_s, pool);
    }
    return agents.x_m[0];
}

TEST(GateRules, NobodyGetsOverAGateAgainstItsWay) {
    // To the left of (4, 0) -> (4, 2) lies x < 4. Free way: 1 + 5 x 1.34 = 7.7 m.
    EXPECT_NEAR(x_after_5_s(GateWay::both), 7.7, 0.05);
    EXPECT_NEAR(x_after_5_s(GateWay::left_to_right), 7.7, 0.05);
    const double stopped_m = x_after_5_s(GateWay::right_to_left);
    EXPECT_LT(stopped_m, 4.0);
    EXPECT_GT(stopped_m, 3.8);
    EXPECT_LT(x_after_5_s(GateWay::none), 4.0);
}

/// Number of people out of 40 who get through a gate of 2 m at x = 6 m in 20 s, and how many of those above
/// the middle y = 2 m.
std::pair<int, int> through_leaves(int open_leaves, bool opens_second) {
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 20.0, 4.0));
    hand.add_room(floor, 0.0, 0.0, 20.0, 4.0);
    hand.add_wall(floor, {6.0, 0.0}, {6.0, 1.0});
    hand.add_wall(floor, {6.0, 3.0}, {6.0, 4.0});
    hand.add_gate(GateKind::door, {{6.0, 1.0}, {6.0, 3.0}}, floor, floor);
    std::shared_ptr<const Venue> venue = hand.finish();
    auto changed = std::make_shared<Venue>(*venue);
    changed->gates[0].leaves = TwoLeaves{open_leaves, 0.0, 10.0};
    changed->gates[0].first_leaf = {{6.0, 1.0}, {6.0, 2.0}};
    Mover mover(changed, {});
    if (opens_second)
        mover.set_second_leaf_open(GateId(0), true);
    ThreadPool pool(1);
    Agents agents;
    for (int i = 0; i < 40; ++i)
        hand_made::add_person(agents, {1.0 + 0.5 * (i / 8), 0.3 + 0.48 * (i % 8)}, {1.0, 0.0});
    int through = 0;
    int above = 0;
    for (int step = 0; step < 400; ++step) {
        for (std::size_t row = 0; row < agents.size(); ++row) {
            // Towards the lower half of the gate, then straight on.
            const Vec2 here{agents.x_m[row], agents.y_m[row]};
            const double y = opens_second || open_leaves == 2 ? std::clamp(here.y, 1.3, 2.7) : 1.5;
            const Vec2 way = here.x < 6.0 ? unit(Vec2{6.3, y} - here) : Vec2{1.0, 0.0};
            agents.desired_x[row] = static_cast<float>(way.x);
            agents.desired_y[row] = static_cast<float>(way.y);
            agents.travel_time_s[row] = static_cast<float>(20.0 - here.x);
        }
        find_neighbours(mover, agents, pool);
        plan_velocities(mover, agents, pool);
        move(mover, agents, step * rule_step_s, pool);
        for (const GateCrossing& crossing : mover.crossings()) {
            ++through;
            above += agents.y_m[static_cast<std::size_t>(crossing.row)] > 2.0 ? 1 : 0;
        }
    }
    return {through, above};
}

TEST(GateRules, AShutLeafIsAWall) {
    const auto [one, one_above] = through_leaves(1, false);
    EXPECT_GT(one, 5);
    EXPECT_EQ(one_above, 0);
    const auto [both, both_above] = through_leaves(2, false);
    EXPECT_GT(both_above, 0);
    EXPECT_GT(both, one);
    const auto [opened, opened_above] = through_leaves(1, true);
    EXPECT_EQ(opened, both);
    EXPECT_EQ(opened_above, both_above);
}

}  // namespace
}  // namespace wayout
