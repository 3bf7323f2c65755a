/// The built-in two-zone fire against reference runs of CFAST, and against hand formulas for the filling of
/// halls.
#include "fire/zone_model.hpp"
#include "validation/fire_comparison.hpp"
#include "validation/fire_references.hpp"
#include "validation/validation_case.hpp"

#include <fmt/format.h>

#include <cmath>

namespace wayout {
namespace {

struct FireCase {
    const char* id;
    std::string_view folder;
    const char* title;
    std::vector<double> detector_times_s;  ///< of the reference run's log
    const char* known_cause;
};

const std::vector<FireCase>& fire_cases() {
    static const std::vector<FireCase> cases{
        {"ZS1", "sealed_onezone", "sealed adiabatic room, one zone, 100 kW", {}, ""},
        {"ZS2",
         "sealed_twolayer",
         "sealed adiabatic room, two layers, 100 kW",
         {},
         "CFAST holds the interface at 0.1 m (radiation_fix, solve.f90): the lower layer, which the plume "
         "has used up, is made up with fresh air again and again, and the room gains oxygen; in the one-zone "
         "run of the same room it finds less, as we do"},
        {"ZK1", "steckler_014", "room with a door, 62.9 kW in the middle", {}, ""},
        {"ZK2", "steckler_410", "room with a door, 62.9 kW in a corner", {}, ""},
        {"ZV1", "hall_vtt_c1", "hall of 19 m with a pitched roof, heptane pool of 1.9 MW", {}, ""},
        {"ZV2",
         "hall_vtt_c2",
         "hall of 19 m with a pitched roof, heptane pool of 3.3 MW",
         {},
         "the flow through the floor openings turns its direction, 1.5 s earlier than in CFAST: 15 % of next "
         "to nothing is less than that"},
        {"ZC", "corridor_mv100a", "fire room, lobby and corridor, 110 kW", {}, ""},
        {"ZR",
         "three_rooms_two_floors",
         "three rooms on two floors, two fires, leaks, fans, a ceiling vent, detectors",
         {94.0, 5.0, 8.0},
         ""},
        {"ZX",
         "controlroom_exhaust",
         "control room with smoke exhaust, 702 kW of cables",
         {},
         "the leak passes what is left between fans that move 16 kg/s either way: 0.03 kg/s, as much as 0.6 "
         "K of the air that they exhaust, while the fire goes out"},
        {"ZL",
         "sprinkler_link",
         "sprinkler in a sealed adiabatic room, 10 kW",
         {170.0},
         "the thin first layer: CFAST's tables of emissivity end at 0.001 atm m (radiation.f90), and less "
         "gas absorbs as much as that; so the layer is warmer at first, and Qc / (cp (T_u - T_l)) holds the "
         "plume back earlier than ours"},
        {"ZG", "gas_tenability", "sealed steel room, one zone, 10 kW for 100 s", {}, ""},
        {"ZH", "heat_tenability", "sealed adiabatic room at 100 C without fire", {}, ""},
    };
    return cases;
}

const FireReference& reference_of(std::string_view folder) {
    for (const FireReference& reference : fire_references())
        if (reference.folder == folder)
            return reference;
    throw InternalError(fmt::format("no reference run {}", folder));
}

/// A square hall with openings at the floor and no losses.
struct Filling {
    double height_m;
    double area_m2;
    HeatReleaseSpec curve;
    double time_s;
    double first_smoke_frac;  ///< height of the first smoke by the formula, over that of the hall
    const char* name;
};

double interface_frac(const Filling& filling) {
    ZoneFireSpec spec;
    CompartmentSpec& hall = spec.compartments.emplace_back();
    hall.id = "hall";
    hall.height_m = filling.height_m;
    hall.floor_area_m2 = filling.area_m2;
    hall.ceiling_lining = hall.wall_lining = hall.floor_lining = std::string(adiabatic_lining);
    WallOpeningSpec& slit = spec.wall_openings.emplace_back();
    slit.id = "slit";
    slit.from = hall.id;
    slit.to = std::string(outside_air);
    slit.width_m = 40.0;
    slit.soffit_m = 0.2;
    ZoneFireSourceSpec& source = spec.fires.emplace_back();
    source.id = "fire";
    source.compartment = hall.id;
    source.fuel = find_fuel_preset("heptane")->fuel;
    source.fuel.radiative_frac = 0.35;
    source.heat_release = filling.curve;
    source.hrrpua_kw_per_m2 = 500.0;
    fire::ZoneModel model(spec);
    model.advance_to(filling.time_s);
    return model.compartments().front().interface_height_m / filling.height_m;
}

Findings judge_filling() {
    HeatReleaseSpec small;
    small.table_kw = {{0.0, 1000.0}};
    HeatReleaseSpec large;
    large.table_kw = {{0.0, 3000.0}};
    HeatReleaseSpec growing;
    growing.alpha_kw_per_s2 = 1055.0 / (150.0 * 150.0);
    growing.peak_kw = 1e5;
    // NFPA 92, from memory: steady z/H = 1.11 - 0.28 ln(t Q^(1/3) H^(-4/3) / (A/H^2)), growing
    // z/H = 0.91 [t / (tg^0.4 H^0.8 (A/H^2)^0.6)]^-1.45; values of the fire specification 3.8, Z3 and Z4.
    const Filling fillings[] = {
        {12.0, 2000.0, small, 120.0, 0.7892, "steady 1 MW, H 12 m, 120 s"},
        {12.0, 2000.0, small, 300.0, 0.5326, "steady 1 MW, H 12 m, 300 s"},
        {20.0, 5000.0, large, 300.0, 0.5913, "steady 3 MW, H 20 m, 300 s"},
        {12.0, 2000.0, growing, 400.0, 0.4945, "growing, H 12 m, 400 s"},
        {20.0, 5000.0, growing, 450.0, 0.6879, "growing, H 20 m, 450 s"},
        {20.0, 5000.0, growing, 600.0, 0.4533, "growing, H 20 m, 600 s"},
    };
    Findings findings;
    bool all_within = true;
    for (const Filling& filling : fillings) {
        const std::vector<double> run{interface_frac(filling)};
        findings.quantities.push_back(quantity_of(filling.name, "z/H", filling.first_smoke_frac,
                                                  Origin::memory, filling.first_smoke_frac,
                                                  filling.first_smoke_frac + 0.25, run));
        all_within = all_within && findings.quantities.back().is_inside();
    }
    findings.finding = "interface of halls without losses beside the first smoke of NFPA 92";
    findings.is_reproduced = all_within;
    return findings;
}

}  // namespace

void add_fire_cases(ValidationCases& cases) {
    for (const FireCase& fire_case : fire_cases()) {
        ValidationCase& validation = cases.emplace_back();
        validation.experiment.id = fire_case.id;
        validation.experiment.title = fire_case.title;
        validation.experiment.source = fmt::format(
            "CFAST 7.7.5 of NIST, case {} run by this project (data/cfast); another model, no measurement",
            fire_case.folder);
        validation.experiment.criterion = fire_case.folder == "heat_tenability"
                                              ? "temperature as it was, 0.01 K"
                                              : "after 30 s, while it burns: rise of the upper layer's "
                                                "temperature 15 % or 5 K; interface 0.15 m "
                                                "or 4 % of the height; CO2 from 0.02 %, optical density from "
                                                "0.01 1/m and flows from 0.05 kg/s on "
                                                "15 %; oxygen 0.3 %; sign of pressures above 0.5 Pa; "
                                                "detectors 25 % or 10 s (fire specification "
                                                "3.9)";
        validation.experiment.known_cause = fire_case.known_cause;
        validation.experiment.has_people = false;
        validation.compute = [&fire_case] {
            return compare_with_reference(reference_of(fire_case.folder), fire_case.detector_times_s);
        };
    }
    ValidationCase& filling = cases.emplace_back();
    filling.experiment.id = "ZN";
    filling.experiment.title = "filling of halls of 12 and 20 m against hand formulas";
    filling.experiment.source = "NFPA 92, steady and t-squared fires, from memory [M]";
    filling.experiment.criterion =
        "the formulas mark the first smoke: interface above it by 0 to 25 % of the height (fire "
        "specification 3.8)";
    filling.experiment.decides = false;
    filling.experiment.has_people = false;
    filling.compute = judge_filling;
}

}  // namespace wayout
