#include "fire/radiation.hpp"

#include "core/math.hpp"
#include "fire/constants.hpp"
#include "fire/powers.hpp"
#include "fire/vent_flow.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wayout::fire {
namespace {

// Leckner: ln eps = sum over i, j of c_ij tau^j lambda^i, tau = T / 1000 K, lambda = log10(p L / bar cm).
constexpr double water_coefficients[3][4] = {{-2.2118, -1.1987, 0.035596, 0.0},
                                             {0.85667, 0.93048, -0.14391, 0.0},
                                             {-0.10838, -0.17156, 0.045915, 0.0}};
constexpr double dioxide_coefficients[3][4] = {{-3.9893, 2.7669, -2.1081, 0.39163},
                                               {1.2710, -1.1090, 1.0195, -0.21897},
                                               {-0.23678, 0.19731, -0.19544, 0.044644}};

double leckner(const double (&c)[3][4], double temperature_k, double path_bar_cm) {
    constexpr double ln10 = 2.302585092994046;
    constexpr double negligible_bar_cm = 1e-3;
    if (path_bar_cm < negligible_bar_cm)
        return 0.0;
    // The fit is for 400 K and more; below, that of 300 K at least.
    const double tau = std::clamp(temperature_k, 300.0, 2500.0) / 1000.0;
    const double lambda = std::min(3.0, portable_log(path_bar_cm) / ln10);
    double sum = 0.0;
    for (std::size_t i = 3; i-- > 0;)
        sum = sum * lambda + ((c[i][3] * tau + c[i][2]) * tau + c[i][1]) * tau + c[i][0];
    return std::min(1.0, portable_exp(sum));
}

double emissive_power(double temperature_k) {
    const double squared = temperature_k * temperature_k;
    return stefan_boltzmann_w_per_m2k4 * squared * squared;
}

/// Share of the radiation of a disc that meets an equal coaxial one at a distance.
double disc_factor(double distance_m, double radius_m) {
    const double ratio = distance_m / radius_m;
    const double x = 2.0 + ratio * ratio;
    return 0.5 * (x - std::sqrt(std::max(0.0, x * x - 4.0)));
}

constexpr std::array<Layer, surface_count> side_of{upper, upper, lower, lower};

using PairTable = std::array<std::array<double, surface_count>, surface_count>;

/// A_i F_ij, symmetric.
PairTable exchange_areas(const Enclosure& enclosure) {
    const double area = enclosure.plan_area_m2;
    const double radius = std::sqrt(area / pi);
    const double through_upper = disc_factor(enclosure.upper_height_m, radius);
    const double through_lower = disc_factor(enclosure.lower_height_m, radius);
    const double through_both = disc_factor(enclosure.upper_height_m + enclosure.lower_height_m, radius);
    PairTable s{};
    const auto put = [&](Surface i, Surface j, double value) { s[i][j] = s[j][i] = std::max(0.0, value); };
    put(ceiling, floor_surface, area * through_both);
    put(ceiling, upper_wall, area * (1.0 - through_upper));
    put(ceiling, lower_wall, area * (through_upper - through_both));
    put(floor_surface, lower_wall, area * (1.0 - through_lower));
    put(floor_surface, upper_wall, area * (through_lower - through_both));
    // What a wall sends through the interface equals what it sends to the disc on its other end.
    put(upper_wall, lower_wall, s[ceiling][upper_wall] - s[floor_surface][upper_wall]);
    put(upper_wall, upper_wall, enclosure.area_m2[upper_wall] - 2.0 * s[ceiling][upper_wall]);
    put(lower_wall, lower_wall, enclosure.area_m2[lower_wall] - 2.0 * s[floor_surface][lower_wall]);
    return s;
}

}  // namespace

GasBeam gas_beam(const Gases& masses_kg, double volume_m3, double temperature_k, double pressure_pa,
                 double beam_m) {
    if (volume_m3 <= 0.0)
        return {};
    constexpr double flame_k = 1200.0;
    const double path_bar_cm = pressure_pa * 1e-5 * beam_m * 100.0;
    const double clear =
        (1.0 - leckner(water_coefficients, temperature_k, mole_frac(masses_kg, Gas::water) * path_bar_cm)) *
        (1.0 - leckner(dioxide_coefficients, temperature_k,
                       mole_frac(masses_kg, Gas::carbon_dioxide) * path_bar_cm));
    const double soot_per_m = 1195.0 * of(masses_kg, Gas::soot) / (1800.0 * volume_m3) * temperature_k;
    const double through_soot = portable_exp(-std::min(700.0, soot_per_m * beam_m));
    const double flame_share = std::min(1.0, power(temperature_k / flame_k, 0.45));
    return {1.0 - clear * through_soot, 1.0 - (1.0 - flame_share * (1.0 - clear)) * through_soot};
}

