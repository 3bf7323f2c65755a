#include "navigation/patches.hpp"

#include "field_fixture.hpp"
#include "venue_sketch.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace wayout::test {
namespace {

/// Two rooms of 4 m x 4 m with a wall between them at x = 4.3, in the middle of a patch of the lattice.
VenueSketch two_rooms(bool with_wall) {
    VenueSketch sketch;
    const SurfaceId s = sketch.floor(rectangle(0, 0, 8, 4));
    if (with_wall) {
        sketch.wall(s, {4.3, 0}, {4.3, 4});
        sketch.door(s, {4.3, 1.5}, {4.3, 2.5});
    }
    sketch.exit(s, {0, 2.5}, {0, 1.5});
    return sketch;
}

TEST(Patches, CoverEveryCellAndTheWholeFloor) {
    const Solved s(two_rooms(false).finish(), 0.1);
    const Patches patches(*s.grid);
    double area_m2 = 0.0;
    for (std::size_t p = 0; p < patches.size(); ++p) area_m2 += patches.area_m2(p);
    EXPECT_NEAR(area_m2, 32.0, 1.0);
    EXPECT_EQ(patches.size(), 32U);  // 8 x 4 squares of one metre
    for (std::size_t c = 0; c < s.grid->cell_count(); ++c) {
        const auto cell = static_cast<CellIndex>(c);
        EXPECT_EQ(patches.of(cell) >= 0, !s.grid->is(cell, NavigationGrid::absent));
    }
}

TEST(Patches, NeverReachThroughAWallOrADoor) {
    const Solved s(two_rooms(true).finish(), 0.1);
    const Patches patches(*s.grid);
    for (double y = 0.35; y < 4.0; y += 0.1) {
        const CellIndex left = s.grid->locate(SurfaceId(0), {4.05, y});
        const CellIndex right = s.grid->locate(SurfaceId(0), {4.55, y});
        EXPECT_NE(patches.of(left), patches.of(right)) << y;
    }
    // The same two cells without the wall are of one piece.
    const Solved open(two_rooms(false).finish(), 0.1);
    const Patches whole(*open.grid);
    EXPECT_EQ(whole.of(open.grid->locate(SurfaceId(0), {4.05, 2.05})),
              whole.of(open.grid->locate(SurfaceId(0), {4.55, 2.05})));
}

TEST(Patches, LieBesideTheirFourNeighboursAndThoseThroughADoor) {
    const Solved open(two_rooms(false).finish(), 0.1);
    const Patches whole(*open.grid);
    const auto patch_at = [](const Solved& s, const Patches& patches, Vec2 at) {
        return static_cast<std::size_t>(patches.of(s.grid->locate(SurfaceId(0), at)));
    };
    EXPECT_EQ(whole.beside(patch_at(open, whole, {1.55, 1.55})).size(), 4U);
    EXPECT_EQ(whole.beside(patch_at(open, whole, {0.55, 0.55})).size(), 2U);  // in a corner
    for (std::size_t p = 0; p < whole.size(); ++p)
        for (const std::int32_t q : whole.beside(p)) {
            const auto back = whole.beside(static_cast<std::size_t>(q));
            EXPECT_TRUE(std::binary_search(back.begin(), back.end(), static_cast<std::int32_t>(p)));
        }
    // The wall parts what lies beside it; the door from y = 1.5 to 2.5 does not.
    const Solved walled(two_rooms(true).finish(), 0.1);
    const Patches patches(*walled.grid);
    const auto are_neighbours = [&](double y) {
        const auto beside = patches.beside(patch_at(walled, patches, {4.15, y}));
        return std::binary_search(beside.begin(), beside.end(),
                                  static_cast<std::int32_t>(patch_at(walled, patches, {4.55, y})));
    };
    EXPECT_FALSE(are_neighbours(0.45));
    EXPECT_TRUE(are_neighbours(1.75));
    EXPECT_FALSE(are_neighbours(3.45));
}

TEST(Patches, AreStoodForByACellOnARoute) {
    const Solved s(two_rooms(true).finish(), 0.1);
    const Patches patches(*s.grid);
    for (std::size_t p = 0; p < patches.size(); ++p) {
        EXPECT_EQ(patches.of(patches.representative(p)), static_cast<std::int32_t>(p));
        EXPECT_EQ(patches.surface(p), SurfaceId(0));
    }
}

}  // namespace
}  // namespace wayout::test
