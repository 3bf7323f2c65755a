/// Guidance for all people of a run: the phase that fills the way-finding columns.
#pragma once

#include "agents/agents.hpp"
#include "navigation/guidance.hpp"
#include "navigation/walking_speed.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace wayout {

/// How often people look around anew.
struct GuidanceTiming {
    std::int64_t step{0};  ///< index of the time step
    int period_steps{5};   ///< everybody looks in one step out of so many, staggered by id
};

/// Makes somebody look around in the next refresh_guidance, whatever the period: after a start, a new goal or
/// changed doors.
void request_guidance(Agents& agents, std::size_t row);

/// For walking people of the rows [begin, end): writes desired_x/y, travel_time_s and speed_limit_mps, and
/// when somebody looks around (period, request, or aim nearly reached) also aim_x/y_m and next_gate. Between
/// two looks the desired direction is towards the aim. `fields` is indexed by the column `goal`; goal -1 or
/// no way known: desired direction zero, travel time +inf. speed_limit_mps is the walking speed on the
/// present surface in the desired direction, at most seat_row_speed_mps in seat rows. Writes only the given
/// rows: chunks may run in parallel.
void refresh_guidance(const NavigationGrid& grid, std::span<const TravelTimeField* const> fields,
                      const RouteState& state, const GuidanceTiming& timing, Agents& agents,
                      std::size_t begin, std::size_t end);

}  // namespace wayout
