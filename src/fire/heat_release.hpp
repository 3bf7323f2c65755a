/// Heat release as the design says, before air or water limit it.
#pragma once

#include <wayout/zone_fire.hpp>

namespace wayout::fire {

/// Table, or alpha (t - start)^2 up to the peak with linear decay to nothing. In kW, without the effect of
/// water from outside.
double design_heat_release_kw(const HeatReleaseSpec& spec, double time_s);

}  // namespace wayout::fire
