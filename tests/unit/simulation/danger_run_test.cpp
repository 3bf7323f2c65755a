// Danger areas, shelters and orders in a run: small rooms in which everything can be computed by hand.
#include <wayout/simulation.hpp>

#include "hall.hpp"
#include "run_to_end.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace wayout {
namespace {

Result<Simulation> create(const Scenario& scenario, int threads = 1) {
    RunOptions options;
    options.threads = threads;
    return Simulation::create(scenario, options);
}

std::string problems_of(const Scenario& scenario) {
    const Result<Simulation> simulation = create(scenario);
    std::string text;
    if (!simulation)
        for (const Error& error : simulation.error()) text += error.where + ": " + error.message + "\n";
    return text;
}

/// Nobody learns of it unless he is told, nobody stands still first.
DangerAreaSpec hidden_area(Polygon polygon) {
    DangerAreaSpec area;
    area.id = "area";
    area.polygon = std::move(polygon);
    area.by_message_only = true;
    area.spread_per_s = 0.0;
    return area;
}

Scenario room_with_area(DangerAreaSpec area) {
    Scenario scenario = room_with_two_exits();
    scenario.incident.danger_areas = {std::move(area)};
    scenario.incident.danger_response.hold_frac = 0.0;
    return scenario;
}

void only_exit(Scenario& scenario, const std::string& id) {
    std::erase_if(scenario.venue.exits, [&](const ExitSpec& exit) { return exit.id != id; });
}

TEST(DangerRun, ExposureIsTheTimeInTheArea) {
    // From (18, 5) at 1 m/s to the west exit, across an area 4 m long.
    Scenario scenario = room_with_area(hidden_area(rectangle(8, 0, 12, 10)));
    only_exit(scenario, "west");
    scenario.people.populations = {people_at("one", {{18, 5}})};
    const RunResults results = run(scenario);
    ASSERT_EQ(results.people[0].outcome, Outcome::out);
    EXPECT_NEAR(results.people[0].danger_s, 4.0, 0.41);  // a look of 0.2 s at either edge
    EXPECT_TRUE(std::isnan(results.people[0].aware_s));
    ASSERT_TRUE(results.danger.is_modelled);
    EXPECT_EQ(results.danger.exposed, 1);
    EXPECT_NEAR(results.danger.areas[0].person_s, results.people[0].danger_s, 1e-9);
    EXPECT_EQ(results.danger.areas[0].entered_knowing, 0);
}

TEST(DangerRun, WhoIsToldTurnsRoundAndLeavesByTheOtherExit) {
    // Told at 3 s, 4 m before the reach of the area, which is kept off by 1 m.
    DangerAreaSpec area = hidden_area(rectangle(0, 0, 4, 10));
    area.messages = {{.at_s = 3.0}};
    area.avoid_m = 1.0;
    Scenario scenario = room_with_area(area);
    scenario.people.populations = {people_at("one", {{9.5, 5}})};
    const RunResults told = run(scenario);
    EXPECT_EQ(told.people[0].exit_passage, 1);  // east
    EXPECT_EQ(told.people[0].danger_s, 0.0);
    EXPECT_NEAR(told.people[0].aware_s, 3.0, 0.06);
    EXPECT_EQ(told.people[0].learned, Learned::by_message);
    // Control: nobody tells him.
    scenario.incident.danger_areas[0].messages.clear();
    const RunResults not_told = run(scenario);
    EXPECT_EQ(not_told.people[0].exit_passage, 0);
    EXPECT_GT(not_told.people[0].danger_s, 3.0);
}

TEST(DangerRun, WhoIsTooNearTurnsBackRatherThanGoThroughIt) {
    // Told 1.5 m before the area, within the 3 m that are kept; the exit that he headed for lies beyond it.
    DangerAreaSpec area = hidden_area(rectangle(4, 0, 8, 10));
    area.messages = {{.at_s = 0.0}};
    area.avoid_m = 3.0;
    Scenario scenario = room_with_area(area);
    scenario.people.populations = {people_at("one", {{9.5, 5}})};
    scenario.people.populations[0].exit_choice = ExitChoice::nearest;
    const RunResults results = run(scenario);
    EXPECT_EQ(results.people[0].outcome, Outcome::out);
    EXPECT_EQ(results.people[0].exit_passage, 1);  // east
    EXPECT_LT(results.people[0].danger_s, 1.01);   // what he walks until he has understood
}

TEST(DangerRun, RadiusZeroChangesNothing) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("some", {{9, 3}, {9, 5}, {9, 7}, {12, 4}, {12, 6}})};
    const RunResults without = run(scenario);
    DangerAreaSpec area;
    area.id = "area";
    area.path = {{0.0, {4, 5}}};
    area.radius_m = {{0.0, 0.0}};
    scenario.incident.danger_areas = {area};
    EXPECT_EQ(run(scenario).state_hash, without.state_hash);
    scenario.incident.danger_areas[0].radius_m = {{0.0, 2.0}};  // control
    EXPECT_NE(run(scenario).state_hash, without.state_hash);
}

