#include "spec_helpers.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout {
namespace {

using namespace test;

VenueSpec with_stair() {
    VenueSpec spec = room();
    spec.storeys.push_back(storey("upper", 3.0, {box(0, 0, 10, 8)}));
    StairSpec s;
    s.id = "stair";
    s.from_storey = "ground";
    s.to_storey = "upper";
    s.flights.push_back({{{2, 2}, {2, 4}}, {{6, 2}, {6, 4}}, ""});
    spec.stairs.push_back(s);
    return spec;
}

TEST(VenueLookup, FindsTheStairFromBothStoreys) {
    const auto v = built(with_stair());
    EXPECT_EQ(v->surface_at(StoreyId(0), {4, 3}), SurfaceId(2));
    EXPECT_EQ(v->surface_at(StoreyId(1), {4, 3}), SurfaceId(2));
    EXPECT_EQ(v->surface_at(StoreyId(1), {1, 1}), SurfaceId(1));
    EXPECT_FALSE(v->surface_at(StoreyId(0), {20, 3}).is_valid());
    EXPECT_FALSE(v->surface_at(StoreyId(7), {4, 3}).is_valid());
    EXPECT_FALSE(v->surface_at(StoreyId(), {4, 3}).is_valid());
}

TEST(VenueLookup, TheBoundaryIsWalkable) {
    const auto v = built(with_stair());
    EXPECT_TRUE(v->is_walkable(SurfaceId(0), {0, 0}));
    EXPECT_TRUE(v->is_walkable(SurfaceId(0), {2, 3}));
    EXPECT_TRUE(v->is_walkable(SurfaceId(2), {2, 3}));
    EXPECT_FALSE(v->is_walkable(SurfaceId(0), {2.01, 3}));
    EXPECT_FALSE(v->is_walkable(SurfaceId(9), {2, 3}));
}

TEST(VenueLookup, AVenueMadeByHandAnswersTheSame) {
    const auto v = built(with_stair());
    Venue by_hand;
    by_hand.storeys = v->storeys;
    by_hand.surfaces = v->surfaces;
    by_hand.gates = v->gates;
    for (int i = 0; i < 2000; ++i) {
        const Vec2 p{-1.0 + 12.0 * std::fmod(i * 0.7548776662466927, 1.0),
                     -1.0 + 10.0 * std::fmod(i * 0.5698402909980532, 1.0)};
        for (const int storey : {0, 1})
            ASSERT_EQ(by_hand.surface_at(StoreyId(storey), p), v->surface_at(StoreyId(storey), p));
    }
}

TEST(VenueLookup, FindsStoreysById) {
    const auto v = built(with_stair());
    EXPECT_EQ(v->storey_by_id("upper"), StoreyId(1));
    EXPECT_FALSE(v->storey_by_id("").is_valid());
    EXPECT_EQ(v->gate_by_id("stair"), GateId(1));
}

}  // namespace
}  // namespace wayout