void add_flame(const Enclosure& enclosure, const Flame& flame, FlamePower& sources) {
    if (flame.power_w <= 0.0)
        return;
    const double radius = std::sqrt(enclosure.plan_area_m2 / pi);
    const auto disc_share = [&](double distance_m) {
        return 0.5 * (1.0 - distance_m / std::sqrt(distance_m * distance_m + radius * radius));
    };
    const double height = enclosure.upper_height_m + enclosure.lower_height_m;
    const double z = std::clamp(flame.height_m, 0.0, height);
    const bool is_low = z < enclosure.lower_height_m;
    const double to_interface = disc_share(std::abs(enclosure.lower_height_m - z));
    std::array<double, surface_count> share{};
    share[ceiling] = disc_share(height - z);
    share[floor_surface] = disc_share(z);
    const Surface far_wall = is_low ? upper_wall : lower_wall;
    const Surface near_wall = is_low ? lower_wall : upper_wall;
    share[far_wall] = to_interface - share[is_low ? ceiling : floor_surface];
    share[near_wall] = 1.0 - to_interface - share[is_low ? floor_surface : ceiling];
    const Layer here = is_low ? lower : upper;
    for (std::size_t i = 0; i < surface_count; ++i) {
        double power = flame.power_w * std::max(0.0, share[i]);
        const double near = power * enclosure.gas[here].flame_absorptivity_frac;
        sources.into_gas_w[here] += near;
        power -= near;
        if (side_of[i] != here) {
            const double far = power * enclosure.gas[side_of[i]].flame_absorptivity_frac;
            sources.into_gas_w[side_of[i]] += far;
            power -= far;
        }
        sources.onto_surface_w[i] += power;
    }
}

RadiantExchange radiant_exchange(const Enclosure& enclosure, const FlamePower& sources) {
    const PairTable s = exchange_areas(enclosure);
    const std::array<double, 2> alpha{enclosure.gas[upper].emissivity_frac,
                                      enclosure.gas[lower].emissivity_frac};
    const std::array<double, 2> emitted{emissive_power(enclosure.gas_temperature_k[upper]),
                                        emissive_power(enclosure.gas_temperature_k[lower])};
    // Linear system in the radiosities J: A_i G_i = sum_j S_ij (t_ij J_j + gas) + flames; J = eps E + (1 -
    // eps) G.
    std::array<std::array<double, surface_count + 1>, surface_count> m{};
    for (std::size_t i = 0; i < surface_count; ++i) {
        m[i][i] = 1.0;
        const double area = enclosure.area_m2[i];
        if (area <= 0.0)
            continue;
        const double eps = enclosure.emissivity_frac[i];
        double known = sources.onto_surface_w[i];
        for (std::size_t j = 0; j < surface_count; ++j) {
            const bool crosses = side_of[i] != side_of[j];
            double through = 1.0 - alpha[side_of[j]];
            double gas = alpha[side_of[j]] * emitted[side_of[j]];
            if (crosses) {
                through *= 1.0 - alpha[side_of[i]];
                gas = gas * (1.0 - alpha[side_of[i]]) + alpha[side_of[i]] * emitted[side_of[i]];
            }
            m[i][j] -= (1.0 - eps) * s[i][j] * through / area;
            known += s[i][j] * gas;
        }
        m[i][surface_count] = eps * emissive_power(enclosure.temperature_k[i]) + (1.0 - eps) * known / area;
    }
    // Diagonally dominant: no exchange of rows.
    for (std::size_t k = 0; k < surface_count; ++k)
        for (std::size_t i = k + 1; i < surface_count; ++i) {
            const double factor = m[i][k] / m[k][k];
            for (std::size_t j = k; j <= surface_count; ++j) m[i][j] -= factor * m[k][j];
        }
    std::array<double, surface_count> radiosity{};
    for (std::size_t i = surface_count; i-- > 0;) {
        double value = m[i][surface_count];
        for (std::size_t j = i + 1; j < surface_count; ++j) value -= m[i][j] * radiosity[j];
        radiosity[i] = value / m[i][i];
    }

    RadiantExchange result;
    result.into_gas_w = sources.into_gas_w;
    for (std::size_t i = 0; i < surface_count; ++i) {
        const double area = enclosure.area_m2[i];
        if (area <= 0.0)
            continue;
        double incident_w = sources.onto_surface_w[i];
        for (std::size_t j = 0; j < surface_count; ++j) {
            double beam = radiosity[j];
            const auto cross = [&](Layer layer) {
                const double gained = alpha[layer] * (beam - emitted[layer]);
                result.into_gas_w[layer] += s[i][j] * gained;
                beam -= gained;
            };
            cross(side_of[j]);
            if (side_of[i] != side_of[j])
                cross(side_of[i]);
            incident_w += s[i][j] * beam;
        }
        result.incident_w_per_m2[i] = incident_w / area;
        result.into_surface_w_per_m2[i] = incident_w / area - radiosity[i];
    }
    return result;
}

}  // namespace wayout::fire