TEST(DangerRun, TheReplayIsToldWhereAnAreaWasAndWhen) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("late", {{15, 5}}, 25.0)};
    DangerAreaSpec area;
    area.id = "area";
    area.path = {{0.0, {4, 5}}, {10.0, {4, 5}}, {20.0, {6, 5}}};  // moves from 10 s on until 20 s
    area.radius_m = {{0.0, 2.0}};
    area.from_s = 4.0;
    area.until_s = 22.0;
    area.by_message_only = true;  // nobody is hurried by it
    scenario.incident.danger_areas = {area};
    const RunResults results = run(scenario);
    const std::vector<DangerStage>& stages = results.danger.areas.at(0).stages;
    // When it begins, when it has begun to move, every 5 s while it does, and when it ends.
    ASSERT_EQ(stages.size(), 5U);
    const std::array expected_s{4.0, 10.2, 15.2, 20.2, 22.0};
    for (std::size_t i = 0; i < stages.size(); ++i) EXPECT_NEAR(stages[i].from_s, expected_s[i], 0.25);
    const auto middle = [](const Ring& ring) {
        Vec2 sum;
        for (const Vec2 p : ring) sum += p;
        return sum / static_cast<double>(ring.size());
    };
    EXPECT_NEAR(middle(stages[0].outline_m).x, 4.0, 0.01);
    EXPECT_NEAR(middle(stages[1].outline_m).x, 4.04, 0.06);
    EXPECT_NEAR(middle(stages[2].outline_m).x, 5.04, 0.06);
    EXPECT_NEAR(middle(stages[3].outline_m).x, 6.0, 0.01);
    EXPECT_TRUE(stages[4].outline_m.empty());
}

TEST(DangerRun, WordGoesFromOneToTheNext) {
    DangerAreaSpec area = hidden_area(rectangle(0, 0, 2, 10));
    area.spread_per_s = 0.5;
    area.spread_m = 4.0;
    area.avoid_m = 1.0;
    area.messages = {{.at_s = 0.0, .zones = {"corner"}}};
    Scenario scenario = room_with_area(area);
    scenario.venue.zones = {zone("corner", rectangle(4, 8, 6, 10))};
    // In a row, 3 m apart; the last one is 5 m from the last but one.
    scenario.people.populations = {people_at("row", {{5, 9}, {8, 9}, {11, 9}, {16, 9}}, 1e5)};
    scenario.incident.danger_response = {.hold_frac = 1.0, .hold_min_s = 1000.0, .hold_max_s = 1000.0};
    scenario.simulation.duration_s = 40.0;
    const RunResults results = run(scenario);
    EXPECT_EQ(results.people[0].learned, Learned::by_message);
    EXPECT_EQ(results.people[1].learned, Learned::from_others);
    EXPECT_EQ(results.people[2].learned, Learned::from_others);
    EXPECT_LT(results.people[1].aware_s, results.people[2].aware_s);
    EXPECT_EQ(results.people[3].learned, Learned::not_at_all);
}

