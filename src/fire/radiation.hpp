/// Radiation between the four surfaces of a compartment, its two layers of gas and the flame.
#pragma once

#include "fire/gas.hpp"
#include "fire/surface.hpp"

#include <array>

namespace wayout::fire {

/// How a gas volume takes part in radiation along a mean beam.
struct GasBeam {
    double emissivity_frac{0.0};
    double flame_absorptivity_frac{0.0};  ///< for the radiation of flames
};
/// Water vapour and carbon dioxide after Leckner 1972 [M: the coefficients as printed by Modest, Radiative
/// Heat Transfer; without the correction for overlap], soot as exp(-kappa L) with kappa = 1195 f_v T, f_v =
/// soot density / 1800 kg/m3 (fire specification 3.4 [M]). Clear gas takes (T / 1200 K)^0.45 of its
/// emissivity out of the radiation of flames (Hottel [M]): their spectrum is that of hotter gas.
GasBeam gas_beam(const Gases& masses_kg, double volume_m3, double temperature_k, double pressure_pa,
                 double beam_m);

/// A compartment as radiation sees it: a cylinder of the same plan area.
struct Enclosure {
    double plan_area_m2{0.0};
    double upper_height_m{0.0};
    double lower_height_m{0.0};
    std::array<double, surface_count> area_m2{};          ///< by Surface; of the walls as they are
    std::array<double, surface_count> temperature_k{};    ///< by Surface
    std::array<double, surface_count> emissivity_frac{};  ///< 0: reflects everything, as adiabatic linings do
    std::array<double, 2> gas_temperature_k{};            ///< by Layer
    std::array<GasBeam, 2> gas{};                         ///< by Layer; emissivities above 0
};
struct Flame {
    double power_w{0.0};
    double height_m{0.0};  ///< above the floor
};

struct RadiantExchange {
    std::array<double, surface_count> into_surface_w_per_m2{};  ///< net
    std::array<double, surface_count> incident_w_per_m2{};
    std::array<double, 2> into_gas_w{};  ///< net, by Layer
};

/// Adds a flame on the axis to `sources`: power that reaches each surface and is left in the gas.
struct FlamePower {
    std::array<double, surface_count> onto_surface_w{};
    std::array<double, 2> into_gas_w{};
};
void add_flame(const Enclosure& enclosure, const Flame& flame, FlamePower& sources);

/// Net radiation method: surfaces are grey and diffuse, view factors those of coaxial discs, each crossing of
/// a layer takes its absorptivity out of a beam and adds its emission. What surfaces and gas gain sums up to
/// the power of the flames.
RadiantExchange radiant_exchange(const Enclosure& enclosure, const FlamePower& sources);

}  // namespace wayout::fire
