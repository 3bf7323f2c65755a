/// Where to go from here: the desired direction and the remaining time of somebody who follows a travel-time
/// field.
#pragma once

#include "agents/agents.hpp"
#include "navigation/navigation_grid.hpp"
#include "navigation/seat_row_field.hpp"
#include "navigation/travel_time_field.hpp"
#include "navigation/walking_speed.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace wayout {

struct Guidance {
    Vec2 direction;  ///< unit; zero when the field knows no way from here
    Vec2 aim;        ///< point that is aimed at; until the next look walk towards it
    float travel_time_s{TravelTimeField::unknown};
    std::int32_t next_gate{-1};  ///< GateId::value of the gate crossed next, -1 if unknown
    /// On open level ground: how fast the remaining time falls on the way to the aim; 0 elsewhere.
    float pace_s_per_m{0.0F};
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

/// How often people look around anew.
struct GuidanceTiming {
    std::int64_t step{0};  ///< index of the time step
    int period_steps{5};   ///< everybody looks in one step out of so many, staggered by id; on open ground
                           ///< half as often
};

/// Makes somebody look around in the next refresh_guidance, whatever the period: after a start, a new goal or
/// changed doors.
void request_guidance(Agents& agents, std::size_t row);

/// For walking people of the rows [begin, end): writes desired_x/y, travel_time_s and speed_limit_mps, and
/// when somebody looks around (period, request, or aim nearly reached) also aim_x/y_m and next_gate. Between
/// two looks the desired direction is towards the aim, and on open level ground the remaining time falls by
/// the way made towards it. `fields` is indexed by the column `goal`; goal -1 or
/// no way known: desired direction zero, travel time +inf. speed_limit_mps is the walking speed on the
/// present surface in the desired direction, at most seat_row_speed_mps in seat rows. `rows`: the ways out of
/// seat rows, which come before the field; null: none. Writes only the given rows: chunks may run in
/// parallel.
void refresh_guidance(const NavigationGrid& grid, std::span<const TravelTimeField* const> fields,
                      const RouteState& state, const GuidanceTiming& timing, Agents& agents,
                      std::size_t begin, std::size_t end, const SeatRowField* rows = nullptr);

}  // namespace wayout