/// The room with a wall at x = 14 and a door in it: the room beyond is a shelter without an exit.
Scenario room_with_shelter(int capacity) {
    Scenario scenario = room_with_two_exits();
    only_exit(scenario, "west");
    add_wall(scenario, {{14, 0}, {14, 10}});
    add_door(scenario, "door", {{14, 4.4}, {14, 5.6}});
    scenario.venue.zones = {zone("store", rectangle(14, 0, 20, 10)), zone("hall", rectangle(0, 0, 14, 10))};
    ShelterSpec shelter;
    shelter.id = "shelter";
    shelter.zone = "store";
    shelter.doors = {"door"};
    shelter.capacity = capacity;
    scenario.venue.shelters = {shelter};
    scenario.incident.danger_response.hold_frac = 0.0;
    scenario.people.populations = {people_at("some", {{9, 3}, {9, 5}, {9, 7}, {11, 4}})};
    return scenario;
}

/// All of the way to the only exit.
DangerAreaSpec area_before_the_exit() {
    DangerAreaSpec area = hidden_area(rectangle(0, 0, 3, 10));
    area.avoid_m = 2.0;
    area.messages = {{.at_s = 0.0}};
    return area;
}

TEST(DangerRun, WhoCannotLeaveSheltersAndTheRunIsSettled) {
    Scenario scenario = room_with_shelter(4);
    scenario.incident.danger_areas = {area_before_the_exit()};
    const RunResults results = run(scenario);
    EXPECT_EQ(results.status, RunStatus::settled);
    EXPECT_EQ(results.danger.sheltered, 4);
    EXPECT_EQ(results.danger.shelters[0].sheltered, 4);
    EXPECT_TRUE(std::isfinite(results.danger.shelters[0].locked_s));
    EXPECT_NE(results.danger.finding.find("4 people were still inside"), std::string::npos)
        << results.danger.finding;
    for (const PersonResult& person : results.people) {
        EXPECT_TRUE(person.is_sheltered);
        EXPECT_GT(person.end_m.x, 14.0);
        EXPECT_EQ(person.danger_s, 0.0);
    }
    // The door is shut once, and stays shut.
    const auto door = std::find_if(results.passages.begin(), results.passages.end(),
                                   [](const PassageResult& p) { return p.id == "door"; });
    ASSERT_EQ(door->state_changes.size(), 1U);
    EXPECT_FALSE(door->state_changes[0].open);
    EXPECT_EQ(door->crossings.size(), 4U);
}

TEST(DangerRun, WhoFindsNoPlaceKeepsAway) {
    Scenario scenario = room_with_shelter(1);
    scenario.incident.danger_areas = {area_before_the_exit()};
    const RunResults results = run(scenario);
    EXPECT_EQ(results.status, RunStatus::settled);
    EXPECT_EQ(results.danger.sheltered, 1);
    EXPECT_EQ(results.danger.kept_away + results.danger.held, 3);
    for (const PersonResult& person : results.people) {
        EXPECT_EQ(person.outcome, Outcome::inside);
        EXPECT_EQ(person.danger_s, 0.0);
        EXPECT_GT(person.end_m.x, 5.0);
    }
}

TEST(DangerRun, OrdersFillAndEmptyAShelter) {
    Scenario scenario = room_with_shelter(4);
    scenario.incident.orders = {{.at_s = 0.0, .instruction = Instruction::shelter, .zones = {"hall"}},
                                {.at_s = 60.0, .instruction = Instruction::all_clear}};
    const RunResults results = run(scenario);
    EXPECT_EQ(results.status, RunStatus::all_out);
    EXPECT_EQ(results.danger.shelters[0].most, 4);
    EXPECT_LT(results.danger.shelters[0].locked_s, 60.0);
    for (const PersonResult& person : results.people) EXPECT_GT(person.exit_time_s, 60.0 + 14.0);
}

