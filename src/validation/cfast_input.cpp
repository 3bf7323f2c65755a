#include "validation/cfast_input.hpp"

#include "core/assert.hpp"
#include "fire/area_profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace wayout {
namespace {

double number_of(std::string_view word) {
    double value = 0.0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    WAYOUT_ASSERT(error == std::errc{} && end == word.data() + word.size(), "a number of a CFAST case");
    return value;
}

/// &NAME KEY = value, value, KEY = ... /
struct CfastRecord {
    std::string name;
    std::map<std::string, std::vector<std::string>> values;

    bool has(const std::string& key) const { return values.contains(key); }
    const std::vector<std::string>& texts(const std::string& key) const {
        const auto found = values.find(key);
        WAYOUT_ASSERT(found != values.end(), "a key of a CFAST case: " + key);
        return found->second;
    }
    const std::string& text(const std::string& key, std::size_t i = 0) const { return texts(key).at(i); }
    double number(const std::string& key, std::size_t i = 0) const { return number_of(text(key, i)); }
    double number_or(const std::string& key, double otherwise) const {
        return has(key) ? number(key) : otherwise;
    }
    bool says_true(const std::string& key) const { return has(key) && text(key) == ".TRUE."; }
};

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < line.size();) {
        if (line[i] == '\'') {
            const std::size_t end = line.find('\'', i + 1);
            WAYOUT_ASSERT(end != std::string_view::npos, "a closed quotation in a CFAST case");
            words.emplace_back(line.substr(i + 1, end - i - 1));
            i = end + 1;
        } else if (line[i] == '=') {
            words.emplace_back("=");
            ++i;
        } else if (line[i] == ' ' || line[i] == ',' || line[i] == '\r') {
            ++i;
        } else {
            const std::size_t end = std::min(line.find_first_of(" ,=\r", i), line.size());
            words.emplace_back(line.substr(i, end - i));
            i = end;
        }
    }
    return words;
}

std::vector<CfastRecord> records_of(std::string_view text) {
    std::vector<CfastRecord> records;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::vector<std::string> words = words_of(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (words.empty() || words.front().front() != '&')
            continue;
        CfastRecord& record = records.emplace_back();
        record.name = words.front().substr(1);
        std::string key;
        for (std::size_t i = 1; i < words.size() && words[i] != "/"; ++i) {
            if (i + 1 < words.size() && words[i + 1] == "=") {
                key = words[i];
                record.values[key];
                ++i;
            } else {
                record.values[key].push_back(words[i]);
            }
        }
    }
    return records;
}

/// T and F of openings and fans; of equal times the last.
TimeTable fractions_of(const CfastRecord& record) {
    TimeTable table;
    if (!record.has("T"))
        return table;
    for (std::size_t i = 0; i < record.texts("T").size(); ++i) {
        const TimedValue point{record.number("T", i), record.number("F", i)};
        if (!table.empty() && table.back().time_s == point.time_s)
            table.back() = point;
        else
            table.push_back(point);
    }
    return table;
}

std::string side_of(const std::string& id) {
    return id == "OUTSIDE" ? std::string(outside_air) : id;
}

LiningSpec lining_of(const CfastRecord& record) {
    LiningSpec lining;
    lining.id = record.text("ID");
    lining.conductivity_w_per_mk = record.number("CONDUCTIVITY");
    lining.density_kg_per_m3 = record.number("DENSITY");
    lining.specific_heat_j_per_kgk = 1000.0 * record.number("SPECIFIC_HEAT");
    lining.thickness_m = record.number("THICKNESS");
    lining.emissivity_frac = record.number("EMISSIVITY");
    return lining;
}

struct CfastOrigin {
    double x_m{0.0};
    double y_m{0.0};
};

/// A room of areas over height as CFAST computes it. Between two of them lies the volume of a pyramid's
/// frustum
/// ("if the area changes, we assume it's a pyramid", input.f90 [R]), less than an area that changes evenly
/// gives, and the interface rises through it in proportion to the volume below (interp in solve.f90 [R]): so
/// the area is the frustum's mean from one to the other, and changes within the rounding of a plan.
std::vector<PlanArea> profile_of(const CfastRecord& record) {
    constexpr double rounding_m = 1e-3;
    std::vector<PlanArea> profile;
    for (std::size_t i = 1; i < record.texts("CROSS_SECT_AREAS").size(); ++i) {
        const double low_m2 = record.number("CROSS_SECT_AREAS", i - 1);
        const double high_m2 = record.number("CROSS_SECT_AREAS", i);
        const double mean_m2 = (low_m2 + std::sqrt(low_m2 * high_m2) + high_m2) / 3.0;
        const double from_m = record.number("CROSS_SECT_HEIGHTS", i - 1);
        profile.push_back({i == 1 ? from_m : from_m + rounding_m, mean_m2});
        profile.push_back({record.number("CROSS_SECT_HEIGHTS", i), mean_m2});
    }
    return profile;
}

