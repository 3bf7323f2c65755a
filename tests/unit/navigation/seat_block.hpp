/// A block of seat rows between two aisles, drawn by hand.
#pragma once

#include "venue_sketch.hpp"

namespace wayout::test {

/// Floor 7.4 m x 8 m. Rows of ten seats (5 m), x 1.2..6.2, first clear way at y = 2, pitch 0.9 m; aisles
/// of 1.2 m left and right, exit 2 m wide in the middle of the south side. The stage is in the south; in
/// front of the first row the floor is open.
struct SeatBlock {
    static constexpr int row_count = 5;
    static constexpr double left = 1.2;
    static constexpr double right = 6.2;
    static constexpr double pitch_m = 0.9;
    VenueSketch sketch;
    SurfaceId hall;
    double clear_m;

    static double front_y(int row) { return 2.0 + row * pitch_m; }
    /// Middle of the clear way, `from_left` metres along the row.
    Vec2 in_row(int row, double from_left) const { return {left + from_left, front_y(row) + 0.5 * clear_m}; }
    /// Centre of somebody who sits.
    Vec2 on_seat(int row, int seat) const {
        return {left + 0.25 + 0.5 * seat, front_y(row) + clear_m + 0.23};
    }

    explicit SeatBlock(double clear_width_m) : clear_m(clear_width_m) {
        hall = sketch.floor(rectangle(0, 0, 7.4, 8));
        sketch.exit(hall, {2.7, 0}, {4.7, 0});
        for (int row = 0; row < row_count; ++row) {
            const double y = front_y(row);
            sketch.seat_row(hall, rectangle(left, y, right, y + clear_m), clear_m);
            // Left of a -> b is the clear way.
            sketch.seat_front(hall, {right, y + clear_m}, {left, y + clear_m});
            sketch.wall(hall, {left, y + pitch_m}, {right, y + pitch_m});
            sketch.wall(hall, {left, y + clear_m}, {left, y + pitch_m});
            sketch.wall(hall, {right, y + clear_m}, {right, y + pitch_m});
        }
    }
};

}  // namespace wayout::test
