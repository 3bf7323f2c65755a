#include "hazards/zone_fire_source.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout {
namespace {

Polygon square(double x_m, double y_m, double side_m) {
    Polygon polygon;
    polygon.outer = {{x_m, y_m}, {x_m + side_m, y_m}, {x_m + side_m, y_m + side_m}, {x_m, y_m + side_m}};
    return polygon;
}

/// Two rooms of 5 x 5 x 3 m without heat losses, one above the other, that of the fire at the bottom; a door
/// to the open air, and no way up.
ZoneFireSpec rooms() {
    ZoneFireSpec spec;
    for (const char* id : {"hall", "attic"}) {
        CompartmentSpec& room = spec.compartments.emplace_back();
        room.id = id;
        room.height_m = 3.0;
        room.floor_area_m2 = 25.0;
        room.ceiling_lining = room.wall_lining = room.floor_lining = std::string(adiabatic_lining);
    }
    spec.compartments[1].floor_elevation_m = 3.0;
    WallOpeningSpec& door = spec.wall_openings.emplace_back();
    door.id = "door";
    door.from = "hall";
    door.to = std::string(outside_air);
    door.width_m = 0.9;
    door.soffit_m = 2.0;
    ZoneFireSourceSpec& source = spec.fires.emplace_back();
    source.id = "sofa";
    source.compartment = "hall";
    source.x_m = 102.5;
    source.y_m = 2.5;
    source.fuel = find_fuel_preset("pu_foam_gm21")->fuel;
    source.heat_release.table_kw = {{0.0, 100.0}};
    source.hrrpua_kw_per_m2 = 300.0;
    spec.end_s = 300.0;
    return spec;
}

ZoneFireSource source_of(const ZoneFireSpec& spec) {
    return ZoneFireSource(
        spec, {{0, StoreyId(0), {square(100.0, 0.0, 5.0)}}, {1, StoreyId(1), {square(100.0, 0.0, 5.0)}}});
}

AirPoint at(double z_m, int storey = 0) {
    return {StoreyId(storey), 101.0, 1.0, z_m};
}

TEST(ZoneFireSource, TellsTheAirOfTheLayerOfAHead) {
    ZoneFireSource source = source_of(rooms());
    ASSERT_TRUE(source.advance_to(120.0));
    const fire::CompartmentState& hall = source.model().compartments()[0];
    const fire::LayerState& smoke = hall.layers[fire::upper];
    ASSERT_GT(hall.interface_height_m, 0.5);
    ASSERT_LT(hall.interface_height_m, 2.5);
    const AirSample high = source.sample(at(2.9));
    ASSERT_TRUE(high.covered);
    // K = OD ln 10, ppm and fractions by mole.
    EXPECT_NEAR(high.air.extinction_per_m, smoke.optical_density_per_m() * std::log(10.0), 1e-12);
    EXPECT_NEAR(high.air.co_ppm, 1e6 * smoke.mole_frac(fire::Gas::carbon_monoxide), 1e-9);
    EXPECT_EQ(high.air.temperature_k, smoke.temperature_k);
    EXPECT_GT(high.air.co_ppm, 10.0);
    EXPECT_LT(high.air.o2_frac, 0.205);
    EXPECT_GT(high.air.hcn_ppm, 1.0);
    EXPECT_GT(high.air.radiant_flux_kw_per_m2, 0.1);
    const AirSample low = source.sample(at(hall.interface_height_m - 0.2));
    EXPECT_EQ(low.air.temperature_k, hall.layers[fire::lower].temperature_k);
    EXPECT_LT(low.air.extinction_per_m, 0.01 * high.air.extinction_per_m);
}

TEST(ZoneFireSource, BlendsTheLayersAroundTheInterface) {
    ZoneFireSource source = source_of(rooms());
    ASSERT_TRUE(source.advance_to(120.0));
    const fire::CompartmentState& hall = source.model().compartments()[0];
    const double z = hall.interface_height_m;
    const double low = hall.layers[fire::lower].temperature_k;
    const double high = hall.layers[fire::upper].temperature_k;
    EXPECT_NEAR(source.sample(at(z)).air.temperature_k, 0.5 * (low + high), 1e-9);
    EXPECT_NEAR(source.sample(at(z + 0.075)).air.temperature_k, low + 0.75 * (high - low), 1e-9);
    EXPECT_NEAR(source.sample(at(z + 0.15)).air.temperature_k, high, 1e-9);
    EXPECT_NEAR(source.sample(at(z - 0.15)).air.temperature_k, low, 1e-9);
}

TEST(ZoneFireSource, KnowsNothingOutsideOfItsRoomsAndAfterItsEnd) {
    ZoneFireSource source = source_of(rooms());
    ASSERT_TRUE(source.advance_to(10.0));
    EXPECT_TRUE(source.sample(at(1.6)).covered);
    EXPECT_FALSE(source.sample({StoreyId(0), 106.0, 1.0, 1.6}).covered);
    EXPECT_FALSE(source.sample(at(7.0)).covered);
    EXPECT_EQ(source.end_s(), 300.0);
    ASSERT_TRUE(source.advance_to(300.5));
    EXPECT_FALSE(source.sample(at(1.6)).covered);
}

// On stairs people are shown with the lower storey while their heads are in the room above.
TEST(ZoneFireSource, FindsTheRoomThatAHeadIsInByItsHeight) {
    ZoneFireSource source = source_of(rooms());
    ASSERT_TRUE(source.advance_to(120.0));
    EXPECT_GT(source.sample(at(2.9, 0)).air.extinction_per_m, 1.0);
    const AirSample above = source.sample(at(4.6, 0));
    ASSERT_TRUE(above.covered);
    EXPECT_EQ(above.air.extinction_per_m, 0.0);
    EXPECT_EQ(source.sample(at(4.6, 1)).air, above.air);
}

TEST(ZoneFireSource, ProvidesIrritantsOnlyOfFuelsThatYieldThem) {
    ZoneFireSpec spec = rooms();
    const auto has = [](const ZoneFireSource& source, Quantity quantity) {
        return source.provides().test(static_cast<std::size_t>(quantity));
    };
    EXPECT_TRUE(has(source_of(spec), Quantity::co));
    EXPECT_TRUE(has(source_of(spec), Quantity::radiant_flux));
    EXPECT_FALSE(has(source_of(spec), Quantity::acrolein));
    spec.fires[0].fuel.yield_acrolein = 0.001;
    EXPECT_TRUE(has(source_of(spec), Quantity::acrolein));
}

TEST(ZoneFirePlaces, HoldTheirFiresAndDetectors) {
    ZoneFireSpec spec = rooms();
    const std::vector<CompartmentPlace> places{{0, StoreyId(0), {square(100.0, 0.0, 5.0)}}};
    EXPECT_TRUE(check_zone_fire_places(spec, places).empty());
    spec.fires[0].x_m = 2.5;
    spec.fires[0].where = "fire.json: fires[0]";
    FireDetectorSpec& detector = spec.detectors.emplace_back();
    detector.id = "far";
    detector.compartment = "hall";
    const Errors errors = check_zone_fire_places(spec, places);
    ASSERT_EQ(errors.size(), 2U);
    EXPECT_EQ(errors[0].where, "fire.json: fires[0] (fire 'sofa')");
    EXPECT_NE(errors[0].message.find("outside of its compartment 'hall'"), std::string::npos);
    // Of a compartment without a plan nothing is known.
    EXPECT_TRUE(check_zone_fire_places(spec, {}).empty());
    EXPECT_EQ(check_zone_fire_places(rooms(), {{7, StoreyId(0), {}}}).size(), 1U);
}

TEST(ZoneFireSource, ShutsAnOpeningDuringTheRun) {
    ZoneFireSource open = source_of(rooms());
    ZoneFireSource shut = source_of(rooms());
    shut.set_opening_fraction(0, 0.0);
    ASSERT_TRUE(open.advance_to(200.0));
    ASSERT_TRUE(shut.advance_to(200.0));
    EXPECT_LT(shut.sample(at(2.9)).air.o2_frac, open.sample(at(2.9)).air.o2_frac);
}

/// Through the door to the open air.
double flow_out_kg_per_s(const ZoneFireSource& source) {
    return source.model().flow_through(0).total_out(0);
}

TEST(ZoneFireSource, ADoorIsOpenWhilePeopleGoThrough) {
    ZoneFireSpec spec = rooms();
    spec.wall_openings[0].door = "front";
    spec.wall_openings[0].shuts_after_people_s = 5.0;
    ZoneFireSource source = source_of(spec);
    ASSERT_TRUE(source.advance_to(60.0));
    EXPECT_EQ(flow_out_kg_per_s(source), 0.0);
    source.note_passage("another");
    ASSERT_TRUE(source.advance_to(62.0));
    EXPECT_EQ(flow_out_kg_per_s(source), 0.0);
    source.note_passage("front");
    ASSERT_TRUE(source.advance_to(64.0));
    EXPECT_GT(flow_out_kg_per_s(source), 0.05);
    ASSERT_TRUE(source.advance_to(66.9));
    EXPECT_GT(flow_out_kg_per_s(source), 0.05);
    ASSERT_TRUE(source.advance_to(70.0));
    EXPECT_EQ(flow_out_kg_per_s(source), 0.0);
}

TEST(ZoneFireSource, ARoofOpensOverALoss) {
    ZoneFireSpec spec = rooms();
    FloorVentSpec& vent = spec.floor_vents.emplace_back();
    vent.id = roof_vent_id("front");
    vent.lower = "hall";
    vent.upper = std::string(outside_air);
    vent.area_m2 = 2.0;
    vent.open_frac = {{0.0, 0.0}};
    ZoneFireSource opened = source_of(spec);
    ZoneFireSource shut = source_of(spec);
    ASSERT_TRUE(opened.advance_to(60.0));
    ASSERT_TRUE(shut.advance_to(60.0));
    opened.open_roof("front");
    shut.open_roof("back");
    ASSERT_TRUE(opened.advance_to(180.0));
    ASSERT_TRUE(shut.advance_to(180.0));
    // Smoke leaves by the roof: the layer stays thinner.
    EXPECT_GT(opened.model().compartments()[0].interface_height_m,
              shut.model().compartments()[0].interface_height_m + 0.1);
}

}  // namespace
}  // namespace wayout
