/// Places that were crowded for long, found in the density map after a run.
#pragma once

#include "simulation/density_map.hpp"
#include "venue/venue.hpp"

#include <wayout/results.hpp>

#include <string>
#include <vector>

namespace wayout {

/// What counts as congestion, in words, for the report.
std::string congestion_rule();

/// Connected places of one storey in which the density was at or above DensityMap::congested_per_m2 for at
/// least `at_least_s`, longest first. Named after the gate nearest to the densest point. `replay` serves to
/// count the people who were at once within the windows whose density that was: a spot of a single cell has a
/// window of 2 m x 2 m full of people.
std::vector<CongestionSpot> find_congestion(const DensityMap& map, const Venue& venue,
                                            const ReplayFrames& replay, double at_least_s = 10.0);

}  // namespace wayout
