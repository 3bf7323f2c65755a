#include "geometry/polygon.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

/// L: 4 x 4 m without its upper right quarter, and a hole of 1 x 1 m in its foot.
Polygon l_shape() {
    return {{{0, 0}, {4, 0}, {4, 2}, {2, 2}, {2, 4}, {0, 4}},
            {{{0.5, 0.5}, {1.5, 0.5}, {1.5, 1.5}, {0.5, 1.5}}}};
}

TEST(Polygon, AreaTakesHolesOff) {
    // 4 x 4 - 2 x 2 - 1 x 1
    EXPECT_DOUBLE_EQ(area(l_shape()), 11.0);
    EXPECT_DOUBLE_EQ(signed_area(l_shape().outer), 12.0);
}

TEST(Polygon, AreaDoesNotDependOnTheOrientation) {
    Polygon p = l_shape();
    std::reverse(p.outer.begin(), p.outer.end());
    EXPECT_DOUBLE_EQ(signed_area(p.outer), -12.0);
    EXPECT_DOUBLE_EQ(area(p), 11.0);
}

TEST(Polygon, AreaKeepsItsDigitsFarFromTheOrigin) {
    const Vec2 far{500000.0, 5600000.0};
    const Polygon p{{far, far + Vec2{1, 0}, far + Vec2{1, 1}, far + Vec2{0, 1}}, {}};
    EXPECT_DOUBLE_EQ(area(p), 1.0);
}

TEST(Polygon, CentroidIsTheCentreOfArea) {
    // Lower half 4 x 2 at (2, 1), upper 2 x 2 at (1, 3), hole 1 x 1 at (1, 1):
    // x = (8 * 2 + 4 * 1 - 1 * 1) / 11 = 19/11, y = (8 * 1 + 4 * 3 - 1 * 1) / 11 = 19/11
    const Vec2 c = centroid(l_shape());
    EXPECT_DOUBLE_EQ(c.x, 19.0 / 11.0);
    EXPECT_DOUBLE_EQ(c.y, 19.0 / 11.0);
}

TEST(Polygon, CentroidOfALineIsTheMeanOfItsPoints) {
    const Vec2 c = centroid({{{0, 0}, {2, 0}, {4, 0}}, {}});
    EXPECT_EQ(c, (Vec2{2, 0}));
}

TEST(Polygon, OrientPutsTheAreaToTheLeftOfEveryEdge) {
    Polygon p = l_shape();
    std::reverse(p.outer.begin(), p.outer.end());
    orient(p);
    EXPECT_GT(signed_area(p.outer), 0.0);
    EXPECT_LT(signed_area(p.holes[0]), 0.0);
    for (const Segment& e : edges({p})) {
        const Vec2 aside = 0.5 * (e.a + e.b) + 0.01 * unit(perp(e.b - e.a));
        EXPECT_EQ(locate(p, aside), Side::inside);
    }
}

TEST(Polygon, LocateTellsInsideBoundaryOutside) {
    const Polygon p = l_shape();
    EXPECT_EQ(locate(p, {3, 1}), Side::inside);
    EXPECT_EQ(locate(p, {3, 3}), Side::outside);
    EXPECT_EQ(locate(p, {1, 1}), Side::outside);  // in the hole
    EXPECT_EQ(locate(p, {2, 3}), Side::boundary);
    EXPECT_EQ(locate(p, {0.5, 1}), Side::boundary);  // edge of the hole
    EXPECT_EQ(locate(p, {4, 2}), Side::boundary);    // corner
    EXPECT_EQ(locate(p, {-1, 2}), Side::outside);    // at the height of a horizontal edge
    EXPECT_EQ(locate(p, {1.75, 2}), Side::inside);
}

TEST(Polygon, StripWidensALineToBothSides) {
    const Polygon p = strip({{0, 0}, {3, 0}}, 0.5, 0.25);
    EXPECT_DOUBLE_EQ(signed_area(p.outer), 3.0 * 0.75);
    EXPECT_EQ(locate(p, {1, 0.4}), Side::inside);
    EXPECT_EQ(locate(p, {1, -0.4}), Side::outside);
}

}  // namespace
}  // namespace wayout
