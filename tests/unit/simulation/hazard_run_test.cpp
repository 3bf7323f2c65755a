// What the air of a fire does in a run: doses, slow walking, who is overcome, who turns back. Curves give the
// same air to whole zones, so that everything can be computed by hand.
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

/// The room with its two exits: all of it one zone with that air.
Scenario room_in_air(const CurvesFolder& folder, const ConstantAir& air) {
    Scenario scenario = room_with_two_exits();
    scenario.venue.zones = {zone("all", rectangle(0, 0, 20, 10))};
    scenario.folder = folder.path();
    folder.write("all.csv", air.csv());
    FireSpec& fire = scenario.incident.fire.emplace();
    fire.curves.emplace().curves = {{"all.csv", {"all"}, "curves[0]"}};
    scenario.simulation.duration_s = 3000;
    return scenario;
}

// Case d of fire specification 1.9 with the uptake of FDS (2.7641667e-5): CO 1000 ppm, CO2 3.43 %, O2 21 %;
// FED 1 after 846.46 s.
ConstantAir case_d() {
    ConstantAir air;
    air.co_ppm = 1000.0;
    air.co2_percent = 3.43;
    air.o2_percent = 21.0;
    return air;
}

TEST(HazardRun, WhoeverIsHeldInGasIsOvercomeWhenTheDoseIsOne) {
    const CurvesFolder folder;
    Scenario scenario = room_in_air(folder, case_d());
    scenario.people.populations = {people_at("held", {{10, 5}}, 1e6)};
    const RunResults results = run(scenario);
    ASSERT_EQ(results.people.size(), 1U);
    const PersonResult& person = results.people[0];
    EXPECT_EQ(person.outcome, Outcome::incapacitated);
    ASSERT_TRUE(person.exposure.has_value());
    EXPECT_NEAR(person.exposure->incapacitated.time_s, 846.46, 0.05);
    EXPECT_EQ(person.exposure->incapacitated.cause, HarmCause::co);
    EXPECT_NEAR(person.exposure->impaired.time_s, 0.3 * 846.46, 0.05);
    EXPECT_EQ(results.hazards.incapacitated, 1);
    EXPECT_NE(person.cause.find("CO"), std::string::npos) << person.cause;
    // Nobody able is left: the run is over, at the next breath.
    EXPECT_EQ(results.status, RunStatus::all_out);
    EXPECT_LT(results.performance.simulated_s, 847.0);
    EXPECT_TRUE(results.health.conservation_ok);
}

TEST(HazardRun, WithoutALawNobodyIsOvercome) {
    const CurvesFolder folder;
    Scenario scenario = room_in_air(folder, case_d());
    scenario.incident.exposure.asphyxiant = AsphyxiantLaw::none;
    scenario.people.populations = {people_at("held", {{10, 5}}, 1e6)};
    scenario.simulation.duration_s = 900;
    const RunResults results = run(scenario);
    EXPECT_EQ(results.people[0].outcome, Outcome::inside);
    EXPECT_EQ(results.people[0].exposure->fed_asphyxiant(), 0.0);
}

TEST(HazardRun, NoDoseBeforeTheFireBegins) {
    const CurvesFolder folder;
    Scenario scenario = room_in_air(folder, case_d());
    scenario.incident.fire->starts_at_s = 100.0;
    scenario.people.populations = {people_at("held", {{10, 5}}, 1e6)};
    const RunResults results = run(scenario);
    EXPECT_NEAR(results.people[0].exposure->incapacitated.time_s, 946.46, 0.25);
    EXPECT_NEAR(results.people[0].exposure->covered_s, 847.0, 1.0);
}

TEST(HazardRun, TheDeadAreCountedOnlyWithALethalLaw) {
    const CurvesFolder folder;
    Scenario scenario = room_in_air(folder, case_d());
    scenario.people.populations = {people_at("held", {{10, 5}}, 1e6)};
    EXPECT_EQ(run(scenario).hazards.dead, 0);
    scenario.incident.exposure.fatal_factor = 2.0;
    const RunResults results = run(scenario);
    EXPECT_EQ(results.hazards.dead, 1);
    EXPECT_TRUE(results.people[0].is_dead);
    EXPECT_EQ(results.people[0].outcome, Outcome::incapacitated);
    EXPECT_NEAR(results.people[0].exposure->fatal.time_s, 2.0 * 846.46, 0.1);
    // Nobody is left whose dose could matter: the run does not go on to its end.
    EXPECT_LT(results.performance.simulated_s, 2.0 * 846.46 + 3.0);
}

// Frantzich and Nilsson in the form of FDS+Evac: factor 1 - 0.057 / 0.706 K, 0.5963 at K = 5 (fire
// specification 1.7).
TEST(HazardRun, SmokeSlowsByTheLaw) {
    const CurvesFolder folder;
    const auto time_of = [&](double extinction_per_m, SmokeSpeedLaw law) {
        ConstantAir air;
        air.extinction_per_m = extinction_per_m;
        Scenario scenario = room_in_air(folder, air);
        scenario.incident.exposure.smoke_speed = law;
        scenario.people.populations = {people_at("walker", {{12, 5}})};
        return run(scenario).people[0].exit_time_s;
    };
    const double clear_s = time_of(0.0, SmokeSpeedLaw::lund);
    EXPECT_NEAR(time_of(5.0, SmokeSpeedLaw::lund) / clear_s, 1.0 / 0.5963, 0.02 / 0.5963);
    EXPECT_NEAR(time_of(5.0, SmokeSpeedLaw::none) / clear_s, 1.0, 0.01);
}

