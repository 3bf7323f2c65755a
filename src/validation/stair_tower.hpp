/// A building whose storeys empty over one stair: what the stair and merging cases share.
#pragma once

#include <wayout/scenario.hpp>

#include <string>

namespace wayout {

enum class FloorDoor {
    adjacent,  ///< beside the stair that comes down on to the landing
    opposite,  ///< across the landing from it
};

/// Storeys "0" to "n - 1", joined by stairs "stair-1" (from storey 0 to 1) and so on: two flights of nine
/// steps of 178 x 280 mm with a landing half way, as wide as half the storey's landing is long. Each upper
/// storey has a room that opens on to the landing through a passage. The exit "exit" takes the side of the
/// lowest landing on which the last stair arrives.
///
/// Landings of 3.0 m x 1.5 m and stairs 1.5 m wide: the merging experiments of Galea, Sharp and Lawrence
/// 2008, in a Pathfinder study of their geometry [S]. Rooms and the position of the passages are ours.
struct StairTower {
    int storeys{3};
    double stair_m{1.5};
    double door_m{0.9};
    double room_m{10.0};  ///< side of the rooms
    FloorDoor door{FloorDoor::opposite};
};
Scenario stair_tower(const StairTower& tower);

/// Of the room on a storey.
Polygon tower_room(const StairTower& tower);
std::string tower_storey(int number);
std::string tower_stair(int upper_storey);

inline constexpr double tower_riser_m = 0.178;
inline constexpr double tower_tread_m = 0.280;
inline constexpr int tower_steps_in_flight = 9;
inline constexpr double tower_flight_m = tower_steps_in_flight * tower_tread_m;

/// Lines across the head of the upper and the foot of the lower flight of a stair, 0.05 m on to the flights.
Segment tower_stair_head(const StairTower& tower);
Segment tower_stair_foot(const StairTower& tower);
/// The way between them: along the slope of both flights, and round the landing on a half circle through the
/// middle of the flights.
double tower_stair_way_m(const StairTower& tower);

}  // namespace wayout
