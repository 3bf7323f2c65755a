/// What the hazards of a run did, as plain results.
#pragma once

#include "simulation/world.hpp"

#include <wayout/results.hpp>

namespace wayout {

/// Fills results.hazards, what the air did to each person, and the available times of zones. Everything else
/// of the results must be there: the margins of people follow their ways in the replay.
void describe_hazards(const World& world, RunResults& results);

}  // namespace wayout
