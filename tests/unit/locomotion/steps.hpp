/// Steps of movement, and a floor to walk on.
#pragma once

#include "hand_venue.hpp"
#include "locomotion/mover.hpp"

#include <memory>

namespace wayout {

/// To compare with examples that are given to six decimals.
inline constexpr double sixth_decimal = 1e-6;

/// 40 m by 40 m without walls.
inline std::shared_ptr<const Venue> open_floor() {
    hand_made::HandVenue venue;
    venue.add_surface(hand_made::rectangle(0.0, 0.0, 40.0, 40.0));
    return venue.finish();
}

inline void run_step(Mover& mover, Agents& agents, ThreadPool& pool, int step = 0) {
    find_neighbours(mover, agents, pool);
    plan_velocities(mover, agents, pool);
    move(mover, agents, step * mover.settings().time_step_s, pool);
}

}  // namespace wayout
