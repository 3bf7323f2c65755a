#include "navigation/travel_time_field.hpp"

#include "field_fixture.hpp"
#include "venue_sketch.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <thread>

namespace wayout::test {
namespace {

constexpr double level_mps = 1.34;

VenueSketch room_with_exit() {
    VenueSketch sketch;
    const SurfaceId room = sketch.floor(rectangle(0, 0, 20, 10));
    sketch.exit(room, {0, 5.5}, {0, 4.5});
    return sketch;
}

TEST(TravelTime, IsDistanceOverSpeedInAnEmptyRoom) {
    for (const double h : {0.1, 0.2}) {
        const Solved s(room_with_exit().finish(), h);
        double worst = 0.0;
        for (double x = 1.0; x < 19.8; x += 0.37)
            for (double y = 0.4; y < 9.7; y += 0.37) {
                // The goal line is the exit shortened by 0.25 m at both ends.
                const double dy = std::max({0.0, 4.75 - y, y - 5.25});
                const double exact = std::hypot(x, dy) / level_mps;
                worst = std::max(worst, std::abs(s.time(SurfaceId(0), {x, y}) - exact) / exact);
            }
        EXPECT_LT(worst, 0.005) << "cell " << h;
    }
}

TEST(TravelTime, IsExactCloseToTheExit) {
    const Solved s(room_with_exit().finish(), 0.2);
    // (0.31, 4.5) to the end of the goal line at (0, 4.75): sqrt(0.0961 + 0.0625) = 0.398246; / 1.34 =
    // 0.297199 s
    EXPECT_NEAR(s.time(SurfaceId(0), {0.31, 4.5}), 0.297199, 1e-5);
}

TEST(TravelTime, FollowsTheShortestWayRoundACorner) {
    // From (10, 1) round a disc of 0.15 m about the corner (2, 2) to the end (1.75, 12) of the goal line:
    // tangent from the start sqrt(8^2 + 1 - 0.0225) = 8.06086, tangent to the goal sqrt(0.25^2 + 10^2 -
    // 0.0225) = 10.00200. Turn: heading from start to corner pi - atan(1 / 8) = 3.01724, from corner to goal
    // pi / 2 + atan(0.025) = 1.59579; the tangents add asin(0.15 / 8.06226) = 0.01861 and asin(0.15
    // / 10.00312) = 0.01500: 1.45506 rad x 0.15 m = 0.21826 m. Sum 18.2811 m.
    // At 0.2 m the nearest cell centre that keeps 0.15 m from the corner is up to 0.3 m away, which lengthens
    // the arc: 2 %.
    for (const auto& [h, tolerance] : {std::pair{0.1, 0.01}, std::pair{0.2, 0.02}}) {
        const Solved s(corridor_with_corner().finish(), h);
        EXPECT_NEAR(s.time(SurfaceId(0), {10, 1}) * level_mps, 18.2811, tolerance * 18.2811) << "cell " << h;
    }
}

TEST(TravelTime, CountsWalkingCloseToWalls) {
    // A corridor of 0.8 m: nowhere farther than 0.4 m from a wall, where the cost is 1 + (1 - 0.4 / 0.5)^2
    // = 1.04.
    VenueSketch sketch;
    const SurfaceId s = sketch.floor(rectangle(0, 0, 20, 0.8));
    sketch.exit(s, {0, 0.8}, {0, 0});
    MobilityFieldSettings settings = default_field_settings(MobilityClass::ambulant);
    settings.wall_cost = 0.0;
    const Solved without(sketch.finish(), 0.1, settings);
    const Solved with(sketch.finish(), 0.1, default_field_settings(MobilityClass::ambulant));
    const auto stretch = [&](const Solved& f) { return f.time(s, {15, 0.4}) - f.time(s, {5, 0.4}); };
    EXPECT_NEAR(stretch(without), 10.0 / level_mps, 0.005);
    // Cells lie at 0.35 and 0.45 m (a distance of 0.35 m to the wall: 1.09) or better; between 1.04 and 1.09.
    EXPECT_GT(stretch(with), 1.035 * 10.0 / level_mps);
    EXPECT_LT(stretch(with), 1.095 * 10.0 / level_mps);
}

/// Lower floor x 0..10, stair x 10..14 rising 2.4 m, upper floor x 14..20; all 4 m wide.
struct TwoStoreys {
    VenueSketch sketch;
    SurfaceId lower, stair, upper;
    GateId foot, head, low_exit, high_exit;

