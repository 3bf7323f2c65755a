#include "navigation/reachability.hpp"

#include "field_fixture.hpp"
#include "venue_sketch.hpp"

#include <gtest/gtest.h>

namespace wayout::test {
namespace {

TEST(UnreachableRegions, AreRoomsWithoutADoor) {
    VenueSketch sketch;
    const SurfaceId s = sketch.floor(rectangle(0, 0, 20, 10));
    sketch.exit(s, {0, 6}, {0, 4});
    for (const Vec2 corner : {Vec2{10, 4}, Vec2{15, 7}}) {  // 3 x 2 m and 2 x 2 m
        const double width = corner.x == 10 ? 3 : 2;
        const Ring ring = rectangle(corner.x, corner.y, corner.x + width, corner.y + 2);
        for (std::size_t i = 0; i < 4; ++i) sketch.wall(s, ring[i], ring[(i + 1) % 4]);
    }
    const Solved f(sketch.finish(), 0.1);
    const auto regions = find_unreachable_regions(*f.grid, f.field);
    ASSERT_EQ(regions.size(), 2U);
    EXPECT_NEAR(regions[0].area_m2, 6.0, 0.01);
    EXPECT_NEAR(regions[0].centroid.x, 11.5, 0.01);
    EXPECT_NEAR(regions[0].centroid.y, 5.0, 0.01);
    EXPECT_NEAR(regions[0].place.x, 11.5, 0.1);
    EXPECT_EQ(regions[0].surface, s);
    EXPECT_NEAR(regions[1].area_m2, 4.0, 0.01);
    EXPECT_EQ(find_unreachable_regions(*f.grid, f.field, 5.0).size(), 1U);
}

TEST(UnreachableRegions, AreNoneWhereEverybodyGetsOut) {
    VenueSketch sketch;
    const SurfaceId s = sketch.floor(rectangle(0, 0, 20, 10), {rectangle(5, 5, 6, 9.5)});
    sketch.exit(s, {0, 6}, {0, 4});
    const Solved f(sketch.finish(0.3, {5, 5}), 0.1);
    EXPECT_TRUE(find_unreachable_regions(*f.grid, f.field).empty());
}

TEST(UnreachableRegions, ComprisePiecesThatAreJoined) {
    VenueSketch sketch;
    const SurfaceId a = sketch.floor(rectangle(0, 0, 10, 4));
    const SurfaceId b = sketch.floor(rectangle(10, 0, 14, 4));
    const SurfaceId c = sketch.floor(rectangle(20, 0, 25, 4));
    sketch.joint(a, b, {10, 1}, {10, 3});
    sketch.exit(c, {25, 0}, {25, 4});
    const Solved f(sketch.finish(), 0.1);
    const auto regions = find_unreachable_regions(*f.grid, f.field);
    ASSERT_EQ(regions.size(), 1U);
    EXPECT_NEAR(regions[0].area_m2, 56.0, 0.1);
    EXPECT_EQ(regions[0].surface, a);
}

}  // namespace
}  // namespace wayout::test
