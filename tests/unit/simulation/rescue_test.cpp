// Rescue teams: who is found, when, and how they come out.
#include <wayout/simulation.hpp>

#include "curves_folder.hpp"
#include "hall.hpp"
#include "run_to_end.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace wayout {
namespace {

RescueTeamSpec team_of(const std::string& id, double arrives_s, int members = 2) {
    RescueTeamSpec team;
    team.id = id;
    team.where = "response.rescue_teams[0]";
    team.members = members;
    team.arrives_s = arrives_s;
    team.entry = "east";
    return team;
}

/// People who would sit for ever in the west of the room of 20 m x 10 m; a team comes in from the east.
Scenario room_with_sitters(int members = 2) {
    Scenario scenario = room_with_two_exits();
    scenario.venue.zones = {zone("west-half", rectangle(0, 0, 10, 10)),
                            zone("east-half", rectangle(10, 0, 20, 10))};
    scenario.people.populations = {people_at("sitters", {{2, 2}, {2, 5}, {3, 8}, {4, 4}, {5, 6}}, 1e6)};
    scenario.response.rescue_teams = {team_of("crew", 20.0, members)};
    scenario.simulation.duration_s = 1200;
    return scenario;
}

TEST(Rescue, ATeamFindsThoseWhoHaveNotLeftAndLeadsThemOut) {
    const RunResults results = run(room_with_sitters());
    EXPECT_EQ(results.status, RunStatus::all_out);
    ASSERT_EQ(results.people.size(), 5U);  // responders are none of the people
    ASSERT_TRUE(results.rescue.is_modelled);
    ASSERT_EQ(results.rescue.teams.size(), 1U);
    EXPECT_NEAR(results.rescue.teams[0].arrived_s, 20.0, 0.3);
    EXPECT_EQ(results.rescue.teams[0].led_out, 5);
    EXPECT_EQ(results.rescue.teams[0].carried_out, 0);
    EXPECT_EQ(results.rescue.rescued.size(), 5U);
    for (const RescuedPerson& rescued : results.rescue.rescued) {
        const PersonResult& person = results.people[rescued.person - 1];
        EXPECT_EQ(person.outcome, Outcome::out);
        EXPECT_EQ(results.passages[static_cast<std::size_t>(person.exit_passage)].id, "east");
        EXPECT_EQ(rescued.how, RescueHow::led);
        EXPECT_NEAR(rescued.out_s, person.exit_time_s, 1e-9);
        // 10 m at least from the entry to the half where they sit, at 1.15 m/s; and back at their 1 m/s.
        EXPECT_GT(rescued.found_s, 20.0 + 5.0 / 1.15);
        EXPECT_GT(rescued.out_s, rescued.left_s + 13.0);
        EXPECT_EQ(person.rescue_team, 0);
    }
    for (const TimelineRow& row : results.timeline) EXPECT_EQ(row.inside + row.out + row.incapacitated, 5);
    EXPECT_TRUE(results.health.conservation_ok);
    EXPECT_TRUE(results.health.stuck.empty());
}

TEST(Rescue, WithoutATeamTheyStay) {
    Scenario scenario = room_with_sitters();
    scenario.response.rescue_teams.clear();
    const RunResults results = run(scenario);
    EXPECT_EQ(results.timeline.back().out, 0);
    EXPECT_FALSE(results.rescue.is_modelled);
}

TEST(Rescue, TheSameForAnyNumberOfThreads) {
    const RunResults one = run(room_with_sitters(), 1);
    const RunResults two = run(room_with_sitters(), 2);
    EXPECT_EQ(one.state_hash, two.state_hash);
    ASSERT_EQ(one.rescue.rescued.size(), two.rescue.rescued.size());
    for (std::size_t i = 0; i < one.rescue.rescued.size(); ++i)
        EXPECT_EQ(one.rescue.rescued[i].out_s, two.rescue.rescued[i].out_s);
}

TEST(Rescue, TheOrderOfSearchIsThatOfTheUserOrNearestFirst) {
    Scenario scenario = room_with_sitters();
    RunResults results = run(scenario);
    // Rows of zones: 0 west, 1 east. The entry is in the east.
    ASSERT_FALSE(results.rescue.searches.empty());
    EXPECT_EQ(results.rescue.searches.front().zone, 1);
    EXPECT_EQ(results.rescue.suggested_order, (std::vector<int>{1, 0}));
    scenario.response.rescue_teams[0].zones = {"west-half", "east-half"};
    results = run(scenario);
    ASSERT_FALSE(results.rescue.searches.empty());
    EXPECT_EQ(results.rescue.searches.front().zone, 0);
}

TEST(Rescue, NobodyGoesInBeforeTheAreaIsReleased) {
    Scenario scenario = room_with_sitters();
    const RunResults free = run(scenario);
    AccessEmbargoSpec embargo;
    embargo.id = "police";
    embargo.zones = {"west-half", "east-half"};
    embargo.until_s = 100.0;
    scenario.response.embargoes = {embargo};
    const RunResults held = run(scenario);
    EXPECT_NEAR(held.rescue.teams[0].waited_for_release_s, 80.0, 1.0);
    EXPECT_NEAR(free.rescue.teams[0].entered_s, 20.0, 1.0);
    EXPECT_NEAR(held.rescue.teams[0].entered_s, 100.0, 1.0);
    EXPECT_GT(held.rescue.rescued[0].found_s, 100.0);
    // Of others it holds nothing.
    scenario.response.embargoes[0].teams = {"another"};
    EXPECT_EQ(run(scenario).rescue.rescued[0].found_s, free.rescue.rescued[0].found_s);
}

/// Everybody in a corner of the west half is caught beneath what comes down at 1 s.
Scenario room_with_trapped() {
    Scenario scenario = room_with_sitters(4);
    scenario.people.populations = {people_at("caught", {{3, 5}}, 1e6)};
    StructuralLossSpec loss;
    loss.id = "roof";
    loss.storey = "floor";
    loss.polygon = rectangle(2, 4, 4, 6);
    loss.at_s = 1.0;
    loss.outcomes.trapped_frac = 1.0;
    loss.where = "incident.structural_losses[0]";
    scenario.incident.losses = {loss};
    scenario.response.rescue_teams[0].extrication_s = Distribution::constant_value(100.0);
    return scenario;
}

TEST(Rescue, TheTrappedAreFreedAndCarriedOut) {
    const RunResults results = run(room_with_trapped());
    ASSERT_EQ(results.people.size(), 1U);
    const PersonResult& person = results.people[0];
    EXPECT_EQ(person.outcome, Outcome::out);
    EXPECT_EQ(results.rescue.teams[0].freed, 1);
    EXPECT_EQ(results.rescue.teams[0].carried_out, 1);
    ASSERT_EQ(results.rescue.rescued.size(), 1U);
    const RescuedPerson& rescued = results.rescue.rescued[0];
    EXPECT_EQ(rescued.how, RescueHow::carried);
    EXPECT_NEAR(rescued.left_s - person.freed_s, 45.0, 0.5);  // packaging [D]
    EXPECT_GE(person.freed_s - person.found_s, 100.0);        // and the way from where he was seen
    EXPECT_LT(person.freed_s - person.found_s, 120.0);
    // 17 m to the exit, by hand at 0.4 m/s: 42.5 s, and a little for rubble and waiting.
    EXPECT_GT(rescued.out_s - rescued.left_s, 42.0);
    EXPECT_LT(rescued.out_s - rescued.left_s, 60.0);
    EXPECT_EQ(results.timeline.back().incapacitated, 0);
    for (const TimelineRow& row : results.timeline) EXPECT_EQ(row.inside + row.out + row.incapacitated, 1);
}

TEST(Rescue, ATeamThatCannotFreeSaysSo) {
    Scenario scenario = room_with_trapped();
    scenario.response.rescue_teams[0].extrication_s.reset();
    const RunResults results = run(scenario);
    EXPECT_EQ(results.people[0].outcome, Outcome::incapacitated);
    EXPECT_FALSE(std::isnan(results.people[0].found_s));
    EXPECT_NE(results.rescue.teams[0].finding.find("cannot free"), std::string::npos)
        << results.rescue.teams[0].finding;
    EXPECT_LT(results.performance.simulated_s,
              scenario.simulation.duration_s);  // ends when nobody can do more
}

TEST(Rescue, TeamsKnowOfEachOtherWhomTheyCannotFree) {
    Scenario scenario = room_with_trapped();
    std::vector<RescueTeamSpec>& teams = scenario.response.rescue_teams;
    teams[0].extrication_s.reset();
    teams.push_back(teams[0]);
    teams[1].id = "second";
    teams[1].arrives_s = teams[0].arrives_s + 60.0;
    const auto findings = [](const RunResults& results) {
        return std::count_if(results.events.begin(), results.events.end(),
                             [](const Event& event) { return event.kind == "rescue_trapped"; });
    };
    EXPECT_EQ(findings(run(scenario)), 1);
    // A team with the means goes there all the same.
    teams[1].extrication_s = Distribution::constant_value(100.0);
    const RunResults freed = run(scenario);
    EXPECT_EQ(findings(freed), 1);
    EXPECT_EQ(freed.rescue.teams[1].freed, 1);
    EXPECT_EQ(freed.people[0].outcome, Outcome::out);
}

TEST(Rescue, TheReplayShowsTheTeamFromItsEntryOn) {
    const RunResults results = run(room_with_trapped());
    const RescueTeamResult& team = results.rescue.teams[0];
    ASSERT_FALSE(results.replay.frames.empty());
    for (std::size_t f = 0; f < results.replay.frames.size(); ++f) {
        const double now_s = static_cast<double>(f) * results.replay.interval_s;
        const std::size_t inside = results.replay.frames[f].responders.size();
        EXPECT_LE(inside, static_cast<std::size_t>(team.members));
        EXPECT_TRUE(inside == 0U || now_s >= team.entered_s) << now_s;
        for (const ReplayFrame::Responder& responder : results.replay.frames[f].responders)
            EXPECT_LT(responder.number, team.members);
    }
    const auto at = static_cast<std::size_t>((team.entered_s + 20.0) / results.replay.interval_s);
    EXPECT_EQ(results.replay.frames[at].responders.size(), static_cast<std::size_t>(team.members));
}

// 3/K = 0.6 m of visibility: nothing can be seen. 100 m2 a zone: 240 s (100/12)^0.8 = 1308 s of search;
// without the strip of 0.15 m along three walls, where nobody's centre can be, 95.5 m2 and 1261 s. Searching
// takes 69 L/min: 1700 L last about 24 min.
TEST(Rescue, ATeamInSmokeSearchesSlowlyAndTurnsBackForAir) {
    const CurvesFolder folder;
    Scenario scenario = room_with_sitters();
    scenario.people.populations[0].positions = {{{1, 1}}};
    scenario.folder = folder.path();
    ConstantAir air;
    air.extinction_per_m = 5.0;
    folder.write("all.csv", air.csv());
    FireSpec& fire = scenario.incident.fire.emplace();
    fire.curves.emplace().curves = {{"all.csv", {"west-half", "east-half"}, "curves[0]"}};
    scenario.incident.exposure.asphyxiant = AsphyxiantLaw::none;
    // Nobody begins because of the smoke at his place.
    scenario.people.populations[0].pre_movement_s = Distribution::constant_value(1e6);
    fire.aversion.begin_extinction_per_m = 100.0;
    scenario.simulation.duration_s = 3500;
    const RunResults results = run(scenario);
    const RescueTeamResult& team = results.rescue.teams[0];
    ASSERT_GE(results.rescue.searches.size(), 2U);
    const ZoneSearch& east = results.rescue.searches[0];
    EXPECT_TRUE(east.is_complete);
    EXPECT_GT(east.until_s - east.from_s, 1261.0);
    EXPECT_LT(east.until_s - east.from_s, 1308.0 + 150.0);  // and the ways between four stations at 0.39 m/s
    EXPECT_GE(team.turned_back_for_air, 1);
    EXPECT_EQ(team.led_out, 1);
    // Without the limit of air nobody turns back.
    scenario.response.rescue_teams[0].air_l = 20000.0;
    EXPECT_EQ(run(scenario).rescue.teams[0].turned_back_for_air, 0);
}

TEST(Rescue, AZoneThatCannotBeReachedIsAnError) {
    Scenario scenario = room_with_sitters();
    scenario.venue.storeys[0].floor.push_back(rectangle(30, 0, 35, 5));
    scenario.venue.zones.push_back(zone("island", rectangle(30, 0, 35, 5)));
    ExitSpec exit = scenario.venue.exits[0];
    exit.id = "island-exit";
    exit.line = {{35, 1}, {35, 3}};
    scenario.venue.exits.push_back(exit);
    EXPECT_EQ(errors_of(scenario), "");  // the suggested order leaves it out
    scenario.response.rescue_teams[0].zones = {"island"};
    EXPECT_NE(errors_of(scenario).find("no way leads from entry 'east' to zone 'island'"), std::string::npos)
        << errors_of(scenario);
}

TEST(Rescue, ATeamOpensTheExitByWhichItComesIn) {
    Scenario scenario = room_with_sitters();
    scenario.venue.exits[1].state = OpeningState::closed;  // "east", the entry
    const RunResults results = run(scenario);
    EXPECT_EQ(results.rescue.teams[0].led_out, 5);
    EXPECT_FALSE(results.passages[1].open_at_start);
    ASSERT_EQ(results.passages[1].state_changes.size(), 1U);
    EXPECT_NEAR(results.passages[1].state_changes[0].time_s, 20.0, 0.3);
}

TEST(Rescue, AnExitThatNeverOpensIsNoneToBringPeopleTo) {
    Scenario scenario = room_with_sitters();
    scenario.response.rescue_teams[0].brings_to = "west";
    EXPECT_EQ(errors_of(scenario), "");
    scenario.venue.exits[0].state = OpeningState::closed;
    EXPECT_NE(errors_of(scenario).find("to exit 'west', or it never opens"), std::string::npos)
        << errors_of(scenario);
}

// The same smoke as above, and a team without masks: it turns round where it meets it, and finds nobody.
TEST(Rescue, ATeamWithoutMasksKeepsOutOfSmoke) {
    const CurvesFolder folder;
    Scenario scenario = room_with_sitters();
    scenario.folder = folder.path();
    ConstantAir smoke;
    smoke.extinction_per_m = 5.0;
    folder.write("smoke.csv", smoke.csv());
    folder.write("clear.csv", ConstantAir{}.csv());
    FireSpec& fire = scenario.incident.fire.emplace();
    fire.curves.emplace().curves = {{"smoke.csv", {"west-half"}, "curves[0]"},
                                    {"clear.csv", {"east-half"}, "curves[1]"}};
    scenario.incident.exposure.asphyxiant = AsphyxiantLaw::none;
    fire.aversion.begin_extinction_per_m = 100.0;
    scenario.response.rescue_teams[0].breathing_apparatus = false;
    const RunResults without = run(scenario);
    EXPECT_EQ(without.rescue.teams[0].led_out, 0);
    EXPECT_NE(without.rescue.teams[0].finding.find("smoke without breathing apparatus"), std::string::npos);
    EXPECT_LE(without.rescue.teams[0].entries, 2);  // and does not try for ever
    scenario.response.rescue_teams[0].breathing_apparatus = true;
    EXPECT_GT(run(scenario).rescue.teams[0].led_out, 0);
}

}  // namespace
}  // namespace wayout
