#include "spec_helpers.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

using namespace test;

/// A floor at 0 m, a tier of 10 x 6 m that rises to a gallery at 2 m.
VenueSpec hall_with_tier() {
    VenueSpec spec;
    spec.storeys.push_back(storey("floor", 0.0, {box(0, 0, 20, 10)}));
    spec.storeys.push_back(storey("gallery", 2.0, {box(16, 0, 20, 10)}));
    spec.exits.push_back(exit_on("exit", "floor", {0, 4}, {0, 6}));
    TierSpec t;
    t.id = "rake";
    t.polygon = box(10, 0, 16, 10);
    t.low_storey = "floor";
    t.high_storey = "gallery";
    t.low_edge = {{10, 0}, {10, 10}};
    t.high_edge = {{16, 4}, {16, 6}};
    spec.tiers.push_back(t);
    return spec;
}

TEST(Tier, IsAnInclinedSurfaceJoinedAlongItsEdgesOnly) {
    VenueSpec spec = hall_with_tier();
    spec.storeys[0].floor = {box(0, 0, 16, 10)};
    const auto v = built(spec);
    ASSERT_EQ(v->surfaces.size(), 3u);
    const Surface& t = v->surfaces[2];
    EXPECT_EQ(t.kind, SurfaceKind::tier);
    EXPECT_EQ(t.up, (Vec2{1, 0}));
    EXPECT_NEAR(t.z_m({10, 3}), 0.0, 1e-12);
    EXPECT_NEAR(t.z_m({16, 3}), 2.0, 1e-12);
    EXPECT_DOUBLE_EQ(t.area_m2, 60.0);
    EXPECT_DOUBLE_EQ(v->surfaces[0].area_m2, 100.0);  // the floor loses the tier's footprint
    // Outline 32 m, open along 10 m below and 2 m above.
    EXPECT_DOUBLE_EQ(wall_length(*v, SurfaceId(2)), 32.0 - 10.0 - 2.0);
    ASSERT_EQ(v->gates.size(), 3u);
    EXPECT_EQ(v->gates[1].left, SurfaceId(0));
    EXPECT_EQ(v->gates[1].right, SurfaceId(2));
    EXPECT_EQ(v->gates[2].left, SurfaceId(2));
    EXPECT_EQ(v->gates[2].right, SurfaceId(1));
    for (const std::size_t g : {1u, 2u}) {
        // The lower surface to the left
        const Gate& gate = v->gates[g];
        const Vec2 left = 0.5 * (gate.line.a + gate.line.b) + 0.01 * unit(perp(gate.line.b - gate.line.a));
        EXPECT_TRUE(v->is_walkable(gate.left, left));
    }
}

TEST(Tier, ClosedAtItsLowEdgeNeedsElevations) {
    VenueSpec spec = hall_with_tier();
    spec.storeys[0].floor = {box(0, 0, 20, 10)};
    spec.tiers[0].low_storey.clear();
    EXPECT_TRUE(says(problems_of(spec), "give low_elevation_m and high_elevation_m"));
    spec.tiers[0].has_elevations = true;
    spec.tiers[0].low_elevation_m = 0.5;
    spec.tiers[0].high_elevation_m = 2.0;
    spec.exits.push_back(exit_on("gallery exit", "gallery", {20, 4}, {20, 6}));
    const auto v = built(spec);
    EXPECT_EQ(v->surfaces[2].storey, StoreyId(1));
    // Above 0.5 m the floor below goes on.
    EXPECT_DOUBLE_EQ(v->surfaces[0].area_m2, 200.0);
    EXPECT_DOUBLE_EQ(wall_length(*v, SurfaceId(2)), 32.0 - 2.0);
}

TEST(Tier, ContradictionsAreErrors) {
    VenueSpec spec = hall_with_tier();
    spec.tiers[0].has_elevations = true;
    spec.tiers[0].low_elevation_m = 0.0;
    spec.tiers[0].high_elevation_m = 3.0;
    EXPECT_TRUE(
        says(problems_of(spec),
             "tiers[0].high_edge (tier 'rake') | the edge lies at 3.00 m but storey 'gallery' at 2.00 m"));
    spec = hall_with_tier();
    spec.tiers[0].low_edge = {{12, 0}, {12, 10}};
    EXPECT_TRUE(
        says(problems_of(spec), "only 0.00 m of the line of 10.00 m lie on the edge of the tier's polygon"));
    spec = hall_with_tier();
    spec.tiers[0].high_edge = {{16, 4}, {14, 6}};
    EXPECT_TRUE(says(problems_of(spec), "low and high edge must be parallel"));
    spec = hall_with_tier();
    spec.tiers[0].low_storey.clear();
    spec.tiers[0].high_storey.clear();
    EXPECT_TRUE(says(problems_of(spec), "the tier joins no storey, so nobody can leave it"));
    spec = hall_with_tier();
    spec.storeys[0].floor = {box(0, 0, 9, 10)};
    EXPECT_TRUE(says(problems_of(spec), "the low edge does not touch the floor of storey 'floor'"));
}

TEST(Tier, CarriesSeats) {
    VenueSpec spec = hall_with_tier();
    spec.storeys[0].floor = {box(0, 0, 16, 10)};
    SeatingSpec s;
    s.id = "raked stalls";
    s.on = "rake";
    s.front_left = {10.5, 1};
    s.facing_rad = 3.14159265358979323846;  // looks to -x, down to the floor
    s.row_count = 5;
    s.seats_per_row = 14;
    s.row_pitch_m = 1.0;
    s.row_clear_width_m = 0.5;
    spec.seating.push_back(s);
    const auto v = built(spec);
    ASSERT_EQ(v->seats.size(), 70u);
    EXPECT_EQ(v->seats[0].surface, SurfaceId(2));
    EXPECT_EQ(v->seats[0].facing, (Vec2{-1, 0}));
    // Looking to -x the left is -y, so the row goes up in y; the seat begins 0.5 m behind the front, the
    // centre 0.25 m farther.
    EXPECT_EQ(v->seats[0].position, (Vec2{10.5 + 0.75, 1.25}));
    EXPECT_EQ(v->seats[69].position, (Vec2{10.5 + 4.75, 1.0 + 13.5 * 0.5}));
}

}  // namespace
}  // namespace wayout
