#include "fire/area_profile.hpp"
#include "fire/zone_model.hpp"
#include "validation/cfast_input.hpp"
#include "validation/fire_comparison.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace wayout {
namespace {

const FireReference& reference(std::string_view folder) {
    const auto found = std::find_if(fire_references().begin(), fire_references().end(),
                                    [&](const FireReference& run) { return run.folder == folder; });
    EXPECT_NE(found, fire_references().end());
    return *found;
}

TEST(CfastInput, ReadsEveryReferenceRun) {
    EXPECT_EQ(fire_references().size(), 12U);
    for (const FireReference& run : fire_references()) {
        std::string problems;
        for (const Error& error : check_zone_fire(zone_fire_of_cfast(run.input)))
            problems += error.where + ": " + error.message + "\n";
        EXPECT_EQ(problems, "") << run.folder;
    }
}

// Numbers of data/cfast/README.md.
TEST(CfastInput, ReadsTheNumbersOfThreeRooms) {
    const ZoneFireSpec spec = zone_fire_of_cfast(reference("three_rooms_two_floors").input);
    EXPECT_EQ(spec.lower_oxygen_limit_frac, 0.1);
    EXPECT_EQ(spec.end_s, 3600.0);
    ASSERT_EQ(spec.compartments.size(), 3U);
    EXPECT_EQ(spec.compartments[2].floor_elevation_m, 3.0);
    EXPECT_EQ(spec.compartments[0].wall_leak_frac, 0.00017);
    EXPECT_EQ(spec.compartments[0].floor_leak_frac, 5.2e-5);
    ASSERT_EQ(spec.wall_openings.size(), 3U);
    EXPECT_EQ(spec.wall_openings[2].sill_m, 1.0);
    EXPECT_EQ(spec.wall_openings[2].to, outside_air);
    ASSERT_EQ(spec.floor_vents.size(), 1U);
    EXPECT_EQ(spec.floor_vents[0].lower, "Comp 2");
    EXPECT_EQ(spec.floor_vents[0].shape, VentShape::round);
    EXPECT_EQ(spec.floor_vents[0].open_frac, (TimeTable{{0.0, 0.0}, {100.0, 0.5}, {500.0, 1.0}}));
    ASSERT_EQ(spec.fans.size(), 2U);
    EXPECT_EQ(spec.fans[0].opening_height_m, 0.5);
    ASSERT_EQ(spec.fires.size(), 2U);
    EXPECT_EQ(spec.fires[0].heat_release.table_kw[3], (TimedValue{180.0, 200.0}));
    EXPECT_EQ(spec.fires[1].area_m2.back().value, 9.0);
    EXPECT_EQ(spec.fires[1].x_m, 7.5);
    ASSERT_EQ(spec.detectors.size(), 3U);
    EXPECT_NEAR(spec.detectors[0].setpoint_k, 347.04, 1e-9);
    EXPECT_NEAR(spec.detectors[0].spray_density_mm_per_s, 0.07, 1e-12);
    EXPECT_EQ(spec.linings[0].specific_heat_j_per_kgk, 1000.0);
}

TEST(CfastInput, KnowsFiresInCorners) {
    EXPECT_EQ(zone_fire_of_cfast(reference("steckler_410").input).fires[0].place, FirePlace::corner);
    EXPECT_EQ(zone_fire_of_cfast(reference("steckler_014").input).fires[0].place, FirePlace::free);
}

// Below 12 m 372.6 m2, at 17.1 m and above 51.3 m2. By hand, a pyramid's frustum between them:
// 4471.20 + 5.1/3 (372.6 + 138.255 + 51.3) + 1.9 x 51.3 = 5524.33 m3, not the 5649.6 m3 of an even slope;
// half of the frustum lies below half of its height. Width and depth shrink by sqrt(5524.33 / 19 / 372.6) =
// 0.88336: walls of 2 x 0.88336 x 40.8 m x 19 m = 1369.6 m2.
TEST(CfastInput, TapersRoomsAsCfastDoes) {
    for (const char* hall : {"hall_vtt_c1", "hall_vtt_c2"}) {
        const CompartmentSpec room = zone_fire_of_cfast(reference(hall).input).compartments[0];
        const fire::AreaProfile profile(room.area_profile);
        EXPECT_NEAR(profile.volume_m3(), 5524.33, 0.2);
        EXPECT_NEAR(profile.height_of_volume_m(4471.2), 12.0, 2e-3);
        EXPECT_NEAR(profile.height_of_volume_m(4471.2 + 0.5 * 955.66), 14.55, 2e-3);
        EXPECT_NEAR(fire::perimeter_of(room) * profile.volume_m3() / profile.greatest_area_m2(), 1369.6, 0.1);
    }
}

TEST(WorstDeviations, KeepTheWorstMomentOfEach) {
    WorstDeviations worst;
    worst.add("interface", "m", 60.0, 2.0, 2.1, 0.2);
    worst.add("interface", "m", 120.0, 1.0, 1.3, 0.2);
    worst.add("interface", "m", 180.0, 1.0, 1.1, 0.2);
    const std::vector<ValidationQuantity> quantities = worst.quantities();
    ASSERT_EQ(quantities.size(), 1U);
    EXPECT_EQ(quantities[0].name, "interface, worst at 120 s");
    EXPECT_EQ(quantities[0].measured, 1.0);
    EXPECT_EQ(quantities[0].mean, 1.3);
    EXPECT_NEAR(quantities[0].low, 0.8, 1e-12);
    EXPECT_FALSE(quantities[0].is_inside());
}

TEST(FireCases, ReproduceASteadyRoomAndNotAnotherOne) {
    EXPECT_TRUE(compare_with_reference(reference("steckler_014"), {}).is_reproduced);
    // The corner fire's output against the input of the fire in the middle: the comparison must notice.
    FireReference mixed = reference("steckler_410");
    mixed.input = reference("steckler_014").input;
    EXPECT_FALSE(compare_with_reference(mixed, {}).is_reproduced);
}

}  // namespace
}  // namespace wayout