    explicit TwoStoreys(SurfaceKind kind = SurfaceKind::stair) {
        lower = sketch.floor(rectangle(0, 0, 10, 4));
        stair = sketch.incline(kind, rectangle(10, 0, 14, 4), {1, 0}, 2.4, 4.0);
        upper = sketch.floor(rectangle(14, 0, 20, 4));
        low_exit = sketch.exit(lower, {0, 4}, {0, 0});
        high_exit = sketch.exit(upper, {20, 0}, {20, 4});
        foot = sketch.joint(lower, stair, {10, 0}, {10, 4});
        head = sketch.joint(stair, upper, {14, 0}, {14, 4});
    }
};

TEST(TravelTime, IsLongerUpTheStairThanDown) {
    const TwoStoreys t;
    const NoWallCost settings;
    for (const double angle : {0.0, 0.4, std::numbers::pi / 4}) {
        const Vec2 shift{20, 3};
        const Solved down(t.sketch.finish(angle, shift), 0.1, settings, {t.low_exit});
        const Solved up(t.sketch.finish(angle, shift), 0.1, settings, {t.high_exit});
        // Length along the incline sqrt(4^2 + 2.4^2) = 4.66476 m.
        // Down from (18, 2): 4 / 1.34 + 4.66476 / (0.7 x 1.34) + 10 / 1.34 = 2.98507 + 4.97309 + 7.46269
        // = 15.42085 s
        EXPECT_NEAR(down.time(t.upper, moved({18, 2}, angle, shift)), 15.42085, 0.01 * 15.42085) << angle;
        // Up from (2, 2): 8 / 1.34 + 4.66476 / (0.6 x 1.34) + 6 / 1.34 = 5.97015 + 5.80194 + 4.47761
        // = 16.24970 s
        EXPECT_NEAR(up.time(t.lower, moved({2, 2}, angle, shift)), 16.24970, 0.01 * 16.24970) << angle;
    }
}

TEST(TravelTime, NamesTheGatesInTheOrderOfTheWay) {
    const TwoStoreys t;
    const Solved down(t.sketch.finish(), 0.1, NoWallCost(), {t.low_exit});
    EXPECT_EQ(down.next_gate(t.upper, {18, 2}), t.head.value);
    EXPECT_EQ(down.next_gate(t.stair, {12, 2}), t.foot.value);
    EXPECT_EQ(down.next_gate(t.lower, {5, 2}), t.low_exit.value);
}

TEST(TravelTime, OfARampOnlyGrowsWithItsLength) {
    const TwoStoreys t(SurfaceKind::ramp);
    const Solved down(t.sketch.finish(), 0.1, NoWallCost(), {t.low_exit});
    // (4 + 4.66476 + 10) / 1.34 = 13.92893 s
    EXPECT_NEAR(down.time(t.upper, {18, 2}), 13.92893, 0.005 * 13.92893);
}

TEST(TravelTime, UsesARunningEscalatorInItsDirectionOnly) {
    TwoStoreys t(SurfaceKind::escalator);
    t.sketch.surface(t.stair).motion = StairSpec::Motion::up;
    t.sketch.surface(t.stair).belt_speed_mps = 0.5;
    const Solved up(t.sketch.finish(), 0.1, NoWallCost(), {t.high_exit});
    // Standing: 8 / 1.34 + 4.66476 / 0.5 + 6 / 1.34 = 5.97015 + 9.32952 + 4.47761 = 19.77728 s
    EXPECT_NEAR(up.time(t.lower, {2, 2}), 19.77728, 0.01 * 19.77728);
    const Solved down(t.sketch.finish(), 0.1, NoWallCost(), {t.low_exit});
    EXPECT_TRUE(std::isinf(down.time(t.upper, {18, 2})));

    t.sketch.surface(t.stair).riders = StairSpec::Riders::walk;
    const Solved walking(t.sketch.finish(), 0.1, NoWallCost(), {t.high_exit});
    // 5.97015 + 4.66476 / (0.5 + 0.804) + 4.47761 = 14.02503 s
    EXPECT_NEAR(walking.time(t.lower, {2, 2}), 14.02503, 0.01 * 14.02503);

    // Stopped it is a stair, both ways; the state of the run counts, not that at its start.
    const auto venue = t.sketch.finish();
    RouteState stopped = initial_route_state(*venue);
    stopped.motion[t.stair.row()] = StairSpec::Motion::stopped;
    const Solved still(venue, 0.1, NoWallCost(), {t.low_exit}, stopped);
    EXPECT_NEAR(still.time(t.upper, {18, 2}), 15.42085, 0.01 * 15.42085);
}

TEST(TravelTime, OfARotatedRunningEscalatorStaysUnknownAgainstTheBelt) {
    TwoStoreys t(SurfaceKind::escalator);
    t.sketch.surface(t.stair).motion = StairSpec::Motion::up;
    t.sketch.surface(t.stair).belt_speed_mps = 0.5;
    for (const double angle : {0.2, 0.8, 1.4}) {
        const Vec2 shift{20, 3};
        const Solved down(t.sketch.finish(angle, shift), 0.1, NoWallCost(), {t.low_exit});
        EXPECT_TRUE(std::isinf(down.time(t.upper, moved({18, 2}, angle, shift)))) << angle;
        const Solved up(t.sketch.finish(angle, shift), 0.1, NoWallCost(), {t.high_exit});
        EXPECT_NEAR(up.time(t.lower, moved({2, 2}, angle, shift)), 19.77728, 0.02 * 19.77728) << angle;
    }
}

/// Two rooms side by side, wall at x = 10 with doors at y 1.4..2.6 and 7.4..8.6; exit at the east end of the
/// right room.
struct TwoDoors {
    VenueSketch sketch;
    SurfaceId rooms;
    GateId exit, near_door, far_door;

