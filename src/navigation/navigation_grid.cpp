#include "navigation/navigation_grid.hpp"

#include <algorithm>

namespace wayout {

CellIndex NavigationGrid::cell_beyond_joint(SurfaceId surface, LatticePoint p) const {
    const std::vector<CellBeyond>& beyond = maps_[surface.row()].beyond;
    const auto found =
        std::lower_bound(beyond.begin(), beyond.end(), p, [](const CellBeyond& a, LatticePoint b) {
            return a.at.row != b.row ? a.at.row < b.row : a.at.column < b.column;
        });
    return found != beyond.end() && found->at == p ? found->cell : no_cell;
}

CellIndex NavigationGrid::locate_beside_walls(SurfaceId surface, Vec2 p) const {
    // Closer to its centre than any wall: no wall can be between.
    const CellIndex own = cell_at(surface, lattice_point(p));
    if (own != no_cell && wall_units(own) >= clear_units_)
        return own;
    const WallBins& walls = walls_[surface.row()];
    // Nearer than all others by more than rounding.
    if (own != no_cell) {
        const Vec2 q = centre(own);
        const double nearest_m = (0.5 - 1e-6) * cell_m_;
        if (std::abs(q.x - p.x) < nearest_m && std::abs(q.y - p.y) < nearest_m && !walls.blocked(p, q))
            return own;
    }
    constexpr std::int32_t reach = 2;
    const LatticePoint middle = lattice_point(p);
    // By distance; of equally near centres the one of the lower row, then column.
    CellIndex best = no_cell;
    double best_squared = 0.0;
    for (std::int32_t dr = -reach; dr <= reach; ++dr)
        for (std::int32_t dc = -reach; dc <= reach; ++dc) {
            const CellIndex c = cell_at(surface, {middle.column + dc, middle.row + dr});
            if (c == no_cell)
                continue;
            const Vec2 q = centre(c);
            const double squared = length_squared(q - p);
            if ((best == no_cell || squared < best_squared) && !walls.blocked(p, q)) {
                best = c;
                best_squared = squared;
            }
        }
    return best;
}

std::span<const NavigationGrid::GateLink> NavigationGrid::gates_between(CellIndex c,
                                                                        LatticeDirection d) const {
    const auto before = [](const GateLink& a, const GateLink& b) {
        return a.cell != b.cell ? a.cell < b.cell : a.direction < b.direction;
    };
    const auto range = std::equal_range(gate_links_.begin(), gate_links_.end(), GateLink{c, d, 0}, before);
    return {range.first, range.second};
}

std::span<const NavigationGrid::CellGate> NavigationGrid::gates_beside(CellIndex c) const {
    const auto before = [](const CellGate& a, const CellGate& b) { return a.cell < b.cell; };
    const auto range = std::equal_range(cell_gates_.begin(), cell_gates_.end(), CellGate{c, 0}, before);
    return {range.first, range.second};
}

}  // namespace wayout
