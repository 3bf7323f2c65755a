#include "fire/ceiling_jet.hpp"
#include "fire/detectors.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout::fire {
namespace {

// Values of the fire specification 3.5.
TEST(AlpertJet, HasTheTabledValues) {
    EXPECT_NEAR(alpert_jet(1000.0, 8.0, 1.0).excess_k, 52.81, 0.01);
    EXPECT_NEAR(alpert_jet(1000.0, 8.0, 1.0).speed_mps, 4.800, 0.001);
    EXPECT_NEAR(alpert_jet(1000.0, 8.0, 4.0).excess_k, 26.69, 0.01);
    EXPECT_NEAR(alpert_jet(1000.0, 8.0, 4.0).speed_mps, 1.737, 0.001);
    EXPECT_NEAR(alpert_jet(500.0, 3.0, 2.0).excess_k, 71.17, 0.01);
    EXPECT_NEAR(alpert_jet(500.0, 3.0, 2.0).speed_mps, 1.505, 0.001);
    EXPECT_EQ(alpert_jet(0.0, 3.0, 2.0).excess_k, 0.0);
}

// By hand: 100 kW, H 3 m, r 0.7071 m, rho T = 350.44: Q_H* = 100 / (1110.6 * 15.5885) = 0.0057762; r/H =
// 0.2357; u = 1.06 * 0.2357^-0.69 * sqrt(29.42) * 0.17943 = 2.873 * 5.4240 * 0.17943 = 2.796 m/s. CFAST's
// detector says 2.817 for this room (data/cfast/three_rooms_two_floors at 60 s).
TEST(JetSpeed, IsThatOfCfast) {
    EXPECT_NEAR(jet_speed_mps(100.0, 3.0, 0.70711, 350.44 / 293.15, 293.15), 2.796, 0.003);
    EXPECT_EQ(jet_speed_mps(0.0, 3.0, 1.0, 1.2, 293.15), 0.0);
}

// The fire specification: RTI 100, u 1.5 m/s, gas 120, start 20, set 68 degrees -> 53.39 s.
TEST(Link, ReachesItsSetPointWhenTheClosedFormSays) {
    const auto at = [](double time_s) { return heated_link_k(293.15, 393.15, 1.5, 100.0, time_s); };
    EXPECT_NEAR(at(53.39), 341.15, 0.01);
    double link = 293.15;
    for (int i = 0; i < 5339; ++i) link = heated_link_k(link, 393.15, 1.5, 100.0, 0.01);
    EXPECT_NEAR(link, at(53.39), 1e-6);  // many small steps or one
}

TEST(Link, CountsStillAirAsATenthOfAMetrePerSecond) {
    EXPECT_EQ(heated_link_k(293.15, 393.15, 0.0, 100.0, 10.0),
              heated_link_k(293.15, 393.15, 0.1, 100.0, 10.0));
}

// By hand for Qc = 67 kW under a layer of 318.3 K over 294.3 K, 1.52 m up, with rho T = 350.44 kg K/m3:
// scale = 350.44 * 1.012 * sqrt(9.80665) = 1110.6; Q1* = 67 / (1110.6 * 2.84848) = 0.021179; Q1*^(2/3) =
// 0.076547; xi = 1.081549; warmth = 1.697726 / 9.858319 - 0.109709 = 0.062504; Q2* = 0.015627; stretch^2.5 =
// 0.208790 / (0.250008 * (0.081549 * 1.913 + 9.858319 * 0.062504)) = 1.081483, stretch 1.03183; Z2 = 1.56838
// m; Q2 = 0.015627 * 1110.6 * 3.08060 = 53.46 kW.
TEST(SubstituteFire, IsThatOfEvansWorkedByHand) {
    const SubstituteFire fire = substitute_fire(67.0, 1.52, 294.3, 318.3, 350.44 / 293.15, 293.15);
    EXPECT_NEAR(fire.to_interface_m, 1.5684, 1e-3);
    EXPECT_NEAR(fire.convective_kw, 53.46, 0.05);
}

TEST(SubstituteFire, IsTheFireItselfWithoutALayer) {
    const SubstituteFire fire = substitute_fire(67.0, 1.52, 293.15, 293.15, 1.2, 293.15);
    EXPECT_EQ(fire.convective_kw, 67.0);
    EXPECT_EQ(fire.to_interface_m, 1.52);
    // A plume cooler than the layer does not reach the ceiling.
    EXPECT_EQ(substitute_fire(0.1, 2.0, 293.15, 500.0, 1.2, 293.15).convective_kw, 0.0);
}

// tau = 3 w^-1.8: 0.07 mm/s -> 360 s within rounding [CTR]; half after tau ln 2.
TEST(Sprinkler, PutsOutWithTheTimeOfItsDensity) {
    const double tau = 3.0 * std::pow(0.07, -1.8);
    EXPECT_NEAR(tau, 360.0, 1.0);
    EXPECT_NEAR(suppressed_frac(0.07, tau * std::log(2.0)), 0.5, 1e-12);
    EXPECT_EQ(suppressed_frac(0.0, 1000.0), 1.0);  // holds, does not put out
}

// 8 %/ft = 23.93 %/m; OD = -log10(0.7606654) = 0.118806.
TEST(SmokeDetector, KnowsObscurationAsOpticalDensity) {
    EXPECT_NEAR(optical_density_of(23.93346), 0.118806, 1e-6);
}

}  // namespace
}  // namespace wayout::fire
