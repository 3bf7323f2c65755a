/// Doors and exits that open and shut during a run, several at once.
#pragma once

#include "venue/venue.hpp"

#include <span>

namespace wayout {

struct World;

/// Opens or shuts doors and exits for bodies, for the air, for ways and in the record: who has to learn of it
/// goes on as before. A locked one stays shut.
void operate_gates(World& world, std::span<const GateId> gates, bool open);

/// Everybody looks around anew: the building has changed, and nobody shall count as stuck for it.
void reconsider_ways(World& world);

}  // namespace wayout
