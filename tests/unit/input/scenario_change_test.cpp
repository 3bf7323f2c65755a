#include "snippets.hpp"

#include <wayout/scenario_change.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace wayout {
namespace {

using Act = ScenarioChange::Act;

constexpr const char* room = R"({
    "wayout_version": 1, "name": "Room",
    "venue": {"name": "Room",
        "storeys": [{"id": "g", "name": "Ground", "floor": {"rect": [0, 0, 20, 10]}}],
        "exits": [{"id": "west", "line": [[0, 4], [0, 6]]}, {"id": "east", "line": [[20, 4], [20, 6]]}]},
    "people": {"populations": [
        {"id": "guests", "profile": "weidmann-adult", "count": 41, "in": {"storeys": ["g"]},
         "pre_movement_s": {"distribution": "uniform", "min": 0, "max": 10}},
        {"id": "staff", "role": "staff", "profile": "weidmann-adult", "count": 10, "in": {"storeys": ["g"]},
         "pre_movement_s": 4}]},
    "simulation": {"duration_s": 600, "seed": 3}
})";

ScenarioTree tree() {
    Result<ScenarioTree> opened = ScenarioTree::from_text(room, ".");
    EXPECT_TRUE(opened.has_value()) << (opened ? std::string() : as_lines(opened.error()));
    return *std::move(opened);
}

ScenarioChange by_number(Act act, std::string path, double number) {
    ScenarioChange change{act, std::move(path)};
    change.number = number;
    return change;
}

ScenarioChange put(std::string path, std::string json) {
    return {Act::set, std::move(path), std::move(json)};
}

Scenario changed(const std::vector<ScenarioChange>& changes) {
    Result<Scenario> scenario = tree().with(changes, "test");
    EXPECT_TRUE(scenario.has_value()) << (scenario ? std::string() : as_lines(scenario.error()));
    return scenario ? *std::move(scenario) : Scenario{};
}

std::string refused(const std::vector<ScenarioChange>& changes) {
    const Result<Scenario> scenario = tree().with(changes, "test");
    return scenario ? "accepted" : as_lines(scenario.error());
}

/// The guests' pre-movement time after it was first set and then changed.
Distribution pre_movement(const char* distribution, Act act, double number) {
    const std::string path = "people.populations[guests].pre_movement_s";
    return changed({put(path, distribution), by_number(act, path, number)})
        .people.populations.at(0)
        .pre_movement_s;
}

TEST(ScenarioChange, LeavesTheScenarioItselfAlone) {
    const ScenarioTree common = tree();
    const ScenarioChange change = put("name", R"("Other")");
    EXPECT_EQ(common.with({&change, 1}, "test")->name, "Other");
    EXPECT_EQ(common.scenario().name, "Room");
    EXPECT_EQ(common.with({}, "test")->as_json, common.scenario().as_json);
}

TEST(ScenarioChange, AreMadeInTheirOrder) {
    const std::string count = "people.populations[guests].count";
    EXPECT_EQ(changed({put(count, "10"), by_number(Act::scale, count, 3.0)}).people.populations.at(0).count,
              30);
    EXPECT_EQ(changed({by_number(Act::scale, count, 3.0), put(count, "10")}).people.populations.at(0).count,
              10);
}

TEST(ScenarioChange, NumbersOfPeopleStayWhole) {
    // 41 * 1.3 = 53.3; 41 * 0.5 = 20.5, which is rounded away from zero; 41 + 0.6 = 41.6.
    const std::string count = "people.populations[guests].count";
    EXPECT_EQ(changed({by_number(Act::scale, count, 1.3)}).people.populations.at(0).count, 53);
    EXPECT_EQ(changed({by_number(Act::scale, count, 0.5)}).people.populations.at(0).count, 21);
    EXPECT_EQ(changed({by_number(Act::add, count, 0.6)}).people.populations.at(0).count, 42);
    EXPECT_TRUE(is_whole_number_path(count));
    EXPECT_FALSE(is_whole_number_path("people.populations[guests].pre_movement_s"));
    // Other numbers do not.
    EXPECT_DOUBLE_EQ(changed({by_number(Act::scale, "simulation.duration_s", 0.5001)}).simulation.duration_s,
                     300.06);
}

