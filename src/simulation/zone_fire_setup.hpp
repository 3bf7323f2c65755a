/// The built-in fire in the venue of a scenario: rooms take their floor from zones of the plan.
#pragma once

#include "hazards/hazard_zones.hpp"
#include "hazards/opened_source.hpp"

#include <wayout/error.hpp>
#include <wayout/scenario.hpp>

#include <span>

namespace wayout {

/// The spec of the scenario with what follows from the venue: floor areas and perimeters of the zones, and an
/// opening in the roof for each structural loss that has one, shut until then. Errors: unknown zones and
/// doors, a compartment without a floor, fires in the plan outside of their compartment.
Result<ZoneFireSpec> zone_fire_of_venue(const ZoneFireSpec& spec, std::span<const HazardZone> zones,
                                        const VenueSpec& venue, std::span<const StructuralLossSpec> losses);

/// The model, ready to run, over the plan.
Result<OpenedSource> open_zone_fire(const ZoneFireSpec& spec, std::span<const HazardZone> zones,
                                    const VenueSpec& venue, std::span<const StructuralLossSpec> losses);

}  // namespace wayout