TEST(HazardRun, AMissingGasStopsTheRunUnlessItIsSubstituted) {
    const CurvesFolder folder;
    Scenario scenario = room_in_air(folder, {});
    folder.write("all.csv",
                 "time_s,extinction_per_m,temperature_c,co2_percent,o2_percent,hcn_ppm,no_ppm,no2_ppm,"
                 "radiant_flux_kw_per_m2\n0,0,20,0.04,20.9,0,0,0,0\n3600,0,20,0.04,20.9,0,0,0,0\n");
    scenario.people.populations = {people_at("walker", {{12, 5}})};
    const std::string text = errors_of(scenario);
    EXPECT_NE(text.find("CO"), std::string::npos) << text;
    EXPECT_NE(text.find("substitutions"), std::string::npos) << text;
    scenario.incident.exposure.substitutions = {{Quantity::co, 0.0, "a fire without CO"}};
    EXPECT_EQ(errors_of(scenario), "");
    const RunResults results = run(scenario);
    ASSERT_EQ(results.hazards.substitutions.size(), 1U);
    EXPECT_NE(results.hazards.substitutions[0].find("a fire without CO"), std::string::npos);
}

TEST(HazardRun, DataThatEndTooEarlyAreRefused) {
    const CurvesFolder folder;
    Scenario scenario = room_in_air(folder, {});
    scenario.people.populations = {people_at("walker", {{12, 5}})};
    scenario.simulation.duration_s = 4000;
    EXPECT_NE(errors_of(scenario).find("3600"), std::string::npos) << errors_of(scenario);
    scenario.simulation.duration_s = 3600;
    EXPECT_EQ(errors_of(scenario), "");
}

TEST(HazardRun, AFireThatBeginsTooLateIsRefused) {
    const CurvesFolder folder;
    Scenario scenario = room_in_air(folder, {});
    scenario.people.populations = {people_at("walker", {{12, 5}})};
    scenario.incident.fire->starts_at_s = 3000.0;
    EXPECT_NE(errors_of(scenario).find("begins at 3000 s"), std::string::npos) << errors_of(scenario);
    scenario.incident.fire->starts_at_s = 2999.0;
    EXPECT_EQ(errors_of(scenario), "");
}

TEST(HazardRun, TimeWithoutDataIsCounted) {
    const CurvesFolder folder;
    Scenario scenario = room_in_air(folder, {});
    // Data for the western half only; the walker comes from 5 m beyond and leaves by the west.
    scenario.venue.zones = {zone("all", rectangle(0, 0, 10, 10))};
    scenario.people.populations = {people_at("walker", {{15, 5}})};
    scenario.people.populations[0].exits = {"west"};
    const RunResults results = run(scenario);
    EXPECT_NEAR(results.hazards.uncovered_frac, 1.0 / 3.0, 0.03);
    EXPECT_NEAR(results.people[0].exposure->uncovered_s, 5.0, 0.5);
}

/// The western end of the room in dense smoke.
Scenario room_with_smoke_in_the_west(const CurvesFolder& folder, double extinction_per_m) {
    Scenario scenario = room_in_air(folder, {});
    scenario.venue.zones = {zone("west-end", rectangle(0, 0, 4, 10)), zone("rest", rectangle(4, 0, 20, 10))};
    ConstantAir smoke;
    smoke.extinction_per_m = extinction_per_m;
    folder.write("west.csv", smoke.csv());
    scenario.incident.fire->curves->curves = {{"west.csv", {"west-end"}, "curves[0]"},
                                              {"all.csv", {"rest"}, "curves[1]"}};
    return scenario;
}

TEST(HazardRun, PeopleTakeTheLongerWayRatherThanThroughDenseSmoke) {
    const CurvesFolder folder;
    // From 8 m the west exit is nearer; in smoke with a visibility of 3 / 5 = 0.6 m nobody goes there.
    for (const ExitChoice rule : {ExitChoice::quickest, ExitChoice::nearest}) {
        Scenario scenario = room_with_smoke_in_the_west(folder, 5.0);
        scenario.people.populations = {people_at("walker", {{8, 5}}, 2.0)};
        scenario.people.populations[0].exit_choice = rule;
        const RunResults results = run(scenario);
        EXPECT_EQ(results.passages[static_cast<std::size_t>(results.people[0].exit_passage)].id, "east");
        EXPECT_EQ(results.people[0].exposure->in_smoke_s, 0.0);
    }
    Scenario clear = room_with_smoke_in_the_west(folder, 0.0);
    clear.people.populations = {people_at("walker", {{8, 5}}, 2.0)};
    const RunResults results = run(clear);
    EXPECT_EQ(results.passages[static_cast<std::size_t>(results.people[0].exit_passage)].id, "west");
}