TEST(DangerRun, AnOrderLocksASheltersDoorsAndNobodyInThem) {
    Scenario scenario = room_with_shelter(10);
    scenario.venue.shelters[0].locks_when_full = false;
    scenario.incident.orders = {{.at_s = 0.0, .instruction = Instruction::shelter, .lock_after_s = 5.0}};
    // 2 m, 4.3 m and 10 m from the door at 1 m/s, a second after the order: the first is in, the second at
    // the door and let in, the third is turned away and stays where he is.
    scenario.people.populations = {people_at("some", {{12, 5}, {9.7, 5}, {4, 5}}, 1e5)};
    const RunResults results = run(scenario);
    EXPECT_EQ(results.status, RunStatus::settled);
    EXPECT_TRUE(results.people[0].is_sheltered);
    EXPECT_TRUE(results.people[1].is_sheltered);
    EXPECT_FALSE(results.people[2].is_sheltered);
    EXPECT_LT(results.people[2].end_m.x, 14.0);
    EXPECT_EQ(results.danger.held, 1);
    EXPECT_GT(results.danger.shelters[0].locked_s, 5.0);
    EXPECT_LT(results.danger.shelters[0].locked_s, 10.0);
}

TEST(DangerRun, AShelterWithoutALockStaysOpen) {
    Scenario scenario = room_with_shelter(4);
    scenario.venue.shelters[0].lockable = false;
    scenario.incident.danger_areas = {area_before_the_exit()};
    const RunResults results = run(scenario);
    EXPECT_EQ(results.danger.sheltered, 4);
    EXPECT_TRUE(std::isnan(results.danger.shelters[0].locked_s));
    for (const PassageResult& passage : results.passages) EXPECT_TRUE(passage.state_changes.empty());
}

TEST(DangerRun, SmokeDrivesPeopleOutOfAShelter) {
    Scenario scenario = room_with_shelter(4);
    scenario.incident.orders = {{.at_s = 0.0, .instruction = Instruction::shelter}};
    const auto air = [](const char* from_40_s) {
        std::string text =
            "time_s,extinction_per_m,temperature_c,co_ppm,co2_percent,o2_percent,hcn_ppm,no_ppm,no2_ppm,"
            "radiant_flux_kw_per_m2\n";
        text += "0,0,20,0,0.04,20.9,0,0,0,0\n40,0,20,0,0.04,20.9,0,0,0,0\n";
        for (const char* time : {"41,", "3600,"})
            text += std::string(time) + from_40_s + ",20,0,0.04,20.9,0,0,0,0\n";
        return text;
    };
    FireSpec& fire = scenario.incident.fire.emplace();
    CurveSpec in_store, in_hall;
    in_store.zones = {"store"};
    in_store.text = air("0.5");
    in_hall.zones = {"hall"};
    in_hall.text = air("0");
    fire.curves.emplace().curves = {in_store, in_hall};
    const RunResults results = run(scenario);
    EXPECT_NEAR(results.danger.shelters[0].untenable_s, 41.0, 1.01);
    EXPECT_EQ(results.status, RunStatus::all_out);
    // Control: thinner than what drives people out, 0.3 /m.
    (*scenario.incident.fire->curves).curves[0].text = air("0.2");
    const RunResults thin = run(scenario);
    EXPECT_TRUE(std::isnan(thin.danger.shelters[0].untenable_s));
    EXPECT_EQ(thin.danger.sheltered, 4);
}

TEST(DangerRun, SeenWhereNoWallHidesIt) {
    Scenario scenario = room_with_shelter(4);
    DangerAreaSpec area = hidden_area(rectangle(0, 0, 3, 10));
    area.by_message_only = false;
    area.heard_m = 0.0;
    area.sight_m = 8.0;
    scenario.incident.danger_areas = {area};
    // 6 m off in sight; 9 m off in sight, too far; in the room behind the wall.
    scenario.people.populations = {people_at("some", {{9, 3}, {12.5, 8}, {17, 1}}, 1e5)};
    scenario.simulation.duration_s = 0.5;
    const RunResults results = run(scenario);
    EXPECT_EQ(results.people[0].learned, Learned::by_sight);
    EXPECT_EQ(results.people[1].learned, Learned::not_at_all);
    EXPECT_EQ(results.people[2].learned, Learned::not_at_all);
}

