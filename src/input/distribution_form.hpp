/// Distributions as they are written in scenario files.
#pragma once

#include "agents/distribution.hpp"
#include "input/form.hpp"

#include <wayout/scenario.hpp>

namespace wayout {

/// What is drawn, with the values that a draw may take.
struct DrawnQuantity {
    ValueRange range;
    bool has_presets{false};  ///< the name of a pre-movement preset may stand for the distribution
};

inline constexpr DrawnQuantity age_years{age_range_years};
inline constexpr DrawnQuantity radius_m{radius_range_m};
inline constexpr DrawnQuantity speed_mps{speed_range_mps};
inline constexpr DrawnQuantity pre_movement_s{pre_movement_range_s, true};
/// What takes time before the first step, besides.
inline constexpr DrawnQuantity action_s{pre_movement_range_s};

/// A number (constant), an object {"distribution": "normal", "mean": ..., "sd": ...}, or the name of a
/// preset.
Form<Distribution> distribution(const DrawnQuantity& quantity);

}  // namespace wayout
