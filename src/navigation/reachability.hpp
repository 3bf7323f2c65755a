/// Places from which no exit can be reached, for `wayout check`.
#pragma once

#include "navigation/navigation_grid.hpp"
#include "navigation/travel_time_field.hpp"

#include <vector>

namespace wayout {

/// A connected part of the walkable area without a way out.
struct UnreachableRegion {
    SurfaceId surface;  ///< of `place`; a region may extend over several
    Vec2 place;     ///< local coordinates; the cell of the region nearest to its centroid, so it lies inside
    Vec2 centroid;  ///< of the part on `surface`
    double area_m2{0.0};
};

/// Largest first; ties by cell order. Regions smaller than min_area_m2 (corners behind furniture) are left
/// out.
std::vector<UnreachableRegion> find_unreachable_regions(const NavigationGrid& grid,
                                                        const TravelTimeField& field,
                                                        double min_area_m2 = 0.25);

}  // namespace wayout
