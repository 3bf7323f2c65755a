#include "simulation/patch_raster.hpp"

#include "geometry/box.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

std::vector<PatchRaster> rasters_of_patches(const Venue& venue, const NavigationGrid& grid,
                                            const Patches& patches, double cell_m) {
    std::vector<PatchRaster> rasters(venue.storeys.size());
    std::vector<Vec2> low(rasters.size(), {1e300, 1e300});
    std::vector<Vec2> high(rasters.size(), {-1e300, -1e300});
    for (std::size_t c = 0; c < grid.cell_count(); ++c) {
        const auto cell = static_cast<CellIndex>(c);
        if (patches.of(cell) < 0)
            continue;
        const std::size_t storey = venue.surfaces[grid.surface(cell).row()].storey.row();
        const Vec2 p = grid.centre(cell);
        low[storey] = {std::min(low[storey].x, p.x), std::min(low[storey].y, p.y)};
        high[storey] = {std::max(high[storey].x, p.x), std::max(high[storey].y, p.y)};
    }
    const double half_m = 0.5 * grid.cell_m();
    for (std::size_t s = 0; s < rasters.size(); ++s) {
        PatchRaster& raster = rasters[s];
        raster.storey = static_cast<int>(s);
        raster.cell_m = cell_m;
        if (low[s].x > high[s].x)
            continue;
        raster.corner_m = {low[s].x - half_m, low[s].y - half_m};
        raster.nx = static_cast<int>(std::ceil((high[s].x + half_m - raster.corner_m.x) / cell_m));
        raster.ny = static_cast<int>(std::ceil((high[s].y + half_m - raster.corner_m.y) / cell_m));
        raster.patch.assign(static_cast<std::size_t>(raster.nx) * static_cast<std::size_t>(raster.ny), -1);
    }
    for (std::size_t c = 0; c < grid.cell_count(); ++c) {
        const auto cell = static_cast<CellIndex>(c);
        if (patches.of(cell) < 0)
            continue;
        PatchRaster& raster = rasters[venue.surfaces[grid.surface(cell).row()].storey.row()];
        const Vec2 p = grid.centre(cell) - raster.corner_m;
        const auto x = std::min(static_cast<int>(p.x / cell_m), raster.nx - 1);
        const auto y = std::min(static_cast<int>(p.y / cell_m), raster.ny - 1);
        std::int32_t& seen = raster.patch[static_cast<std::size_t>(y) * static_cast<std::size_t>(raster.nx) +
                                          static_cast<std::size_t>(x)];
        if (seen < 0)
            seen = patches.of(cell);
    }
    return rasters;
}

}  // namespace wayout
