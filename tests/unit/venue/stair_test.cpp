#include "spec_helpers.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout {
namespace {

using namespace test;

/// Two storeys of 12 x 8 m, 3 m apart; a straight stair of 2 m width from x = 3 up to x = 7 in the middle.
VenueSpec two_storeys() {
    VenueSpec spec;
    spec.storeys.push_back(storey("ground", 0.0, {box(0, 0, 12, 8)}));
    spec.storeys.push_back(storey("upper", 3.0, {box(0, 0, 12, 8)}));
    spec.exits.push_back(exit_on("exit", "ground", {0, 3}, {0, 5}));
    StairSpec s;
    s.id = "stair";
    s.from_storey = "ground";
    s.to_storey = "upper";
    s.flights.push_back({{{3, 3}, {3, 5}}, {{7, 3}, {7, 5}}, ""});
    spec.stairs.push_back(s);
    return spec;
}

TEST(Stair, IsAnInclinedSurfaceBetweenTwoFloors) {
    const auto v = built(two_storeys());
    ASSERT_EQ(v->surfaces.size(), 3u);
    const Surface& s = v->surfaces[2];
    EXPECT_EQ(s.kind, SurfaceKind::stair);
    EXPECT_EQ(s.stair_index, 0);
    EXPECT_EQ(s.storey, StoreyId(0));
    EXPECT_DOUBLE_EQ(s.area_m2, 8.0);
    EXPECT_DOUBLE_EQ(s.clear_width_m, 2.0);
    EXPECT_EQ(s.up, (Vec2{1, 0}));
    EXPECT_NEAR(s.z_m({3, 4}), 0.0, 1e-12);
    EXPECT_NEAR(s.z_m({5, 3.2}), 1.5, 1e-12);
    EXPECT_NEAR(s.z_m({7, 4}), 3.0, 1e-12);
    EXPECT_DOUBLE_EQ(s.cos_incline, 0.8);  // 4 m along, 3 m up, 5 m of incline
}

TEST(Stair, IsTakenOutOfBothFloors) {
    const auto v = built(two_storeys());
    for (const int floor : {0, 1}) {
        EXPECT_DOUBLE_EQ(v->surfaces[static_cast<std::size_t>(floor)].area_m2, 96.0 - 8.0);
        EXPECT_FALSE(v->is_walkable(SurfaceId(floor), {5, 4}));
    }
    // Below: three sides of the stair are walls, the foot is open. Exit 2 m.
    EXPECT_DOUBLE_EQ(wall_length(*v, SurfaceId(0)), 40.0 - 2.0 + 4.0 + 4.0 + 2.0);
    EXPECT_FALSE(has_wall(*v, SurfaceId(0), {3, 3}, {3, 5}));
    EXPECT_TRUE(has_wall(*v, SurfaceId(0), {7, 3}, {7, 5}));
    EXPECT_DOUBLE_EQ(wall_length(*v, SurfaceId(1)), 40.0 + 4.0 + 4.0 + 2.0);
    EXPECT_TRUE(has_wall(*v, SurfaceId(1), {3, 3}, {3, 5}));
    // The flight has its two sides.
    EXPECT_EQ(wall_count(*v, SurfaceId(2)), 2u);
    EXPECT_DOUBLE_EQ(wall_length(*v, SurfaceId(2)), 8.0);
}

TEST(Stair, JointsHaveTheLowerSideToTheLeft) {
    // However the user draws the lines.
    for (const bool foot_turned : {false, true})
        for (const bool top_turned : {false, true}) {
            VenueSpec spec = two_storeys();
            FlightSpec& f = spec.stairs[0].flights[0];
            if (foot_turned)
                std::swap(f.foot.a, f.foot.b);
            if (top_turned)
                std::swap(f.top.a, f.top.b);
            const auto v = built(spec);
            ASSERT_EQ(v->gates.size(), 3u);
            const Gate& foot = v->gates[1];
            const Gate& top = v->gates[2];
            EXPECT_EQ(foot.kind, GateKind::joint);
            EXPECT_EQ(foot.id, "stair");
            // The floor lies at x < 3, to the left of an upward line.
            EXPECT_EQ(foot.line, (Segment{{3, 3}, {3, 5}}));
            EXPECT_EQ(foot.left, SurfaceId(0));
            EXPECT_EQ(foot.right, SurfaceId(2));
            EXPECT_EQ(top.line, (Segment{{7, 3}, {7, 5}}));
            EXPECT_EQ(top.left, SurfaceId(2));
            EXPECT_EQ(top.right, SurfaceId(1));
            EXPECT_EQ(foot.storey, StoreyId(0));
            EXPECT_EQ(top.storey, StoreyId(1));
        }
}

TEST(Stair, NarrowerThanItsLinesHasItsSidesMovedIn) {
    VenueSpec spec = two_storeys();
    spec.stairs[0].clear_width_m = 1.6;
    const auto v = built(spec);
    EXPECT_DOUBLE_EQ(v->surfaces[2].area_m2, 4.0 * 1.6);
    EXPECT_DOUBLE_EQ(v->surfaces[2].clear_width_m, 1.6);
    EXPECT_DOUBLE_EQ(area(v->surfaces[2].footprint), 8.0);
    EXPECT_TRUE(has_wall(*v, SurfaceId(2), {3, 3.2}, {7, 3.2}));
    EXPECT_TRUE(has_wall(*v, SurfaceId(0), {3, 3}, {3, 3.2}));  // beside the foot
    EXPECT_EQ(v->gates[1].line, (Segment{{3, 3.2}, {3, 4.8}}));
    // The floors lose the whole footprint.
    EXPECT_DOUBLE_EQ(v->surfaces[0].area_m2, 88.0);
}

/// A stair that turns back: from (3, 1..3) to x = 5.5, a landing, and back over (3..5.5, 3..5).
VenueSpec dogleg() {
    VenueSpec spec = two_storeys();
    StairSpec& s = spec.stairs[0];
    s.flights = {{{{3, 1}, {3, 3}}, {{5.5, 1}, {5.5, 3}}, ""}, {{{5.5, 3}, {5.5, 5}}, {{3, 3}, {3, 5}}, ""}};
    s.landings = {box(5.5, 1, 7.5, 5)};
    return spec;
}

TEST(Stair, WithALandingIsThreeSurfaces) {
    const auto v = built(dogleg());
    ASSERT_EQ(v->surfaces.size(), 5u);
    EXPECT_EQ(v->surfaces[2].kind, SurfaceKind::stair);
    EXPECT_EQ(v->surfaces[3].kind, SurfaceKind::landing);
    EXPECT_EQ(v->surfaces[4].kind, SurfaceKind::stair);
    EXPECT_EQ(v->surfaces[2].name, "stair, flight 1");
    EXPECT_EQ(v->surfaces[3].name, "stair, landing 1");
    // Both flights are 2.5 m long, so the landing lies half way up.
    EXPECT_DOUBLE_EQ(v->surfaces[3].z_m({6, 2}), 1.5);
    EXPECT_EQ(v->surfaces[3].up, (Vec2{0, 0}));
    EXPECT_EQ(v->surfaces[4].up, (Vec2{-1, 0}));
    EXPECT_NEAR(v->surfaces[4].z_m({5.5, 4}), 1.5, 1e-12);
    EXPECT_NEAR(v->surfaces[4].z_m({3, 4}), 3.0, 1e-12);
    EXPECT_DOUBLE_EQ(v->surfaces[3].area_m2, 8.0);
    // 4 x 5 + 4 x 2 m of stairwell
    EXPECT_DOUBLE_EQ(v->surfaces[0].area_m2, 96.0 - 2.5 * 4.0 - 2.0 * 4.0);
    EXPECT_DOUBLE_EQ(v->surfaces[1].area_m2, v->surfaces[0].area_m2);
    // Joints: floor-flight, flight-landing, landing-flight, flight-floor
    ASSERT_EQ(v->gates.size(), 5u);
    const int expected[4][2] = {{0, 2}, {2, 3}, {3, 4}, {4, 1}};
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(v->gates[i + 1].left, SurfaceId(expected[i][0]));
        EXPECT_EQ(v->gates[i + 1].right, SurfaceId(expected[i][1]));
    }
    // The landing is open to the two flights only: outline 12 m minus 4 m.
    EXPECT_DOUBLE_EQ(wall_length(*v, SurfaceId(3)), 8.0);
}

