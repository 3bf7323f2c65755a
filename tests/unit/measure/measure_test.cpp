/// Measuring in a result whose people walk on prescribed straight ways, so that every number has a hand
/// value.
#include "../error_lines.hpp"
#include "../output/sample_run.hpp"
#include "output/plan_model.hpp"
#include "output/read_trajectory.hpp"
#include "output/report_data.hpp"
#include "output/statistics.hpp"
#include "output/trajectory.hpp"

#include <wayout/measure.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

namespace wayout {
namespace {

using sample::TemporaryFolder;

constexpr double fps = 10.0;

void write_file(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

/// The sample hall (user coordinates: local + (100, 200)) with four people in its level part: 1, 2 and 3 walk
/// at 1 m/s towards +x, free of the hall's fittings, and are at local x = 12.05 after 2.05, 4.05 and 8.05 s;
/// 4 stands far away and is not recorded from 1.0 s up to 2.0 s. 12 s, ten frames a second.
class MeasuredResult : public testing::Test {
protected:
    MeasuredResult() {
        const sample::SampleRun run = sample::make_run();
        results_ = run.results;
        write_file(folder_ / "report-data.json", report_data_json(run.results, plan_of(run.venue), {}, ""));
        TrajectoryInfo info;
        info.time_step_s = 0.05;
        info.every_nth_step = 2;
        auto sink = open_trajectory_hdf5(folder_ / "trajectory.h5", run.venue, info);
        for (std::int64_t frame = 0; frame <= 120; ++frame) {
            const double t = static_cast<double>(frame) / fps;
            std::vector<AgentId> id{1, 2, 3};
            std::vector<double> x{10.0 + t, 8.0 + t, 4.0 + t};
            std::vector<double> y{1.0, 1.5, 2.0};
            if (frame < 10 || frame >= 20) {
                id.push_back(4);
                x.push_back(30.0);
                y.push_back(20.0);
            }
            const std::vector<float> heading(id.size(), 0.0F);
            const std::vector<std::int32_t> surface(id.size(), 0);
            (*sink)->frame({frame, t, id, x, y, heading, heading, surface});
        }
        EXPECT_TRUE((*sink)->finish().empty());
    }

    TemporaryFolder folder_;
    RunResults results_;
};

TEST_F(MeasuredResult, CountsCrossingsOfALine) {
    MeasureOptions options;
    options.lines = {"gate=hall:112.05,200.2,112.05,202.2"};
    options.window_s = 4.0;
    const auto measured = measure_result(folder_.path(), options);
    ASSERT_TRUE(measured) << as_lines(measured.error());
    ASSERT_EQ(measured->lines.size(), 1U);
    EXPECT_TRUE(measured->areas.empty());
    const MeasuredLine& line = measured->lines[0];
    ASSERT_EQ(line.crossings.size(), 3U);
    EXPECT_NEAR(line.crossings[1].time_s, 4.05, 1e-9);
    EXPECT_EQ(line.crossings[1].person, 2);
    EXPECT_NEAR(line.crossings[1].speed_mps, 1.0, 1e-9);
    // Upwards along the line, -x is to the left.
    EXPECT_TRUE(line.crossings[1].left_to_right);
    EXPECT_DOUBLE_EQ(line.width_m, 2.0);
    EXPECT_NEAR(line.mean_flow_pps, 2.0 / 6.0, 1e-9);
    // From the ceil(0.3) = 1st to the floor(2.7) = 2nd of three: one in 2 s.
    EXPECT_NEAR(line.steady_flow_pps, 0.5, 1e-9);
    // Gaps of 2 and 4 s.
    EXPECT_NEAR(line.gap_mean_s, 3.0, 1e-9);
    EXPECT_NEAR(line.gap_sd_s, std::sqrt(2.0), 1e-9);
    EXPECT_NEAR(line.gap_p90_s, 4.0, 1e-9);
    // Windows of 4 s with one person each: 0.25 /s, and 0.25 / (1 m/s x 2 m).
    ASSERT_GE(line.flow.size(), 3U);
    EXPECT_EQ(line.flow[0].count, 1);
    EXPECT_NEAR(line.flow[2].flow_pps, 0.25, 1e-9);
    EXPECT_NEAR(line.flow[2].density_per_m2, 0.125, 1e-9);
}

TEST_F(MeasuredResult, CountsOnlyWithinTheTimesGiven) {
    MeasureOptions options;
    options.lines = {"gate=hall:112.05,200.2,112.05,202.2"};
    options.from_s = 3.0;
    options.to_s = 6.0;
    const auto measured = measure_result(folder_.path(), options);
    ASSERT_TRUE(measured) << as_lines(measured.error());
    ASSERT_EQ(measured->lines[0].crossings.size(), 1U);
    EXPECT_EQ(measured->lines[0].crossings[0].person, 2);
    EXPECT_TRUE(std::isnan(measured->lines[0].mean_flow_pps));
}

TEST_F(MeasuredResult, MeasuresDensityAndSpeedInAnArea) {
    MeasureOptions options;
    options.areas = {"box=hall:110,200.2,114,202.2"};
    options.every_s = 1.0;
    const auto measured = measure_result(folder_.path(), options);
    ASSERT_TRUE(measured) << as_lines(measured.error());
    const MeasuredArea& area = measured->areas.at(0);
    EXPECT_NEAR(area.area_m2, 8.0, 1e-6);
    ASSERT_EQ(area.moments.size(), 13U);
    // After 3 s: 1 at x = 13 and 2 at x = 11 are inside, 3 at x = 7 is not.
    EXPECT_NEAR(area.moments[3].time_s, 3.0, 1e-9);
    EXPECT_NEAR(area.moments[3].classic_density_per_m2, 2.0 / 8.0, 1e-9);
    EXPECT_NEAR(area.moments[3].classic_speed_mps, 1.0, 1e-9);
    EXPECT_GT(area.moments[3].density_per_m2, 0.0);
    // After 12 s, 3 is at x = 16 and nobody is inside.
    EXPECT_EQ(area.moments[12].classic_density_per_m2, 0.0);
    EXPECT_TRUE(std::isnan(area.moments[12].classic_speed_mps));
}

TEST_F(MeasuredResult, SharesTheWholeFloorAmongThoseOnIt) {
    MeasureOptions options;
    // Reaches beyond the walls: only floor counts.
    options.areas = {"all=hall:50,150,200,260"};
    options.every_s = 1.0;
    const auto measured = measure_result(folder_.path(), options);
    ASSERT_TRUE(measured) << as_lines(measured.error());
    const MeasuredArea& area = measured->areas.at(0);
    EXPECT_LT(area.area_m2, 1200.0);
    // Every cell lies in the area, so the people are what they are: four, and three while one is not
    // recorded.
    EXPECT_NEAR(area.moments[0].density_per_m2 * area.area_m2, 4.0, 1e-3);
    EXPECT_NEAR(area.moments[1].density_per_m2 * area.area_m2, 3.0, 1e-3);
    EXPECT_NEAR(area.moments[0].classic_density_per_m2 * area.area_m2, 4.0, 1e-3);
}

TEST_F(MeasuredResult, TimesPassagesBetweenEntryAndExit) {
    MeasureOptions options;
    options.file = folder_ / "places.json";
    write_file(options.file,
               R"({"areas": [{"id": "box", "storey": "hall", "rect": [110.05, 200.2, 114.05, 202.2],
        "entry": [[110.05, 200.2], [110.05, 202.2]], "exit": [[114.05, 200.2], [114.05, 202.2]]}]})");
    const auto measured = measure_result(folder_.path(), options);
    ASSERT_TRUE(measured) << as_lines(measured.error());
    const auto& transits = measured->areas.at(0).transits;
    ASSERT_EQ(transits.size(), 3U);
    EXPECT_EQ(transits[2].person, 3);
    EXPECT_NEAR(transits[2].in_s, 6.05, 1e-9);
    EXPECT_NEAR(transits[2].out_s, 10.05, 1e-9);
    EXPECT_NEAR(transits[2].speed_mps, 1.0, 1e-9);
    // 2 has left when 3 comes: one person on 8 m2.
    EXPECT_NEAR(transits[2].density_per_m2, 1.0 / 8.0, 1e-9);
}

