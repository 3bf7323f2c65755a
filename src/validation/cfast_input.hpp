/// The reference cases of CFAST (data/cfast) as descriptions of the built-in zone model. Reads what these
/// cases contain, not all that a CFAST input may hold; a case that it does not understand is a bug.
#pragma once

#include <wayout/zone_fire.hpp>

#include <string_view>

namespace wayout {

/// 0 degrees Celsius.
inline constexpr double celsius_k = 273.15;

/// @param text  a case.in: namelist records, one a line
ZoneFireSpec zone_fire_of_cfast(std::string_view text);

}  // namespace wayout
