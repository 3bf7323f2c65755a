#include "fire/gas.hpp"

#include "core/math.hpp"
#include "fire/constants.hpp"

#include <algorithm>

namespace wayout::fire {
namespace {

/// Saturation pressure of water, Magnus formula of WMO: 611.2 Pa exp(17.62 t / (243.12 + t)), t in Celsius
/// [M; 2333 Pa at 20 degrees, within 0.3 % of steam tables].
double saturation_pressure_pa(double temperature_k) {
    const double t = std::clamp(temperature_k - 273.15, -45.0, 100.0);
    return 611.2 * portable_exp(17.62 * t / (243.12 + t));
}

}  // namespace

Gases moist_air(double temperature_k, double pressure_pa, double humidity_frac) {
    const double water =
        std::clamp(humidity_frac * saturation_pressure_pa(temperature_k) / pressure_pa, 0.0, 1.0);
    const double dry_molar_mass = 1.0 / (air_oxygen_frac / of(molar_mass_kg_per_mol, Gas::oxygen) +
                                         (1.0 - air_oxygen_frac) / of(molar_mass_kg_per_mol, Gas::nitrogen));
    const double water_mass = water * of(molar_mass_kg_per_mol, Gas::water);
    const double dry_mass = (1.0 - water) * dry_molar_mass;
    Gases air{};
    of(air, Gas::water) = water_mass / (water_mass + dry_mass);
    const double dry_frac = dry_mass / (water_mass + dry_mass);
    of(air, Gas::oxygen) = air_oxygen_frac * dry_frac;
    of(air, Gas::nitrogen) = (1.0 - air_oxygen_frac) * dry_frac;
    return air;
}

double mole_frac(const Gases& masses_kg, Gas gas) {
    double moles = 0.0;
    for (std::size_t i = 0; i < gas_count; ++i)
        if (i != static_cast<std::size_t>(Gas::soot))
            moles += masses_kg[i] / molar_mass_kg_per_mol[i];
    return moles > 0.0 ? of(masses_kg, gas) / of(molar_mass_kg_per_mol, gas) / moles : 0.0;
}

}  // namespace wayout::fire