TEST(Stair, LandingElevationCanBeGiven) {
    VenueSpec spec = dogleg();
    spec.stairs[0].landing_elevation_m = {1.2};
    EXPECT_DOUBLE_EQ(built(spec)->surfaces[3].z_m({6, 2}), 1.2);
    spec.stairs[0].landing_elevation_m = {3.5};
    EXPECT_TRUE(says(problems_of(spec), "flight 2 would lead from 3.50 m to 3.00 m; every flight must rise"));
}

TEST(Stair, GoesThroughTheSlabsBetween) {
    VenueSpec spec = two_storeys();
    spec.storeys.push_back(storey("mezzanine", 1.5, {box(0, 0, 12, 8)}));
    spec.exits.push_back(exit_on("side", "mezzanine", {0, 3}, {0, 5}));
    spec.storeys.push_back(storey("attic", 6.0, {box(0, 0, 12, 8)}));
    spec.exits.push_back(exit_on("roof", "attic", {0, 3}, {0, 5}));
    const auto v = built(spec);
    EXPECT_DOUBLE_EQ(v->surfaces[2].area_m2, 88.0);
    EXPECT_DOUBLE_EQ(v->surfaces[3].area_m2, 96.0);
}

TEST(Stair, GapsUpToACentimetreAreClosed) {
    VenueSpec spec = two_storeys();
    // The floors end at the stair: ground up to x = 2.992, upper from x = 7.
    spec.storeys[0].floor = {box(0, 0, 2.992, 8)};
    spec.storeys[1].floor = {box(7, 0, 12, 8)};
    const auto v = built(spec);
    EXPECT_EQ(v->gates[1].line, (Segment{{2.992, 3}, {2.992, 5}}));
    EXPECT_FALSE(has_wall(*v, SurfaceId(0), {2.992, 3}, {2.992, 5}));
    spec.storeys[0].floor = {box(0, 0, 2.9, 8)};
    const std::string p = problems_of(spec);
    EXPECT_TRUE(
        says(p,
             "stairs[0].flights[0].foot (stair 'stair') | the foot does not touch the floor of storey "
             "'ground': at (3.00, 4.00) the nearest "
             "floor is 0.10 m away, at (2.90, 4.00)"));
    EXPECT_EQ(line_count(p), 1u) << p;
}

