#include "simulation/line_of_sight.hpp"

#include "navigation/wall_bins.hpp"

namespace wayout {

bool gates_let_see(const Venue& venue, std::span<const std::uint8_t> gate_open, SurfaceId from, Vec2 p,
                   SurfaceId to, Vec2 q) {
    bool is_joined = from == to;
    for (std::size_t g = 0; g < venue.gates.size(); ++g) {
        const Gate& gate = venue.gates[g];
        const bool touches = gate.left == from || gate.right == from || gate.left == to || gate.right == to;
        if (!touches || !crosses(p, q, gate.line))
            continue;
        // Beyond an exit lies the street, which is not part of the venue.
        if (gate_open[g] == 0 || gate.kind == GateKind::exit)
            return false;
        const bool joins = (gate.left == from && gate.right == to) || (gate.left == to && gate.right == from);
        is_joined = is_joined || joins;
    }
    return is_joined;
}

}  // namespace wayout
