#include "simulation/search_stations.hpp"

#include "simulation/world.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// Cells within so far of the place are as good.
constexpr double station_half_m = 0.75;

}  // namespace

SearchStations stations_in(const World& world, const Zone& zone, double reach_m) {
    const NavigationGrid& grid = world.fields.grid();
    const std::vector<CellIndex> cells =
        zone.storey.is_valid() ? cells_in(world, zone.storey, zone.polygon) : std::vector<CellIndex>{};
    Box box;
    for (const CellIndex c : cells) box.add(grid.centre(c));
    SearchStations stations;
    const double side_m = std::sqrt(2.0) * reach_m;
    const double columns_needed = cells.empty() ? 0.0 : std::max(1.0, std::ceil(box.size().x / side_m));
    const double rows_needed = cells.empty() ? 0.0 : std::max(1.0, std::ceil(box.size().y / side_m));
    if (cells.empty() || columns_needed * rows_needed > most_stations_in_zone)
        return stations;
    const auto columns = static_cast<int>(columns_needed);
    const auto rows = static_cast<int>(rows_needed);
    std::vector<std::vector<CellIndex>> parts(static_cast<std::size_t>(columns) *
                                              static_cast<std::size_t>(rows));
    const auto part_along = [side_m](double from_low_m, int count) {
        return std::clamp(static_cast<int>(from_low_m / side_m), 0, count - 1);
    };
    for (const CellIndex c : cells) {
        const Vec2 at = grid.centre(c) - box.min;
        parts[static_cast<std::size_t>(part_along(at.y, rows) * columns + part_along(at.x, columns))]
            .push_back(c);
    }
    for (int row = 0; row < rows; ++row)
        for (int k = 0; k < columns; ++k) {
            const int column = row % 2 == 0 ? k : columns - 1 - k;
            const std::vector<CellIndex>& part = parts[static_cast<std::size_t>(row * columns + column)];
            if (part.empty())
                continue;
            const Vec2 middle = box.min + Vec2{(column + 0.5) * side_m, (row + 0.5) * side_m};
            const auto off = [&](CellIndex c) { return length_squared(grid.centre(c) - middle); };
            const CellIndex nearest = *std::min_element(
                part.begin(), part.end(), [&](CellIndex a, CellIndex b) { return off(a) < off(b); });
            std::vector<CellIndex> near;
            for (const CellIndex c : part)
                if (distance(grid.centre(c), grid.centre(nearest)) <= station_half_m)
                    near.push_back(c);
            stations.cells.push_back(std::move(near));
            stations.middles.push_back(grid.centre(nearest));
        }
    return stations;
}

}  // namespace wayout
