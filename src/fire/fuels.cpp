/// The named fuels: source parameters of the fire specification, table 3.6.
#include <wayout/zone_fire.hpp>

#include <algorithm>

namespace wayout {
namespace {

constexpr std::string_view from_memory =
    "SFPE Handbook, Tewarson, well-ventilated; from memory, verify before use";

FuelSpec formula(double carbon, double hydrogen, double oxygen, double nitrogen = 0.0,
                 double chlorine = 0.0) {
    FuelSpec fuel;
    fuel.carbon = carbon;
    fuel.hydrogen = hydrogen;
    fuel.oxygen = oxygen;
    fuel.nitrogen = nitrogen;
    fuel.chlorine = chlorine;
    return fuel;
}

FuelSpec with(FuelSpec fuel, double heat_mj_per_kg, double co, double soot, double hcn = 0.0,
              double radiative = 0.35) {
    fuel.heat_of_combustion_kj_per_kg = 1000.0 * heat_mj_per_kg;
    fuel.yield_co = co;
    fuel.yield_soot = soot;
    fuel.yield_hcn = hcn;
    fuel.radiative_frac = radiative;
    return fuel;
}

std::vector<FuelPreset> all_presets() {
    const FuelSpec pu = formula(1.0, 1.8, 0.30, 0.05);
    std::vector<FuelPreset> all{
        {"pu_foam_gm21", "flexible polyurethane foam GM21", from_memory, with(pu, 17.8, .010, .131, .004)},
        {"pu_foam_gm23", "flexible polyurethane foam GM23", from_memory, with(pu, 19.0, .031, .227, .005)},
        {"pu_foam_gm29", "rigid polyurethane foam GM29", from_memory, with(pu, 16.4, .024, .130, .009)},
        {"polystyrene", "polystyrene, also as acoustic or decoration foam", from_memory,
         with(formula(8, 8, 0), 27.0, .060, .164)},
        {"pmma", "PMMA", from_memory, with(formula(5, 8, 2), 24.2, .010, .022)},
        {"pvc", "PVC", from_memory, with(formula(2, 3, 0, 0, 1), 6.6, .063, .172)},
        {"wood", "wood (red oak)", from_memory, with(formula(6, 10, 5), 12.4, .004, .015)},
        {"nylon_carpet", "nylon carpet", from_memory, with(formula(6, 11, 1, 1), 16.4, .038, .075, .04)},
        {"heptane", "heptane pool", "CFAST case of the VTT hall, read",
         with(formula(7, 16, 0), 44.6, .0067, .015, 0.0, 0.4)},
        {"cable_xpe_neoprene", "cabinet cable, XPE/neoprene", "CFAST control room case, read",
         with(formula(3, 4.5, 0, 0, 0.5), 10.3, .082, .175, 0.0, 0.53)},
        {"design_cvm2", "design fire of NZ C/VM2 before flashover",
         "NZ C/VM2; from memory, verify before use", with(formula(1, 2, 0.5), 20.0, .04, .07)},
    };
    return all;
}

}  // namespace

const std::vector<FuelPreset>& fuel_presets() {
    static const std::vector<FuelPreset> presets = all_presets();
    return presets;
}

const FuelPreset* find_fuel_preset(std::string_view id) {
    const std::vector<FuelPreset>& presets = fuel_presets();
    const auto found = std::find_if(presets.begin(), presets.end(),
                                    [&](const FuelPreset& preset) { return preset.id == id; });
    return found == presets.end() ? nullptr : &*found;
}

double growth_alpha_kw_per_s2(GrowthRate growth) {
    switch (growth) {  // SFPE handbook [S]
        case GrowthRate::slow:
            return 0.00293;
        case GrowthRate::medium:
            return 0.01172;
        case GrowthRate::fast:
            return 0.04689;
        case GrowthRate::ultrafast:
            return 0.1876;
    }
    return 0.0;
}

}  // namespace wayout
