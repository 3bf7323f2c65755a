#include "hazards/steel.hpp"

#include "core/assert.hpp"
#include "core/math.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace wayout {
namespace {

constexpr double zero_celsius_k = 273.15;
constexpr double start_k = zero_celsius_k + 20.0;
constexpr double stefan_boltzmann_w_per_m2_k4 = 5.670374419e-8;
constexpr double utilisation_band = 0.1;

double fourth_power(double x) {
    return x * x * x * x;
}

double gas_at_k(std::span<const GasPoint> gas, double time_s) {
    const auto after = std::upper_bound(gas.begin(), gas.end(), time_s,
                                        [](double t, const GasPoint& p) { return t < p.time_s; });
    if (after == gas.begin())
        return gas.front().gas_k;
    if (after == gas.end())
        return gas.back().gas_k;
    const GasPoint& a = *(after - 1);
    const GasPoint& b = *after;
    return a.gas_k + (b.gas_k - a.gas_k) * (time_s - a.time_s) / (b.time_s - a.time_s);
}

/// First time at which the temperature is reached, linear between steps.
std::optional<double> time_of(std::span<const double> steel_k, double target_k, double dt_s) {
    for (std::size_t i = 1; i < steel_k.size(); ++i)
        if (steel_k[i] >= target_k) {
            const double share = std::max(0.0, (target_k - steel_k[i - 1]) / (steel_k[i] - steel_k[i - 1]));
            return (static_cast<double>(i - 1) + share) * dt_s;
        }
    return std::nullopt;
}

std::string in_words(const std::optional<double>& time_s) {
    return time_s ? fmt::format("reached after {:.0f} s", *time_s) : std::string("not reached");
}

}  // namespace

double steel_specific_heat_j_per_kg_k(double steel_k) {
    const double t = std::max(20.0, steel_k - zero_celsius_k);
    if (t < 600.0)
        return 425.0 + t * (0.773 + t * (-1.69e-3 + t * 2.22e-6));
    if (t < 735.0)
        return 666.0 + 13002.0 / (738.0 - t);
    if (t < 900.0)
        return 545.0 + 17820.0 / (t - 731.0);
    return 650.0;
}

double critical_temperature_k(double utilisation_frac) {
    WAYOUT_ASSERT(utilisation_frac >= least_utilisation_frac && utilisation_frac <= 1.0,
                  "critical temperature: utilisation outside 0.013 to 1");
    const double power = portable_exp(3.833 * portable_log(utilisation_frac));
    return zero_celsius_k + 39.19 * portable_log(1.0 / (0.9674 * power) - 1.0) + 482.0;
}

double shadow_factor_of_i_section(double box_factor_per_m, double section_factor_per_m) {
    return std::min(1.0, 0.9 * box_factor_per_m / section_factor_per_m);
}

double standard_fire_k(double time_s) {
    const double t_min = time_s / 60.0;
    return start_k + 345.0 * portable_log(8.0 * t_min + 1.0) / std::numbers::ln10;
}

double next_steel_temperature_k(const SteelMember& member, double steel_k, double gas_k, double dt_s) {
    WAYOUT_ASSERT(dt_s >= 0.0 && dt_s <= longest_steel_step_s, "steel: step longer than 5 s");
    const double flux_w_per_m2 =
        member.convection_w_per_m2_k * (gas_k - steel_k) +
        member.emissivity_frac * stefan_boltzmann_w_per_m2_k4 * (fourth_power(gas_k) - fourth_power(steel_k));
    const double next_k = steel_k + member.shadow_frac * member.section_factor_per_m * flux_w_per_m2 * dt_s /
                                        (steel_specific_heat_j_per_kg_k(steel_k) * steel_density_kg_per_m3);
    // Thin sheets follow the gas within a step; they do not overshoot it.
    return gas_k > steel_k ? std::min(next_k, gas_k) : std::max(next_k, gas_k);
}

std::vector<double> steel_temperatures_k(const SteelMember& member, std::span<const GasPoint> gas,
                                         double dt_s) {
    WAYOUT_ASSERT(!gas.empty() && dt_s > 0.0, "steel: no gas temperatures or no step");
    const auto steps = static_cast<std::size_t>(std::ceil(std::max(0.0, gas.back().time_s) / dt_s));
    std::vector<double> steel_k{start_k};
    steel_k.reserve(steps + 1);
    for (std::size_t i = 1; i <= steps; ++i)  // gas at the end of each step: heats a little early
        steel_k.push_back(next_steel_temperature_k(member, steel_k.back(),
                                                   gas_at_k(gas, static_cast<double>(i) * dt_s), dt_s));
    return steel_k;
}

CriticalTime time_to_critical(const SteelMember& member, std::span<const GasPoint> gas) {
    const double mu0 = member.utilisation_frac;
    const std::vector<double> steel_k = steel_temperatures_k(member, gas);
    const auto time_with = [&](double utilisation) {
        return time_of(steel_k, critical_temperature_k(utilisation), longest_steel_step_s);
    };
    return {critical_temperature_k(mu0), time_with(mu0), time_with(std::min(1.0, mu0 + utilisation_band)),
            time_with(std::max(least_utilisation_frac, mu0 - utilisation_band)),
            *std::max_element(steel_k.begin(), steel_k.end())};
}

std::string describe(const SteelMember& member, const CriticalTime& critical) {
    return fmt::format(
        "Steel member, {} 1/m, used to {} of its strength: critical at {:.0f} C: {} (used to 0.1 more: "
        "{}; 0.1 less: {}); hottest {:.0f} C. Screening after EN 1993-1-2, coefficients from memory: no "
        "redistribution, no connections, no fire protection.",
        member.section_factor_per_m, member.utilisation_frac, critical.critical_k - zero_celsius_k,
        in_words(critical.time_s), in_words(critical.earliest_s), in_words(critical.latest_s),
        critical.hottest_k - zero_celsius_k);
}

}  // namespace wayout