/// That with which the walls of our model, perimeter times volume over greatest area, are those of CFAST: it
/// shrinks width and depth until their product is volume over height, and gives walls the full height [R:
/// input.f90].
double perimeter_m_of(const std::vector<PlanArea>& areas, double width_m, double depth_m) {
    const fire::AreaProfile profile(areas);
    const double shrunk_frac = std::sqrt(profile.volume_m3() / profile.height_m() / (width_m * depth_m));
    const double wall_area_m2 = 2.0 * shrunk_frac * (width_m + depth_m) * profile.height_m();
    return wall_area_m2 * profile.greatest_area_m2() / profile.volume_m3();
}

CompartmentSpec compartment_of(const CfastRecord& record) {
    CompartmentSpec room;
    room.id = record.text("ID");
    room.floor_elevation_m = record.number("ORIGIN", 2);
    room.height_m = record.number("HEIGHT");
    const double width_m = record.number("WIDTH");
    const double depth_m = record.number("DEPTH");
    if (record.has("CROSS_SECT_AREAS")) {
        room.area_profile = profile_of(record);
        room.perimeter_m = perimeter_m_of(room.area_profile, width_m, depth_m);
    } else {
        room.length_m = depth_m;
        room.width_m = width_m;
    }
    const auto lining = [&](const char* key) {
        return record.text(key) == "OFF" ? std::string(adiabatic_lining) : record.text(key);
    };
    room.ceiling_lining = lining("CEILING_MATL_ID");
    room.wall_lining = lining("WALL_MATL_ID");
    room.floor_lining = lining("FLOOR_MATL_ID");
    const bool leaks = record.has("LEAK_AREA_RATIO");
    room.wall_leak_frac = leaks ? record.number("LEAK_AREA_RATIO", 0) : 0.0;
    room.floor_leak_frac = leaks ? record.number("LEAK_AREA_RATIO", 1) : 0.0;
    room.is_one_zone = record.says_true("SHAFT");
    room.may_be_sealed = true;
    return room;
}

void add_vent(const CfastRecord& record, ZoneFireSpec& spec) {
    const std::string& kind = record.text("TYPE");
    const std::string first = side_of(record.text("COMP_IDS", 0));
    const std::string second = side_of(record.text("COMP_IDS", 1));
    if (kind == "WALL") {
        WallOpeningSpec& opening = spec.wall_openings.emplace_back();
        opening.id = record.text("ID");
        opening.from = first;
        opening.to = second;
        opening.width_m = record.number("WIDTH");
        opening.sill_m = record.number("BOTTOM");
        opening.soffit_m =
            record.has("TOP") ? record.number("TOP") : opening.sill_m + record.number("HEIGHT");
        opening.open_frac = fractions_of(record);
    } else if (kind == "FLOOR" || kind == "CEILING") {
        FloorVentSpec& vent = spec.floor_vents.emplace_back();
        vent.id = record.text("ID");
        vent.upper = first;
        vent.lower = second;
        vent.area_m2 = record.number("AREA");
        vent.shape = record.text("SHAPE") == "ROUND" ? VentShape::round : VentShape::square;
        vent.open_frac = fractions_of(record);
    } else {
        WAYOUT_ASSERT(kind == "MECHANICAL", "a kind of vent of a CFAST case: " + kind);
        FanSpec& fan = spec.fans.emplace_back();
        fan.id = record.text("ID");
        fan.from = first;
        fan.to = second;
        fan.flow_m3_per_s = record.number("FLOW");
        fan.from_height_m = record.number("HEIGHTS", 0);
        fan.to_height_m = record.number("HEIGHTS", 1);
        const bool is_level = record.has("ORIENTATIONS") && record.text("ORIENTATIONS") == "HORIZONTAL";
        fan.opening_height_m = is_level ? 0.0 : std::sqrt(record.number("AREAS"));
        fan.cutoff_begin_pa = record.number("CUTOFFS", 0);
        fan.cutoff_end_pa = record.number("CUTOFFS", 1);
        fan.running_frac = fractions_of(record);
    }
}

void add_detector(const CfastRecord& record, const std::map<std::string, CfastOrigin>& origins,
                  ZoneFireSpec& spec) {
    const std::string& kind = record.text("TYPE");
    if (kind == "PLATE")
        return;
    FireDetectorSpec& detector = spec.detectors.emplace_back();
    detector.id = record.text("ID");
    detector.compartment = record.text("COMP_ID");
    const CfastOrigin& origin = origins.at(detector.compartment);
    detector.x_m = origin.x_m + record.number("LOCATION", 0);
    detector.y_m = origin.y_m + record.number("LOCATION", 1);
    detector.height_m = record.number("LOCATION", 2);
    detector.kind = kind == "SPRINKLER"       ? DetectorKind::sprinkler
                    : kind == "HEAT_DETECTOR" ? DetectorKind::heat
                                              : DetectorKind::smoke;
    if (detector.kind == DetectorKind::smoke) {
        detector.obscuration_percent_per_m = record.number("SETPOINT");
        return;
    }
    detector.rti_m05_s05 = record.number("RTI");
    detector.setpoint_k = record.number("SETPOINT") + celsius_k;
    detector.spray_density_mm_per_s = 1000.0 * record.number_or("SPRAY_DENSITY", 0.0);
}

