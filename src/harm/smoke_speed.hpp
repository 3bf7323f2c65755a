/// How fast people walk in smoke.
#pragma once

#include "hazards/air.hpp"

#include <wayout/exposure.hpp>

namespace wayout {

/// A law with its floor, as the user chose them.
struct SmokeSpeed {
    SmokeSpeedLaw law{SmokeSpeedLaw::lund};
    double min_speed_frac{0.1};           ///< floor of lund, as a share of the own speed
    double min_speed_mps{0.0};            ///< floor of the others; nobody is made faster by it
    SignKind sign{SignKind::reflecting};  ///< for fridolf
};
SmokeSpeed smoke_speed_of(const ExposureSpec& spec);

/// Floor that a law comes with, in m/s: lund_abs 0.2 [M], fridolf 0.2 [S], jin_nonirr 0.3 [S]; others 0.
double own_floor_mps(SmokeSpeedLaw law);

/// Speed of somebody who walks at `free_speed_mps` in clear air; never above that.
/// @param extinction_per_m  >= 0; NaN is a bug, not clear air
double speed_in_smoke_mps(const SmokeSpeed& smoke, double free_speed_mps, double extinction_per_m);
/// The same as a share of the free speed; free speed above 0.
double speed_frac_in_smoke(const SmokeSpeed& smoke, double free_speed_mps, double extinction_per_m);

/// Speed in that air as a share of the free speed: smoke, and irritants where the user lets them slow. It
/// depends on the moment only: who leaves the smoke walks as before.
double speed_frac_in_air(const ExposureSpec& spec, const Air& air, double free_speed_mps);

/// Extinction coefficients between which a law rests on experiments. Outside it is an extrapolation.
struct ExtinctionRange {
    double low_per_m;
    double high_per_m;
};
ExtinctionRange data_range(SmokeSpeedLaw law, SignKind sign);

}  // namespace wayout
