#include "spec_helpers.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

using namespace test;

TEST(VenueFloor, OfARoomHasFourSidesAndAnOpenGate) {
    const auto v = built(room());
    ASSERT_EQ(v->surfaces.size(), 1u);
    EXPECT_DOUBLE_EQ(v->surfaces[0].area_m2, 80.0);
    // Four sides, one of them split by the exit; perimeter 36 m minus 2 m.
    EXPECT_EQ(v->walls.size(), 5u);
    EXPECT_DOUBLE_EQ(wall_length(*v, ground), 34.0);
    EXPECT_EQ(v->origin_m, (Vec2{0, 0}));
    EXPECT_EQ(v->extent_m, (Vec2{10, 8}));
    EXPECT_EQ(v->exit_count, 1);
    EXPECT_DOUBLE_EQ(v->narrowest_passage_m, 2.0);
}

TEST(VenueFloor, WallsHaveTheFloorToTheirLeft) {
    const auto v = built(room());
    for (const Wall& w : v->walls) {
        const Vec2 aside = 0.5 * (w.line.a + w.line.b) + 0.01 * unit(perp(w.line.b - w.line.a));
        EXPECT_TRUE(v->is_walkable(w.surface, aside));
        EXPECT_FALSE(w.one_sided);
    }
}

TEST(VenueFloor, LShapeWithAHoleAndAnObstacle) {
    VenueSpec spec = room();
    // 10 x 8 without its upper right 5 x 4 quarter, which leaves 60 m2; a hole of 1 x 2; a pillar of 0.5 x
    // 0.5
    spec.storeys[0].floor = {
        {{{0, 0}, {10, 0}, {10, 4}, {5, 4}, {5, 8}, {0, 8}}, {{{1, 1}, {2, 1}, {2, 3}, {1, 3}}}}};
    ObstacleSpec pillar;
    pillar.polygon = box(7, 1, 7.5, 1.5);
    spec.storeys[0].obstacles.push_back(pillar);
    spec.exits[0].line = {{10, 1}, {10, 3}};
    const auto v = built(spec);
    EXPECT_DOUBLE_EQ(v->surfaces[0].area_m2, 60.0 - 2.0 - 0.25);
    // Outline 36 m minus the exit, hole 6 m, pillar 2 m
    EXPECT_DOUBLE_EQ(wall_length(*v, ground), 34.0 + 6.0 + 2.0);
    EXPECT_EQ(v->walls.size(), 7u + 4u + 4u);
    EXPECT_FALSE(v->is_walkable(ground, {1.5, 2}));
    EXPECT_FALSE(v->is_walkable(ground, {7.25, 1.25}));
    EXPECT_FALSE(v->is_walkable(ground, {7, 6}));
    EXPECT_TRUE(v->is_walkable(ground, {2, 6}));
    // The footprint keeps obstacles, for drawing.
    EXPECT_DOUBLE_EQ(area(v->surfaces[0].footprint), 58.0);
}

TEST(VenueFloor, PolygonsThatTouchOrOverlapAreOneFloor) {
    VenueSpec spec = room();
    spec.storeys[0].floor.push_back(box(-3, 2, 0, 4));  // touches at x = 0
    spec.storeys[0].floor.push_back(box(-1, 3, 2, 5));  // overlaps both
    const auto v = built(spec);
    // 80 + 3 x 2 + the part of [-1, 0] x [4, 5] that neither covers
    EXPECT_DOUBLE_EQ(v->surfaces[0].area_m2, 80.0 + 6.0 + 1.0);
    EXPECT_EQ(v->surfaces[0].walkable.size(), 1u);
}

TEST(VenueFloor, OrientationOfTheInputDoesNotMatter) {
    VenueSpec spec = room();
    const auto a = built(spec);
    std::reverse(spec.storeys[0].floor[0].outer.begin(), spec.storeys[0].floor[0].outer.end());
    std::swap(spec.exits[0].line.a, spec.exits[0].line.b);
    const auto b = built(spec);
    EXPECT_EQ(a->gates[0].line, b->gates[0].line);
    EXPECT_EQ(wall_length(*a, ground), wall_length(*b, ground));
}

