#include "navigation/seat_row_field.hpp"

#include "navigation/eikonal.hpp"
#include "navigation/front_queue.hpp"
#include "navigation/guidance.hpp"

#include <cmath>

namespace wayout {

namespace {

/// Stepping out of a seat or off the edge of the clear way, in times of the pace along its middle; as in the
/// fields of exits. Our choice.
constexpr double beside_pace_factor = 2.0;

class SeatRowSolver {
public:
    SeatRowSolver(const NavigationGrid& grid, double least_aisle_m)
        : grid_(grid),
          aisle_cells_(static_cast<int>(std::ceil(least_aisle_m / grid.cell_m()))),
          queue_(grid.cell_m() / seat_row_speed_mps) {}

    SeatRowField solve() && {
        const std::size_t count = grid_.cell_count();
        out_.field.time_s.assign(count, TravelTimeField::unknown);
        out_.field.next_gate.assign(count, -1);
        out_.field.passable.assign(grid_.venue().gates.size(), 1);
        out_.way_out.assign(count, no_cell);
        accepted_.assign(count, 0);
        for (std::size_t i = 0; i < count; ++i)
            if (const auto c = static_cast<CellIndex>(i); is_row(c))
                start_beside(c);
        while (!queue_.empty()) {
            const FrontKey key = queue_.pop();
            const CellIndex c = key.cell();
            if (accepted_[cell_row(c)] != 0 || key.time() > out_.field.time_s[cell_row(c)])
                continue;
            accepted_[cell_row(c)] = 1;
            for (const CellIndex n : grid_.neighbours(c))
                if (n != no_cell && accepted_[cell_row(n)] == 0 && pace_factor(n) > 0.0)
                    update(n, c);
        }
        return std::move(out_);
    }

private:
    bool is_row(CellIndex c) const {
        return grid_.is(c, NavigationGrid::seat_row) && !grid_.is(c, NavigationGrid::soft);
    }

    /// Time against that along the middle of the clear way; 0: not part of a row.
    double pace_factor(CellIndex c) const {
        if (is_row(c))
            return 1.0;
        const bool beside = (grid_.flags(c) & (NavigationGrid::seat | NavigationGrid::seat_row)) != 0;
        return beside ? beside_pace_factor : 0.0;
    }

    bool is_floor(CellIndex c) const {
        return (grid_.flags(c) & (NavigationGrid::seat_row | NavigationGrid::seat | NavigationGrid::soft)) ==
               0;
    }

    void start_beside(CellIndex in_row) {
        for (const LatticeDirection d : lattice_directions) {
            const CellIndex c = grid_.neighbour(in_row, d);
            if (c == no_cell || out_.way_out[cell_row(c)] != no_cell || !opens_into_aisle(c, d))
                continue;
            out_.field.time_s[cell_row(c)] = 0.0F;
            out_.way_out[cell_row(c)] = c;
            queue_.push({0.0F, c});
        }
    }

    bool opens_into_aisle(CellIndex c, LatticeDirection d) const {
        for (int k = 0; k < aisle_cells_; ++k, c = grid_.neighbour(c, d))
            if (c == no_cell || !is_floor(c))
                return false;
        return true;
    }

    /// The earlier of the two accepted neighbours on an axis.
    CellIndex earlier(CellIndex c, LatticeDirection positive, LatticeDirection negative) const {
        CellIndex best = no_cell;
        for (const LatticeDirection d : {positive, negative}) {
            const CellIndex n = grid_.neighbour(c, d);
            if (n != no_cell && accepted_[cell_row(n)] != 0 &&
                (best == no_cell || out_.field.time_s[cell_row(n)] < out_.field.time_s[cell_row(best)]))
                best = n;
        }
        return best;
    }

    void update(CellIndex c, CellIndex from) {
        const double h = grid_.cell_m();
        const double slowness = pace_factor(c) / seat_row_speed_mps;
        const CellIndex x = earlier(c, LatticeDirection::east, LatticeDirection::west);
        const CellIndex y = earlier(c, LatticeDirection::north, LatticeDirection::south);
        const auto axis = [&](CellIndex n) {
            return first_order_axis(double{out_.field.time_s[cell_row(n)]}, h);
        };
        const double t = x != no_cell && y != no_cell ? eikonal_update(axis(x), axis(y), h, slowness)
                                                      : eikonal_update(axis(x != no_cell ? x : y), slowness);
        const auto time = static_cast<float>(t);
        if (time >= out_.field.time_s[cell_row(c)])
            return;
        out_.field.time_s[cell_row(c)] = time;
        out_.way_out[cell_row(c)] = out_.way_out[cell_row(from)];
        queue_.push({time, c});
    }

    const NavigationGrid& grid_;
    int aisle_cells_;
    SeatRowField out_;
    std::vector<std::uint8_t> accepted_;
    FrontQueue queue_;
};

}  // namespace

SeatRowField solve_seat_rows(const NavigationGrid& grid, double least_aisle_m) {
    if (grid.venue().seat_rows.empty())
        return {};
    return SeatRowSolver(grid, least_aisle_m).solve();
}

PlaceOnWay place_on_way(const NavigationGrid& grid, const SeatRowField& rows, SurfaceId surface,
                        Vec2 position) {
    PlaceOnWay place{.position = position, .cell = grid.locate(surface, position)};
    if (place.cell == no_cell)
        return place;
    place.aisle = rows.aisle_from(grid, place.cell);
    if (place.aisle != no_cell)
        place.to_aisle_s = travel_time_from(grid, rows.field, place.cell, position);
    return place;
}

float travel_time_by_aisle_s(const NavigationGrid& grid, const TravelTimeField& field,
                             const PlaceOnWay& place) {
    if (place.cell == no_cell)
        return TravelTimeField::unknown;
    if (place.aisle == no_cell)
        return travel_time_from(grid, field, place.cell, place.position);
    return place.to_aisle_s + field.time_s[cell_row(place.aisle)];
}

bool has_way_by_aisle(const NavigationGrid& grid, const TravelTimeField& field, const SeatRowField& rows,
                      SurfaceId surface, Vec2 position) {
    const CellIndex c = grid.locate(surface, position);
    if (c == no_cell)
        return false;
    const auto is_known = [](const TravelTimeField& f, CellIndex cell) {
        return f.time_s[cell_row(cell)] < TravelTimeField::unknown;
    };
    const CellIndex aisle = rows.aisle_from(grid, c);
    return aisle == no_cell ? is_known(field, c) : is_known(rows.field, c) && is_known(field, aisle);
}

}  // namespace wayout
