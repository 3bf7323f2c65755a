/// Warnings that tell a forecast, and situation reports: from one run and from a study of the same room.
#include "sample_alert.hpp"

#include <wayout/alert_use.hpp>
#include <wayout/input.hpp>
#include <wayout/output.hpp>
#include <wayout/simulation.hpp>
#include <wayout/situation.hpp>
#include <wayout/study.hpp>
#include <wayout/study_run.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

namespace wayout {
namespace {

namespace fs = std::filesystem;

/// 30 people and an exit that lets one of them through in a second: the last is out after 30 s at least.
constexpr const char* room = R"({"wayout_version": 1, "name": "Small room",
    "venue": {"storeys": [{"id": "g", "floor": {"rect": [0, 0, 8, 8]}}],
              "exits": [{"id": "main", "name": "Main", "line": [[0, 3.4], [0, 4.6]], "flow_limit": {"persons_per_s": 1}}]},
    "people": {"populations": [{"id": "guests", "profile": "weidmann-adult", "count": 30, "pre_movement_s": 5}]},
    "simulation": {"duration_s": 200, "seed": 1}})";

class FromResults : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        std::string name = (fs::temp_directory_path() / "wayout-forecast-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = new fs::path(name);
        std::ofstream(*folder_ / "room.json") << room;
        make_run();
        make_study();
    }
    static void TearDownTestSuite() {
        fs::remove_all(*folder_);
        delete folder_;
    }

    static void make_run() {
        const Result<Scenario> scenario = read_scenario(*folder_ / "room.json");
        ASSERT_TRUE(scenario) << as_lines(scenario.error());
        RunOptions options;
        options.threads = 1;
        Result<Simulation> simulation = Simulation::create(*scenario, options);
        ASSERT_TRUE(simulation);
        while (!simulation->is_finished()) simulation->step();
        const RunResults results = simulation->results();
        for (const PersonResult& person : results.people) exit_times_.push_back(person.exit_time_s);
        std::sort(exit_times_.begin(), exit_times_.end());
        ASSERT_EQ(as_lines(write_results(results, simulation->shared_venue(), *scenario, {}, run())), "");
    }
    static void make_study() {
        std::ofstream(*folder_ / "study.json")
            << R"({"wayout_study": 1, "scenario": "room.json", "runs": 6, "variants": [{"id": "as-is"},
                  {"id": "few", "scale": {"attendance": 0.1}}]})";
        const Result<StudySpec> spec = read_study(*folder_ / "study.json");
        ASSERT_TRUE(spec) << as_lines(spec.error());
        StudyRunOptions options;
        options.folder = study();
        options.threads = 1;
        ASSERT_TRUE(run_study(*spec, options));
    }

    static fs::path run() { return *folder_ / "run"; }
    static fs::path study() { return *folder_ / "study"; }

    static ForecastAlertOptions exercise(double time_limit_s) {
        ForecastAlertOptions options;
        options.sender = "wayout@linden.example";
        options.sent = *read_alert_time("2030-05-17T20:00:00+02:00");
        options.time_limit_s = time_limit_s;
        return options;
    }
    static Alert forecast(const fs::path& from, const ForecastAlertOptions& options) {
        const Result<Alert> alert = forecast_alert(from, options);
        EXPECT_TRUE(alert) << (alert ? "" : as_lines(alert.error()));
        return alert ? *alert : Alert{};
    }
    static std::string problems(const fs::path& from, const ForecastAlertOptions& options) {
        const Result<Alert> alert = forecast_alert(from, options);
        return alert ? "none" : as_lines(alert.error());
    }

    static fs::path* folder_;
    static std::vector<double> exit_times_;
};
fs::path* FromResults::folder_ = nullptr;
std::vector<double> FromResults::exit_times_;

std::string parameter(const Alert& alert, std::string_view name) {
    for (const AlertValue& value : alert.infos.at(0).parameters)
        if (value.name == name)
            return value.value;
    return "none";
}