TEST(HazardRun, DenseSmokeIsRefusedAlsoWhereNoLawSlows) {
    const CurvesFolder folder;
    Scenario scenario = room_with_smoke_in_the_west(folder, 5.0);
    scenario.incident.exposure.smoke_speed = SmokeSpeedLaw::none;
    scenario.people.populations = {people_at("walker", {{8, 5}}, 2.0)};
    const RunResults results = run(scenario);
    EXPECT_EQ(results.passages[static_cast<std::size_t>(results.people[0].exit_passage)].id, "east");
}

/// Somebody who came by the west exit and knows no other; nobody follows anybody.
PopulationSpec came_by_the_west(Vec2 place) {
    PopulationSpec person = people_at("one", {place});
    person.exit_choice = ExitChoice::familiar;
    KnowledgeSpec& knowledge = person.knowledge.emplace();
    knowledge.entrance = {{"west", 1.0}};
    knowledge.p_other_exit = 0.0;
    knowledge.types = {1.0, 0.0, 0.0, 0.0};
    knowledge.closure_sight_m = 100.0;
    return person;
}

TEST(HazardRun, SmokeOnTheKnownWayComesAfterAClearOneInSight) {
    const CurvesFolder folder;
    Scenario scenario = room_in_air(folder, {});
    folder.write("smoke.csv", ConstantAir{.extinction_per_m = 2.0}.csv());
    scenario.venue.zones = {zone("west-part", rectangle(0, 0, 6, 10)), zone("rest", rectangle(6, 0, 20, 10))};
    scenario.incident.fire->curves->curves = {{"smoke.csv", {"west-part"}, "curves[0]"},
                                              {"all.csv", {"rest"}, "curves[1]"}};
    scenario.people.populations = {came_by_the_west({8, 5})};
    EXPECT_EQ(run(scenario).passages[1].crossings.size(), 1U);  // east, 12 m away and not familiar
    folder.write("smoke.csv", ConstantAir{}.csv());             // control: clear air
    EXPECT_EQ(run(scenario).passages[0].crossings.size(), 1U);
}

// 15 m to the east exit, the last 5 m in smoke of 0.7 /m: 3.5 is more than C = 3, with 0.5 /m 2.5 is less.
TEST(HazardRun, SmokeHidesAnExit) {
    for (const auto& [extinction_per_m, is_seen] : {std::pair{0.7, false}, std::pair{0.5, true}}) {
        const CurvesFolder folder;
        Scenario scenario = room_in_air(folder, {});
        folder.write("smoke.csv", ConstantAir{.extinction_per_m = extinction_per_m}.csv());
        scenario.venue.zones = {zone("west-part", rectangle(0, 0, 15, 10)),
                                zone("rest", rectangle(15, 0, 20, 10))};
        scenario.incident.fire->curves->curves = {{"all.csv", {"west-part"}, "curves[0]"},
                                                  {"smoke.csv", {"rest"}, "curves[1]"}};
        scenario.people.populations = {came_by_the_west({5, 5})};
        scenario.people.populations[0].pre_movement_s = Distribution::constant_value(2.0);
        IncidentEvent& shut = scenario.incident.events.emplace_back();
        shut.kind = IncidentEvent::Kind::close_exit;
        shut.at_s = 1.0;
        shut.target = "west";
        const RunResults results = run(scenario);
        ASSERT_FALSE(results.decisions.empty());
        int known_of = 0;
        int unknown = 0;
        for (const Decision& decision : results.decisions)
            if (decision.kind == "chooses" && decision.choice == "east")
                for (const DecisionOption& option : decision.options) {
                    known_of += option.rank == 3 ? 1 : 0;
                    unknown += option.rank == 5 ? 1 : 0;
                }
        EXPECT_EQ(known_of, is_seen ? 1 : 0);
        EXPECT_EQ(unknown, is_seen ? 0 : 1);
    }
}

TEST(HazardRun, WhoMeetsSmokeTurnsBackOnceAndDoesNotReturn) {
    const CurvesFolder folder;
    Scenario scenario = room_with_smoke_in_the_west(folder, 5.0);
    scenario.incident.fire->starts_at_s = 2.0;  // when the walker is on his way to the west
    scenario.people.populations = {people_at("walker", {{9, 5}})};
    const RunResults results = run(scenario);
    EXPECT_EQ(results.passages[static_cast<std::size_t>(results.people[0].exit_passage)].id, "east");
    EXPECT_EQ(results.hazards.turned_back, 1);
    EXPECT_NEAR(results.people[0].turned_back_s, 2.5, 1.5);
    // 2 to 4 m to the west, then to the east end: not more than once to and fro.
    EXPECT_LT(results.people[0].distance_m, 11.0 + 2.0 * 4.5);
}

