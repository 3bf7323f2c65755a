#include <wayout/simulation.hpp>

#include "hall.hpp"
#include "run_to_end.hpp"
#include "venue/venue.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout {
namespace {

TEST(Simulation, OneWalkerNeedsDistanceOverSpeed) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("one", {{8, 5}})};
    const RunResults results = run(scenario);
    ASSERT_EQ(results.people.size(), 1U);
    // 8 m to the west exit at 1.0 m/s. No start-up lag: the model is of first order.
    EXPECT_NEAR(results.people[0].exit_time_s, 8.0, 0.06);
    EXPECT_NEAR(results.people[0].distance_m, 8.0, 0.06);
    EXPECT_EQ(results.passages[static_cast<std::size_t>(results.people[0].exit_passage)].id, "west");
    EXPECT_EQ(results.status, RunStatus::all_out);
}

TEST(Simulation, NobodyStartsBeforeThePreMovementTime) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("late", {{8, 5}}, 20.0)};
    const RunResults results = run(scenario);
    EXPECT_NEAR(results.people[0].exit_time_s, 28.0,
                0.11);  // 20 s + 8 m / 1.0 m/s, start rounded up to a step
}

TEST(Simulation, AClosedExitIsNotUsedAfterItCloses) {
    Scenario scenario = room_with_two_exits();
    std::vector<Vec2> places;
    for (int i = 0; i < 20; ++i) places.push_back({4.0 + 0.5 * (i % 5), 3.0 + 1.0 * (i / 5)});
    scenario.people.populations = {people_at("crowd", places)};
    IncidentEvent close;
    close.kind = IncidentEvent::Kind::close_exit;
    close.at_s = 5.0;
    close.target = "west";

    // Control: with both exits open these people, who stand nearer to the west, leave by it after 5 s too.
    const RunResults open = run(scenario);
    const auto after_5_s = [](const RunResults& results, std::size_t passage) {
        int count = 0;
        for (const PassageCrossing& crossing : results.passages[passage].crossings)
            count += crossing.time_s > 5.0 ? 1 : 0;
        return count;
    };
    EXPECT_GT(after_5_s(open, 0), 0);

    scenario.incident.events = {close};
    const RunResults closed = run(scenario);
    EXPECT_EQ(after_5_s(closed, 0), 0);
    EXPECT_GT(closed.passages[1].crossings.size(), 0U);
    EXPECT_EQ(closed.status, RunStatus::all_out);
    EXPECT_TRUE(std::isnan(open.people[0].exit_time_s) == false);
}

TEST(Simulation, WhoeverIsLeftInsideIsReportedWithACause) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("shut-in", {{8, 5}})};
    scenario.simulation.duration_s = 60;
    for (const char* target : {"west", "east"}) {
        IncidentEvent close;
        close.kind = IncidentEvent::Kind::close_exit;
        close.at_s = 1.0;
        close.target = target;
        scenario.incident.events.push_back(close);
    }
    const RunResults results = run(scenario);
    EXPECT_EQ(results.status, RunStatus::time_limit);
    EXPECT_EQ(results.people[0].outcome, Outcome::inside);
    ASSERT_EQ(results.health.stuck.size(), 1U);
    EXPECT_TRUE(results.health.stuck[0].still_stuck);
    EXPECT_NE(results.people[0].cause.find("no exit that this person may use"), std::string::npos)
        << results.people[0].cause;
}

TEST(Simulation, PeopleWhoCanReachNoExitAreAnErrorBeforeTheFirstStep) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("one", {{8, 5}})};
    scenario.people.populations[0].exits = {"west"};
    scenario.venue.exits[0].state = OpeningState::closed;  // and no event opens it
    const Result<Simulation> simulation = Simulation::create(scenario);
    ASSERT_FALSE(simulation.has_value());
    EXPECT_EQ(simulation.error().front().code, ErrorCode::unreachable);
    EXPECT_NE(simulation.error().front().where.find("one"), std::string::npos);
}

TEST(Simulation, BadOptionsAreAllListed) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("one", {{8, 5}})};
    RunOptions options;
    options.time_step_s = 1.0;
    options.duration_s = std::nan("");
    options.model = "unheard-of";
    const Result<Simulation> simulation = Simulation::create(scenario, options);
    ASSERT_FALSE(simulation.has_value());
    EXPECT_EQ(simulation.error().size(), 3U);
}

