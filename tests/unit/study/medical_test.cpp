/// Many runs of the medical chain, and what is written of them.
#include "response/reference_plans.hpp"
#include "small_study.hpp"

#include <wayout/medical.hpp>

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

const fs::path casualties_file = "scenarios/medical/casualties.csv";
const fs::path response_file = "scenarios/medical/response.json";

MedicalOptions runs(int count, int threads) {
    MedicalOptions options;
    options.runs = count;
    options.threads = threads;
    return options;
}

TEST(MedicalRuns, AreTheSameForAnyNumberOfThreads) {
    const Result<MedicalResults> one = run_medical(casualties_file, response_file, runs(12, 1));
    const Result<MedicalResults> three = run_medical(casualties_file, response_file, runs(12, 3));
    ASSERT_TRUE(one && three);
    EXPECT_EQ(medical_json(*one), medical_json(*three));
    MedicalOptions other = runs(12, 1);
    other.seed = 1000;
    const Result<MedicalResults> elsewhere = run_medical(casualties_file, response_file, other);
    ASSERT_TRUE(elsewhere);
    EXPECT_NE(medical_json(*one), medical_json(*elsewhere));
}

TEST(MedicalRuns, CountEverybodyAtEveryMoment) {
    const Result<MedicalResults> results = run_medical(casualties_file, response_file, runs(1, 1));
    ASSERT_TRUE(results);
    // Of a single run all three quantiles are the count itself.
    for (const MedicalMoment& moment : results->timeline) {
        double sum = 0.0;
        for (const auto& range : moment.people) sum += range[1];
        EXPECT_EQ(sum, static_cast<double>(results->casualties.size())) << moment.time_s;
    }
    // The last row holds ends and people who are never served only.
    double at_an_end = 0.0;
    for (const CareState state : {CareState::admitted, CareState::discharged, CareState::dead})
        at_an_end += results->timeline.back().people[static_cast<std::size_t>(state)][1];
    EXPECT_EQ(at_an_end + results->figure("unserved")->mean, static_cast<double>(results->casualties.size()));
}

TEST(MedicalRuns, NameTheBottleneck) {
    // Two ambulances for a hundred: transport. One officer and a hundred ambulances: triage.
    const std::vector<Casualty> reds = casualties_of_class(TriageClass::red, 100);
    MedicalPlan plan = simple_plan(2);
    EXPECT_EQ(run_medical(plan, reds, runs(3, 1)).timeline.at(2).bottleneck, "transport");
    plan = simple_plan(100);
    plan.triage.crews[0].count = 1;
    plan.triage.time_s = Distribution::constant_value(60.0);
    EXPECT_EQ(run_medical(plan, reds, runs(3, 1)).timeline.at(2).bottleneck, "triage");
    // Everything at once: nowhere.
    EXPECT_EQ(run_medical(endless_plan(), reds, runs(3, 1)).timeline.back().bottleneck, "");
}

TEST(MedicalRuns, RangesAreQuantilesOverTheRuns) {
    // Constant times: all runs alike.
    const MedicalResults results =
        run_medical(simple_plan(10), casualties_of_class(TriageClass::yellow, 100), runs(5, 2));
    const MedicalRange* last = results.figure("last_departure_s");
    ASSERT_NE(last, nullptr);
    EXPECT_EQ(last->low, 9600.0);
    EXPECT_EQ(last->high, 9600.0);
    EXPECT_EQ(last->count, 5);
}

TEST(MedicalRuns, SayWhoIsNeverServed) {
    MedicalPlan plan = simple_plan(1);
    plan.fleets[0].ventilator = false;
    std::vector<Casualty> reds = casualties_of_class(TriageClass::red, 3);
    reds[1].needs.ventilator = true;
    const MedicalResults results = run_medical(plan, reds, runs(2, 1));
    ASSERT_EQ(results.unserved.size(), 1u);
    EXPECT_EQ(results.unserved[0].why, "no vehicle can carry one judged red with a ventilator");
    EXPECT_EQ(results.unserved[0].mean_count, 1.0);
}

TEST(MedicalFiles, AreWritten) {
    const small::Folder folder;
    const Result<MedicalResults> results = run_medical(casualties_file, response_file, runs(4, 1));
    ASSERT_TRUE(results);
    ASSERT_TRUE(write_medical(*results, folder / "out").empty());
    const std::string table = small::read_bytes(folder / "out" / "casualties.csv");
    EXPECT_EQ(static_cast<std::size_t>(std::count(table.begin(), table.end(), '\n')),
              1 + results->casualties.size());
    EXPECT_NE(small::read_bytes(folder / "out" / "timeline.csv").find("hospital.general"), std::string::npos);
    EXPECT_NE(small::read_bytes(folder / "out" / "resources.csv").find("operating room"), std::string::npos);
    const auto json = nlohmann::json::parse(small::read_bytes(folder / "out" / "summary.json"));
    EXPECT_EQ(json["runs"], 4);
    EXPECT_GT(json["figures"]["expected_deaths"]["p50"], 0.0);
    // Numbers from memory are marked as such.
    const auto& assumptions = json["assumptions"];
    EXPECT_TRUE(std::any_of(assumptions.begin(), assumptions.end(), [](const auto& a) {
        return a["tag"] == "M" && a["what"] == "survival by score r";
    }));
    const std::string page = small::read_bytes(folder / "out" / "report.html");
    for (const char* part : {"Where they are", "Expected deaths", "[M]", "never a count of a single run"})
        EXPECT_NE(page.find(part), std::string::npos) << part;
}

TEST(MedicalFiles, ProblemsOfBothAreToldAtOnceAndNothingIsRun) {
    const small::Folder folder;
    std::ofstream(folder / "c.csv") << "id,found_s,place,state\na,0,forecort,red\nb,0,yard,red\n";
    std::string plan = small::read_bytes(response_file);
    const std::string hospital_beds = "\"beds\": 400";
    plan.replace(plan.find(hospital_beds), hospital_beds.size(), "\"beds\": 0");
    std::ofstream(folder / "r.json") << plan;
    const Result<MedicalResults> results = run_medical(folder / "c.csv", folder / "r.json", runs(1, 1));
    ASSERT_FALSE(results);
    ASSERT_EQ(results.error().size(), 2u);
    EXPECT_NE(results.error()[0].message.find("a hospital without beds"), std::string::npos);
    EXPECT_NE(results.error()[1].message.find("did you mean 'forecourt'?"), std::string::npos);
    EXPECT_EQ(run_medical(folder / "none.csv", folder / "none.json", runs(1, 1)).error().size(), 2u);
}

}  // namespace
}  // namespace wayout
