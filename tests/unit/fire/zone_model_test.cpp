#include "fire/zone_model.hpp"
#include "rooms.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout::fire {
namespace {

const CompartmentState& room_of(const ZoneModel& model, std::size_t row = 0) {
    return model.compartments()[row];
}

// Z1: sealed adiabatic 5 x 5 x 5 m, 100 kW of which the radiation stays in: dp/dt = (gamma - 1) Q / V = 320
// Pa/s exactly; with the first second ramped 35040 Pa at 110 s and 284640 Pa at 890 s.
TEST(SealedRoom, GainsPressureByItsHeat) {
    for (const bool is_one_zone : {true, false}) {
        ZoneFireSpec spec = sealed_room(5.0, 5.0, 5.0, 100.0);
        spec.compartments.front().is_one_zone = is_one_zone;
        // Steps of the ramp count at their end: its mean is that of the corners 0 and 1 + 0.25 s.
        spec.fires.front().heat_release.table_kw = {{0.125, 0.0}, {1.125, 100.0}};
        ZoneModel model(spec);
        model.advance_to(110.0);
        EXPECT_NEAR(room_of(model).stored_pa, 35040.0, 1.0);
        EXPECT_NEAR(room_of(model).pressure_pa, 35040.0, 1.0);
        model.advance_to(890.0);
        EXPECT_NEAR(room_of(model).stored_pa, 284640.0, 1.0);
        EXPECT_EQ(model.health().unsolved_pressures, 0U);
    }
}

// Z2 in the form that the model has: hall of 12 m x 2000 m2 with a slit at the floor, Qc 700 kW, no losses.
// Filling by plume and expansion, A dz/dt = -(me(z) + Qc / (cp T)) / rho, with Heskestad's plume written out
// here and integrated by itself; all of the radiation put into the gas stays out of the plume, hence chi 0.
TEST(OpenHall, FillsAsThePlumeAndTheExpansionSay) {
    ZoneFireSpec spec = sealed_room(50.0, 40.0, 12.0, 700.0);
    spec.fires.front().fuel.radiative_frac = 0.0;
    add_door(spec, "slit", "room", "outside");
    spec.wall_openings.front().width_m = 40.0;
    spec.wall_openings.front().soffit_m = 0.2;
    ZoneModel model(spec);
    const double rho = 101325.0 / (289.142857 * 293.15);
    const double diameter = std::sqrt(4.0 * 0.3 / 3.14159265);
    const double star =
        std::pow(700.0 / (rho * 1.012 * 293.15 * std::sqrt(9.80665) * std::pow(diameter, 2.5)), 0.4);
    const double origin = diameter * (-1.02 + 1.4 * star);
    const double c1 = 0.196 * std::cbrt(9.80665 * rho * rho / (1.012 * 293.15));
    const double c2 = 2.9 / std::pow(std::sqrt(9.80665) * 1.012 * rho * 293.15, 2.0 / 3.0);
    double z = 12.0;
    const double dt = 0.05;
    for (int i = 1; i <= 12000; ++i) {
        const double drawn =
            c1 * std::cbrt(700.0) * (std::pow(z - origin, 5.0 / 3.0) + c2 * std::pow(700.0, 2.0 / 3.0));
        z -= dt * (drawn + 700.0 / (1.012 * 293.15)) / rho / 2000.0;
        if (i % 2400 == 0) {  // every 120 s
            model.advance_to(i * dt);
            EXPECT_NEAR(room_of(model).interface_height_m, z, 0.01 * z) << i * dt;
        }
    }
    EXPECT_LT(z, 7.0);
}

// Z8: nothing burns for an hour.
TEST(EmptyRooms, StayAsTheyAre) {
    ZoneFireSpec spec = two_rooms(0.0);
    ZoneModel model(spec);
    model.advance_to(3600.0);
    for (const CompartmentState& state : model.compartments()) {
        EXPECT_LT(std::abs(state.pressure_pa), 1e-6);
        for (const LayerState& layer : state.layers) EXPECT_NEAR(layer.temperature_k, 293.15, 1e-6);
    }
}

TEST(TwoRooms, KeepTheirBooks) {
    ZoneModel model(two_rooms(200.0));
    model.advance_to(900.0);
    EXPECT_LT(model.health().mass_error_frac(), 1e-6);
    EXPECT_LT(model.health().species_error_frac(), 1e-6);
    EXPECT_LT(model.health().energy_error_frac(), 1e-4);
    EXPECT_EQ(model.health().unsolved_pressures, 0U);
    EXPECT_GT(model.health().mass_throughput_kg, 100.0);
}

TEST(TwoRooms, DependLittleOnTheStep) {
    ZoneFireSpec spec = two_rooms(200.0);
    ZoneModel coarse(spec);
    spec.time_step_s = 0.125;
    ZoneModel fine(spec);
    for (const double time_s : {60.0, 300.0}) {
        coarse.advance_to(time_s);
        fine.advance_to(time_s);
        for (const std::size_t row : {0U, 1U}) {
            // Implicit and explicit Euler are of first order: 0.5 % of the rise, 2 mm.
            const double rise = room_of(fine, row).layers[upper].temperature_k - 293.15;
            EXPECT_NEAR(room_of(coarse, row).layers[upper].temperature_k - 293.15, rise, 0.005 * rise + 0.05);
            EXPECT_NEAR(room_of(coarse, row).interface_height_m, room_of(fine, row).interface_height_m,
                        0.005);
        }
    }
}

TEST(TwoRooms, AreTheSameHoweverTheyAreAskedFor) {
    ZoneModel once(two_rooms(200.0));
    ZoneModel often(two_rooms(200.0));
    once.advance_to(120.0);
    for (int i = 1; i <= 1200; ++i) often.advance_to(0.1 * i);
    EXPECT_EQ(once.time_s(), often.time_s());
    for (const std::size_t row : {0U, 1U})
        for (const Layer layer : {upper, lower}) {
            EXPECT_EQ(room_of(once, row).layers[layer].energy_j, room_of(often, row).layers[layer].energy_j);
            EXPECT_EQ(room_of(once, row).layers[layer].masses_kg,
                      room_of(often, row).layers[layer].masses_kg);
        }
}

TEST(TwoRooms, LetSmokeThroughAnOpenDoorOnly) {
    ZoneModel open(two_rooms(200.0));
    ZoneModel shut(two_rooms(200.0));
    shut.set_opening_fraction(0, 0.0);
    open.advance_to(120.0);
    shut.advance_to(120.0);
    EXPECT_GT(room_of(open, 1).layers[upper].extinction_per_m(), 1.0);
    EXPECT_EQ(room_of(shut, 1).layers[upper].extinction_per_m(), 0.0);
    EXPECT_GT(open.flow_through(0).total_out(0), 0.1);
    EXPECT_EQ(shut.flow_through(0).total_out(0), 0.0);
    shut.set_opening_fraction(0, 1.0);
    shut.advance_to(240.0);
    EXPECT_GT(room_of(shut, 1).layers[upper].extinction_per_m(), 1.0);
}

TEST(ShutRoom, RunsOutOfOxygen) {
    ZoneFireSpec spec = two_rooms(2000.0);
    spec.compartments.front().wall_leak_frac = 0.001;
    spec.wall_openings.front().open_frac = {{0.0, 0.0}};
    ZoneModel model(spec);
    model.advance_to(300.0);
    EXPECT_TRUE(model.fires().front().is_ventilation_limited);
    EXPECT_TRUE(model.fires().front().first_limited_s.has_value());
    EXPECT_LT(model.fires().front().heat_release_kw, 500.0);
    EXPECT_GT(of(room_of(model).layers[upper].masses_kg, Gas::fuel), 0.0);
    ZoneModel small(two_rooms(50.0));  // and a small one with an open door does not
    small.advance_to(300.0);
    EXPECT_FALSE(small.fires().front().first_limited_s.has_value());
}

TEST(Flashover, IsNotedInARoomThatBurnsOut) {
    ZoneModel large(two_rooms(2500.0));
    large.advance_to(600.0);
    EXPECT_TRUE(room_of(large).flashover_s.has_value());
    ZoneModel small(two_rooms(100.0));
    small.advance_to(600.0);
    EXPECT_FALSE(room_of(small).flashover_s.has_value());
}

TEST(Sprinkler, ActsOnTheFireOfItsRoom) {
    ZoneFireSpec spec = two_rooms(500.0);
    FireDetectorSpec& head = spec.detectors.emplace_back();
    head.id = "head";
    head.kind = DetectorKind::sprinkler;
    head.compartment = "room";
    head.x_m = 2.5;
    head.y_m = 2.0;
    head.height_m = 2.95;
    head.rti_m05_s05 = 50.0;
    head.setpoint_k = 341.15;
    head.delay_s = 5.0;
    head.spray_density_mm_per_s = 0.07;
    ZoneModel model(spec);
    model.advance_to(600.0);
    ASSERT_TRUE(model.detectors().front().activated_s.has_value());
    const double acting_s = *model.detectors().front().signal_s;
    EXPECT_NEAR(acting_s - *model.detectors().front().activated_s, 5.0, 1e-9);
    // 360 s after it acts, 1 / e is left (tau 359.6 s; a step of 0.25 s and the rounding of tau: 0.5 %).
    EXPECT_NEAR(model.fires().front().heat_release_kw, 500.0 * std::exp(-(600.0 - acting_s) / 359.6), 2.5);
    spec.detectors.front().compartment = "next";
    spec.detectors.front().setpoint_k = 900.0;
    ZoneModel without(spec);
    without.advance_to(600.0);
    EXPECT_FALSE(without.detectors().front().activated_s.has_value());
    EXPECT_NEAR(without.fires().front().heat_release_kw, 500.0, 1.0);
}

TEST(Water, LeavesItsShareOfTheHeat) {
    ZoneFireSpec spec = two_rooms(100.0);
    spec.fires.front().water_frac = {{100.0, 1.0}, {200.0, 0.25}};
    ZoneModel model(spec);
    model.advance_to(100.0);
    EXPECT_NEAR(model.fires().front().heat_release_kw, 100.0, 1e-9);
    model.advance_to(300.0);
    EXPECT_NEAR(model.fires().front().heat_release_kw, 25.0, 1e-9);
}

void expect_sound(const ZoneModel& model, const char* what) {
    for (const CompartmentState& state : model.compartments()) {
        EXPECT_TRUE(std::isfinite(state.pressure_pa)) << what;
        for (const LayerState& layer : state.layers) {
            EXPECT_GT(layer.temperature_k, 150.0) << what;
            EXPECT_LT(layer.temperature_k, 5000.0) << what;
            for (const double mass : layer.masses_kg) EXPECT_GE(mass, 0.0) << what;
        }
    }
    EXPECT_LT(model.health().mass_error_frac(), 1e-6) << what;
    EXPECT_LT(model.health().energy_error_frac(), 1e-4) << what;
}

/// A hall of 10 x 10 x 4 m without losses, open at the floor, in which 200 kW burn for half a minute; from
/// then on a fan blows half a cubic metre a second of outdoor air in at that height.
ZoneFireSpec hall_with_a_supply(double mouth_m) {
    ZoneFireSpec spec = sealed_room(10.0, 10.0, 4.0, 0.0);
    spec.fires.front().heat_release.table_kw = {{0.0, 200.0}, {29.0, 200.0}, {30.0, 0.0}};
    add_door(spec, "slit", "room", "outside");
    spec.wall_openings.front().width_m = 10.0;
    spec.wall_openings.front().soffit_m = 0.1;
    FanSpec& fan = spec.fans.emplace_back();
    fan.id = "supply";
    fan.from = "outside";
    fan.to = "room";
    fan.flow_m3_per_s = 0.5;
    fan.to_height_m = mouth_m;
    fan.opening_height_m = 0.4;
    fan.running_frac = {{30.0, 0.0}, {30.25, 1.0}};
    return spec;
}

// Within a minute the fan brings 0.5 m3/s of air of 101325 Pa / (289.14 J/kgK T), and nothing else moves gas
// between the layers. It stays where the mouth lies, and so thins the smoke or does not.
TEST(Supply, StaysInTheLayersThatItsMouthLiesIn) {
    const auto gained_by_upper_kg = [](double mouth_m) {
        ZoneModel model(hall_with_a_supply(mouth_m));
        const LayerState& hot = model.compartments().front().layers[upper];
        model.advance_to(31.0);
        EXPECT_GT(hot.temperature_k, model.compartments().front().layers[lower].temperature_k + 5.0);
        const double before_kg = hot.mass_kg;
        const double dioxide_kg = of(hot.masses_kg, Gas::carbon_dioxide);
        model.advance_to(91.0);
        EXPECT_NEAR(of(hot.masses_kg, Gas::carbon_dioxide), dioxide_kg, 1e-9);
        return hot.mass_kg - before_kg;
    };
    const double outdoor_k = hall_with_a_supply(3.5).ambient.outdoor_temperature_k;
    const double blown_kg = 60.0 * 0.5 * 101325.0 / (289.14 * outdoor_k);
    EXPECT_NEAR(gained_by_upper_kg(3.8), blown_kg, 1e-3 * blown_kg);
    EXPECT_NEAR(gained_by_upper_kg(0.5), 0.0, 1e-9);
}

// Frost blown under a ceiling does not pile up there: at most it makes the smoke as cold as the air below.
TEST(Supply, DropsWhereTheSmokeIsNoWarmerThanTheAir) {
    ZoneFireSpec spec = hall_with_a_supply(3.8);
    spec.ambient.outdoor_temperature_k = 253.15;
    spec.fans.front().flow_m3_per_s = 3.0;
    ZoneModel model(spec);
    for (double time_s = 40.0; time_s <= 300.0; time_s += 10.0) {
        model.advance_to(time_s);
        const auto& layers = model.compartments().front().layers;
        EXPECT_GT(layers[upper].temperature_k, layers[lower].temperature_k) << time_s;
    }
}

// What users can ask for within the bounds of the check never breaks the model.
TEST(Extremes, StaySound) {
    struct Extreme {
        const char* what;
        void (*make)(ZoneFireSpec&);
    };
    const Extreme extremes[] = {
        {"a leak of a square millimetre",
         [](ZoneFireSpec& s) {
             s.wall_openings.clear();
             s.compartments[0].wall_leak_frac = 1e-6 / 54.0;
         }},
        {"a gigawatt in a living room",
         [](ZoneFireSpec& s) {
             s.fires[0].heat_release.table_kw = {{0.0, 1e6}};
         }},
        {"a gigawatt in a sealed room",
         [](ZoneFireSpec& s) {
             s.fires[0].heat_release.table_kw = {{0.0, 1e6}};
             s.wall_openings.clear();
         }},
        {"a box half a metre high",
         [](ZoneFireSpec& s) {
             for (CompartmentSpec& room : s.compartments) room.height_m = 0.5;
             for (WallOpeningSpec& door : s.wall_openings) door.soffit_m = 0.4;
         }},
        {"a fan that blows up a closed room",
         [](ZoneFireSpec& s) {
             s.wall_openings.clear();
             FanSpec& fan = s.fans.emplace_back();
             fan.id = "fan";
             fan.from = "outside";
             fan.to = "room";
             fan.flow_m3_per_s = 100.0;
         }},
        {"a fan that empties a closed room",
         [](ZoneFireSpec& s) {
             s.wall_openings.clear();
             FanSpec& fan = s.fans.emplace_back();
             fan.id = "fan";
             fan.from = "room";
             fan.to = "outside";
             fan.flow_m3_per_s = 100.0;
             fan.from_height_m = 2.9;
         }},
        {"steps of a second", [](ZoneFireSpec& s) { s.time_step_s = 1.0; }},
        {"a heat wave", [](ZoneFireSpec& s) { s.ambient.outdoor_temperature_k = 330.0; }},
        {"a door that slams",
         [](ZoneFireSpec& s) {
             s.wall_openings[0].open_frac = {{60.0, 1.0}, {60.1, 0.0}, {120.0, 0.0}, {120.1, 1.0}};
         }},
        {"a lining of foil",
         [](ZoneFireSpec& s) {
             s.linings[0].density_kg_per_m3 = 2700.0;
             s.linings[0].specific_heat_j_per_kgk = 900.0;
             s.linings[0].thickness_m = 1e-4;
         }},
        {"black soot only",
         [](ZoneFireSpec& s) {
             s.fires[0].fuel.yield_soot = 0.7;
             s.fires[0].fuel.yield_co = 0.0;
         }},
        {"a room that is a shaft", [](ZoneFireSpec& s) { s.compartments[1].is_one_zone = true; }},
        {"a fire under the ceiling", [](ZoneFireSpec& s) { s.fires[0].base_height_m = 3.0; }},
        {"a wide gap",
         [](ZoneFireSpec& s) {
             for (WallOpeningSpec& door : s.wall_openings) door.width_m = 500.0;
         }},
    };
    for (const Extreme& extreme : extremes) {
        ZoneFireSpec spec = two_rooms(500.0);
        extreme.make(spec);
        ASSERT_TRUE(check_zone_fire(spec).empty()) << extreme.what << check_zone_fire(spec).front().message;
        ZoneModel model(spec);
        model.advance_to(600.0);
        expect_sound(model, extreme.what);
    }
}

// eps sigma (T_u^4 - T_a^4) F + chi Q / (4 pi R^2): far above a black wide layer only the first part counts;
// by hand at 4 m from a flame of 100 kW, chi 0.35: 35 / (4 pi 16) = 0.1741 kW/m2, before there is a layer.
TEST(RadiantFlux, IsThatOfAPointSourceAtFirst) {
    ZoneFireSpec spec = sealed_room(40.0, 40.0, 10.0, 100.0);
    ZoneModel model(spec);
    model.advance_to(0.25);
    const double flame_m = model.fires().front().flame_height_m / 3.0;
    EXPECT_NEAR(model.radiant_flux_kw_per_m2(0, 24.0, 20.0, flame_m), 0.1741, 1e-3);
}

}  // namespace
}  // namespace wayout::fire
