#include "geometry/segment.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

TEST(Segment, DistanceIsMeasuredToTheNearestPointNotToTheLine) {
    const Segment s{{0, 0}, {4, 0}};
    EXPECT_DOUBLE_EQ(distance(s, {1, 2}), 2.0);
    EXPECT_DOUBLE_EQ(distance(s, {7, 4}), 5.0);  // 3-4-5 triangle beyond the end
    EXPECT_DOUBLE_EQ(distance(s, {-3, -4}), 5.0);
}

TEST(Segment, ClosestPointAtAnEndIsThatEndBitForBit) {
    const Segment s{{0.1, 0.2}, {0.7, 0.9}};
    EXPECT_EQ(closest_point(s, {5, 5}), s.b);
    EXPECT_EQ(closest_point(s, {-5, -5}), s.a);
}

TEST(Segment, WithoutLengthIsAPoint) {
    const Segment s{{1, 1}, {1, 1}};
    EXPECT_DOUBLE_EQ(distance(s, {4, 5}), 5.0);
    EXPECT_DOUBLE_EQ(closest_parameter(s, {4, 5}), 0.0);
}

TEST(Segment, CrossingSegmentsMeetInAPoint) {
    const SegmentCrossing c = intersect({{0, 0}, {4, 4}}, {{0, 2}, {4, 2}});
    ASSERT_EQ(c.kind, SegmentCrossing::Kind::point);
    EXPECT_DOUBLE_EQ(c.a.x, 2.0);
    EXPECT_DOUBLE_EQ(c.a.y, 2.0);
    EXPECT_DOUBLE_EQ(c.t_a, 0.5);
}

TEST(Segment, TouchingEndsMeet) {
    EXPECT_EQ(intersect({{0, 0}, {1, 0}}, {{1, 0}, {1, 5}}).kind, SegmentCrossing::Kind::point);
    EXPECT_EQ(intersect({{0, 0}, {1, 0}}, {{0.5, 0}, {0.5, 5}}).kind, SegmentCrossing::Kind::point);
}

TEST(Segment, SegmentsWhoseLinesCrossBeyondTheirEndsDoNotMeet) {
    EXPECT_EQ(intersect({{0, 0}, {1, 0}}, {{1.001, -1}, {1.001, 1}}).kind, SegmentCrossing::Kind::none);
    EXPECT_EQ(intersect({{0, 0}, {1, 0}}, {{1.001, -1}, {1.001, 1}}, 0.01).kind,
              SegmentCrossing::Kind::point);
}

TEST(Segment, CollinearSegmentsShareAPiece) {
    const SegmentCrossing c = intersect({{0, 0}, {4, 0}}, {{6, 0}, {1, 0}});
    ASSERT_EQ(c.kind, SegmentCrossing::Kind::overlap);
    EXPECT_EQ(c.a, (Vec2{1, 0}));
    EXPECT_EQ(c.b, (Vec2{4, 0}));
    EXPECT_DOUBLE_EQ(c.t_a, 0.25);
    EXPECT_DOUBLE_EQ(c.t_b, 1.0);
}

TEST(Segment, CollinearSegmentsThatShareOnlyAnEndMeetInAPoint) {
    const SegmentCrossing c = intersect({{0, 0}, {4, 0}}, {{4, 0}, {9, 0}});
    ASSERT_EQ(c.kind, SegmentCrossing::Kind::point);
    EXPECT_EQ(c.a, (Vec2{4, 0}));
}

TEST(Segment, CollinearSegmentsApartAndParallelSegmentsDoNotMeet) {
    EXPECT_EQ(intersect({{0, 0}, {4, 0}}, {{5, 0}, {9, 0}}).kind, SegmentCrossing::Kind::none);
    EXPECT_EQ(intersect({{0, 0}, {4, 0}}, {{0, 0.1}, {4, 0.1}}).kind, SegmentCrossing::Kind::none);
}

TEST(Segment, ClosestPointsOfSegmentsThatDoNotCrossLieAtAnEnd) {
    const ClosestPair p = closest_points({{0, 0}, {4, 0}}, {{2, 3}, {2, 8}});
    EXPECT_DOUBLE_EQ(p.distance_m, 3.0);
    EXPECT_EQ(p.on_first, (Vec2{2, 0}));
    EXPECT_EQ(p.on_second, (Vec2{2, 3}));
    EXPECT_DOUBLE_EQ(closest_points({{0, 0}, {4, 4}}, {{0, 4}, {4, 0}}).distance_m, 0.0);
}

TEST(OverlapAlong, FindsThePieceThatRunsAlongside) {
    // 5 mm aside, from 1 to 3 m
    const auto piece = overlap_along({{0, 0}, {10, 0}}, {{3, 0.005}, {1, 0.005}}, 0.01);
    ASSERT_TRUE(piece);
    EXPECT_DOUBLE_EQ(piece->from_m, 1.0);
    EXPECT_DOUBLE_EQ(piece->to_m, 3.0);
    EXPECT_FALSE(overlap_along({{0, 0}, {10, 0}}, {{3, 0.02}, {1, 0.02}}, 0.01));
}

TEST(OverlapAlong, IgnoresWhatMerelyCrosses) {
    EXPECT_FALSE(overlap_along({{0, 0}, {10, 0}}, {{5, -0.004}, {5, 0.004}}, 0.01));
    EXPECT_FALSE(overlap_along({{0, 0}, {10, 0}}, {{10, 0}, {12, 0}}, 0.01));
}

TEST(OverlapAlong, JudgesTheOffsetOnTheCommonPieceOnly) {
    // A line that leaves at a slope of 0.05: 0 m aside at x = 10, 0.05 m at x = 11, beyond the base.
    EXPECT_TRUE(overlap_along({{0, 0}, {10, 0}}, {{9.9, -0.005}, {11, 0.05}}, 0.01));
}

}  // namespace
}  // namespace wayout