TEST(VenueFloor, StoreysMayLieAboveEachOther) {
    VenueSpec spec = room();
    spec.storeys.push_back(storey("upper", 4.0, {box(0, 0, 10, 8)}));
    spec.exits.push_back(exit_on("bridge", "upper", {0, 3}, {0, 5}));
    const auto v = built(spec);
    ASSERT_EQ(v->surfaces.size(), 2u);
    EXPECT_EQ(v->surface_at(StoreyId(0), {5, 5}), SurfaceId(0));
    EXPECT_EQ(v->surface_at(StoreyId(1), {5, 5}), SurfaceId(1));
    EXPECT_DOUBLE_EQ(v->surfaces[1].z_m({5, 5}), 4.0);
    EXPECT_EQ(wall_count(*v, SurfaceId(0)), 5u);
    EXPECT_EQ(wall_count(*v, SurfaceId(1)), 5u);
    // Sorted by surface
    EXPECT_TRUE(std::is_sorted(v->walls.begin(), v->walls.end(),
                               [](const Wall& a, const Wall& b) { return a.surface < b.surface; }));
}

TEST(VenueFloor, ThinWallsOutsideOrOnTheEdgeAreNotWallsTwice) {
    VenueSpec spec = room();
    // Crosses the room and sticks out at both sides; lies on the edge; lies outside.
    spec.storeys[0].walls.push_back({{{-2, 6}, {7, 6}}, 0.0, ""});
    spec.storeys[0].walls.push_back({{{0, 0}, {10, 0}}, 0.0, ""});
    spec.storeys[0].walls.push_back({{{-5, -5}, {-1, -5}}, 0.0, ""});
    const auto v = built(spec);
    EXPECT_EQ(v->walls.size(), 6u);
    EXPECT_TRUE(has_wall(*v, ground, {0, 6}, {7, 6}));
    EXPECT_DOUBLE_EQ(wall_length(*v, ground), 34.0 + 7.0);
}

TEST(VenueFloor, ThickWallIsTakenOutOfTheFloor) {
    VenueSpec spec = room();
    spec.storeys[0].walls.push_back({{{2, 4}, {7, 4}}, 0.3, ""});
    const auto v = built(spec);
    EXPECT_DOUBLE_EQ(v->surfaces[0].area_m2, 80.0 - 5.0 * 0.3);
    EXPECT_DOUBLE_EQ(wall_length(*v, ground), 34.0 + 2.0 * (5.0 + 0.3));
    EXPECT_FALSE(v->is_walkable(ground, {4, 4.1}));
    EXPECT_TRUE(v->is_walkable(ground, {4, 4.2}));
}

TEST(VenueFloor, ZonesAreTakenToLocalCoordinates) {
    VenueSpec spec = room();
    spec.storeys[0].floor = {box(100, 200, 110, 208)};
    spec.exits[0].line = {{110, 203}, {110, 205}};
    ZoneSpec z;
    z.id = "stage";
    z.storey = "ground";
    z.use = "stage";
    z.polygon = box(101, 201, 103, 202);
    spec.zones.push_back(z);
    const auto v = built(spec);
    ASSERT_EQ(v->zones.size(), 1u);
    EXPECT_EQ(v->zones[0].polygon.outer, (Ring{{1, 1}, {3, 1}, {3, 2}, {1, 2}}));
    EXPECT_EQ(v->zones[0].name, "stage");
    EXPECT_EQ(v->zone_by_id("stage"), ZoneId(0));
    EXPECT_FALSE(v->zone_by_id("Stage").is_valid());
    EXPECT_EQ(v->origin_m, (Vec2{100, 200}));
}

}  // namespace
}  // namespace wayout
