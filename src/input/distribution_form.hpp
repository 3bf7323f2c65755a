/// Distributions as they are written in scenario files.
#pragma once

#include "agents/distribution.hpp"
#include "input/form.hpp"

#include <wayout/scenario.hpp>

namespace wayout {

/// What is drawn, with the values that a draw may take.
struct Quantity {
    ValueRange range;
    bool has_presets{false};  ///< the name of a pre-movement preset may stand for the distribution
};

inline constexpr Quantity age_years{age_range_years};
inline constexpr Quantity radius_m{radius_range_m};
inline constexpr Quantity speed_mps{speed_range_mps};
inline constexpr Quantity pre_movement_s{pre_movement_range_s, true};

/// A number (constant), an object {"distribution": "normal", "mean": ..., "sd": ...}, or the name of a
/// preset.
Form<Distribution> distribution(const Quantity& quantity);

}  // namespace wayout
