#include "navigation/seat_row_field.hpp"

#include "field_fixture.hpp"
#include "seat_block.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

namespace wayout::test {
namespace {

/// At the end of which aisle the exit is that people head for.
enum class ExitSide { west, east };

std::shared_ptr<const Venue> block_with_one_exit(ExitSide side) {
    SeatBlock block(0.4);
    const double x = side == ExitSide::east ? 6.4 : 0.2;
    block.sketch.exit(block.hall, {x, 0}, {x + 0.8, 0});
    return block.sketch.finish();
}

/// The field of that exit alone (not of the one in the middle) and the ways out of the rows, with cells of
/// 0.1 m whose centres lie at 0.05, 0.15, ... m.
struct Rows : Solved {
    explicit Rows(ExitSide side)
        : Solved(block_with_one_exit(side), 0.1, NoWallCost(), {GateId(1)}), rows(solve_seat_rows(*grid)) {}

    Vec2 aisle_from(Vec2 p) const {
        const CellIndex aisle = rows.aisle_from(*grid, grid->locate(SurfaceId(0), p));
        return aisle == no_cell ? Vec2{std::nan(""), std::nan("")} : grid->centre(aisle);
    }
    double to_aisle_s(Vec2 p) const {
        return static_cast<double>(travel_time_s(*grid, rows.field, SurfaceId(0), p));
    }
    double by_aisle_s(Vec2 p) const {
        return static_cast<double>(
            travel_time_by_aisle_s(*grid, field, place_on_way(*grid, rows, SurfaceId(0), p)));
    }