TEST(ScenarioChange, AttendanceIsThatOfTheVisitorsAlone) {
    const Scenario more = changed({by_number(Act::scale, "attendance", 2.0)});
    EXPECT_EQ(more.people.populations.at(0).count, 82);
    EXPECT_EQ(more.people.populations.at(1).count, 10);
    EXPECT_NE(
        refused({by_number(Act::add, "attendance", 5.0)}).find("path 'attendance' | can only be scaled"),
        std::string::npos);
    EXPECT_NE(refused({put("attendance", "5")}).find("can only be scaled"), std::string::npos);
    EXPECT_NE(refused({put("people.populations[0]", "null"), by_number(Act::scale, "attendance", 2.0)})
                  .find("no population of visitors is given by count"),
              std::string::npos);
}

// Hand values: every draw times 2, or plus 3.
TEST(ScenarioChange, ScalesEachKindOfDistribution) {
    EXPECT_DOUBLE_EQ(pre_movement("8", Act::scale, 2.0).value, 16.0);
    EXPECT_DOUBLE_EQ(pre_movement(R"({"distribution": "constant", "value": 8})", Act::scale, 2.0).value,
                     16.0);

    const Distribution uniform =
        pre_movement(R"({"distribution": "uniform", "min": 1, "max": 5})", Act::scale, 2.0);
    EXPECT_DOUBLE_EQ(uniform.min, 2.0);
    EXPECT_DOUBLE_EQ(uniform.max, 10.0);

    const Distribution normal = pre_movement(
        R"({"distribution": "normal", "mean": 30, "sd": 4, "min": 10, "max": 60})", Act::scale, 2.0);
    EXPECT_DOUBLE_EQ(normal.mean, 60.0);
    EXPECT_DOUBLE_EQ(normal.sd, 8.0);
    EXPECT_DOUBLE_EQ(normal.min, 20.0);
    EXPECT_DOUBLE_EQ(normal.max, 120.0);

    // Median exp(mu): 20 -> 40. The shape stays.
    const Distribution lognormal = pre_movement(
        R"({"distribution": "lognormal", "mu": 2.995732273553991, "sigma": 0.5, "offset": 3, "max": 200})",
        Act::scale, 2.0);
    EXPECT_NEAR(std::exp(lognormal.mu), 40.0, 1e-12);
    EXPECT_DOUBLE_EQ(lognormal.sigma, 0.5);
    EXPECT_DOUBLE_EQ(lognormal.offset, 6.0);
    EXPECT_DOUBLE_EQ(lognormal.max, 400.0);

    // Mean of a gamma distribution: offset + shape * scale = 1 + 2 * 5 = 11 -> 22.
    const Distribution gamma =
        pre_movement(R"({"distribution": "gamma", "shape": 2, "scale": 5, "offset": 1})", Act::scale, 2.0);
    EXPECT_DOUBLE_EQ(gamma.offset + gamma.shape * gamma.scale, 22.0);
    EXPECT_DOUBLE_EQ(gamma.shape, 2.0);

    // Mean of a Weibull distribution of shape 1: its scale, 7 -> 14.
    const Distribution weibull =
        pre_movement(R"({"distribution": "weibull", "shape": 1, "scale": 7})", Act::scale, 2.0);
    EXPECT_DOUBLE_EQ(weibull.scale, 14.0);
    EXPECT_DOUBLE_EQ(weibull.shape, 1.0);

    const Distribution empirical = pre_movement(
        R"({"distribution": "empirical", "values": [1, 2, 6], "weights": [1, 1, 2]})", Act::scale, 2.0);
    EXPECT_EQ(empirical.values, (std::vector<double>{2.0, 4.0, 12.0}));
    EXPECT_EQ(empirical.weights, (std::vector<double>{1.0, 1.0, 2.0}));
}

