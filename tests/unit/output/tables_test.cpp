/// The tables of a result, read back and compared with the run they were written from.
#include "output/tables.hpp"

#include "output/statistics.hpp"
#include "sample_run.hpp"

#include <wayout/output.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <sstream>

namespace wayout {
namespace {

using sample::TemporaryFolder;
using Table = std::vector<std::vector<std::string>>;

Table written(void (*write)(OutputFile&, const RunResults&), const RunResults& results) {
    const TemporaryFolder folder;
    OutputFile file(folder / "table");
    write(file, results);
    EXPECT_TRUE(file.close().empty());
    return sample::parse_csv(sample::read_file(folder / "table"));
}

std::size_t column(const Table& table, const std::string& name) {
    for (std::size_t i = 0; i < table.at(0).size(); ++i)
        if (table[0][i] == name)
            return i;
    ADD_FAILURE() << "no column " << name;
    return 0;
}

TEST(PeopleTable, HasOneRowAPersonInUserCoordinates) {
    const sample::SampleRun run = sample::make_run();
    const Table t = written(write_people, run.results);
    ASSERT_EQ(t.size(), run.results.people.size() + 1);
    for (const auto& row : t) ASSERT_EQ(row.size(), t[0].size());
    // Person 1 sits in row 0, seat 0: (13.55, 11.15) plus the origin (100, 200).
    EXPECT_EQ(t[1][column(t, "id")], "1");
    EXPECT_EQ(t[1][column(t, "population")], "audience");
    EXPECT_EQ(t[1][column(t, "profile")], "weidmann-adults");
    EXPECT_EQ(t[1][column(t, "start_storey")], "hall");
    EXPECT_EQ(t[1][column(t, "start_x_m")], "113.550");
    EXPECT_EQ(t[1][column(t, "start_y_m")], "211.150");
    EXPECT_EQ(t[1][column(t, "outcome")], "out");
    // Person 4 never leaves: no times, no exit, the cause with its quotes and commas.
    EXPECT_EQ(t[4][column(t, "outcome")], "inside");
    EXPECT_EQ(t[4][column(t, "start_time_s")], "");
    EXPECT_EQ(t[4][column(t, "exit_id")], "");
    EXPECT_EQ(t[4][column(t, "exit_time_s")], "");
    EXPECT_EQ(t[4][column(t, "cause")], "stands in the way, \"for ever\"");
    EXPECT_EQ(t[4][column(t, "end_storey")], "hall");
}

TEST(PeopleTable, RefusesAPersonWhoIsOutWithoutAnExit) {
    sample::SampleRun run = sample::make_run();
    run.results.people[0].exit_passage = -1;
    const TemporaryFolder folder;
    OutputFile file(folder / "people.csv");
    EXPECT_THROW(write_people(file, run.results), InternalError);
}

TEST(ExitsTable, AddsUpToThePeopleWhoLeft) {
    const sample::SampleRun run = sample::make_run();
    const Table t = written(write_exits, run.results);
    std::map<std::string, int> sums;
    for (std::size_t i = 1; i < t.size(); ++i) {
        sums[t[i][column(t, "exit_id")]] += std::stoi(t[i][column(t, "count")]);
        EXPECT_EQ(std::to_string(sums[t[i][1]]), t[i][column(t, "cumulative_count")]);
    }
    std::map<std::string, int> left;
    for (const PersonResult& p : run.results.people)
        if (p.outcome == Outcome::out)
            ++left[run.results.passages[static_cast<std::size_t>(p.exit_passage)].id];
    EXPECT_EQ(sums, left);
    // The west exit closes at 90 s: open in (80, 90], closed in (90, 100].
    const auto open_at = [&](const std::string& time) {
        for (const auto& row : t)
            if (row[0] == time && row[1] == "west")
                return row[column(t, "open_frac")];
        return std::string("none");
    };
    EXPECT_EQ(open_at("90"), "1.00");
    EXPECT_EQ(open_at("100"), "0.00");
}

TEST(DoorsTable, TellsTheJointsOfAStairApart) {
    const Table t = written(write_doors, sample::make_run().results);
    std::map<std::string, int> sums;
    for (std::size_t i = 1; i < t.size(); ++i) sums[t[i][1]] += std::stoi(t[i][column(t, "count")]);
    EXPECT_EQ(sums, (std::map<std::string, int>{{"foyer-door", 287}, {"stair-a/1", 60}, {"stair-a/2", 60}}));
}

TEST(TimelineTable, AccountsForEverybodyInEveryRow) {
    const sample::SampleRun run = sample::make_run();
    const Table t = written(write_timeline, run.results);
    EXPECT_EQ(t[0][column(t, "storey:gallery")], "storey:gallery");
    for (std::size_t i = 1; i < t.size(); ++i) {
        EXPECT_EQ(std::stoi(t[i][1]) + std::stoi(t[i][2]) + std::stoi(t[i][3]), 428);
        EXPECT_EQ(std::stoi(t[i][4]) + std::stoi(t[i][5]), std::stoi(t[i][1]));
    }
}

TEST(ZonesTable, LeavesAsetAndMarginEmptyWithoutAHazard) {
    const Table t = written(write_zones, sample::make_run().results);
    ASSERT_EQ(t.size(), 4u);
    EXPECT_EQ(t[1][column(t, "rset_s")], "");  // somebody is still in it
    EXPECT_EQ(t[2][column(t, "rset_s")], "120.00");
    EXPECT_EQ(t[2][column(t, "aset_s")], "");
    EXPECT_EQ(t[2][column(t, "margin_s")], "");
}

TEST(EventLines, AreOneJsonObjectEach) {
    const TemporaryFolder folder;
    OutputFile file(folder / "events.jsonl");
    sample::SampleRun run = sample::make_run();
    run.results.events[0].text = "line\nbreak, \"quotes\", \xff bytes";
    write_events(file, run.results);
    ASSERT_TRUE(file.close().empty());
    std::istringstream lines(sample::read_file(folder / "events.jsonl"));
    std::vector<nlohmann::json> events;
    for (std::string line; std::getline(lines, line);) events.push_back(nlohmann::json::parse(line));
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[1]["kind"], "close_exit");
    EXPECT_EQ(events[1]["x_m"], 100.0);
    EXPECT_EQ(events[1]["y_m"], 211.6);
    EXPECT_FALSE(events[0].contains("x_m"));
}

TEST(Summary, HasTheKeysThatDoNotChange) {
    const sample::SampleRun run = sample::make_run();
    const auto json = nlohmann::json::parse(summary_json(run.results));
    EXPECT_EQ(json["status"], "time_limit");
    EXPECT_EQ(
        json["people"],
        nlohmann::json::parse(R"({"placed": 428, "out": 427, "inside": 1, "incapacitated": 0, "dead": 0})"));
    const EgressTimes times = egress_times(run.results);
    EXPECT_NEAR(json["egress_time_s"]["p95"].get<double>(), times.p95, 5e-4);
    EXPECT_EQ(json["exits"].size(), 4u);
    int sum = 0;
    for (const auto& exit : json["exits"]) sum += exit["count"].get<int>();
    EXPECT_EQ(sum, 427);
    EXPECT_EQ(json["health"]["stuck"], 1);
    EXPECT_EQ(json["health"]["conservation_ok"], true);
    EXPECT_EQ(json["state_hash"], "0123456789abcdef");
    EXPECT_EQ(json["seed"], 7);
    EXPECT_EQ(json["calibration"], "design");
    EXPECT_EQ(json["congestion"][0]["x_m"], 136.5);  // local 36.5 + 100
    EXPECT_EQ(json["crowd_pressure"][0]["x_m"], 136.4);
    EXPECT_EQ(json["crowd_pressure"][0]["peak_per_s2"], 0.0525);
    EXPECT_TRUE(json["crowd_pressure"][1]["first_above_s"].is_null());
    EXPECT_EQ(json["crowd_pressure_warning_per_s2"], 0.02);
    EXPECT_EQ(json["performance"]["phases_s"]["move"], 0.8);
    for (const char* key : {"peak_density_per_m2", "model", "version"})
        EXPECT_TRUE(json.contains(key)) << key;
}

TEST(Summary, SaysNullWhereNobodyIsOut) {
    RunResults r;
    const auto json = nlohmann::json::parse(summary_json(r));
    EXPECT_TRUE(json["egress_time_s"]["last"].is_null());
    EXPECT_EQ(json["people"]["placed"], 0);
}

TEST(Rounded, IsADecimalOrNull) {
    EXPECT_EQ(rounded(0.1 + 0.2, 3).dump(), "0.3");
    EXPECT_EQ(rounded(-0.00001, 2).dump(), "0.0");
    EXPECT_EQ(rounded(not_a_time, 2).dump(), "null");
    EXPECT_EQ(rounded(5612345.12345, 3).dump(), "5612345.123");
}

}  // namespace
}  // namespace wayout
