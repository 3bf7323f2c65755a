#include "spec_helpers.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace wayout {
namespace {

using namespace test;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

TEST(BadInput, EmptyVenueIsAnsweredNotCrashed) {
    const std::string p = problems_of(VenueSpec{});
    EXPECT_TRUE(says(p, "storeys | the venue has no storey"));
    EXPECT_TRUE(says(p, "exits | the venue has no exit"));
}

TEST(BadInput, AllProblemsAreListedAtOnce) {
    VenueSpec spec = room();
    spec.storeys[0].floor.push_back({{{0, 0}, {2, 2}, {2, 0}, {0, 2}}, {}});
    spec.exits[0].line = {{7, 3}, {7, 5}};
    spec.doors.push_back(door_on("d", "grund", {5, 3}, {5, 4}));
    spec.doors.push_back(door_on("d", "ground", {5, 3}, {5, 3.3}));
    spec.zones.push_back({});
    const std::string p = problems_of(spec);
    EXPECT_TRUE(
        says(p,
             "storeys[0].floor[1] (storey 'ground') | the polygon is not usable: Self-intersection at "
             "(1.00, 1.00)"));
    EXPECT_TRUE(says(p, "the exit is not on a wall"));
    EXPECT_TRUE(says(p, "there is no storey 'grund'; did you mean 'ground'?"));
    EXPECT_TRUE(says(p, "the id 'd' is already used by doors[0] (door 'd')"));
    EXPECT_TRUE(says(p, "doors[1].line (door 'd') | 0.30 m is narrower than the narrowest body, 0.46 m"));
    EXPECT_TRUE(says(p, "zones[0] | the zone has no id"));
    EXPECT_TRUE(says(p, "no storey is named"));
}

TEST(BadInput, PlacesAreGivenInUserCoordinates) {
    VenueSpec spec = room();
    const Vec2 far{500000.0, 5600000.0};
    for (Vec2& p : spec.storeys[0].floor[0].outer) p += far;
    spec.exits[0].line = {far + Vec2{7, 3}, far + Vec2{7, 5}};
    spec.exits[0].where = "venue.json: exits[0]";
    const auto result = build_venue(spec);
    ASSERT_FALSE(result);
    const Error& e = result.error().front();
    EXPECT_EQ(e.where, "venue.json: exits[0] (exit 'exit')");
    EXPECT_EQ(e.storey, "ground");
    EXPECT_NEAR(e.x_m, 500007.0, 1e-6);
    EXPECT_NEAR(e.y_m, 5600003.0, 1e-6);
    EXPECT_TRUE(says(e.message, "(500007.00, 5600003.00)"));
}

TEST(BadInput, PolygonsMustBeSound) {
    VenueSpec spec = room();
    spec.storeys[0].floor.push_back({{{20, 0}, {21, 0}}, {}});
    EXPECT_TRUE(says(problems_of(spec), "fewer than three different points"));
    spec.storeys[0].floor.back() = {{{20, 0}, {21, 0}, {22, 0}}, {}};
    EXPECT_TRUE(says(problems_of(spec), "the polygon is not usable"));
    spec = room();
    spec.storeys[0].floor[0].holes.push_back({{20, 20}, {21, 20}, {21, 21}});
    EXPECT_TRUE(says(problems_of(spec), "Hole lies outside shell at (20.00, 20.00)"));
}

TEST(BadInput, HairGapsBetweenFloorsAreErrors) {
    VenueSpec spec = room();
    spec.storeys[0].floor.push_back(box(-3, 2, -0.0006, 4));
    const auto result = build_venue(spec);
    ASSERT_FALSE(result);
    EXPECT_TRUE(says(result.error()[0].message,
                     "parts of the floor nearly touch at (-0.00, 2.00): the gap is 0.6 mm"));
    EXPECT_TRUE(says(result.error()[0].message, "let the polygons share the edge or overlap"));
    // The negative controls: touching, and 2 mm apart (then it is an island).
    spec.storeys[0].floor[1] = box(-3, 2, 0, 4);
    EXPECT_EQ(problems_of(spec), "");
    spec.storeys[0].floor[1] = box(-3, 2, -0.002, 4);
    EXPECT_TRUE(says(problems_of(spec), "has no way to any exit"));
    EXPECT_FALSE(says(problems_of(spec), "nearly touch"));
}

TEST(BadInput, ObstaclesOutsideAreErrorsAndDuplicatesWarnings) {
    VenueSpec spec = room();
    ObstacleSpec o;
    o.name = "bar";
    o.polygon = box(1, 1, 2, 2);
    spec.storeys[0].obstacles.push_back(o);
    o.polygon = {{{2, 2}, {1, 2}, {1, 1}, {2, 1}}, {}};  // the same, begun elsewhere
    spec.storeys[0].obstacles.push_back(o);
    EXPECT_TRUE(says(warnings_of(spec), "obstacles[1] (obstacle 'bar') | the obstacle is a duplicate of"));
    spec.storeys[0].obstacles[1].polygon = box(20, 1, 21, 2);
    EXPECT_TRUE(
        says(problems_of(spec), "the obstacle at (20.50, 1.50) lies outside the floor and blocks nothing"));
    // One that covers a part of the floor without a corner on it is no mistake.
    spec.storeys[0].obstacles[1].polygon = box(-1, 6, 11, 7);
    EXPECT_FALSE(says(problems_of(spec), "lies outside the floor"));
}

TEST(BadInput, NumbersMustBeFiniteAndCredible) {
    const auto expect = [](auto change, const std::string& part) {
        VenueSpec spec = room();
        spec.storeys[0].walls.push_back({{{5, 0}, {5, 8}}, 0.0, ""});
        spec.doors.push_back(door_on("d", "ground", {5, 3}, {5, 4}));
        change(spec);
        EXPECT_TRUE(says(problems_of(spec), part));
    };
    expect([](VenueSpec& s) { s.storeys[0].elevation_m = 5000.0; },
           "the elevation is 5000 m; it must lie between -1000 and 1000 m");
    expect([](VenueSpec& s) { s.storeys[0].elevation_m = nan; }, "the elevation is nan m");
    expect([](VenueSpec& s) { s.storeys[0].floor[0].outer[1].x = nan; }, "point 2 is (nan, 0)");
    expect([](VenueSpec& s) { s.storeys[0].floor[0].outer[1].x = inf; }, "point 2 is (inf, 0)");
    expect([](VenueSpec& s) { s.storeys[0].floor[0].outer[1].x = 1e300; },
           "coordinates are finite numbers of metres below 1e8");
    expect([](VenueSpec& s) { s.storeys[0].floor[0].outer[1].x = 5e7; },
           "look for a point far from the others, or for a drawing in millimetres");
    expect([](VenueSpec& s) { s.storeys[0].walls[0].thickness_m = -0.1; }, "the thickness is -0.1 m");
    expect([](VenueSpec& s) { s.storeys[0].walls[0].line.pop_back(); },
           "a wall needs a line of at least two points");
    expect([](VenueSpec& s) { s.storeys[0].walls[0].line[0].x = 1e7; },
           "lies more than 20 km from the floors");
    expect([](VenueSpec& s) { s.storeys[0].floor.clear(); }, "the storey has no floor");
    expect([](VenueSpec& s) { s.doors[0].clear_width_m = nan; }, "the clear width is nan m");
    expect([](VenueSpec& s) { s.doors[0].clear_width_m = -1.0; }, "the clear width is -1 m");
    expect([](VenueSpec& s) { s.doors[0].clear_width_m = 1.5; },
           "the clear width of 1.50 m is wider than the line, 1.00 m");
    expect([](VenueSpec& s) { s.doors[0].clear_width_m = 0.4; },
           "doors[0].clear_width_m (door 'd') | 0.40 m is narrower than the narrowest body, 0.46 m: nobody "
           "can use this door");
    expect([](VenueSpec& s) { s.doors[0].line.b = s.doors[0].line.a; }, "the line has no length");
    expect([](VenueSpec& s) { s.doors[0].line.a.x = 1e6; }, "the line lies far from all floors");
    expect(
        [](VenueSpec& s) {
            s.exits[0].flow_limit = {FlowLimit::Kind::persons_per_s, -1.0};
        },
        "the flow limit is -1 persons per second");
    expect(
        [](VenueSpec& s) {
            s.storeys[0].floor[0].outer.assign(1'000'001, {1, 1});
        },
        "1000001 points are more than 1000000");
}

TEST(BadInput, IdsOfDoorsExitsAndStairsShareOneNameSpace) {
    VenueSpec spec = room();
    spec.storeys[0].walls.push_back({{{5, 0}, {5, 8}}, 0.0, ""});
    spec.doors.push_back(door_on("exit", "ground", {5, 3}, {5, 4}));
    EXPECT_TRUE(says(problems_of(spec),
                     "doors[0] (door 'exit') | the id 'exit' is already used by exits[0] (exit 'exit'); "
                     "choose another one"));
    // A zone may be called like a door.
    spec.doors[0].id = "d";
    ZoneSpec z;
    z.id = "d";
    z.storey = "ground";
    z.polygon = box(1, 1, 2, 2);
    spec.zones.push_back(z);
    EXPECT_EQ(problems_of(spec), "");
}

TEST(BadInput, NothingUsableIsAnsweredWithoutACrash) {
    VenueSpec spec = room();
    spec.storeys[0].floor = {{{{0, 0}, {0, 0}, {0, 0}}, {}}};
    StairSpec s;
    s.id = "s";
    s.from_storey = s.to_storey = "ground";
    spec.stairs.push_back(s);
    TierSpec t;
    t.id = "t";
    spec.tiers.push_back(t);
    SeatingSpec seats;
    seats.id = "x";
    seats.on = "t";
    seats.facing_rad = nan;
    spec.seating.push_back(seats);
    const std::string p = problems_of(spec);
    EXPECT_TRUE(says(p, "give at least one flight"));
    EXPECT_TRUE(says(p, "the facing is nan rad"));
    EXPECT_TRUE(says(p, "the tier joins no storey"));
    EXPECT_TRUE(says(p, "fewer than three different points"));
}

TEST(BadInput, AFloorWithoutPointsIsAnError) {
    VenueSpec spec = room();
    spec.storeys[0].floor = {Polygon{}};
    EXPECT_TRUE(says(problems_of(spec),
                     "storeys[0].floor[0] (storey 'ground') | the polygon is not usable: fewer than three "
                     "different points"));
}

TEST(BadInput, ZonesMustBeSoundAndOnTheFloor) {
    VenueSpec spec = room();
    ZoneSpec z;
    z.id = "z";
    z.storey = "ground";
    z.polygon = {{{0, 0}, {2, 2}, {2, 0}, {0, 2}}, {}};
    spec.zones.push_back(z);
    EXPECT_TRUE(says(problems_of(spec),
                     "zones[0].polygon (zone 'z') | the polygon of the zone is not usable: Self-intersection "
                     "at (1.00, 1.00)"));
    spec.zones[0].polygon = box(20, 20, 21, 21);
    EXPECT_TRUE(says(warnings_of(spec), "the zone lies outside the floor of its storey"));
}

}  // namespace
}  // namespace wayout
