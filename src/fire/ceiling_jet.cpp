#include "fire/ceiling_jet.hpp"

#include "core/math.hpp"
#include "fire/constants.hpp"
#include "fire/powers.hpp"

#include <algorithm>
#include <cmath>

namespace wayout::fire {

CeilingJet alpert_jet(double heat_release_kw, double height_m, double radius_m) {
    CeilingJet jet;
    if (heat_release_kw <= 0.0)
        return jet;
    const double ratio = radius_m / height_m;
    jet.excess_k = ratio <= 0.18 ? 16.9 * power(heat_release_kw, 2.0 / 3.0) / power(height_m, 5.0 / 3.0)
                                 : 5.38 * power(heat_release_kw / radius_m, 2.0 / 3.0) / height_m;
    jet.speed_mps =
        ratio <= 0.15 ? 0.96 * cube_root(heat_release_kw / height_m)
                      : 0.195 * cube_root(heat_release_kw) * std::sqrt(height_m) / power(radius_m, 5.0 / 6.0);
    return jet;
}

double jet_speed_mps(double heat_release_kw, double height_m, double radius_m,
                     double ambient_density_kg_per_m3, double ambient_k) {
    const double scale_kw =
        ambient_density_kg_per_m3 * specific_heat_j_per_kgk / 1000.0 * ambient_k * std::sqrt(gravity_mps2);
    const double ratio = radius_m / height_m;
    const double a = ratio <= 0.17 ? 3.61 : 1.06 * power(ratio, -0.69);
    return a * std::sqrt(gravity_mps2 * height_m) *
           cube_root(std::max(0.0, heat_release_kw) / (scale_kw * power(height_m, 2.5)));
}

SubstituteFire substitute_fire(double convective_kw, double to_interface_m, double lower_k, double upper_k,
                               double ambient_density_kg_per_m3, double ambient_k) {
    constexpr double c = 9.115;
    constexpr double beta_squared = 0.913;
    const double ratio = upper_k / lower_k;
    if (convective_kw <= 0.0 || ratio <= 1.0)
        return {std::max(0.0, convective_kw), to_interface_m};
    // rho T is that of the ambient air in either layer.
    const double scale_kw =
        ambient_density_kg_per_m3 * specific_heat_j_per_kgk / 1000.0 * ambient_k * std::sqrt(gravity_mps2);
    const double first = convective_kw / (scale_kw * power(to_interface_m, 2.5));
    const double warmth = (1.0 + c * power(first, 2.0 / 3.0)) / (ratio * c) - 1.0 / c;  // Q2*^(2/3)
    if (warmth <= 0.0)
        return {0.0, to_interface_m};
    const double second = power(warmth, 1.5);
    const double stretch = power(
        ratio * first * c / (std::sqrt(warmth) * ((ratio - 1.0) * (beta_squared + 1.0) + ratio * c * warmth)),
        0.4);
    const double to_interface = to_interface_m * stretch;
    return {second * scale_kw * power(to_interface, 2.5), to_interface};
}

double heated_link_k(double link_k, double gas_k, double speed_mps, double rti_m05_s05, double step_s) {
    constexpr double least_speed_mps = 0.1;
    const double rate = std::sqrt(std::max(least_speed_mps, speed_mps)) / rti_m05_s05;
    return gas_k + (link_k - gas_k) * portable_exp(-std::min(700.0, rate * step_s));
}

}  // namespace wayout::fire
