#include "fire/vent_flow.hpp"

#include "core/math.hpp"
#include "fire/constants.hpp"
#include "fire/powers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout::fire {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// sqrt(x) for x well above 1e-4 Pa and smooth at 0, so that pressures can be solved for.
double smooth_root(double x) {
    constexpr double smooth_below_pa = 1e-4;
    return x / std::sqrt(x + smooth_below_pa);
}

/// Flow through a slab over which the pressure difference is linear and does not change its sign.
void add_slab(const Side& a, const Side& b, const WallGap& gap, double low_m, double high_m, double low_dp_pa,
              double high_dp_pa, Exchange& exchange) {
    const double mean_dp_pa = 0.5 * (low_dp_pa + high_dp_pa);
    if (mean_dp_pa == 0.0 || high_m <= low_m)
        return;
    const std::size_t source = mean_dp_pa > 0.0 ? 0 : 1;
    const Side& side = source == 0 ? a : b;
    const Layer layer = side.layer_at(0.5 * (low_m + high_m));
    const double root_low = smooth_root(std::abs(low_dp_pa));
    const double root_high = smooth_root(std::abs(high_dp_pa));
    const double flow = 2.0 / 3.0 * gap.discharge_frac * std::sqrt(2.0 * side.density_kg_per_m3[layer]) *
                        gap.width_m * (high_m - low_m) *
                        (root_low * root_low + root_low * root_high + root_high * root_high) /
                        (root_low + root_high);
    exchange.out_kg_per_s[source][layer] += flow;
    if (layer == upper)
        exchange.upper_out_from_m[source] = std::min(exchange.upper_out_from_m[source], low_m);
}

}  // namespace

double Side::excess_pa(double elevation_m) const {
    const double in_lower_m = std::min(elevation_m, interface_m) - floor_m;
    const double in_upper_m = std::max(0.0, elevation_m - interface_m);
    return pressure_pa + gravity_mps2 * ((outdoor_density_kg_per_m3 - density_kg_per_m3[lower]) * in_lower_m +
                                         (outdoor_density_kg_per_m3 - density_kg_per_m3[upper]) * in_upper_m);
}

Exchange no_exchange() {
    Exchange exchange;
    exchange.upper_out_from_m = {infinity, infinity};
    return exchange;
}

Exchange wall_gap_exchange(const Side& a, const Side& b, const WallGap& gap) {
    Exchange exchange = no_exchange();
    std::array<double, 4> cuts{gap.bottom_m, std::clamp(a.interface_m, gap.bottom_m, gap.top_m),
                               std::clamp(b.interface_m, gap.bottom_m, gap.top_m), gap.top_m};
    if (cuts[1] > cuts[2])
        std::swap(cuts[1], cuts[2]);
    double low_dp = a.excess_pa(cuts[0]) - b.excess_pa(cuts[0]);
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        const double low = cuts[i];
        const double high = cuts[i + 1];
        if (high <= low)
            continue;
        const double high_dp = a.excess_pa(high) - b.excess_pa(high);
        if ((low_dp > 0.0 && high_dp < 0.0) || (low_dp < 0.0 && high_dp > 0.0)) {
            const double neutral = low + (high - low) * low_dp / (low_dp - high_dp);
            add_slab(a, b, gap, low, neutral, low_dp, 0.0, exchange);
            add_slab(a, b, gap, neutral, high, 0.0, high_dp, exchange);
        } else {
            add_slab(a, b, gap, low, high, low_dp, high_dp, exchange);
        }
        low_dp = high_dp;
    }
    return exchange;
}

