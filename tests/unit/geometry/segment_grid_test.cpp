#include "geometry/segment_grid.hpp"

#include "geometry/segment.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout {
namespace {

/// Points that fill [0, 1) evenly.
double spread(int i, double ratio) {
    return std::fmod(i * ratio, 1.0);
}

std::vector<Segment> scattered(int count, double reach_m) {
    std::vector<Segment> list;
    for (int i = 1; i <= count; ++i) {
        const Vec2 a{50.0 * spread(i, 0.7548776662466927), 30.0 * spread(i, 0.5698402909980532)};
        const Vec2 d{spread(i, 0.8191725133961645) - 0.5, spread(i, 0.6710436067037893) - 0.5};
        list.push_back({a, a + reach_m * d});
    }
    return list;
}

class SegmentGridOfLength : public testing::TestWithParam<double> {};

TEST_P(SegmentGridOfLength, FindsTheNearestLikeALinearSearch) {
    const std::vector<Segment> segments = scattered(300, GetParam());
    const SegmentGrid grid(segments);
    for (int i = 0; i < 500; ++i) {
        const Vec2 p{-10.0 + 70.0 * spread(i, 0.618033988749895),
                     -10.0 + 50.0 * spread(i, 0.414213562373095)};
        std::size_t best = 0;
        for (std::size_t k = 1; k < segments.size(); ++k)
            if (distance(segments[k], p) < distance(segments[best], p))
                best = k;
        const auto found = grid.nearest(p, 1000.0);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->row, best);
        EXPECT_DOUBLE_EQ(found->distance_m, distance(segments[best], p));
    }
}

TEST_P(SegmentGridOfLength, FindsAllThatPassThroughABox) {
    const std::vector<Segment> segments = scattered(300, GetParam());
    const SegmentGrid grid(segments);
    const Box box{{20, 10}, {24, 13}};
    const std::vector<Segment> sides{
        {{20, 10}, {24, 10}}, {{24, 10}, {24, 13}}, {{24, 13}, {20, 13}}, {{20, 13}, {20, 10}}};
    std::vector<std::uint32_t> expected;
    for (std::uint32_t k = 0; k < segments.size(); ++k) {
        bool meets = box.contains(segments[k].a);
        for (const Segment& side : sides)
            meets = meets || intersect(segments[k], side).kind != SegmentCrossing::Kind::none;
        if (meets)
            expected.push_back(k);
    }
    std::vector<std::uint32_t> found;
    grid.query(box, found);
    EXPECT_EQ(found, expected);
    EXPECT_FALSE(found.empty());
    EXPECT_LT(found.size(), segments.size());
}

INSTANTIATE_TEST_SUITE_P(ShortAndLong, SegmentGridOfLength, testing::Values(0.5, 5.0, 60.0));

TEST(SegmentGrid, KeepsToTheMaximumDistance) {
    const SegmentGrid grid(std::vector{Segment{{0, 0}, {1, 0}}});
    EXPECT_FALSE(grid.nearest({0.5, 2}, 1.0));
    ASSERT_TRUE(grid.nearest({0.5, 2}, 2.5));
    EXPECT_EQ(grid.nearest({0.5, 2}, 2.5)->point, (Vec2{0.5, 0}));
}

TEST(SegmentGrid, OfNothingFindsNothing) {
    std::vector<std::uint32_t> rows{7};
    SegmentGrid().query({{0, 0}, {1, 1}}, rows);
    EXPECT_TRUE(rows.empty());
    EXPECT_FALSE(SegmentGrid().nearest({0, 0}, 10.0));
}

TEST(SegmentGrid, TakesSegmentsWithoutLength) {
    const SegmentGrid grid(std::vector{Segment{{1, 1}, {1, 1}}});
    ASSERT_TRUE(grid.nearest({4, 5}, 10.0));
    EXPECT_DOUBLE_EQ(grid.nearest({4, 5}, 10.0)->distance_m, 5.0);
}

}  // namespace
}  // namespace wayout
