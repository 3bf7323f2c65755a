#include <wayout/builtin_profiles.hpp>
#include <wayout/deviations.hpp>

#include <gtest/gtest.h>

#include <functional>

namespace wayout {
namespace {

/// A scenario in which everything that the ledger looks at is there, with its default.
Scenario plain_scenario() {
    Scenario scenario;
    scenario.incident.fire.emplace();
    scenario.people.noticing.emplace();
    PopulationSpec& guests = scenario.people.populations.emplace_back();
    guests.id = "guests";
    guests.pre_movement_s = Distribution::constant_value(60.0);
    guests.seated.emplace();
    guests.alcohol.emplace();
    ExitSpec& exit = scenario.venue.exits.emplace_back();
    exit.id = "main";
    exit.line = {{0.0, 0.0}, {2.0, 0.0}};
    StairSpec& escalator = scenario.venue.stairs.emplace_back();
    escalator.id = "belt";
    escalator.kind = StairSpec::Kind::escalator;
    scenario.venue.shelters.emplace_back().id = "vault";
    scenario.incident.danger_areas.emplace_back().id = "stage";
    scenario.response.stewards.emplace_back().id = "anna";
    return scenario;
}

TEST(Deviations, DefaultsAreNone) {
    EXPECT_TRUE(find_deviations(Scenario{}).empty());
    EXPECT_TRUE(find_deviations(plain_scenario()).empty());
}

struct Case {
    const char* path;
    const char* value;
    const char* standard;
    std::function<void(Scenario&)> less_safe;
    std::function<void(Scenario&)> safer;  ///< the other side; empty: there is none
};

TEST(Deviations, EachIsFoundOnItsLessSafeSideAlone) {
    const std::vector<Case> cases{
        {"simulation.calibration",
         "lab",
         "design",
         [](Scenario& s) { s.simulation.calibration = Calibration::lab; },
         {}},
        {"simulation.code_flow_limits", "false", "true",
         [](Scenario& s) { s.simulation.code_flow_limits = false; },
         [](Scenario& s) { s.simulation.code_flow_limits = true; }},
        {"simulation.model", "time-gap-plain", "time-gap",
         [](Scenario& s) { s.simulation.model = std::string(plain_model); },
         [](Scenario& s) { s.simulation.model = "crush"; }},
        {"simulation.pushing", "0.1", "0.3", [](Scenario& s) { s.simulation.pushing = 0.1; },
         [](Scenario& s) { s.simulation.pushing = 1.0; }},
        {"incident.fire.tenability.visibility_m", "5", "10",
         [](Scenario& s) { s.incident.fire->tenability.visibility_m = 5.0; },
         [](Scenario& s) { s.incident.fire->tenability.visibility_m = 12.0; }},
        // In the unit of the key: 353.15 K = 80 C beside 60 C.
        {"incident.fire.tenability.temperature_c", "80", "60",
         [](Scenario& s) { s.incident.fire->tenability.temperature_k = 353.15; },
         [](Scenario& s) { s.incident.fire->tenability.temperature_k = 323.15; }},
        {"incident.exposure.incapacitated_dose", "1.5", "1",
         [](Scenario& s) { s.incident.exposure.incapacitated_dose = 1.5; },
         [](Scenario& s) { s.incident.exposure.incapacitated_dose = 0.8; }},
        {"incident.exposure.impaired_dose", "0.5", "0.3",
         [](Scenario& s) { s.incident.exposure.impaired_dose = 0.5; },
         [](Scenario& s) { s.incident.exposure.impaired_dose = 0.1; }},
        {"incident.exposure.asphyxiant",
         "iso13571",
         "fds",
         [](Scenario& s) { s.incident.exposure.asphyxiant = AsphyxiantLaw::iso13571; },
         {}},
        {"incident.exposure.exertion", "rest", "light",
         [](Scenario& s) { s.incident.exposure.exertion = Exertion::rest; },
         [](Scenario& s) { s.incident.exposure.exertion = Exertion::heavy; }},
        {"incident.exposure.on_incapacitation", "walks", "lies",
         [](Scenario& s) { s.incident.exposure.on_incapacitation = OnIncapacitation::walks; },
         [](Scenario& s) { s.incident.exposure.on_incapacitation = OnIncapacitation::stands; }},
        {"incident.exposure.min_speed_frac", "0.3", "0.1",
         [](Scenario& s) { s.incident.exposure.min_speed_frac = 0.3; },
         [](Scenario& s) { s.incident.exposure.min_speed_frac = 0.0; }},
        {"people.noticing.smoke_rate", "9", "3", [](Scenario& s) { s.people.noticing->smoke_rate = 9.0; },
         [](Scenario& s) { s.people.noticing->smoke_rate = 1.0; }},
        {"people.populations[guests].seated.passing_speed_frac", "1", "0.6",
         [](Scenario& s) { s.people.populations[0].seated->passing_speed_frac = 1.0; },
         [](Scenario& s) { s.people.populations[0].seated->passing_speed_frac = 0.5; }},
        {"venue.escalators[belt].riders",
         "walk",
         "stand",
         [](Scenario& s) { s.venue.stairs[0].riders = StairSpec::Riders::walk; },
         {}},
        // 3 people/s over 2 m are 1.5 per metre, above 1.33; 2.6 are 1.3, below.
        {"venue.exits[main].flow_limit", "1.5", "1.33",
         [](Scenario& s) {
             s.venue.exits[0].flow_limit = {FlowLimit::Kind::persons_per_s, 3.0};
         },
         [](Scenario& s) {
             s.venue.exits[0].flow_limit = {FlowLimit::Kind::persons_per_s, 2.6};
         }},
        {"venue.exits[main].flow_limit", "1.4", "1.33",
         [](Scenario& s) {
             s.venue.exits[0].flow_limit = {FlowLimit::Kind::specific_flow, 1.4};
         },
         [](Scenario& s) {
             s.venue.exits[0].flow_limit = {FlowLimit::Kind::specific_flow, 1.33};
         }},
        {"venue.shelters[vault].m2_per_person", "0.25", "0.5",
         [](Scenario& s) { s.venue.shelters[0].m2_per_person = 0.25; },
         [](Scenario& s) { s.venue.shelters[0].m2_per_person = 1.0; }},
        {"incident.danger_areas[stage].sight_m", "60", "30",
         [](Scenario& s) { s.incident.danger_areas[0].sight_m = 60.0; },
         [](Scenario& s) { s.incident.danger_areas[0].sight_m = 10.0; }},
        {"response.stewards[anna].reach_m", "20", "5",
         [](Scenario& s) { s.response.stewards[0].reach_m = 20.0; },
         [](Scenario& s) { s.response.stewards[0].reach_m = 3.0; }},
    };
    for (const Case& c : cases) {
        Scenario scenario = plain_scenario();
        c.less_safe(scenario);
        const std::vector<Deviation> found = find_deviations(scenario);
        ASSERT_EQ(found.size(), 1U) << c.path;
        EXPECT_EQ(found[0].path, c.path);
        EXPECT_EQ(found[0].value, c.value) << c.path;
        EXPECT_EQ(found[0].standard, c.standard) << c.path;
        EXPECT_FALSE(found[0].why.empty());
        EXPECT_FALSE(found[0].source.empty());
        if (!c.safer)
            continue;
        Scenario other = plain_scenario();
        c.safer(other);
        EXPECT_TRUE(find_deviations(other).empty()) << c.path;
    }
}

TEST(Deviations, NoticingIsHeldAgainstThePresetNamed) {
    const NoticingPreset& preset = noticing_presets().front();
    Scenario scenario = plain_scenario();
    scenario.people.noticing = preset.spec;
    scenario.people.noticing->preset = preset.id;
    scenario.people.populations.clear();
    EXPECT_TRUE(find_deviations(scenario).empty());
    scenario.people.noticing->investigating_frac = preset.spec.investigating_frac / 2.0;
    const std::vector<Deviation> found = find_deviations(scenario);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].path, "people.noticing.investigating_frac");
}

