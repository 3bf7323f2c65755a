#include "analysis/lane_order.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace wayout {
namespace {

TEST(LaneOrder, SeparatedStreamsAreInOrder) {
    const std::vector<StreamMember> lanes{{{0, 0}, true}, {{0, 2}, true}, {{1, 0}, false}, {{1, 2}, false}};
    EXPECT_DOUBLE_EQ(lane_order(lanes), 1.0);
    // In one strip each has one of the same and two of the other direction: (1/3)^2.
    EXPECT_DOUBLE_EQ(lane_order(lanes, 1.5), 1.0 / 9.0);
}

TEST(LaneOrder, CountsThePersonNot) {
    // Two of one direction and one opposed: 0, 0 and 1.
    const std::vector<StreamMember> strip{{{0, 0}, true}, {{0.1, 1}, true}, {{0.2, 2}, false}};
    EXPECT_DOUBLE_EQ(lane_order(strip), 1.0 / 3.0);
    EXPECT_TRUE(std::isnan(lane_order(std::vector<StreamMember>{{{0, 0}, true}})));
}

TEST(LaneOrder, ShufflingDestroysLanes) {
    std::vector<StreamMember> lanes;
    for (int i = 0; i < 40; ++i) lanes.push_back({{i < 20 ? 0.0 : 1.0, 0.5 * (i % 20)}, i < 20});
    // Expected square of the mean of 19 signs that sum to -1 or so: about 1/19 = 0.05, at 5 draws well below
    // 0.2.
    const double shuffled = lane_order_shuffled(lanes, 1, 0);
    EXPECT_DOUBLE_EQ(lane_order(lanes), 1.0);
    EXPECT_LT(shuffled, 0.2);
    EXPECT_EQ(shuffled, lane_order_shuffled(lanes, 1, 0));
    EXPECT_NE(shuffled, lane_order_shuffled(lanes, 2, 0));
    // The number of directions is kept: in one strip of two and two any permutation gives 1/9.
    const std::vector<StreamMember> four{{{0, 0}, true}, {{0, 1}, true}, {{0, 2}, false}, {{0, 3}, false}};
    EXPECT_DOUBLE_EQ(lane_order_shuffled(four, 7, 3), 1.0 / 9.0);
}

}  // namespace
}  // namespace wayout