TEST_F(FromResults, ASingleRunIsNeverMoreThanPossible) {
    // 30 people at one a second are not out within 20 s: it happens in the only run.
    const Alert alert = forecast(run(), exercise(20.0));
    EXPECT_EQ(alert.status, AlertStatus::exercise);
    EXPECT_EQ(alert.infos.at(0).certainty, AlertCertainty::possible);
    EXPECT_EQ(parameter(alert, "wayout:runs"), "1");
    EXPECT_EQ(parameter(alert, "wayout:runsWithEvent"), "1");
    EXPECT_EQ(parameter(alert, "wayout:scenarioId"), "Small-room");
    EXPECT_EQ(parameter(forecast(run(), exercise(150.0)), "wayout:runsWithEvent"), "0");
}

TEST_F(FromResults, AStudyIsLikelyFromHalfOfTheRunsOn) {
    const Alert sure = forecast(study(), exercise(20.0));
    EXPECT_EQ(sure.infos.at(0).certainty, AlertCertainty::likely);
    EXPECT_EQ(parameter(sure, "wayout:runs"), "6");
    EXPECT_EQ(parameter(sure, "wayout:runsWithEvent"), "6");
    const Alert never = forecast(study(), exercise(150.0));
    EXPECT_EQ(never.infos.at(0).certainty, AlertCertainty::possible);
    EXPECT_EQ(parameter(never, "wayout:runsWithEvent"), "0");
    // Three people are out in time.
    ForecastAlertOptions few = exercise(30.0);
    few.variant = "few";
    EXPECT_EQ(forecast(study(), few).infos.at(0).certainty, AlertCertainty::possible);
    few.variant = "many";
    EXPECT_NE(problems(study(), few).find("no variant 'many'"), std::string::npos);
}

TEST_F(FromResults, WritesMessagesThatItReadsWithoutAProblem) {
    ForecastAlertOptions options = exercise(20.0);
    options.circle = GeoCircle{{60.0, 30.0}, 120.0};
    const Alert alert = forecast(study(), options);
    const Result<std::string> xml = alert_xml(alert);
    ASSERT_TRUE(xml) << as_lines(xml.error());
    const AlertDraft again = read_alert_text(*xml, "out.xml");
    EXPECT_EQ(again.alert, alert);
    EXPECT_TRUE(again.notes.empty());
    EXPECT_EQ(xml->find("Actual"), std::string::npos);
}

TEST_F(FromResults, IsNeverActualUnlessThatIsConfirmed) {
    ForecastAlertOptions options = exercise(20.0);
    options.status = AlertStatus::actual;
    EXPECT_NE(problems(run(), options).find("--confirm-actual"), std::string::npos);
    options.is_actual_confirmed = true;
    EXPECT_EQ(forecast(run(), options).status, AlertStatus::actual);
    // To confirm does not make it so.
    options.status = AlertStatus::exercise;
    EXPECT_EQ(forecast(run(), options).status, AlertStatus::exercise);
    options.status = AlertStatus::system;
    EXPECT_NE(problems(run(), options).find("between machines"), std::string::npos);
}

TEST_F(FromResults, TellsAllProblemsAtOnce) {
    ForecastAlertOptions options = exercise(20.0);
    options.sender = "two words";
    options.status = AlertStatus::actual;
    const std::string said = problems(*folder_ / "nowhere", options);
    for (const char* part : {"--sender", "--status", "nowhere"})
        EXPECT_NE(said.find(part), std::string::npos) << said;
}

// ---------------------------------------------------------------- situation reports

const SituationFigure& figure(const SituationReport& report, std::string_view id) {
    for (const auto* sections : {&report.methane, &report.counts})
        for (const SituationSection& section : *sections)
            for (const SituationFigure& f : section.figures)
                if (f.id == id)
                    return f;
    throw InternalError("no such figure");
}

TEST_F(FromResults, CountsWhoIsOutAndWhoIsInside) {
    SituationOptions options;
    options.at_s = 20.0;
    const Result<SituationReports> reports = situation_reports(run(), options);
    ASSERT_TRUE(reports) << as_lines(reports.error());
    ASSERT_EQ(reports->reports.size(), 1u);
    const SituationReport& report = reports->reports[0];
    const auto out =
        std::count_if(exit_times_.begin(), exit_times_.end(), [](double t) { return t <= 20.0; });
    ASSERT_GT(out, 0);
    ASSERT_LT(out, 30);
    EXPECT_EQ(figure(report, "evacuated").number, static_cast<double>(out));
    EXPECT_EQ(figure(report, "at_risk").number, static_cast<double>(30 - out));
    EXPECT_EQ(figure(report, "exit.main").number, static_cast<double>(out));
    EXPECT_EQ(figure(report, "forecast_evacuated").number, 30.0);
    // What no model knows has no number, and no count of the dead comes from one run.
    for (const char* id : {"unaccounted", "dead_at_scene", "triage", "major_incident"}) {
        EXPECT_FALSE(figure(report, id).number) << id;
        EXPECT_EQ(figure(report, id).value, "") << id;
        EXPECT_NE(figure(report, id).confidence, "") << id;
    }
}

