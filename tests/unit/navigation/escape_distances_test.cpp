/// Lengths of ways out against hand values.
#include "navigation/escape_distances.hpp"

#include "venue_sketch.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout {
namespace {

using test::rectangle;
using test::VenueSketch;

constexpr double cell_m = 0.1;
/// Routes keep a cell or two away from corners, and fast marching is off by a fraction of a cell.
constexpr double tolerance_m = 0.25;

EscapeDistances measured(const VenueSketch& sketch) {
    return {build_navigation_grid(sketch.finish(), {.cell_m = cell_m}).value(),
            EscapeDistances::Escalators::left_out};
}

/// Two arms of 20 m and 4 m width, with an exit 2 m wide at the end of the lower one.
VenueSketch l_shaped(SurfaceId& floor) {
    VenueSketch sketch;
    floor = sketch.floor({{0, 0}, {20, 0}, {20, 4}, {4, 4}, {4, 20}, {0, 20}});
    sketch.exit(floor, {20, 1}, {20, 3});
    return sketch;
}

TEST(EscapeDistances, GoAroundTheCornerOfAnLShapedRoom) {
    SurfaceId floor;
    const EscapeDistances distances = measured(l_shaped(floor));
    // (2, 18) to the corner (4, 4): sqrt(2^2 + 14^2) = 14.142; on to (20, 3): sqrt(16^2 + 1) = 16.031.
    const EscapeWay way = distances.from(floor, {2, 18});
    EXPECT_NEAR(way.to_exit_m, 30.17, tolerance_m);
    // As the crow flies it is sqrt(18^2 + 15^2) = 23.4 only.
    EXPECT_GT(way.to_exit_m, 30.0);
    EXPECT_NEAR(way.out_of_room_m, 30.17, tolerance_m);
    EXPECT_NEAR(way.in_one_direction_m, 30.17, tolerance_m);
    // Farthest: the corner (0, 20): sqrt(4^2 + 16^2) + 16.031 = 32.52, less about half a cell and the reach
    // of walls, where nobody stands.
    const EscapeDistances::Longest longest = distances.longest();
    EXPECT_NEAR(longest.to_exit.distance_m, 32.52, 0.5);
    EXPECT_LT(longest.to_exit.at.x, 1.0);
    EXPECT_GT(longest.to_exit.at.y, 19.0);
}

/// Two rooms of 10 m x 10 m with a door of 2 m between, exits in the second: one, or two.
VenueSketch two_rooms(SurfaceId& floor, int exits) {
    VenueSketch sketch;
    floor = sketch.floor(rectangle(0, 0, 20, 10));
    sketch.exit(floor, {20, 4}, {20, 6});
    if (exits > 1)
        sketch.exit(floor, {16, 10}, {14, 10});
    sketch.wall(floor, {10, 0}, {10, 10});
    sketch.door(floor, {10, 4}, {10, 6});
    return sketch;
}

TEST(EscapeDistances, OneDirectionEndsInARoomWithTwoWaysOut) {
    SurfaceId floor;
    const EscapeDistances two = measured(two_rooms(floor, 2));
    const EscapeWay way = two.from(floor, {1, 5});
    EXPECT_NEAR(way.out_of_room_m, 9.0, tolerance_m);
    EXPECT_NEAR(way.in_one_direction_m, 9.0, tolerance_m);
    EXPECT_EQ(two.from(floor, {12, 5}).in_one_direction_m, 0.0);

    const EscapeDistances one = measured(two_rooms(floor, 1));
    const EscapeWay single = one.from(floor, {1, 5});
    EXPECT_NEAR(single.to_exit_m, 19.0, tolerance_m);
    EXPECT_NEAR(single.out_of_room_m, 9.0, tolerance_m);
    EXPECT_NEAR(single.in_one_direction_m, 19.0, tolerance_m);
}

TEST(EscapeDistances, WaysOutDoNotComeBackThroughTheRoom) {
    SurfaceId floor;
    const EscapeDistances distances = measured(two_rooms(floor, 2));
    ASSERT_EQ(distances.room_count(), 2);
    const std::int32_t first = distances.room_at(floor, {5, 5});
    const std::int32_t second = distances.room_at(floor, {15, 5});
    EXPECT_NE(first, second);
    // The first has the door; of the second both exits, and the door leads only back.
    EXPECT_EQ(distances.ways_out(first).size(), 1U);
    EXPECT_EQ(distances.ways_out(second).size(), 2U);
    EXPECT_NEAR(distances.room_area_m2(first), 100.0, 2.0);
}

TEST(EscapeDistances, WithoutAnExitThereIsNoWay) {
    VenueSketch sketch;
    const SurfaceId floor = sketch.floor(rectangle(0, 0, 5, 5));
    const EscapeDistances distances = measured(sketch);
    EXPECT_TRUE(std::isnan(distances.from(floor, {2, 2}).to_exit_m));
    EXPECT_TRUE(std::isnan(distances.longest().to_exit.distance_m));
}

}  // namespace
}  // namespace wayout
