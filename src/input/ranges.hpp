/// Ranges that several forms have in common.
#pragma once

#include "input/form.hpp"

namespace wayout {

inline constexpr Range share_range{0.0, 1.0};
/// Of times within a run: at most a day.
inline constexpr Range day_range_s{0.0, 86400.0};
/// Of times within an incident: eleven days.
inline constexpr Range incident_range_s{0.0, 1e6};
inline constexpr Count up_to_thousand{0, 1000};

}  // namespace wayout
