// People who press through a gap in a wall.
#include <wayout/simulation.hpp>

#include "hall.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace wayout {
namespace {

/// A hall of 8 m x 8 m and a way of 2 m that leads on from it, with a wall of no thickness and a gap in its
/// middle across the way.
Scenario hall_with_gap(double gap_m, double wall_x_m) {
    Scenario scenario = room_with_two_exits();
    StoreySpec& storey = scenario.venue.storeys[0];
    storey.floor = {{{{0, 0}, {8, 0}, {8, 3}, {16, 3}, {16, 5}, {8, 5}, {8, 8}, {0, 8}}, {}}};
    for (const Segment& line : {Segment{{wall_x_m, 3}, {wall_x_m, 4 - 0.5 * gap_m}},
                                Segment{{wall_x_m, 4 + 0.5 * gap_m}, {wall_x_m, 5}}}) {
        WallSpec& wall = storey.walls.emplace_back();
        wall.line = {line.a, line.b};
    }
    scenario.venue.exits = {scenario.venue.exits[1]};
    scenario.venue.exits[0].line = {{16, 3}, {16, 5}};
    scenario.simulation.duration_s = 200;
    scenario.simulation.calibration = Calibration::lab;
    return scenario;
}

PopulationSpec crowd(const std::string& id, int count) {
    PopulationSpec population;
    population.id = id;
    population.profile = "weidmann-adult";
    population.count = count;
    population.polygon_storey = "floor";
    population.polygon = rectangle(0, 0, 8, 8);
    population.pre_movement_s = Distribution::constant_value(0.0);
    return population;
}

struct Outcomes {
    int inside{0};
    double last_s{0.0};
};

Outcomes outcomes(const Scenario& scenario, std::uint64_t seed) {
    RunOptions options;
    options.threads = 1;
    options.seed = seed;
    Result<Simulation> simulation = Simulation::create(scenario, options);
    if (!simulation) {
        ADD_FAILURE() << simulation.error().front().where << ": " << simulation.error().front().message;
        return {};
    }
    while (!simulation->is_finished()) simulation->step();
    const RunResults results = simulation->results();
    Outcomes found;
    for (const PersonResult& person : results.people) {
        found.inside += person.outcome == Outcome::out ? 0 : 1;
        found.last_s = std::max(found.last_s, person.exit_time_s);
    }
    return found;
}

TEST(GapInAWall, NobodyStaysAtItsEnds) {
    // In each of these runs two people stood side by side at the jamb for ever, as long as their heading
    // could outweigh the way round it.
    Scenario scenario = hall_with_gap(0.9, 10.0);
    scenario.people.populations = {crowd("crowd", 80)};
    scenario.simulation.model = plain_model;
    for (const std::uint64_t seed : {3U, 4U, 6U, 8U}) EXPECT_EQ(outcomes(scenario, seed).inside, 0) << seed;
}

/// Half of the crowd leaves to the left behind the gap, half to the right.
Scenario two_goals_through_one_gap() {
    Scenario scenario = hall_with_gap(0.5, 12.0);
    StoreySpec& storey = scenario.venue.storeys[0];
    storey.floor = {{{{0, 0},
                      {12, 0},
                      {12, 3},
                      {12.2, 3},
                      {12.2, 0},
                      {16, 0},
                      {16, 8},
                      {12.2, 8},
                      {12.2, 5},
                      {12, 5},
                      {12, 8},
                      {0, 8}},
                     {}}};
    ExitSpec right = scenario.venue.exits[0];
    right.id = "right";
    right.line = {{12.5, 0}, {15.5, 0}};
    ExitSpec left = right;
    left.id = "left";
    left.line = {{15.5, 8}, {12.5, 8}};
    scenario.venue.exits = {left, right};
    for (const char* id : {"left", "right"}) {
        PopulationSpec& half = scenario.people.populations.emplace_back(crowd(id, 40));
        half.exit_choice = ExitChoice::fixed;
        half.exits = {id};
    }
    return scenario;
}

TEST(GapInAWall, TwoStreamsOfDifferentGoalsDoNotLock) {
    const Scenario scenario = two_goals_through_one_gap();
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const Outcomes found = outcomes(scenario, seed);
        EXPECT_EQ(found.inside, 0) << seed;
        // 80 people at 1 /s, the least that measured crowds passed through 0.5 m, and 20 s of way.
        EXPECT_LT(found.last_s, 100.0) << seed;
    }
}

}  // namespace
}  // namespace wayout
