// The hydraulic model against sums that can be done by hand.
#include <wayout/hydraulic_check.hpp>
#include <wayout/simulation.hpp>

#include "hall.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace wayout {
namespace {

/// A room of 20 m x 8 m with 100 people in its eastern half and an exit in the middle of its eastern wall.
Scenario crowd_before(double exit_width_m) {
    Scenario scenario = room_with_two_exits();
    scenario.venue.storeys[0].floor = {rectangle(0, 0, 20, 8)};
    scenario.venue.exits = {scenario.venue.exits[1]};
    scenario.venue.exits[0].line = {{20, 4 - exit_width_m / 2}, {20, 4 + exit_width_m / 2}};
    std::vector<Vec2> places;
    for (int i = 0; i < 100; ++i) places.push_back({19.5 - 0.7 * (i / 10), 0.6 + 0.7 * (i % 10)});
    scenario.people.populations = {people_at("crowd", places)};
    return scenario;
}

HydraulicCheck check_of(const Scenario& scenario, int threads = 1) {
    RunOptions options;
    options.threads = threads;
    Result<HydraulicCheck> check = hydraulic_check(scenario, *Building::create(scenario), options);
    if (!check) {
        ADD_FAILURE() << check.error().front().where << ": " << check.error().front().message;
        return {};
    }
    return *check;
}

TEST(HydraulicRun, AQueueAtADoorTakesItsCapacity) {
    // 1.2 m clear, 0.9 m effective: 1.184211 persons/s. The 50th and the 100th are 50 / 1.184211 = 42.22 s
    // apart, to within a time step each.
    const HydraulicCheck check = check_of(crowd_before(1.2));
    EXPECT_EQ(check.out, 100);
    EXPECT_NEAR(check.time_all_s - check.time_50_s, 42.22, 0.2);
    // The first is through within two seconds, then 99 follow.
    EXPECT_GT(check.time_all_s, 99 / 1.184211);
    EXPECT_LT(check.time_all_s, 99 / 1.184211 + 2.0);
}

/// Times from the 50th to the last person out, with steps of that length.
Result<double> second_half_s(double time_step_s, const char* model) {
    RunOptions options;
    options.threads = 1;
    options.model = model;
    options.time_step_s = time_step_s;
    Result<Simulation> simulation = Simulation::create(crowd_before(1.2), options);
    if (!simulation)
        return simulation.error();
    while (!simulation->is_finished()) simulation->step();
    std::vector<double> times_s;
    for (const PersonResult& person : simulation->results().people) times_s.push_back(person.exit_time_s);
    std::sort(times_s.begin(), times_s.end());
    return times_s.back() - times_s[49];
}

TEST(HydraulicRun, StepsMayBeLongerThanThoseOfBodies) {
    // As above: 42.22 s, to within a time step each.
    EXPECT_NEAR(second_half_s(0.25, "hydraulic").value(), 42.22, 0.5);
    for (const auto& [time_step_s, model] : {std::pair{0.26, "hydraulic"}, std::pair{0.25, "time-gap"}}) {
        const Result<double> refused = second_half_s(time_step_s, model);
        ASSERT_FALSE(refused.has_value()) << model;
        EXPECT_EQ(refused.error().front().where, "time step");
    }
}

// What happened in the run whose building it uses is not in the way: here an exit was shut for the most of
// it.
TEST(HydraulicRun, TheCheckIsTheSameInTheBuildingOfARun) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("crowd", places(4, 3, 8, 8, 0.5))};
    IncidentEvent shut;
    shut.kind = IncidentEvent::Kind::close_exit;
    shut.at_s = 2.0;
    shut.target = "west";
    scenario.incident.events = {shut};
    Result<Simulation> simulation = Simulation::create(scenario);
    ASSERT_TRUE(simulation.has_value());
    while (!simulation->is_finished()) simulation->step();
    const Result<HydraulicCheck> after_run = hydraulic_check(scenario, simulation->building());
    ASSERT_TRUE(after_run.has_value());
    const HydraulicCheck alone = check_of(scenario);
    EXPECT_EQ(after_run->out, 64);
    EXPECT_EQ(after_run->out_by_time, alone.out_by_time);
    EXPECT_EQ(after_run->time_all_s, alone.time_all_s);
    // Control: with both exits open it is another time.
    scenario.incident.events.clear();
    EXPECT_LT(check_of(scenario).time_all_s, alone.time_all_s);
}

TEST(HydraulicRun, AWideExitLeavesNothingButTheWay) {
    // 8 m clear: 10.13 persons/s for people who come in rows 0.7 m apart, at 1.19 m/s 17 a second to begin
    // with: 100 / 10.13 = 9.9 s, and not the 84 s of the narrow one.
    const HydraulicCheck check = check_of(crowd_before(8.0));
    EXPECT_EQ(check.out, 100);
    EXPECT_NEAR(check.time_all_s, 99 / 10.1316, 1.0);
}

TEST(HydraulicRun, TheNarrowerOfTwoDoorsGoverns) {
    Scenario scenario = crowd_before(1.6);
    scenario.venue.storeys[0].walls = {{{{11, 0}, {11, 3.5}}}, {{{11, 4.5}, {11, 8}}}};
    add_door(scenario, "inner", {{11, 3.5}, {11, 4.5}});
    std::vector<Vec2> places;
    for (int i = 0; i < 100; ++i) places.push_back({10.3 - 0.7 * (i / 10), 0.6 + 0.7 * (i % 10)});
    scenario.people.populations = {people_at("crowd", places)};
    const HydraulicCheck check = check_of(scenario);
    // 1.0 m clear, 0.7 m effective: 0.921053 persons/s; 50 of them in 54.29 s. The exit would need 29.2 s.
    EXPECT_NEAR(check.time_all_s - check.time_50_s, 54.29, 0.3);
}

TEST(HydraulicRun, IsTheSameForAnyNumberOfThreadsAndAnotherThanTheRun) {
    const Scenario scenario = crowd_before(1.2);
    const HydraulicCheck one = check_of(scenario, 1);
    const HydraulicCheck three = check_of(scenario, 3);
    EXPECT_EQ(one.time_all_s, three.time_all_s);
    EXPECT_EQ(one.out_by_time, three.out_by_time);
    EXPECT_EQ(one.out_by_time.back(), 100);

    Result<Simulation> run = Simulation::create(scenario, {.threads = 1});
    ASSERT_TRUE(run);
    while (!run->is_finished()) run->step();
    // 1.33 persons/s and metre of clear width: 99 / 1.596 = 62 s, a fifth less than by effective width.
    EXPECT_LT(run->time_s(), 0.9 * one.time_all_s);
}

TEST(HydraulicRun, WhoCannotGetOutIsNotTimed) {
    Scenario scenario = crowd_before(1.2);
    scenario.simulation.duration_s = 20.0;
    const HydraulicCheck check = check_of(scenario);
    EXPECT_GT(check.out, 15);
    EXPECT_LT(check.out, 30);
    EXPECT_TRUE(std::isnan(check.time_all_s));
    EXPECT_TRUE(std::isnan(check.time_50_s));
}

}  // namespace
}  // namespace wayout
