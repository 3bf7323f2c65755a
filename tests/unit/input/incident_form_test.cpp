// The fire, the power and the structure of an incident, as files say them.
#include "../error_lines.hpp"
#include "input/read_scenario.hpp"

#include <wayout/input.hpp>

#include <gtest/gtest.h>

#include <string>

namespace wayout {
namespace {

ScenarioDraft read_incident(const std::string& incident) {
    const std::string text = R"({"wayout_version": 1, "name": "a", "venue": {
        "storeys": [{"id": "f", "floor": {"rect": [0, 0, 10, 10]}}], "exits": [{"id": "x", "line": [[0, 4], [0, 6]]}],
        "zones": [{"id": "all", "polygon": {"rect": [0, 0, 10, 10]}}]},
        "people": {"populations": [{"id": "p", "profile": "weidmann-adult", "count": 1, "pre_movement_s": 0}]},
        "incident": )" + incident +
                             "}";
    const auto files = memory_files({{"scenario.json", text}});
    return read_scenario_files(*files, "scenario.json");
}

TEST(IncidentForm, ReadsEverythingOfAFire) {
    const ScenarioDraft draft = read_incident(R"({
        "fire": {"starts_at_s": 30, "curves": [{"file": "a.csv", "zones": ["all"]}],
                 "tenability": {"visibility_m": 5, "temperature_c": 80}, "smoke_aversion": {"turn_back_visibility_m": 4}},
        "exposure": {"asphyxiant": "sfpe5"},
        "power_failure": {"fails_at_s": 10, "returns_at_s": 20, "emergency_speed_frac": 0.7, "silent_alarm_delay_s": 5},
        "structural_losses": [{"id": "roof", "polygon": {"rect": [0, 0, 5, 5]}, "at_s": 100,
                               "outcomes": {"unhurt_frac": 1, "injured_frac": 0, "trapped_frac": 0, "fatal_frac": 0}}]})");
    ASSERT_TRUE(draft.errors.empty()) << as_lines(draft.errors);
    const IncidentSpec& incident = draft.scenario.incident;
    ASSERT_TRUE(incident.fire && incident.fire->curves);
    EXPECT_EQ(incident.fire->starts_at_s, 30.0);
    EXPECT_EQ(incident.fire->curves->curves[0].file, "a.csv");
    EXPECT_EQ(incident.fire->tenability.visibility_m, 5.0);
    EXPECT_DOUBLE_EQ(incident.fire->tenability.temperature_k, 353.15);
    EXPECT_EQ(incident.fire->aversion.turn_back_visibility_m, 4.0);
    EXPECT_EQ(incident.exposure.asphyxiant, AsphyxiantLaw::sfpe5);
    ASSERT_TRUE(incident.power);
    EXPECT_EQ(incident.power->emergency_speed_frac, 0.7);
    EXPECT_EQ(*incident.power->returns_at_s, 20.0);
    ASSERT_EQ(incident.losses.size(), 1U);
    EXPECT_EQ(*incident.losses[0].at_s, 100.0);
}

TEST(IncidentForm, TellsAllThatIsWrong) {
    const ScenarioDraft draft = read_incident(R"({
        "fire": {"starts_at_s": -1, "cfast": {"file": "a.csv", "rooms": [{"number": 1, "zones": ["all"]}]},
                 "curves": [{"file": "a.csv", "zones": ["all"]}], "tenability": {"visibility_m": 0}},
        "power_failure": {"fails_at_s": 30, "returns_at_s": 20},
        "structural_losses": [{"id": "roof", "polygon": {"rect": [0, 0, 5, 5]},
                               "outcomes": {"unhurt_frac": 0.5, "injured_frac": 0, "trapped_frac": 0, "fatal_frac": 0}}]})");
    const std::string text = as_lines(draft.errors);
    for (const char* expected : {"starts_at_s", "visibility_m", "returns_at_s", "at_s", "add up"})
        EXPECT_NE(text.find(expected), std::string::npos) << expected << " in\n" << text;
}

TEST(IncidentForm, AFireHasExactlyOneSource) {
    EXPECT_NE(as_lines(read_incident(R"({"fire": {}})").errors).find("zone_model"), std::string::npos);
    EXPECT_FALSE(
        read_incident(
            R"({"fire": {"fds": {"smv": "a.smv"}, "curves": [{"file": "a.csv", "zones": ["all"]}]}})")
            .errors.empty());
    EXPECT_TRUE(read_incident(R"({"fire": {"fds": {"smv": "a.smv"}}})").errors.empty());
}

}  // namespace
}  // namespace wayout
