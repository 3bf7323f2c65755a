/// What the parts of the phase of noticing share.
#pragma once

#include "core/thread_pool.hpp"
#include "simulation/noticing_state.hpp"
#include "simulation/world.hpp"

#include <cstddef>

namespace wayout {

inline double& level(CueRates& rates, Cue cue) {
    return rates[static_cast<std::size_t>(cue)];
}

/// Has not begun to walk, and is not about to in this step.
inline bool is_waiting(const World& world, std::size_t row) {
    return has_not_begun(world.agents.activity[row]) &&
           static_cast<double>(world.agents.start_time_s[row]) > world.time_s();
}

/// Takes over how the clock runs from that time on, and when the person will begin if nothing changes. Own
/// row only.
void wind(World& world, std::size_t row, double from_s);

/// Whoever has decided gets ready and does not change his mind.
inline bool is_open_to_cues(const World& world, std::size_t row, double at_s) {
    return is_waiting(world, row) &&
           world.noticing->people[world.agents.id[row] - 1].clock.reaches_s() > at_s;
}

/// Alarms that begin to sound, fall silent, have said their message.
void follow_alarms(World& world);

/// Everybody who is able and inside, in parallel: f(row, worker).
template <typename F>
void for_each_inside(World& world, F&& f) {
    constexpr std::size_t chunk_rows = 128;
    parallel_for(
        world.pool, world.agents.size(), chunk_rows,
        [&](std::size_t begin, std::size_t end, std::size_t, std::size_t worker) {
            for (std::size_t row = begin; row < end; ++row)
                if (world.agents.activity[row] != Activity::out && !is_unable(world.agents.activity[row]))
                    f(row, worker);
        });
    world.decisions.close_phase();
}

}  // namespace wayout