Exchange ceiling_hole_exchange(const Side& below, const Side& above, const CeilingHole& hole) {
    Exchange exchange = no_exchange();
    if (hole.area_m2 <= 0.0)
        return exchange;
    const double dp_pa = below.excess_pa(hole.elevation_m) - above.excess_pa(hole.elevation_m);
    const Layer under = below.layer_at(hole.elevation_m);
    const Layer over = above.layer_at(hole.elevation_m);
    const double rho_below = below.density_kg_per_m3[under];
    const double rho_above = above.density_kg_per_m3[over];
    double up_m3 = 0.0;
    double down_m3 = 0.0;
    const double volume = 0.68 * hole.area_m2 * smooth_root(std::abs(dp_pa)) *
                          std::sqrt(2.0 / (dp_pa > 0.0 ? rho_below : rho_above));
    (dp_pa > 0.0 ? up_m3 : down_m3) += volume;
    const double excess_density = rho_above - rho_below;
    if (excess_density > 0.0) {
        const bool is_round = hole.shape == VentShape::round;
        const double d = is_round ? 2.0 * std::sqrt(hole.area_m2 / pi) : std::sqrt(hole.area_m2);
        const double shape = is_round ? 0.754 : 0.942;
        const double flood_pa = shape * shape * gravity_mps2 * excess_density * power(d, 5.0) /
                                (2.0 * hole.area_m2 * hole.area_m2);
        if (std::abs(dp_pa) < flood_pa) {
            const double exchanged = 0.10 *
                                     std::sqrt(gravity_mps2 * excess_density * power(hole.area_m2, 2.5) /
                                               (0.5 * (rho_above + rho_below))) *
                                     (1.0 - std::abs(dp_pa) / flood_pa);
            up_m3 += exchanged;
            down_m3 += exchanged;
        }
    }
    double upper_share = under == upper ? 1.0 : 0.0;
    const double depth_m = hole.elevation_m - below.interface_m;
    const double warmer =
        (below.temperature_k[upper] - below.temperature_k[lower]) / below.temperature_k[lower];
    if (under == upper && up_m3 > 0.0 && warmer > 0.0 && below.interface_m > below.floor_m) {
        const double froude_squared = up_m3 * up_m3 / (gravity_mps2 * power(depth_m, 5.0) * warmer);
        upper_share = portable_exp(-std::min(700.0, 0.25 * froude_squared));
    }
    exchange.out_kg_per_s[0][upper] = up_m3 * upper_share * below.density_kg_per_m3[upper];
    exchange.out_kg_per_s[0][lower] = up_m3 * (1.0 - upper_share) * below.density_kg_per_m3[lower];
    exchange.out_kg_per_s[1][over] = down_m3 * rho_above;
    if (exchange.out_kg_per_s[0][upper] > 0.0)
        exchange.upper_out_from_m[0] = hole.elevation_m;
    if (over == upper && down_m3 > 0.0)
        exchange.upper_out_from_m[1] = hole.elevation_m;
    return exchange;
}

double fan_upper_share(const Side& side, double elevation_m, double opening_height_m) {
    if (side.interface_m <= side.floor_m)
        return 1.0;
    if (side.interface_m >= side.ceiling_m)
        return 0.0;
    // A hole in a ceiling still draws from a band: the interface under it is never a mathematical plane.
    constexpr double least_band_m = 0.1;
    const double band_m = std::max(least_band_m, opening_height_m);
    return std::clamp((elevation_m + 0.5 * band_m - side.interface_m) / band_m, 0.0, 1.0);
}

Exchange fan_exchange(const Side& from, const Side& to, const Fan& fan) {
    Exchange exchange = no_exchange();
    if (fan.flow_m3_per_s <= 0.0)
        return exchange;
    const double rise_pa = to.excess_pa(fan.to_elevation_m) - from.excess_pa(fan.from_elevation_m);
    const double past =
        8.0 * (rise_pa - fan.cutoff_begin_pa) / (fan.cutoff_end_pa - fan.cutoff_begin_pa) - 4.0;
    const double volume = fan.flow_m3_per_s * 0.5 * (1.0 - hyperbolic_tangent(past));
    const double upper_share = fan_upper_share(from, fan.from_elevation_m, fan.opening_height_m);
    exchange.out_kg_per_s[0][upper] = volume * upper_share * from.density_kg_per_m3[upper];
    exchange.out_kg_per_s[0][lower] = volume * (1.0 - upper_share) * from.density_kg_per_m3[lower];
    if (upper_share > 0.0)
        exchange.upper_out_from_m[0] = fan.from_elevation_m;
    return exchange;
}

}  // namespace wayout::fire
