#include "fire/plume.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout::fire {
namespace {

/// Air of the table in the fire specification 3.2: 352.98 / T.
constexpr PlumeAir room_air{352.98 / 293.15, 293.15};

PlumeSource source(double kw, double diameter_m) {
    return {kw, 0.65 * kw, diameter_m, FirePlace::free};
}
double heskestad(const PlumeSource& fire, double height_m) {
    return plume_entrainment_kg_per_s(PlumeModel::heskestad, fire, room_air, height_m);
}

// Values of the fire specification 3.2, worked out there by hand; rounded to four digits.
TEST(HeskestadPlume, HasTheTabledOriginAndFlame) {
    EXPECT_NEAR(virtual_origin_m(source(1000.0, 1.0), room_air), 0.3186, 5e-4);
    EXPECT_NEAR(flame_height_m(source(1000.0, 1.0), room_air), 2.5177, 5e-4);
    EXPECT_NEAR(virtual_origin_m(source(5000.0, 2.0), room_air), 0.5082, 5e-4);
    EXPECT_NEAR(flame_height_m(source(5000.0, 2.0), room_air), 4.6946, 5e-4);
}

TEST(HeskestadPlume, DrawsTheTabledAir) {
    EXPECT_NEAR(heskestad(source(1000.0, 1.0), 3.0), 4.437, 0.004);
    EXPECT_NEAR(heskestad(source(1000.0, 1.0), 10.0), 28.367, 0.02);
    EXPECT_NEAR(heskestad(source(5000.0, 2.0), 10.0), 51.100, 0.04);
}

TEST(HeskestadPlume, DrawsInProportionToHeightWithinTheFlame) {
    const PlumeSource fire = source(1000.0, 1.0);
    EXPECT_NEAR(heskestad(fire, 1.0) / heskestad(fire, 2.0), 0.5, 1e-12);
    EXPECT_EQ(heskestad(fire, 0.0), 0.0);
    EXPECT_EQ(heskestad(source(0.0, 1.0), 3.0), 0.0);
}

// A corner: a quarter of four such fires of twice the diameter.
TEST(HeskestadPlume, DrawsLessInACornerAndTheSameAtAWall) {
    PlumeSource fire = source(62.9, 0.3385);
    const double in_the_open = heskestad(fire, 1.2);
    fire.place = FirePlace::wall;
    EXPECT_EQ(heskestad(fire, 1.2), in_the_open);
    fire.place = FirePlace::corner;
    EXPECT_NEAR(heskestad(fire, 1.2), 0.25 * heskestad(source(4.0 * 62.9, 2.0 * 0.3385), 1.2), 1e-12);
    EXPECT_LT(heskestad(fire, 1.2), in_the_open);
}

// me = Q f(z / Q^0.4), by hand for 1000 kW (Q^0.4 = 15.849): z = 1 m lies in the flame (0.0631), 2 m between
// (0.1262), 10 m in the plume (0.6310).
TEST(McCaffreyPlume, FollowsItsThreeRegions) {
    const auto drawn = [](double height_m) {
        return plume_entrainment_kg_per_s(PlumeModel::mccaffrey, source(1000.0, 1.0), room_air, height_m);
    };
    EXPECT_NEAR(drawn(1.0), 11.0 * std::pow(0.063096, 0.566), 1e-3);
    EXPECT_NEAR(drawn(2.0), 26.0 * std::pow(0.126191, 0.909), 1e-3);
    EXPECT_NEAR(drawn(10.0), 124.0 * std::pow(0.630957, 1.895), 1e-2);
}

// Poreh by hand: m 1 kg/s, T_u 400, T_l 300 K, rho_l 1.2, w 1 m, z 1 m: h = 1012 * 100 = 101200 W;
// 0.44 * 0.75^(2/3) * (9.80665 * 1.44 / (1012 * 300))^(1/3) * 101200^(1/3)
// = 0.44 * 0.82548 * 0.035967 * 46.600 = 0.60876.
TEST(Spill, DrawsPorehsAir) {
    const Spill spill{1.0, 400.0, 300.0, 1.2, 1.0, 1.0};
    EXPECT_NEAR(spill_entrainment_kg_per_s(spill), 0.60876, 3e-4);
    Spill cold = spill;
    cold.flow_temperature_k = 299.0;
    EXPECT_EQ(spill_entrainment_kg_per_s(cold), 0.0);
}

}  // namespace
}  // namespace wayout::fire
