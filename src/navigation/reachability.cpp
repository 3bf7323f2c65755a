#include "navigation/reachability.hpp"

#include <algorithm>
#include <cstdint>

namespace wayout {

namespace {

UnreachableRegion describe(const NavigationGrid& grid, const std::vector<CellIndex>& cells) {
    UnreachableRegion region;
    region.surface = grid.surface(*std::min_element(cells.begin(), cells.end()));
    region.area_m2 = static_cast<double>(cells.size()) * grid.cell_m() * grid.cell_m();
    double count = 0.0;
    Vec2 sum;
    for (const CellIndex c : cells)
        if (grid.surface(c) == region.surface) {
            sum += grid.centre(c);
            count += 1.0;
        }
    region.centroid = sum / count;
    CellIndex nearest = no_cell;
    for (const CellIndex c : cells) {
        if (grid.surface(c) != region.surface)
            continue;
        const double d = length_squared(grid.centre(c) - region.centroid);
        const double best = nearest == no_cell ? d : length_squared(grid.centre(nearest) - region.centroid);
        if (nearest == no_cell || d < best || (d == best && c < nearest))
            nearest = c;
    }
    region.place = grid.centre(nearest);
    return region;
}

}  // namespace

std::vector<UnreachableRegion> find_unreachable_regions(const NavigationGrid& grid,
                                                        const TravelTimeField& field, double min_area_m2) {
    std::vector<UnreachableRegion> regions;
    std::vector<std::uint8_t> seen(grid.cell_count(), 0);
    std::vector<CellIndex> cells;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (seen[i] != 0 || field.time_s[i] < TravelTimeField::unknown ||
            grid.is(static_cast<CellIndex>(i), NavigationGrid::absent))
            continue;
        cells.assign(1, static_cast<CellIndex>(i));
        seen[i] = 1;
        for (std::size_t next = 0; next < cells.size(); ++next)
            for (const LatticeDirection d : lattice_directions) {
                const CellIndex n = grid.neighbour(cells[next], d);
                if (n == no_cell || seen[static_cast<std::size_t>(n)] != 0 ||
                    field.time_s[static_cast<std::size_t>(n)] < TravelTimeField::unknown ||
                    !link_is_open(grid, field, cells[next], d))
                    continue;
                seen[static_cast<std::size_t>(n)] = 1;
                cells.push_back(n);
            }
        if (static_cast<double>(cells.size()) * grid.cell_m() * grid.cell_m() >= min_area_m2)
            regions.push_back(describe(grid, cells));
    }
    std::stable_sort(regions.begin(), regions.end(),
                     [](const auto& a, const auto& b) { return a.area_m2 > b.area_m2; });
    return regions;
}

}  // namespace wayout
