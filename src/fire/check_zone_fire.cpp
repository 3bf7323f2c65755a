#include "fire/area_profile.hpp"
#include "fire/check_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace wayout {

namespace fire {

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

}  // namespace fire

namespace {

using fire::Bounds;
using fire::check_ids;
using fire::compartment_of;
using fire::fraction;
using fire::Known;
using fire::SpecChecker;
using fire::Subject;

constexpr std::size_t most_compartments = 200;
constexpr Bounds positive_length{0.0, 1000.0, true};

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
        // A tenth of a millimetre of aluminium has 240: lighter sheets follow the flames within a step.
        constexpr double least_j_per_m2k = 200.0;
        if (const double heat =
                lining.density_kg_per_m3 * lining.specific_heat_j_per_kgk * lining.thickness_m;
            heat < least_j_per_m2k)
            checker.report(
                subject, "thickness_m",
                fmt::format("the sheet takes up {:.3g} J/m2K only; at least {} are needed: give it with "
                            "what it lies on, or '{}'",
                            heat, least_j_per_m2k, adiabatic_lining));
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
    fire::check_fires(checker, known);
    fire::check_detectors(checker, known);
    check_sealed(checker, known);
    return checker.take();
}

}  // namespace wayout
