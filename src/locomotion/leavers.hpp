/// Those who have just left through an exit still walk in front of those behind them.
///
/// A run counts somebody as out, and stops moving that person, when the centre crosses the exit's line.
/// Without more the next one would find an empty floor ahead and step out at full speed: a door that is an
/// exit would let out twice as many people as the same door inside the building. So whoever leaves goes on
/// for a short while as a point straight outwards, at min(v0, s / T) like everybody, and keeps up the time
/// gap of those who follow.
#pragma once

#include "agents/agents.hpp"
#include "core/thread_pool.hpp"
#include "locomotion/mover.hpp"

#include <wayout/vec2.hpp>

namespace wayout {

/// Somebody beyond the line of an exit.
struct Leaver {
    Vec2 position_m;
    double free_speed_mps{};
    double time_gap_s{};
    double radius_m{};
};

/// Lets those beyond the exits walk on, and takes up those who crossed in the last move(). Call after move(),
/// before rows are removed.
void let_leavers_walk_on(Mover& mover, const Agents& agents);

/// Limits the planned way of everybody who heads for an exit by the time gap to those beyond it: the rule for
/// people ahead, s / T with the lane of half width blocking_width_factor x (sum of the radii), within
/// neighbour_range_m. Call between plan_velocities() and move().
void keep_gap_to_leavers(Mover& mover, const Agents& agents, ThreadPool& pool);

}  // namespace wayout