TEST(HazardRun, AnotherExitBehindTheSameSmokeIsNotTried) {
    const CurvesFolder folder;
    const auto decisions_with = [&](double smoke_until_y_m) {
        Scenario scenario = room_with_smoke_in_the_west(folder, 5.0);
        scenario.venue.zones = {
            zone("west-end", rectangle(0, 0, 4, smoke_until_y_m)),
            zone("rest",
                 {{{4, 0}, {20, 0}, {20, 10}, {0, 10}, {0, smoke_until_y_m}, {4, smoke_until_y_m}}, {}})};
        if (smoke_until_y_m >= 10.0)
            scenario.venue.zones[1] = zone("rest", rectangle(4, 0, 20, 10));
        // In the smoke as well, and seen later: from (7, 5) the smoke is 3 m away on the way to the west exit
        // and 3 sqrt(6^2 + 4.4^2) / 6 = 3.7 m on the way to this one.
        scenario.venue.exits.push_back(scenario.venue.exits[0]);
        scenario.venue.exits.back().id = "north-west";
        scenario.venue.exits.back().line = {{0.5, 10}, {1.5, 10}};
        scenario.incident.fire->aversion.sight_m = 3.0;
        scenario.people.populations = {people_at("walker", {{8, 5}})};
        const RunResults results = run(scenario);
        EXPECT_EQ(results.people[0].outcome, Outcome::out);
        EXPECT_EQ(results.hazards.turned_back, 1);
        return std::pair{count_of(results, "turns back") + count_of(results, "changes"),
                         results.passages[static_cast<std::size_t>(results.people[0].exit_passage)].id};
    };
    EXPECT_EQ(decisions_with(10.0), (std::pair{1, std::string("east")}));
    // Control: where the smoke ends at y = 7 the second exit is a way out.
    EXPECT_EQ(decisions_with(7.0), (std::pair{1, std::string("north-west")}));
}

/// Smoke at both ends of the room, from 0 to 4 m and from 16 to 20 m, and someone in the middle.
Scenario room_between_two_smokes(const CurvesFolder& folder) {
    Scenario scenario = room_in_air(folder, {});
    scenario.venue.zones = {zone("west-end", rectangle(0, 0, 4, 10)), zone("middle", rectangle(4, 0, 16, 10)),
                            zone("east-end", rectangle(16, 0, 20, 10))};
    ConstantAir smoke;
    smoke.extinction_per_m = 5.0;
    folder.write("smoke.csv", smoke.csv());
    scenario.incident.fire->curves->curves = {{"smoke.csv", {"west-end", "east-end"}, "curves[0]"},
                                              {"all.csv", {"middle"}, "curves[1]"}};
    scenario.incident.fire->aversion.sight_m = 5.0;
    scenario.people.populations = {people_at("walker", {{9.8, 5}})};
    scenario.simulation.duration_s = 300;
    return scenario;
}

TEST(HazardRun, WithEveryWayBarredPeoplePressOnWithoutTurningAgain) {
    const CurvesFolder folder;
    const RunResults results = run(room_between_two_smokes(folder));
    EXPECT_EQ(results.people[0].outcome, Outcome::out);
    EXPECT_EQ(count_of(results, "turns back") + count_of(results, "changes"), 1);
    // At 1 m/s not more than from the middle to the sight of one smoke, to that of the other, and out.
    EXPECT_LT(results.people[0].distance_m, 3.0 + 5.0 + 11.0);
    EXPECT_GT(results.people[0].exposure->in_smoke_s, 4.0);
}

TEST(HazardRun, WithEveryWayBarredPeopleWaitWhereTheyAreToldTo) {
    const CurvesFolder folder;
    Scenario scenario = room_between_two_smokes(folder);
    scenario.incident.fire->aversion.barred_wait_s = 60.0;
    const RunResults waits = run(scenario);
    EXPECT_EQ(waits.people[0].outcome, Outcome::inside);
    EXPECT_EQ(waits.people[0].exposure->in_smoke_s, 0.0);
    EXPECT_NE(waits.people[0].cause.find("clear air"), std::string::npos) << waits.people[0].cause;
    // The first after some 4 s; each round is a minute and the way from one smoke to the sight of the other,
    // at most 12 s: the others after 64 to 76, 124 to 148, 184 to 220 and 244 to 292 s.
    EXPECT_EQ(count_of(waits, "waits"), 5);
    EXPECT_TRUE(waits.health.conservation_ok);

    // The smoke in the west is gone after 100 s: found at the next look, and left through clear air.
    folder.write("gone.csv",
                 "time_s,extinction_per_m,temperature_c,co_ppm,co2_percent,o2_percent,hcn_ppm,no_ppm,no2_ppm,"
                 "radiant_flux_kw_per_m2\n0,5,20,0,0.04,20.9,0,0,0,0\n100,5,20,0,0.04,20.9,0,0,0,0\n"
                 "101,0,20,0,0.04,20.9,0,0,0,0\n3600,0,20,0,0.04,20.9,0,0,0,0\n");
    scenario.incident.fire->curves->curves = {{"gone.csv", {"west-end"}, "curves[0]"},
                                              {"smoke.csv", {"east-end"}, "curves[1]"},
                                              {"all.csv", {"middle"}, "curves[2]"}};
    const RunResults clears = run(scenario);
    EXPECT_EQ(clears.people[0].outcome, Outcome::out);
    EXPECT_EQ(clears.people[0].exposure->in_smoke_s, 0.0);
    EXPECT_GT(clears.people[0].exit_time_s, 100.0);
    EXPECT_LT(clears.people[0].exit_time_s, 100.0 + 60.0 + 30.0);

    // Smoke comes to where he waits after 100 s: he goes at once, at 0.2 m/s or more.
    folder.write("comes.csv",
                 "time_s,extinction_per_m,temperature_c,co_ppm,co2_percent,o2_percent,hcn_ppm,no_ppm,no2_ppm,"
                 "radiant_flux_kw_per_m2\n0,0,20,0,0.04,20.9,0,0,0,0\n100,0,20,0,0.04,20.9,0,0,0,0\n"
                 "101,2,20,0,0.04,20.9,0,0,0,0\n3600,2,20,0,0.04,20.9,0,0,0,0\n");
    scenario.incident.fire->curves->curves = {{"smoke.csv", {"west-end", "east-end"}, "curves[0]"},
                                              {"comes.csv", {"middle"}, "curves[1]"}};
    const RunResults comes = run(scenario);
    EXPECT_EQ(comes.people[0].outcome, Outcome::out);
    EXPECT_GT(comes.people[0].exit_time_s, 105.0);
    EXPECT_LE(count_of(comes, "waits"), 2);
}

