/// Linings: heat taken up and passed to the outside, and convection from gas to them.
#pragma once

#include <wayout/zone_fire.hpp>

#include <array>
#include <cstddef>

namespace wayout::fire {

/// The four surfaces of a compartment.
enum Surface : std::size_t { ceiling = 0, upper_wall = 1, lower_wall = 2, floor_surface = 3 };
inline constexpr std::size_t surface_count = 4;

/// W/m2K of natural convection: C |dT|^(1/3), C 1.52 on ceilings and floors, 1.31 on walls [R CTR].
double natural_convection_w_per_m2k(Surface surface, double temperature_difference_k);

/// W/m2 that the jet under a ceiling gives to it: 0.27 Qc / (A^0.68 H^0.64), Qc in W [R CTR]. The jet is
/// hotter than the layer, so the ceiling may become so too.
double ceiling_jet_flux_w_per_m2(double convective_w, double area_m2, double height_m);

/// One-dimensional conduction, implicit in time, finer towards the room. The back gives heat to outdoor air
/// by 10 W/m2K and radiation.
class Slab {
public:
    static constexpr std::size_t node_count = 12;

    /// Null: adiabatic, keeps its temperature and takes nothing.
    Slab(const LiningSpec* lining, double temperature_k);

    bool is_adiabatic() const { return conductance_w_per_m2k_[0] == 0.0; }
    double surface_k() const { return temperature_k_[0]; }
    double emissivity_frac() const { return emissivity_frac_; }

    /// @param flux_w_per_m2  into the surface at its present temperature
    /// @param stiffness_w_per_m2k  by how much the flux falls per kelvin that the surface becomes warmer
    /// @return the mean flux of the step
    double step(double step_s, double flux_w_per_m2, double stiffness_w_per_m2k, double outdoor_k);

private:
    std::array<double, node_count> temperature_k_{};
    std::array<double, node_count> capacity_j_per_m2k_{};
    std::array<double, node_count - 1> conductance_w_per_m2k_{};
    double emissivity_frac_{0.0};
};

}  // namespace wayout::fire
