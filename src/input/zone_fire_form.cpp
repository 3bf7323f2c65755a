#include "input/zone_fire_form.hpp"

#include "input/named_fields.hpp"
#include "input/ranges.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace wayout {
namespace {

constexpr Range room_length{0.0, 1000.0};
constexpr Range positive_length{0.0, 1000.0, true};
constexpr Range fire_coordinate{-1e8, 1e8};
constexpr Range kilowatts{0.0, 1e6};
constexpr Count zone_counts{0, 2000};

/// [[time_s, value], ...]
Form<TimeTable> time_table(Range values) {
    const Form<double> time = number(incident_range_s);
    const Form<double> value = number(values);
    const Form<TimedValue> pair{
        [time, value](const Place& place, TimedValue& point) {
            if (!detail::expect_array(place, 2, 2))
                return false;
            const JsonValue::Array& items = *place.value().array();
            const bool has_time = time.read(place.item(0, items[0]), point.time_s);
            return value.read(place.item(1, items[1]), point.value) && has_time;
        },
        [time, value](SchemaDefinitions& definitions) {
            return json_object(
                {{"type", json_text("array")},
                 {"prefixItems", json_list({time.schema(definitions), value.schema(definitions)})},
                 {"minItems", json_integer(2)},
                 {"maxItems", json_integer(2)}});
        }};
    return list_of(pair, {1, 100000});
}

void ambient_fields(Fields& fields, AmbientSpec& ambient) {
    fields.optional("indoor_temperature_c", ambient.indoor_temperature_k,
                    temperature_in_celsius({-50.0, 150.0}), "Of the rooms and linings at the start.");
    fields.optional("outdoor_temperature_c", ambient.outdoor_temperature_k,
                    temperature_in_celsius({-50.0, 150.0}), "Of the open air.");
    fields.optional("pressure_pa", ambient.pressure_pa, number({50000.0, 120000.0}),
                    "At the height of the plan's zero.");
    fields.optional("humidity_frac", ambient.humidity_frac, number(share_range), "Relative humidity.");
}

void lining_fields(Fields& fields, LiningSpec& lining) {
    named_fields(fields, lining);
    fields.required("conductivity_w_per_mk", lining.conductivity_w_per_mk, number({1e-3, 1000.0}),
                    "Thermal conductivity.");
    fields.required("density_kg_per_m3", lining.density_kg_per_m3, number({1.0, 25000.0}), "Density.");
    fields.required("specific_heat_j_per_kgk", lining.specific_heat_j_per_kgk, number({50.0, 20000.0}),
                    "Specific heat.");
    fields.required("thickness_m", lining.thickness_m, number({1e-4, 10.0}),
                    "Thickness; open air lies behind.");
    fields.optional("emissivity_frac", lining.emissivity_frac, number({0.0, 1.0, true}), "Of the surface.");
}

void plan_area_fields(Fields& fields, PlanArea& area) {
    fields.required("height_m", area.height_m, number(room_length), "Above the floor of the compartment.");
    fields.required("area_m2", area.area_m2, number({0.0, 1e5}), "Plan area at that height.");
}

void compartment_fields(Fields& fields, CompartmentSpec& room) {
    named_fields(fields, room);
    fields.optional(
        "zones", room.zones, list_of(id(), zone_counts),
        "Zones of the venue that the compartment covers: people there breathe its air; its floor area is "
        "theirs unless given.");
    fields.required("floor_elevation_m", room.floor_elevation_m, number({-1000.0, 10000.0}),
                    "Height of the floor above the plan's zero.");
    fields.required("height_m", room.height_m, number({0.5, 200.0}), "From floor to ceiling.");
    fields.optional("floor_area_m2", room.floor_area_m2, number({0.0, 1e5, true}),
                    "Of a compartment with upright walls.");
    fields.optional("area_profile", room.area_profile,
                    list_of(object("plan area", plan_area_fields), {2, 1000}),
                    "Plan area by height, for pitched roofs and bowls: from the floor to the ceiling.");
    fields.optional("perimeter_m", room.perimeter_m, number({0.0, 1e5, true}),
                    "Length of the walls in plan; that of a square when nothing says otherwise.");
    fields.optional("length_m", room.length_m, number(positive_length),
                    "With width_m: in place of the floor area.");
    fields.optional("width_m", room.width_m, number(positive_length), "With length_m.");
    constexpr const char* lining_meaning = "Id of a lining, or adiabatic: takes no heat.";
    fields.required("ceiling_lining", room.ceiling_lining, id(), lining_meaning);
    fields.required("wall_lining", room.wall_lining, id(), lining_meaning);
    fields.required("floor_lining", room.floor_lining, id(), lining_meaning);
    fields.optional(
        "wall_leak_frac", room.wall_leak_frac, number({0.0, 0.1}),
        "Area of cracks to the open air by area of wall; the default is a wall of average tightness.");
    fields.optional("floor_leak_frac", room.floor_leak_frac, number({0.0, 0.1}), "The same of the floor.");
    fields.optional("one_zone", room.is_one_zone, yes_or_no(), "Mixed over its whole height, as shafts are.");
    fields.optional("may_be_sealed", room.may_be_sealed, yes_or_no(),
                    "Accepts a compartment without opening, fan and leaks.");
    fields.at_most_one_of({"floor_area_m2", "area_profile", "length_m"});
    fields.all_or_none_of({"length_m", "width_m"});
}

constexpr const char* open_meaning =
    "[[time in s, share open], ...], linear between; open throughout when absent.";

void wall_opening_fields(Fields& fields, WallOpeningSpec& opening) {
    named_fields(fields, opening);
    fields.required("from", opening.from, id(), "Id of a compartment, or outside.");
    fields.required("to", opening.to, id(), "Id of a compartment, or outside.");
    fields.required("width_m", opening.width_m, number(positive_length), "Clear width.");
    fields.required("sill_m", opening.sill_m, number(room_length),
                    "Lower edge above the floor of 'from', or of 'to' if that is inside.");
    fields.required("soffit_m", opening.soffit_m, number(positive_length),
                    "Upper edge above the same floor.");
    fields.optional("discharge_frac", opening.discharge_frac, number({0.0, 1.0, true}),
                    "Coefficient of the orifice.");
    fields.optional("open_frac", opening.open_frac, time_table(share_range), open_meaning);
    fields.optional("door", opening.door, id(), "Door or exit of the venue that opens and shuts with it.");
    fields.optional("shuts_after_people_s", opening.shuts_after_people_s, number({0.0, 86400.0}),
                    "The door is shut until people go through, and again so long after the last of them.");
    fields.needs("shuts_after_people_s", "door");
    fields.check(
        opening.sill_m < opening.soffit_m, "soffit_m",
        fmt::format("the soffit at {} m is not above the sill at {} m", opening.soffit_m, opening.sill_m));
}

void floor_vent_fields(Fields& fields, FloorVentSpec& vent) {
    named_fields(fields, vent);
    fields.required("lower", vent.lower, id(), "Compartment with the hole in its ceiling.");
    fields.required("upper", vent.upper, id(), "Compartment above, or outside for a roof vent.");
    fields.required("area_m2", vent.area_m2, number({0.0, 1e4, true}), "Of the hole.");
    fields.optional("shape", vent.shape,
                    choice<VentShape>({{"round", VentShape::round}, {"square", VentShape::square}}),
                    "Of the hole.");
    fields.optional("open_frac", vent.open_frac, time_table(share_range), open_meaning);
}

void fan_fields(Fields& fields, FanSpec& fan) {
    named_fields(fields, fan);
    fields.required("from", fan.from, id(), "Compartment, or outside.");
    fields.required("to", fan.to, id(), "Compartment, or outside.");
    fields.required("flow_m3_per_s", fan.flow_m3_per_s, number({0.0, 1e4, true}), "Volume flow.");
    fields.optional("from_height_m", fan.from_height_m, number(room_length),
                    "Middle of the inlet above the floor of 'from'.");
    fields.optional("to_height_m", fan.to_height_m, number(room_length),
                    "Middle of the outlet above the floor of 'to'.");
    fields.optional("opening_height_m", fan.opening_height_m, number({0.0, 50.0}),
                    "Vertical extent of inlet and outlet; 0 in a ceiling or floor.");
    fields.optional("cutoff_begin_pa", fan.cutoff_begin_pa, number({0.0, 1e5}),
                    "From this pressure rise on the flow falls ...");
    fields.optional("cutoff_end_pa", fan.cutoff_end_pa, number({0.0, 1e5}),
                    "... and at this one nothing flows.");
    fields.optional("running_frac", fan.running_frac, time_table(share_range),
                    "[[time in s, share of the flow], ...]; full throughout when absent.");
    fields.check(fan.cutoff_begin_pa < fan.cutoff_end_pa, "cutoff_end_pa",
                 "it must lie above cutoff_begin_pa");
}

Form<const FuelPreset*> fuel_preset() {
    std::vector<std::pair<std::string, const FuelPreset*>> words;
    for (const FuelPreset& preset : fuel_presets()) words.emplace_back(std::string(preset.id), &preset);
    return choice<const FuelPreset*>(std::move(words));
}

void fuel_fields(Fields& fields, FuelSpec& fuel) {
    const FuelPreset* preset = nullptr;
    fields.optional(
        "preset", preset, fuel_preset(),
        "A fuel with numbers of its own, most of them from memory: see docs/models/fire.md. Keys beside it "
        "replace its numbers.");
    if (preset)
        fuel = preset->fuel;
    const Form<double> atoms = number({0.0, 1000.0});
    const Form<double> yield = number(share_range);
    fields.optional("carbon", fuel.carbon, atoms, "Atoms by molecule of fuel.");
    fields.optional("hydrogen", fuel.hydrogen, atoms, "Atoms by molecule of fuel.");
    fields.optional("oxygen", fuel.oxygen, atoms, "Atoms by molecule of fuel.");
    fields.optional("nitrogen", fuel.nitrogen, atoms, "Atoms by molecule of fuel.");
    fields.optional("chlorine", fuel.chlorine, atoms, "Atoms by molecule of fuel.");
    fields.optional("heat_of_combustion_kj_per_kg", fuel.heat_of_combustion_kj_per_kg,
                    number({0.0, 150000.0}), "Heat released by kg that burns.");
    fields.optional("radiative_frac", fuel.radiative_frac, number({0.0, 0.95}), "Of the heat released.");
    fields.optional("yield_co", fuel.yield_co, yield, "Carbon monoxide, kg/kg, well ventilated.");
    fields.optional("yield_soot", fuel.yield_soot, yield, "Soot, kg/kg.");
    fields.optional("yield_hcn", fuel.yield_hcn, yield, "Hydrogen cyanide, kg/kg.");
    fields.optional("yield_hcl", fuel.yield_hcl, yield,
                    "Hydrogen chloride, kg/kg; all chlorine of the formula when absent.");
    fields.optional("yield_no", fuel.yield_no, yield, "Nitric oxide, kg/kg.");
    fields.optional("yield_no2", fuel.yield_no2, yield, "Nitrogen dioxide, kg/kg.");
    fields.optional("yield_hbr", fuel.yield_hbr, yield, "Hydrogen bromide, kg/kg.");
    fields.optional("yield_hf", fuel.yield_hf, yield, "Hydrogen fluoride, kg/kg.");
    fields.optional("yield_so2", fuel.yield_so2, yield, "Sulphur dioxide, kg/kg.");
    fields.optional("yield_acrolein", fuel.yield_acrolein, yield, "Acrolein, kg/kg.");
    fields.optional("yield_formaldehyde", fuel.yield_formaldehyde, yield, "Formaldehyde, kg/kg.");
    fields.check(fuel.carbon > 0.0, "carbon", "a fuel has carbon: give preset, or the atoms of its formula");
    fields.check(fuel.heat_of_combustion_kj_per_kg > 0.0, "heat_of_combustion_kj_per_kg",
                 "the heat of combustion is missing: give it, or preset");
}

void heat_release_fields(Fields& fields, HeatReleaseSpec& curve) {
    std::optional<GrowthRate> growth;
    std::optional<double> alpha;
    fields.optional("table_kw", curve.table_kw, time_table(kilowatts),
                    "[[time in s, heat release in kW], ...], linear between.");
    fields.optional("growth", growth,
                    choice<GrowthRate>({{"slow", GrowthRate::slow},
                                        {"medium", GrowthRate::medium},
                                        {"fast", GrowthRate::fast},
                                        {"ultrafast", GrowthRate::ultrafast}}),
                    "alpha t^2: 1055 kW after 600, 300, 150 and 75 s.");
    fields.optional("alpha_kw_per_s2", alpha, number({0.0, 100.0, true}),
                    "alpha t^2 with an alpha of one's own.");
    fields.exactly_one_of({"table_kw", "growth", "alpha_kw_per_s2"});
    curve.alpha_kw_per_s2 = growth ? growth_alpha_kw_per_s2(*growth) : alpha.value_or(0.0);
    fields.optional("start_s", curve.start_s, number(incident_range_s), "When the growth begins.");
    fields.optional("peak_kw", curve.peak_kw, number({0.0, 1e6, true}), "It grows no further.");
    fields.optional("decay_begin_s", curve.decay_begin_s, number(incident_range_s),
                    "It falls linearly from here ...");
    fields.optional("decay_end_s", curve.decay_end_s, number(incident_range_s), "... to nothing here.");
    fields.all_or_none_of({"decay_begin_s", "decay_end_s"});
    fields.check(!curve.decay_begin_s || *curve.decay_begin_s < curve.decay_end_s.value_or(0.0),
                 "decay_end_s", "it must lie after decay_begin_s");
}

void room_fire_fields(Fields& fields, ZoneFireSourceSpec& source) {
    named_fields(fields, source);
    fields.required("compartment", source.compartment, id(), "Where it burns.");
    fields.required("x_m", source.x_m, number(fire_coordinate), "Place in the plan of the venue.");
    fields.required("y_m", source.y_m, number(fire_coordinate), "Place in the plan of the venue.");
    fields.optional("base_height_m", source.base_height_m, number(room_length),
                    "Of the burning surface above the floor.");
    fields.optional(
        "place", source.place,
        choice<FirePlace>(
            {{"free", FirePlace::free}, {"wall", FirePlace::wall}, {"corner", FirePlace::corner}}),
        "In a corner the plume draws less air.");
    fields.required("fuel", source.fuel, object("fuel", fuel_fields), "What burns.");
    fields.required("heat_release", source.heat_release, object("heat release", heat_release_fields),
                    "How much of it, before air and water limit it.");
    fields.optional("hrrpua_kw_per_m2", source.hrrpua_kw_per_m2, number({1.0, 1e5}),
                    "Heat release by burning area, from which the area follows.");
    fields.optional("area_m2", source.area_m2, time_table({0.0, 1e5, true}),
                    "[[time in s, burning area in m2], ...]");
    fields.exactly_one_of({"hrrpua_kw_per_m2", "area_m2"});
    fields.optional("base_height_over_time_m", source.base_height_over_time_m, time_table(room_length),
                    "In place of base_height_m.");
    fields.at_most_one_of({"base_height_m", "base_height_over_time_m"});
    fields.optional("water_frac", source.water_frac, time_table(share_range),
                    "[[time in s, share of the heat release that is left], ...]: water from outside.");
}

void detector_fields(Fields& fields, FireDetectorSpec& detector) {
    named_fields(fields, detector);
    fields.required("kind", detector.kind,
                    choice<DetectorKind>({{"smoke", DetectorKind::smoke},
                                          {"heat", DetectorKind::heat},
                                          {"sprinkler", DetectorKind::sprinkler}}),
                    "What it is.");
    fields.required("compartment", detector.compartment, id(), "Where it hangs.");
    fields.required("x_m", detector.x_m, number(fire_coordinate), "Place in the plan of the venue.");
    fields.required("y_m", detector.y_m, number(fire_coordinate), "Place in the plan of the venue.");
    fields.required("height_m", detector.height_m, number(room_length), "Above the floor.");
    fields.optional("rti_m05_s05", detector.rti_m05_s05, number({0.1, 1000.0}),
                    "Response time index, (m s)^0.5.");
    std::optional<double> setpoint_k;
    fields.optional("setpoint_c", setpoint_k, temperature_in_celsius({-20.0, 700.0}),
                    "At which the link acts.");
    detector.setpoint_k = setpoint_k.value_or(0.0);
    fields.optional("obscuration_percent_per_m", detector.obscuration_percent_per_m,
                    number({0.0, 99.9, true}), "At which a smoke detector acts.");
    fields.optional("delay_s", detector.delay_s, number({0.0, 86400.0}),
                    "From acting to the signal or the water.");
    fields.optional("spray_density_mm_per_s", detector.spray_density_mm_per_s, number({0.0, 10.0}),
                    "Of a sprinkler; 0 holds the fire as it is and does not put it out.");
    fields.check(
        detector.kind == DetectorKind::smoke || (fields.has("rti_m05_s05") && fields.has("setpoint_c")),
        "rti_m05_s05", "heat detectors and sprinklers need rti_m05_s05 and setpoint_c");
}

}  // namespace

