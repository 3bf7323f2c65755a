/// What a warning changes in a scenario.
#include "messages/alert_area.hpp"
#include "sample_alert.hpp"

#include <wayout/alert_use.hpp>
#include <wayout/input.hpp>
#include <wayout/simulation.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <sstream>

namespace wayout {
namespace {

namespace fs = std::filesystem;
using test::read_sample_with;
using test::sample_alert;

/// Two rooms of 10 m side by side; the second has the exit.
constexpr const char* house = R"({"wayout_version": 1, "name": "House", "description": "Two rooms.",
    "venue": {"storeys": [{"id": "g", "floor": {"rect": [0, 0, 20, 10]}, "walls": [{"line": [[10, 0], [10, 10]]}]}],
              "doors": [{"id": "between", "line": [[10, 4], [10, 6]]}],
              "exits": [{"id": "main", "name": "Main", "line": [[20, 4], [20, 6]]}],
              "zones": [{"id": "west", "rect": [0, 0, 9.9, 10]}, {"id": "east", "rect": [10.1, 0, 20, 10]}]},
    "people": {"noticing": {}, "populations": [{"id": "guests", "profile": "weidmann-adult", "count": 20,
               "pre_movement_s": {"distribution": "uniform", "min": 0, "max": 30}}]},
    "simulation": {"duration_s": 300, "seed": 1}})";

class ApplyAlert : public ::testing::Test {
protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "wayout-alert-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
        write(house);
        options_.not_actual = true;
        options_.at_s = 30.0;
        options_.everywhere = true;
    }
    void TearDown() override { fs::remove_all(folder_); }

    void write(const std::string& text) const { std::ofstream(scenario()) << text; }
    fs::path scenario() const { return folder_ / "house.json"; }

    Scenario applied(const AlertDraft& draft) {
        const Result<AppliedAlert> result = apply_alert(draft, scenario(), options_);
        EXPECT_TRUE(result) << (result ? "" : as_lines(result.error()));
        if (!result)
            return {};
        applied_ = *result;
        EXPECT_EQ(as_lines(write_applied_alert(*result, draft, scenario(), folder_ / "new.json", true)), "");
        const Result<Scenario> read = read_scenario(folder_ / "new.json");
        EXPECT_TRUE(read) << (read ? "" : as_lines(read.error()));
        return read ? *read : Scenario{};
    }
    std::string problems(const AlertDraft& draft) {
        const Result<AppliedAlert> result = apply_alert(draft, scenario(), options_);
        return result ? "none" : as_lines(result.error());
    }

    /// The plan's origin at 60 degrees north, 30 east: the place of the sample's polygon and circle.
    void lay_on_earth(GeoPoint origin = {60.0, 30.0}) {
        options_.everywhere = false;
        options_.plan = PlanOnEarth{origin, 0.0};
    }

    fs::path folder_;
    ApplyAlertOptions options_;
    AppliedAlert applied_;
};

AlertDraft sample() {
    return read_alert_text(std::string(sample_alert), "alert.xml");
}

/// The sample with the circle alone, of that radius in km around 60,30.
AlertDraft circle_of(const std::string& radius_km, const std::string& response) {
    std::string text(sample_alert);
    const std::size_t from = text.find("<polygon>"), to = text.find("</polygon>") + 10;
    text.erase(from, to - from);
    text.replace(text.find("0.12<"), 4, radius_km);
    text.replace(text.find("Evacuate"), 8, response);
    return read_alert_text(std::move(text), "alert.xml");
}

TEST(PlanOnEarth, HasTheScaleOfTheEllipsoid) {
    // Lengths of a degree on WGS 84, from tables: at 45 N 111,131.8 m along the meridian and 78,846.8 m
    // across it; at the equator 111,319.5 m across.
    const PlanOnEarth at_45{{45.0, 10.0}, 0.0};
    EXPECT_NEAR(on_plan(at_45, {45.001, 10.0}).y, 111.1318, 0.001);
    EXPECT_NEAR(on_plan(at_45, {45.0, 10.001}).x, 78.8468, 0.001);
    EXPECT_NEAR(on_plan({{0.0, 0.0}, 0.0}, {0.0, 0.001}).x, 111.3195, 0.001);
}