TEST(Simulation, EverybodyIsAccountedForInEverySecond) {
    Scenario scenario = room_with_two_exits();
    PopulationSpec crowd = people_at("crowd", {});
    crowd.positions.reset();
    crowd.count = 150;
    crowd.storeys = {"floor"};
    scenario.people.populations = {crowd};
    const RunResults results = run(scenario);
    ASSERT_GT(results.timeline.size(), 5U);
    for (const TimelineRow& row : results.timeline) EXPECT_EQ(row.inside + row.out + row.incapacitated, 150);
    EXPECT_EQ(results.timeline.back().out, 150);
    EXPECT_EQ(results.health.stuck_count(), 0);
}

// What a run has seen of its crowd is no part of the building in which the next one begins.
TEST(Simulation, RunsOfOneBuildingBeginWithEmptyMaps) {
    Scenario crowded = room_with_two_exits();
    crowded.people.populations = {people_at("crowd", places(8, 4, 6, 4, 0.45))};
    Scenario lonely = room_with_two_exits();
    lonely.people.populations = {people_at("one", {{8, 5}})};
    const Result<std::shared_ptr<const Building>> building = Building::create(crowded);
    ASSERT_TRUE(building.has_value());
    const auto peak_of = [&](const Scenario& scenario) {
        Result<Simulation> simulation = Simulation::create(scenario, {}, *building);
        EXPECT_TRUE(simulation.has_value());
        while (!simulation->is_finished()) simulation->step();
        return simulation->results().peak_density_per_m2;
    };
    EXPECT_GT(peak_of(crowded), 2.0);
    // One person on 4 m2; before the exit the window is half of that.
    EXPECT_NEAR(peak_of(lonely), run(lonely).peak_density_per_m2, 1e-12);
    EXPECT_LE(peak_of(lonely), 0.5);
}

TEST(Simulation, AShiftByMillionsOfMetresChangesNothing) {
    Scenario scenario = room_with_two_exits();
    std::vector<Vec2> places;
    for (int i = 0; i < 40; ++i) places.push_back({3.0 + 0.7 * (i % 10), 2.0 + 1.3 * (i / 10)});
    scenario.people.populations = {people_at("crowd", places)};
    Scenario far_away = scenario;
    const Vec2 shift{691000.0, 5335000.0};
    for (Vec2& p : far_away.venue.storeys[0].floor[0].outer) p += shift;
    for (ExitSpec& exit : far_away.venue.exits) exit.line = {exit.line.a + shift, exit.line.b + shift};
    for (Vec2& p : *far_away.people.populations[0].positions) p += shift;
    EXPECT_EQ(run(scenario).state_hash, run(far_away).state_hash);
    far_away.simulation.seed =
        2;  // control: the hash sees a change of seed (here of the headings at the start)
    EXPECT_NE(run(scenario).state_hash, run(far_away).state_hash);
}

/// Both exits close at 5 s for good.
Scenario shut_room() {
    Scenario scenario = room_with_two_exits();
    scenario.simulation.duration_s = 3000;
    scenario.people.populations = {people_at("crowd", {{8, 4}, {9, 6}, {12, 5}})};
    for (const char* exit : {"west", "east"}) {
        IncidentEvent close;
        close.kind = IncidentEvent::Kind::close_exit;
        close.at_s = 5.0;
        close.target = exit;
        scenario.incident.events.push_back(close);
    }
    return scenario;
}

TEST(Simulation, ARunInWhichNobodyCanGetAnyFartherEndsAndSaysSo) {
    const RunResults results = run(shut_room());
    EXPECT_EQ(results.status, RunStatus::settled);
    // Nothing is due and nobody moves from 5 s on; a standstill is two minutes of that.
    EXPECT_NEAR(results.performance.simulated_s, 125.0, 0.1);
    ASSERT_FALSE(results.events.empty());
    EXPECT_EQ(results.events.back().kind, "settled");
    for (const PersonResult& person : results.people) EXPECT_FALSE(person.cause.empty());
}

TEST(Simulation, WhatIsStillDueKeepsARunAtAStandstillGoing) {
    Scenario scenario = shut_room();
    IncidentEvent open;
    open.kind = IncidentEvent::Kind::open_exit;
    open.at_s = 400.0;
    open.target = "east";
    scenario.incident.events.push_back(open);
    const RunResults results = run(scenario);
    EXPECT_EQ(results.status, RunStatus::all_out);
    EXPECT_GT(results.performance.simulated_s, 400.0);
}

}  // namespace
}  // namespace wayout
