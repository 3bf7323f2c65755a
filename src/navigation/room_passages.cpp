#include "navigation/room_passages.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace wayout {
namespace {

/// Whether somebody who comes into `beyond` has crossed the gate from its left to its right.
bool leads_to_the_right(const NavigationGrid& grid, const Gate& gate, CellIndex beyond) {
    if (gate.left != gate.right)
        return grid.surface(beyond) == gate.right;
    return cross(gate.line.b - gate.line.a, grid.centre(beyond) - gate.line.a) < 0.0;
}

}  // namespace

RoomPassages::RoomPassages(const NavigationGrid& grid)
    : rooms_(grid),
      gates_(static_cast<std::size_t>(rooms_.count())),
      first_(static_cast<std::size_t>(rooms_.count()) + 1, 0) {
    std::vector<std::uint8_t> is_stair(gates_.size(), 1);
    std::map<std::pair<std::int32_t, std::int32_t>, std::vector<CellIndex>> beyond;  // by room and gate
    for (std::size_t i = 0; i < grid.cell_count(); ++i) {
        const auto c = static_cast<CellIndex>(i);
        if (grid.is(c, NavigationGrid::absent))
            continue;
        if (is_room(grid.venue().surfaces[grid.surface(c).row()]))
            is_stair[static_cast<std::size_t>(rooms_.of(c))] = 0;
        if (!grid.is(c, NavigationGrid::by_gate))
            continue;
        for (const LatticeDirection d : lattice_directions) {
            const CellIndex n = grid.neighbour(c, d);
            if (n == no_cell || rooms_.of(n) == rooms_.of(c))
                continue;
            for (const NavigationGrid::GateLink& link : grid.gates_between(c, d))
                beyond[{rooms_.of(c), link.gate}].push_back(n);
        }
    }
    std::map<std::pair<std::int32_t, std::int32_t>, std::shared_ptr<const std::vector<CellIndex>>> cells_of;
    for (auto& [key, cells] : beyond) {
        std::sort(cells.begin(), cells.end());
        cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
        gates_[static_cast<std::size_t>(key.first)].emplace_back(key.second);
        cells_of[key] = std::make_shared<const std::vector<CellIndex>>(std::move(cells));
    }
    for (const auto& [key, cells] : cells_of) {
        const auto [room, first_gate] = key;
        const std::int32_t next = rooms_.of(cells->front());
        if (is_stair[static_cast<std::size_t>(room)] != 0)
            continue;
        const Gate& gate = grid.venue().gates[static_cast<std::size_t>(first_gate)];
        const auto add = [&, from = room, first = GateId(first_gate)](GateId last, std::int32_t by,
                                                                      const auto& behind) {
            const std::int32_t to = rooms_.of(behind->front());
            if (to == from || is_stair[static_cast<std::size_t>(to)] != 0)
                return;
            passages_.push_back(
                {first, last, from, by, to, leads_to_the_right(grid, gate, cells->front()), -1, behind});
            ++first_[static_cast<std::size_t>(from) + 1];
        };
        if (is_stair[static_cast<std::size_t>(next)] == 0)
            add(GateId(first_gate), -1, cells);
        else
            for (const GateId last : gates_of(next))
                if (last.value != first_gate)
                    add(last, next, cells_of.at({next, last.value}));
    }
    for (std::size_t room = 1; room < first_.size(); ++room) first_[room] += first_[room - 1];
    share_out_layers();
}

/// Each passage takes the first layer that nobody of its rooms is in: no more than a few times as many as the
/// room with the most passages has.
void RoomPassages::share_out_layers() {
    std::vector<std::vector<std::uint8_t>> is_taken(gates_.size());  // [room][layer]
    for (RoomPassage& passage : passages_) {
        const auto is_free = [&](std::int32_t room, std::size_t layer) {
            return room < 0 || layer >= is_taken[static_cast<std::size_t>(room)].size() ||
                   is_taken[static_cast<std::size_t>(room)][layer] == 0;
        };
        std::size_t layer = 0;
        while (!is_free(passage.from, layer) || !is_free(passage.by, layer) || !is_free(passage.to, layer))
            ++layer;
        for (const std::int32_t room : {passage.from, passage.by, passage.to}) {
            if (room < 0)
                continue;
            std::vector<std::uint8_t>& taken = is_taken[static_cast<std::size_t>(room)];
            taken.resize(std::max(taken.size(), layer + 1), 0);
            taken[layer] = 1;
        }
        passage.layer = static_cast<std::int32_t>(layer);
        layer_count_ = std::max(layer_count_, passage.layer + 1);
    }
}

const RoomPassage* RoomPassages::find(std::int32_t room, GateId gate) const {
    for (const RoomPassage& passage : out_of(room))
        if (passage.gate == gate)
            return &passage;
    return nullptr;
}

}  // namespace wayout
