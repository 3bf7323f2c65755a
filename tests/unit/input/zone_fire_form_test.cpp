#include "input/zone_fire_form.hpp"
#include "snippets.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace wayout {
namespace {

struct ReadZoneFire {
    ZoneFireSpec spec;
    std::string problems;
};

constexpr const char* good = R"({
  "ambient": {"indoor_temperature_c": 22, "humidity_frac": 0.4},
  "linings": [{"id": "gypsum", "conductivity_w_per_mk": 0.17, "density_kg_per_m3": 930,
               "specific_heat_j_per_kgk": 1090, "thickness_m": 0.0127}],
  "compartments": [
    {"id": "hall", "zones": ["hall-floor", "bar"], "floor_elevation_m": 0, "height_m": 6,
     "ceiling_lining": "gypsum", "wall_lining": "gypsum", "floor_lining": "adiabatic"},
    {"id": "stair", "floor_elevation_m": 0, "height_m": 12, "length_m": 6, "width_m": 3, "one_zone": true,
     "ceiling_lining": "adiabatic", "wall_lining": "adiabatic", "floor_lining": "adiabatic"}],
  "wall_openings": [{"id": "door", "from": "hall", "to": "stair", "width_m": 1.2, "sill_m": 0, "soffit_m": 2.1,
                     "open_frac": [[0, 1], [60, 0.2]], "door": "d1"}],
  "floor_vents": [{"id": "roof", "lower": "stair", "upper": "outside", "area_m2": 1.5, "shape": "round",
                   "open_frac": [[0, 0], [90, 1]]}],
  "fans": [{"id": "fan", "from": "outside", "to": "stair", "flow_m3_per_s": 2, "to_height_m": 1}],
  "fires": [{"id": "sofa", "compartment": "hall", "x_m": 3, "y_m": 4, "base_height_m": 0.4, "place": "corner",
             "fuel": {"preset": "pu_foam_gm21", "yield_acrolein": 0.0002},
             "heat_release": {"growth": "fast", "peak_kw": 3000}, "hrrpua_kw_per_m2": 400,
             "water_frac": [[600, 1], [900, 0.1]]}],
  "detectors": [{"id": "head", "kind": "sprinkler", "compartment": "hall", "x_m": 5, "y_m": 5, "height_m": 5.9,
                 "rti_m05_s05": 50, "setpoint_c": 68, "spray_density_mm_per_s": 0.07}],
  "end_s": 1200, "plume": "mccaffrey"
})";

ReadZoneFire read_zone_fire(const JsonValue& tree) {
    Reading reading;
    reading.file_names = {"f.json"};
    ReadZoneFire result;
    const bool is_good = object("zone fire", zone_fire_fields).read(Place(reading, tree), result.spec);
    result.problems = as_lines(std::move(reading.problems).take());
    EXPECT_EQ(is_good, result.problems.empty());
    return result;
}

ReadZoneFire read_changed_fire(std::string_view pointer, std::string_view value) {
    return read_zone_fire(with_change(tree_of(good), pointer, value));
}

