/// Where to go from here: the desired direction and the remaining time of somebody who follows a travel-time
/// field.
#pragma once

#include "navigation/navigation_grid.hpp"
#include "navigation/travel_time_field.hpp"

#include <cstdint>

namespace wayout {

struct Guidance {
    Vec2 direction;  ///< unit; zero when the field knows no way from here
    Vec2 aim;        ///< point that is aimed at; until the next look walk towards it
    float travel_time_s{TravelTimeField::unknown};
    std::int32_t next_gate{-1};  ///< GateId::value of the gate crossed next, -1 if unknown
};

/// Full look around, about 0.2-0.5 us (locomotion spec 9.1): straight on just after a gate; else the nearest
/// point of the next gate, shortened by radius + 0.05 m at both ends, when it is near and in sight; else,
/// close to walls and corners, the farthest point of the way (up to 3 m) that a body of this radius reaches
/// in a straight line; else down the gradient of the field. On stairs and escalators the direction stays
/// within 45 degrees of the axis (spec 9.6).
Guidance guide(const NavigationGrid& grid, const TravelTimeField& field, SurfaceId surface, Vec2 position,
               double radius_m);

/// Remaining time at a position: bilinear between cells, from the exact distance close to an exit; +inf if
/// unknown. About 20 ns.
float travel_time_s(const NavigationGrid& grid, const TravelTimeField& field, SurfaceId surface,
                    Vec2 position);

/// Whether the position is in the clear way of a seat row or on a seat, where people shuffle sideways.
bool in_seat_row(const NavigationGrid& grid, SurfaceId surface, Vec2 position);

/// The same for a position whose cell has been looked up: grid.locate(surface, position), which must not be
/// no_cell.
Guidance guide_from(const NavigationGrid& grid, const TravelTimeField& field, CellIndex cell, Vec2 position,
                    double radius_m);
float travel_time_from(const NavigationGrid& grid, const TravelTimeField& field, CellIndex cell,
                       Vec2 position);

}  // namespace wayout
