/// The air of a head in a room with a hot upper and a cold lower layer.
#pragma once

#include "hazards/air_values.hpp"

#include <algorithm>
#include <cstddef>

namespace wayout {

/// A head between the two layers takes a linear mixture over this distance to both sides of the interface, so
/// that nobody flips between them (fire specification 2.4; the width is our choice).
inline constexpr double interface_blend_m = 0.15;

/// @param above_m  height of the head above the interface; negative below it
inline Air air_between_layers(const Air& lower, const Air& upper, double above_m) {
    const double upper_share = std::clamp(0.5 + 0.5 * above_m / interface_blend_m, 0.0, 1.0);
    Air air;
    for (double Air::*member : air_values)
        air.*member = lower.*member + upper_share * (upper.*member - lower.*member);
    return air;
}

}  // namespace wayout
