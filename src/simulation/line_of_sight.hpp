/// Doors and joints on a straight line of sight.
#pragma once

#include "navigation/wall_bins.hpp"
#include "venue/venue.hpp"

#include <cstddef>

namespace wayout {

/// Whether a straight line from a point of one surface to a point of the same or of a joined one runs through
/// open doors and joints only, and not through an exit to the outside. Walls are the caller's.
/// @param is_open  (GateId) -> bool
template <typename IsOpen>
bool gates_let_see(const Venue& venue, IsOpen&& is_open, SurfaceId from, Vec2 p, SurfaceId to, Vec2 q) {
    bool is_joined = from == to;
    for (std::size_t g = 0; g < venue.gates.size(); ++g) {
        const Gate& gate = venue.gates[g];
        const bool touches = gate.left == from || gate.right == from || gate.left == to || gate.right == to;
        if (!touches || !crosses(p, q, gate.line))
            continue;
        // Beyond an exit lies the street, which is not part of the venue.
        if (!is_open(GateId::from(g)) || gate.kind == GateKind::exit)
            return false;
        const bool joins = (gate.left == from && gate.right == to) || (gate.left == to && gate.right == from);
        is_joined = is_joined || joins;
    }
    return is_joined;
}

}  // namespace wayout
