/// What burning a kilogram of fuel takes from the air and leaves in it, and how much burns where oxygen is
/// scarce. Source: NIST CFAST technical reference (CTR), chapter on combustion [R].
#pragma once

#include "fire/gas.hpp"

#include <wayout/zone_fire.hpp>

namespace wayout::fire {

/// kg of each gas that appear (> 0) or vanish (< 0) when 1 kg of fuel burns. Their sum is 1 plus the yields
/// of what the formula does not contain (SO2, HBr, HF) less the chlorine that stays behind.
Gases products_kg_per_kg(const FuelSpec& fuel);

double molar_mass_kg_per_mol_of(const FuelSpec& fuel);

/// Share of the oxygen that can burn: [1 + tanh(800 (Y_O2 - Y_lim) - 4)] / 2 [R CTR].
double usable_oxygen_frac(double oxygen_mass_frac, double lower_limit_frac);

/// CO yield of a fire that lacks air: that of the well-ventilated fire up to equivalence ratio 0.8, then
/// rising linearly to 0.2 kg/kg at 1.3 [M: order of magnitude of ISO/TR values].
double starved_co_yield(double well_ventilated_yield, double equivalence_ratio);

}  // namespace wayout::fire
