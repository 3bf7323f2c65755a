#include "fire/surface.hpp"

#include "fire/constants.hpp"
#include "fire/powers.hpp"

#include <cmath>

namespace wayout::fire {

double natural_convection_w_per_m2k(Surface surface, double temperature_difference_k) {
    const bool is_level = surface == ceiling || surface == floor_surface;
    return (is_level ? 1.52 : 1.31) * cube_root(std::abs(temperature_difference_k));
}

double ceiling_jet_flux_w_per_m2(double convective_w, double area_m2, double height_m) {
    return 0.27 * convective_w / (power(area_m2, 0.68) * power(height_m, 0.64));
}

Slab::Slab(const LiningSpec* lining, double temperature_k) {
    temperature_k_.fill(temperature_k);
    if (!lining)
        return;
    emissivity_frac_ = lining->emissivity_frac;
    // Spacing grows by 1.35 from node to node: the first is 1/75 of the thickness, 2 mm in 150 mm of
    // concrete.
    constexpr double growth = 1.35;
    double sum = 0.0;
    double spacing = 1.0;
    for (std::size_t i = 0; i + 1 < node_count; ++i, spacing *= growth) sum += spacing;
    spacing = lining->thickness_m / sum;
    const double heat_j_per_m3k = lining->density_kg_per_m3 * lining->specific_heat_j_per_kgk;
    for (std::size_t i = 0; i + 1 < node_count; ++i, spacing *= growth) {
        conductance_w_per_m2k_[i] = lining->conductivity_w_per_mk / spacing;
        capacity_j_per_m2k_[i] += 0.5 * heat_j_per_m3k * spacing;
        capacity_j_per_m2k_[i + 1] += 0.5 * heat_j_per_m3k * spacing;
    }
}

double Slab::step(double step_s, double flux_w_per_m2, double stiffness_w_per_m2k, double outdoor_k) {
    if (is_adiabatic())
        return 0.0;
    const double before_k = temperature_k_[0];
    const double back_k = temperature_k_.back();
    const double back_w_per_m2k = natural_convection_w_per_m2k(upper_wall, back_k - outdoor_k) +
                                  emissivity_frac_ * stefan_boltzmann_w_per_m2k4 *
                                      (back_k * back_k + outdoor_k * outdoor_k) * (back_k + outdoor_k);
    // Implicit Euler; the Thomas algorithm from the room to the back.
    std::array<double, node_count> coupling{};
    std::array<double, node_count> right{};
    for (std::size_t i = 0; i < node_count; ++i) {
        const double storage = capacity_j_per_m2k_[i] / step_s;
        double diagonal = storage;
        double value = storage * temperature_k_[i];
        if (i == 0) {
            diagonal += stiffness_w_per_m2k;
            value += flux_w_per_m2 + stiffness_w_per_m2k * before_k;
        } else {
            const double toward = conductance_w_per_m2k_[i - 1];
            diagonal += toward * (1.0 - coupling[i - 1]);
            value += toward * right[i - 1];
        }
        if (i + 1 == node_count) {
            diagonal += back_w_per_m2k;
            value += back_w_per_m2k * outdoor_k;
        } else {
            diagonal += conductance_w_per_m2k_[i];
            coupling[i] = conductance_w_per_m2k_[i] / diagonal;
        }
        right[i] = value / diagonal;
    }
    temperature_k_.back() = right.back();
    for (std::size_t i = node_count - 1; i-- > 0;)
        temperature_k_[i] = right[i] + coupling[i] * temperature_k_[i + 1];
    return flux_w_per_m2 - stiffness_w_per_m2k * (temperature_k_[0] - before_k);
}

}  // namespace wayout::fire
