#include "navigation/guidance.hpp"

#include "field_fixture.hpp"
#include "geometry/segment.hpp"
#include "seat_block.hpp"
#include "venue_sketch.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace wayout::test {
namespace {

constexpr double radius_m = 0.2;

/// Room y 0..8, door 2.4 m wide at x -1.2..1.2 in its south wall, anteroom y -6..0 with an exit of its whole
/// width in the far south.
struct DoorScene {
    VenueSketch sketch;
    SurfaceId rooms;
    GateId exit, door;
    explicit DoorScene(double half_width = 1.2) {
        rooms = sketch.floor(rectangle(-6, -6, 6, 8));
        sketch.wall(rooms, {-6, 0}, {6, 0});
        exit = sketch.exit(rooms, {-6, -6}, {6, -6});
        door = sketch.door(rooms, {-half_width, 0}, {half_width, 0});
    }
};

TEST(AimAtADoor, IsTheNearestPointOffTheJambs) {
    const DoorScene scene;
    const Solved s(scene.sketch.finish(), 0.2);
    // The door shortened by 0.2 + 0.05 m: x -0.95 .. 0.95.
    const Guidance beside = guide(*s.grid, s.field, scene.rooms, {2.0, 1.5}, radius_m);
    EXPECT_NEAR(beside.aim.x, 0.95, 1e-9);
    EXPECT_NEAR(beside.aim.y, 0.0, 1e-9);
    // (-1.05, -1.5) / 1.830984
    EXPECT_NEAR(beside.direction.x, -0.573462, 1e-6);
    EXPECT_NEAR(beside.direction.y, -0.819232, 1e-6);
    EXPECT_EQ(beside.next_gate, scene.door.value);

    const Guidance before = guide(*s.grid, s.field, scene.rooms, {0.3, 1.0}, radius_m);
    EXPECT_NEAR(before.aim.x, 0.3, 1e-9);
    EXPECT_NEAR(before.aim.y, 0.0, 1e-9);

    // A wider body keeps farther off: 1.2 - 0.3 - 0.05.
    EXPECT_NEAR(guide(*s.grid, s.field, scene.rooms, {2.0, 1.5}, 0.3).aim.x, 0.85, 1e-9);
}

TEST(AimAtADoor, HoldsWithinThreeMetresOnly) {
    const DoorScene scene;
    const Solved s(scene.sketch.finish(), 0.2);
    const Guidance near = guide(*s.grid, s.field, scene.rooms, {0.6, 2.9}, radius_m);
    EXPECT_EQ(near.aim.y, 0.0);
    const Guidance far = guide(*s.grid, s.field, scene.rooms, {0.6, 3.2}, radius_m);
    EXPECT_GT(far.aim.y, 0.5);
    EXPECT_LT(far.direction.y, -0.95);
}

TEST(AimAtADoor, LeadsStraightOverTheLineAndOnBeyondIt) {
    const DoorScene scene;
    const Solved s(scene.sketch.finish(), 0.2);
    for (const double y : {0.2, 0.05, 0.001, -0.001, -0.1, -0.29}) {
        const Guidance g = guide(*s.grid, s.field, scene.rooms, {0.7, y}, radius_m);
        EXPECT_NEAR(g.direction.x, 0.0, 1e-9) << y;
        EXPECT_NEAR(g.direction.y, -1.0, 1e-9) << y;
        EXPECT_LT(g.aim.y, -0.3) << y;
    }
}

TEST(AimAtADoor, TurnsOnlyAfterThirtyCentimetres) {
    // Behind the door the way turns east: an exit in the east wall of the anteroom.
    VenueSketch sketch;
    const SurfaceId rooms = sketch.floor(rectangle(-6, -3, 6, 8));
    sketch.wall(rooms, {-6, 0}, {6, 0});
    sketch.exit(rooms, {6, -2.5}, {6, -0.5});
    sketch.door(rooms, {-0.6, 0}, {0.6, 0});
    const Solved s(sketch.finish(), 0.1);
    EXPECT_NEAR(guide(*s.grid, s.field, rooms, {0.1, -0.25}, radius_m).direction.x, 0.0, 1e-9);
    EXPECT_GT(guide(*s.grid, s.field, rooms, {0.1, -0.45}, radius_m).direction.x, 0.9);
    // Somebody who passes by the open door of another room, half a metre off the wall, is not turned.
    EXPECT_GT(guide(*s.grid, s.field, rooms, {-0.3, -0.5}, radius_m).direction.x, 0.9);
}

TEST(AimAtADoor, NarrowerThanABodyIsItsMiddle) {
    const DoorScene scene(0.2);
    const Solved s(scene.sketch.finish(), 0.1);
    const Guidance g = guide(*s.grid, s.field, scene.rooms, {1.0, 1.0}, radius_m);
    EXPECT_NEAR(g.aim.x, 0.0, 1e-9);
    EXPECT_NEAR(g.aim.y, 0.0, 1e-9);
}

// Beyond a joint 5 m wide the ground costs six times as much in the northern half. Who stands north before it
// goes along it first: straight over it he would be sent back in the next step.
TEST(AimAtADoor, GoesAlongItToWhereTheGroundBeyondCostsLess) {
    VenueSketch sketch;
    const SurfaceId west = sketch.floor(rectangle(0, 0, 8, 5));
    const SurfaceId east = sketch.floor(rectangle(8, 0, 16, 5));
    sketch.joint(west, east, {8, 5}, {8, 0});
    const GateId exit = sketch.exit(east, {16, 0.5}, {16, 2.5});
    const Solved s(sketch.finish(), 0.1);
    std::vector<std::int32_t> piece(s.grid->cell_count(), -1);
    for (std::size_t i = 0; i < piece.size(); ++i)
        if (const auto c = static_cast<CellIndex>(i); !s.grid->is(c, NavigationGrid::absent))
            piece[i] = s.grid->surface(c) == east && s.grid->centre(c).y > 2.5 ? 1 : 0;
    const std::vector<float> factor{1.0F, 6.0F};
    const TravelTimeField costly =
        solve_travel_time(*s.grid, NoWallCost(), s.state, std::vector<GateId>{exit}, {piece, factor});
    for (const double y : {4.6, 4.0, 3.2}) {
        Vec2 p{7.9, y};
        EXPECT_LT(guide(*s.grid, costly, west, p, radius_m).direction.y, -0.9) << y;
        EXPECT_GT(guide(*s.grid, s.field, west, p, radius_m).direction.x, 0.9) << "costs alike, " << y;
        double walked_m = 0.0;
        while (p.x < 15.5 && walked_m < 20.0) {
            p += 0.05 * guide(*s.grid, costly, p.x < 8.0 ? west : east, p, radius_m).direction;
            walked_m += 0.05;
        }
        // Down to the middle, then 7.5 m on.
        EXPECT_NEAR(walked_m, (y - 2.5) + 7.5, 0.8) << y;
    }
}

TEST(AimAtAnExit, IsTheNearestPointOffTheJambs) {
    VenueSketch sketch;
    const SurfaceId s = sketch.floor(rectangle(0, 0, 20, 10));
    const GateId exit = sketch.exit(s, {0, 6.2}, {0, 3.8});
    const Solved f(sketch.finish(), 0.2);
    // Shortened to y 4.05 .. 5.95.
    const Guidance g = guide(*f.grid, f.field, s, {1.5, 7.0}, radius_m);
    EXPECT_NEAR(g.aim.x, 0.0, 1e-9);
    EXPECT_NEAR(g.aim.y, 5.95, 1e-9);
    EXPECT_EQ(g.next_gate, exit.value);
    // At the line: straight out.
    const Guidance at_line = guide(*f.grid, f.field, s, {0.02, 5.0}, radius_m);
    EXPECT_NEAR(at_line.direction.x, -1.0, 1e-9);
    EXPECT_LT(at_line.aim.x, -0.3);
}

TEST(AimAtAnExit, BehindARecessKeepsTheBodyOffItsCorners) {
    // Room x 0..10, y 0..8, with an exit at the end of a recess 0.5 m deep and 1 m wide, y 3.5..4.5. From
    // beside the recess the exit is in sight, but a body does not fit past the corner on the straight way.
    VenueSketch sketch;
    const SurfaceId room =
        sketch.floor({{0, 0}, {10, 0}, {10, 3.5}, {10.5, 3.5}, {10.5, 4.5}, {10, 4.5}, {10, 8}, {0, 8}});
    const GateId exit = sketch.exit(room, {10.5, 3.5}, {10.5, 4.5});
    const Solved s(sketch.finish(), 0.1, default_field_settings(MobilityClass::ambulant));
    const auto clearance_m = [](Vec2 p, Vec2 aim, Vec2 corner) {
        const Vec2 way = aim - p;
        return distance(p + std::clamp(dot(corner - p, way) / length_squared(way), 0.0, 1.0) * way, corner);
    };
    int aimed_straight = 0;
    for (const double x : {9.45, 9.6, 9.7, 9.8})
        for (double y = 1.05; y < 7.0; y += 0.1) {
            const Vec2 p{x, y};
            const Guidance g = guide(*s.grid, s.field, room, p, radius_m);
            EXPECT_EQ(g.next_gate, exit.value);
            aimed_straight += g.aim.x > 10.49 ? 1 : 0;
            // A body that touches the corner then has to turn by at most arccos(1/2) = 60 degrees to pass it,
            // which people do; with less they may stand in front of it for good.
            for (const Vec2 corner : {Vec2{10, 3.5}, Vec2{10, 4.5}})
                EXPECT_GT(clearance_m(p, g.aim, corner), 0.5 * radius_m) << x << " " << y;
        }
    EXPECT_GT(aimed_straight, 20) << "straight in front of it the exit itself is aimed at";
}

TEST(Direction, PointsToTheExitInTheOpen) {
    VenueSketch sketch;
    const SurfaceId s = sketch.floor(rectangle(0, 0, 20, 10));
    sketch.exit(s, {0, 5.5}, {0, 4.5});
    const Solved f(sketch.finish(), 0.2);
    for (double x = 4.0; x < 19.0; x += 0.7)
        for (double y = 0.9; y < 9.2; y += 0.7) {
            const Vec2 goal{0, std::clamp(y, 4.75, 5.25)};
            const Vec2 exact = unit(goal - Vec2{x, y});
            const Vec2 got = guide(*f.grid, f.field, s, {x, y}, radius_m).direction;
            // Within 3 degrees.
            EXPECT_GT(dot(exact, got), std::cos(3.0 * std::numbers::pi / 180.0)) << x << " " << y;
        }
}

TEST(Direction, IsZeroWithoutAWay) {
    VenueSketch sketch;
    const SurfaceId s = sketch.floor(rectangle(0, 0, 20, 4));
    sketch.wall(s, {10, 0}, {10, 4});
    sketch.exit(s, {0, 4}, {0, 0});
    const Solved f(sketch.finish(), 0.2);
    const Guidance g = guide(*f.grid, f.field, s, {15, 2}, radius_m);
    EXPECT_EQ(g.direction, Vec2{});
    EXPECT_EQ(g.aim, (Vec2{15, 2}));
    EXPECT_TRUE(std::isinf(g.travel_time_s));
    EXPECT_EQ(g.next_gate, -1);
    // Off the floor altogether.
    EXPECT_EQ(guide(*f.grid, f.field, s, {25, 2}, radius_m).direction, Vec2{});
}

TEST(Direction, KeepsWithinFortyFiveDegreesOfTheStair) {
    // A wide stair whose upper floor has its exit far to the side.
    VenueSketch sketch;
    const SurfaceId stair = sketch.incline(SurfaceKind::stair, rectangle(0, 0, 12, 6), {0, 1}, 3.0, 6.0);
    const SurfaceId upper = sketch.floor(rectangle(0, 6, 40, 8));
    sketch.exit(upper, {40, 6}, {40, 8});
    sketch.joint(stair, upper, {0, 6}, {12, 6});
    const Solved f(sketch.finish(), 0.2);
    bool limited = false;
    for (double x = 0.5; x < 12; x += 0.5)
        for (double y = 0.5; y < 6; y += 0.5) {
            const Vec2 d = guide(*f.grid, f.field, stair, {x, y}, radius_m).direction;
            EXPECT_GE(d.y, std::sqrt(0.5) - 1e-9);
            EXPECT_NEAR(length(d), 1.0, 1e-12);
            limited = limited || std::abs(d.y - std::sqrt(0.5)) < 1e-9;
        }
    EXPECT_TRUE(limited) << "the limit never acted: the scene shows nothing";
}

TEST(Direction, BesideAConvexCornerDoesNotPointIntoTheWall) {
    for (const double angle : {0.0, 0.5}) {
        const Vec2 shift{14, 2};
        const Solved f(corridor_with_corner().finish(angle, shift), 0.1,
                       default_field_settings(MobilityClass::ambulant));
        const Vec2 corner = moved({2, 2}, angle, shift);
        const SurfaceId s(0);
        for (double x = 0.25; x < 5.0; x += 0.1)
            for (double y = 0.25; y < 1.8; y += 0.1) {
                const Vec2 p = moved({x, y}, angle, shift);
                const Guidance g = guide(*f.grid, f.field, s, p, radius_m);
                ASSERT_NEAR(length(g.direction), 1.0, 1e-9);
                // The straight way to the aim is free of walls ...
                EXPECT_FALSE(f.grid->wall_between(s, p, g.aim)) << x << " " << y;
                // ... and close to walls it passes the corner at the body radius, less the half diagonal of a
                // cell (0.071 m) by which the line can be off a centre, and 5 mm of rounding.
                const Vec2 way = g.aim - p;
                const double t = std::clamp(dot(corner - p, way) / length_squared(way), 0.0, 1.0);
                const double wall_distance = f.grid->wall_distance_m(f.grid->locate(s, p));
                if (wall_distance < 0.6) {
                    EXPECT_GT(distance(p + t * way, corner), std::min(radius_m, wall_distance) - 0.076)
                        << x << " " << y;
                }
            }
    }
}

/// Somebody without a body who walks where the guidance points, at the speed of the field, and changes
/// surface at joints. Returns the time until the exit is crossed, +inf after `limit_s`, NaN when a wall was
/// crossed.
double walk(const Solved& s, SurfaceId surface, Vec2 p, double limit_s) {
    constexpr double dt = 0.05;
    const Venue& venue = s.grid->venue();
    const WalkingSpeeds speeds;
    for (int step = 0; step * dt < limit_s; ++step) {
        const Guidance g = guide(*s.grid, s.field, surface, p, radius_m);
        double v =
            walking_speed_mps(venue.surfaces[surface.row()], StairSpec::Motion::stopped, speeds, g.direction);
        if (in_seat_row(*s.grid, surface, p))
            v = seat_row_speed_mps;
        const Vec2 q = p + v * dt * g.direction;
        for (const Gate& gate : venue.gates) {
            if (!crosses(p, q, gate.line))
                continue;
            if (gate.kind == GateKind::exit && gate.left == surface)
                return step * dt;
            if (gate.kind == GateKind::joint && (gate.left == surface || gate.right == surface))
                surface = gate.left == surface ? gate.right : gate.left;
        }
        // Walls of the piece that is reached; the way over a joint lies on both.
        if (s.grid->wall_between(surface, p, q))
            return std::numeric_limits<double>::quiet_NaN();
        p = q;
    }
    return std::numeric_limits<double>::infinity();
}

void expect_walk_takes_the_time_of_the_field(const Solved& s, SurfaceId surface, Vec2 p, double tolerance) {
    const double promised = s.time(surface, p);
    ASSERT_TRUE(std::isfinite(promised)) << p.x << " " << p.y;
    const double taken = walk(s, surface, p, 3.0 * promised + 5.0);
    EXPECT_NEAR(taken, promised, tolerance * promised + 0.2) << "from " << p.x << " " << p.y;
}

TEST(Walking, RoundACornerTakesTheTimeOfTheField) {
    const Solved s(corridor_with_corner().finish(0.3, {8, 1}), 0.1);
    for (double x = 0.3; x < 12; x += 1.3)
        for (const double y : {0.25, 1.0, 1.75})
            expect_walk_takes_the_time_of_the_field(s, SurfaceId(0), moved({x, y}, 0.3, {8, 1}), 0.03);
}

TEST(Walking, OutOfSeatsTakesTheTimeOfTheField) {
    for (const double angle : {0.0, 17.0 * std::numbers::pi / 180.0, std::numbers::pi / 4}) {
        const SeatBlock block(0.4);
        const Vec2 shift{12, 3};
        const Solved s(block.sketch.finish(angle, shift), 0.1, NoWallCost());
        for (int row = 0; row < SeatBlock::row_count; ++row)
            for (int seat = 0; seat < 10; ++seat) {
                const Vec2 p = moved(block.on_seat(row, seat), angle, shift);
                const double promised = s.time(block.hall, p);
                const double taken = walk(s, block.hall, p, 60.0);
                // Getting up is counted as a slower pace, which this walker does not take: up to 0.23 m at 2
                // s/m less.
                EXPECT_NEAR(taken, promised, 0.05 * promised + 0.6) << row << " " << seat << " at " << angle;
            }
    }
}

TEST(Walking, OverAStairTakesTheTimeOfTheField) {
    // Upper floor above the lower one, joined by a stair beside them: the pieces overlap in plan.
    VenueSketch sketch;
    const SurfaceId lower = sketch.floor(rectangle(0, 0, 12, 6));
    const SurfaceId stair = sketch.incline(SurfaceKind::stair, rectangle(12, 0, 17, 2), {1, 0}, 3.0, 5.0);
    const SurfaceId landing = sketch.floor(rectangle(17, 0, 19, 6));
    const SurfaceId back = sketch.incline(SurfaceKind::stair, rectangle(12, 4, 17, 6), {-1, 0}, 3.0, 5.0);
    const SurfaceId upper = sketch.floor(rectangle(0, 0, 12, 6));
    sketch.exit(lower, {0, 3.6}, {0, 2.4});
    sketch.joint(lower, stair, {12, 0}, {12, 2});
    sketch.joint(stair, landing, {17, 0}, {17, 2});
    sketch.joint(landing, back, {17, 4}, {17, 6});
    sketch.joint(back, upper, {12, 4}, {12, 6});
    for (const double angle : {0.0, 0.6}) {
        const Vec2 shift{5, 1};
        const Solved s(sketch.finish(angle, shift), 0.1);
        for (double x = 0.4; x < 12; x += 2.3)
            for (const double y : {0.4, 3.0, 5.6}) {
                // On the upper floor, over the lower one: at least two flights of 5.83 m / 0.938 m/s away.
                const Vec2 p = moved({x, y}, angle, shift);
                EXPECT_GT(s.time(upper, p), s.time(lower, p) + 10.0);
                expect_walk_takes_the_time_of_the_field(s, upper, p, 0.04);
                expect_walk_takes_the_time_of_the_field(s, lower, p, 0.04);
            }
    }
}

TEST(Walking, BetweenManyObstaclesTakesTheTimeOfTheField) {
    std::vector<Ring> pillars;
    for (int i = 0; i < 6; ++i)
        for (int j = 0; j < 4; ++j)
            pillars.push_back(
                rectangle(1.5 + 3 * i + 0.4 * j, 1.2 + 2.5 * j, 3.0 + 3 * i + 0.4 * j, 1.9 + 2.5 * j));
    VenueSketch sketch;
    const SurfaceId s = sketch.floor(rectangle(0, 0, 22, 11), pillars);
    sketch.exit(s, {0, 6}, {0, 5});
    for (const double h : {0.1, 0.2}) {
        const Solved f(sketch.finish(0.2, {4, 1}), h);
        for (double x = 0.3; x < 21.8; x += 1.37)
            for (double y = 0.3; y < 10.8; y += 0.83) {
                const Vec2 p = moved({x, y}, 0.2, {4, 1});
                // Where a body fits.
                double clearance = 1.0;
                for (const Wall& w : f.grid->venue().walls)
                    clearance = std::min(clearance, distance(closest_point(w.line, p), p));
                if (f.grid->locate(s, p) != no_cell && clearance >= radius_m)
                    expect_walk_takes_the_time_of_the_field(f, s, p, 0.06);
            }
    }
}

TEST(TravelTimeAtAPosition, IsContinuousBetweenCells) {
    const Solved s(corridor_with_corner().finish(), 0.2);
    // Along a line in the open the time falls step by step, as the rank rule needs: 1 cm is 0.0075 s.
    double before = s.time(SurfaceId(0), {11.0, 1.03});
    for (double x = 10.99; x > 3.0; x -= 0.01) {
        const double now = s.time(SurfaceId(0), {x, 1.03});
        EXPECT_LT(now, before) << x;
        EXPECT_GT(now, before - 0.012) << x;
        before = now;
    }
}

TEST(TravelTimeAtAPosition, RisesUpToTheWalls) {
    // Close to a wall, where no route leads, people still have a rank: no jump of more than the way itself.
    const Solved s(corridor_with_corner().finish(), 0.1);
    for (double x = 3.0; x < 11.0; x += 0.37) {
        double before = s.time(SurfaceId(0), {x, 1.0});
        for (double y = 0.99; y > 0.02; y -= 0.01) {
            const double now = s.time(SurfaceId(0), {x, y});
            EXPECT_NEAR(now, before, 0.06) << x << " " << y;
            before = now;
        }
    }
}

}  // namespace
}  // namespace wayout::test
