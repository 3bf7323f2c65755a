#include "navigation/open_rooms.hpp"

#include "field_fixture.hpp"
#include "venue_sketch.hpp"

#include <gtest/gtest.h>

namespace wayout::test {
namespace {

/// 20 m x 8 m with a wall in the middle and a gap of that width in it.
VenueSketch two_rooms(double gap_m, bool is_door) {
    VenueSketch sketch;
    const SurfaceId s = sketch.floor(rectangle(0, 0, 20, 8));
    sketch.wall(s, {10, 0}, {10, 4 - gap_m / 2});
    sketch.wall(s, {10, 4 + gap_m / 2}, {10, 8});
    if (is_door)
        sketch.door(s, {10, 4 - gap_m / 2}, {10, 4 + gap_m / 2});
    sketch.exit(s, {0, 5}, {0, 3});
    return sketch;
}

bool are_one_room(const VenueSketch& sketch) {
    const Solved s(sketch.finish(), 0.1);
    const OpenRooms rooms(*s.grid);
    return rooms.of(s.grid->locate(SurfaceId(0), {3, 4})) == rooms.of(s.grid->locate(SurfaceId(0), {17, 4}));
}

TEST(OpenRooms, EndAtWallsAndDoors) {
    EXPECT_FALSE(are_one_room(two_rooms(2.0, true)));
    EXPECT_TRUE(are_one_room(two_rooms(2.0, false))) << "a gap without a door";
    EXPECT_TRUE(are_one_room(two_rooms(7.0, true))) << "wider than 6 m: open floor";
}

TEST(OpenRooms, ReachOverJoints) {
    VenueSketch sketch;
    const SurfaceId floor = sketch.floor(rectangle(0, 0, 10, 8));
    const SurfaceId tier = sketch.incline(SurfaceKind::tier, rectangle(10, 0, 20, 8), {1, 0}, 2.0, 10.0);
    sketch.joint(floor, tier, {10, 8}, {10, 0});
    sketch.exit(floor, {0, 5}, {0, 3});
    const Solved s(sketch.finish(), 0.1);
    const OpenRooms rooms(*s.grid);
    EXPECT_EQ(rooms.of(s.grid->locate(floor, {3, 4})), rooms.of(s.grid->locate(tier, {17, 4})));
    EXPECT_EQ(rooms.count(), 1);
}

// A stage 1.2 m above its floor belongs to the hall, a storey 4 m above does not.
TEST(OpenRooms, EndAtStairsFromStoreyToStorey) {
    for (const double rise_m : {1.2, 4.0}) {
        VenueSketch sketch;
        const SurfaceId low = sketch.floor(rectangle(0, 0, 10, 8));
        const SurfaceId stair =
            sketch.incline(SurfaceKind::stair, rectangle(10, 0, 16, 8), {1, 0}, rise_m, 6.0);
        const SurfaceId high = sketch.floor(rectangle(16, 0, 26, 8));
        sketch.joint(low, stair, {10, 8}, {10, 0});
        sketch.joint(stair, high, {16, 8}, {16, 0});
        sketch.exit(low, {0, 5}, {0, 3});
        auto venue = std::make_shared<Venue>(*sketch.finish());
        venue->storeys = {{"low", "low", 0.0, low}, {"high", "high", rise_m, high}};
        venue->surfaces[low.row()].storey = venue->surfaces[stair.row()].storey = StoreyId(0);
        venue->surfaces[high.row()].storey = StoreyId(1);
        venue->surfaces[stair.row()].id = "stair";
        const auto grid = build_navigation_grid(venue, {.cell_m = 0.1});
        ASSERT_TRUE(grid.has_value());
        const OpenRooms rooms(**grid);
        EXPECT_EQ(rooms.of((*grid)->locate(low, {3, 4})) == rooms.of((*grid)->locate(high, {23, 4})),
                  rise_m < 2.0)
            << rise_m;
    }
}

}  // namespace
}  // namespace wayout::test
