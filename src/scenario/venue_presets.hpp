/// What a kind of venue does to the time until people begin to walk.
#pragma once

#include <wayout/builtin_profiles.hpp>

#include <vector>

namespace wayout {

/// "theatre", "concert", "stadium", "station", "nightclub".
void add_venue_presets(std::vector<PreMovementPreset>& presets);

}  // namespace wayout
