#include "fire/radiation.hpp"
#include "fire/room_heat.hpp"
#include "fire/surface.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout::fire {
namespace {

LiningSpec concrete(double thickness_m) {
    LiningSpec lining;
    lining.conductivity_w_per_mk = 1.75;
    lining.density_kg_per_m3 = 2200.0;
    lining.specific_heat_j_per_kgk = 1000.0;
    lining.thickness_m = thickness_m;
    return lining;
}

// Half space under constant flux: dT = 2 q sqrt(t / (pi k rho c)) = 2 * 1000 sqrt(60 / (pi * 3.85e6))
// = 4.4545 K. First spacing 2 mm, implicit steps of 0.25 s: 2 %.
TEST(Slab, WarmsLikeAHalfSpaceAtFirst) {
    const LiningSpec lining = concrete(0.15);
    Slab slab(&lining, 293.15);
    for (int i = 0; i < 240; ++i) slab.step(0.25, 1000.0, 0.0, 293.15);
    EXPECT_NEAR(slab.surface_k() - 293.15, 4.4545, 0.02 * 4.4545);
}

// In the end as much leaves at the back as comes in: the back is where natural convection and radiation give
// 1000 W/m2, the front q d / k = 57.14 K warmer at 0.1 m.
TEST(Slab, PassesItsFluxInTheEnd) {
    const LiningSpec lining = concrete(0.1);
    Slab slab(&lining, 293.15);
    for (int i = 0; i < 20000; ++i) slab.step(60.0, 1000.0, 0.0, 293.15);
    double low = 293.15;
    double high = 1000.0;
    for (int i = 0; i < 100; ++i) {
        const double back = 0.5 * (low + high);
        const double lost = 1.31 * std::cbrt(back - 293.15) * (back - 293.15) +
                            0.9 * 5.670374e-8 * (std::pow(back, 4) - std::pow(293.15, 4));
        (lost > 1000.0 ? high : low) = back;
    }
    EXPECT_NEAR(slab.surface_k(), low + 1000.0 * 0.1 / 1.75, 0.01);
}

TEST(Slab, TakesNothingWithoutLining) {
    Slab slab(nullptr, 293.15);
    EXPECT_TRUE(slab.is_adiabatic());
    EXPECT_EQ(slab.step(0.25, 1000.0, 10.0, 293.15), 0.0);
    EXPECT_EQ(slab.surface_k(), 293.15);
}

// 0.27 * 50320 / (7.84^0.68 * 2.13^0.64) = 13586.4 / (4.0556 * 1.6223) = 2065 W/m2.
TEST(CeilingJetFlux, IsThatOfTheCorrelation) {
    EXPECT_NEAR(ceiling_jet_flux_w_per_m2(50320.0, 7.84, 2.13), 2065.0, 2.0);
}

Enclosure clear_room() {
    Enclosure room;
    room.plan_area_m2 = 25.0;
    room.upper_height_m = 1.0;
    room.lower_height_m = 2.0;
    room.area_m2 = {25.0, 20.0, 40.0, 25.0};
    room.temperature_k.fill(300.0);
    room.emissivity_frac.fill(0.9);
    room.gas_temperature_k.fill(300.0);
    room.gas = {GasBeam{1e-6, 1e-6}, GasBeam{1e-6, 1e-6}};
    return room;
}

TEST(Radiation, IsAtRestAtOneTemperature) {
    const RadiantExchange exchange = radiant_exchange(clear_room(), {});
    for (std::size_t i = 0; i < surface_count; ++i) EXPECT_NEAR(exchange.into_surface_w_per_m2[i], 0.0, 1e-9);
    EXPECT_NEAR(exchange.into_gas_w[upper], 0.0, 1e-9);
}

TEST(Radiation, LosesNothingOfAFlame) {
    Enclosure room = clear_room();
    room.temperature_k = {600.0, 450.0, 350.0, 320.0};
    room.gas_temperature_k = {700.0, 310.0};
    room.gas = {GasBeam{0.6, 0.5}, GasBeam{0.1, 0.05}};
    FlamePower power;
    add_flame(room, {50000.0, 0.5}, power);
    add_flame(room, {20000.0, 2.5}, power);
    const RadiantExchange exchange = radiant_exchange(room, power);
    double sum = exchange.into_gas_w[upper] + exchange.into_gas_w[lower];
    for (std::size_t i = 0; i < surface_count; ++i)
        sum += room.area_m2[i] * exchange.into_surface_w_per_m2[i];
    EXPECT_NEAR(sum, 70000.0, 1e-6);
}

// A black layer of 873.15 K as wide as the room is high many times over: sigma T^4 = 32.96 kW/m2 on the
// floor.
TEST(Radiation, GivesTheFloorABlackLayer) {
    Enclosure room = clear_room();
    room.plan_area_m2 = 1e6;
    room.area_m2 = {1e6, 4000.0, 8000.0, 1e6};
    room.gas_temperature_k[upper] = 873.15;
    room.gas[upper] = {1.0, 1.0};
    const RadiantExchange exchange = radiant_exchange(room, {});
    EXPECT_NEAR(exchange.incident_w_per_m2[floor_surface], 5.670374e-8 * std::pow(873.15, 4), 150.0);
}

// A flame on the floor sends half of its power straight into it.
TEST(Radiation, GivesTheFloorUnderAFlameHalf) {
    FlamePower power;
    add_flame(clear_room(), {1000.0, 0.0}, power);
    EXPECT_NEAR(power.onto_surface_w[floor_surface], 500.0, 0.01);
}

// Soot: 1 - exp(-kappa L), kappa = 1195 T soot / (1800 V) = 1195 * 500 * 1e-3 / 1800 = 0.33194 1/m; L = 2 m:
// 0.4852 without other gases.
TEST(GasBeam, AbsorbsBySoot) {
    Gases gases{};
    of(gases, Gas::nitrogen) = 1.0;
    of(gases, Gas::soot) = 1e-3;
    const GasBeam beam = gas_beam(gases, 1.0, 500.0, 101325.0, 2.0);
    EXPECT_NEAR(beam.emissivity_frac, 0.4852, 1e-3);
    EXPECT_NEAR(beam.flame_absorptivity_frac, 0.4852, 1e-3);
}

// Hottel's charts at 1000 K and 1 bar m, read to a digit: water 0.4, carbon dioxide 0.17.
TEST(GasBeam, EmitsAboutAsHottelsCharts) {
    Gases steam{};
    of(steam, Gas::water) = 1.0;
    EXPECT_NEAR(gas_beam(steam, 1.0, 1000.0, 1e5, 1.0).emissivity_frac, 0.4, 0.06);
    Gases dioxide{};
    of(dioxide, Gas::carbon_dioxide) = 1.0;
    EXPECT_NEAR(gas_beam(dioxide, 1.0, 1000.0, 1e5, 1.0).emissivity_frac, 0.17, 0.02);
    Gases nitrogen{};
    of(nitrogen, Gas::nitrogen) = 1.0;
    EXPECT_EQ(gas_beam(nitrogen, 1.0, 1000.0, 1e5, 1.0).emissivity_frac, 0.0);
}

}  // namespace
}  // namespace wayout::fire