TEST_F(FromResults, EveryReportSupersedesTheOneBefore) {
    SituationOptions options;
    options.every_s = 10.0;
    const Result<SituationReports> reports = situation_reports(run(), options);
    ASSERT_TRUE(reports);
    // At 10, 20, ... s and at the end, which is later than the last exit.
    ASSERT_EQ(reports->reports.size(), static_cast<std::size_t>(std::ceil(exit_times_.back() / 10.0)));
    EXPECT_EQ(reports->reports[0].supersedes, "");
    for (std::size_t i = 1; i < reports->reports.size(); ++i) {
        EXPECT_EQ(reports->reports[i].version, static_cast<int>(i) + 1);
        EXPECT_EQ(reports->reports[i].supersedes, reports->reports[i - 1].id);
        EXPECT_GE(figure(reports->reports[i], "evacuated").number,
                  figure(reports->reports[i - 1], "evacuated").number);
    }
    EXPECT_EQ(figure(reports->reports.back(), "at_risk").number, 0.0);
}

TEST_F(FromResults, HasTheRangesOfAStudyAndWhatTheUserGives) {
    SituationOptions options;
    options.at_s = 20.0;
    options.study = study();
    options.major_incident = true;
    options.location = "Harbour Square 1";
    const Result<SituationReports> reports = situation_reports(run(), options);
    ASSERT_TRUE(reports) << as_lines(reports.error());
    const SituationReport& report = reports->reports[0];
    const SituationFigure& range = figure(report, "evacuated_range");
    ASSERT_TRUE(range.low && range.high);
    EXPECT_LE(*range.low, *range.high);
    EXPECT_NE(range.confidence.find("6 runs"), std::string::npos);
    EXPECT_EQ(figure(report, "dead_at_scene").number, 0.0);
    EXPECT_EQ(figure(report, "major_incident").value, "yes");
    EXPECT_EQ(figure(report, "location").provenance, "user");
}

TEST_F(FromResults, RefusesTimesAfterTheRunAndFoldersThatAreNoResults) {
    SituationOptions options;
    options.at_s = 1e5;
    options.medical = *folder_ / "no-medical";
    const Result<SituationReports> reports = situation_reports(run(), options);
    ASSERT_FALSE(reports);
    EXPECT_NE(as_lines(reports.error()).find("the run ends at"), std::string::npos);
    EXPECT_NE(as_lines(reports.error()).find("no-medical"), std::string::npos);
    EXPECT_FALSE(situation_reports(*folder_ / "nowhere", {}));
}

TEST_F(FromResults, WritesPageAndJson) {
    SituationOptions options;
    options.at_s = 20.0;
    options.prepared_by = "<control room>";
    const Result<SituationReports> reports = situation_reports(run(), options);
    ASSERT_TRUE(reports);
    ASSERT_EQ(as_lines(write_situation(*reports, *folder_ / "sitrep")), "");
    std::ifstream in(*folder_ / "sitrep" / "sitrep.json");
    const nlohmann::json json = nlohmann::json::parse(in);
    EXPECT_EQ(json.at("reports").at(0).at("MessageID"), reports->reports[0].id);
    EXPECT_EQ(json.at("reports").at(0).at("PreparedBy"), "<control room>");
    EXPECT_FALSE(json.at("not_given").empty());
    std::ifstream page(*folder_ / "sitrep" / "sitrep.html");
    const std::string html((std::istreambuf_iterator<char>(page)), {});
    EXPECT_EQ(html.find("<control room>"), std::string::npos);
    EXPECT_NE(html.find("METHANE"), std::string::npos);
}

}  // namespace
}  // namespace wayout
