/// When bare steel gets too hot to carry: lumped heating and critical temperature of EN 1993-1-2:2005.
///
/// A screening: no redistribution of loads, no connections, no fire protection, no thermal expansion. The
/// coefficients of the standard are from memory [M], to be verified before a result rests on them.
#pragma once

#include <wayout/structure.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wayout {

inline constexpr double steel_density_kg_per_m3 = 7850.0;
/// Largest step of the heating law, 4.2.5.1 [M].
inline constexpr double longest_steel_step_s = 5.0;

/// c_a of carbon steel, 3.4.1.2 [M]; that of 20 C below 20 C.
double steel_specific_heat_j_per_kg_k(double steel_k);

/// Temperature at which a member that was used to the share mu0 of its cold strength yields, 4.2.4 [M]:
/// 39.19 ln(1 / (0.9674 mu0^3.833) - 1) + 482 C.
/// @param utilisation_frac  mu0 from least_utilisation_frac to 1; anything else is a bug
double critical_temperature_k(double utilisation_frac);

/// k_sh of I-sections in the standard fire, 4.2.5.1 [M]: 0.9 (A_m/V)_box / (A_m/V), at most 1.
double shadow_factor_of_i_section(double box_factor_per_m, double section_factor_per_m);

/// The standard fire, ISO 834: 20 + 345 log10(8 t + 1) C, t in minutes [M].
double standard_fire_k(double time_s);

/// Temperature after a step with constant gas temperature, which is also that of what radiates.
/// @param dt_s  from 0 to longest_steel_step_s
double next_steel_temperature_k(const SteelMember& member, double steel_k, double gas_k, double dt_s);

/// Gas temperature at a time. Linear between points; constant before the first and after the last.
struct GasPoint {
    double time_s;
    double gas_k;
};

/// Temperatures of the member at 0, dt, 2 dt, ... until the history ends, from 20 C on.
std::vector<double> steel_temperatures_k(const SteelMember& member, std::span<const GasPoint> gas,
                                         double dt_s = longest_steel_step_s);

/// When the member reaches its critical temperature, and when with 0.1 more or less utilisation. Empty: not
/// within the history.
struct CriticalTime {
    double critical_k{0.0};
    std::optional<double> time_s;
    std::optional<double> earliest_s;  ///< mu0 + 0.1, at most 1
    std::optional<double> latest_s;    ///< mu0 - 0.1, at least least_utilisation_frac
    double hottest_k{0.0};             ///< within the history
};
/// @param gas  not empty, times ascending
CriticalTime time_to_critical(const SteelMember& member, std::span<const GasPoint> gas);

/// The line for reports: what was computed, and that it is a screening.
std::string describe(const SteelMember& member, const CriticalTime& critical);

}  // namespace wayout
