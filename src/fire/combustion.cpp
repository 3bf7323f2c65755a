#include "fire/combustion.hpp"

#include "fire/powers.hpp"

#include <algorithm>

namespace wayout::fire {
namespace {

constexpr double carbon_kg_per_mol = 0.012011;
constexpr double hydrogen_kg_per_mol = 0.001008;
constexpr double oxygen_kg_per_mol = 0.015999;
constexpr double nitrogen_kg_per_mol = 0.014007;
constexpr double chlorine_kg_per_mol = 0.03545;

}  // namespace

double molar_mass_kg_per_mol_of(const FuelSpec& fuel) {
    return fuel.carbon * carbon_kg_per_mol + fuel.hydrogen * hydrogen_kg_per_mol +
           fuel.oxygen * oxygen_kg_per_mol + fuel.nitrogen * nitrogen_kg_per_mol +
           fuel.chlorine * chlorine_kg_per_mol;
}

// Moles nu by mole of fuel C_a H_b O_c N_d Cl_e of molar mass M: nu = M y / M_k of what has a yield, and
//   CO2 = a - CO - HCN - soot, H2O = (b - HCl - HCN) / 2, N2 = (d - HCN) / 2, O2 = CO2 + (H2O + CO - c) / 2
// [R CTR]; irritants with C, H, O or N are taken from these balances alike.
Gases products_kg_per_kg(const FuelSpec& fuel) {
    const double mass = molar_mass_kg_per_mol_of(fuel);
    Gases moles{};
    const auto yield = [&](Gas gas, double kg_per_kg) {
        of(moles, gas) = mass * kg_per_kg / of(molar_mass_kg_per_mol, gas);
    };
    yield(Gas::soot, fuel.yield_soot);
    yield(Gas::carbon_monoxide, fuel.yield_co);
    yield(Gas::hydrogen_cyanide, fuel.yield_hcn);
    yield(Gas::nitric_oxide, fuel.yield_no);
    yield(Gas::nitrogen_dioxide, fuel.yield_no2);
    yield(Gas::hydrogen_bromide, fuel.yield_hbr);
    yield(Gas::hydrogen_fluoride, fuel.yield_hf);
    yield(Gas::sulphur_dioxide, fuel.yield_so2);
    yield(Gas::acrolein, fuel.yield_acrolein);
    yield(Gas::formaldehyde, fuel.yield_formaldehyde);
    yield(Gas::hydrogen_chloride, fuel.yield_hcl.value_or(1e9));
    of(moles, Gas::hydrogen_chloride) = std::min(of(moles, Gas::hydrogen_chloride), fuel.chlorine);
    const auto n = [&](Gas gas) { return of(moles, gas); };
    // No more nitrogen than the fuel has.
    const double nitrogen_left =
        std::max(0.0, fuel.nitrogen - n(Gas::nitric_oxide) - n(Gas::nitrogen_dioxide));
    of(moles, Gas::hydrogen_cyanide) = std::min(n(Gas::hydrogen_cyanide), nitrogen_left);
    of(moles, Gas::nitrogen) = (nitrogen_left - n(Gas::hydrogen_cyanide)) / 2.0;
    of(moles, Gas::carbon_dioxide) =
        std::max(0.0, fuel.carbon - n(Gas::carbon_monoxide) - n(Gas::hydrogen_cyanide) - n(Gas::soot) -
                          3.0 * n(Gas::acrolein) - n(Gas::formaldehyde));
    of(moles, Gas::water) =
        std::max(0.0, (fuel.hydrogen - n(Gas::hydrogen_chloride) - n(Gas::hydrogen_cyanide) -
                       4.0 * n(Gas::acrolein) - 2.0 * n(Gas::formaldehyde)) /
                          2.0);
    const double oxygen = n(Gas::carbon_dioxide) + (n(Gas::water) + n(Gas::carbon_monoxide) +
                                                    n(Gas::nitric_oxide) + 2.0 * n(Gas::nitrogen_dioxide) +
                                                    n(Gas::acrolein) + n(Gas::formaldehyde) - fuel.oxygen) /
                                                       2.0;
    of(moles, Gas::oxygen) = -oxygen;
    Gases masses{};
    for (std::size_t i = 0; i < gas_count; ++i) masses[i] = moles[i] * molar_mass_kg_per_mol[i] / mass;
    return masses;
}

double usable_oxygen_frac(double oxygen_mass_frac, double lower_limit_frac) {
    return 0.5 * (1.0 + hyperbolic_tangent(800.0 * (oxygen_mass_frac - lower_limit_frac) - 4.0));
}

double starved_co_yield(double well_ventilated_yield, double equivalence_ratio) {
    constexpr double begin = 0.8;
    constexpr double end = 1.3;
    constexpr double starved = 0.2;
    const double share = std::clamp((equivalence_ratio - begin) / (end - begin), 0.0, 1.0);
    return well_ventilated_yield + share * std::max(0.0, starved - well_ventilated_yield);
}

}  // namespace wayout::fire