TEST(PlanOnEarth, TurnsWithThePlan) {
    // The plan's x axis points north: what lies north of the origin lies on it, and east is below it.
    const PlanOnEarth plan{{45.0, 10.0}, std::numbers::pi / 2.0};
    const Vec2 north = on_plan(plan, {45.001, 10.0}), east = on_plan(plan, {45.0, 10.001});
    EXPECT_NEAR(north.x, 111.1318, 0.001);
    EXPECT_NEAR(north.y, 0.0, 1e-9);
    EXPECT_NEAR(east.y, -78.8468, 0.001);
}

TEST(AreaOnPlanTest, IsCutByABox) {
    const Polygon big{{{-1000, -1000}, {1000, -1000}, {1000, 1000}, {-1000, 1000}}, {}};
    const Polygon part = clipped(big, {0, 0}, {10, 5});
    ASSERT_EQ(part.outer.size(), 4u);
    EXPECT_TRUE(clipped(big, {2000, 0}, {2010, 5}).outer.empty());
    // A triangle whose tip reaches 1 m into the box: its part is a triangle of 0.5 m on either side of the
    // axis.
    const Polygon tip = clipped({{{-1, 0}, {1, 0}, {0, 2}}, {}}, {-5, 1}, {5, 5});
    ASSERT_EQ(tip.outer.size(), 3u);
}

TEST_F(ApplyAlert, EvacuateBecomesAnAlarm) {
    const Scenario scenario = applied(sample());
    ASSERT_EQ(scenario.incident.alarms.size(), 1u);
    const AlarmSpec& alarm = scenario.incident.alarms[0];
    EXPECT_EQ(alarm.kind, AlarmKind::phone);
    EXPECT_EQ(alarm.at_s, 30.0);
    EXPECT_TRUE(alarm.heard_in.empty());
    EXPECT_TRUE(alarm.message.names_hazard);
    EXPECT_FALSE(alarm.message.gives_action_and_exit);
    // Sent at 20:00, over at 21:00: an hour after it took effect.
    EXPECT_EQ(alarm.until_s, 3630.0);
    EXPECT_NE(scenario.description.find("EX-1"), std::string::npos);
    EXPECT_EQ(scenario.people.populations[0].count, 20);
}

int out_of(const Scenario& scenario) {
    RunOptions options;
    options.threads = 1;
    options.record = Record::nothing;
    Result<Simulation> simulation = Simulation::create(scenario, options);
    EXPECT_TRUE(simulation) << (simulation ? "" : as_lines(simulation.error()));
    while (simulation && !simulation->is_finished()) simulation->step();
    return simulation ? simulation->out_count() : -1;
}

TEST_F(ApplyAlert, PeopleWhoGetTheMessageLeaveAndOthersDoNot) {
    // Nothing else in the house makes anybody begin.
    const Result<Scenario> without = read_scenario(scenario());
    ASSERT_TRUE(without);
    EXPECT_EQ(out_of(*without), 0);
    EXPECT_EQ(out_of(applied(sample())), 20);
    options_.heard_frac = 0.0;
    EXPECT_EQ(out_of(applied(sample())), 0);
}

TEST_F(ApplyAlert, EvacuateBecomesAnOrderWithoutNoticing) {
    std::string text = house;
    text.replace(text.find("\"noticing\": {}, "), 16, "");
    write(text);
    const Scenario scenario = applied(sample());
    EXPECT_TRUE(scenario.incident.alarms.empty());
    ASSERT_EQ(scenario.incident.orders.size(), 1u);
    EXPECT_EQ(scenario.incident.orders[0].instruction, Instruction::evacuate);
}