TEST(ScenarioChange, ShiftsEachKindOfDistribution) {
    const Distribution uniform =
        pre_movement(R"({"distribution": "uniform", "min": 1, "max": 5})", Act::add, 3.0);
    EXPECT_DOUBLE_EQ(uniform.min, 4.0);
    EXPECT_DOUBLE_EQ(uniform.max, 8.0);

    const Distribution normal = pre_movement(
        R"({"distribution": "normal", "mean": 30, "sd": 4, "min": 10, "max": 60})", Act::add, 3.0);
    EXPECT_DOUBLE_EQ(normal.mean, 33.0);
    EXPECT_DOUBLE_EQ(normal.sd, 4.0);
    EXPECT_DOUBLE_EQ(normal.min, 13.0);
    EXPECT_DOUBLE_EQ(normal.max, 63.0);

    for (const char* text : {R"({"distribution": "lognormal", "mu": 3, "sigma": 0.5, "max": 200})",
                             R"({"distribution": "gamma", "shape": 2, "scale": 5, "max": 200})",
                             R"({"distribution": "weibull", "shape": 2, "scale": 5, "max": 200})"}) {
        const Distribution before = pre_movement(text, Act::add, 0.0);
        const Distribution after = pre_movement(text, Act::add, 3.0);
        EXPECT_DOUBLE_EQ(after.offset, 3.0) << text;
        EXPECT_DOUBLE_EQ(after.max, 203.0) << text;
        EXPECT_DOUBLE_EQ(after.mu, before.mu) << text;
        EXPECT_DOUBLE_EQ(after.scale, before.scale) << text;
    }
    EXPECT_DOUBLE_EQ(
        pre_movement(R"({"distribution": "gamma", "shape": 2, "scale": 5, "offset": 1})", Act::add, 3.0)
            .offset,
        4.0);
    EXPECT_EQ(pre_movement(R"({"distribution": "empirical", "values": [1, 2]})", Act::add, 3.0).values,
              (std::vector<double>{4.0, 5.0}));
}

TEST(ScenarioChange, RefusesWhatCannotBeScaled) {
    const std::string path = "people.populations[guests].pre_movement_s";
    EXPECT_NE(
        refused({by_number(Act::scale, path, -1.0)}).find("can be multiplied by a positive number only"),
        std::string::npos);
    EXPECT_NE(refused({by_number(Act::scale, path, 0.0)}).find("can be multiplied by a positive number only"),
              std::string::npos);
    EXPECT_NE(refused({by_number(Act::scale, "name", 2.0)})
                  .find("test: path 'name' | is the text \"Room\"; only numbers"),
              std::string::npos);
    EXPECT_NE(refused({by_number(Act::scale, "venue.exits", 2.0)}).find("is a list; only numbers"),
              std::string::npos);
    EXPECT_NE(
        refused({by_number(Act::scale, "venue.exits[east]", 2.0)}).find("an object without a 'distribution'"),
        std::string::npos);
    EXPECT_NE(refused({by_number(Act::scale, "simulation.duration_s", std::nan(""))})
                  .find("is changed by no number"),
              std::string::npos);
}

TEST(ScenarioChange, ListsAllPathsThatLeadNowhereAtOnce) {
    const std::string problems =
        refused({put("venue.doors[x].state", "1"), by_number(Act::scale, "peple.x", 2.0),
                 put("venue.exits[north].name", "\"N\"")});
    EXPECT_NE(problems.find("there is no 'doors' in 'venue'; there are: name, storeys, exits"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("there is no 'peple' in the scenario"), std::string::npos);
    EXPECT_NE(problems.find("'venue.exits' has no item with the id 'north'; there are: west, east"),
              std::string::npos);
}

TEST(ScenarioChange, ReportsWhatTheChangedScenarioIsRefusedFor) {
    // Negative control: the scenario is good without the change.
    EXPECT_EQ(refused({}), "accepted");
    const std::string problems =
        refused({put("simulation.time_step_s", "-1"), put("venue.exits[+]", R"({"id": "west"})")});
    EXPECT_NE(problems.find("test: "), std::string::npos) << problems;
    EXPECT_NE(problems.find("time_step_s"), std::string::npos) << problems;
    EXPECT_NE(problems.find("ids must differ"), std::string::npos) << problems;
}

TEST(ScenarioChange, MergesPatches) {
    const Scenario patched = changed(
        {{Act::patch,
          {},
          R"({"simulation": {"seed": 9}, "venue": {"exits": [{"id": "only", "line": [[0, 4], [0, 6]]}]}})"}});
    EXPECT_EQ(patched.simulation.seed, 9u);
    EXPECT_DOUBLE_EQ(patched.simulation.duration_s, 600.0);
    ASSERT_EQ(patched.venue.exits.size(), 1u);
    EXPECT_EQ(patched.venue.exits.at(0).id, "only");
    EXPECT_NE(refused({{Act::patch, {}, "[1]"}}).find("a list where an object is needed"), std::string::npos);
}

}  // namespace
}  // namespace wayout