/// The rows of a TABL in the order of its labels TIME, HRR, HEIGHT, AREA, CO_YIELD, SOOT_YIELD, HCN_YIELD.
void fill_fire(const std::vector<const CfastRecord*>& rows, ZoneFireSourceSpec& source) {
    for (const CfastRecord* row : rows) {
        const double time_s = row->number("DATA", 0);
        source.heat_release.table_kw.push_back({time_s, row->number("DATA", 1)});
        source.base_height_over_time_m.push_back({time_s, row->number("DATA", 2)});
        source.area_m2.push_back({time_s, row->number("DATA", 3)});
        source.fuel.yield_co = row->number("DATA", 4);
        source.fuel.yield_soot = row->number("DATA", 5);
        source.fuel.yield_hcn = row->number("DATA", 6);
    }
}

/// CFAST takes a fire that touches two walls for one in a corner.
FirePlace place_of(double x_m, double y_m, const CfastRecord& room) {
    const bool by_x = x_m <= 0.0 || x_m >= room.number("WIDTH");
    const bool by_y = y_m <= 0.0 || y_m >= room.number("DEPTH");
    return by_x && by_y ? FirePlace::corner : by_x || by_y ? FirePlace::wall : FirePlace::free;
}

}  // namespace

ZoneFireSpec zone_fire_of_cfast(std::string_view text) {
    const std::vector<CfastRecord> records = records_of(text);
    ZoneFireSpec spec;
    std::map<std::string, CfastOrigin> origins;
    std::map<std::string, const CfastRecord*> rooms;
    std::map<std::string, const CfastRecord*> fuels;
    std::map<std::string, std::vector<const CfastRecord*>> tables;
    for (const CfastRecord& record : records) {
        if (record.name == "TIME") {
            spec.end_s = record.number("SIMULATION");
        } else if (record.name == "INIT") {
            spec.ambient.pressure_pa = record.number("PRESSURE");
            spec.ambient.humidity_frac = record.number("RELATIVE_HUMIDITY") / 100.0;
            spec.ambient.indoor_temperature_k = record.number("INTERIOR_TEMPERATURE") + celsius_k;
            spec.ambient.outdoor_temperature_k = record.number("EXTERIOR_TEMPERATURE") + celsius_k;
        } else if (record.name == "MISC") {
            spec.lower_oxygen_limit_frac =
                record.number_or("LOWER_OXYGEN_LIMIT", spec.lower_oxygen_limit_frac);
        } else if (record.name == "MATL") {
            spec.linings.push_back(lining_of(record));
        } else if (record.name == "COMP") {
            spec.compartments.push_back(compartment_of(record));
            origins[record.text("ID")] = {record.number("ORIGIN", 0), record.number("ORIGIN", 1)};
            rooms[record.text("ID")] = &record;
        } else if (record.name == "VENT") {
            add_vent(record, spec);
        } else if (record.name == "CHEM") {
            fuels[record.text("ID")] = &record;
        } else if (record.name == "TABL" && record.has("DATA")) {
            tables[record.text("ID")].push_back(&record);
        } else if (record.name == "DEVC") {
            add_detector(record, origins, spec);
        }
    }
    for (const CfastRecord& record : records) {
        if (record.name != "FIRE")
            continue;
        ZoneFireSourceSpec& source = spec.fires.emplace_back();
        source.id = record.text("ID");
        source.compartment = record.text("COMP_ID");
        const double x_m = record.number("LOCATION", 0);
        const double y_m = record.number("LOCATION", 1);
        source.x_m = origins.at(source.compartment).x_m + x_m;
        source.y_m = origins.at(source.compartment).y_m + y_m;
        source.place = place_of(x_m, y_m, *rooms.at(source.compartment));
        const CfastRecord& fuel = *fuels.at(record.text("FIRE_ID"));
        source.fuel.carbon = fuel.number("CARBON");
        source.fuel.hydrogen = fuel.number("HYDROGEN");
        source.fuel.oxygen = fuel.number("OXYGEN");
        source.fuel.nitrogen = fuel.number("NITROGEN");
        source.fuel.chlorine = fuel.number("CHLORINE");
        source.fuel.heat_of_combustion_kj_per_kg = fuel.number("HEAT_OF_COMBUSTION");
        source.fuel.radiative_frac = fuel.number("RADIATIVE_FRACTION");
        fill_fire(tables.at(record.text("FIRE_ID")), source);
    }
    return spec;
}

}  // namespace wayout
