/// The keys of a fire that the built-in two-zone model computes.
#pragma once

#include "input/form.hpp"

#include <wayout/zone_fire.hpp>

namespace wayout {

/// Reads what is written; what it means together says check_zone_fire(), once the floor areas of compartments
/// that name zones are known.
void zone_fire_fields(Fields& fields, ZoneFireSpec& spec);

}  // namespace wayout
