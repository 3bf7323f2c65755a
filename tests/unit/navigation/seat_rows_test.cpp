#include "field_fixture.hpp"
#include "navigation/reachability.hpp"
#include "seat_block.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace wayout::test {
namespace {

const Vec2 shift{12, 3};

class SeatRows : public testing::TestWithParam<double> {};

TEST_P(SeatRows, OfFortyCentimetresAreWaysAtEveryRotation) {
    const double angle = GetParam() * std::numbers::pi / 180.0;
    const SeatBlock block(0.4);
    const Solved s(block.sketch.finish(angle, shift), 0.0);
    EXPECT_EQ(s.grid->cell_m(), 0.1);
    const auto time = [&](Vec2 p) { return s.time(block.hall, moved(p, angle, shift)); };
    for (int row = 0; row < SeatBlock::row_count; ++row) {
        for (double along = 0.05; along < 5.0; along += 0.1)
            ASSERT_TRUE(std::isfinite(time(block.in_row(row, along)))) << row << " " << along;
        for (int seat = 0; seat < 10; ++seat)
            ASSERT_TRUE(std::isfinite(time(block.on_seat(row, seat)))) << row << " " << seat;
        if (row == 0)
            continue;  // its front is open floor
        // Shuffling at 0.5 m/s: from 2 m to 1 m from the left end takes 1 / 0.5 = 2 s. Only four cells lie
        // across a row: askew, those at its edges lack a neighbour and hold the front up, by up to 5 % at 45
        // degrees.
        const double tolerance = GetParam() == 0.0 ? 0.01 : 0.1;
        EXPECT_NEAR(time(block.in_row(row, 2.0)) - time(block.in_row(row, 1.0)), 2.0, tolerance) << row;
        EXPECT_NEAR(time(block.in_row(row, 3.0)) - time(block.in_row(row, 4.0)), 2.0, tolerance) << row;
    }
    EXPECT_TRUE(find_unreachable_regions(*s.grid, s.field).empty());
}

TEST_P(SeatRows, OfTwentyCentimetresAreNoWays) {
    const double angle = GetParam() * std::numbers::pi / 180.0;
    const SeatBlock block(0.2);
    const Solved s(block.sketch.finish(angle, shift), 0.1);
    const auto time = [&](Vec2 p) { return s.time(block.hall, moved(p, angle, shift)); };
    EXPECT_TRUE(std::isfinite(time({0.6, 4})));
    for (int row = 1; row < SeatBlock::row_count; ++row) {
        EXPECT_TRUE(std::isinf(time(block.in_row(row, 2.5)))) << row;
        EXPECT_TRUE(std::isinf(time(block.on_seat(row, 4)))) << row;
    }
    EXPECT_EQ(find_unreachable_regions(*s.grid, s.field).size(), 4U);
}

TEST_P(SeatRows, AreLeftStraightAheadFromTheSeat) {
    const double angle = GetParam() * std::numbers::pi / 180.0;
    const SeatBlock block(0.4);
    const Solved s(block.sketch.finish(angle, shift), 0.1);
    const Vec2 ahead = moved({0, -1}, angle, {});
    for (int seat = 0; seat < 10; ++seat) {
        const Vec2 p = moved(block.on_seat(2, seat), angle, shift);
        EXPECT_TRUE(in_seat_row(*s.grid, block.hall, p));
        const Guidance g = guide(*s.grid, s.field, block.hall, p, 0.2);
        // Within 60 degrees of straight ahead: over the own front edge, 0.23 m away, before the neighbour's
        // seat, 0.5 m away.
        EXPECT_GT(dot(g.direction, ahead), 0.5) << seat;
    }
}

TEST_P(SeatRows, AreFollowedToTheNearerAisle) {
    const double angle = GetParam() * std::numbers::pi / 180.0;
    const SeatBlock block(0.4);
    const Solved s(block.sketch.finish(angle, shift), 0.1);
    for (const auto& [along, way] : {std::pair{1.5, Vec2{-1, 0}}, std::pair{3.5, Vec2{1, 0}}}) {
        const Guidance g =
            guide(*s.grid, s.field, block.hall, moved(block.in_row(1, along), angle, shift), 0.2);
        // Both walls are 0.2 m away: within 10 degrees of the row.
        EXPECT_GT(dot(g.direction, moved(way, angle, {})), 0.985) << along;
    }
}

INSTANTIATE_TEST_SUITE_P(Rotation, SeatRows, testing::Values(0.0, 17.0, 45.0),
                         [](const auto& p) { return std::to_string(static_cast<int>(p.param)); });

TEST(SeatRow, IsNoWayForWheelchairs) {
    const SeatBlock block(0.4);
    const Solved s(block.sketch.finish(), 0.1, default_field_settings(MobilityClass::wheelchair));
    EXPECT_TRUE(std::isinf(s.time(block.hall, block.in_row(1, 2.5))));
    EXPECT_TRUE(std::isfinite(s.time(block.hall, {0.6, 4})));
}

TEST(Seats, AreNeverEnteredOnTheWay) {
    // Nothing behind the last row: still nobody's route leads over the seats of the rows in front.
    const SeatBlock block(0.4);
    const Solved s(block.sketch.finish(), 0.1);
    for (int row = 0; row < SeatBlock::row_count; ++row) {
        const CellIndex c = s.grid->locate(block.hall, block.on_seat(row, 5));
        EXPECT_TRUE(s.grid->is(c, NavigationGrid::seat));
        EXPECT_TRUE(s.grid->is(c, NavigationGrid::soft));
        EXPECT_TRUE(s.grid->is(s.grid->locate(block.hall, block.in_row(row, 2.5)), NavigationGrid::seat_row));
        // On a seat the way out begins in the own row: longer than from the row itself by at most 0.43 m at a
        // quarter of a m/s.
        const double row_time = s.time(block.hall, block.in_row(row, 2.75));
        const double seat_time = s.time(block.hall, block.on_seat(row, 5));
        EXPECT_GT(seat_time, row_time);
        EXPECT_LT(seat_time, row_time + 2.0);
    }
    EXPECT_FALSE(s.grid->is(s.grid->locate(block.hall, {0.6, 4.0}), NavigationGrid::seat));
    EXPECT_FALSE(s.grid->is(s.grid->locate(block.hall, {3.7, 7.5}), NavigationGrid::seat));
}

}  // namespace
}  // namespace wayout::test
