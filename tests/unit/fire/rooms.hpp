/// Descriptions that the tests of the fire begin with.
#pragma once

#include <wayout/zone_fire.hpp>

namespace wayout {

/// One adiabatic sealed room of that size, methane that burns with a constant heat release from 0 s on.
inline ZoneFireSpec sealed_room(double length_m, double width_m, double height_m, double heat_release_kw) {
    ZoneFireSpec spec;
    CompartmentSpec& room = spec.compartments.emplace_back();
    room.id = "room";
    room.height_m = height_m;
    room.length_m = length_m;
    room.width_m = width_m;
    room.ceiling_lining = room.wall_lining = room.floor_lining = std::string(adiabatic_lining);
    room.wall_leak_frac = room.floor_leak_frac = 0.0;
    room.may_be_sealed = true;
    ZoneFireSourceSpec& fire = spec.fires.emplace_back();
    fire.id = "fire";
    fire.compartment = "room";
    fire.x_m = 0.5 * length_m;
    fire.y_m = 0.5 * width_m;
    fire.fuel.carbon = 1.0;
    fire.fuel.hydrogen = 4.0;
    fire.fuel.heat_of_combustion_kj_per_kg = 50000.0;
    fire.heat_release.table_kw = {{0.0, heat_release_kw}};
    fire.area_m2 = {{0.0, 0.3}};
    return spec;
}

inline void add_door(ZoneFireSpec& spec, const char* id, const char* from, const char* to) {
    WallOpeningSpec& door = spec.wall_openings.emplace_back();
    door.id = id;
    door.from = from;
    door.to = to;
    door.width_m = 0.9;
    door.soffit_m = 2.0;
}

inline void line_with_gypsum(ZoneFireSpec& spec) {
    LiningSpec& gypsum = spec.linings.emplace_back();
    gypsum.id = "gypsum";
    gypsum.conductivity_w_per_mk = 0.17;
    gypsum.density_kg_per_m3 = 930.0;
    gypsum.specific_heat_j_per_kgk = 1090.0;
    gypsum.thickness_m = 0.0127;
    for (CompartmentSpec& room : spec.compartments)
        room.ceiling_lining = room.wall_lining = room.floor_lining = "gypsum";
}

/// Two lined rooms of 5 x 4 x 3 m joined by a door; another door leads from the second to the open air.
inline ZoneFireSpec two_rooms(double heat_release_kw) {
    ZoneFireSpec spec = sealed_room(5.0, 4.0, 3.0, heat_release_kw);
    spec.fires.front().fuel.yield_co = 0.01;
    spec.fires.front().fuel.yield_soot = 0.05;
    spec.compartments.push_back(spec.compartments.front());
    spec.compartments.back().id = "next";
    add_door(spec, "between", "room", "next");
    add_door(spec, "out", "next", "outside");
    line_with_gypsum(spec);
    return spec;
}

}  // namespace wayout
