#include "fire/plume.hpp"

#include "fire/constants.hpp"
#include "fire/powers.hpp"

#include <algorithm>
#include <cmath>

namespace wayout::fire {
namespace {

constexpr double cp_kj = specific_heat_j_per_kgk / 1000.0;

/// Q* = Q / (rho cp T sqrt(g) D^2.5), to the power 0.4.
double dimensionless_heat_power(const PlumeSource& source, const PlumeAir& air) {
    const double d = source.diameter_m;
    return power(source.heat_release_kw / (air.density_kg_per_m3 * cp_kj * air.temperature_k *
                                           std::sqrt(gravity_mps2) * d * d * std::sqrt(d)),
                 0.4);
}

double heskestad(const PlumeSource& source, const PlumeAir& air, double height_m) {
    if (source.convective_kw <= 0.0 || height_m <= 0.0)
        return 0.0;
    const double star = dimensionless_heat_power(source, air);
    const double flame_m = std::max(0.0, source.diameter_m * (-1.02 + 3.7 * star));
    const double origin_m = source.diameter_m * (-1.02 + 1.4 * star);
    const double rho = air.density_kg_per_m3;
    const double temperature = air.temperature_k;
    const double c1 = 0.196 * cube_root(gravity_mps2 * rho * rho / (cp_kj * temperature));
    const double c2 = 2.9 / power(std::sqrt(gravity_mps2) * cp_kj * rho * temperature, 2.0 / 3.0);
    // The flame height lies above the virtual origin for every Q* > 0: 3.7 > 1.4.
    const double rise = power(std::max(height_m, flame_m) - origin_m, 5.0 / 3.0);
    const double q = cube_root(source.convective_kw);
    const double entrained = c1 * q * (rise + c2 * q * q);
    return height_m < flame_m ? entrained * height_m / flame_m : entrained;
}

double mccaffrey(const PlumeSource& source, double height_m) {
    const double q = source.heat_release_kw;
    if (q <= 0.0 || height_m <= 0.0)
        return 0.0;
    const double z = height_m / power(q, 0.4);
    if (z < 0.08)
        return q * 0.011 * power(z, 0.566);
    if (z < 0.20)
        return q * 0.026 * power(z, 0.909);
    return q * 0.124 * power(z, 1.895);
}

}  // namespace

double flame_height_m(const PlumeSource& source, const PlumeAir& air) {
    return std::max(0.0, source.diameter_m * (-1.02 + 3.7 * dimensionless_heat_power(source, air)));
}

double virtual_origin_m(const PlumeSource& source, const PlumeAir& air) {
    return source.diameter_m * (-1.02 + 1.4 * dimensionless_heat_power(source, air));
}

double plume_entrainment_kg_per_s(PlumeModel model, const PlumeSource& source, const PlumeAir& air,
                                  double height_m) {
    PlumeSource whole = source;
    double share = 1.0;
    if (source.place == FirePlace::corner) {
        whole.heat_release_kw *= 4.0;
        whole.convective_kw *= 4.0;
        whole.diameter_m *= 2.0;
        share = 0.25;
    }
    return share *
           (model == PlumeModel::heskestad ? heskestad(whole, air, height_m) : mccaffrey(whole, height_m));
}

double spill_entrainment_kg_per_s(const Spill& spill) {
    const double excess_k = spill.flow_temperature_k - spill.lower_temperature_k;
    if (spill.flow_kg_per_s <= 0.0 || spill.rise_m <= 0.0 || excess_k <= 0.0)
        return 0.0;
    const double heat_w = specific_heat_j_per_kgk * excess_k * spill.flow_kg_per_s;
    const double rho = spill.lower_density_kg_per_m3;
    return 0.44 * power(spill.lower_temperature_k / spill.flow_temperature_k, 2.0 / 3.0) *
           cube_root(gravity_mps2 * rho * rho / (specific_heat_j_per_kgk * spill.lower_temperature_k)) *
           cube_root(heat_w) * power(spill.width_m, 2.0 / 3.0) * spill.rise_m;
}

}  // namespace wayout::fire
