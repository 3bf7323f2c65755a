#include "snippets.hpp"

#include <wayout/input.hpp>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace wayout {
namespace {

namespace fs = std::filesystem;

TEST(ReadScenario, FillsEverything) {
    const ScenarioDraft draft = read_text(whole_scenario());
    ASSERT_TRUE(draft.errors.empty()) << as_lines(draft.errors);
    EXPECT_TRUE(draft.is_venue_complete);
    const Scenario& s = draft.scenario;
    EXPECT_EQ(s.name, "Everything once");
    EXPECT_EQ(s.description, "for tests");

    const VenueSpec& v = s.venue;
    EXPECT_EQ(v.name, "House");
    ASSERT_EQ(v.storeys.size(), 2u);
    EXPECT_EQ(v.storeys[0].floor.size(), 2u);
    EXPECT_EQ(v.storeys[0].obstacles[0].id, "bar");
    EXPECT_EQ(v.storeys[0].obstacles[1].polygon.outer[2], (Vec2{6, 6}));
    EXPECT_EQ(v.storeys[0].walls[0].thickness_m, 0.2);
    EXPECT_EQ(v.storeys[0].walls[0].where, "scenario.json: venue.storeys[0].walls[0]");
    EXPECT_EQ(v.storeys[1].elevation_m, 4.0);
    EXPECT_EQ(v.storeys[1].floor[0].holes.size(), 1u);
    EXPECT_EQ(v.doors[0].clear_width_m, 1.8);
    EXPECT_EQ(v.doors[0].state, OpeningState::closed);
    EXPECT_EQ(v.doors[0].flow_limit.kind, FlowLimit::Kind::specific_flow);
    EXPECT_EQ(v.doors[0].flow_limit.value, 1.3);
    EXPECT_EQ(v.doors[0].where, "scenario.json: venue.doors[0]");
    EXPECT_EQ(v.exits[0].flow_limit.kind, FlowLimit::Kind::persons_per_s);
    EXPECT_EQ(v.exits[0].line, (Segment{{0, 5}, {0, 8}}));
    EXPECT_EQ(v.exits[1].flow_limit.kind, FlowLimit::Kind::none);
    ASSERT_EQ(v.stairs.size(), 4u);
    EXPECT_EQ(v.stairs[0].flights.at(0).top, (Segment{{16, 10}, {16, 12}}));
    EXPECT_EQ(v.stairs[0].riser_m, 0.17);
    EXPECT_EQ(v.stairs[1].flights.size(), 2u);
    EXPECT_EQ(v.stairs[1].landings.size(), 1u);
    EXPECT_EQ(v.stairs[1].landing_elevation_m, std::vector<double>{2.0});
    EXPECT_EQ(v.stairs[2].kind, StairSpec::Kind::ramp);
    EXPECT_EQ(v.stairs[3].kind, StairSpec::Kind::escalator);
    EXPECT_EQ(v.stairs[3].motion, StairSpec::Motion::up);
    EXPECT_EQ(v.stairs[3].belt_speed_mps, 0.65);
    EXPECT_EQ(v.stairs[3].riders, StairSpec::Riders::walk);
    EXPECT_TRUE(v.tiers[0].has_elevations);
    EXPECT_EQ(v.tiers[0].high_elevation_m, 1.5);
    EXPECT_NEAR(v.seating[0].facing_rad, 3.14159265358979, 1e-12);  // 180 degrees
    EXPECT_EQ(v.seating[0].seats_in_row, (std::vector<int>{4, 5}));
    EXPECT_EQ(v.seating[0].aisles.at(0).after_seat, 2);
    EXPECT_EQ(v.zones[0].use, "foyer");
    EXPECT_TRUE(v.exits[1].unused_until_opened);
    EXPECT_FALSE(v.exits[0].unused_until_opened);
    EXPECT_EQ(v.signs.at(0).leads_to, "main");
    EXPECT_EQ(v.signs[0].where, "scenario.json: venue.signs[0]");

    const ProfileSpec& profile = s.people.profiles.at(0);
    EXPECT_EQ(profile.groups[0].mobility, MobilityClass::reduced);
    EXPECT_EQ(profile.groups[0].sex, Sex::female);
    EXPECT_EQ(profile.groups[0].stair_down_mps->value, 0.6);
    EXPECT_EQ(profile.groups[0].stair_up_factor, 0.5);
    EXPECT_EQ(profile.groups[1].speed_by_age.at(1), (Vec2{60, 1.0}));
    EXPECT_EQ(profile.groups[1].speed_relative_sd, 0.2);

    const auto& p = s.people.populations;
    EXPECT_EQ(p[0].count, 20);
    EXPECT_EQ(p[0].exit_choice, ExitChoice::fixed);
    EXPECT_EQ(p[0].pre_movement_s.max, 300.0);
    EXPECT_EQ(p[0].where, "scenario.json: people.populations[0]");
    EXPECT_EQ(p[1].density_per_m2, 0.2);
    EXPECT_EQ(p[1].polygon->outer[0], (Vec2{5, 5}));
    EXPECT_EQ(p[1].polygon_storey, "upper");
    EXPECT_EQ(p[2].seats_filled_frac, 0.5);
    EXPECT_EQ(p[2].exit_choice, ExitChoice::familiar);
    EXPECT_EQ(p[2].knowledge.value().entrance.at(0).weight, 2.0);
    EXPECT_EQ(p[2].seating, std::vector<std::string>{"b1"});
    EXPECT_EQ(p[3].positions->at(1), (Vec2{2, 10}));

    ASSERT_EQ(s.incident.events.size(), 5u);
    EXPECT_EQ(s.incident.events[0].kind, IncidentEvent::Kind::close_exit);
    EXPECT_EQ(s.incident.events[0].target, "side");
    EXPECT_EQ(s.incident.events[1].kind, IncidentEvent::Kind::open_exit);
    EXPECT_EQ(s.incident.events[2].kind, IncidentEvent::Kind::open_door);
    EXPECT_EQ(s.incident.events[3].kind, IncidentEvent::Kind::close_door);
    EXPECT_EQ(s.incident.events[4].kind, IncidentEvent::Kind::set_escalator);
    EXPECT_EQ(s.incident.events[4].motion, StairSpec::Motion::stopped);
    EXPECT_EQ(s.incident.events[4].at_s, 30.0);

    EXPECT_EQ(s.simulation.seed, 18446744073709551615u);
    EXPECT_EQ(s.simulation.calibration, Calibration::lab);
    EXPECT_EQ(s.simulation.navigation_cell_m, 0.1);
    EXPECT_TRUE(s.simulation.keep_left);
    EXPECT_FALSE(s.outputs.trajectory_hdf5);
    EXPECT_TRUE(s.outputs.trajectory_sqlite);
    EXPECT_EQ(s.outputs.interval_s, 1.0);
    EXPECT_TRUE(s.outputs.decisions);
    EXPECT_EQ(s.outputs.norms, (std::vector<Jurisdiction>{Jurisdiction::imo, Jurisdiction::adb}));
}

TEST(ReadScenario, MergedTextReadsBackToItself) {
    const Scenario once = read_text(whole_scenario()).scenario;
    const Scenario again = read_text(once.as_json).scenario;
    ASSERT_FALSE(once.as_json.empty());
    EXPECT_EQ(once.as_json, again.as_json);
}

TEST(ReadScenario, ListsAllProblemsAtOnceWithPlaceNameAndLine) {
    JsonValue tree = tree_of(whole_scenario());
    tree = with_change(std::move(tree), "/venue/exits/0/clear_widht_m", "1.2");
    tree = with_change(std::move(tree), "/venue/doors/0/line", "[[1, 1], [1, 1]]");
    tree = with_change(std::move(tree), "/people/populations/0/pre_movement_s", R"("soon")");
    tree = with_change(std::move(tree), "/simulation/time_step_s", "\"0.05\"");
    const ScenarioDraft draft = read_text(to_text(tree));
    const std::string lines = as_lines(draft.errors);
    EXPECT_EQ(draft.errors.size(), 4u) << lines;
    for (const char* expected : {
             "scenario.json: venue.exits[0].clear_widht_m (exit 'Main exit', line ",
             "unknown key 'clear_widht_m'; did you mean 'clear_width_m'?",
             "scenario.json: venue.doors[0].line (door 'Door', line ",
             "scenario.json: people.populations[0].pre_movement_s (population 'Guests', line ",
             "scenario.json: simulation.time_step_s",
             "write it without quotes",
         })
        EXPECT_NE(lines.find(expected), std::string::npos) << expected << "\n" << lines;
    EXPECT_TRUE(draft.scenario.as_json.empty());
}

struct Change {
    const char* pointer;
    const char* value;
    const char* message;
};

TEST(ReadScenario, SaysWhatIsWrong) {
    const Change changes[] = {
        {"/wayout_version", "2", "reads scenarios with \"wayout_version\": 1"},
        {"/wayout_version", "", "the key 'wayout_version' is missing"},
        {"/name", "", "the key 'name' is missing"},
        {"/name", "7", "a text in double quotes is needed"},
        {"/response", R"({"rescue": []})", "rescue"},
        {"/response", "[]", "an object { } is needed"},
        {"/venue", "", "the key 'venue' is missing"},
        {"/venue/exits", "[]", "at least 1"},
        {"/venue/storeys", "[]", "at least 1"},
        {"/venue/storeys/0/elevation_m", "1e7", "out of range"},
        {"/venue/storeys/0/id", R"("ground floor")", "is no usable id"},
        {"/venue/storeys/0/walls/0/line", "[[0, 0]]", "1 entries; at least 2"},
        {"/venue/exits/0/clear_width_m", "3.5", "the opening is 3 m long"},
        {"/venue/exits/0/clear_width_m", "-1", "out of range"},
        {"/venue/exits/0/state", R"("shut")", "is not one of: open, closed, locked"},
        {"/venue/doors/0/flow_limit", "{}", "exactly one of these keys is needed"},
        {"/venue/doors/0/flow_limit/persons_per_s", "2", "cannot be given together"},
        {"/venue/stairs/0/flights", R"([{"foot": [[0, 0], [0, 1]], "top": [[3, 0], [3, 1]]}])",
         "flights and foot cannot be given together"},
        {"/venue/stairs/0/top", "", "'foot' needs 'top' beside it"},
        {"/venue/stairs/1/landings", "", "'landing_elevation_m' needs 'landings'"},
        {"/venue/stairs/1/landings/-", R"({"rect": [0, 0, 1, 1]})", "2 flights need 1 landings"},
        {"/venue/stairs/0/to_storey", R"("ground")", "both ends are on the same storey"},
        {"/venue/tiers/0/high_elevation_m", "", "'low_elevation_m' needs 'high_elevation_m'"},
        {"/venue/tiers/0/high_elevation_m", "-1", "the low edge is higher"},
        {"/venue/tiers/0/low_storey", "", "low_storey, high_storey or both"},
        {"/venue/seating/0/seats_in_row", "[4]", "1 numbers for 2 rows"},
        {"/venue/seating/0/seats_per_row", "4", "cannot be given together"},
        {"/venue/seating/0/row_clear_width_m", "1.0", "leaves no room for the seats"},
        {"/venue/seating/0/aisles/0/after_seat", "6", "behind seat 6 of a row with 5 seats"},
        {"/venue/seating/0/aisles/-", R"({"after_seat": 1})", "from left to right"},
        {"/venue/zones/0/polygon", "[[0, 0], [1, 0], [1, 1]]", "polygon and rect cannot be given together"},
        {"/people/profiles/0/groups/0/share", "0.5", "add up to 1.25"},
        {"/people/profiles/0/groups/0/stair_down_factor", "0.5", "cannot be given together"},
        {"/people/profiles/0/groups/1/speed_by_age", "[[60, 1], [10, 1.2]]", "the ages must rise"},
        {"/people/profiles/0/groups/0/speed_relative_sd", "0.2", "needs 'speed_by_age'"},
        {"/people/populations/0/count", "2.5", "a whole number"},
        {"/people/populations/0/count", "0", "out of range"},
        {"/people/populations/0/density_per_m2", "1", "count and density_per_m2 cannot be given together"},
        {"/people/populations/0/exits", R"(["main", "side"])", "needs exactly one exit in 'exits', not 2"},
        {"/people/populations/0/exits", "", "needs exactly one exit in 'exits', not 0"},
        {"/people/populations/0/pre_movement_s", "", "'pre_movement_s' is missing"},
        {"/people/populations/0/in/storey", R"("ground")", "'storey' belongs to a polygon"},
        {"/people/populations/1/density_per_m2", "1e300", "out of range"},
        {"/people/populations/2/in", R"({"zones": ["foyer"]})", "may name seating blocks only"},
        {"/people/populations/3/in/zones", R"(["foyer"])", "may name their storey only"},
        {"/people/populations", "{}", "a list [ ] is needed"},
        {"/incident/events/0/at_s", "-1", "out of range"},
        {"/incident/events/0/open_exit", R"("side")", "cannot be given together"},
        {"/incident/events/4/direction", "", "'set_escalator' needs 'direction'"},
        {"/incident/events/0/direction", R"("up")", "'direction' needs 'set_escalator'"},
        {"/simulation/seed", "-1", "a whole number is needed, from 0"},
        {"/simulation/seed", "1.5", "a whole number is needed, from 0"},
        {"/simulation/model", R"("time_gap")", "did you mean 'time-gap'?"},
        {"/simulation/model", R"("anticipation-velocity")", "leave keep_left out"},
        {"/simulation/keep_left", "\"no\"", "true or false is needed"},
        {"/simulation/navigation_cell_m", "0.001", "0 or at least 0.02 m"},
        {"/simulation/duration_s", "0", "out of range; allowed: above 0"},
        {"/outputs/trajectory_fps", "null", "null where a number is needed"},
        {"/outputs/norms", R"(["IMO"])", "did you mean 'imo'?"},
    };
    for (const Change& change : changes) {
        const ScenarioDraft draft = read_changed(change.pointer, change.value);
        EXPECT_NE(as_lines(draft.errors).find(change.message), std::string::npos)
            << change.pointer << " = " << change.value << "\n"
            << as_lines(draft.errors);
    }
}

TEST(ReadScenario, PushingNeedsAModelWithContactForces) {
    const JsonValue pushing = with_change(tree_of(whole_scenario()), "/simulation/pushing", "0.3");
    const JsonValue right = with_change(pushing, "/simulation/keep_left", "false");
    for (const char* model : {"time-gap", "time-gap-plain", "hydraulic", "collision-free-speed"}) {
        const ScenarioDraft draft =
            read_text(to_text(with_change(right, "/simulation/model", fmt::format(R"("{}")", model))));
        EXPECT_EQ(draft.errors.size(), 1U) << as_lines(draft.errors);
        EXPECT_NE(as_lines(draft.errors).find("simulation.pushing ("), std::string::npos);
        EXPECT_NE(as_lines(draft.errors)
                      .find(fmt::format("the model {} has no contact forces: leave pushing out", model)),
                  std::string::npos)
            << as_lines(draft.errors);
    }
    for (const char* model : {R"("crush")", R"("time-gap+crush")"}) {
        const ScenarioDraft draft = read_text(to_text(with_change(right, "/simulation/model", model)));
        EXPECT_TRUE(draft.errors.empty()) << as_lines(draft.errors);
        EXPECT_EQ(draft.scenario.simulation.pushing, 0.3);
    }
    // An unknown model is one problem, not two.
    EXPECT_EQ(read_text(to_text(with_change(right, "/simulation/model", R"("crsh")"))).errors.size(), 1U);
}

TEST(ReadScenario, ATopThatIsNoObjectIsAProblem) {
    for (const char* text : {"[]", "3", "null", "\"x\"", "{}"})
        EXPECT_FALSE(read_text(text).errors.empty()) << text;
}

class OnDisk : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::path(testing::TempDir()) /
                  ("read_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
        fs::remove_all(folder_);
        fs::create_directories(folder_ / "one");
        fs::create_directories(folder_ / "hall");
    }
    void TearDown() override { fs::remove_all(folder_); }
    void write(const fs::path& name, const std::string& content) const {
        std::ofstream(folder_ / name) << content;
    }

