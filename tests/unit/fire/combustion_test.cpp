#include "fire/combustion.hpp"
#include "fire/gas.hpp"
#include "fire/heat_release.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout::fire {
namespace {

FuelSpec methane() {
    FuelSpec fuel;
    fuel.carbon = 1.0;
    fuel.hydrogen = 4.0;
    fuel.heat_of_combustion_kj_per_kg = 50000.0;
    return fuel;
}

// CH4 + 2 O2 -> CO2 + 2 H2O: by kg of methane (16.043 g/mol) 2 * 31.998 / 16.043 = 3.9890 kg of oxygen,
// 2.7432 of carbon dioxide, 2.2458 of water.
TEST(Combustion, BurnsMethaneByItsEquation) {
    const Gases made = products_kg_per_kg(methane());
    EXPECT_NEAR(of(made, Gas::oxygen), -3.9890, 1e-3);
    EXPECT_NEAR(of(made, Gas::carbon_dioxide), 2.7432, 1e-3);
    EXPECT_NEAR(of(made, Gas::water), 2.2458, 1e-3);
    EXPECT_NEAR(sum_of(made), 1.0, 1e-3);
}

// The cable of CFAST's control room: HCl yield 0.3127314 in its input, by its formula C3 H4.5 Cl0.5.
TEST(Combustion, KeepsYieldsAndElements) {
    FuelSpec cable = methane();
    cable.carbon = 3.0;
    cable.hydrogen = 4.5;
    cable.chlorine = 0.5;
    cable.yield_co = 0.082;
    cable.yield_soot = 0.175;
    const Gases made = products_kg_per_kg(cable);
    EXPECT_NEAR(of(made, Gas::hydrogen_chloride), 0.3127, 2e-4);
    EXPECT_NEAR(of(made, Gas::carbon_monoxide), 0.082, 1e-12);
    EXPECT_NEAR(of(made, Gas::soot), 0.175, 1e-12);
    EXPECT_NEAR(sum_of(made), 1.0, 1e-3);
    const double carbon = of(made, Gas::carbon_dioxide) * 12.011 / 44.009 + 0.082 * 12.011 / 28.01 + 0.175;
    EXPECT_NEAR(carbon, 3.0 * 12.011 / 58.294, 2e-4);
}

TEST(Combustion, TakesIrritantsFromTheSameBalance) {
    FuelSpec fuel = methane();
    fuel.carbon = 6.0;
    fuel.hydrogen = 10.0;
    fuel.oxygen = 5.0;
    fuel.nitrogen = 0.5;
    fuel.yield_acrolein = 0.01;
    fuel.yield_formaldehyde = 0.02;
    fuel.yield_no2 = 0.01;
    fuel.yield_hcn = 0.005;
    EXPECT_NEAR(sum_of(products_kg_per_kg(fuel)), 1.0, 1e-3);
    fuel.yield_so2 = 0.03;  // no sulphur in the formula: comes on top
    EXPECT_NEAR(sum_of(products_kg_per_kg(fuel)), 1.03, 1e-3);
}

// [1 + tanh(800 (Y - Ylim) - 4)] / 2: one half where the argument is 0, at Ylim + 0.005.
TEST(OxygenLimit, FallsFromOneToNothing) {
    EXPECT_NEAR(usable_oxygen_frac(0.155, 0.15), 0.5, 1e-9);
    EXPECT_NEAR(usable_oxygen_frac(0.23, 0.15), 1.0, 1e-9);
    EXPECT_NEAR(usable_oxygen_frac(0.15, 0.15), 0.5 * (1.0 + std::tanh(-4.0)), 1e-9);
    EXPECT_LT(usable_oxygen_frac(0.10, 0.15), 1e-9);
}

TEST(StarvedFire, MakesCoOnlyWithoutAir) {
    EXPECT_EQ(starved_co_yield(0.01, 0.5), 0.01);
    EXPECT_NEAR(starved_co_yield(0.01, 1.05), 0.5 * (0.01 + 0.2), 1e-12);
    EXPECT_NEAR(starved_co_yield(0.01, 3.0), 0.2, 1e-12);
    EXPECT_EQ(starved_co_yield(0.3, 3.0), 0.3);
}

// Oxygen of CFAST's rooms at the start: 20.732 % dry, 20.493 % at 20 C and half saturated.
TEST(MoistAir, HasTheOxygenOfCfast) {
    EXPECT_NEAR(100.0 * mole_frac(moist_air(293.15, 101325.0, 0.0), Gas::oxygen), 20.732, 0.003);
    EXPECT_NEAR(100.0 * mole_frac(moist_air(293.15, 101325.0, 0.5), Gas::oxygen), 20.493, 0.003);
}

// 1055 kW after 600, 300, 150 and 75 s, within the rounding of alpha (0.2 %).
TEST(HeatRelease, GrowsAsTheNamedFires) {
    const auto kw = [](GrowthRate growth, double time_s) {
        HeatReleaseSpec curve;
        curve.alpha_kw_per_s2 = growth_alpha_kw_per_s2(growth);
        curve.start_s = 10.0;
        return design_heat_release_kw(curve, 10.0 + time_s);
    };
    EXPECT_NEAR(kw(GrowthRate::slow, 600.0), 1055.0, 2.5);
    EXPECT_NEAR(kw(GrowthRate::medium, 300.0), 1055.0, 2.5);
    EXPECT_NEAR(kw(GrowthRate::fast, 150.0), 1055.0, 2.5);
    EXPECT_NEAR(kw(GrowthRate::ultrafast, 75.0), 1055.0, 2.5);
    EXPECT_EQ(kw(GrowthRate::fast, -5.0), 0.0);
}

TEST(HeatRelease, StaysAtItsPeakAndDecays) {
    HeatReleaseSpec curve;
    curve.alpha_kw_per_s2 = 1.0;
    curve.peak_kw = 400.0;
    curve.decay_begin_s = 100.0;
    curve.decay_end_s = 200.0;
    EXPECT_EQ(design_heat_release_kw(curve, 50.0), 400.0);
    EXPECT_NEAR(design_heat_release_kw(curve, 150.0), 200.0, 1e-9);
    EXPECT_EQ(design_heat_release_kw(curve, 300.0), 0.0);
}

TEST(Fuels, AllMayBurn) {
    for (const FuelPreset& preset : fuel_presets()) {
        EXPECT_EQ(find_fuel_preset(preset.id), &preset);
        EXPECT_FALSE(preset.source.empty());
        EXPECT_LT(of(products_kg_per_kg(preset.fuel), Gas::oxygen), 0.0) << preset.id;
    }
    EXPECT_EQ(find_fuel_preset("moon rock"), nullptr);
}

}  // namespace
}  // namespace wayout::fire
