/// Opens what a scenario names as the source of its air, and checks that it serves the run.
#pragma once

#include "hazards/hazard_zones.hpp"
#include "hazards/opened_source.hpp"
#include "venue/venue.hpp"

#include <wayout/error.hpp>
#include <wayout/scenario.hpp>

namespace wayout {

/// The zones of the scenario's plan, as sources of hazards see them.
std::vector<HazardZone> hazard_zones(const Scenario& scenario, const Venue& venue);

/// All problems at once: of the files, of zones, of gases that the laws of exposure need, of times that end
/// before the run may.
/// @param duration_s  for which the run may last
Result<OpenedSource> open_hazards(const Scenario& scenario, const Venue& venue, double duration_s);

}  // namespace wayout
