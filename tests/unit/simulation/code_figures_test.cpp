/// From a scenario to rows: the facts that are gathered, and the way through a result folder.
#include <wayout/norms.hpp>
#include <wayout/output.hpp>
#include <wayout/simulation.hpp>

#include "simulation/norm_facts.hpp"
#include "storeys.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace wayout {
namespace {

Scenario room_of(int count) {
    Scenario scenario = room_with_two_exits();
    PopulationSpec crowd = people_at("crowd", {});
    crowd.positions.reset();
    crowd.count = count;
    crowd.storeys = {"floor"};
    scenario.people.populations = {crowd};
    return scenario;
}

norms::BuildingFacts facts_of(const Scenario& scenario) {
    RunOptions options;
    options.record = Record::nothing;
    const Simulation simulation = Simulation::create(scenario, options).value();
    return building_facts(scenario, *simulation.building(), simulation.results());
}

TEST(BuildingFacts, AreThoseOfTheRoom) {
    Scenario scenario = room_of(200);
    scenario.people.populations[0].knowledge.emplace().entrance = {{"west", 1.0}};
    const norms::BuildingFacts facts = facts_of(scenario);
    EXPECT_EQ(facts.people, 200);
    EXPECT_EQ(facts.seated, 0);
    ASSERT_EQ(facts.exits.size(), 2U);
    EXPECT_TRUE(facts.is_main_entrance_named);
    EXPECT_TRUE(facts.exits[0].is_main);
    EXPECT_FALSE(facts.exits[1].is_main);
    ASSERT_EQ(facts.rooms.size(), 1U);
    EXPECT_EQ(facts.rooms[0].people, 200);
    EXPECT_EQ(facts.rooms[0].ways.size(), 2U);
    EXPECT_NEAR(facts.rooms[0].area_m2, 200.0, 3.0);
    // Farthest from both exits, in the middle of a long wall: (10, 0) to (0, 4): sqrt(10^2 + 4^2) = 10.77,
    // less what is too near to the wall to stand on.
    EXPECT_NEAR(facts.to_exit.distance_m, 10.77, 0.3);
    EXPECT_EQ(facts.in_one_direction.distance_m, 0.0);
    // 20 m apart; the diagonal is sqrt(20^2 + 10^2).
    ASSERT_EQ(facts.separations.size(), 1U);
    EXPECT_NEAR(facts.separations[0].apart_m, 20.0, 1e-6);
    EXPECT_NEAR(facts.separations[0].diagonal_m, std::sqrt(500.0), 1e-6);
    EXPECT_EQ(facts.see_one_direction, 0);
}

TEST(BuildingFacts, SeeTwoExitsSideBySideAsOne) {
    Scenario scenario = room_of(50);
    scenario.venue.exits[0].line = {{20, 1}, {20, 3}};
    scenario.venue.exits[1].line = {{20, 6}, {20, 8}};
    scenario.people.populations = {people_at("far", {{1, 5}}), people_at("near", {{19, 4.5}})};
    // From 19 m away 5 m are 15 degrees; from 1 m away 5 m are 136.
    EXPECT_EQ(facts_of(scenario).see_one_direction, 1);
}

TEST(BuildingFacts, MeasureAlongTheInclineOfStairs) {
    Scenario scenario = two_storeys();
    scenario.venue.refuges.clear();
    scenario.people.populations = {people_at("up", {{1, 2}})};
    scenario.people.populations[0].polygon_storey = "up";
    const norms::BuildingFacts facts = facts_of(scenario);
    // From the corner (0, 0) to the head of the stair (10, 1): sqrt(10^2 + 1) = 10.05; the flight
    // sqrt(5^2 + 3^2) = 5.83; 5 m to the exit: 20.88 in all, less what is too near to walls.
    EXPECT_NEAR(facts.to_storey_exit.distance_m, 10.05, 0.4);
    EXPECT_NEAR(facts.to_exit.distance_m, 20.88, 0.4);
    EXPECT_NEAR(facts.in_one_direction.distance_m, 20.88, 0.4);
    ASSERT_EQ(facts.stairs.size(), 1U);
    EXPECT_NEAR(facts.stairs[0].clear_width_m, 2.0, 1e-6);
    ASSERT_EQ(facts.rooms.size(), 1U);
    ASSERT_EQ(facts.rooms[0].ways.size(), 1U);
    EXPECT_TRUE(facts.rooms[0].ways[0].is_stair);
}

TEST(BuildingFacts, LeaveEscalatorsOut) {
    Scenario scenario = two_storeys();
    scenario.venue.refuges.clear();
    scenario.people.populations = {people_at("up", {{1, 2}})};
    scenario.people.populations[0].polygon_storey = "up";
    EXPECT_EQ(facts_of(scenario).only_by_escalator, 0);
    scenario.venue.stairs[0].kind = StairSpec::Kind::escalator;
    const norms::BuildingFacts facts = facts_of(scenario);
    EXPECT_EQ(facts.escalators, 1);
    EXPECT_EQ(facts.only_by_escalator, 1);
    EXPECT_TRUE(facts.stairs.empty());
}

RunResults finished(const Scenario& scenario, std::shared_ptr<const Venue>& venue) {
    Simulation simulation = Simulation::create(scenario).value();
    while (!simulation.is_finished()) simulation.step();
    venue = simulation.shared_venue();
    RunResults results = simulation.results();
    results.norms = code_figures(scenario, *simulation.building(), results, NormScope::run);
    return results;
}

TEST(RunFacts, MeasureHowFastAQueueGrows) {
    RunResults results;
    results.interval_s = 10.0;
    PassageResult& exit = results.passages.emplace_back();
    exit.name = "west";
    exit.queue_max = {5, 25, 26};  // 20 people more within 10 s
    const norms::RunFacts facts = run_facts(Scenario{}, Venue{}, results);
    EXPECT_NEAR(facts.largest_queue_growth_pps, 2.0, 1e-12);
    EXPECT_EQ(facts.growing_at, "west");
}

TEST(CodeFigures, PassThroughAResultFolder) {
    const Scenario scenario = room_of(60);
    std::shared_ptr<const Venue> venue;
    const RunResults results = finished(scenario, venue);
    std::set<Jurisdiction> seen;
    for (const NormRow& row : results.norms) seen.insert(row.jurisdiction);
    EXPECT_EQ(seen.size(), jurisdictions.size());

    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "wayout-code-figures-test";
    std::filesystem::remove_all(folder);
    ASSERT_TRUE(write_results(results, venue, scenario, {}, folder).empty());
    const Result<RunResults> back = read_results(folder);
    ASSERT_TRUE(back.has_value());
    ASSERT_EQ(back->norms.size(), results.norms.size());
    for (std::size_t i = 0; i < results.norms.size(); ++i)
        EXPECT_EQ(norm_text(back->norms[i]), norm_text(results.norms[i]));

    const auto text_of_file = [&folder](const char* name) {
        std::ostringstream text;
        text << std::ifstream(folder / name).rdbuf();
        return text.str();
    };
    const std::string table = text_of_file("norms.csv");
    EXPECT_EQ(std::count(table.begin(), table.end(), '\n'),
              static_cast<std::ptrdiff_t>(results.norms.size()) + 1);
    // 60 people, 5.1 mm each way: 2 x 392 through exits of 2 m.
    EXPECT_NE(table.find("784.0000,at least,60.0000,724.0000,people,met,read in a secondary text"),
              std::string::npos);
    ASSERT_TRUE(rewrite_report(folder).empty());
    const std::string report = text_of_file("report.html");
    EXPECT_NE(report.find("id=\"norms\""), std::string::npos);
    EXPECT_NE(report.find("id=\"contents\""), std::string::npos);
    EXPECT_NE(report.find("1.20 m per 200 people"), std::string::npos);
    EXPECT_NE(text_of_file("manifest.json").find("norms.csv"), std::string::npos);
    std::filesystem::remove_all(folder);
}

TEST(CodeFigures, AreThoseOfTheJurisdictionsThatWereAskedFor) {
    Scenario scenario = room_of(10);
    scenario.outputs.norms = {Jurisdiction::adb, Jurisdiction::imo};
    std::shared_ptr<const Venue> venue;
    const RunResults results = finished(scenario, venue);
    ASSERT_FALSE(results.norms.empty());
    EXPECT_EQ(results.norms.front().jurisdiction, Jurisdiction::imo);
    EXPECT_EQ(results.norms.back().jurisdiction, Jurisdiction::adb);
    for (const NormRow& row : results.norms)
        EXPECT_TRUE(row.jurisdiction == Jurisdiction::adb || row.jurisdiction == Jurisdiction::imo);
}

}  // namespace
}  // namespace wayout
