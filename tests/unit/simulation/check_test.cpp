#include <wayout/check.hpp>
#include <wayout/simulation.hpp>

#include "hall.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace wayout {
namespace {

/// The room of 20 m x 10 m with two exits of 2 m and `count` people anywhere in it.
Scenario room_with(int count) {
    Scenario scenario = room_with_two_exits();
    PopulationSpec crowd = people_at("crowd", {});
    crowd.positions.reset();
    crowd.count = count;
    crowd.storeys = {"floor"};
    scenario.people.populations = {crowd};
    return scenario;
}

bool any_contains(const std::vector<std::string>& lines, const std::string& part) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.find(part) != line.npos; });
}

const Error* error_about(const Errors& errors, const std::string& part) {
    const auto found = std::find_if(errors.begin(), errors.end(), [&](const Error& error) {
        return (error.where + ": " + error.message).find(part) != std::string::npos;
    });
    return found == errors.end() ? nullptr : &*found;
}

TEST(CheckScenario, TellsWhatWasUnderstood) {
    const CheckReport report = check_scenario(room_with(200));
    EXPECT_TRUE(report.errors.empty());
    EXPECT_TRUE(report.warnings.empty());
    // 20 m x 10 m; two exits of 2 m.
    EXPECT_TRUE(any_contains(report.facts, "1 storeys, 200 m2 walkable, 0 flights"));
    EXPECT_TRUE(any_contains(report.facts, "2 exits with 4.00 m clear width in all, 0 doors"));
    EXPECT_TRUE(any_contains(report.facts, "200 people in 1 populations"));
}

TEST(CheckScenario, ComparesTheExitsWithFiguresOfCodes) {
    const auto german = [](const CheckReport& report) {
        return *std::find_if(report.norms.begin(), report.norms.end(), [](const NormRow& row) {
            return row.jurisdiction == Jurisdiction::mvstaettvo && row.subject == "all exits";
        });
    };
    const auto english = [](const CheckReport& report) {
        return *std::find_if(report.norms.begin(), report.norms.end(), [](const NormRow& row) {
            return row.jurisdiction == Jurisdiction::adb && row.subject == "all exits";
        });
    };
    const CheckReport report = check_scenario(room_with(200));
    // 1.20 m per 200 persons of 2 x 2 m; with one of the two exits lost 2 m / 5 mm = 400 people.
    EXPECT_NEAR(german(report).limit, 1.2, 1e-12);
    EXPECT_EQ(german(report).verdict, NormVerdict::met);
    EXPECT_EQ(english(report).value, 400.0);
    EXPECT_EQ(english(report).verdict, NormVerdict::met);
    // Nothing has run yet.
    EXPECT_TRUE(std::none_of(report.norms.begin(), report.norms.end(),
                             [](const NormRow& row) { return row.jurisdiction == Jurisdiction::imo; }));

    // 500 people, and the west exit is shut: 3.00 m needed, 2.00 m there; no exit is left without the widest.
    Scenario shut = room_with(500);
    shut.venue.exits[0].state = OpeningState::closed;
    const CheckReport strained = check_scenario(shut);
    ASSERT_TRUE(strained.errors.empty());
    EXPECT_NEAR(german(strained).margin(), -1.0, 1e-12);
    EXPECT_EQ(german(strained).verdict, NormVerdict::not_met);
    EXPECT_EQ(english(strained).value, 0.0);
    EXPECT_EQ(english(strained).verdict, NormVerdict::not_met);
}

TEST(CheckScenario, ListsAllProblemsOfTheVenueAtOnceWithTheirPlace) {
    Scenario scenario = room_with(20);
    scenario.venue.exits[0].line = {{7, 3}, {7, 5}};  // in the middle of the room
    DoorSpec door;
    door.id = "hatch";
    door.storey = "floor";
    door.line = {{5, 3}, {5, 3.3}};  // 0.30 m, and in no wall
    scenario.venue.doors = {door};
    ObstacleSpec bar;
    bar.name = "bar";
    bar.polygon = rectangle(40, 1, 42, 2);
    scenario.venue.storeys[0].obstacles = {bar};
    const CheckReport report = check_scenario(scenario);

    const Error* exit = error_about(report.errors, "the exit is not on a wall");
    ASSERT_NE(exit, nullptr);
    EXPECT_EQ(exit->storey, "floor");
    EXPECT_EQ(exit->x_m, 7.0);
    EXPECT_GE(exit->y_m, 3.0);
    EXPECT_LE(exit->y_m, 5.0);
    const Error* narrow = error_about(report.errors, "0.30 m is narrower than the narrowest body");
    ASSERT_NE(narrow, nullptr);
    EXPECT_EQ(narrow->storey, "floor");
    EXPECT_EQ(narrow->x_m, 5.0);
    const Error* outside = error_about(report.errors, "(obstacle 'bar')");
    ASSERT_NE(outside, nullptr);
    EXPECT_EQ(outside->x_m, 41.0);
    EXPECT_EQ(outside->y_m, 1.5);

    // The geometry alone says the same.
    EXPECT_EQ(check_venue(scenario.venue).errors, report.errors);
    // No figures of a building that is not understood.
    EXPECT_TRUE(report.norms.empty());
}

TEST(CheckScenario, ObjectsToWhateverARunWouldRefuse) {
    Scenario cut_off = room_with_two_exits();
    cut_off.people.populations = {people_at("shut-in", {{8, 5}})};
    for (ExitSpec& exit : cut_off.venue.exits) exit.state = OpeningState::closed;
    Scenario crowded = room_with(200);
    crowded.people.populations[0].count = 5000;  // 25 per square metre
    for (const Scenario& scenario : {cut_off, crowded}) {
        const CheckReport report = check_scenario(scenario);
        const Result<Simulation> run = Simulation::create(scenario);
        ASSERT_FALSE(run.has_value());
        EXPECT_EQ(report.errors, run.error());
        EXPECT_FALSE(report.facts.empty()) << "the building was understood, and that is said";
    }
    const Errors errors = check_scenario(cut_off).errors;
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].code, ErrorCode::unreachable);
    EXPECT_EQ(errors[0].x_m, 8.0);
    EXPECT_EQ(errors[0].y_m, 5.0);
}

}  // namespace
}  // namespace wayout