TEST(HazardRun, ThoseWhoAreLedWaitWithTheirLeader) {
    const CurvesFolder folder;
    Scenario scenario = room_between_two_smokes(folder);
    scenario.incident.fire->aversion.barred_wait_s = 250.0;
    scenario.people.populations[0].positions = {{9.8, 5}, {9.8, 5.6}, {9.8, 4.4}};
    CompanySpec& company = scenario.people.populations[0].company.emplace();
    company.kind = CompanySpec::Kind::friends;
    company.size = 3;
    company.return_frac = 0.0;
    const RunResults results = run(scenario);
    EXPECT_EQ(count_of(results, "waits"), 2);  // the leader's, at the beginning and after 250 s
    for (const PersonResult& person : results.people) {
        EXPECT_EQ(person.outcome, Outcome::inside);
        EXPECT_EQ(person.exposure->in_smoke_s, 0.0);
    }
}

TEST(HazardRun, ThoseWhoWaitStandApart) {
    const CurvesFolder folder;
    Scenario scenario = room_between_two_smokes(folder);
    scenario.incident.fire->aversion.barred_wait_s = 250.0;
    std::vector<Vec2> places;
    for (int i = 0; i < 12; ++i) places.push_back({7.0 + 0.5 * (i % 4), 4.0 + 0.5 * (i / 4)});
    scenario.people.populations = {people_at("crowd", places)};
    scenario.simulation.duration_s = 60;
    const RunResults results = run(scenario);
    double nearest_m = 100.0;
    for (const PersonResult& one : results.people) {
        EXPECT_EQ(one.outcome, Outcome::inside);
        for (const PersonResult& other : results.people)
            if (one.id != other.id)
                nearest_m = std::min(nearest_m, length(one.end_m - other.end_m));
    }
    EXPECT_GT(nearest_m, 0.5);  // bodies of 0.4 m; they set out half a metre apart and arrive at one place
}

TEST(HazardRun, TheOnlyWayIsTakenThroughSmoke) {
    const CurvesFolder folder;
    Scenario scenario = room_with_smoke_in_the_west(folder, 5.0);
    scenario.people.populations = {people_at("walker", {{8, 5}})};
    scenario.people.populations[0].exits = {"west"};
    const RunResults results = run(scenario);
    EXPECT_EQ(results.people[0].outcome, Outcome::out);
    EXPECT_GT(results.people[0].exposure->in_smoke_s, 4.0);
}

TEST(HazardRun, ZonesAndPeopleHaveTheirAvailableTimes) {
    const CurvesFolder folder;
    Scenario scenario = room_with_smoke_in_the_west(folder, 5.0);
    // Visibility falls below 10 m when K is above 0.3: linear from 0 to 0.6 in 60 s, so after 30 s.
    folder.write("west.csv",
                 "time_s,extinction_per_m,temperature_c,co_ppm,co2_percent,o2_percent,hcn_ppm,no_ppm,no2_ppm,"
                 "radiant_flux_kw_per_m2\n0,0,20,0,0.04,20.9,0,0,0,0\n60,0.6,20,0,0.04,20.9,0,0,0,0\n"
                 "3600,0.6,20,0,0.04,20.9,0,0,0,0\n");
    scenario.incident.fire->aversion.begin_extinction_per_m = 100.0;  // nobody is roused by it
    scenario.people.populations = {people_at("walker", {{8, 5}}), people_at("late", {{2, 8}}, 40.0)};
    const RunResults results = run(scenario);
    ASSERT_EQ(results.zone_results.size(), 2U);
    EXPECT_NEAR(results.zone_results[0].aset_s, 31.0, 1.0);
    EXPECT_EQ(results.zone_results[0].aset_limit, TenabilityLimit::visibility);
    EXPECT_TRUE(std::isinf(results.zone_results[1].aset_s));
    EXPECT_LT(results.zone_results[0].margin_s(), 0.0);
    // The first is through the smoke's place at about 8 s, the other stood in it until 40 s and more.
    EXPECT_NEAR(results.people[0].tenability_margin_s, 31.0 - results.people[0].exit_time_s, 1.5);
    EXPECT_NEAR(results.people[1].tenability_margin_s, 31.0 - results.people[1].exit_time_s, 1.5);
}

