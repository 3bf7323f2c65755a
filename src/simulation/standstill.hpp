/// Whether anybody inside still gets anywhere: a run in which nobody does is over.
#pragma once

#include "agents/agents.hpp"

#include <wayout/vec2.hpp>

#include <cstdint>
#include <limits>
#include <vector>

namespace wayout {

class Standstill {
public:
    /// Everybody's place is compared at this interval; our choice, long against any queue that moves.
    static constexpr double interval_s = 60.0;
    /// So many intervals in a row without a change make a standstill.
    static constexpr int intervals = 2;
    /// People who sway on the spot have not moved. Our choice: a little more than a body's radius.
    static constexpr double least_way_m = 0.25;

    /// Something is still to come: what was so far does not count.
    void restart(double now_s) {
        next_look_s_ = now_s;
        still_intervals_ = 0;
    }
    /// Once a second, serially.
    void look(const Agents& agents, double now_s);
    /// Nobody has moved or left for so long, and everybody inside has begun.
    bool has_set_in() const { return still_intervals_ >= intervals; }
    /// Since when; NaN: there is none.
    double since_s() const;

private:
    double next_look_s_{0.0};
    int still_intervals_{0};
    std::vector<Vec2> places_;             ///< [person - 1] at the last look
    std::vector<std::uint8_t> is_inside_;  ///< [person - 1]
};

}  // namespace wayout
