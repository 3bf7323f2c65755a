#include "navigation/open_rooms.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace wayout {
namespace {

/// [GateId] whether it ends a room.
std::vector<std::uint8_t> closed_to_the_eye(const Venue& venue) {
    // Lowest and highest storey that each stair, ramp or escalator leads to, by its id.
    std::map<std::string, std::pair<double, double>> reach_m;
    const auto for_each_stair_joint = [&venue](auto&& f) {
        for (std::size_t g = 0; g < venue.gates.size(); ++g) {
            const Gate& gate = venue.gates[g];
            if (gate.kind != GateKind::joint)
                continue;
            const Surface& left = venue.surfaces[gate.left.row()];
            const Surface& right = venue.surfaces[gate.right.row()];
            if (is_room(left) != is_room(right))
                f(g, is_room(left) ? right : left, is_room(left) ? left : right);
        }
    };
    for_each_stair_joint([&](std::size_t, const Surface& stair, const Surface& floor) {
        const double z_m = venue.storeys[floor.storey.row()].elevation_m;
        auto& [lowest, highest] = reach_m.try_emplace(stair.id, z_m, z_m).first->second;
        lowest = std::min(lowest, z_m);
        highest = std::max(highest, z_m);
    });
    std::vector<std::uint8_t> closed(venue.gates.size(), 0);
    for (std::size_t g = 0; g < venue.gates.size(); ++g)
        closed[g] = venue.gates[g].kind != GateKind::joint &&
                            venue.gates[g].clear_width_m <= NavigationGrid::wide_gate_m
                        ? 1
                        : 0;
    for_each_stair_joint([&](std::size_t g, const Surface& stair, const Surface&) {
        const auto& [lowest, highest] = reach_m.at(stair.id);
        closed[g] = highest - lowest > OpenRooms::most_rise_m ? 1 : 0;
    });
    return closed;
}

bool is_closed_between(const NavigationGrid& grid, const std::vector<std::uint8_t>& closed, CellIndex c,
                       LatticeDirection d) {
    if (!grid.is(c, NavigationGrid::by_gate))
        return false;
    const auto links = grid.gates_between(c, d);
    return std::any_of(links.begin(), links.end(), [&closed](const NavigationGrid::GateLink& link) {
        return closed[static_cast<std::size_t>(link.gate)] != 0;
    });
}

}  // namespace

OpenRooms::OpenRooms(const NavigationGrid& grid) : room_(grid.cell_count(), -1) {
    const std::vector<std::uint8_t> closed = closed_to_the_eye(grid.venue());
    std::vector<CellIndex> cells;
    for (std::size_t start = 0; start < room_.size(); ++start) {
        const auto first = static_cast<CellIndex>(start);
        if (room_[start] >= 0 || grid.is(first, NavigationGrid::absent))
            continue;
        const std::int32_t room = count_++;
        room_[start] = room;
        cells.assign(1, first);
        while (!cells.empty()) {
            const CellIndex c = cells.back();
            cells.pop_back();
            for (const LatticeDirection d : lattice_directions) {
                const CellIndex n = grid.neighbour(c, d);
                if (n == no_cell || room_[static_cast<std::size_t>(n)] >= 0 ||
                    is_closed_between(grid, closed, c, d))
                    continue;
                room_[static_cast<std::size_t>(n)] = room;
                cells.push_back(n);
            }
        }
    }
}

}  // namespace wayout