TEST(HazardRun, SmokeRousesThoseWhoHaveNotBegun) {
    const CurvesFolder folder;
    // K 0.1 is reached in the west end after 10 s; the other sits in clear air.
    Scenario scenario = room_with_smoke_in_the_west(folder, 0.0);
    folder.write("west.csv",
                 "time_s,extinction_per_m,temperature_c,co_ppm,co2_percent,o2_percent,hcn_ppm,no_ppm,no2_ppm,"
                 "radiant_flux_kw_per_m2\n0,0,20,0,0.04,20.9,0,0,0,0\n60,0.6,20,0,0.04,20.9,0,0,0,0\n"
                 "3600,0.6,20,0,0.04,20.9,0,0,0,0\n");
    scenario.people.populations = {people_at("in smoke", {{2, 8}}, 40.0),
                                   people_at("beside", {{10, 8}}, 40.0)};
    const RunResults results = run(scenario);
    EXPECT_NEAR(results.people[0].start_time_s, 10.1, 0.15);
    EXPECT_EQ(results.people[1].start_time_s, 40.0);
    scenario.incident.fire->aversion.begin_extinction_per_m = 100.0;
    EXPECT_EQ(run(scenario).people[0].start_time_s, 40.0);
}

TEST(HazardRun, WhoLiesIsSteppedOverAndWhoStandsIsInTheWay) {
    const CurvesFolder folder;
    // A way of 0.5 m between walls, with somebody who is overcome after 60 s in its middle.
    ConstantAir gas = case_d();
    gas.co_ppm = 60000.0;
    const auto time_of = [&](OnIncapacitation what) {
        Scenario scenario = room_in_air(folder, gas);
        StoreySpec& storey = scenario.venue.storeys[0];
        storey.floor = {
            {{{0, 0}, {4, 0}, {4, 4.75}, {20, 4.75}, {20, 5.25}, {4, 5.25}, {4, 10}, {0, 10}}, {}}};
        scenario.venue.exits = {scenario.venue.exits[1]};
        scenario.venue.exits[0].line = {{20, 4.75}, {20, 5.25}};
        scenario.venue.zones = {zone("all", rectangle(8, 4, 12, 6)), zone("clear", rectangle(12, 4, 20, 6)),
                                zone("start", rectangle(0, 0, 8, 10))};
        folder.write("clear.csv", ConstantAir().csv());
        scenario.incident.fire->curves->curves.push_back({"clear.csv", {"clear", "start"}, "curves[1]"});
        scenario.incident.exposure.on_incapacitation = what;
        scenario.people.populations = {people_at("overcome", {{10, 5}}, 1e6),
                                       people_at("walker", {{3, 5}}, 100.0)};
        scenario.simulation.duration_s = 200;
        return run(scenario).people[1].exit_time_s;
    };
    // 17 m at 1 m/s, slower for a metre or two.
    EXPECT_NEAR(time_of(OnIncapacitation::lies), 119.0, 3.0);
    EXPECT_TRUE(std::isnan(time_of(OnIncapacitation::stands)));
}

TEST(HazardRun, IsTheSameForAnyNumberOfThreads) {
    const CurvesFolder folder;
    Scenario scenario = room_with_smoke_in_the_west(folder, 2.0);
    PopulationSpec crowd;
    crowd.id = "crowd";
    crowd.profile = "rimea-adults";
    crowd.count = 150;
    scenario.people.populations = {crowd};
    scenario.incident.exposure.sigma_gas = 0.94;
    scenario.simulation.duration_s = 60;
    const RunResults one = run(scenario, 1);
    for (const int threads : {2, 3}) {
        const RunResults more = run(scenario, threads);
        EXPECT_EQ(more.state_hash, one.state_hash);
        for (std::size_t i = 0; i < one.people.size(); ++i)
            EXPECT_TRUE(*one.people[i].exposure == *more.people[i].exposure) << i;
    }
    scenario.incident.fire.reset();
    EXPECT_NE(run(scenario, 1).state_hash, one.state_hash);
}

// ---------------------------------------------------------------- structure and power

/// The middle of the room comes down; walkers at its western and eastern side, and one beneath.
Scenario room_with_loss(double at_s, LossOutcomes outcomes) {
    Scenario scenario = room_with_two_exits();
    StructuralLossSpec& loss = scenario.incident.losses.emplace_back();
    loss.id = "middle";
    loss.storey = "floor";
    loss.polygon = rectangle(8, 0, 12, 10);
    loss.at_s = at_s;
    loss.outcomes = outcomes;
    return scenario;
}

