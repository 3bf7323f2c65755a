/// Forecasts of the example scenario: what is run, what is used again, what is refused.
#include "../error_lines.hpp"
#include "forecast/forecast_setup.hpp"

#include <wayout/forecast.hpp>
#include <wayout/study.hpp>
#include <wayout/study_run.hpp>

#include <gtest/gtest.h>

#include <unistd.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace wayout {
namespace {

namespace fs = std::filesystem;

/// A folder of its own that is gone afterwards.
class Folder {
public:
    explicit Folder(const std::string& name)
        : path_(fs::temp_directory_path() / ("wayout-" + name + "-" + std::to_string(::getpid()))) {
        fs::remove_all(path_);
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

ForecastOptions options_for(const fs::path& folder,
                            const char* reports = "scenarios/forecast/reports-1.json") {
    ForecastOptions options;
    options.scenario = "scenarios/forecast/study.json";
    options.reports = reports;
    options.folder = folder;
    options.members = 24;
    options.threads = 2;
    options.program = "test";
    return options;
}

std::string without_times(const ForecastResults& results) {
    nlohmann::json json = nlohmann::json::parse(forecast_json(results));
    return json.dump();
}

const ForecastFigure& figure_of(const ForecastResults& results, const std::string& key) {
    const auto found = std::find_if(results.figures.begin(), results.figures.end(),
                                    [&](const ForecastFigure& f) { return key_of(f.subject) == key; });
    EXPECT_NE(found, results.figures.end()) << key;
    return *found;
}

TEST(Forecast, IsTheSameForAnyNumberOfThreads) {
    const Folder one("forecast-one"), two("forecast-two");
    ForecastOptions single = options_for(one.path());
    single.threads = 1;
    const Result<ForecastResults> a = run_forecast(single);
    const Result<ForecastResults> b = run_forecast(options_for(two.path()));
    ASSERT_TRUE(a) << as_lines(a.error());
    ASSERT_TRUE(b) << as_lines(b.error());
    EXPECT_EQ(without_times(*a), without_times(*b));
    EXPECT_EQ(a->run_now, 24);
}

TEST(Forecast, UsesItsMembersAgainForLaterReports) {
    const Folder folder("forecast-again");
    // Enough members for the bands to be those of the reports, not of their number.
    const auto options_of = [&](const char* reports) {
        ForecastOptions options = options_for(folder.path(), reports);
        options.members = 100;
        return options;
    };
    const Result<ForecastResults> first = run_forecast(options_of("scenarios/forecast/reports-1.json"));
    ASSERT_TRUE(first) << as_lines(first.error());
    const Result<ForecastResults> again = run_forecast(options_of("scenarios/forecast/reports-1.json"));
    ASSERT_TRUE(again) << as_lines(again.error());
    EXPECT_EQ(again->run_now, 0);
    EXPECT_EQ(without_times(*first), without_times(*again));
    const Result<ForecastResults> later = run_forecast(options_of("scenarios/forecast/reports-3.json"));
    ASSERT_TRUE(later) << as_lines(later.error());
    EXPECT_LE(later->run_now, 50);
    EXPECT_GE(later->members.size(), first->members.size());
    // The officials' figures say more of who is out than the first ones.
    const Band before = *figure_of(*first, "evacuated").final;
    const Band after = *figure_of(*later, "evacuated").final;
    EXPECT_LT(after.p90 - after.p10, before.p90 - before.p10);
    EXPECT_EQ(figure_of(*later, "evacuated").confirmed->low, 112.0);
    EXPECT_TRUE(figure_of(*later, "dead").claimed.has_value());
    EXPECT_FALSE(figure_of(*later, "dead").now.has_value());  // nothing in the scenario kills: not modelled
}

TEST(Forecast, TakesOverTheMembersOfAStudy) {
    const Folder study("forecast-study"), folder("forecast-from");
    Result<StudySpec> spec = read_study("scenarios/forecast/study.json");
    ASSERT_TRUE(spec) << as_lines(spec.error());
    spec->runs = 24;
    StudyRunOptions run;
    run.folder = study.path();
    run.threads = 2;
    run.program = "test";
    ASSERT_TRUE(run_study(*spec, run));
    ForecastOptions options = options_for(folder.path());
    options.from_study = study.path();
    const Result<ForecastResults> results = run_forecast(options);
    ASSERT_TRUE(results) << as_lines(results.error());
    EXPECT_EQ(results->rounds[0].count, 24);
    EXPECT_LE(results->run_now, 12);
    // Its members weigh as those drawn here would: the prior is the same.
    double sum = 0.0;
    for (const ForecastMember& member : results->members) sum += member.prior_weight;
    EXPECT_NEAR(sum, 1.0, 1e-9);
    ForecastOptions other = options_for(folder.path() / "other");
    other.from_study = study.path();
    other.model = MembersModel::coarse_step;
    const Result<ForecastResults> refused = run_forecast(other);
    ASSERT_FALSE(refused);
    EXPECT_NE(as_lines(refused.error()).find("runs its first variant otherwise"), std::string::npos);
}

TEST(Forecast, AFolderOfAnotherQuestionIsRefusedAndLeftAlone) {
    const Folder folder("forecast-other");
    ForecastOptions options = options_for(folder.path());
    options.members = 4;
    ASSERT_TRUE(run_forecast(options));
    options.seed = 99;
    const Result<ForecastResults> refused = run_forecast(options);
    EXPECT_FALSE(refused);
    options = options_for(folder.path());
    options.members = 4;
    const Result<ForecastResults> again = run_forecast(options);
    ASSERT_TRUE(again) << as_lines(again.error());
    EXPECT_EQ(again->run_now <= 2, true);
}

/// What the first variant of a forecast's members sets, "path=value" and blanks between.
std::string changes_of_members(MembersModel model) {
    ForecastOptions options = options_for("unused");
    options.model = model;
    const Result<ForecastSetup> setup = set_up_forecast(options);
    if (!setup)
        return as_lines(setup.error());
    std::string text;
    for (const ScenarioChange& change : setup->spec.variants.front().changes)
        text += change.path + "=" + change.json + " ";
    return text;
}

TEST(Forecast, CheaperMembersStepAndFindTheirWaysCoarsely) {
    EXPECT_EQ(changes_of_members(MembersModel::scenario), "");
    EXPECT_EQ(changes_of_members(MembersModel::coarse_step), "simulation.time_step_s=0.1 ");
    EXPECT_EQ(changes_of_members(MembersModel::hydraulic),
              "simulation.model=\"hydraulic\" simulation.time_step_s=0.25 simulation.navigation_cell_m=0.2 ");
}

TEST(Forecast, NamesPlacesThatTheScenarioDoesNotHave) {
    const Folder folder("forecast-bad");
    fs::create_directories(folder.path());
    const fs::path reports = folder.path() / "reports.json";
    std::ofstream(reports) << R"({"wayout_reports": 1, "statements": [
        {"id": "a", "time": 5, "source": "x", "kind": "press", "quantity": "still_inside", "value": 3,
         "place": {"zone": "dancefloor"}},
        {"id": "b", "time": 6, "source": "x", "kind": "press", "quantity": "in_hospital", "value": 3,
         "place": {"hospital": "north"}}]})";
    ForecastOptions options = options_for(folder.path() / "out");
    options.reports = reports;
    const Result<ForecastResults> results = run_forecast(options);
    ASSERT_FALSE(results);
    const std::string lines = as_lines(results.error());
    EXPECT_NE(lines.find("has no zone 'dancefloor'; did you mean 'dance-floor'?"), std::string::npos)
        << lines;
    EXPECT_NE(lines.find("has no hospital 'north'"), std::string::npos) << lines;
    EXPECT_FALSE(fs::exists(folder.path() / "out"));
}