    fs::path folder_;
};

TEST_F(OnDisk, ReadsAFolderOrAFileInIt) {
    write("one/scenario.json", whole_scenario());
    write("one/night.json", to_text(with_change(tree_of(whole_scenario()), "/name", R"("Night")")));
    EXPECT_EQ(read_scenario(folder_ / "one").value().name, "Everything once");
    EXPECT_EQ(read_scenario(folder_ / "one" / "").value().name, "Everything once");
    EXPECT_EQ(read_scenario(folder_ / "one/night.json").value().name, "Night");
}

TEST_F(OnDisk, SharesAVenueBesideTheScenario) {
    const JsonValue whole = tree_of(whole_scenario());
    write("hall/venue.json", to_text(*whole.find("venue")));
    write("one/scenario.json", to_text(with_change(whole, "/venue", R"("../hall/venue.json")")));
    const auto scenario = read_scenario(folder_ / "one");
    ASSERT_TRUE(scenario) << as_lines(scenario.error());
    EXPECT_EQ(scenario->files.at(1).name, "../hall/venue.json");
    EXPECT_EQ(scenario->venue.doors.at(0).where, "../hall/venue.json: doors[0]");
    // From within the folder, by a path without a folder.
    const fs::path before = fs::current_path();
    fs::current_path(folder_ / "one");
    const bool reads = read_scenario("scenario.json").has_value() && read_scenario(".").has_value();
    fs::current_path(before);
    EXPECT_TRUE(reads);
}

