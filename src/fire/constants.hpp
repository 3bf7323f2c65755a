/// Constants of the two-zone model. CTR: NIST CFAST technical reference (source tree of 2026-08-21, program
/// version 7.7.5). Tags: [R] read in the source, [S] in a text about it, [M] from memory, [D] derived.
#pragma once

namespace wayout::fire {

inline constexpr double specific_heat_j_per_kgk = 1012.0;  ///< cp of all gas [R CTR]
inline constexpr double heat_ratio = 1.4;                  ///< gamma [R CTR]
/// R = cp (gamma - 1) / gamma [R CTR]
inline constexpr double gas_constant_j_per_kgk = specific_heat_j_per_kgk * (heat_ratio - 1.0) / heat_ratio;
inline constexpr double gravity_mps2 = 9.80665;
inline constexpr double stefan_boltzmann_w_per_m2k4 = 5.670374e-8;
inline constexpr double air_oxygen_frac = 0.23;  ///< by mass, dry air [R CTR]
/// Heat by mass of oxygen used [R CTR].
inline constexpr double heat_of_oxygen_j_per_kg = 13.1e6;
/// Extinction by mass of soot, flaming [R: default of FDS, CFAST and FDS+Evac].
inline constexpr double extinction_m2_per_kg = 8700.0;
inline constexpr double pi = 3.14159265358979323846;

}  // namespace wayout::fire
