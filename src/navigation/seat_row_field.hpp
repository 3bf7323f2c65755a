/// The way out of rows of fixed seats: to the nearest aisle, whatever the exit.
///
/// In a row nobody can pass anybody who walks the other way. If each followed the field of an own exit, two
/// neighbours could head for different aisles and hold each other up for ever. So everybody in a row walks to
/// the aisle that is nearest from the seat: both halves of a row walk outwards and nobody meets anybody.
/// (Seats near an aisle empty towards it: Imanishi & Sano 2019, abstract; that people never prefer the
/// farther aisle is our simplification.)
#pragma once

#include "navigation/navigation_grid.hpp"
#include "navigation/travel_time_field.hpp"

#include <vector>

namespace wayout {

struct SeatRowField {
    /// Time to the aisle at seat_row_speed_mps; +inf outside rows and in rows without an aisle.
    TravelTimeField field;
    /// [CellIndex] the aisle cell at which the way out of the row ends; no_cell where the time is unknown.
    /// Empty: no rows.
    std::vector<CellIndex> way_out;

    /// The aisle cell to which somebody at a cell of a row or a seat walks; no_cell elsewhere, and if there
    /// is none.
    CellIndex aisle_from(const NavigationGrid& grid, CellIndex c) const {
        const bool in_row =
            !way_out.empty() && (grid.flags(c) & (NavigationGrid::seat_row | NavigationGrid::seat)) != 0;
        return in_row ? way_out[static_cast<std::size_t>(c)] : no_cell;
    }
};

/// First-order fast marching over the cells of rows and seats. An aisle is free floor beside a row that is
/// wide enough for a body: somewhere within `aisle_reach_m` the nearest wall is at least `aisle_half_width_m`
/// away. A gap between the last seat and a wall is none.
SeatRowField solve_seat_rows(const NavigationGrid& grid, double aisle_half_width_m = 0.25,
                             double aisle_reach_m = 0.6);

/// Remaining time to the goals of `field` by way of the aisle for those in a row, as travel_time_s() for all
/// others.
float travel_time_by_aisle_s(const NavigationGrid& grid, const TravelTimeField& field,
                             const SeatRowField& rows, SurfaceId surface, Vec2 position);

}  // namespace wayout
