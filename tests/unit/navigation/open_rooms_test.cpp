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

}  // namespace
}  // namespace wayout::test
