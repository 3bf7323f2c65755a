/// Slowing somebody down so that others keep up, or get past.
#pragma once

#include "agents/agents.hpp"
#include "navigation/guidance.hpp"

#include <cmath>
#include <cstddef>

namespace wayout {

/// Of somebody who lets others pass, and of somebody who waits at the exit: whoever has crossed it is out for
/// good. Our choices.
inline constexpr float lets_pass_frac = 0.5F;
inline constexpr float all_but_stops_frac = 0.94F;

inline void hold_back(Agents& agents, std::size_t row, float frac) {
    if (std::abs(agents.hold_back_frac[row] - frac) < 0.02F)
        return;
    agents.hold_back_frac[row] = frac;
    request_guidance(agents, row);
}

}  // namespace wayout
