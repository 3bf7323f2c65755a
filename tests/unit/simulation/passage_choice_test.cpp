/// By which of several doors people leave a room, in whole runs.
#include <wayout/simulation.hpp>

#include "curves_folder.hpp"
#include "hall.hpp"
#include "run_to_end.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace wayout {
namespace {

int through(const RunResults& results, const std::string& door) {
    for (const PassageResult& passage : results.passages)
        if (passage.id == door)
            return static_cast<int>(passage.crossings.size());
    ADD_FAILURE() << "no passage " << door;
    return 0;
}

double last_out_s(const RunResults& results) {
    EXPECT_EQ(results.status, RunStatus::all_out);
    double last_s = 0.0;
    for (const PersonResult& person : results.people) last_s = std::max(last_s, person.exit_time_s);
    return last_s;
}

/// 120 people near the southern of two doors of 1.20 m; the exit beyond is as far from either.
Scenario crowd_at_one_door(PassageRule rule) {
    Scenario scenario = divided_room();
    scenario.outputs.decisions = true;
    scenario.simulation.duration_s = 300;
    PopulationSpec crowd = people_at("crowd", places(1, 0.5, 15, 8, 0.55));
    crowd.exits = {"east"};
    crowd.passage_choice = rule;
    scenario.people.populations = {crowd};
    return scenario;
}

// The hand: a door of 1.20 m lets 1.33 x 1.2 = 1.6 people per second through, 120 in 75 s; shared evenly, 60
// in 37.5 s. With some 17 s to walk at 1.0 m/s to the last door and on to the exit: 92 and 55 s, a ratio of
// 0.59.
TEST(PassageChoice, ACrowdSharesTwoDoorsOnTheWayToOneExit) {
    const RunResults shortest = run(crowd_at_one_door(PassageRule::shortest));
    EXPECT_EQ(through(shortest, "south"), 120);
    EXPECT_EQ(through(shortest, "north"), 0);
    EXPECT_EQ(count_of(shortest, "goes round"), 0);
    const RunResults quickest = run(crowd_at_one_door(PassageRule::quickest));
    EXPECT_GE(through(quickest, "north"), 40);
    EXPECT_GE(through(quickest, "south"), 40);
    EXPECT_NEAR(last_out_s(quickest) / last_out_s(shortest), 0.59, 0.12);
}

TEST(PassageChoice, TheRuleFollowsHowTheExitIsChosen) {
    Scenario scenario = crowd_at_one_door(PassageRule::quickest);
    PopulationSpec& crowd = scenario.people.populations[0];
    crowd.passage_choice.reset();
    EXPECT_GT(through(run(scenario), "north"), 0);
    crowd.exit_choice = ExitChoice::fixed;
    EXPECT_EQ(through(run(scenario), "north"), 0);
    crowd.passage_choice = PassageRule::quickest;
    EXPECT_GT(through(run(scenario), "north"), 0);
}

TEST(PassageChoice, NobodyGoesBackAndForth) {
    const RunResults results = run(crowd_at_one_door(PassageRule::quickest));
    std::map<AgentId, int> changes;
    for (const Decision& decision : results.decisions)
        if (decision.kind == "goes round")
            ++changes[decision.person];
    EXPECT_GE(changes.size(), 40U);
    for (const auto& [person, count] : changes) EXPECT_LE(count, 2) << "person " << person;
}

TEST(PassageChoice, TheSameForAnyNumberOfThreads) {
    RunOptions options;
    std::set<std::uint64_t> hashes;
    for (const int threads : {1, 2, 3}) {
        options.threads = threads;
        hashes.insert(run(crowd_at_one_door(PassageRule::quickest), options).state_hash);
    }
    EXPECT_EQ(hashes.size(), 1U);
}

/// 60 m long, in two halves: people in the west of the southern one, an exit in the west of the northern one,
/// doors of 0.90 m at x = 4 and at `other_door_x_m`.
Scenario long_halves(double other_door_x_m) {
    Scenario scenario = room_with_two_exits();
    scenario.simulation.duration_s = 600;
    StoreySpec& storey = scenario.venue.storeys[0];
    storey.floor = {rectangle(0, 0, 60, 12)};
    add_wall(scenario, {{0, 6}, {60, 6}});
    scenario.venue.exits.resize(1);
    scenario.venue.exits[0].line = {{3, 12}, {5, 12}};
    add_door(scenario, "near", {{4, 6}, {4.9, 6}});
    add_door(scenario, "other", {{other_door_x_m, 6}, {other_door_x_m + 0.9, 6}});
    scenario.people.populations = {people_at("crowd", places(0.5, 0.5, 18, 9, 0.5))};
    return scenario;
}

// 162 people take 162 / (1.33 x 0.9) = 135 s through one door; by the other it is 40 or 80 s farther: worth
// it for the last, but only in the first case they can see it from the queue.
TEST(PassageChoice, PeopleTakeOnlyWhatTheySee) {
    EXPECT_GT(through(run(long_halves(24)), "other"), 20);
    EXPECT_EQ(through(run(long_halves(44)), "other"), 0);
}

/// Upstairs, 40 m x 6 m, stairs at x = 4 ("west") and x = 30 ("east") lead down to a floor of the same
/// length; exit at its eastern end.
Scenario two_stairs() {
    Scenario scenario = room_with_two_exits();
    scenario.simulation.duration_s = 600;
    StoreySpec down;
    down.id = "down";
    down.floor = {rectangle(0, -12, 40, -5)};
    StoreySpec up;
    up.id = "floor";
    up.elevation_m = 3.0;
    up.floor = {rectangle(0, 0, 40, 6)};
    scenario.venue.storeys = {down, up};
    for (const auto& [id, x] : {std::pair{"west", 4.0}, std::pair{"east", 30.0}}) {
        StairSpec& stair = scenario.venue.stairs.emplace_back();
        stair.id = id;
        stair.from_storey = "down";
        stair.to_storey = "floor";
        stair.flights = {{{{x, -5}, {x + 1.5, -5}}, {{x, 0}, {x + 1.5, 0}}, {}}};
    }
    scenario.venue.exits.resize(1);
    scenario.venue.exits[0].id = "exit";
    scenario.venue.exits[0].storey = "down";
    scenario.venue.exits[0].line = {{40, -10}, {40, -7}};
    scenario.people.populations = {people_at("crowd", places(17, 0.5, 25, 9, 0.6))};
    return scenario;
}

// From the head of the western stair the shortest way to the exit leads back to the eastern one: 26 + 5 + 9 m
// against 5 + 36 m. A stair counts as a whole, so it is a way round all the same: 225 people take 225 / (1.5
// x 1.0) = 150 s over one stair, and the way by the other is 50 m longer.
TEST(PassageChoice, AStairCountsAsAWhole) {
    const RunResults results = run(two_stairs());
    EXPECT_EQ(results.status, RunStatus::all_out);
    EXPECT_GE(through(results, "west"), 30);
    EXPECT_GE(through(results, "east"), 60);
    Scenario shortest = two_stairs();
    shortest.people.populations[0].passage_choice = PassageRule::shortest;
    EXPECT_EQ(through(run(shortest), "west"), 0);
}

TEST(PassageChoice, AShortQueueSendsNobodyRound) {
    Scenario scenario = crowd_at_one_door(PassageRule::quickest);
    // 12 people: the last waits 11 / (1.3 x 1.2) = 7 s at most.
    scenario.people.populations[0].positions = places(6, 1, 4, 3, 0.55);
    EXPECT_EQ(through(run(scenario), "north"), 0);
}

TEST(PassageChoice, WhoeverIsOnTheWayToADoorThatShutsComesBack) {
    Scenario scenario = crowd_at_one_door(PassageRule::quickest);
    scenario.incident.events = {door_shuts("north", 12)};
    const RunResults results = run(scenario);
    EXPECT_EQ(results.status, RunStatus::all_out);
    EXPECT_TRUE(results.health.stuck.empty());
    EXPECT_GT(count_of(results, "goes round"), 0);
    EXPECT_LT(through(results, "north"), 20);
}

TEST(PassageChoice, GroupsGoRoundTogether) {
    Scenario scenario = crowd_at_one_door(PassageRule::quickest);
    CompanySpec& company = scenario.people.populations[0].company.emplace();
    company.size = 3;
    company.break_density_per_m2 = 100.0;  // nobody loses the others
    const RunResults results = run(scenario);
    EXPECT_EQ(results.status, RunStatus::all_out);
    std::map<int, std::set<std::string>> doors;  // by group
    for (const PassageResult& passage : results.passages)
        if (passage.id == "north" || passage.id == "south")
            for (const PassageCrossing& crossing : passage.crossings)
                doors[results.people[crossing.person - 1].company].insert(passage.id);
    EXPECT_EQ(doors.size(), 40U);
    const auto split =
        std::count_if(doors.begin(), doors.end(), [](const auto& d) { return d.second.size() > 1; });
    EXPECT_LE(split, 4);
    EXPECT_GE(through(results, "north"), 30);
}

// Smoke of 0.3 /m beyond the northern door, too thin to turn back from: nobody goes a way round through it.
TEST(PassageChoice, NobodyGoesRoundThroughSmoke) {
    const CurvesFolder folder;
    for (const double extinction_per_m : {0.3, 0.0}) {
        Scenario scenario = crowd_at_one_door(PassageRule::quickest);
        scenario.venue.zones = {zone("north-west", rectangle(0, 5, 10, 10)),
                                zone("rest", {{{0, 0}, {20, 0}, {20, 10}, {10, 10}, {10, 5}, {0, 5}}, {}})};
        FireSpec& fire = scenario.incident.fire.emplace();
        scenario.folder = folder.path();
        folder.write("smoke.csv", ConstantAir{.extinction_per_m = extinction_per_m}.csv());
        folder.write("clear.csv", ConstantAir{}.csv());
        fire.curves.emplace().curves = {{"smoke.csv", {"north-west"}, "curves[0]"},
                                        {"clear.csv", {"rest"}, "curves[1]"}};
        const int round = through(run(scenario), "north");
        EXPECT_TRUE(extinction_per_m > 0.0 ? round == 0 : round >= 40)
            << round << " with " << extinction_per_m;
    }
}

}  // namespace
}  // namespace wayout
