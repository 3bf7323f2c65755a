/// The maps of a building before anybody has been in it: every run of the building begins with them.
#pragma once

#include "simulation/density_map.hpp"
#include "simulation/zone_raster.hpp"
#include "venue/venue.hpp"

namespace wayout {

struct BlankMaps {
    explicit BlankMaps(const Venue& venue) : density(venue), zones(venue, density) {}

    DensityMap density;  ///< to be copied
    ZoneRaster zones;    ///< on the cells of `density`
};

}  // namespace wayout
