#include "harm/heat_dose.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout::test {
namespace {

constexpr double zero_celsius_k = 273.15;

/// Fire specification 1.5; values evaluated in Python from the printed formulas. The table prints four digits
/// (and 7.925 where 7.9245 rounds to 7.924).
TEST(ConvectiveHeat, TakesTheTimesOfTheTable) {
    const double t_c[] = {60, 80, 100, 120, 150, 200};
    const double light_min[] = {45.004480516054, 16.922481522342, 7.9244659623056,
                                4.2633772928361, 1.9964559096691, 0.7507027712384};
    const double clothed_min[] = {156.19166080384, 55.287761139815, 24.704943029049,
                                  12.792032628440, 5.7160288424802, 2.0233246492476};
    const double mid_min[] = {97.529446443065, 28.540136242225, 12.301093721255,
                              6.2009017506060, 2.6819088219298, 0.9102511440953};
    for (int i = 0; i < 6; ++i) {
        const double gas_k = t_c[i] + zero_celsius_k;
        // 273.15 + t leaves about 3e-14 of t, times the power of 17.
        const auto near = [](double s, double min) { EXPECT_NEAR(s / 60.0, min, 1e-9 * min); };
        near(convective_time_s(ConvectiveLaw::conv_light, gas_k), light_min[i]);
        near(convective_time_s(ConvectiveLaw::conv_clothed, gas_k), clothed_min[i]);
        near(convective_time_s(ConvectiveLaw::conv_mid, gas_k), mid_min[i]);
        EXPECT_TRUE(std::isinf(convective_time_s(ConvectiveLaw::none, gas_k)));
    }
}

TEST(ConvectiveHeat, IsThatOfTheCfastTarget) {
    Air air;
    air.temperature_k = 100.0 + zero_celsius_k;
    air.radiant_flux_kw_per_m2 = 2.49;
    const HeatRate rate = heat_rate(ConvectiveLaw::conv_clothed, RadiantLaw::rad_pain_iso, air);
    EXPECT_NEAR(rate.convective_per_s, 6.74629e-4, 5e-10);
    EXPECT_EQ(rate.radiant_per_s, 0.0);
    EXPECT_NEAR(890.0 * rate.convective_per_s, 0.60042, 5e-6);
    // Another clothing refuses the value.
    EXPECT_GT(890.0 * heat_rate(ConvectiveLaw::conv_light, RadiantLaw::none, air).convective_per_s, 1.8);
}

TEST(ConvectiveHeat, DoesNotReachBelowFreezing) {
    EXPECT_TRUE(std::isinf(convective_time_s(ConvectiveLaw::conv_light, zero_celsius_k)));
    EXPECT_TRUE(std::isinf(convective_time_s(ConvectiveLaw::conv_mid, 250.0)));
}

TEST(RadiantHeat, TakesTheTimesOfTheTable) {
    const double q[] = {2.5, 5, 10};
    const double injury_min[] = {2.9562406770171, 1.1758986566637, 0.4677351412872};
    const double pain_min[] = {0.3931800100433, 0.1563945213363, 0.0622087737912};
    const double pain_iso_min[] = {0.7364839281309, 0.1973359824388, 0.0528748672954};
    const double burn_iso_min[] = {1.6522002259107, 0.5603454940701, 0.1900417805303};
    for (int i = 0; i < 3; ++i) {
        const auto near = [](double s, double min) { EXPECT_NEAR(s / 60.0, min, 1e-11); };
        near(radiant_time_s(RadiantLaw::rad_injury_sfpe, q[i]), injury_min[i]);
        near(radiant_time_s(RadiantLaw::rad_pain_sfpe, q[i]), pain_min[i]);
        near(radiant_time_s(RadiantLaw::rad_pain_iso, q[i]), pain_iso_min[i]);
        near(radiant_time_s(RadiantLaw::rad_burn_iso, q[i]), burn_iso_min[i]);
    }
}

TEST(RadiantHeat, CountsFromTwoAndAHalfKilowatts) {
    for (const RadiantLaw law : {RadiantLaw::rad_injury_sfpe, RadiantLaw::rad_pain_sfpe,
                                 RadiantLaw::rad_pain_iso, RadiantLaw::rad_burn_iso}) {
        EXPECT_TRUE(std::isinf(radiant_time_s(law, 2.4999)));
        EXPECT_TRUE(std::isfinite(radiant_time_s(law, 2.5)));
        EXPECT_TRUE(std::isinf(radiant_time_s(law, -1.0)));
    }
    EXPECT_TRUE(std::isinf(radiant_time_s(RadiantLaw::none, 50.0)));
}

TEST(RadiantHeat, OfOneEndpointOnlyMayBeAdded) {
    EXPECT_TRUE(ends_in_incapacitation(RadiantLaw::rad_injury_sfpe));
    EXPECT_FALSE(ends_in_incapacitation(RadiantLaw::rad_pain_sfpe));
    EXPECT_FALSE(ends_in_incapacitation(RadiantLaw::rad_pain_iso));
    EXPECT_FALSE(ends_in_incapacitation(RadiantLaw::rad_burn_iso));
}

TEST(RadiantHeat, OnSkinIsAQuarterOfTheIntensityLessWhatTheSkinRadiates) {
    // sigma 293.15^4 = 5.670374419e-11 * 7.38510e9 = 0.418763 kW/m2; U of a room at 293.15 K is four times
    // that.
    EXPECT_NEAR(skin_flux_kw_per_m2(4.0 * 0.418763, 293.15), 0.0, 1e-5);
    EXPECT_NEAR(skin_flux_kw_per_m2(20.0, 293.15), 5.0 - 0.418763, 1e-5);
}

}  // namespace
}  // namespace wayout::test
