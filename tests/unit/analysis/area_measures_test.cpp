#include "analysis/area_measures.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout {
namespace {

const Polygon area_2x1{{{0, 0}, {2, 0}, {2, 1}, {0, 1}}, {}};

TEST(ClassicStates, CountsPeoplePerArea) {
    // Two inside of three; speeds 1 and 2 m/s.
    const Tracks tracks{1.0,
                        {{0, {{0.2, 0.5}, {1.2, 0.5}}}, {0, {{0, 0.8}, {2, 0.8}}}, {0, {{5, 0}, {5, 1}}}}};
    const std::vector<AreaState> states = classic_states(tracks, area_2x1, {1});
    ASSERT_EQ(states.size(), 2U);
    EXPECT_DOUBLE_EQ(states[0].density_per_m2, 1.0);
    EXPECT_DOUBLE_EQ(states[0].speed_mps, 1.5);
}

TEST(ClassicStates, HasNoSpeedWhereNobodyIs) {
    const Tracks tracks{1.0, {{0, {{5, 5}}}}};
    EXPECT_TRUE(std::isnan(classic_states(tracks, area_2x1, {1})[0].speed_mps));
}

TEST(PassagesBetween, TakesLengthOverTime) {
    // x = -0.5 + t: in at 0.5 s, out at 2.5 s, 2 m in 2 s. In frames 1 and 2 the person is inside, alone in
    // frame 2; the other one stands inside until frame 1. Mean (2 + 1) / 2 per 2 m2.
    const Tracks tracks{1.0,
                        {{0, {{-0.5, 0.5}, {0.5, 0.5}, {1.5, 0.5}, {2.5, 0.5}}}, {0, {{1, 0.2}, {1, 0.2}}}}};
    // The exit is given in the other sense than the entry.
    const std::vector<AreaPassage> passages =
        passages_between(tracks, {{0, 0}, {0, 1}}, {{2, 1}, {2, 0}}, 2.0, {1});
    ASSERT_EQ(passages.size(), 1U);
    EXPECT_DOUBLE_EQ(passages[0].in_s, 0.5);
    EXPECT_DOUBLE_EQ(passages[0].out_s, 2.5);
    EXPECT_DOUBLE_EQ(passages[0].speed_mps, 1.0);
    EXPECT_DOUBLE_EQ(passages[0].density_per_m2, 0.75);
}

}  // namespace
}  // namespace wayout