TEST(ZoneFireForm, ReadsEveryPart) {
    const ReadZoneFire result = read_zone_fire(tree_of(good));
    ASSERT_EQ(result.problems, "");
    const ZoneFireSpec& spec = result.spec;
    EXPECT_NEAR(spec.ambient.indoor_temperature_k, 295.15, 1e-9);
    EXPECT_EQ(spec.ambient.humidity_frac, 0.4);
    EXPECT_EQ(spec.linings.at(0).specific_heat_j_per_kgk, 1090.0);
    EXPECT_EQ(spec.compartments.at(0).zones, (std::vector<std::string>{"hall-floor", "bar"}));
    EXPECT_FALSE(spec.compartments[0].floor_area_m2.has_value());
    EXPECT_EQ(spec.compartments[0].wall_leak_frac, 0.00017);
    EXPECT_TRUE(spec.compartments.at(1).is_one_zone);
    EXPECT_EQ(spec.wall_openings.at(0).open_frac, (TimeTable{{0.0, 1.0}, {60.0, 0.2}}));
    EXPECT_EQ(spec.wall_openings[0].door, "d1");
    EXPECT_EQ(spec.wall_openings[0].where, "f.json: wall_openings[0]");
    EXPECT_EQ(spec.floor_vents.at(0).shape, VentShape::round);
    EXPECT_EQ(spec.fans.at(0).flow_m3_per_s, 2.0);
    const ZoneFireSourceSpec& fire = spec.fires.at(0);
    EXPECT_EQ(fire.place, FirePlace::corner);
    EXPECT_EQ(fire.fuel.heat_of_combustion_kj_per_kg, 17800.0);  // of the preset
    EXPECT_EQ(fire.fuel.yield_acrolein, 0.0002);                 // beside it
    EXPECT_EQ(fire.heat_release.alpha_kw_per_s2, 0.04689);
    EXPECT_EQ(fire.heat_release.peak_kw, 3000.0);
    EXPECT_EQ(fire.water_frac.at(1).value, 0.1);
    EXPECT_NEAR(spec.detectors.at(0).setpoint_k, 341.15, 1e-9);
    EXPECT_EQ(spec.plume, PlumeModel::mccaffrey);
    EXPECT_EQ(spec.end_s, 1200.0);
}

TEST(ZoneFireForm, IsGoodForTheModelOnceTheFloorIsKnown) {
    ZoneFireSpec spec = read_zone_fire(tree_of(good)).spec;
    EXPECT_EQ(check_zone_fire(spec).size(), 1U);  // the floor of the hall
    spec.compartments[0].floor_area_m2 = 200.0;
    EXPECT_EQ(as_lines(check_zone_fire(spec)), "");
}

TEST(ZoneFireForm, TellsTheSchemaItsKeys) {
    SchemaDefinitions definitions;
    object("zone fire", zone_fire_fields).schema(definitions);
    const JsonValue parts = std::move(definitions).take();
    for (const char* part : {"zone_fire", "compartment", "wall_opening", "fuel", "heat_release", "detector"})
        EXPECT_NE(parts.find(part), nullptr) << part;
}

TEST(ZoneFireForm, SaysWhereAndWhatIsWrong) {
    const auto expect = [](std::string_view pointer, std::string_view value, const char* words) {
        const ReadZoneFire result = read_changed_fire(pointer, value);
        EXPECT_NE(result.problems.find(words), std::string::npos) << pointer << "\n" << result.problems;
    };
    expect("/wall_openings/0/soffit_m", "0", "wall_openings[0]");
    expect("/wall_openings/0/sill_m", "2.5", "is not above the sill");
    expect("/wall_openings/0/open_frac", "[[0, 2]]", "out of range");
    expect("/wall_openings/0/open_frac", "[[0]]", "exactly 2");
    expect("/wall_openings/0/open_frac", "[]", "at least 1");
    expect("/fires/0/fuel", R"({"preset": "pu_foam"})", "is not one of");
    expect("/fires/0/fuel", R"({"carbon": 1})", "heat of combustion is missing");
    expect("/fires/0/fuel/yield_co", "-0.1", "out of range");
    expect("/fires/0/heat_release", R"({"growth": "fast", "table_kw": [[0, 1]]})",
           "cannot be given together");
    expect("/fires/0/heat_release", "{}", "exactly one of these keys is needed");
    expect("/fires/0/area_m2", "[[0, 1]]", "cannot be given together");
    expect("/detectors/0/setpoint_c", "", "need rti_m05_s05 and setpoint_c");
    expect("/compartments/0/wall_lining", "", "the key 'wall_lining' is missing");
    expect("/compartments/0/colour", "\"red\"", "colour");
    expect("/compartments", "[]", "at least 1");
    expect("/fires", "7", "a list [ ] is needed");
}

}  // namespace
}  // namespace wayout