TEST(DangerRun, HeardThroughWalls) {
    Scenario scenario = room_with_shelter(4);
    DangerAreaSpec area = hidden_area(rectangle(0, 0, 3, 10));
    area.by_message_only = false;
    area.heard_m = 15.0;
    area.sight_m = 0.0;
    scenario.incident.danger_areas = {area};
    scenario.people.populations = {people_at("some", {{17, 1}, {19, 1}}, 1e5)};
    scenario.simulation.duration_s = 0.5;
    const RunResults results = run(scenario);
    EXPECT_EQ(results.people[0].learned, Learned::by_sound);
    EXPECT_EQ(results.people[1].learned, Learned::not_at_all);
}

TEST(DangerRun, SameRunForAnyNumberOfThreads) {
    Scenario scenario = room_with_shelter(3);
    DangerAreaSpec area = area_before_the_exit();
    area.by_message_only = false;
    area.heard_m = 0.0;
    area.sight_m = 8.0;
    area.spread_per_s = 0.2;
    area.messages.clear();
    scenario.incident.danger_areas = {area};
    std::vector<Vec2> places;
    for (int i = 0; i < 60; ++i) places.push_back({6.0 + 0.7 * (i % 10), 1.5 + 1.2 * (i / 10)});
    scenario.people.populations = {people_at("many", places)};
    const RunResults one = run(scenario, 1);
    const RunResults four = run(scenario, 4);
    EXPECT_EQ(one.state_hash, four.state_hash);
    EXPECT_EQ(one.danger.person_s, four.danger.person_s);
}

TEST(DangerErrors, AreAllSaidBeforeTheFirstStep) {
    Scenario scenario = room_with_shelter(4);
    DangerAreaSpec away = hidden_area(rectangle(100, 100, 110, 110));
    away.where = "incident.danger_areas[0]";
    DangerAreaSpec backwards;
    backwards.id = "backwards";
    backwards.path = {{5.0, {1, 1}}, {5.0, {2, 2}}};
    backwards.radius_m = {{0.0, -1.0}};
    scenario.incident.danger_areas = {away, backwards};
    ShelterSpec second = scenario.venue.shelters[0];
    second.id = "second";
    second.doors = {};
    ShelterSpec third = second;
    third.id = "third";
    third.zone = "hall";
    third.doors = {"west"};
    scenario.venue.shelters.push_back(second);
    scenario.venue.shelters.push_back(third);
    scenario.venue.zones[1].polygon = rectangle(0, 0, 6, 10);
    ShelterSpec fourth = third;
    fourth.id = "fourth";
    fourth.doors = {"door"};
    scenario.venue.shelters.push_back(fourth);
    const std::string problems = problems_of(scenario);
    for (const char* part :
         {"never holds any floor", "the times must rise", "a radius is negative", "needs doors",
          "there is no door 'west'", "door 'door' is not at the edge of zone 'hall'"})
        EXPECT_NE(problems.find(part), std::string::npos) << part << "\n" << problems;
}

TEST(DangerErrors, AShelterThatNobodyCanReachIsOne) {
    Scenario scenario = room_with_shelter(4);
    scenario.venue.doors[0].state = OpeningState::closed;
    EXPECT_NE(problems_of(scenario).find("no way leads into the shelter"), std::string::npos);
    scenario.incident.events = {{IncidentEvent::Kind::open_door, 10.0, "door", {}, ""}};  // opens in time
    EXPECT_EQ(problems_of(scenario), "");
}

}  // namespace
}  // namespace wayout
