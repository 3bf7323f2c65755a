/// Rooms as people see them: what lies between walls and doors.
#pragma once

#include "navigation/navigation_grid.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayout {

/// The cells of the navigation grid in rooms: whatever hangs together without a wall and without a door
/// between. Doors count as shut to the eye, open or not (our choice); gaps wider than
/// NavigationGrid::wide_gate_m and the joints of floors, tiers and stairs do not. A cheap stand-in for lines
/// of sight: within a room nothing hides anybody.
class OpenRooms {
public:
    explicit OpenRooms(const NavigationGrid& grid);

    /// From 0 on; -1 for absent cells.
    std::int32_t of(CellIndex c) const { return room_[static_cast<std::size_t>(c)]; }
    std::int32_t count() const { return count_; }

private:
    std::vector<std::int32_t> room_;  ///< [CellIndex]
    std::int32_t count_{0};
};

}  // namespace wayout