TEST(Stair, FootMustTouchTheFloorOverItsWholeWidth) {
    VenueSpec spec = two_storeys();
    spec.storeys[0].floor = {box(0, 0, 3, 4.2)};
    spec.exits[0].line = {{0, 1}, {0, 3}};
    EXPECT_TRUE(says(problems_of(spec),
                     "only 1.20 m of the 2.00 m wide foot touch the floor of storey 'ground': at (3.00, "
                     "4.60) the nearest floor is 0.40 m away"));
    // With a clear width that fits the same drawing is fine.
    spec.stairs[0].flights[0].foot = {{3, 3}, {3, 5}};
    spec.stairs[0].clear_width_m = 0.8;
    spec.storeys[0].floor = {box(0, 0, 3, 4.6)};
    EXPECT_EQ(problems_of(spec), "");
}

TEST(Stair, MustRise) {
    VenueSpec spec = two_storeys();
    std::swap(spec.stairs[0].from_storey, spec.stairs[0].to_storey);
    EXPECT_TRUE(says(problems_of(spec),
                     "the stair must go up, from 'upper' at 3.00 m to 'ground' at 0.00 m; swap from_storey "
                     "and to_storey"));
    spec.stairs[0].from_storey = spec.stairs[0].to_storey = "ground";
    EXPECT_TRUE(says(problems_of(spec), "make the raised part a storey of its own"));
}