TEST_F(ApplyAlert, IsHeardInTheZonesThatTheAreaTouches) {
    // A circle of 5 m around the plan's corner touches the west room only.
    lay_on_earth();
    const Scenario west = applied(circle_of("0.005", "Evacuate"));
    ASSERT_EQ(west.incident.alarms.size(), 1u);
    EXPECT_EQ(west.incident.alarms[0].heard_in, std::vector<std::string>{"west"});
    // 12 m reach both; 120 m hold the whole house, so that it is heard everywhere.
    EXPECT_EQ(applied(circle_of("0.012", "Evacuate")).incident.alarms.at(0).heard_in,
              (std::vector<std::string>{"west", "east"}));
    EXPECT_TRUE(applied(circle_of("0.12", "Evacuate")).incident.alarms.at(0).heard_in.empty());
}

TEST_F(ApplyAlert, FollowsTheRotationOfThePlan) {
    // The sample's polygon begins at the origin and goes 111 m north and 112 m east of it. A plan whose
    // origin lies 5 m south of it and whose x axis points north enters it after 5 m; one that points south
    // never does.
    std::string text(sample_alert);
    const std::size_t from = text.find("<circle>"), to = text.find("</circle>") + 9;
    text.erase(from, to - from);
    const AlertDraft draft = read_alert_text(text, "alert.xml");
    const double five_metres_deg = 5.0 / 111412.0;  // of a degree along the meridian at 60 N, from tables
    options_.everywhere = false;
    options_.plan = PlanOnEarth{{60.0 - five_metres_deg, 30.001}, std::numbers::pi / 2.0};
    EXPECT_EQ(applied(draft).incident.alarms.at(0).heard_in, (std::vector<std::string>{"west", "east"}));
    options_.plan->rotation_rad = -std::numbers::pi / 2.0;
    EXPECT_NE(problems(draft).find("does not touch the venue: 5 m to the nearest corner"), std::string::npos)
        << problems(draft);
}

TEST_F(ApplyAlert, TakesTheUsersZonesInPlaceOfTheArea) {
    options_.everywhere = false;
    options_.zones = {"east"};
    EXPECT_EQ(applied(sample()).incident.alarms.at(0).heard_in, std::vector<std::string>{"east"});
    options_.zones = {"eest"};
    EXPECT_NE(problems(sample()).find("no zone or storey 'eest'"), std::string::npos);
}

TEST_F(ApplyAlert, AvoidBecomesADangerArea) {
    lay_on_earth();
    const Scenario scenario = applied(circle_of("0.005", "Avoid"));
    ASSERT_EQ(scenario.incident.danger_areas.size(), 1u);
    const DangerAreaSpec& area = scenario.incident.danger_areas[0];
    ASSERT_EQ(area.path.size(), 1u);
    EXPECT_NEAR(length(area.path[0].centre), 0.0, 1e-3);
    EXPECT_DOUBLE_EQ(area.radius_m.at(0).radius_m, 5.0);
    EXPECT_EQ(area.from_s, 30.0);
    EXPECT_TRUE(area.by_message_only);
    ASSERT_EQ(area.messages.size(), 1u);
    EXPECT_EQ(area.messages[0].at_s, 30.0);
    // A circle that holds all leaves nobody a place to go.
    EXPECT_NE(problems(circle_of("0.12", "Avoid")).find("covers all of the storey"), std::string::npos);
}

TEST_F(ApplyAlert, CutsAnOutlineThatReachesFarBeyondTheVenue) {
    // The sample's polygon begins at the origin; a plan that begins 5 m west of it lies in it but for its
    // first 5 m.
    std::string text(sample_alert);
    const std::size_t from = text.find("<circle>"), to = text.find("</circle>") + 9;
    text.erase(from, to - from);
    text.replace(text.find("Evacuate"), 8, "Avoid");
    text.replace(text.find("60,30 60,30.002 60.001,30.002 60.001,30 60,30"), 45,
                 "59,30 59,35 65,35 65,30 59,30");
    lay_on_earth({60.0, 30.0 - 5.0 / 55800.0});  // a degree of longitude at 60 N has 55,800 m, from tables
    const Scenario scenario = applied(read_alert_text(text, "alert.xml"));
    ASSERT_EQ(scenario.incident.danger_areas.size(), 1u);
    double west_m = 1e9, most_m = 0.0;
    for (const Vec2 p : scenario.incident.danger_areas[0].polygon->outer) {
        west_m = std::min(west_m, p.x);
        most_m = std::max({most_m, std::abs(p.x), std::abs(p.y)});
    }
    EXPECT_NEAR(west_m, 5.0, 0.01);
    EXPECT_LE(most_m, 120.0 + 1e-6);
}