void zone_fire_fields(Fields& fields, ZoneFireSpec& spec) {
    spec.where = fields.where();
    fields.optional("ambient", spec.ambient, object("ambient", ambient_fields), "The air before the fire.");
    fields.optional("linings", spec.linings, list_of(object("lining", lining_fields), zone_counts),
                    "What ceilings, walls and floors are made of.");
    fields.required("compartments", spec.compartments,
                    list_of(object("compartment", compartment_fields), {1, 200}), "Rooms, bays and shafts.");
    fields.optional("outdoor_zones", spec.outdoor_zones, list_of(id(), zone_counts),
                    "Zones of the venue that lie in the open air, such as outside stairs: clear always.");
    fields.optional("wall_openings", spec.wall_openings,
                    list_of(object("wall opening", wall_opening_fields), zone_counts),
                    "Doors, windows and gaps in walls.");
    fields.optional("floor_vents", spec.floor_vents,
                    list_of(object("floor vent", floor_vent_fields), zone_counts),
                    "Holes in ceilings, and roof vents.");
    fields.optional("fans", spec.fans, list_of(object("fan", fan_fields), zone_counts),
                    "Supply and exhaust.");
    fields.required("fires", spec.fires, list_of(object("fire", room_fire_fields), {1, 2000}), "What burns.");
    fields.optional("detectors", spec.detectors, list_of(object("detector", detector_fields), zone_counts),
                    "Smoke and heat detectors, and sprinklers.");
    fields.optional("end_s", spec.end_s, number({0.0, 86400.0, true}), "No air is known after this time.");
    fields.optional("time_step_s", spec.time_step_s, number({0.01, 1.0}), "Halved by itself where needed.");
    fields.optional(
        "plume", spec.plume,
        choice<PlumeModel>({{"heskestad", PlumeModel::heskestad}, {"mccaffrey", PlumeModel::mccaffrey}}),
        "Law of the air that a plume draws in.");
    fields.optional("lower_oxygen_limit_frac", spec.lower_oxygen_limit_frac, number({0.0, 0.23}),
                    "Mass fraction of oxygen at which burning ceases.");
    fields.optional("co_rises_without_air", spec.co_rises_without_air, yes_or_no(),
                    "More CO from fires that lack air; the numbers are from memory.");
}

}  // namespace wayout
