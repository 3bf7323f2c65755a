/// Stewards at their posts.
#include <wayout/simulation.hpp>

#include "hall.hpp"
#include "run_to_end.hpp"
#include "venue/venue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

StewardSpec steward_at(Vec2 post) {
    StewardSpec steward;
    steward.id = "s";
    steward.where = "response.stewards[0]";
    steward.profile = "walker";
    steward.post_storey = "floor";
    steward.post = post;
    return steward;
}

StewardTask task_of(StewardTask::Kind kind) {
    StewardTask task;
    task.kind = kind;
    return task;
}

TEST(Stewards, StayUntilAllOthersAreOutAndThenLeave) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("guests", {{15, 5}, {16, 5}}, 20.0)};
    scenario.response.stewards = {steward_at({5, 5})};
    const RunResults results = run(scenario);
    ASSERT_EQ(results.people.size(), 3U);
    EXPECT_EQ(results.populations[1].role, "steward");
    // The guests walk 5 m from 20 s on, one behind the other; the steward 5 m when he has seen it, within a
    // second, and decided.
    EXPECT_NEAR(results.people[0].exit_time_s, 25.0, 0.5);
    EXPECT_NEAR(results.people[2].exit_time_s, 31.0, 1.5);
    EXPECT_EQ(results.status, RunStatus::all_out);
}

TEST(Stewards, LeaveAtTheTimeGivenOrWhenTheirAreaIsEmpty) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("guests", {{15, 5}}, 60.0)};
    scenario.response.stewards = {steward_at({5, 5})};
    scenario.response.stewards[0].leaves_at_s = 10.0;
    EXPECT_NEAR(run(scenario).people[1].exit_time_s, 15.5, 1.5);

    ZoneSpec zone;
    zone.id = "west-half";
    zone.storey = "floor";
    zone.polygon = rectangle(0, 0, 10, 10);
    scenario.venue.zones = {zone};
    scenario.people.populations.push_back(people_at("near", {{8, 8}}, 20.0));
    scenario.response.stewards[0].leaves_at_s.reset();
    scenario.response.stewards[0].leaves_when_empty = "west-half";
    const RunResults results = run(scenario);
    // The one in the zone leaves it through the west exit, about 8.3 m away; the guest at 60 s does not
    // count.
    const double zone_empty_s = results.people[1].exit_time_s;
    EXPECT_LT(zone_empty_s, 32.0);
    EXPECT_GT(results.people[2].exit_time_s, zone_empty_s);
    EXPECT_LT(results.people[2].exit_time_s, zone_empty_s + 8.0);
}

TEST(Stewards, OpenWhatIsLocked) {
    Scenario scenario = room_with_two_exits();
    scenario.venue.exits.resize(1);
    scenario.venue.exits[0].state = OpeningState::locked;
    scenario.people.populations = {people_at("guests", {{6, 8}})};
    scenario.response.stewards = {steward_at({8, 5})};
    scenario.response.stewards[0].arrives_s = 4.0;
    scenario.response.stewards[0].tasks = {task_of(StewardTask::Kind::open)};
    scenario.response.stewards[0].tasks[0].targets = {"west"};
    scenario.response.stewards[0].tasks[0].takes_s = 3.0;
    const RunResults results = run(scenario);
    const double opens_s = time_of_event(results, "steward_opens");
    // 4 s, 7 m or a little more at 1 m/s to within 0.9 m of the exit, 3 s; looked at once a second.
    EXPECT_GE(opens_s, 4.0 + 6.5 + 3.0);
    EXPECT_LE(opens_s, 4.0 + 9.0 + 3.0 + 2.0);
    EXPECT_GT(results.people[0].exit_time_s, opens_s);
    EXPECT_EQ(results.status, RunStatus::all_out);
}

TEST(Stewards, TellThoseWhoHaveNotBegunToGo) {
    Scenario scenario = room_with_two_exits();
    std::vector<Vec2> near, far;
    for (int i = 0; i < 10; ++i) {
        near.push_back({3.0 + 0.4 * i, 7.0});
        far.push_back({14.0 + 0.4 * i, 7.0});
    }
    scenario.people.populations = {people_at("near", near, 80.0), people_at("far", far, 80.0)};
    scenario.response.stewards = {steward_at({5, 5})};
    scenario.response.stewards[0].tasks = {task_of(StewardTask::Kind::direct)};
    scenario.response.stewards[0].tasks[0].exit = "west";
    const RunResults results = run(scenario);
    for (const PersonResult& person : results.people) {
        if (person.population == 0) {  // within 5 m: told in the first seconds, 5 to 15 s
            EXPECT_GE(person.start_time_s, 5.0);
            EXPECT_LE(person.start_time_s, 18.0);
        } else if (person.population == 1) {
            EXPECT_EQ(person.start_time_s, 80.0);
        }
    }
}

TEST(Stewards, SweepAZone) {
    Scenario scenario = room_with_two_exits();
    ZoneSpec zone;
    zone.id = "room";
    zone.storey = "floor";
    zone.polygon = rectangle(0, 0, 20, 10);
    scenario.venue.zones = {zone};
    std::vector<Vec2> everywhere;
    for (int i = 0; i < 10; ++i) everywhere.push_back({1.0 + 2.0 * i, i % 2 == 0 ? 1.0 : 9.0});
    scenario.people.populations = {people_at("guests", everywhere, 110.0)};
    scenario.response.stewards = {steward_at({5, 5})};
    scenario.response.stewards[0].tasks = {task_of(StewardTask::Kind::sweep)};
    scenario.response.stewards[0].tasks[0].targets = {"room"};
    const RunResults results = run(scenario);
    EXPECT_FALSE(std::isnan(time_of_event(results, "steward_sweep")));
    for (const PersonResult& person : results.people) EXPECT_LT(person.start_time_s, 80.0);
    EXPECT_EQ(results.status, RunStatus::all_out);
}

