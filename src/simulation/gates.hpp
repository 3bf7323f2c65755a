/// Doors and exits that open and shut during a run.
#pragma once

#include "venue/venue.hpp"

#include <span>

namespace wayout {

struct World;
struct RouteState;

/// Opens or shuts a door or exit for bodies, for the air and in the record, and notes it in `state`, which
/// the caller hands to FieldStore::set_state().
void operate_gate(World& world, GateId gate, bool open, RouteState& state);

/// The same for several at once, ways and all: who has to learn of it goes on as before.
void operate_gates(World& world, std::span<const GateId> gates, bool open);

/// Everybody looks around anew: the building has changed, and nobody shall count as stuck for it.
void reconsider_ways(World& world);

}  // namespace wayout
