/// Doors and joints on a straight line of sight.
#pragma once

#include "venue/venue.hpp"

#include <cstdint>
#include <span>

namespace wayout {

/// Whether a straight line from a point of one surface to a point of the same or of a joined one runs through
/// open doors and joints only, and not through an exit to the outside. Walls are the caller's.
/// @param gate_open  [GateId]
bool gates_let_see(const Venue& venue, std::span<const std::uint8_t> gate_open, SurfaceId from, Vec2 p,
                   SurfaceId to, Vec2 q);

}  // namespace wayout
