/// How far one sees in smoke.
#pragma once

#include <wayout/exposure.hpp>

#include <span>

namespace wayout {

/// Mass-specific extinction of soot, natural base: flaming (FDS, CFAST, FDS+Evac) and smouldering (CFAST)
/// [R].
inline constexpr double flaming_soot_m2_per_kg = 8700.0;
inline constexpr double smouldering_soot_m2_per_kg = 4400.0;
/// Nothing is farther than this: FDS, MAXIMUM_VISIBILITY [S].
inline constexpr double largest_visibility_m = 30.0;

/// K = K_m rho.
double extinction_of_soot_per_m(double soot_kg_per_m3, double soot_m2_per_kg = flaming_soot_m2_per_kg);
/// Optical density, base 10, as CFAST writes it: OD = K / ln 10.
double optical_density_per_m(double extinction_per_m);
double extinction_of_optical_density_per_m(double optical_density_per_m);
/// Share of the light that a metre of smoke takes.
double obscuration_frac_per_m(double extinction_per_m);

/// C of V = C / K: 3 for reflecting signs, 8 for those that emit light [S FDS User Guide 22.10.5]. Jin's
/// ranges are 2 to 4 and 5 to 10 [S]. Measured for V of 5 to 15 m.
double sign_constant(SignKind sign);
/// C / K, at most largest_visibility_m.
double visibility_m(double extinction_per_m, SignKind sign);
/// Whether a sign can be seen through smoke of that mean extinction along the line of sight; walls are the
/// caller's. Börger et al. 2024, Fire Saf. J. 150:104269, eqs 8 and 9 [S].
bool is_sign_visible(double distance_m, double mean_extinction_per_m, SignKind sign);
/// Mean along the line, from values at equal distances. Not of nothing.
double mean_extinction_per_m(std::span<const double> along_line_per_m);

}  // namespace wayout