    SeatRowField rows;
};

// Ten seats of 0.5 m from x = 1.2 to 6.2; the aisle cells beside the ends have their centres at 1.15
// and 6.25, the middle of the row is at 3.7.
constexpr double west_aisle_x = 1.15;
constexpr double east_aisle_x = 6.25;
// Cells are numbered from a corner that is off by half of 0.1 mm.
constexpr double place_tolerance_m = 1e-3;

TEST(SeatRowField, SendsEverybodyToTheNearestAisleWhateverTheExit) {
    const SeatBlock block(0.4);
    for (const ExitSide side : {ExitSide::west, ExitSide::east}) {
        const Rows s(side);
        for (int row = 1; row < SeatBlock::row_count; ++row) {
            for (int seat = 1; seat < 9; ++seat) {
                // Seats 1..4 are west of the middle. Those at the ends are within 0.4 m of the aisle.
                const double aisle_x = seat < 5 ? west_aisle_x : east_aisle_x;
                EXPECT_NEAR(s.aisle_from(block.on_seat(row, seat)).x, aisle_x, place_tolerance_m)
                    << row << " " << seat;
                EXPECT_NEAR(s.aisle_from(block.in_row(row, 0.25 + 0.5 * seat)).x, aisle_x, place_tolerance_m)
                    << row << " " << seat;
            }
        }
        // Control: half a metre before the middle the field of the exit alone goes the other way. Row 2, exit
        // in the east, x = 3.2: (6.25 - 3.2) / 0.5 + 4 m / 1.34 m/s = 9.1 s against (3.2 - 1.15) / 0.5 and
        // 7.85 m round the block / 1.34 m/s = 10.0 s.
        const double towards_exit = side == ExitSide::east ? 1.0 : -1.0;
        const Vec2 before_middle{3.7 - 0.5 * towards_exit, 4.0};
        const Vec2 further = before_middle + Vec2{0.2 * towards_exit, 0};
        EXPECT_LT(s.time(block.hall, further), s.time(block.hall, before_middle));
        EXPECT_GT(s.to_aisle_s(further), s.to_aisle_s(before_middle));
    }
}

TEST(SeatRowField, TellsTheTimeOfShufflingToTheAisle) {
    const SeatBlock block(0.4);
    const Rows s(ExitSide::east);
    // (x - 1.15) / 0.5 m/s up to the middle and (6.25 - x) / 0.5 m/s beyond it. The field is exact along a
    // row, since all cells across it are equally far; 1 ms for floats and the offset of the cells.
    for (const double x : {1.75, 2.7, 3.45}) {
        EXPECT_NEAR(s.to_aisle_s({x, block.in_row(1, 0).y}), (x - west_aisle_x) / 0.5, 1e-3) << x;
        EXPECT_NEAR(s.to_aisle_s({7.4 - x, block.in_row(3, 0).y}), (x - west_aisle_x) / 0.5, 1e-3) << x;
    }
    // Off a seat the way into the row comes on top, at a quarter of a metre per second: at most 0.23 m to the
    // edge of the seats and 0.4 m across the row, and no less than 0.13 m (cells are 0.1 m).
    for (int seat = 1; seat < 9; ++seat) {
        const double in_row = s.to_aisle_s(block.in_row(2, 0.25 + 0.5 * seat));
        const double on_seat = s.to_aisle_s(block.on_seat(2, seat));
        EXPECT_GT(on_seat, in_row + 0.13 / 0.5) << seat;
        EXPECT_LT(on_seat, in_row + 0.63 / 0.25) << seat;
    }
    EXPECT_TRUE(std::isinf(s.to_aisle_s({0.6, 7.5}))) << "aisles and open floor belong to no row";
}

TEST(SeatRowField, AddsTheWayFromTheAisleToTheExit) {
    const SeatBlock block(0.4);
    const Rows s(ExitSide::east);
    // Row 2, y = 4.0, x = 4.7: (6.25 - 4.7) / 0.5 = 3.1 s to the aisle. From (6.25, 4) straight to the exit's
    // near end, which is 6.4 m + 0.25 m for a body: hypot(0.4, 4.0) / 1.34 = 3.00 s. The grid keeps 0.15 m or
    // more off the seats: 2 %.
    EXPECT_NEAR(s.by_aisle_s({4.7, 4.0}), 3.1 + 3.00, 0.06);
    // On the other side of the middle: 3.1 s to the west aisle, then round the front of the block,
    // (1.15, 4) -> (1.15, 2) -> (6.65, 0): (2.00 + 5.85) / 1.34 = 5.86 s; again 2 % of it.
    EXPECT_NEAR(s.by_aisle_s({2.7, 4.0}), 3.1 + 5.86, 0.12);
    // Nobody in a row: the field of the exit alone.
    EXPECT_EQ(s.by_aisle_s({6.8, 5.0}), s.time(block.hall, {6.8, 5.0}));
}

TEST(SeatRowField, RanksThoseInARowByTheWayToTheirAisle) {
    const SeatBlock block(0.4);
    const Rows s(ExitSide::east);
    // Whoever is nearer to the aisle goes first, on both sides of the middle, also where the exit lies
    // behind the back of those who leave: 0.5 m are 1 s. Seats of another row: another way to the exit.
    for (int seat = 1; seat < 4; ++seat) {
        const double along = 0.25 + 0.5 * seat;
        EXPECT_NEAR(s.by_aisle_s(block.in_row(2, along + 0.5)) - s.by_aisle_s(block.in_row(2, along)), 1.0,
                    1e-3);
        EXPECT_NEAR(s.by_aisle_s(block.in_row(2, 4.5 - along)) - s.by_aisle_s(block.in_row(2, 5.0 - along)),
                    1.0, 1e-3);
    }
    // Control: the field of the exit alone ranks those left of the middle the other way round.
    EXPECT_LT(s.time(block.hall, block.in_row(2, 2.25)), s.time(block.hall, block.in_row(2, 1.75)));
}

TEST(SeatRowField, LetsTheFirstRowWalkStraightOnToOpenFloor) {
    const SeatBlock block(0.4);
    const Rows s(ExitSide::east);
    for (int seat = 1; seat < 9; ++seat) {  // the two at the ends are as near to the aisles
        const Vec2 p = block.in_row(0, 0.25 + 0.5 * seat);
        // 0.25 m to the first cell beyond the clear way, and never 0.4 m: the field of the exit counts at
        // once.
        EXPECT_NEAR(s.to_aisle_s(p), 0.25 / 0.5, 0.01) << seat;
        EXPECT_TRUE(std::isnan(s.aisle_from(p).x)) << seat;
    }
}

TEST(SeatRowField, TakesNoGapBetweenTheSeatsAndAWallForAnAisle) {
    const auto aisle_x = [](double gap_m) {
        SeatBlock block(0.4);
        block.sketch.wall(block.hall, {SeatBlock::right + gap_m, 0}, {SeatBlock::right + gap_m, 8});
        const std::shared_ptr<const NavigationGrid> grid =
            build_navigation_grid(block.sketch.finish(), {0.1}).value();
        const SeatRowField rows = solve_seat_rows(*grid);
        const CellIndex aisle = rows.aisle_from(*grid, grid->locate(block.hall, block.in_row(2, 4.0)));
        return grid->centre(aisle).x;
    };
    EXPECT_NEAR(aisle_x(0.3), west_aisle_x, place_tolerance_m);
    EXPECT_NEAR(aisle_x(1.0), east_aisle_x, place_tolerance_m);  // control
}

TEST(SeatRowField, KnowsNoWayOutOfARowWithoutAnAisle) {
    SeatBlock block(0.4);
    for (const double x : {SeatBlock::left, SeatBlock::right})
        block.sketch.wall(block.hall, {x, SeatBlock::front_y(2)}, {x, SeatBlock::front_y(3)});
    const std::shared_ptr<const NavigationGrid> grid =
        build_navigation_grid(block.sketch.finish(), {0.1}).value();
    const SeatRowField rows = solve_seat_rows(*grid);
    for (const double along : {0.5, 2.5, 4.5}) {
        EXPECT_FALSE(rows.covers(*grid, grid->locate(block.hall, block.in_row(2, along)))) << along;
        EXPECT_TRUE(rows.covers(*grid, grid->locate(block.hall, block.in_row(3, along)))) << along;
    }
}

TEST(SeatRowField, IsEmptyWithoutRows) {
    VenueSketch sketch;
    const SurfaceId hall = sketch.floor(rectangle(0, 0, 6, 6));
    sketch.exit(hall, {2, 0}, {4, 0});
    const Solved s(sketch.finish(), 0.1);
    const SeatRowField rows = solve_seat_rows(*s.grid);
    EXPECT_TRUE(rows.way_out.empty());
    EXPECT_FALSE(rows.covers(*s.grid, s.grid->locate(hall, {3, 3})));
    EXPECT_EQ(static_cast<double>(
                  travel_time_by_aisle_s(*s.grid, s.field, place_on_way(*s.grid, rows, hall, {3, 3}))),
              s.time(hall, {3, 3}));
}

}  // namespace
}  // namespace wayout::test
