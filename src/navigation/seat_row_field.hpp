/// The way out of rows of fixed seats: to the nearest aisle, whatever the exit.
///
/// In a row nobody can pass anybody who walks the other way. If each followed the field of an own exit, two
/// neighbours could head for different aisles and hold each other up for ever. So everybody in a row walks to
/// the aisle that is nearest from the seat: both halves of a row walk outwards and nobody meets anybody.
/// (Seats near an aisle empty towards it: Imanishi & Sano 2019, abstract; that people never prefer the
/// farther aisle is our simplification.)
#pragma once

#include "core/large_vector.hpp"
#include "navigation/navigation_grid.hpp"
#include "navigation/travel_time_field.hpp"
#include "navigation/walking_speed.hpp"

#include <algorithm>

namespace wayout {

struct SeatRowField {
    /// Time to the aisle at seat_row_speed_mps; +inf outside rows and in rows without an aisle.
    TravelTimeField field;
    /// [CellIndex] the aisle cell at which the way out of the row ends; no_cell where the time is unknown.
    /// Empty: no rows.
    LargeVector<CellIndex> way_out;

    /// Less than this before the aisle, 0.4 m, the field of the exit counts again, so that nobody is sent
    /// back into the row. The clear way in front of the first row is left at once in this way.
    static constexpr float at_aisle_s = static_cast<float>(0.4 / seat_row_speed_mps);

    /// Whether a cell belongs to a row from which an aisle can be reached.
    bool covers(const NavigationGrid& grid, CellIndex c) const {
        return !way_out.empty() && (grid.flags(c) & (NavigationGrid::seat_row | NavigationGrid::seat)) != 0 &&
               way_out[static_cast<std::size_t>(c)] != no_cell;
    }
    /// The aisle cell to which somebody at a cell of a row or a seat walks; no_cell elsewhere.
    CellIndex aisle_from(const NavigationGrid& grid, CellIndex c) const {
        return covers(grid, c) && field.time_s[static_cast<std::size_t>(c)] > at_aisle_s
                   ? way_out[static_cast<std::size_t>(c)]
                   : no_cell;
    }
};

/// First-order fast marching over the cells of rows and seats. An aisle is free floor that goes on straight
/// from the row for at least `least_aisle_m`, a body's width and more (our choice): a gap between the last
/// seat and a wall is none.
SeatRowField solve_seat_rows(const NavigationGrid& grid, double least_aisle_m = 0.45);

/// A place as all fields know it: to be looked up once by whoever asks several.
struct PlaceOnWay {
    Vec2 position;
    CellIndex cell{no_cell};
    CellIndex aisle{no_cell};  ///< at which the way out of the row ends; no_cell: in no row
    float to_aisle_s{0.0F};
};
PlaceOnWay place_on_way(const NavigationGrid& grid, const SeatRowField& rows, SurfaceId surface,
                        Vec2 position);

/// Remaining time to the goals of `field` by way of the aisle for those in a row, as travel_time_s() for all
/// others.
float travel_time_by_aisle_s(const NavigationGrid& grid, const TravelTimeField& field,
                             const PlaceOnWay& place);
/// Asks for what that will read, so that the waits for several fields overlap.
inline void prefetch_travel_time(const TravelTimeField& field, const PlaceOnWay& place) {
    if (place.cell == no_cell)
        return;
    const CellIndex c = place.aisle != no_cell ? place.aisle : place.cell;
    __builtin_prefetch(field.time_s.data() + c);
    if (place.aisle != no_cell)
        return;
    // The rows of cells above and below; between them they lie on the one or two lines that will be read.
    constexpr CellIndex cells_of_row = 8;
    __builtin_prefetch(field.time_s.data() + std::max(0, c - cells_of_row));
    __builtin_prefetch(field.time_s.data() + c + cells_of_row);
}
/// Whether that time is known: asks for less.
bool has_way_by_aisle(const NavigationGrid& grid, const TravelTimeField& field, const SeatRowField& rows,
                      SurfaceId surface, Vec2 position);

}  // namespace wayout
