/// Go, conditions or no-go: against times that can be worked out by hand.
#include "small_study.hpp"
#include "study/coat_profiles.hpp"
#include "study/tonight_changes.hpp"
#include "study/variant_ranges.hpp"

#include <wayout/briefing.hpp>
#include <wayout/builtin_profiles.hpp>
#include <wayout/input.hpp>
#include <wayout/simulation.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace wayout {
namespace {

using small::Folder;

/// So many people within 10 m of an exit of 1.2 m that lets 1 person per second and metre through: N / (q w)
/// is N / 1.2 s, and the first of them needs a few seconds to get there.
std::string hall(int people, const std::string& pre_movement = "0") {
    return R"({"wayout_version": 1, "name": "Hall",
        "venue": {"storeys": [{"id": "g", "floor": {"rect": [0, 0, 10, 10]}, "walls": [{"line": [[2, 0], [2, 10]]}]}],
                  "doors": [{"id": "inner", "line": [[2, 3], [2, 7]]}],
                  "exits": [{"id": "main", "name": "Main", "line": [[0, 4.4], [0, 5.6]],
                             "flow_limit": {"specific_flow_pps_per_m": 1.0}}]},
        "people": {"populations": [{"id": "guests", "profile": "weidmann-adult", "count": )" +
           std::to_string(people) + R"(, "pre_movement_s": )" + pre_movement + R"(}]},
        "response": {"stewards": [{"id": "guide", "name": "Guide", "profile": "weidmann-adult", "post": {"at": [5, 5]}, "leaves": {"at_s": 0}}]},
        "simulation": {"duration_s": 300, "seed": 1}})";
}

class Briefing : public ::testing::Test {
protected:
    BriefingResults run(const std::string& scenario, const TonightSpec& tonight) {
        small::write(folder_ / "hall.json", scenario);
        StudyRunOptions options;
        options.folder = folder_ / "runs";
        options.threads = 1;
        options.program = "test";
        const Result<BriefingResults> results = run_briefing(folder_ / "hall.json", tonight, options);
        EXPECT_TRUE(results) << (results ? "" : as_lines(results.error()));
        return results ? *results : BriefingResults{};
    }
    std::string problems(const std::string& scenario, const TonightSpec& tonight) {
        small::write(folder_ / "hall.json", scenario);
        StudyRunOptions options;
        options.folder = folder_ / "runs";
        options.threads = 1;
        const Result<BriefingResults> results = run_briefing(folder_ / "hall.json", tonight, options);
        EXPECT_FALSE(std::filesystem::exists(folder_ / "runs"));
        return results ? "none" : as_lines(results.error());
    }
    Folder folder_;
};

TonightSpec within(double time_limit_s) {
    TonightSpec tonight;
    tonight.time_limit_s = time_limit_s;
    tonight.probability = 0.8;
    tonight.runs = 20;
    tonight.attendance_steps = {};
    return tonight;
}

TEST(BriefingRule, ComparesTheEndsOfTheIntervalWithWhatIsAskedFor) {
    // All of 20: the lower end of the exact interval is 0.025^(1/20) = 0.8316.
    EXPECT_NEAR(probability_of(20, 20).bounds.low, std::pow(0.025, 1.0 / 20.0), 1e-9);
    EXPECT_EQ(verdict_on(probability_of(20, 20), 0.83), BriefingVerdict::go);
    EXPECT_EQ(verdict_on(probability_of(20, 20), 0.84), BriefingVerdict::conditions);
    // None of 20: the upper end is 1 - 0.8316 = 0.1684.
    EXPECT_EQ(verdict_on(probability_of(0, 20), 0.17), BriefingVerdict::no_go);
    EXPECT_EQ(verdict_on(probability_of(0, 20), 0.16), BriefingVerdict::conditions);
    EXPECT_EQ(verdict_on(probability_of(0, 0), 0.5), BriefingVerdict::conditions);
}

TEST(BriefingRule, KnowsHowManyRunsAGoNeeds) {
    // ln 0.025 / ln 0.95 = 71.9; ln 0.025 / ln 0.8 = 16.5.
    EXPECT_EQ(fewest_runs_for_go(0.95), 72);
    EXPECT_EQ(fewest_runs_for_go(0.8), 17);
}

TEST_F(Briefing, IsAGoWhereTheExitHasTimeEnough) {
    // 60 / 1.2 = 50 s and some seconds of walking: within 90 s.
    const BriefingResults results = run(hall(60), within(90.0));
    EXPECT_EQ(results.verdict, BriefingVerdict::go);
    EXPECT_EQ(results.well.yes, 20);
    EXPECT_EQ(results.visitors, 60);
    EXPECT_GE(results.last_out.smallest, 49.0);  // 59 intervals of 1 / 1.2 s
    EXPECT_TRUE(results.conditions.empty());
    EXPECT_EQ(results.last_seed - results.first_seed, 19u);
}

TEST_F(Briefing, IsANoGoWhereNobodyCouldBeSoQuickAndNamesTheAttendanceThatCould) {
    // 50 s are more than 45 s. Half of them need 25 s and the walk.
    TonightSpec tonight = within(45.0);
    tonight.attendance_steps = {0.95, 0.5};
    const BriefingResults results = run(hall(60), tonight);
    EXPECT_EQ(results.verdict, BriefingVerdict::no_go);
    EXPECT_EQ(results.well.yes, 0);
    ASSERT_EQ(results.conditions.size(), 2u);
    EXPECT_FALSE(results.conditions[0].is_enough);  // 57 / 1.2 = 47.5 s
    EXPECT_TRUE(results.conditions[1].is_enough);
    EXPECT_EQ(results.conditions[1].name, "At most 30 visitors");
}

TEST_F(Briefing, IsConditionalInBetweenAndNamesTheMeasureThatIsEnough) {
    // One guest who begins at a time between 0 and 100 s: out within 85 s in about 0.8 of the runs.
    TonightSpec tonight = within(85.0);
    tonight.measures = {{"sooner",
                         "Begin at once",
                         {{ScenarioChange::Act::set, "people.populations[guests].pre_movement_s", "0"}},
                         0.0,
                         {}},
                        {"nothing", "Nothing", {}, 0.0, {}}};
    const BriefingResults results =
        run(hall(1, R"({"distribution": "uniform", "min": 0, "max": 100})"), tonight);
    EXPECT_EQ(results.verdict, BriefingVerdict::conditions);
    EXPECT_GT(results.well.yes, 8);
    EXPECT_LT(results.well.yes, 20);
    ASSERT_EQ(results.conditions.size(), 2u);
    EXPECT_TRUE(results.conditions[0].is_enough);
    EXPECT_FALSE(results.conditions[1].is_enough);  // the control: the same runs again
    EXPECT_EQ(results.conditions[1].well.yes, results.well.yes);
}

TEST_F(Briefing, ScalesTheVisitorsToThoseWhoCome) {
    TonightSpec tonight = within(200.0);
    tonight.visitors = 40;
    tonight.advisory = "amber";
    tonight.advisory_attendance_frac = 0.5;
    const BriefingResults results = run(hall(60), tonight);
    EXPECT_EQ(results.visitors, 20);
    EXPECT_EQ(results.people, 21);  // and the steward
    EXPECT_EQ(results.assumptions.size(), 1u);
}

TEST_F(Briefing, RefusesWhatTheScenarioDoesNotHaveAndWritesNothing) {
    TonightSpec tonight = within(90.0);
    tonight.closed = {"mian", "inner"};
    tonight.stewards_absent = {"nobody"};
    tonight.time_limit_s = 0.0;
    const std::string said = problems(hall(60), tonight);
    EXPECT_NE(said.find("there is no exit, door or stair 'mian'; did you mean 'main'?"), std::string::npos)
        << said;
    EXPECT_NE(said.find("no steward 'nobody'"), std::string::npos) << said;
    EXPECT_NE(said.find("there is no limit"), std::string::npos) << said;
}

TEST_F(Briefing, RefusesAMeasureThatLeadsNowhere) {
    TonightSpec tonight = within(90.0);
    tonight.measures = {
        {"x", "X", {{ScenarioChange::Act::scale, "people.populations[gusts].count", {}, 0.5}}, 0.0, {}}};
    EXPECT_NE(problems(hall(60), tonight).find("measure 'X'"), std::string::npos);
}

TEST(TonightChangesTest, ShutAndTakeAwayWhatIsNamed) {
    const Result<ScenarioTree> tree = ScenarioTree::from_text(hall(10), "");
    ASSERT_TRUE(tree) << as_lines(tree.error());
    TonightSpec tonight;
    tonight.closed = {"inner"};
    tonight.stewards_absent = {"guide"};
    TonightChanges changes;
    EXPECT_EQ(as_lines(changes_of_tonight(tree->scenario(), {11, 10, 0}, tonight, changes)), "");
    const Result<Scenario> scenario = tree->with(changes.changes, "tonight");
    ASSERT_TRUE(scenario) << as_lines(scenario.error());
    ASSERT_EQ(scenario->incident.events.size(), 1u);
    EXPECT_EQ(scenario->incident.events[0].target, "inner");
    EXPECT_EQ(scenario->incident.events[0].at_s, 0.0);
    EXPECT_TRUE(scenario->response.stewards.empty());
    const Result<Scenario> for_codes = tree->with(changes.for_codes, "tonight");
    ASSERT_TRUE(for_codes) << as_lines(for_codes.error());
    EXPECT_EQ(for_codes->venue.doors[0].state, OpeningState::closed);
}

/// Radii of the people placed, by id.
std::vector<double> radii(const Scenario& scenario) {
    RunOptions options;
    options.record = Record::nothing;
    const Result<Simulation> simulation = Simulation::create(scenario, options);
    EXPECT_TRUE(simulation);
    std::vector<double> out;
    if (simulation)
        for (const PersonResult& person : simulation->results().people)
            if (person.population == 0)
                out.push_back(person.radius_m);
    return out;
}

TEST(TonightChangesTest, MakeBodiesWiderInTheColdOnly) {
    const Result<ScenarioTree> tree = ScenarioTree::from_text(hall(10), "");
    ASSERT_TRUE(tree);
    const auto radii_at = [&](double celsius) {
        TonightSpec tonight;
        tonight.temperature_k = celsius + 273.15;
        TonightChanges changes;
        EXPECT_EQ(as_lines(changes_of_tonight(tree->scenario(), {11, 10, 0}, tonight, changes)), "");
        const Result<Scenario> scenario = tree->with(changes.changes, "tonight");
        EXPECT_TRUE(scenario) << (scenario ? "" : as_lines(scenario.error()));
        return scenario ? radii(*scenario) : std::vector<double>{};
    };
    const std::vector<double> plain = radii(tree->scenario()), warm = radii_at(10.0), cold = radii_at(9.9);
    ASSERT_EQ(plain.size(), 10u);
    ASSERT_EQ(cold.size(), 10u);
    EXPECT_EQ(warm, plain);
    // Radii are kept with 24 bits: 1.5e-8 near 0.2.
    for (std::size_t i = 0; i < plain.size(); ++i) EXPECT_NEAR(cold[i], 1.05 * plain[i], 3e-8);
}

TEST(TonightChangesTest, WriteEveryBuiltInProfileSoThatItReadsBack) {
    for (const BuiltinProfile& builtin : builtin_profiles()) {
        const std::string text =
            R"({"wayout_version": 1, "name": "Room", "venue": {"storeys": [{"id": "g", "floor": {"rect": [0, 0, 10, 10]}}],
            "exits": [{"id": "main", "line": [[0, 4], [0, 6]]}]}, "people": {"profiles": [)" +
            widened_profile_json(builtin.profile, "copy", 1.0) +
            R"(], "populations": [{"id": "p", "profile": "copy", "count": 1, "pre_movement_s": 0}]}})";
        const Result<ScenarioTree> tree = ScenarioTree::from_text(text, "");
        ASSERT_TRUE(tree) << builtin.profile.id << as_lines(tree.error());
        const ProfileSpec& copy = tree->scenario().people.profiles.at(0);
        ASSERT_EQ(copy.groups.size(), builtin.profile.groups.size());
        for (std::size_t i = 0; i < copy.groups.size(); ++i) {
            const ProfileGroup& a = copy.groups[i];
            const ProfileGroup& b = builtin.profile.groups[i];
            EXPECT_EQ(a.share, b.share);
            EXPECT_EQ(a.mobility, b.mobility);
            EXPECT_EQ(a.radius_m.kind, b.radius_m.kind);
            EXPECT_EQ(a.free_speed_mps.mean, b.free_speed_mps.mean);
            EXPECT_EQ(a.free_speed_mps.max, b.free_speed_mps.max);
            EXPECT_EQ(a.speed_by_age, b.speed_by_age);
            EXPECT_EQ(a.stair_down_mps.has_value(), b.stair_down_mps.has_value());
            EXPECT_EQ(a.pre_movement_factor, b.pre_movement_factor);
        }
    }
}

TEST_F(Briefing, TellsOfAStudyThatWasRun) {
    small::write(folder_ / "hall.json", hall(60));
    small::write(folder_ / "study.json",
                 R"({"wayout_study": 1, "scenario": "hall.json", "runs": 20, "variants": [{"id": "as-is"},
                     {"id": "half", "name": "Half of them", "scale": {"attendance": 0.5}}]})");
    const Result<StudySpec> spec = read_study(folder_ / "study.json");
    ASSERT_TRUE(spec) << as_lines(spec.error());
    StudyRunOptions options;
    options.folder = folder_ / "study";
    options.threads = 1;
    ASSERT_TRUE(run_study(*spec, options));
    const Result<BriefingResults> results =
        briefing_of_study(folder_ / "hall.json", within(45.0), folder_ / "study");
    ASSERT_TRUE(results) << as_lines(results.error());
    EXPECT_EQ(results->verdict, BriefingVerdict::no_go);
    ASSERT_EQ(results->conditions.size(), 1u);
    EXPECT_TRUE(results->conditions[0].is_enough);
    EXPECT_EQ(briefing_of_study(folder_ / "hall.json", within(90.0), folder_ / "study")->verdict,
              BriefingVerdict::go);
    TonightSpec changed = within(90.0);
    changed.visitors = 10;
    EXPECT_FALSE(briefing_of_study(folder_ / "hall.json", changed, folder_ / "study"));
}

TEST_F(Briefing, WritesThePageAndTheFigures) {
    TonightSpec tonight = within(45.0);
    tonight.event = "<Spring> & \"concert\"";
    tonight.attendance_steps = {0.5};
    const BriefingResults results = run(hall(60), tonight);
    EXPECT_EQ(as_lines(write_briefing(results, folder_ / "out")), "");
    const std::string page = small::read_bytes((folder_ / "out") / "briefing.html");
    EXPECT_NE(page.find("no-go"), std::string::npos);
    EXPECT_EQ(page.find("<Spring>"), std::string::npos);
    EXPECT_NE(page.find("At most 30 visitors"), std::string::npos);
    const nlohmann::json json = nlohmann::json::parse(small::read_bytes((folder_ / "out") / "briefing.json"));
    EXPECT_EQ(json.at("verdict"), "no-go");
    EXPECT_EQ(json.at("well").at("of"), 20);
    EXPECT_EQ(json.at("fewest_runs_for_go"), 17);
}

}  // namespace
}  // namespace wayout
