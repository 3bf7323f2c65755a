#include "../error_lines.hpp"
#include "rooms.hpp"

#include <wayout/zone_fire.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <limits>

namespace wayout {
namespace {

bool mentions(const Errors& errors, const std::string& text) {
    return std::any_of(errors.begin(), errors.end(), [&](const Error& error) {
        return (error.where + ": " + error.message).find(text) != std::string::npos;
    });
}

TEST(CheckZoneFire, AcceptsGoodRooms) {
    EXPECT_EQ(as_lines(check_zone_fire(two_rooms(100.0))), "");
}

struct Flaw {
    const char* expected;
    std::function<void(ZoneFireSpec&)> make;
};

TEST(CheckZoneFire, NamesEveryFlaw) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<Flaw> flaws{
        {"is not above the sill", [](ZoneFireSpec& s) { s.wall_openings[0].sill_m = 2.5; }},
        {"lies within both rooms", [](ZoneFireSpec& s) { s.wall_openings[0].soffit_m = 3.5; }},
        {"there is no compartment 'nowhere'", [](ZoneFireSpec& s) { s.wall_openings[0].to = "nowhere"; }},
        {"both sides are 'room'", [](ZoneFireSpec& s) { s.wall_openings[0].to = "room"; }},
        {"width_m", [](ZoneFireSpec& s) { s.wall_openings[0].width_m = 0.0; }},
        {"does not come after",
         [](ZoneFireSpec& s) {
             s.wall_openings[0].open_frac = {{10.0, 1.0}, {5.0, 0.0}};
         }},
        {"open_frac[0]",
         [](ZoneFireSpec& s) {
             s.wall_openings[0].open_frac = {{0.0, 1.5}};
         }},
        {"already that of", [](ZoneFireSpec& s) { s.compartments[1].id = "room"; }},
        {"the id is missing", [](ZoneFireSpec& s) { s.compartments[1].id.clear(); }},
        {"height_m", [nan](ZoneFireSpec& s) { s.compartments[0].height_m = nan; }},
        {"how large the floor is, is missing",
         [](ZoneFireSpec& s) { s.compartments[0].length_m = s.compartments[0].width_m = std::nullopt; }},
        {"belong together", [](ZoneFireSpec& s) { s.compartments[0].length_m = std::nullopt; }},
        {"given twice", [](ZoneFireSpec& s) { s.compartments[0].floor_area_m2 = 10.0; }},
        {"the lining is missing", [](ZoneFireSpec& s) { s.compartments[0].wall_lining.clear(); }},
        {"J/m2K only", [](ZoneFireSpec& s) { s.linings[0].density_kg_per_m3 = 5.0; }},
        {"there is no lining 'gold'", [](ZoneFireSpec& s) { s.compartments[0].wall_lining = "gold"; }},
        {"would burst",
         [](ZoneFireSpec& s) {
             s.compartments[0].may_be_sealed = false;
             s.wall_openings.erase(s.wall_openings.begin());
         }},
        {"base_height_m", [](ZoneFireSpec& s) { s.fires[0].base_height_m = 3.5; }},
        {"there is no compartment 'moon'", [](ZoneFireSpec& s) { s.fires[0].compartment = "moon"; }},
        {"after the end at",
         [](ZoneFireSpec& s) {
             s.fires[0].heat_release.table_kw = {{5000.0, 1.0}};
         }},
        {"how much heat is released is missing", [](ZoneFireSpec& s) { s.fires[0].heat_release = {}; }},
        {"both a table and a growth",
         [](ZoneFireSpec& s) { s.fires[0].heat_release.alpha_kw_per_s2 = 0.01; }},
        {"the burning area is missing", [](ZoneFireSpec& s) { s.fires[0].area_m2.clear(); }},
        {"more than the model can hold",
         [](ZoneFireSpec& s) {
             s.compartments[0].length_m = 0.2;
             s.compartments[0].width_m = 0.2;
             s.fires[0].heat_release.table_kw = {{0.0, 1e5}};
         }},
        {"fuel.yield_co", [](ZoneFireSpec& s) { s.fires[0].fuel.yield_co = -0.1; }},
        {"atoms of carbon", [](ZoneFireSpec& s) { s.fires[0].fuel.yield_soot = 0.9; }},
        {"atoms of nitrogen", [](ZoneFireSpec& s) { s.fires[0].fuel.yield_hcn = 0.1; }},
        {"fuel.carbon", [](ZoneFireSpec& s) { s.fires[0].fuel.carbon = 0.0; }},
        {"indoor_temperature_k", [](ZoneFireSpec& s) { s.ambient.indoor_temperature_k = 20.0; }},
        {"time_step_s", [](ZoneFireSpec& s) { s.time_step_s = 0.0; }},
        {"cutoff_end_pa",
         [](ZoneFireSpec& s) {
             FanSpec& fan = s.fans.emplace_back();
             fan.id = "fan";
             fan.from = "room";
             fan.to = "outside";
             fan.flow_m3_per_s = 1.0;
             fan.cutoff_end_pa = 100.0;
         }},
        {"does not lie on the ceiling",
         [](ZoneFireSpec& s) {
             FloorVentSpec& vent = s.floor_vents.emplace_back();
             vent.id = "hole";
             vent.lower = "room";
             vent.upper = "next";
             vent.area_m2 = 1.0;
         }},
        {"rti_m05_s05",
         [](ZoneFireSpec& s) {
             FireDetectorSpec& head = s.detectors.emplace_back();
             head.id = "head";
             head.kind = DetectorKind::sprinkler;
             head.compartment = "room";
             head.setpoint_k = 341.0;
         }},
    };
    for (const Flaw& flaw : flaws) {
        ZoneFireSpec spec = two_rooms(100.0);
        flaw.make(spec);
        const Errors errors = check_zone_fire(spec);
        EXPECT_TRUE(mentions(errors, flaw.expected)) << flaw.expected << "\n" << as_lines(errors);
    }
}

TEST(CheckZoneFire, TellsAllAtOnceAndWhere) {
    ZoneFireSpec spec = two_rooms(100.0);
    spec.wall_openings[0].where = "fire.json: wall_openings[0]";
    spec.wall_openings[0].width_m = -1.0;
    spec.compartments[1].height_m = -1.0;
    spec.fires[0].fuel.yield_co = 7.0;
    const Errors errors = check_zone_fire(spec);
    EXPECT_GE(errors.size(), 3U);
    EXPECT_TRUE(mentions(errors, "fire.json: wall_openings[0].width_m (wall opening 'between')"));
}

TEST(CheckZoneFire, EndsWithHugeInput) {
    ZoneFireSpec spec;
    spec.compartments.resize(20000);
    spec.wall_openings.resize(20000);
    const Errors errors = check_zone_fire(spec);
    EXPECT_FALSE(errors.empty());
    EXPECT_LE(errors.size(), 1000U);
}

}  // namespace
}  // namespace wayout