TEST(Stair, NeedsALandingBetweenFlightsAndParallelEnds) {
    VenueSpec spec = dogleg();
    spec.stairs[0].landings.clear();
    EXPECT_TRUE(says(problems_of(spec), "2 flights need 1 landings between them, but 0 are given"));
    spec = two_storeys();
    spec.stairs[0].flights[0].top = {{7, 3}, {8, 5}};
    EXPECT_TRUE(says(problems_of(spec), "foot and top of a flight must be parallel"));
    spec.stairs[0].flights[0].top = {{3.05, 3}, {3.05, 5}};
    EXPECT_TRUE(says(problems_of(spec), "foot and top are 0.05 m apart in plan"));
}

TEST(Stair, RunningIntoAnotherIsAnError) {
    VenueSpec spec = two_storeys();
    StairSpec other = spec.stairs[0];
    other.id = "other";
    other.flights[0] = {{{3, 4}, {3, 6}}, {{7, 4}, {7, 6}}, ""};
    spec.stairs.push_back(other);
    EXPECT_TRUE(
        says(problems_of(spec),
             "stairs[1].flights[0] (stair 'other') | it runs into stairs[0].flights[0] (stair 'stair')"));
}

TEST(Stair, UnusualValuesAreWarnings) {
    VenueSpec spec = two_storeys();
    spec.stairs[0].riser_m = 0.17;
    spec.stairs[0].tread_m = 0.23;  // 0.17 / 0.23 = 0.74, as drawn 3 / 4
    EXPECT_EQ(warnings_of(spec), "");
    spec.stairs[0].riser_m = 0.24;
    EXPECT_TRUE(says(warnings_of(spec), "a riser of 0.240 m is unusual"));
    spec.stairs[0].riser_m = 0.17;
    spec.stairs[0].tread_m = 0.45;
    EXPECT_TRUE(says(warnings_of(spec), "a tread of 0.450 m is unusual"));
    EXPECT_TRUE(says(warnings_of(spec),
                     "make a slope of 0.38, but the flight rises 3.00 m over 4.00 m, a slope of 0.75"));
    EXPECT_EQ(built(spec)->surfaces[2].tread_m, 0.45);
    spec.stairs[0].kind = StairSpec::Kind::ramp;
    EXPECT_TRUE(says(warnings_of(spec),
                     "(ramp 'stair') | the flight rises 3.00 m over 4.00 m, a slope of 1:1.3; steeper than "
                     "1:8.0 is unusual for a ramp"));
}

TEST(Escalator, CarriesItsMotion) {
    VenueSpec spec = two_storeys();
    StairSpec& s = spec.stairs[0];
    s.kind = StairSpec::Kind::escalator;
    s.flights[0].top = {{8.5, 3}, {8.5, 5}};
    s.clear_width_m = 1.0;
    s.motion = StairSpec::Motion::down;
    s.belt_speed_mps = 0.65;
    s.riders = StairSpec::Riders::walk;
    const auto v = built(spec);
    EXPECT_EQ(v->surfaces[2].kind, SurfaceKind::escalator);
    EXPECT_EQ(v->surfaces[2].motion, StairSpec::Motion::down);
    EXPECT_DOUBLE_EQ(v->surfaces[2].belt_speed_mps, 0.65);
    EXPECT_EQ(v->surfaces[2].riders, StairSpec::Riders::walk);
    EXPECT_NEAR(v->surfaces[2].cos_incline, 5.5 / std::hypot(5.5, 3.0), 1e-15);
    EXPECT_EQ(warnings_of(spec), "");
    s.belt_speed_mps = 1.5;
    EXPECT_TRUE(says(warnings_of(spec), "a belt speed of 1.50 m/s is unusual"));
}

}  // namespace
}  // namespace wayout