TEST(StructuralLoss, CatchesThoseBeneathAndClosesTheWay) {
    Scenario scenario = room_with_loss(5.0, {0.0, 0.0, 1.0, 0.0});
    scenario.people.populations = {people_at("beneath", {{10, 5}}, 60.0), people_at("west", {{5, 5}}, 30.0)};
    scenario.people.populations[1].exits = {"east"};
    scenario.simulation.duration_s = 60;
    const RunResults results = run(scenario);
    EXPECT_EQ(results.people[0].outcome, Outcome::incapacitated);
    EXPECT_NE(results.people[0].cause.find("'middle' came down"), std::string::npos)
        << results.people[0].cause;
    // The only exit that he may use lies beyond.
    EXPECT_EQ(results.people[1].outcome, Outcome::inside);
    ASSERT_EQ(results.hazards.losses.size(), 1U);
    EXPECT_EQ(results.hazards.losses[0].at_s, 5.0);
    EXPECT_EQ(results.hazards.losses[0].trapped, 1);
    EXPECT_EQ(results.hazards.losses[0].inside, 1);
    // Without it both are out.
    scenario.incident.losses[0].at_s = 200.0;
    scenario.simulation.duration_s = 100;
    for (const PersonResult& person : run(scenario).people) EXPECT_EQ(person.outcome, Outcome::out);
}

TEST(StructuralLoss, AnAreaBesideTheFloorIsRefused) {
    Scenario scenario = room_with_loss(5.0, {1.0, 0.0, 0.0, 0.0});
    scenario.people.populations = {people_at("walker", {{5, 5}})};
    EXPECT_EQ(errors_of(scenario), "");
    scenario.incident.losses[0].polygon = rectangle(50, 0, 60, 10);
    EXPECT_NE(errors_of(scenario).find("holds no floor"), std::string::npos);
    scenario.incident.losses[0].storey = "attic";
    EXPECT_NE(errors_of(scenario).find("there is no storey 'attic'"), std::string::npos);
}

TEST(StructuralLoss, TellsAllThatIsWrongWithAreas) {
    Scenario scenario = room_with_loss(5.0, {1.0, 0.0, 0.0, 0.0});
    scenario.people.populations = {people_at("walker", {{5, 5}})};
    StructuralLossSpec again = scenario.incident.losses[0];
    again.polygon = {{{5, 0}, {10, 10}, {10, 0}, {5, 10}}, {}};
    again.roof_opening_m2 = 10.0;
    again.at_s.reset();
    again.member.emplace().section_factor_per_m = 200.0;
    again.member->utilisation_frac = 0.5;
    scenario.incident.losses.push_back(again);
    const std::string text = errors_of(scenario);
    for (const char* expected :
         {"already that of", "Self-intersection", "no fire that could heat it", "let smoke out"})
        EXPECT_NE(text.find(expected), std::string::npos) << expected << " in\n" << text;
}

TEST(StructuralLoss, AMemberNeedsAirThatIsKnown) {
    const CurvesFolder folder;
    Scenario scenario = room_in_air(folder, {});
    scenario.people.populations = {people_at("walker", {{5, 5}})};
    scenario.incident.losses = room_with_loss(5.0, {1.0, 0.0, 0.0, 0.0}).incident.losses;
    StructuralLossSpec& loss = scenario.incident.losses[0];
    loss.at_s.reset();
    SteelMember& member = loss.member.emplace();
    member.section_factor_per_m = 200.0;
    member.utilisation_frac = 0.5;
    member.height_above_floor_m = 3.0;
    member.place = {10, 5};
    EXPECT_EQ(errors_of(scenario), "");
    member.place = {50, 5};
    EXPECT_NE(errors_of(scenario).find("temperature is not known"), std::string::npos) << errors_of(scenario);
}

// EN 1993-1-2 with the values of fire specification 4: gas of 700 C, A_m/V 200, h 35: 540 C before 5 min;
// gas of 300 C never. Critical temperature at mu0 0.6: 554.3 C, so between 250 and 300 s.
TEST(StructuralLoss, AMemberYieldsInHotGasOnly) {
    const CurvesFolder folder;
    const auto loss_in = [&](double gas_c) {
        ConstantAir air;
        air.temperature_c = gas_c;
        Scenario scenario = room_in_air(folder, air);
        scenario.incident.exposure.convective = ConvectiveLaw::none;
        scenario.people.populations = {people_at("beside", {{2, 5}}, 1e6)};
        scenario.incident.losses = room_with_loss(5.0, {1.0, 0.0, 0.0, 0.0}).incident.losses;
        scenario.incident.fire->aversion.begin_extinction_per_m = 100.0;
        StructuralLossSpec& loss = scenario.incident.losses[0];
        loss.at_s.reset();
        SteelMember& member = loss.member.emplace();
        member.section_factor_per_m = 200.0;
        member.utilisation_frac = 0.6;
        member.height_above_floor_m = 3.0;
        member.place = {10, 5};
        scenario.simulation.duration_s = 400;
        return run(scenario).hazards.losses[0];
    };
    const LossResult lost = loss_in(700.0);
    EXPECT_GT(lost.at_s, 200.0);
    EXPECT_LT(lost.at_s, 300.0);
    const LossResult held = loss_in(300.0);
    EXPECT_TRUE(std::isnan(held.at_s));
    EXPECT_NE(held.finding.find("it held"), std::string::npos) << held.finding;
}