TEST_F(MeasuredResult, TakesCrossingsOfPassagesAsTheRunCountedThem) {
    const std::vector<std::string> keys = passage_keys(results_);
    MeasureOptions options;
    options.passages = {keys.at(0)};
    const auto measured = measure_result(folder_.path(), options);
    ASSERT_TRUE(measured) << as_lines(measured.error());
    EXPECT_TRUE(measured->lines[0].is_passage);
    const auto& crossings = results_.passages[0].crossings;
    ASSERT_GT(crossings.size(), 0U);
    EXPECT_EQ(measured->lines[0].crossings.size(), crossings.size());
    EXPECT_NEAR(measured->lines[0].first_s, crossings.front().time_s, 0.001);
}

TEST_F(MeasuredResult, MeasuresEverythingWhenNothingIsNamed) {
    const auto measured = measure_result(folder_.path(), {});
    ASSERT_TRUE(measured) << as_lines(measured.error());
    const auto expected = std::count_if(results_.passages.begin(), results_.passages.end(),
                                        [](const PassageResult& p) { return p.kind != PassageKind::joint; });
    EXPECT_EQ(measured->lines.size(), static_cast<std::size_t>(expected));
    EXPECT_EQ(measured->areas.size(), results_.zones.size());
}

TEST_F(MeasuredResult, ReportsAllProblemsAtOnce) {
    MeasureOptions options;
    options.file = folder_ / "places.json";
    write_file(options.file,
               "{\"lines\": [\n{\"id\": \"a\", \"storey\": \"halle\", \"line\": [[0, 0], [1, 1]]},\n"
               "{\"id\": \"b\", \"storey\": \"hall\", \"lin\": [[0, 0], [1, 1]]}]}");
    options.lines = {"far=hall:0,0,1,0", "bad", "none=hall:110,205,110,205", "open=110,205,111,205"};
    options.zones = {"no-such-zone"};
    options.window_s = -1.0;
    const auto measured = measure_result(folder_.path(), options);
    ASSERT_FALSE(measured);
    const std::string text = as_lines(measured.error());
    for (const char* part :
         {"places.json: lines[0]", "did you mean 'hall'", "places.json: lines[1]", "did you mean 'line'",
          "--line far=hall:0,0,1,0 | lies outside the floor", "--line bad | is not a line", "has no length",
          "--line open=110,205,111,205 | needs a storey", "no zone 'no-such-zone'", "--window"})
        EXPECT_NE(text.find(part), std::string::npos) << part << " is not in\n" << text;
}

