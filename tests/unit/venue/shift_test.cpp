#include "spec_helpers.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout {
namespace {

using namespace test;

/// Something of everything, with coordinates that are not multiples of anything.
VenueSpec rich_venue() {
    VenueSpec spec;
    // A hall of 24 points on a slightly irregular ring, and a gallery above
    Ring ring;
    for (int i = 0; i < 24; ++i) {
        const double angle = 2.0 * 3.14159265358979323846 * i / 24;
        const double radius = 20.0 + std::sin(5.0 * angle);
        ring.push_back({radius * std::cos(angle) + 0.12345, radius * std::sin(angle) - 0.98765});
    }
    spec.storeys.push_back(storey("hall", 0.0, {{ring, {}}}));
    spec.storeys.push_back(storey("gallery", 3.2, {box(6.7003, -6.3007, 12.1, 6.4)}));
    spec.exits.push_back(exit_on("exit", "hall", ring[12] + 0.2 * (ring[13] - ring[12]),
                                 ring[12] + 0.8 * (ring[13] - ring[12])));
    spec.exits[0].clear_width_m = 1.9;
    StairSpec s;
    s.id = "stair";
    s.from_storey = "hall";
    s.to_storey = "gallery";
    s.flights.push_back({{{2.1, 1.05}, {2.1, 3.15}}, {{6.7003, 1.05}, {6.7003, 3.15}}, ""});
    s.clear_width_m = 1.83;
    spec.stairs.push_back(s);
    spec.storeys[0].walls.push_back({{{-8.0071, -4.3}, {-2.3301, 1.777}, {-2.3301, 6.1}}, 0.2, ""});
    spec.storeys[0].walls.push_back({{{-6.0, -9.0}, {5.0, -9.0}}, 0.0, ""});
    spec.doors.push_back(door_on("door", "hall", {-2.3301, 3.0}, {-2.3301, 4.1}));
    SeatingSpec seats;
    seats.id = "stalls";
    seats.on = "hall";
    seats.front_left = {-10.3337, 3.1};
    seats.facing_rad = 2.0;
    seats.row_count = 3;
    seats.seats_per_row = 6;
    seats.curvature_radius_m = 15.0;
    spec.seating.push_back(seats);
    ZoneSpec z;
    z.id = "zone";
    z.storey = "hall";
    z.polygon = box(-3.33331, -3.77779, 3.1, 3.2);
    spec.zones.push_back(z);
    return spec;
}

void shift(Polygon& p, Vec2 by) {
    for (Vec2& q : p.outer) q += by;
    for (Ring& hole : p.holes)
        for (Vec2& q : hole) q += by;
}

void shift(Segment& s, Vec2 by) {
    s.a += by;
    s.b += by;
}

VenueSpec shifted(VenueSpec spec, Vec2 by) {
    for (StoreySpec& s : spec.storeys) {
        for (Polygon& p : s.floor) shift(p, by);
        for (WallSpec& w : s.walls)
            for (Vec2& p : w.line) p += by;
    }
    for (ExitSpec& e : spec.exits) shift(e.line, by);
    for (DoorSpec& d : spec.doors) shift(d.line, by);
    for (StairSpec& s : spec.stairs)
        for (FlightSpec& f : s.flights) {
            shift(f.foot, by);
            shift(f.top, by);
        }
    for (SeatingSpec& s : spec.seating) s.front_left += by;
    for (ZoneSpec& z : spec.zones) shift(z.polygon, by);
    return spec;
}

void expect_same_bits(const Venue& a, const Venue& b) {
    const auto same_polygons = [](const std::vector<Polygon>& p, const std::vector<Polygon>& q) {
        return std::equal(p.begin(), p.end(), q.begin(), q.end(), [](const Polygon& x, const Polygon& y) {
            return x.outer == y.outer && x.holes == y.holes;
        });
    };
    EXPECT_EQ(a.extent_m, b.extent_m);
    ASSERT_EQ(a.surfaces.size(), b.surfaces.size());
    for (std::size_t i = 0; i < a.surfaces.size(); ++i) {
        EXPECT_TRUE(same_polygons(a.surfaces[i].walkable, b.surfaces[i].walkable)) << i;
        EXPECT_TRUE(same_polygons(a.surfaces[i].footprint, b.surfaces[i].footprint)) << i;
        EXPECT_EQ(a.surfaces[i].z_at_origin_m, b.surfaces[i].z_at_origin_m);
        EXPECT_EQ(a.surfaces[i].z_gradient, b.surfaces[i].z_gradient);
        EXPECT_EQ(a.surfaces[i].cos_incline, b.surfaces[i].cos_incline);
    }
    ASSERT_EQ(a.walls.size(), b.walls.size());
    for (std::size_t i = 0; i < a.walls.size(); ++i) EXPECT_EQ(a.walls[i].line, b.walls[i].line) << i;
    ASSERT_EQ(a.gates.size(), b.gates.size());
    for (std::size_t i = 0; i < a.gates.size(); ++i) EXPECT_EQ(a.gates[i].line, b.gates[i].line) << i;
    ASSERT_EQ(a.seats.size(), b.seats.size());
    for (std::size_t i = 0; i < a.seats.size(); ++i) {
        EXPECT_EQ(a.seats[i].position, b.seats[i].position);
        EXPECT_EQ(a.seats[i].facing, b.seats[i].facing);
    }
    ASSERT_EQ(a.zones.size(), b.zones.size());
    for (std::size_t i = 0; i < a.zones.size(); ++i)
        EXPECT_EQ(a.zones[i].polygon.outer, b.zones[i].polygon.outer);
}

TEST(Shift, ByMillionsOfMetresChangesNoBitOfTheVenue) {
    const VenueSpec spec = rich_venue();
    const auto here = built(spec);
    for (const Vec2 by : {Vec2{500000.0, 5600000.0}, Vec2{-3e6, 7e6}, Vec2{0.1, 1234567.8}, Vec2{1e7, 1e7}}) {
        const auto there = built(shifted(spec, by));
        expect_same_bits(*here, *there);
        EXPECT_NEAR(there->origin_m.x - here->origin_m.x, by.x, 1e-8);
        EXPECT_NEAR(there->origin_m.y - here->origin_m.y, by.y, 1e-8);
    }
}

TEST(Shift, PointsHalfwayBetweenTwoStepsRoundTheSameWayEverywhere) {
    VenueSpec spec = room();
    for (int i = 0; i < 200; ++i) {
        // Corners of a comb at 0.05 mm beside every step
        const double x = 9.99995 - 0.04 * i;
        spec.storeys[0].floor[0].outer.insert(spec.storeys[0].floor[0].outer.begin() + 3 + i,
                                              {x, i % 2 == 0 ? 8.00005 : 7.50005});
    }
    spec.storeys[0].floor[0].outer.erase(spec.storeys[0].floor[0].outer.begin() + 2);
    spec.storeys[0].floor[0].outer[1] = {10, 0};
    spec.exits[0].line = {{0, 3}, {0, 5}};
    const auto here = built(spec);
    for (const Vec2 by : {Vec2{500000.0, 5600000.0}, Vec2{123456.7, 7654321.9}})
        expect_same_bits(*here, *built(shifted(spec, by)));
}

TEST(Shift, LocalCoordinatesAreDecimalNumbers) {
    const auto v = built(shifted(room(), {500000.3, 5600000.7}));
    for (const Polygon& p : v->surfaces[0].walkable)
        for (const Vec2 q : p.outer) {
            EXPECT_EQ(q.x, std::round(q.x));
            EXPECT_EQ(q.y, std::round(q.y));
        }
}

}  // namespace
}  // namespace wayout
