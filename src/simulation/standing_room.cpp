#include "simulation/standing_room.hpp"

#include "geometry/segment.hpp"

#include <algorithm>

namespace wayout {
namespace {

/// Nobody stops closer than this to a door, an exit or a joint. Our choice.
constexpr double doorway_m = 1.5;

}  // namespace

StandingRoom::StandingRoom(const Venue& venue) : gates_of_surface_(venue.surfaces.size()) {
    for (std::size_t row = 0; row < venue.gates.size(); ++row) {
        const Gate& gate = venue.gates[row];
        gates_of_surface_[gate.left.row()].push_back(row);
        if (gate.right.is_valid() && gate.right != gate.left)
            gates_of_surface_[gate.right.row()].push_back(row);
    }
}

bool StandingRoom::may_stop_at(const Venue& venue, SurfaceId surface, Vec2 place) const {
    const SurfaceKind kind = venue.surfaces[surface.row()].kind;
    if (kind == SurfaceKind::stair || kind == SurfaceKind::escalator || kind == SurfaceKind::ramp ||
        kind == SurfaceKind::tier)
        return false;
    const std::vector<std::size_t>& gates = gates_of_surface_[surface.row()];
    return std::all_of(gates.begin(), gates.end(), [&](std::size_t gate) {
        return distance(venue.gates[gate].line, place) >= doorway_m;
    });
}

bool StandingRoom::may_stop(const Venue& venue, const Agents& agents, std::size_t row) const {
    return agents.seat_row_time_s[row] <= 0.0F &&
           may_stop_at(venue, SurfaceId(agents.surface[row]), {agents.x_m[row], agents.y_m[row]});
}

}  // namespace wayout
