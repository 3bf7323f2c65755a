/// Whom dense smoke leads astray, in whole runs.
#include <wayout/simulation.hpp>

#include "curves_folder.hpp"
#include "hall.hpp"
#include "run_to_end.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wayout {
namespace {

/// The divided room: people in smoke in the west, who came by the exit in the clear east. The northern door
/// leads into a closet.
Scenario smoke_before_two_doors(const CurvesFolder& folder, double extinction_per_m, double p_wrong_door) {
    Scenario scenario = divided_room();
    scenario.outputs.decisions = true;
    scenario.simulation.duration_s = 900;
    add_wall(scenario, {{10, 6}, {14, 6}});
    add_wall(scenario, {{14, 6}, {14, 10}});
    scenario.venue.zones = {zone("west", rectangle(0, 0, 10, 10)), zone("east", rectangle(10, 0, 20, 10))};
    scenario.folder = folder.path();
    folder.write("smoke.csv", ConstantAir{.extinction_per_m = extinction_per_m}.csv());
    folder.write("clear.csv", ConstantAir{}.csv());
    scenario.incident.fire.emplace().curves.emplace().curves = {{"smoke.csv", {"west"}, "curves[0]"},
                                                                {"clear.csv", {"east"}, "curves[1]"}};
    PopulationSpec visitors = people_at("visitors", places(1, 0.6, 14, 15, 0.6));
    visitors.exit_choice = ExitChoice::familiar;
    visitors.passage_choice = PassageRule::shortest;
    visitors.exits = {"east"};
    KnowledgeSpec& knowledge = visitors.knowledge.emplace();
    knowledge.entrance = {{"east", 1.0}};
    knowledge.types = {1.0, 0.0, 0.0, 0.0};
    knowledge.p_wrong_door = p_wrong_door;
    scenario.people.populations = {visitors};
    return scenario;
}

int into_closet(const RunResults& results) {
    int count = 0;
    for (const PassageResult& passage : results.passages)
        if (passage.id == "north")
            for (const PassageCrossing& crossing : passage.crossings) count += crossing.direction > 0 ? 1 : 0;
    return count;
}

// 210 people, one other door, once each: the number is binomial with p = 0.1; 21 +- 3 x 4.3.
TEST(GoingAstray, ATenthTakesTheOtherDoor) {
    const CurvesFolder folder;
    const RunResults results = run(smoke_before_two_doors(folder, 2.0, 0.1));
    EXPECT_EQ(results.status, RunStatus::all_out);
    EXPECT_NEAR(count_of(results, "goes astray"), 21, 13);
    EXPECT_NEAR(into_closet(results), count_of(results, "goes astray"), 2);  // the crowd carries some along
}

TEST(GoingAstray, EverybodyOrNobody) {
    const CurvesFolder folder;
    const auto one_with = [&](double p_wrong_door) {
        Scenario scenario = smoke_before_two_doors(folder, 2.0, p_wrong_door);
        scenario.people.populations[0].positions = {{6, 7.6}};
        return run(scenario);
    };
    const RunResults astray = one_with(1.0);
    EXPECT_EQ(astray.status, RunStatus::all_out);  // comes back, and tries that door no second time
    EXPECT_EQ(count_of(astray, "goes astray"), 1);
    EXPECT_EQ(into_closet(astray), 1);
    const RunResults straight = one_with(0.0);
    EXPECT_EQ(into_closet(straight), 0);
    // 4.2 m through the closet's door, 3 m on to half a metre before its wall, 3.2 m back and 5.0 m to the
    // other door, which is 6.4 m from the start.
    EXPECT_NEAR(astray.people[0].distance_m - straight.people[0].distance_m, 9.0, 0.6);
}

TEST(GoingAstray, NotInThinSmokeNorWithTheBuildingInMind) {
    const CurvesFolder folder;
    EXPECT_EQ(into_closet(run(smoke_before_two_doors(folder, 0.9, 1.0))), 0);
    Scenario scenario = smoke_before_two_doors(folder, 2.0, 1.0);
    scenario.people.populations[0].exit_choice = ExitChoice::informed;
    EXPECT_EQ(into_closet(run(scenario)), 0);
}

// Smoke of 2 per m: an exit is seen within 1.5 m.
TEST(GoingAstray, NotBesideTheExit) {
    const CurvesFolder folder;
    for (const double away_m : {1.0, 4.0}) {
        Scenario scenario = smoke_before_two_doors(folder, 2.0, 1.0);
        PopulationSpec& visitors = scenario.people.populations[0];
        visitors.exits = {"west"};
        visitors.knowledge->entrance = {{"west", 1.0}};
        visitors.positions = {{away_m, 5.0}};
        const RunResults results = run(scenario);
        EXPECT_EQ(count_of(results, "goes astray"), away_m > 1.5 ? 1 : 0) << away_m;
        EXPECT_EQ(results.status, RunStatus::all_out);
    }
}

// The only person on the way into the closet when its door is shut for good: goes out by the other one.
TEST(GoingAstray, NobodyStaysBeforeADoorThatShuts) {
    const CurvesFolder folder;
    Scenario scenario = smoke_before_two_doors(folder, 2.0, 1.0);
    scenario.people.populations[0].positions = {{3, 7.6}};
    scenario.incident.events = {door_shuts("north", 4)};
    const RunResults results = run(scenario);
    EXPECT_EQ(count_of(results, "goes astray"), 1);
    EXPECT_EQ(into_closet(results), 0);
    EXPECT_EQ(results.status, RunStatus::all_out);
    EXPECT_EQ(results.health.stuck_count(), 0);
}

TEST(GoingAstray, TheSameForAnyNumberOfThreads) {
    const CurvesFolder folder;
    const Scenario scenario = smoke_before_two_doors(folder, 2.0, 0.3);
    const RunResults one = run(scenario, 1);
    const RunResults three = run(scenario, 3);
    EXPECT_GT(count_of(one, "goes astray"), 0);
    EXPECT_EQ(one.state_hash, three.state_hash);
}

}  // namespace
}  // namespace wayout
