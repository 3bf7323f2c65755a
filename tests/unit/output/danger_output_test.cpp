/// Danger areas in the files of a result and in the report.
#include "output/danger_map.hpp"
#include "output/output_file.hpp"
#include "output/report.hpp"
#include "output/report_data.hpp"
#include "output/scenario_facts.hpp"
#include "output/tables.hpp"
#include "sample_run.hpp"

#include <wayout/output.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <string>

namespace wayout {
namespace {

constexpr std::string_view sections_only = "<!--WAYOUT:SECTIONS-->";

/// The made-up run with an area in the hall: row 0 was in it for 12.5 s, row 1 in a shelter at the end.
sample::SampleRun run_with_danger() {
    sample::SampleRun run = sample::make_run();
    run.results.replay.frames.resize(1);
    DangerOutcome& danger = run.results.danger;
    danger.is_modelled = true;
    danger.exposed = 1;
    danger.person_s = 12.5;
    danger.learned = {3, 1, 2, 0, 0, 4};
    danger.sheltered = 1;
    danger.finding = "1 person was still inside at the end: 1 in shelters";
    danger.areas = {{"gate",
                     "Main gate",
                     0,
                     {{1, 1}, {3, 1}, {3, 3}},
                     {{0, 0}, {4, 0}, {4, 4}},
                     {},
                     1,
                     12.5,
                     5.0,
                     17.5,
                     7,
                     0}};
    danger.shelters = {{"store", "Store", 80, 1, 2, 40.0, not_a_time}};
    for (PersonResult& person : run.results.people) person.danger_s = 0.0;
    PersonResult& exposed = run.results.people[0];
    exposed.danger_s = 12.5;
    exposed.aware_s = 5.25;
    exposed.learned = Learned::by_sight;
    run.results.people[1].is_sheltered = true;
    return run;
}

TEST(DangerSummary, HoldsAreasAndShelters) {
    const auto summary = nlohmann::json::parse(summary_json(run_with_danger().results));
    const auto& danger = summary.at("danger");
    EXPECT_EQ(danger.at("exposed"), 1);
    EXPECT_EQ(danger.at("person_s"), 12.5);
    EXPECT_EQ(danger.at("learned").at("by sight"), 2);
    EXPECT_EQ(danger.at("areas").at(0).at("aware"), 7);
    EXPECT_EQ(danger.at("areas").at(0).at("first_s"), 5.0);
    EXPECT_EQ(danger.at("shelters").at(0).at("capacity"), 80);
    EXPECT_TRUE(danger.at("shelters").at(0).at("untenable_s").is_null());
    EXPECT_TRUE(nlohmann::json::parse(summary_json(sample::make_run().results)).at("danger").is_null());
}

TEST(DangerReport, HasASectionOnlyWithDanger) {
    const auto report_of = [](const sample::SampleRun& run) {
        const PlanModel plan = plan_of(run.venue);
        return compose_report({run.results, plan, facts_of(run.scenario), ""}, sections_only);
    };
    const std::string page = report_of(run_with_danger());
    for (const char* part : {"id=\"danger\"", "Main gate", "12.5 person-seconds", "Store", "by sight",
                             "1 person was still inside at the end"})
        EXPECT_NE(page.find(part), std::string::npos) << part;
    EXPECT_EQ(report_of(sample::make_run()).find("id=\"danger\""), std::string::npos);
}

TEST(DangerMap, ShowsTheStoreyOfTheArea) {
    const sample::SampleRun run = run_with_danger();
    const PlanModel plan = plan_of(run.venue);
    EXPECT_NE(danger_map(run.results, plan, 0, "g").find("Main gate"), std::string::npos);
    EXPECT_TRUE(danger_map(sample::make_run().results, plan, 0, "g").empty());
}

TEST(DangerData, ComeBackAsTheyWereStored) {
    const sample::TemporaryFolder folder;
    const sample::SampleRun run = run_with_danger();
    const PlanModel plan = plan_of(run.venue);
    std::ofstream(folder / "d.json") << report_data_json(run.results, plan, facts_of(run.scenario), "");
    const auto read = read_report_data(folder / "d.json");
    ASSERT_TRUE(read);
    const DangerOutcome& danger = read->results.danger;
    EXPECT_TRUE(danger.is_modelled);
    EXPECT_EQ(danger.learned, run.results.danger.learned);
    EXPECT_EQ(danger.finding, run.results.danger.finding);
    ASSERT_EQ(danger.areas.size(), 1U);
    EXPECT_EQ(danger.areas[0].largest_m, run.results.danger.areas[0].largest_m);
    EXPECT_EQ(danger.areas[0].last_s, 17.5);
    EXPECT_EQ(danger.shelters[0].locked_s, 40.0);
    EXPECT_EQ(read->results.people[0].danger_s, 12.5);
    EXPECT_EQ(read->results.people[0].aware_s, 5.25);
    EXPECT_EQ(read->results.people[0].learned, Learned::by_sight);
    EXPECT_TRUE(read->results.people[1].is_sheltered);
}

TEST(DangerData, DamageIsRefusedAndNeverACrash) {
    const sample::TemporaryFolder folder;
    const sample::SampleRun run = run_with_danger();
    const PlanModel plan = plan_of(run.venue);
    const auto whole =
        nlohmann::ordered_json::parse(report_data_json(run.results, plan, facts_of(run.scenario), ""));
    std::size_t index = 0, refused = 0;
    const auto flat = whole.at("results").at("danger").flatten();
    for (const auto& [pointer, value] : flat.items()) {
        auto damaged = whole;
        damaged[nlohmann::ordered_json::json_pointer("/results/danger" + pointer)] =
            ++index % 2 == 0 ? nlohmann::ordered_json("?") : nlohmann::ordered_json(nullptr);
        std::ofstream(folder / "d.json") << damaged.dump();
        const auto read = read_report_data(folder / "d.json");
        refused += read ? 0U : 1U;
    }
    EXPECT_GT(refused, 20U);
}

TEST(PeopleTable, HasDangerOnlyWithDanger) {
    const sample::TemporaryFolder folder;
    const auto first_line_of = [&](const RunResults& results, std::size_t line) {
        OutputFile file(folder / "people.csv");
        write_people(file, results);
        EXPECT_TRUE(file.close().empty());
        return sample::parse_csv(sample::read_file(folder / "people.csv"))[line];
    };
    const RunResults with = run_with_danger().results;
    const std::vector<std::string> heading = first_line_of(with, 0);
    const std::vector<std::string> row = first_line_of(with, 1);
    ASSERT_EQ(heading.size(), row.size());
    const std::vector<std::string> last(row.end() - 4, row.end());
    EXPECT_EQ(last, (std::vector<std::string>{"12.50", "5.25", "by sight", "0"}));
    const std::vector<std::string> without = first_line_of(sample::make_run().results, 1);
    EXPECT_EQ(std::vector<std::string>(without.end() - 4, without.end()),
              (std::vector<std::string>{"", "", "", ""}));
}

}  // namespace
}  // namespace wayout
