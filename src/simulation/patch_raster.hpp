/// The patches of floor as a picture: which patch is seen at each cell of a regular grid over a storey.
#pragma once

#include "navigation/patches.hpp"
#include "venue/venue.hpp"

#include <wayout/vec2.hpp>

#include <cstdint>
#include <vector>

namespace wayout {

struct PatchRaster {
    int storey{-1};
    Vec2 corner_m;  ///< low corner of cell (0, 0), local coordinates
    double cell_m{1.0};
    int nx{0};
    int ny{0};
    std::vector<std::int32_t> patch;  ///< [row y][column x]; -1: nobody can be there
};

/// One per storey, with everything that is shown with it. A cell that is only partly walkable shows the patch
/// of a walkable place in it.
std::vector<PatchRaster> rasters_of_patches(const Venue& venue, const NavigationGrid& grid,
                                            const Patches& patches, double cell_m);

}  // namespace wayout