TEST_F(MeasuredResult, NamesEachPlaceOnce) {
    MeasureOptions options;
    options.lines = {"a=hall:112,200.2,112,202.2", "a=hall:113,200.2,113,202.2"};
    const auto measured = measure_result(folder_.path(), options);
    ASSERT_FALSE(measured);
    EXPECT_EQ(measured.error().size(), 1U) << as_lines(measured.error());
}

TEST_F(MeasuredResult, IsWrittenAsTables) {
    MeasureOptions options;
    options.lines = {"gate=hall:112.05,200.2,112.05,202.2"};
    options.areas = {"box=hall:110,200.2,114,202.2"};
    const auto measured = measure_result(folder_.path(), options);
    ASSERT_TRUE(measured) << as_lines(measured.error());
    const auto files = write_measurement(*measured, folder_ / "analysis");
    ASSERT_TRUE(files) << as_lines(files.error());
    EXPECT_EQ(files->size(), 7U);
    // Nothing half-finished is left.
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_ / "analysis"),
                            std::filesystem::directory_iterator{}),
              7);
    std::ifstream crossings(folder_ / "analysis" / "analysis-crossings.csv");
    std::string head, first, second;
    std::getline(crossings, head);
    std::getline(crossings, first);
    std::getline(crossings, second);
    EXPECT_EQ(head, "line_id,time_s,person_id,direction,speed_mps,cumulative_people,gap_s");
    EXPECT_EQ(first, "gate,2.050,1,right,1.000,1,");
    EXPECT_EQ(second, "gate,4.050,2,right,1.000,2,2.000");
    const auto json = nlohmann::json::parse(measurement_as_json(*measured));
    EXPECT_EQ(json["lines"][0]["people"], 3);
    EXPECT_EQ(json["lines"][0]["time_gap_s"]["mean"], 3.0);
    EXPECT_TRUE(json["cutoff_m"].is_null());
}

TEST_F(MeasuredResult, HasNoTrajectory) {
    std::filesystem::remove(folder_ / "trajectory.h5");
    const auto measured = measure_result(folder_.path(), {});
    ASSERT_FALSE(measured);
    EXPECT_NE(as_lines(measured.error()).find("--trajectory hdf5"), std::string::npos);
    write_file(folder_ / "trajectory.h5", "no HDF5");
    EXPECT_FALSE(measure_result(folder_.path(), {}));
}

TEST_F(MeasuredResult, BreaksATrackWhereSomebodyIsNotRecorded) {
    const auto stored = read_trajectory_hdf5(folder_ / "trajectory.h5");
    ASSERT_TRUE(stored) << as_lines(stored.error());
    EXPECT_EQ(stored->fps, 10.0);
    ASSERT_EQ(stored->storeys.size(), 2U);
    // People 1 to 3 whole, 4 before and after.
    const auto& tracks = stored->storeys[0].tracks;
    ASSERT_EQ(tracks.size(), 5U);
    EXPECT_EQ(tracks[3].positions_m.size(), 10U);
    EXPECT_EQ(tracks[4].person, 4);
    EXPECT_EQ(tracks[4].first_frame, 20);
    EXPECT_NEAR(tracks[0].positions_m.front().x, 110.0, 1e-12);
}

}  // namespace
}  // namespace wayout
