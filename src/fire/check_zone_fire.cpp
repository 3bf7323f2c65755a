#include "fire/area_profile.hpp"
#include "fire/combustion.hpp"
#include "fire/spec_checker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace wayout {
namespace {

using fire::Bounds;
using fire::SpecChecker;
using fire::Subject;

constexpr std::size_t most_compartments = 200;
constexpr std::size_t most_things = 2000;  // openings, fires, detectors, linings: each
constexpr Bounds fraction{0.0, 1.0};
constexpr Bounds positive_length{0.0, 1000.0, true};

/// What of the description later checks refer to.
struct Known {
    const ZoneFireSpec* spec{nullptr};
    std::map<std::string, const CompartmentSpec*> compartments;
    std::set<std::string> linings;
};

template <typename Things>
void check_ids(SpecChecker& checker, std::string_view kind, const Things& things) {
    if (things.size() > most_things)
        checker.report({}, "",
                       fmt::format("{} {}s; at most {} are allowed", things.size(), kind, most_things));
    std::map<std::string, std::string> seen;
    for (const auto& thing : things) {
        if (thing.id.empty())
            checker.report({kind, &thing}, "id", "the id is missing", ErrorCode::schema);
        else if (const auto [first, is_new] = seen.emplace(thing.id, thing.where); !is_new)
            checker.report({kind, &thing}, "id",
                           fmt::format("the id is already that of {}{}: give each its own", kind,
                                       first->second.empty() ? "" : " at " + first->second),
                           ErrorCode::schema);
    }
}

void check_ambient(SpecChecker& checker, const ZoneFireSpec& spec) {
    const Bounds temperature{223.15, 423.15};
    const AmbientSpec& ambient = spec.ambient;
    checker.number({}, "ambient.indoor_temperature_k", ambient.indoor_temperature_k, temperature);
    checker.number({}, "ambient.outdoor_temperature_k", ambient.outdoor_temperature_k, temperature);
    checker.number({}, "ambient.pressure_pa", ambient.pressure_pa, {50000.0, 120000.0});
    checker.number({}, "ambient.humidity_frac", ambient.humidity_frac, fraction);
    checker.number({}, "end_s", spec.end_s, {0.0, 86400.0, true});
    checker.number({}, "time_step_s", spec.time_step_s, {0.01, 1.0});
    checker.number({}, "lower_oxygen_limit_frac", spec.lower_oxygen_limit_frac, {0.0, 0.23});
}

void check_linings(SpecChecker& checker, const ZoneFireSpec& spec) {
    check_ids(checker, "lining", spec.linings);
    for (const LiningSpec& lining : spec.linings) {
        const Subject subject{"lining", &lining};
        if (lining.id == adiabatic_lining)
            checker.report(subject, "id", "this word stands for a surface that takes no heat: use another id",
                           ErrorCode::schema);
        checker.number(subject, "conductivity_w_per_mk", lining.conductivity_w_per_mk, {1e-3, 1000.0});
        checker.number(subject, "density_kg_per_m3", lining.density_kg_per_m3, {1.0, 25000.0});
        checker.number(subject, "specific_heat_j_per_kgk", lining.specific_heat_j_per_kgk, {50.0, 20000.0});
        checker.number(subject, "thickness_m", lining.thickness_m, {1e-4, 10.0});
        checker.number(subject, "emissivity_frac", lining.emissivity_frac, {0.0, 1.0, true});
    }
}

void check_plan(SpecChecker& checker, const CompartmentSpec& compartment) {
    const Subject subject{"compartment", &compartment};
    const Bounds area{0.0, 1e5, true};
    const bool has_profile = !compartment.area_profile.empty();
    const int ways = (has_profile ? 1 : 0) + (compartment.floor_area_m2 ? 1 : 0) +
                     (compartment.length_m || compartment.width_m ? 1 : 0);
    if (ways != 1)
        checker.report(subject, "",
                       ways == 0
                           ? "how large the floor is, is missing: give floor_area_m2, or length_m and "
                             "width_m, or area_profile"
                           : "the floor is given twice: keep one of floor_area_m2, length_m with width_m, "
                             "and area_profile",
                       ErrorCode::schema);
    if (compartment.length_m.has_value() != compartment.width_m.has_value())
        checker.report(subject, compartment.length_m ? "length_m" : "width_m",
                       "length_m and width_m belong together: give both", ErrorCode::schema);
    checker.number(subject, "floor_area_m2", compartment.floor_area_m2, area);
    checker.number(subject, "length_m", compartment.length_m, positive_length);
    checker.number(subject, "width_m", compartment.width_m, positive_length);
    checker.number(subject, "perimeter_m", compartment.perimeter_m, {0.0, 1e5, true});
    if (!has_profile)
        return;
    const std::vector<PlanArea>& profile = compartment.area_profile;
    if (profile.size() < 2 || profile.size() > 1000) {
        checker.report(subject, "area_profile",
                       "2 to 1000 points are needed, the first at the floor and the "
                       "last at the ceiling");
        return;
    }
    for (std::size_t i = 0; i < profile.size(); ++i) {
        const std::string key = fmt::format("area_profile[{}]", i);
        if (!checker.number(subject, key, profile[i].height_m, {0.0, 1000.0}) ||
            !checker.number(subject, key, profile[i].area_m2, i == 0 ? area : Bounds{0.0, 1e5}))
            return;
        if (i > 0 && profile[i].height_m <= profile[i - 1].height_m) {
            checker.report(subject, key,
                           fmt::format("height {} m does not lie above {} m: list the points from "
                                       "the floor upwards",
                                       profile[i].height_m, profile[i - 1].height_m));
            return;
        }
    }
    if (profile.front().height_m != 0.0 || std::abs(profile.back().height_m - compartment.height_m) > 1e-6)
        checker.report(subject, "area_profile",
                       fmt::format("it reaches from {} to {} m; from 0 to the height of {} m is needed",
                                   profile.front().height_m, profile.back().height_m, compartment.height_m));
}

void check_compartments(SpecChecker& checker, const ZoneFireSpec& spec, const Known& known) {
    check_ids(checker, "compartment", spec.compartments);
    if (spec.compartments.empty() || spec.compartments.size() > most_compartments)
        checker.report(
            {}, "compartments",
            fmt::format("{} compartments; 1 to {} are needed", spec.compartments.size(), most_compartments));
    for (const CompartmentSpec& compartment : spec.compartments) {
        const Subject subject{"compartment", &compartment};
        if (compartment.id == outside_air)
            checker.report(subject, "id", "this word stands for the open air: use another id",
                           ErrorCode::schema);
        checker.number(subject, "floor_elevation_m", compartment.floor_elevation_m, {-1000.0, 10000.0});
        checker.number(subject, "height_m", compartment.height_m, {0.5, 200.0});
        checker.number(subject, "wall_leak_frac", compartment.wall_leak_frac, {0.0, 0.1});
        checker.number(subject, "floor_leak_frac", compartment.floor_leak_frac, {0.0, 0.1});
        check_plan(checker, compartment);
        for (const auto& [key, lining] : {std::pair{"ceiling_lining", &compartment.ceiling_lining},
                                          std::pair{"wall_lining", &compartment.wall_lining},
                                          std::pair{"floor_lining", &compartment.floor_lining}}) {
            if (lining->empty())
                checker.report(
                    subject, key,
                    fmt::format("the lining is missing: name one, or '{}' for a surface that takes no "
                                "heat",
                                adiabatic_lining),
                    ErrorCode::schema);
            else if (*lining != adiabatic_lining && !known.linings.contains(*lining))
                checker.report(subject, key, fmt::format("there is no lining '{}'", lining->substr(0, 80)),
                               ErrorCode::schema);
        }
    }
}

/// The compartment of that id; null for the open air and, with a report, for what does not exist.
const CompartmentSpec* compartment_of(SpecChecker& checker, const Known& known, const Subject& subject,
                                      std::string_view key, const std::string& id, bool may_be_outside) {
    if (may_be_outside && id == outside_air)
        return nullptr;
    const auto found = known.compartments.find(id);
    if (found != known.compartments.end())
        return found->second;
    checker.report(
        subject, key,
        id.empty() ? std::string("the compartment is missing")
                   : fmt::format("there is no compartment '{}'{}", id.substr(0, 80),
                                 may_be_outside ? fmt::format("; the open air is '{}'", outside_air) : ""),
        ErrorCode::schema);
    return nullptr;
}

bool within(const CompartmentSpec& room, double bottom_m, double top_m) {
    constexpr double tolerance_m = 1e-6;
    return bottom_m >= room.floor_elevation_m - tolerance_m &&
           top_m <= room.floor_elevation_m + room.height_m + tolerance_m;
}

void check_two_ends(SpecChecker& checker, const Subject& subject, const std::string& from,
                    const std::string& to) {
    if (!from.empty() && from == to)
        checker.report(subject, "to",
                       fmt::format("both sides are '{}': an opening has two", from.substr(0, 80)),
                       ErrorCode::schema);
}

void check_wall_openings(SpecChecker& checker, const Known& known) {
    check_ids(checker, "wall opening", known.spec->wall_openings);
    for (const WallOpeningSpec& opening : known.spec->wall_openings) {
        const Subject subject{"wall opening", &opening};
        const CompartmentSpec* from = compartment_of(checker, known, subject, "from", opening.from, true);
        const CompartmentSpec* to = compartment_of(checker, known, subject, "to", opening.to, true);
        check_two_ends(checker, subject, opening.from, opening.to);
        const bool has_heights = checker.number(subject, "sill_m", opening.sill_m, {0.0, 200.0}) &&
                                 checker.number(subject, "soffit_m", opening.soffit_m, {0.0, 200.0, true});
        checker.number(subject, "width_m", opening.width_m, positive_length);
        checker.number(subject, "discharge_frac", opening.discharge_frac, {0.0, 1.0, true});
        checker.table(subject, "open_frac", opening.open_frac, fraction);
        if (!has_heights)
            continue;
        if (opening.sill_m >= opening.soffit_m) {
            checker.report(subject, "soffit_m",
                           fmt::format("the soffit at {} m is not above the sill at {} m", opening.soffit_m,
                                       opening.sill_m));
            continue;
        }
        const CompartmentSpec* reference = from ? from : to;
        if (!reference)
            continue;
        const double bottom_m = reference->floor_elevation_m + opening.sill_m;
        const double top_m = reference->floor_elevation_m + opening.soffit_m;
        for (const CompartmentSpec* room : {from, to})
            if (room && !within(*room, bottom_m, top_m))
                checker.report(
                    subject, "",
                    fmt::format("it reaches from {:.3f} to {:.3f} m of elevation, but compartment '{}' "
                                "from {:.3f} to {:.3f} m: an opening lies within both rooms",
                                bottom_m, top_m, room->label().substr(0, 80), room->floor_elevation_m,
                                room->floor_elevation_m + room->height_m),
                    ErrorCode::geometry);
    }
}

void check_floor_vents(SpecChecker& checker, const Known& known) {
    check_ids(checker, "floor vent", known.spec->floor_vents);
    for (const FloorVentSpec& vent : known.spec->floor_vents) {
        const Subject subject{"floor vent", &vent};
        const CompartmentSpec* lower = compartment_of(checker, known, subject, "lower", vent.lower, false);
        const CompartmentSpec* upper = compartment_of(checker, known, subject, "upper", vent.upper, true);
        check_two_ends(checker, subject, vent.lower, vent.upper);
        checker.table(subject, "open_frac", vent.open_frac, fraction);
        if (!checker.number(subject, "area_m2", vent.area_m2, {0.0, 1e4, true}) || !lower)
            continue;
        constexpr double most_slab_m = 3.0;
        const double ceiling_m = lower->floor_elevation_m + lower->height_m;
        if (upper && (upper->floor_elevation_m < ceiling_m - 0.01 ||
                      upper->floor_elevation_m > ceiling_m + most_slab_m))
            checker.report(
                subject, "upper",
                fmt::format("the floor of '{}' at {:.3f} m does not lie on the ceiling of '{}' at {:.3f} m",
                            upper->label().substr(0, 80), upper->floor_elevation_m,
                            lower->label().substr(0, 80), ceiling_m),
                ErrorCode::geometry);
    }
}

void check_fans(SpecChecker& checker, const Known& known) {
    check_ids(checker, "fan", known.spec->fans);
    for (const FanSpec& fan : known.spec->fans) {
        const Subject subject{"fan", &fan};
        const CompartmentSpec* from = compartment_of(checker, known, subject, "from", fan.from, true);
        const CompartmentSpec* to = compartment_of(checker, known, subject, "to", fan.to, true);
        check_two_ends(checker, subject, fan.from, fan.to);
        checker.number(subject, "flow_m3_per_s", fan.flow_m3_per_s, {0.0, 1e4, true});
        checker.number(subject, "opening_height_m", fan.opening_height_m, {0.0, 50.0});
        checker.table(subject, "running_frac", fan.running_frac, fraction);
        if (checker.number(subject, "cutoff_begin_pa", fan.cutoff_begin_pa, {0.0, 1e5}) &&
            checker.number(subject, "cutoff_end_pa", fan.cutoff_end_pa, {0.0, 1e5}) &&
            fan.cutoff_end_pa <= fan.cutoff_begin_pa)
            checker.report(subject, "cutoff_end_pa",
                           fmt::format("{} Pa is not above cutoff_begin_pa, {} Pa", fan.cutoff_end_pa,
                                       fan.cutoff_begin_pa));
        if (from)
            checker.number(subject, "from_height_m", fan.from_height_m, {0.0, from->height_m});
        if (to)
            checker.number(subject, "to_height_m", fan.to_height_m, {0.0, to->height_m});
    }
}

void check_fuel(SpecChecker& checker, const Subject& subject, const FuelSpec& fuel) {
    const Bounds atoms{0.0, 1000.0};
    bool good = checker.number(subject, "fuel.carbon", fuel.carbon, {0.0, 1000.0, true});
    for (const auto& [key, value] :
         {std::pair{"fuel.hydrogen", fuel.hydrogen}, std::pair{"fuel.oxygen", fuel.oxygen},
          std::pair{"fuel.nitrogen", fuel.nitrogen}, std::pair{"fuel.chlorine", fuel.chlorine}})
        good = checker.number(subject, key, value, atoms) && good;
    for (const auto& [key, value] :
         {std::pair{"fuel.yield_co", fuel.yield_co}, std::pair{"fuel.yield_soot", fuel.yield_soot},
          std::pair{"fuel.yield_hcn", fuel.yield_hcn},
          std::pair{"fuel.yield_hcl", fuel.yield_hcl.value_or(0.0)},
          std::pair{"fuel.yield_no", fuel.yield_no}, std::pair{"fuel.yield_no2", fuel.yield_no2},
          std::pair{"fuel.yield_hbr", fuel.yield_hbr}, std::pair{"fuel.yield_hf", fuel.yield_hf},
          std::pair{"fuel.yield_so2", fuel.yield_so2}, std::pair{"fuel.yield_acrolein", fuel.yield_acrolein},
          std::pair{"fuel.yield_formaldehyde", fuel.yield_formaldehyde}})
        good = checker.number(subject, key, value, fraction) && good;
    checker.number(subject, "fuel.heat_of_combustion_kj_per_kg", fuel.heat_of_combustion_kj_per_kg,
                   {1000.0, 150000.0});
    checker.number(subject, "fuel.radiative_frac", fuel.radiative_frac, {0.0, 0.95});
    if (!good)
        return;
    // Per mole of fuel, what the yields need against what the formula has.
    const double mass = fire::molar_mass_kg_per_mol_of(fuel);
    const auto moles = [&](double yield, fire::Gas gas) {
        return mass * yield / fire::of(fire::molar_mass_kg_per_mol, gas);
    };
    const double hcn = moles(fuel.yield_hcn, fire::Gas::hydrogen_cyanide);
    const double acrolein = moles(fuel.yield_acrolein, fire::Gas::acrolein);
    const double formaldehyde = moles(fuel.yield_formaldehyde, fire::Gas::formaldehyde);
    const double carbon = moles(fuel.yield_co, fire::Gas::carbon_monoxide) +
                          moles(fuel.yield_soot, fire::Gas::soot) + hcn + 3.0 * acrolein + formaldehyde;
    const double nitrogen = hcn + moles(fuel.yield_no, fire::Gas::nitric_oxide) +
                            moles(fuel.yield_no2, fire::Gas::nitrogen_dioxide);
    const double chlorine = moles(fuel.yield_hcl.value_or(0.0), fire::Gas::hydrogen_chloride);
    const double hydrogen =
        hcn + (fuel.yield_hcl ? chlorine : fuel.chlorine) + 4.0 * acrolein + 2.0 * formaldehyde;
    // Yields are measured and printed with two digits: so much more is no contradiction.
    constexpr double rounding = 1.02;
    const auto balance = [&](const char* element, double needed, double available, const char* of_what) {
        if (needed > rounding * available + 1e-9)
            checker.report(
                subject, "fuel",
                fmt::format("the yields of {} need {:.3g} atoms of {} by molecule of fuel, but the formula "
                            "has {:.3g}: lower the yields or correct the formula",
                            of_what, needed, element, available));
    };
    balance("carbon", carbon, fuel.carbon, "CO, soot, HCN and irritants");
    balance("nitrogen", nitrogen, fuel.nitrogen, "HCN, NO and NO2");
    balance("chlorine", chlorine, fuel.chlorine, "HCl");
    balance("hydrogen", hydrogen, fuel.hydrogen, "HCl, HCN and irritants");
}

void check_heat_release(SpecChecker& checker, const Subject& subject, const HeatReleaseSpec& curve,
                        double end_s) {
    const Bounds kilowatt{0.0, 1e6};
    const Bounds time{0.0, 1e6};
    checker.table(subject, "heat_release.table_kw", curve.table_kw, kilowatt);
    const bool has_growth = curve.alpha_kw_per_s2 != 0.0;
    if (curve.table_kw.empty() == !has_growth)
        checker.report(subject, "heat_release",
                       has_growth ? "both a table and a growth are given: keep one"
                                  : "how much heat is released is missing: give table_kw, or a growth",
                       ErrorCode::schema);
    checker.number(subject, "heat_release.alpha_kw_per_s2", curve.alpha_kw_per_s2, {0.0, 100.0});
    checker.number(subject, "heat_release.peak_kw", curve.peak_kw, {0.0, 1e6, true});
    const bool has_start = checker.number(subject, "heat_release.start_s", curve.start_s, time);
    const double begin_s = curve.table_kw.empty() ? curve.start_s : curve.table_kw.front().time_s;
    if (has_start && begin_s >= end_s)
        checker.report(subject, "heat_release",
                       fmt::format("it begins at {} s, after the end at {} s", begin_s, end_s));
    if (curve.decay_begin_s.has_value() != curve.decay_end_s.has_value())
        checker.report(subject, "heat_release", "decay_begin_s and decay_end_s belong together: give both",
                       ErrorCode::schema);
    else if (curve.decay_begin_s &&
             checker.number(subject, "heat_release.decay_begin_s", curve.decay_begin_s, time) &&
             checker.number(subject, "heat_release.decay_end_s", curve.decay_end_s, time) &&
             (*curve.decay_end_s <= *curve.decay_begin_s || *curve.decay_begin_s < curve.start_s))
        checker.report(subject, "heat_release.decay_end_s",
                       fmt::format("start at {} s, decay from {} to {} s: these must follow each other",
                                   curve.start_s, *curve.decay_begin_s, *curve.decay_end_s));
    if (has_growth && !curve.peak_kw && !curve.decay_begin_s && std::isfinite(curve.alpha_kw_per_s2) &&
        curve.alpha_kw_per_s2 * (end_s - begin_s) * (end_s - begin_s) > kilowatt.high)
        checker.report(subject, "heat_release", "it grows without limit beyond 1 GW: give peak_kw");
}

void check_fires(SpecChecker& checker, const Known& known) {
    check_ids(checker, "fire", known.spec->fires);
    for (const ZoneFireSourceSpec& source : known.spec->fires) {
        const Subject subject{"fire", &source};
        const CompartmentSpec* room =
            compartment_of(checker, known, subject, "compartment", source.compartment, false);
        checker.number(subject, "x_m", source.x_m, {-1e8, 1e8});
        checker.number(subject, "y_m", source.y_m, {-1e8, 1e8});
        check_fuel(checker, subject, source.fuel);
        check_heat_release(checker, subject, source.heat_release, known.spec->end_s);
        if (source.hrrpua_kw_per_m2.has_value() == !source.area_m2.empty())
            checker.report(subject, "",
                           source.hrrpua_kw_per_m2
                               ? "both hrrpua_kw_per_m2 and area_m2 are given: keep one"
                               : "the burning area is missing: give hrrpua_kw_per_m2 or area_m2",
                           ErrorCode::schema);
        checker.number(subject, "hrrpua_kw_per_m2", source.hrrpua_kw_per_m2, {1.0, 1e5});
        checker.table(subject, "area_m2", source.area_m2, {0.0, 1e5, true});
        checker.table(subject, "water_frac", source.water_frac, fraction);
        if (!room)
            continue;
        const Bounds height{0.0, room->height_m};
        checker.number(subject, "base_height_m", source.base_height_m, height);
        checker.table(subject, "base_height_over_time_m", source.base_height_over_time_m, height);
    }
}

void check_detectors(SpecChecker& checker, const Known& known) {
    check_ids(checker, "detector", known.spec->detectors);
    for (const FireDetectorSpec& detector : known.spec->detectors) {
        const Subject subject{"detector", &detector};
        const CompartmentSpec* room =
            compartment_of(checker, known, subject, "compartment", detector.compartment, false);
        checker.number(subject, "x_m", detector.x_m, {-1e8, 1e8});
        checker.number(subject, "y_m", detector.y_m, {-1e8, 1e8});
        if (room)
            checker.number(subject, "height_m", detector.height_m, {0.0, room->height_m});
        checker.number(subject, "delay_s", detector.delay_s, {0.0, 86400.0});
        if (detector.kind == DetectorKind::smoke) {
            checker.number(subject, "obscuration_percent_per_m", detector.obscuration_percent_per_m,
                           {0.0, 99.9, true});
            continue;
        }
        checker.number(subject, "rti_m05_s05", detector.rti_m05_s05, {0.1, 1000.0});
        checker.number(subject, "setpoint_k", detector.setpoint_k, {250.0, 1000.0});
        checker.number(subject, "spray_density_mm_per_s", detector.spray_density_mm_per_s, {0.0, 10.0});
    }
}

/// A closed box bursts: more often forgotten than meant.
void check_sealed(SpecChecker& checker, const Known& known) {
    std::set<std::string> opened;
    for (const WallOpeningSpec& opening : known.spec->wall_openings)
        opened.insert({opening.from, opening.to});
    for (const FloorVentSpec& vent : known.spec->floor_vents) opened.insert({vent.lower, vent.upper});
    for (const FanSpec& fan : known.spec->fans) opened.insert({fan.from, fan.to});
    for (const CompartmentSpec& compartment : known.spec->compartments)
        if (!compartment.may_be_sealed && compartment.wall_leak_frac == 0.0 &&
            compartment.floor_leak_frac == 0.0 && !opened.contains(compartment.id))
            checker.report(
                {"compartment", &compartment}, "",
                "it has no opening, no fan and no leaks, and would burst: add what is missing, or set "
                "may_be_sealed");
}

}  // namespace

Errors check_zone_fire(const ZoneFireSpec& spec) {
    SpecChecker checker(spec.where);
    Known known;
    known.spec = &spec;
    for (const CompartmentSpec& compartment : spec.compartments)
        known.compartments.emplace(compartment.id, &compartment);
    for (const LiningSpec& lining : spec.linings) known.linings.insert(lining.id);
    check_ambient(checker, spec);
    check_linings(checker, spec);
    check_compartments(checker, spec, known);
    check_wall_openings(checker, known);
    check_floor_vents(checker, known);
    check_fans(checker, known);
    check_fires(checker, known);
    check_detectors(checker, known);
    check_sealed(checker, known);
    return checker.take();
}

}  // namespace wayout
