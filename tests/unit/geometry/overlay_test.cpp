#include "geometry/overlay.hpp"

#include "geometry/wkt.hpp"

#include <gtest/gtest.h>

#include <array>

namespace wayout {
namespace {

Polygon box(double x0, double y0, double x1, double y1) {
    return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}};
}

TEST(Overlay, TouchingPolygonsBecomeOne) {
    const auto r = unite(std::array{box(0, 0, 2, 3), box(2, 1, 5, 2)});
    ASSERT_TRUE(r);
    ASSERT_EQ(r->size(), 1u);
    EXPECT_DOUBLE_EQ(area(*r), 6.0 + 3.0);
}

TEST(Overlay, UnionHasNoPointsInTheMiddleOfStraightEdges) {
    const auto r = unite(std::array{box(0, 0, 2, 3), box(2, 0, 5, 3)});
    ASSERT_TRUE(r);
    ASSERT_EQ(r->size(), 1u);
    EXPECT_EQ(r->front().outer.size(), 4u);
}

TEST(Overlay, UnionKeepsWhatStandsAlone) {
    // Two that overlap among three that do not, one of them within the bounding box of an L.
    const Polygon l{{{20, 0}, {24, 0}, {24, 1}, {21, 1}, {21, 4}, {20, 4}}, {}};
    const auto r =
        unite(std::array{box(0, 0, 2, 2), box(10, 0, 12, 2), box(1, 1, 3, 3), l, box(22, 2, 23, 3)});
    ASSERT_TRUE(r);
    EXPECT_EQ(r->size(), 4u);
    EXPECT_DOUBLE_EQ(area(*r), (4.0 + 4.0 - 1.0) + 4.0 + (4.0 + 3.0) + 1.0);
}

TEST(Overlay, DifferenceMakesHoles) {
    const auto r = subtract(std::array{box(0, 0, 4, 4)}, std::array{box(1, 1, 2, 3)});
    ASSERT_TRUE(r);
    ASSERT_EQ(r->size(), 1u);
    ASSERT_EQ(r->front().holes.size(), 1u);
    EXPECT_DOUBLE_EQ(area(*r), 16.0 - 2.0);
    EXPECT_GT(signed_area(r->front().outer), 0.0);
    EXPECT_LT(signed_area(r->front().holes[0]), 0.0);
}

TEST(Overlay, DifferenceMayLeaveNothing) {
    const auto r = subtract(std::array{box(0, 0, 4, 4)}, std::array{box(-1, -1, 5, 5)});
    ASSERT_TRUE(r);
    EXPECT_TRUE(r->empty());
}

TEST(Overlay, IntersectionDropsCommonEdges) {
    const auto r = intersection(std::array{box(0, 0, 4, 4)}, std::array{box(4, 0, 8, 4)});
    ASSERT_TRUE(r);
    EXPECT_TRUE(r->empty());
    const auto s = intersection(std::array{box(0, 0, 4, 4)}, std::array{box(3, 1, 8, 2)});
    ASSERT_TRUE(s);
    EXPECT_DOUBLE_EQ(area(*s), 1.0);
}

TEST(Overlay, ResultsLieOnTheGrid) {
    // Edges that cross at (1/3 ...) points are taken to 0.1 mm.
    const Polygon triangle{{{0, 0}, {3, 1}, {0, 2}}, {}};
    const auto r = intersection(std::array{triangle}, std::array{box(1, -1, 2, 3)});
    ASSERT_TRUE(r);
    for (const Segment& e : edges(*r)) {
        EXPECT_EQ(e.a.x, snapped(e.a.x));
        EXPECT_EQ(e.a.y, snapped(e.a.y));
    }
    // Width 2 - 2 y/3: at x = 1 4/3, at x = 2 2/3, mean 1.
    EXPECT_NEAR(area(*r), 1.0, 1e-4);
}

TEST(Overlay, ContainmentAllowsACommonEdge) {
    EXPECT_TRUE(*contains(std::array{box(0, 0, 4, 4)}, box(0, 0, 2, 2)));
    EXPECT_FALSE(*contains(std::array{box(0, 0, 4, 4)}, box(3, 3, 5, 5)));
}

