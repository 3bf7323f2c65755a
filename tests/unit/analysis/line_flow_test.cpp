#include "analysis/line_flow.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace wayout {
namespace {

constexpr Segment gate{{0.25, -1.0}, {0.25, 1.0}};
constexpr VelocityWindow window{1};

/// One track a person, in frames of 0.5 s.
Tracks tracks_of(std::vector<Track> people) {
    return {0.5, std::move(people)};
}

TEST(LineFlow, InterpolatesTheMomentOfCrossing) {
    // From x = 0 at 1.0 s to x = 1 at 1.5 s: a quarter of the way is 1.125 s; 1 m in 0.5 s either side.
    const Tracks tracks = tracks_of({{1, {{-1, 0}, {0, 0}, {1, 0}, {2, 0}}}});
    const std::vector<LinePassage> found = passages_through(tracks, gate, window);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_DOUBLE_EQ(found[0].time_s, 1.125);
    EXPECT_DOUBLE_EQ(found[0].speed_mps, 2.0);
    EXPECT_TRUE(found[0].left_to_right);
}

TEST(LineFlow, GoesByTheLineNotByItsExtension) {
    const Tracks beside = tracks_of({{0, {{0, 1.5}, {1, 1.5}}}});
    EXPECT_TRUE(passages_through(beside, gate, window).empty());
}

TEST(LineFlow, CountsWhoStopsOnTheLineOnce) {
    const Tracks halting = tracks_of({{0, {{0, 0}, {0.25, 0}, {0.25, 0}, {1, 0}}}});
    EXPECT_EQ(passages_through(halting, gate, window).size(), 1U);
    const Tracks turning = tracks_of({{0, {{0, 0}, {0.25, 0}, {0, 0}}}});
    EXPECT_TRUE(passages_through(turning, gate, window).empty());
}

TEST(LineFlow, FirstPassagesCountEverybodyOnce) {
    // The second person goes through, back and through again.
    const Tracks tracks = tracks_of({{2, {{0, 0}, {1, 0}}}, {0, {{0, 0}, {1, 0}, {0, 0}, {1, 0}}}});
    EXPECT_EQ(passages_through(tracks, gate, window).size(), 4U);
    const std::vector<LinePassage> first = first_passages_through(tracks, gate, window);
    ASSERT_EQ(first.size(), 2U);
    EXPECT_EQ(first[0].person, 1);
    EXPECT_DOUBLE_EQ(first[0].time_s, 0.125);
    EXPECT_DOUBLE_EQ(first[1].time_s, 1.125);
}

TEST(LineFlow, SteadyFlowLeavesOutBothEnds) {
    // One a second from the 1st to the 9th of ten, but the first and the last are stragglers.
    const std::vector<double> times{0, 10, 11, 12, 13, 14, 15, 16, 17, 90};
    // 2nd (10 s) to 9th (17 s): 7 passages in 7 s.
    EXPECT_DOUBLE_EQ(steady_flow_pps(times, 0.2, 0.9), 1.0);
    EXPECT_DOUBLE_EQ(steady_flow_pps(times, 0.0, 1.0), 0.1);
    EXPECT_DOUBLE_EQ(steady_flow_pps(std::vector<double>{3.0}), 0.0);
}

TEST(LineFlow, SteadyFlowOfAMeasuredBottleneckIsThePublishedOne) {
    // HERMES run AO-300: 7.159 /s between 10 % and 90 % of 348 persons (bottleneck_flow.csv; least squares
    // 7.164). Another count at the ends of the window changes one person of 278: 0.4 %.
    std::ifstream file(std::string(WAYOUT_SOURCE_DIR) + "/data/experiments/hermes_bottleneck_b300_nt.csv");
    ASSERT_TRUE(file);
    std::string line;
    std::getline(file, line);
    std::vector<double> times;
    while (std::getline(file, line)) times.push_back(std::stod(line));
    ASSERT_EQ(times.size(), 348U);
    EXPECT_NEAR(steady_flow_pps(times), 7.159, 7.159 / 278.0);
}

TEST(LineFlow, CumulativeCountStepsAtEachPassage) {
    const std::vector<double> times{1, 2, 2, 5};
    const std::vector<double> at{0, 1, 1.5, 2, 4.9, 5, 9};
    EXPECT_EQ(cumulative_count(times, at), (std::vector<double>{0, 1, 1, 3, 3, 4, 4}));
    EXPECT_EQ(time_gaps_s(times), (std::vector<double>{1, 0, 3}));
}

TEST(LineFlow, MethodAGivesTheHydrodynamicRelation) {
    // 5 people in 10 s at 0.5 m/s through 2 m: 0.5 /s, 0.5 / (0.5 x 2) = 0.5 per m2. Then nobody.
    std::vector<LinePassage> passages;
    for (int n = 0; n < 5; ++n) passages.push_back({n, 2.0 * n, 0.5, true});
    const std::vector<LineState> states = line_states(passages, 2.0, 0.0, 25.0);
    ASSERT_EQ(states.size(), 2U);  // the last 5 s are no whole window
    EXPECT_DOUBLE_EQ(states[0].flow_pps, 0.5);
    EXPECT_DOUBLE_EQ(states[0].density_per_m2, 0.5);
    EXPECT_DOUBLE_EQ(states[1].flow_pps, 0.0);
}

}  // namespace
}  // namespace wayout