TEST_F(OnDisk, SaysWhenThereIsNothingToRead) {
    EXPECT_NE(as_lines(read_scenario(folder_ / "nowhere").error()).find("No such file"), std::string::npos);
    EXPECT_NE(as_lines(read_scenario(folder_ / "hall").error()).find("cannot read 'scenario.json'"),
              std::string::npos);
    write("notes.txt", "x");
    EXPECT_NE(as_lines(read_scenario(folder_ / "notes.txt").error()).find("not a scenario"),
              std::string::npos);
    EXPECT_FALSE(read_scenario(folder_ / "no.zip"));
    fs::create_directory(folder_ / "folder.json");
    EXPECT_FALSE(read_scenario(folder_ / "folder.json"));
}

TEST(ReadScenario, ReadsTheExamples) {
    int count = 0;
    for (const auto& entry : fs::directory_iterator("scenarios"))
        if (fs::exists(entry.path() / "scenario.json")) {
            ++count;
            const auto scenario = read_scenario(entry.path());
            EXPECT_TRUE(scenario) << as_lines(scenario.error());
        }
    EXPECT_GE(count, 4);
}

TEST(ReadScenario, ReadsTheExampleOfTheManual) {
    std::ostringstream page;
    page << std::ifstream("docs/formats/scenario.md").rdbuf();
    const std::string text = page.str();
    const std::size_t begin = text.find("```json\n") + 8;
    const ScenarioDraft draft = read_text(text.substr(begin, text.find("```", begin) - begin));
    EXPECT_TRUE(draft.errors.empty()) << as_lines(draft.errors);
    EXPECT_EQ(draft.scenario.people.populations.at(0).count, 60);
}

}  // namespace
}  // namespace wayout