    TwoDoors() {
        rooms = sketch.floor(rectangle(0, 0, 20, 10));
        sketch.wall(rooms, {10, 0}, {10, 10});
        exit = sketch.exit(rooms, {20, 1.5}, {20, 2.5});
        near_door = sketch.door(rooms, {10, 1.4}, {10, 2.6});
        far_door = sketch.door(rooms, {10, 7.4}, {10, 8.6});
    }
};

TEST(TravelTime, TakesTheOtherDoorWhenOneIsClosed) {
    const TwoDoors t;
    const auto venue = t.sketch.finish();
    const Solved open(venue, 0.1, NoWallCost());
    // Straight through the near door: 11 m.
    EXPECT_NEAR(open.time(t.rooms, {9, 2}), 11.0 / level_mps, 0.005 * 11.0 / level_mps);
    EXPECT_EQ(open.next_gate(t.rooms, {9, 2}), t.near_door.value);

    RouteState state = initial_route_state(*venue);
    state.gate_open[t.near_door.row()] = 0;
    const Solved closed(venue, 0.1, NoWallCost(), {}, state);
    // From (9, 2) round the disc of 0.15 m about the jamb (10, 7.4) to the end (20, 2.25) of the goal line:
    // tangents sqrt(1 + 5.4^2 - 0.0225) = 5.48975 and sqrt(10^2 + 5.15^2 - 0.0225) = 11.24720;
    // turn atan(5.4) + atan(0.515) + asin(0.15 / 5.4918) + asin(0.15 / 11.2482) = 1.38768 + 0.47557 + 0.02732
    // + 0.01334 = 1.90391 rad: arc 0.28559 m. Sum 17.02254 m.
    EXPECT_NEAR(closed.time(t.rooms, {9, 2}), 17.02254 / level_mps, 0.01 * 17.02254 / level_mps);
    EXPECT_EQ(closed.next_gate(t.rooms, {9, 2}), t.far_door.value);

    // Beside the closed door the time belongs to the own side: across it lie 9.9 m against 17 m.
    EXPECT_GT(closed.time(t.rooms, {9.95, 2}), 12.0);
    EXPECT_LT(closed.time(t.rooms, {10.05, 2}), 7.6);
}

TEST(TravelTime, HasNoGoalAtAClosedExit) {
    const TwoDoors t;
    const auto venue = t.sketch.finish();
    RouteState state = initial_route_state(*venue);
    state.gate_open[t.exit.row()] = 0;
    const Solved closed(venue, 0.1, NoWallCost(), {}, state);
    EXPECT_TRUE(std::isinf(closed.time(t.rooms, {15, 5})));
    EXPECT_TRUE(closed.field.goals.empty());
}

TEST(TravelTime, DoesNotComeBackOverAnExit) {
    // An exit line across the middle of a floor: nobody is guided from beyond it, though the floor goes on.
    VenueSketch sketch;
    const SurfaceId s = sketch.floor(rectangle(0, 0, 20, 4));
    sketch.exit(s, {10, 0}, {10, 4});
    const Solved f(sketch.finish(), 0.2);
    EXPECT_NEAR(f.time(s, {5, 2}), 5.0 / level_mps, 0.01);
    EXPECT_TRUE(std::isinf(f.time(s, {15, 2})));
}

TEST(TravelTime, ForWheelchairsAvoidsStairsAndNarrowDoors) {
    TwoDoors t;
    VenueSketch narrow;
    const SurfaceId rooms = narrow.floor(rectangle(0, 0, 20, 10));
    narrow.wall(rooms, {10, 0}, {10, 10});
    narrow.exit(rooms, {20, 1.5}, {20, 2.5});
    const GateId small = narrow.door(rooms, {10, 1.65}, {10, 2.35});
    const GateId wide = narrow.door(rooms, {10, 7.6}, {10, 8.4});
    const Solved walker(narrow.finish(), 0.1, default_field_settings(MobilityClass::ambulant));
    const Solved wheelchair(narrow.finish(), 0.1, default_field_settings(MobilityClass::wheelchair));
    EXPECT_EQ(walker.next_gate(rooms, {9, 2}), small.value);
    EXPECT_EQ(wheelchair.next_gate(rooms, {9, 2}), wide.value);
    EXPECT_EQ(impassable_gates(wheelchair.grid->venue(), default_field_settings(MobilityClass::wheelchair)),
              std::vector<GateId>{small});

    const TwoStoreys storeys;
    const Solved stuck(storeys.sketch.finish(), 0.1, default_field_settings(MobilityClass::wheelchair),
                       {storeys.low_exit});
    EXPECT_TRUE(std::isinf(stuck.time(storeys.upper, {18, 2})));
    EXPECT_FALSE(std::isinf(stuck.time(storeys.lower, {8, 2})));
    const TwoStoreys ramp(SurfaceKind::ramp);
    const Solved rolls(ramp.sketch.finish(), 0.1, default_field_settings(MobilityClass::wheelchair),
                       {ramp.low_exit});
    EXPECT_FALSE(std::isinf(rolls.time(ramp.upper, {18, 2})));
}

TEST(TravelTime, ForWheelchairsAvoidsUndeclaredNarrowGaps) {
    // Two obstacles leave 0.6 m between them: people pass, wheelchairs go round.
    for (const double gap : {0.6, 0.85}) {
        VenueSketch sketch;
        const SurfaceId s = sketch.floor(rectangle(0, 0, 20, 10), {rectangle(9.8, 2, 10.2, 5 - 0.5 * gap),
                                                                   rectangle(9.8, 5 + 0.5 * gap, 10.2, 8)});
        sketch.exit(s, {20, 4}, {20, 6});
        MobilityFieldSettings settings = default_field_settings(MobilityClass::wheelchair);
        settings.wall_cost = 0.0;
        const Solved walker(sketch.finish(), 0.1, NoWallCost());
        const Solved wheelchair(sketch.finish(), 0.1, settings);
        // Straight on 15 m = 11.19 s; round the corner (9.8, 2) it is at least 5.66 + 10.55 m = 12.1 s.
        EXPECT_NEAR(walker.time(s, {5, 5}), 11.194, 0.06);
        if (gap < 0.8)
            EXPECT_GT(wheelchair.time(s, {5, 5}), 12.0);
        else
            EXPECT_NEAR(wheelchair.time(s, {5, 5}), 11.194, 0.06);
    }
}

TEST(TravelTime, OfSeveralExitsIsThatOfTheQuickest) {
    VenueSketch sketch;
    const SurfaceId s = sketch.floor(rectangle(0, 0, 30, 4));
    const GateId west = sketch.exit(s, {0, 4}, {0, 0});
    const GateId east = sketch.exit(s, {30, 0}, {30, 4});
    const Solved f(sketch.finish(), 0.2, NoWallCost());
    EXPECT_NEAR(f.time(s, {10, 2}), 10.0 / level_mps, 0.01);
    EXPECT_NEAR(f.time(s, {25, 2}), 5.0 / level_mps, 0.01);
    EXPECT_EQ(f.next_gate(s, {10, 2}), west.value);
    EXPECT_EQ(f.next_gate(s, {25, 2}), east.value);
}

TEST(TravelTime, IsTheSameInAVenueTurnedByARightAngle) {
    const TwoStoreys t;
    const Vec2 shift{30, 2};
    const double right_angle = std::numbers::pi / 2;
    const MobilityFieldSettings settings = default_field_settings(MobilityClass::ambulant);
    const Solved straight(t.sketch.finish(), 0.1, settings, {t.low_exit});
    const Solved turned(t.sketch.finish(right_angle, shift), 0.1, settings, {t.low_exit});
    for (double x = 14.3; x < 19.9; x += 0.61)
        for (double y = 0.3; y < 3.9; y += 0.43) {
            const Vec2 p{x, y};
            // Where the front is flat, rounding decides between first and second order: below 0.1 % of the
            // time.
            const double time = straight.time(t.upper, p);
            EXPECT_NEAR(time, turned.time(t.upper, moved(p, right_angle, shift)), 1e-3 * time);
        }
}

TEST(TravelTime, IsTheSameBitForBitOnSeveralThreads) {
    const TwoDoors t;
    const auto venue = t.sketch.finish(0.3, {5, 5});
    const Solved reference(venue, 0.1, default_field_settings(MobilityClass::ambulant));
    std::vector<TravelTimeField> fields(3);
    std::vector<std::thread> threads;
    const std::vector<GateId> exits{t.exit};
    const RouteState state = initial_route_state(*venue);
    for (TravelTimeField& field : fields)
        threads.emplace_back([&] {
            field = solve_travel_time(*reference.grid, default_field_settings(MobilityClass::ambulant), state,
                                      exits);
        });
    for (std::thread& thread : threads) thread.join();
    for (const TravelTimeField& field : fields) {
        EXPECT_EQ(field.time_s, reference.field.time_s);
        EXPECT_EQ(field.next_gate, reference.field.next_gate);
    }
}

}  // namespace
}  // namespace wayout::test