TEST(Deviations, PreMovementIsHeldAgainstThePresetOfTheVenueNamed) {
    for (const NoticingPreset& preset : noticing_presets()) {
        const PreMovementPreset* times = find_pre_movement_preset(preset.id);
        if (times == nullptr)
            continue;
        Scenario scenario = plain_scenario();
        scenario.people.noticing = preset.spec;
        scenario.people.noticing->preset = preset.id;
        scenario.people.populations[0].pre_movement_s = times->distribution;
        EXPECT_TRUE(find_deviations(scenario).empty()) << preset.id;
        scenario.people.populations[0].pre_movement_s = Distribution::constant_value(0.0);
        const std::vector<Deviation> found = find_deviations(scenario);
        ASSERT_EQ(found.size(), 1U) << preset.id;
        EXPECT_EQ(found[0].path, "people.populations[guests].pre_movement_s");
    }
}

TEST(Deviations, AReasonBelongsToItsPath) {
    Scenario scenario = plain_scenario();
    scenario.incident.exposure.impaired_dose = 0.5;
    scenario.simulation.calibration = Calibration::lab;
    scenario.deviations = {{"simulation.calibration", "A laboratory experiment.", "here"}};
    const std::vector<Deviation> found = find_deviations(scenario);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].reason, "A laboratory experiment.");
    const Errors open = unexplained(found);
    ASSERT_EQ(open.size(), 1U);
    EXPECT_EQ(open[0].where, "incident.exposure.impaired_dose");
    EXPECT_EQ(deviation_warnings(scenario).size(), 1U);
    // A reason for what is no deviation is said to be idle, at its own place.
    scenario.deviations.push_back({"incident.exposure.incapacitated_dose", "None.", "there"});
    const Errors warnings = deviation_warnings(scenario);
    ASSERT_EQ(warnings.size(), 2U);
    EXPECT_EQ(warnings[1].where, "there");
}

}  // namespace
}  // namespace wayout
