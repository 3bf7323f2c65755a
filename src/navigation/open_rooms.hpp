/// Rooms as people see them: what lies between walls and doors.
#pragma once

#include "navigation/navigation_grid.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayout {

/// The cells of the navigation grid in rooms: whatever hangs together without a wall and without a door
/// between. Doors count as shut to the eye, open or not (our choice); gaps wider than
/// NavigationGrid::wide_gate_m and the joints of floors and tiers do not. Stairs, ramps and escalators join
/// what is at most `most_rise_m` apart, such as a stage and its hall; others are rooms of their own, so that
/// nobody sees from storey to storey. A cheap stand-in for lines of sight: within a room nothing hides
/// anybody.
class OpenRooms {
public:
    static constexpr double most_rise_m = 2.5;  ///< our choice

    explicit OpenRooms(const NavigationGrid& grid);

    /// From 0 on; -1 for absent cells.
    std::int32_t of(CellIndex c) const { return room_[static_cast<std::size_t>(c)]; }
    std::int32_t count() const { return count_; }

private:
    std::vector<std::int32_t> room_;  ///< [CellIndex]
    std::int32_t count_{0};
};

}  // namespace wayout