TEST(StructuralLoss, AnExitThatIsGoneNeverOpensAgain) {
    Scenario scenario = room_with_loss(5.0, {1.0, 0.0, 0.0, 0.0});
    scenario.incident.losses[0].polygon = rectangle(-1, 0, 4, 10);
    IncidentEvent open;
    open.kind = IncidentEvent::Kind::open_exit;
    open.target = "west";
    open.at_s = 10.0;
    scenario.incident.events = {open};
    scenario.people.populations = {people_at("walker", {{8, 5}}, 20.0)};
    const RunResults results = run(scenario);
    EXPECT_EQ(results.passages[static_cast<std::size_t>(results.people[0].exit_passage)].id, "east");
    ASSERT_EQ(results.passages[0].state_changes.size(), 1U);
    EXPECT_FALSE(results.passages[0].state_changes[0].open);
}

TEST(StructuralLoss, NeedsNoSubstitutesForAFireThatIsNotThere) {
    Scenario scenario = room_with_loss(5.0, {0.0, 0.0, 1.0, 0.0});
    scenario.incident.exposure.substitutions = {{Quantity::no, 0.0, "left from a fire"}};
    scenario.people.populations = {people_at("beneath", {{10, 5}}, 60.0)};
    EXPECT_EQ(run(scenario).hazards.losses[0].trapped, 1);
}

TEST(StructuralLoss, TheUnhurtLeaveAndOthersGoRound) {
    Scenario scenario = room_with_loss(1.0, {1.0, 0.0, 0.0, 0.0});
    scenario.people.populations = {people_at("beneath", {{9, 5}}, 3.0), people_at("east", {{13, 8}}, 3.0)};
    // To the west, though the way of the second leads through the middle.
    const RunResults results = run(scenario);
    EXPECT_EQ(results.people[0].outcome, Outcome::out);
    EXPECT_EQ(results.people[1].outcome, Outcome::out);
    EXPECT_EQ(results.passages[static_cast<std::size_t>(results.people[1].exit_passage)].id, "east");
}

TEST(StructuralLoss, AWarningEmptiesTheArea) {
    Scenario scenario = room_with_loss(30.0, {0.0, 0.0, 0.0, 1.0});
    scenario.incident.losses[0].warning_s = 25.0;
    // Neither had begun to walk by himself: the one beneath is roused by the sight, the other is not.
    scenario.people.populations = {people_at("beneath", {{10, 5}}, 60.0),
                                   people_at("beside", {{3, 5}}, 60.0)};
    const RunResults results = run(scenario);
    EXPECT_EQ(results.people[0].outcome, Outcome::out);
    EXPECT_EQ(results.people[0].start_time_s, 5.0);
    EXPECT_EQ(results.people[1].start_time_s, 60.0);
    EXPECT_EQ(results.hazards.losses[0].warned_s, 5.0);
    EXPECT_EQ(results.hazards.dead, 0);
    scenario.incident.losses[0].warning_s = 0.0;
    EXPECT_EQ(run(scenario).hazards.dead, 1);
}

TEST(StructuralLoss, SharesAreThoseOfTheUser) {
    Scenario scenario = room_with_loss(5.0, {0.4, 0.3, 0.2, 0.1});
    scenario.incident.losses[0].polygon = rectangle(0, 0, 20, 10);
    std::vector<Vec2> places;
    for (int i = 0; i < 38; ++i)
        for (int j = 0; j < 18; ++j) places.push_back({0.5 + 0.5 * i, 0.5 + 0.5 * j});
    scenario.people.populations = {people_at("all", places, 1000.0)};
    scenario.simulation.duration_s = 6;
    const LossResult loss = run(scenario).hazards.losses[0];
    const auto n = static_cast<double>(places.size());
    EXPECT_EQ(loss.inside, static_cast<int>(places.size()));
    // Three standard deviations of binomial shares of 684 people: 0.057 at most.
    EXPECT_NEAR(loss.injured / n, 0.3, 0.053);
    EXPECT_NEAR(loss.trapped / n, 0.2, 0.046);
    EXPECT_NEAR(loss.fatal / n, 0.1, 0.035);
}

TEST(PowerFailure, SlowsAndDelaysThoseWhoHaveNotBegun) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("walker", {{10, 5}}), people_at("late", {{10, 8}}, 20.0)};
    const RunResults lit = run(scenario);
    PowerFailureSpec& power = scenario.incident.power.emplace();
    power.fails_at_s = 0.0;
    power.emergency_speed_frac = 0.5;
    power.silent_alarm_delay_s = 15.0;
    const RunResults dark = run(scenario);
    EXPECT_NEAR(dark.people[0].exit_time_s / lit.people[0].exit_time_s, 2.0, 0.1);
    EXPECT_NEAR(dark.people[1].start_time_s, 35.0, 1e-6);
    power.returns_at_s = 5.0;
    // 5 s at half speed, then as before.
    EXPECT_NEAR(run(scenario).people[0].exit_time_s, lit.people[0].exit_time_s + 2.5, 0.6);
}

}  // namespace
}  // namespace wayout
