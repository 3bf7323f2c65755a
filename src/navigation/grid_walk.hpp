/// Straight lines over the cells of a navigation grid.
#pragma once

#include "navigation/navigation_grid.hpp"
#include "navigation/travel_time_field.hpp"

#include <cmath>
#include <cstdint>
#include <limits>

namespace wayout {

/// Which cells a straight line may lead over.
struct WalkRule {
    /// Length over soft cells that is allowed before the first free one: the way out of a corner, never into
    /// one.
    double max_soft_start_m{0.3};
    /// Cells closer to a wall are avoided, except in seat rows; NavigationGrid::wall_units().
    std::uint8_t min_wall_units{0};
    bool soft_anywhere{false};
    /// Nor free cells from which the way takes longer than this.
    float latest_s{std::numeric_limits<float>::infinity()};
};

/// The cell that holds `to` on the straight line from `from` (in or near the cell `c`), link by link over
/// open gates and joints; no_cell when a wall, a closed gate or a cell against the rule lies between.
inline CellIndex walk_straight(const NavigationGrid& grid, const TravelTimeField& field, CellIndex c,
                               Vec2 from, Vec2 to, const WalkRule& rule) {
    LatticePoint at = grid.lattice(c);
    const LatticePoint end = grid.lattice_point(to);
    if (at == end)
        return c;
    // When a wall hid the square that holds `from`, the line starts in the centre of the cell that stands for
    // it.
    if (grid.lattice_point(from) != at)
        from = grid.centre(c);
    const Vec2 way = to - from;
    const bool east = way.x > 0.0;
    const bool north = way.y > 0.0;
    const double h = grid.cell_m();
    constexpr double never = std::numeric_limits<double>::infinity();
    // Parameter on the line at which it leaves the present column and row (Amanatides and Woo 1987).
    const Vec2 centre = grid.centre(c);
    const double column_step = way.x != 0.0 ? h / std::abs(way.x) : never;
    const double row_step = way.y != 0.0 ? h / std::abs(way.y) : never;
    double next_column = way.x != 0.0 ? (centre.x + (east ? 0.5 : -0.5) * h - from.x) / way.x : never;
    double next_row = way.y != 0.0 ? (centre.y + (north ? 0.5 : -0.5) * h - from.y) / way.y : never;

    // A line crosses at most length x sqrt(2) / h + 1 cell borders.
    bool may_be_soft = rule.soft_anywhere || grid.is(c, NavigationGrid::soft);
    int soft_left = static_cast<int>(rule.max_soft_start_m * std::sqrt(2.0) / h) + 1;
    while (at != end) {
        const bool along_row = at.row == end.row || (at.column != end.column && next_column <= next_row);
        LatticeDirection d{};
        if (along_row) {
            d = east ? LatticeDirection::east : LatticeDirection::west;
            at.column += east ? 1 : -1;
            next_column += column_step;
        } else {
            d = north ? LatticeDirection::north : LatticeDirection::south;
            at.row += north ? 1 : -1;
            next_row += row_step;
        }
        const CellIndex n = grid.neighbour(c, d);
        if (n == no_cell || !link_is_open(grid, field, c, d))
            return no_cell;
        c = n;
        const std::uint16_t flags = grid.flags(c);
        if ((flags & NavigationGrid::soft) != 0) {
            if (!may_be_soft || (!rule.soft_anywhere && --soft_left < 0))
                return no_cell;
            continue;
        }
        may_be_soft = rule.soft_anywhere;
        if (rule.latest_s < std::numeric_limits<float>::infinity() &&
            field.time_s[static_cast<std::size_t>(c)] > rule.latest_s)
            return no_cell;
        if (grid.wall_units(c) < rule.min_wall_units && (flags & NavigationGrid::seat_row) == 0)
            return no_cell;
    }
    return c;
}

}  // namespace wayout
