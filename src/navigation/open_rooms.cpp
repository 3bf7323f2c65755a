#include "navigation/open_rooms.hpp"

#include <algorithm>

namespace wayout {
namespace {

bool is_door_between(const NavigationGrid& grid, CellIndex c, LatticeDirection d) {
    if (!grid.is(c, NavigationGrid::by_gate))
        return false;
    const auto links = grid.gates_between(c, d);
    return std::any_of(links.begin(), links.end(), [&grid](const NavigationGrid::GateLink& link) {
        const Gate& gate = grid.venue().gates[static_cast<std::size_t>(link.gate)];
        return gate.kind != GateKind::joint && gate.clear_width_m <= NavigationGrid::wide_gate_m;
    });
}

}  // namespace

OpenRooms::OpenRooms(const NavigationGrid& grid) : room_(grid.cell_count(), -1) {
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
                if (n == no_cell || room_[static_cast<std::size_t>(n)] >= 0 || is_door_between(grid, c, d))
                    continue;
                room_[static_cast<std::size_t>(n)] = room;
                cells.push_back(n);
            }
        }
    }
}

}  // namespace wayout
