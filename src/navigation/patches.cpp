#include "navigation/patches.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

std::int32_t block_of(std::int32_t lattice, std::int32_t edge_cells) {
    return lattice >= 0 ? lattice / edge_cells : -((-lattice + edge_cells - 1) / edge_cells);
}

/// Neighbours of a cell in the same square of the lattice and on the same surface, with no gate on the way.
template <typename F>
void for_each_neighbour_in_block(const NavigationGrid& grid, CellIndex c, std::int32_t edge_cells, F&& f) {
    const LatticePoint at = grid.lattice(c);
    for (const LatticeDirection d : lattice_directions) {
        const CellIndex n = grid.neighbour(c, d);
        if (n == no_cell || grid.surface(n) != grid.surface(c))
            continue;
        const LatticePoint there = grid.lattice(n);
        if (block_of(there.column, edge_cells) != block_of(at.column, edge_cells) ||
            block_of(there.row, edge_cells) != block_of(at.row, edge_cells))
            continue;
        if (grid.is(c, NavigationGrid::by_gate) && !grid.gates_between(c, d).empty())
            continue;
        f(n);
    }
}

}  // namespace

Patches::Patches(const NavigationGrid& grid) {
    const auto edge_cells = std::max(1, static_cast<std::int32_t>(std::lround(edge_m / grid.cell_m())));
    patch_.assign(grid.cell_count(), -1);
    std::vector<CellIndex> cells;  // of the patch that is being filled, in the order in which they were found
    for (std::size_t start = 0; start < grid.cell_count(); ++start) {
        const auto first = static_cast<CellIndex>(start);
        if (patch_[start] >= 0 || grid.is(first, NavigationGrid::absent))
            continue;
        const auto patch = static_cast<std::int32_t>(size());
        cells.assign(1, first);
        patch_[start] = patch;
        for (std::size_t k = 0; k < cells.size(); ++k)
            for_each_neighbour_in_block(grid, cells[k], edge_cells, [&](CellIndex n) {
                if (patch_[cell_row(n)] < 0) {
                    patch_[cell_row(n)] = patch;
                    cells.push_back(n);
                }
            });

        Vec2 middle;
        for (const CellIndex c : cells) middle += grid.centre(c);
        middle = middle / static_cast<double>(cells.size());
        CellIndex best = first;
        double best_away = std::numeric_limits<double>::infinity();
        bool best_is_soft = true;
        for (const CellIndex c : cells) {
            const bool is_soft = grid.is(c, NavigationGrid::soft);
            const double away = length(grid.centre(c) - middle);
            if ((best_is_soft && !is_soft) || (best_is_soft == is_soft && away < best_away)) {
                best = c;
                best_away = away;
                best_is_soft = is_soft;
            }
        }
        representative_.push_back(best);
        surface_.push_back(grid.surface(first));
        area_m2_.push_back(static_cast<double>(cells.size()) * grid.cell_m() * grid.cell_m());
    }
    find_neighbours(grid);
}

void Patches::find_neighbours(const NavigationGrid& grid) {
    std::vector<std::vector<std::int32_t>> beside(size());
    for (std::size_t i = 0; i < grid.cell_count(); ++i) {
        const auto c = static_cast<CellIndex>(i);
        if (of(c) < 0)
            continue;
        std::vector<std::int32_t>& others = beside[static_cast<std::size_t>(of(c))];
        for (const LatticeDirection d : lattice_directions)
            if (const CellIndex n = grid.neighbour(c, d);
                n != no_cell && of(n) >= 0 && of(n) != of(c) &&
                std::find(others.begin(), others.end(), of(n)) == others.end())
                others.push_back(of(n));
    }
    for (std::vector<std::int32_t>& others : beside) {
        std::sort(others.begin(), others.end());
        first_beside_.push_back(beside_.size());
        beside_.insert(beside_.end(), others.begin(), others.end());
    }
    first_beside_.push_back(beside_.size());
}

}  // namespace wayout
