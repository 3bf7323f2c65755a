/// How far it is out of the building along the walkable path, as rules of codes measure it, and which ways
/// lead out of each room.
#pragma once

#include "navigation/navigation_grid.hpp"
#include "navigation/open_rooms.hpp"
#include "navigation/seat_row_field.hpp"
#include "navigation/travel_time_field.hpp"

#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace wayout {

/// Lengths of the shortest way from one place, along the incline of stairs and by the aisle from seats. NaN:
/// there is no way.
struct EscapeWay {
    static constexpr double none = std::numeric_limits<double>::quiet_NaN();
    double to_exit_m{none};
    double to_storey_exit_m{none};    ///< to an exit, or to the first stair that leads to another storey
    double out_of_room_m{none};       ///< to an exit, through a door, or to such a stair
    double in_one_direction_m{none};  ///< until a room with two ways out, or to the exit; 0: starts in one
};

/// Rooms are OpenRooms. Doors and exits as they are at the start of the run; one-way doors count in their
/// direction for the lengths and in both for the ways of a room.
class EscapeDistances {
public:
    enum class Escalators { left_out, used };

    EscapeDistances(std::shared_ptr<const NavigationGrid> grid, Escalators escalators);

    EscapeWay from(SurfaceId surface, Vec2 position) const;

    struct Place {
        double distance_m{EscapeWay::none};
        SurfaceId surface;
        Vec2 at;
    };
    /// Of all seats and all free floor, the place from which each length is greatest; ties: the first.
    struct Longest {
        Place to_exit;
        Place to_storey_exit;
        Place out_of_room;
        Place in_one_direction;
    };
    Longest longest() const;

    std::int32_t room_count() const { return rooms_.count(); }
    /// Of seats: the room to which their row opens. -1: no such place.
    std::int32_t room_at(SurfaceId surface, Vec2 position) const;
    double room_area_m2(std::int32_t room) const { return area_m2_[static_cast<std::size_t>(room)]; }
    /// Exits, doors and stairs by which an exit can be reached without coming back to the room, ascending.
    std::vector<GateId> ways_out(std::int32_t room) const;

private:
    /// A gate between two rooms, or an exit (`to`: outside).
    struct Link {
        GateId gate;
        std::int32_t from{-1};
        std::int32_t to{outside};
    };
    static constexpr std::int32_t outside = -1;
    /// What a way meets behind a gate.
    struct Beyond {
        float distance_m{std::numeric_limits<float>::infinity()};
        CellIndex cell{no_cell};
    };

    void solve(Escalators escalators);
    void find_links();
    std::vector<GateId> ways_without(std::int32_t room, const std::vector<std::uint8_t>& removed) const;
    double end_of_one_direction_m(std::int32_t room) const;
    /// Remaining distance behind the first gate on the way that is of this kind.
    enum class Ends { room, storey };
    double behind_first_m(std::int16_t gate, Ends ends) const;
    CellIndex cell_at(SurfaceId surface, Vec2 position) const;
    EscapeWay from_cell(CellIndex floor_cell, double to_exit_m) const;

    std::shared_ptr<const NavigationGrid> grid_;
    SeatRowField rows_of_seats_;
    OpenRooms rooms_;
    TravelTimeField field_;                    ///< of somebody who walks 1 m/s everywhere: metres
    std::vector<double> area_m2_;              ///< [room]
    std::vector<Link> links_;                  ///< ascending in gate, each pair of rooms once
    std::vector<Beyond> beyond_;               ///< [GateId]
    std::vector<std::uint8_t> divides_rooms_;  ///< [GateId]
    std::vector<double>
        one_direction_ends_m_;  ///< [room] remaining distance where a choice begins; +inf: in it
};

}  // namespace wayout
