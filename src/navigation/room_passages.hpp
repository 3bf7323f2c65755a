/// The doors and stairs by which people get from one room of a building to the next.
#pragma once

#include "navigation/open_rooms.hpp"

#include <wayout/ids.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace wayout {

/// A door between two rooms, or a stair, ramp or escalator with the gates at its two ends; in one direction.
struct RoomPassage {
    GateId gate;            ///< by which people leave the room
    GateId last;            ///< by which they come into the next one; of doors the same
    std::int32_t from{-1};  ///< room
    std::int32_t by{-1};    ///< the stair, as OpenRooms numbers it; -1: a door
    std::int32_t to{-1};    ///< another room
    bool left_to_right{};   ///< through `gate`, as in Passage
    /// Passages of one layer have no room and no stair in common, so that one field can lead to all of them.
    std::int32_t layer{-1};
    /// The cells right behind `last`.
    std::shared_ptr<const std::vector<CellIndex>> beyond;
};

/// All passages of a building, by the room that they lead out of. Stairs are no rooms here: whoever is on one
/// has set out already. Exits lead to no room and are no passages.
class RoomPassages {
public:
    explicit RoomPassages(const NavigationGrid& grid);

    std::span<const RoomPassage> all() const { return passages_; }
    std::int32_t layer_count() const { return layer_count_; }
    const OpenRooms& rooms() const { return rooms_; }
    /// Those out of a room, ascending in gates.
    std::span<const RoomPassage> out_of(std::int32_t room) const {
        const std::size_t first = first_[static_cast<std::size_t>(room)];
        return {passages_.data() + first, first_[static_cast<std::size_t>(room) + 1] - first};
    }
    /// Row of all() of one of them.
    std::int32_t row_of(const RoomPassage& passage) const {
        return static_cast<std::int32_t>(&passage - passages_.data());
    }
    /// A passage out of the room by this gate; null: there is none.
    const RoomPassage* find(std::int32_t room, GateId gate) const;
    /// All gates that lead out of a room or a stair, exits apart.
    std::span<const GateId> gates_of(std::int32_t room) const {
        return gates_[static_cast<std::size_t>(room)];
    }

private:
    void share_out_layers();

    OpenRooms rooms_;
    std::vector<std::vector<GateId>> gates_;  ///< [room]
    std::vector<RoomPassage> passages_;       ///< by from, then gate
    std::vector<std::size_t> first_;          ///< [room] in passages_; and the end
    std::int32_t layer_count_{0};
};

}  // namespace wayout
