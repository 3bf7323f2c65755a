/// What the air of a layer consists of.
#pragma once

#include <array>
#include <cstddef>

namespace wayout::fire {

/// The order is that of `molar_mass_kg_per_mol`.
enum class Gas : std::size_t {
    oxygen,
    nitrogen,
    carbon_dioxide,
    carbon_monoxide,
    water,
    hydrogen_cyanide,
    hydrogen_chloride,
    soot,
    fuel,  ///< pyrolysed but not burnt
    nitric_oxide,
    nitrogen_dioxide,
    hydrogen_bromide,
    hydrogen_fluoride,
    sulphur_dioxide,
    acrolein,
    formaldehyde,
};
inline constexpr std::size_t gas_count = 16;

/// One number for each gas.
using Gases = std::array<double, gas_count>;

inline constexpr double& of(Gases& gases, Gas gas) {
    return gases[static_cast<std::size_t>(gas)];
}
inline constexpr double of(const Gases& gases, Gas gas) {
    return gases[static_cast<std::size_t>(gas)];
}

/// Soot counts as carbon; unburnt fuel as methane, of which only the count of moles depends.
inline constexpr Gases molar_mass_kg_per_mol{0.031998, 0.028014, 0.044009, 0.02801,  0.018015, 0.027025,
                                             0.036458, 0.012011, 0.016043, 0.030006, 0.046006, 0.080912,
                                             0.020006, 0.064064, 0.056064, 0.030026};

inline double sum_of(const Gases& gases) {
    double sum = 0.0;
    for (const double mass : gases) sum += mass;
    return sum;
}

/// Mass fractions of air with 23 % oxygen by mass when dry [R CTR].
/// @param humidity_frac  relative
Gases moist_air(double temperature_k, double pressure_pa, double humidity_frac);

/// Mole fraction of one gas among all but soot; 0 of nothing.
double mole_frac(const Gases& masses_kg, Gas gas);

}  // namespace wayout::fire
