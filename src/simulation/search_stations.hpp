/// Places in a zone from which all of it is within reach.
#pragma once

#include "navigation/navigation_grid.hpp"
#include "venue/venue.hpp"

#include <wayout/vec2.hpp>

#include <vector>

namespace wayout {

struct World;

struct SearchStations {
    std::vector<std::vector<CellIndex>> cells;  ///< where somebody stands, ascending
    std::vector<Vec2> middles;
};

inline constexpr double most_stations_in_zone = 500.0;

/// Walked to and fro: the zone is cut into squares whose corners are within reach of their middle. Empty: the
/// zone has no level floor, or would take more stations than `most_stations_in_zone`.
SearchStations stations_in(const World& world, const Zone& zone, double reach_m);

}  // namespace wayout