TEST(Overlay, FlawsAreNamedAndLocated) {
    EXPECT_FALSE(find_flaw(box(0, 0, 1, 1)));
    const auto bow = find_flaw({{{0, 0}, {2, 2}, {2, 0}, {0, 2}}, {}});
    ASSERT_TRUE(bow);
    EXPECT_EQ(bow->reason, "Self-intersection");
    EXPECT_EQ(bow->at, (Vec2{1, 1}));
    Polygon outside = box(0, 0, 1, 1);
    outside.holes.push_back(box(3, 3, 4, 4).outer);
    ASSERT_TRUE(find_flaw(outside));
    EXPECT_EQ(find_flaw(outside)->reason, "Hole lies outside shell");
}

TEST(Overlay, DegeneratePolygonsAreFlawed) {
    EXPECT_TRUE(find_flaw({}));
    EXPECT_TRUE(find_flaw({{{0, 0}, {1, 0}}, {}}));
    EXPECT_TRUE(find_flaw({{{0, 0}, {1, 0}, {2, 0}}, {}}));                   // no area
    EXPECT_TRUE(find_flaw({{{0, 0}, {0.00001, 0}, {0, 0.00001}}, {}}));       // below the grid
    EXPECT_FALSE(find_flaw({{{0, 0}, {0, 0}, {1, 0}, {1, 0}, {0, 1}}, {}}));  // repeated points do no harm
}

TEST(Overlay, AFigureOfEightIsRepairedToItsLoops) {
    const Region r = repaired({{{0, 0}, {2, 2}, {2, 0}, {0, 2}}, {}});
    ASSERT_EQ(r.size(), 2u);
    EXPECT_DOUBLE_EQ(area(r), 2.0);
    for (const Polygon& p : r) EXPECT_FALSE(find_flaw(p));
    EXPECT_TRUE(repaired({{{0, 0}, {1, 0}, {2, 0}}, {}}).empty());
}

TEST(Overlay, ThickWallHasFlatEndsAndMitredCorners) {
    const std::array<Vec2, 3> corner{Vec2{1, 1}, Vec2{3, 1}, Vec2{3, 2}};
    const auto r = thicken(corner, 0.2);
    ASSERT_TRUE(r);
    // Length along the axis 2 + 1; at the corner the outer square of 0.1 x 0.1 is added, the inner one
    // counted twice.
    EXPECT_NEAR(area(*r), 3.0 * 0.2, 1e-9);
    EXPECT_EQ(bounds(*r).max, (Vec2{3.1, 2}));
    EXPECT_EQ(bounds(*r).min, (Vec2{1, 0.9}));
}

TEST(Overlay, ThickWallThatReturnsToItsStartIsClosed) {
    const std::array<Vec2, 5> ring{Vec2{1, 1}, Vec2{3, 1}, Vec2{3, 3}, Vec2{1, 3}, Vec2{1, 1}};
    const auto r = thicken(ring, 0.2);
    ASSERT_TRUE(r);
    ASSERT_EQ(r->size(), 1u);
    EXPECT_EQ(r->front().holes.size(), 1u);
    EXPECT_NEAR(area(*r), 2.2 * 2.2 - 1.8 * 1.8, 1e-9);
}

TEST(Overlay, FacesAreDividedByThroughLinesOnly) {
    std::vector<Segment> lines = edges({box(0, 0, 4, 2)});
    lines.push_back({{1, -0.001}, {1, 2.001}});  // divides
    lines.push_back({{3, 0}, {3, 1}});           // ends inside
    const auto r = faces(lines);
    ASSERT_TRUE(r);
    ASSERT_EQ(r->size(), 2u);
    EXPECT_DOUBLE_EQ(std::min(area((*r)[0]), area((*r)[1])), 2.0);
    EXPECT_DOUBLE_EQ(std::max(area((*r)[0]), area((*r)[1])), 6.0);
}

TEST(Overlay, InnerPointLiesInsideARing) {
    Polygon ring = box(0, 0, 4, 4);
    ring.holes.push_back(box(1, 1, 3, 3).outer);
    const auto p = inner_point(ring);
    ASSERT_TRUE(p);
    EXPECT_EQ(locate(ring, *p), Side::inside);
}

TEST(Overlay, SnappedCoordinatesHaveTheBitsOfTheDecimalNumber) {
    EXPECT_EQ(snapped(0.30000000000000004), 0.3);
    EXPECT_EQ(snapped(1.23456), 1.2346);
    EXPECT_EQ(snapped(-2.00004), -2.0);
}

}  // namespace
}  // namespace wayout