TEST_F(ApplyAlert, ShelterBecomesAnOrder) {
    const Scenario scenario = applied(read_sample_with("Evacuate", "Shelter"));
    ASSERT_EQ(scenario.incident.orders.size(), 1u);
    // The house has no shelters.
    EXPECT_EQ(scenario.incident.orders[0].instruction, Instruction::stay);
    EXPECT_EQ(scenario.incident.orders[0].at_s, 30.0);
}

TEST_F(ApplyAlert, ScalesTheAttendanceAsTheUserAssumes) {
    options_.attendance_frac = 0.5;
    EXPECT_EQ(applied(sample()).people.populations[0].count, 10);
}

TEST_F(ApplyAlert, CountsFromTheClockOfTheIncident) {
    options_.at_s.reset();
    options_.begins = *read_alert_time("2030-05-17T19:58:00+02:00");
    const Scenario later = applied(sample());
    EXPECT_EQ(later.incident.alarms.at(0).at_s, 120.0);
    EXPECT_EQ(later.incident.alarms.at(0).until_s, 3720.0);
    // An incident that begins in another zone of time, 10 min after the message.
    options_.begins = *read_alert_time("2030-05-17T18:10:00-00:00");
    EXPECT_EQ(applied(sample()).incident.alarms.at(0).at_s, 0.0);
    options_.begins = *read_alert_time("2030-05-17T21:00:00+02:00");
    EXPECT_NE(problems(sample()).find("expires | the message is over"), std::string::npos);
    options_.begins = *read_alert_time("2030-05-17T19:00:00+02:00");
    EXPECT_NE(problems(sample()).find("after the end of the run"), std::string::npos);
}

TEST_F(ApplyAlert, UsesOnlyRealWarningsUnlessItMayUseOthers) {
    options_.not_actual = false;
    EXPECT_NE(problems(sample()).find("Exercise is no real warning"), std::string::npos);
    EXPECT_EQ(problems(read_sample_with("Exercise", "Actual")), "none");
}

TEST_F(ApplyAlert, TellsAllProblemsAtOnce) {
    options_.not_actual = false;
    options_.at_s.reset();
    options_.everywhere = false;
    const std::string said = problems(sample());
    EXPECT_NE(said.find("no real warning"), std::string::npos);
    EXPECT_NE(said.find("--begins, --at"), std::string::npos);
    EXPECT_NE(said.find("--origin, --zones, --everywhere"), std::string::npos);
}

TEST_F(ApplyAlert, MakesNothingOfMessagesThatAskForNothing) {
    EXPECT_NE(problems(read_sample_with("Evacuate", "Monitor")).find("nothing of it can be made"),
              std::string::npos);
    std::string cancel(sample_alert);
    cancel.replace(cancel.find(">Alert<"), 7, ">Cancel<");
    const std::string scope = "<scope>Public</scope>";
    cancel.replace(cancel.find(scope), scope.size(),
                   scope + "<references>a@b.example,EX-0,2030-05-17T19:00:00+02:00</references>");
    EXPECT_NE(problems(read_alert_text(cancel, "alert.xml")).find("takes earlier messages back"),
              std::string::npos);
}

TEST_F(ApplyAlert, NeverReplacesAFileUnasked) {
    const AlertDraft draft = sample();
    const Result<AppliedAlert> result = apply_alert(draft, scenario(), options_);
    ASSERT_TRUE(result);
    EXPECT_NE(as_lines(write_applied_alert(*result, draft, scenario(), scenario(), false)).find("exists"),
              std::string::npos);
    std::ostringstream kept;
    kept << std::ifstream(scenario()).rdbuf();
    EXPECT_EQ(kept.str(), house);
}

}  // namespace
}  // namespace wayout
