#include "geometry/polygon_locator.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout {
namespace {

/// A star of 200 points between 2 and 5 m from the centre, with a square hole.
Region star() {
    Polygon p;
    for (int i = 0; i < 200; ++i) {
        const double angle = 2.0 * 3.14159265358979 * i / 200;
        const double radius = i % 2 == 0 ? 5.0 : 2.0;
        p.outer.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    p.holes.push_back({{-1, -1}, {1, -1}, {1, 1}, {-1, 1}});
    return {p, {{{10, 0}, {12, 0}, {12, 3}, {10, 3}}, {}}};
}

TEST(PolygonLocator, AgreesWithTheSlowAnswer) {
    const Region region = star();
    const PolygonLocator locator(region, 1e-9);
    int inside = 0;
    for (int i = 0; i < 20000; ++i) {
        // A low-discrepancy sequence over [-6, 13] x [-6, 6]: the fractional parts of multiples of irrational
        // numbers.
        const Vec2 p{-6.0 + 19.0 * std::fmod(i * 0.7548776662466927, 1.0),
                     -6.0 + 12.0 * std::fmod(i * 0.5698402909980532, 1.0)};
        bool expected = false;
        for (const Polygon& polygon : region) expected = expected || locate(polygon, p) != Side::outside;
        ASSERT_EQ(locator.covers(p), expected) << p.x << ' ' << p.y;
        inside += expected ? 1 : 0;
    }
    EXPECT_GT(inside, 1000);
    EXPECT_LT(inside, 10000);
}

TEST(PolygonLocator, BoundaryCountsAsCovered) {
    const PolygonLocator locator(star());
    EXPECT_EQ(locator.locate({10, 1.5}), Side::boundary);
    EXPECT_EQ(locator.locate({12, 3}), Side::boundary);
    EXPECT_EQ(locator.locate({1, 0.5}), Side::boundary);
    EXPECT_EQ(locator.locate({10 - 1e-5, 1.5}), Side::outside);
    EXPECT_TRUE(locator.covers({10, 1.5}));
}

TEST(PolygonLocator, OfNothingCoversNothing) {
    EXPECT_FALSE(PolygonLocator().covers({0, 0}));
    EXPECT_FALSE(PolygonLocator(Region{}).covers({0, 0}));
}

}  // namespace
}  // namespace wayout