TEST(Forecast, ABudgetEndsItWithWhatThereIs) {
    const Folder folder("forecast-budget");
    ForecastOptions options = options_for(folder.path());
    options.members = 5000;
    options.budget_s = 2.0;
    const Result<ForecastResults> results = run_forecast(options);
    ASSERT_TRUE(results) << as_lines(results.error());
    EXPECT_TRUE(results->is_cut_short);
    EXPECT_LT(results->members.size(), 5000u);
    EXPECT_TRUE(std::any_of(results->notes.begin(), results->notes.end(), [](const std::string& note) {
        return note.find("budget of 2 s was used up") != std::string::npos;
    }));
}

TEST(Forecast, AssumesInputsWhereNoneAreDeclared) {
    const Folder folder("forecast-plain");
    ForecastOptions options = options_for(folder.path());
    options.scenario = "scenarios/forecast/scenario.json";
    options.members = 6;
    const Result<ForecastResults> results = run_forecast(options);
    ASSERT_TRUE(results) << as_lines(results.error());
    EXPECT_TRUE(results->are_inputs_assumed);
    EXPECT_EQ(results->inputs.size(), 2u);
}

TEST(Forecast, ReportsOfAKnownRunCanBeReadAndForecast) {
    const Result<std::string> text =
        synthetic_reports("scenarios/forecast/study.json", 7, {60.0, 300.0, 900.0, 3600.0, 7200.0});
    ASSERT_TRUE(text) << as_lines(text.error());
    const Folder folder("forecast-told");
    fs::create_directories(folder.path());
    std::ofstream(folder.path() / "reports.json") << *text;
    const Result<Ledger> ledger = read_reports(folder.path() / "reports.json");
    ASSERT_TRUE(ledger) << as_lines(ledger.error());
    EXPECT_GE(ledger->statements.size(), 6u);
    ForecastOptions options = options_for(folder.path() / "out");
    options.reports = folder.path() / "reports.json";
    const Result<ForecastResults> results = run_forecast(options);
    ASSERT_TRUE(results) << as_lines(results.error());
    ASSERT_TRUE(write_forecast(*results, folder.path() / "out").empty());
    for (const char* file :
         {"forecast.json", "figures.csv", "courses.csv", "members.csv", "statements.csv", "report.html"})
        EXPECT_TRUE(fs::exists(folder.path() / "out" / file)) << file;
}

}  // namespace
}  // namespace wayout