TEST(Stewards, HoldADoorForOneDirection) {
    Scenario scenario = room_with_two_exits();
    add_wall(scenario, {{10, 0}, {10, 10}});
    add_door(scenario, "door", {{10, 4}, {10, 6}});
    scenario.people.populations = {people_at("guests", {{4, 5}, {4, 7}})};
    scenario.people.populations[0].exit_choice = ExitChoice::fixed;
    scenario.people.populations[0].exits = {"east"};
    scenario.response.stewards = {steward_at({9, 2})};
    StewardTask hold = task_of(StewardTask::Kind::hold);
    hold.held = "door";
    hold.way = StewardTask::Way::towards;
    hold.towards = {5, 5};
    hold.until_s = 30.0;
    scenario.response.stewards[0].tasks = {hold};
    const RunResults results = run(scenario);
    for (const PassageResult& passage : results.passages)
        if (passage.id == "door") {
            for (const PassageCrossing& crossing : passage.crossings) EXPECT_GT(crossing.time_s, 30.0);
            EXPECT_GE(passage.crossings.size(), 2U);
        }
    EXPECT_NEAR(time_of_event(results, "steward_holds"), 1.0, 1.1);
    EXPECT_EQ(results.status, RunStatus::all_out);
}

TEST(Stewards, HoldAStairForThoseWhoComeDown) {
    Scenario scenario = room_with_two_exits();
    scenario.venue.storeys[0].floor = {rectangle(0, 4, 10, 6)};
    StoreySpec upper;
    upper.id = "upper";
    upper.elevation_m = 3.0;
    upper.floor = {rectangle(15, 4, 25, 6)};
    scenario.venue.storeys.push_back(upper);
    scenario.venue.exits[1].storey = "upper";
    scenario.venue.exits[1].line = {{25, 4}, {25, 6}};
    StairSpec stair;
    stair.id = "stair";
    stair.from_storey = "floor";
    stair.to_storey = "upper";
    stair.flights = {{{{10, 4.2}, {10, 5.8}}, {{15, 4.2}, {15, 5.8}}, {}}};
    scenario.venue.stairs = {stair};
    PopulationSpec up = people_at("up", {{6, 5}});
    up.exit_choice = ExitChoice::fixed;
    up.exits = {"east"};
    PopulationSpec down = people_at("down", {{18, 5}});
    down.polygon_storey = "upper";
    down.exit_choice = ExitChoice::fixed;
    down.exits = {"west"};
    scenario.people.populations = {up, down};
    scenario.response.stewards = {steward_at({2, 5})};
    StewardTask hold = task_of(StewardTask::Kind::hold);
    hold.held = "stair";
    hold.way = StewardTask::Way::down;
    hold.until_s = 40.0;
    scenario.response.stewards[0].tasks = {hold};
    const RunResults held = run(scenario);
    EXPECT_LT(held.people[1].exit_time_s, 40.0);
    EXPECT_GT(held.people[0].exit_time_s, 40.0);
    scenario.response.stewards.clear();
    EXPECT_LT(run(scenario).people[0].exit_time_s, 40.0);  // control
}

TEST(Stewards, CanBePeopleOfAPopulation) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("guests", {{15, 5}}, 40.0), people_at("crew", {{2, 2}, {2, 8}})};
    StewardSpec steward = steward_at({12, 5});
    steward.profile.clear();
    steward.population = "crew";
    steward.arrives_s = 5.0;
    scenario.response.stewards = {steward};
    const RunResults results = run(scenario);
    // The first of the crew walks 10.4 m to the post from 5 s on; the other leaves at once.
    EXPECT_NEAR(time_of_event(results, "steward_at_post"), 16.0, 2.0);
    EXPECT_LT(results.people[2].exit_time_s, 10.0);
    EXPECT_GT(results.people[1].exit_time_s, 45.0);
}

TEST(Stewards, WhatIsWrongIsSaidAtOnce) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("crew", {{2, 2}})};
    StewardSpec off_floor = steward_at({40, 5});
    off_floor.profile.clear();
    off_floor.population = "crew";
    StewardSpec too_many = off_floor;
    too_many.id = "t";
    too_many.where = "response.stewards[1]";
    too_many.post = {5, 5};
    StewardTask hold = task_of(StewardTask::Kind::hold);
    hold.where = "response.stewards[0].tasks[0]";
    hold.held = "west";
    hold.way = StewardTask::Way::up;
    off_floor.tasks = {hold};
    scenario.response.stewards = {off_floor, too_many};
    const Result<Simulation> refused = Simulation::create(scenario, {});
    ASSERT_FALSE(refused);
    std::string all;
    for (const Error& error : refused.error()) all += error.where + " | " + error.message + "\n";
    EXPECT_NE(
        all.find("response.stewards[0].post ('s') | (40.00, 5.00) on storey 'floor' is not on walkable"),
        std::string::npos)
        << all;
    EXPECT_NE(all.find("'west' is no stair"), std::string::npos) << all;
    EXPECT_NE(all.find("'crew' has nobody left"), std::string::npos) << all;
}

TEST(Stewards, NoneChangesNothing) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("guests", {{15, 5}, {14, 3}})};
    Result<Simulation> simulation = Simulation::create(scenario, {});
    ASSERT_TRUE(simulation);
    while (!simulation->is_finished()) simulation->step();
    EXPECT_NEAR(simulation->time_s(), 6.0, 0.6);
}

}  // namespace
}  // namespace wayout
