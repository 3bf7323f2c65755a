#include "validation/lab.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace wayout {
namespace {

TEST(NumberTable, FindsCellsByName) {
    const NumberTable table("run,b_m,J_1/s\nfirst,1.8,2.5e-1\nsecond,,3\n");
    ASSERT_EQ(table.row_count(), 2U);
    EXPECT_EQ(table.label(1), "second");
    EXPECT_DOUBLE_EQ(table.at(0, "J_1/s"), 0.25);
    EXPECT_DOUBLE_EQ(table.at(1, "J_1/s"), 3.0);
    EXPECT_TRUE(std::isnan(table.at(1, "b_m")));
    EXPECT_ANY_THROW((void)table.at(0, "width"));
}

TEST(NumberTable, KeepsWordsAndQuotedCommas) {
    const NumberTable table("run,area,bounds,v\nKO,stem,\"(-2.4, 1.0)\",1.31\n");
    EXPECT_EQ(table.text(0, "area"), "stem");
    EXPECT_EQ(table.text(0, "bounds"), "(-2.4, 1.0)");
    EXPECT_DOUBLE_EQ(table.at(0, "v"), 1.31);
    EXPECT_EQ(column(table, "v"), std::vector<double>{1.31});
}

TEST(PassageCurves, AgreeWithThemselvesAndNotWithAHalf) {
    // One a second for a minute, once 100 s later, and every second one.
    std::vector<double> all, later, half;
    for (int i = 0; i < 60; ++i) {
        all.push_back(i);
        later.push_back(100 + i);
        if (i % 2 == 0)
            half.push_back(i);
    }
    const PassageCurves curves = compare_passages("title", all, {later, half});
    EXPECT_NEAR(curves.erd[0], 0.0, 1e-12);
    // The model has half of what was measured: ERD 0.5, fits best with the factor 2; both to the rounding of
    // a person.
    EXPECT_NEAR(curves.erd[1], 0.5, 0.02);
    EXPECT_NEAR(curves.epc[1], 2.0, 0.06);
    ASSERT_EQ(curves.figure.series.size(), 2U);
    EXPECT_EQ(curves.figure.series[0].points.size(), 119U);  // 0, 0.5, ..., 59
}

TEST(LabTracks, KeepTheStepsOfARun) {
    // Steps of 0.05 s; the second person appears in the third step.
    RunRecord record;
    record.tracks = {{{0.05, {0, 0}}, {0.10, {0.1, 0}}, {0.15, {0.2, 0}}}, {{0.15, {5, 0}}}};
    const Tracks tracks = tracks_of(record);
    ASSERT_EQ(tracks.of_person.size(), 2U);
    EXPECT_DOUBLE_EQ(tracks.frame_s, 0.05);
    EXPECT_EQ(tracks.of_person[0].first_frame, 1);
    EXPECT_EQ(tracks.of_person[1].first_frame, 3);
    // x = 0.05 is crossed half way between 0.05 and 0.10 s.
    EXPECT_NEAR(first_times_over(tracks, {{0.05, -1}, {0.05, 1}}).at(0), 0.075, 1e-12);
}

}  // namespace
}  // namespace wayout
