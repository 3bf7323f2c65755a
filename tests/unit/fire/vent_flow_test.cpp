#include "fire/vent_flow.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace wayout::fire {
namespace {

Side open_air(double temperature_k) {
    Side side;
    side.interface_m = std::numeric_limits<double>::infinity();
    side.temperature_k.fill(temperature_k);
    side.density_kg_per_m3.fill(352.98 / temperature_k);
    side.outdoor_density_kg_per_m3 = 352.98 / temperature_k;
    return side;
}

Side room(double upper_k, double lower_k, double interface_m, double height_m, double pressure_pa,
          const Side& air) {
    Side side = air;
    side.interface_m = interface_m;
    side.ceiling_m = height_m;
    side.pressure_pa = pressure_pa;
    side.temperature_k = {upper_k, lower_k};
    side.density_kg_per_m3 = {352.98 / upper_k, 352.98 / lower_k};
    return side;
}

// Z5 of the fire specification 3.8: door 0.9 m wide, 0 to 2 m, upper layer 400 K above 1 m, air 293 K.
// Neutral plane 1.1586 m, 0.7657 kg/s either way at -0.5014 Pa; tolerance 0.2 %.
TEST(WallGap, BalancesAsTheClosedFormDoorway) {
    const Side air = open_air(293.0);
    const Side hot = room(400.0, 293.0, 1.0, 3.0, -0.5014, air);
    const Exchange exchange = wall_gap_exchange(hot, air, {0.0, 2.0, 0.9, 0.7});
    EXPECT_NEAR(exchange.out_kg_per_s[0][upper], 0.7657, 0.002 * 0.7657);
    EXPECT_NEAR(exchange.out_kg_per_s[1][lower], 0.7657, 0.002 * 0.7657);
    EXPECT_EQ(exchange.out_kg_per_s[0][lower], 0.0);
    EXPECT_NEAR(exchange.upper_out_from_m[0], 1.1586, 0.002);
    EXPECT_NEAR(hot.excess_pa(1.1586), 0.0, 1e-3);
}

// Z6: a room of hot gas only takes in about 0.5 A sqrt(H) kg/s, 1.27 kg/s through 0.9 x 2 m; tolerance 15 %.
TEST(WallGap, FeedsAFullyInvolvedRoomByTheRuleOfTallOpenings) {
    const Side air = open_air(293.0);
    double low = -20.0;
    double high = 20.0;
    Exchange exchange;
    for (int i = 0; i < 100; ++i) {
        const double pressure = 0.5 * (low + high);
        exchange =
            wall_gap_exchange(room(1100.0, 1100.0, 0.0, 3.0, pressure, air), air, {0.0, 2.0, 0.9, 0.7});
        (exchange.total_out(0) > exchange.total_out(1) ? high : low) = pressure;
    }
    EXPECT_NEAR(exchange.total_out(1), 0.5 * 1.8 * std::sqrt(2.0), 0.15 * 1.27);
}

// Uniform pressure difference: C A sqrt(2 rho dp) = 0.7 * 2 * sqrt(2 * 1.204710 * 10) = 6.8720 kg/s.
TEST(WallGap, IsAnOrificeUnderUniformPressure) {
    const Side air = open_air(293.0);
    const Exchange exchange =
        wall_gap_exchange(room(293.0, 293.0, 3.0, 3.0, 10.0, air), air, {0.0, 2.0, 1.0, 0.7});
    EXPECT_NEAR(exchange.out_kg_per_s[0][lower], 6.8720, 1e-3);
    EXPECT_EQ(exchange.total_out(1), 0.0);
}

TEST(WallGap, PassesNothingBetweenEqualSides) {
    const Side air = open_air(293.0);
    const Exchange exchange =
        wall_gap_exchange(room(293.0, 293.0, 1.5, 3.0, 0.0, air), air, {0.0, 2.0, 1.0, 0.7});
    EXPECT_EQ(exchange.total_out(0), 0.0);
    EXPECT_EQ(exchange.total_out(1), 0.0);
}

/// Hot room under open air, its pressure such that it differs at the ceiling by dp.
Side under_roof(double dp_pa, double interface_m, const Side& air) {
    Side hot = room(400.0, 293.0, interface_m, 3.0, 0.0, air);
    hot.pressure_pa += dp_pa - hot.excess_pa(3.0);
    return hot;
}

// No pressure difference, 1 m2 square, 400 K below 293 K: V = 0.10 sqrt(g drho A^2.5 / rho_av)
// = 0.1 sqrt(9.80665 * 0.322260 / 1.043580) = 0.174021 m3/s either way.
TEST(CeilingHole, ExchangesHeavyAirForLight) {
    const Side air = open_air(293.0);
    const Exchange exchange =
        ceiling_hole_exchange(under_roof(0.0, 0.0, air), air, {3.0, 1.0, VentShape::square});
    EXPECT_NEAR(exchange.out_kg_per_s[0][upper], 0.174021 * 352.98 / 400.0, 1e-5);
    EXPECT_NEAR(exchange.out_kg_per_s[1][lower], 0.174021 * 352.98 / 293.0, 1e-5);
}

// Above the flooding pressure 0.942^2 * 9.80665 * 0.32226 / 2 = 1.402 Pa one way only: 0.68 sqrt(2 * 10 /
// 0.88245) = 3.2373 m3/s.
TEST(CeilingHole, FlowsOneWayUnderPressure) {
    const Side air = open_air(293.0);
    const Exchange exchange =
        ceiling_hole_exchange(under_roof(10.0, 0.0, air), air, {3.0, 1.0, VentShape::square});
    EXPECT_NEAR(exchange.out_kg_per_s[0][upper], 3.2373 * 0.88245, 2e-3);
    EXPECT_EQ(exchange.total_out(1), 0.0);
}

// Plugholing: layer 0.5 m deep, V 3.2373: Fr^2 = 10.480 / (9.80665 * 0.03125 * 107/293) = 93.65;
// exp(-93.65 / 4) = 7e-11: the hole draws air from below the layer. Deep layer, 3 m: Fr^2 = 0.01204, share
// 0.997.
TEST(CeilingHole, DrawsThroughAShallowLayer) {
    const Side air = open_air(293.0);
    const Exchange shallow =
        ceiling_hole_exchange(under_roof(10.0, 2.5, air), air, {3.0, 1.0, VentShape::square});
    EXPECT_LT(shallow.out_kg_per_s[0][upper], 1e-6);
    EXPECT_GT(shallow.out_kg_per_s[0][lower], 2.0);
    const Exchange deep =
        ceiling_hole_exchange(under_roof(10.0, 0.01, air), air, {3.0, 1.0, VentShape::square});
    EXPECT_GT(deep.out_kg_per_s[0][upper], 0.99 * 3.2373 * 0.88245);
}

// Half of the flow midway between the cut-offs, all of it below, nothing above; 2 m3/s of 293 K air.
TEST(FanFlow, CeasesBetweenItsCutOffs) {
    const Side air = open_air(293.0);
    const Fan fan{2.0, 1.0, 1.0, 0.0, 200.0, 300.0};
    const auto into = [&](double pressure_pa) {
        return fan_exchange(air, room(293.0, 293.0, 3.0, 3.0, pressure_pa, air), fan).out_kg_per_s[0][lower];
    };
    const double full = 2.0 * 352.98 / 293.0;
    EXPECT_NEAR(into(0.0), full, 1e-6);
    EXPECT_NEAR(into(250.0), 0.5 * full, 1e-9);
    EXPECT_NEAR(into(400.0), 0.0, 1e-6);
}

TEST(FanFlow, TakesTheLayersThatItsOpeningLiesIn) {
    const Side air = open_air(293.0);
    const Fan fan{1.0, 2.0, 2.0, 1.0, 200.0, 300.0};  // opening from 1.5 to 2.5 m
    const Exchange exchange = fan_exchange(room(400.0, 293.0, 1.75, 3.0, 0.0, air), air, fan);
    EXPECT_NEAR(exchange.out_kg_per_s[0][upper], 0.75 * 352.98 / 400.0, 1e-6);
    EXPECT_NEAR(exchange.out_kg_per_s[0][lower], 0.25 * 352.98 / 293.0, 1e-6);
}

}  // namespace
}  // namespace wayout::fire
