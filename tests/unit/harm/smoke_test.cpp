#include "harm/smoke_sight.hpp"
#include "harm/smoke_speed.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

namespace wayout::test {
namespace {

constexpr double extinctions[] = {0, 0.5, 1, 2, 3, 5, 7.5, 10, 12};

double speed(SmokeSpeedLaw law, double free_mps, double k, SignKind sign = SignKind::reflecting) {
    return speed_in_smoke_mps({law, 0.1, own_floor_mps(law), sign}, free_mps, k);
}

// ---------------------------------------------------------------- sight

TEST(SmokeSight, ExtinctionOfSoot) {
    // Fire specification 1.6: 500, 1000, 1500 mg/m3.
    EXPECT_NEAR(extinction_of_soot_per_m(500e-6), 4.35, 1e-12);
    EXPECT_NEAR(extinction_of_soot_per_m(1000e-6), 8.70, 1e-12);
    EXPECT_NEAR(extinction_of_soot_per_m(1500e-6), 13.05, 1e-12);
    EXPECT_NEAR(extinction_of_soot_per_m(1000e-6, smouldering_soot_m2_per_kg), 4.40, 1e-12);
    EXPECT_EQ(extinction_of_soot_per_m(0.0), 0.0);
}

TEST(SmokeSight, OpticalDensityIsOfBaseTen) {
    EXPECT_NEAR(optical_density_per_m(2.302585), 1.0, 1e-7);
    EXPECT_NEAR(extinction_of_optical_density_per_m(1.0), 2.302585, 1e-6);
    EXPECT_NEAR(obscuration_frac_per_m(2.302585093), 0.9, 1e-9);  // 1 - 10^-1
    EXPECT_EQ(obscuration_frac_per_m(0.0), 0.0);
}

TEST(SmokeSight, VisibilityIsInverseAndCapped) {
    EXPECT_DOUBLE_EQ(visibility_m(0.3, SignKind::reflecting), 10.0);
    EXPECT_DOUBLE_EQ(visibility_m(0.8, SignKind::emitting), 10.0);
    EXPECT_EQ(visibility_m(0.05, SignKind::reflecting), 30.0);
    EXPECT_EQ(visibility_m(0.0, SignKind::reflecting), 30.0);
    EXPECT_EQ(visibility_m(std::numeric_limits<double>::infinity(), SignKind::emitting), 0.0);
}

TEST(SmokeSight, SignsShowThroughTheMeanOfTheLine) {
    const std::array line{0.0, 0.6, 0.0};  // mean 0.2: 15 m and 40 m
    const double mean = mean_extinction_per_m(line);
    EXPECT_DOUBLE_EQ(mean, 0.2);
    EXPECT_TRUE(is_sign_visible(14.9, mean, SignKind::reflecting));
    EXPECT_FALSE(is_sign_visible(15.1, mean, SignKind::reflecting));
    EXPECT_TRUE(is_sign_visible(15.1, mean, SignKind::emitting));
    EXPECT_THROW(mean_extinction_per_m({}), InternalError);
}

// ---------------------------------------------------------------- speed

TEST(SmokeSpeed, LundIsThatOfTheTable) {
    // Fire specification 1.7.
    const double frac[] = {1, 0.9596, 0.9193, 0.8385, 0.7578, 0.5963, 0.3945, 0.1926, 0.1000};
    for (int i = 0; i < 9; ++i)
        EXPECT_NEAR(speed(SmokeSpeedLaw::lund, 1.35, extinctions[i]) / 1.35, frac[i], 5e-5);
    // 1 - 0.057 / 0.706 K is 0.1 at K = 0.9 * 0.706 / 0.057 = 11.147.
    EXPECT_GT(speed(SmokeSpeedLaw::lund, 1.0, 11.14), 0.1);
    EXPECT_EQ(speed(SmokeSpeedLaw::lund, 1.0, 11.15), 0.1);
}

TEST(SmokeSpeed, LundIsThatOfTheGuide) {
    // Guide, figure 9: 1.5 m/s and 500, 1000, 1500 mg/m3 of soot.
    EXPECT_NEAR(speed(SmokeSpeedLaw::lund, 1.5, 0.0), 1.5, 1e-12);
    EXPECT_NEAR(speed(SmokeSpeedLaw::lund, 1.5, 4.35), 0.9732, 5e-5);
    EXPECT_NEAR(speed(SmokeSpeedLaw::lund, 1.5, 8.70), 0.4464, 5e-5);
    EXPECT_NEAR(speed(SmokeSpeedLaw::lund, 1.5, 13.05), 0.15, 1e-12);
}

TEST(SmokeSpeed, FridolfIsThatOfTheTable) {
    const double mps[] = {1.35, 1.35, 1.01, 0.67, 0.5567, 0.466, 0.4207, 0.398, 0.3867};
    for (int i = 0; i < 9; ++i)
        EXPECT_NEAR(speed(SmokeSpeedLaw::fridolf, 1.35, extinctions[i]), mps[i], 5e-5);
    // The paper: a visibility of 2 m turns 1.2 into 0.86 and 1.0 into 0.66 m/s. K = 2 / 2 m, or 8 / 2 m.
    EXPECT_NEAR(speed(SmokeSpeedLaw::fridolf, 1.2, 1.0), 0.86, 1e-12);
    EXPECT_NEAR(speed(SmokeSpeedLaw::fridolf, 1.0, 1.0), 0.66, 1e-12);
    EXPECT_NEAR(speed(SmokeSpeedLaw::fridolf, 1.2, 4.0, SignKind::emitting), 0.86, 1e-12);
    EXPECT_EQ(speed(SmokeSpeedLaw::fridolf, 1.0, 20.0), 0.2);
}

TEST(SmokeSpeed, LundAbsIsASpeedAndStartsWhereTheDataDo) {
    EXPECT_EQ(speed(SmokeSpeedLaw::lund_abs, 1.35, 1.89), 1.35);
    EXPECT_NEAR(speed(SmokeSpeedLaw::lund_abs, 1.35, 2.0), 0.592, 1e-12);  // 0.706 - 0.114
    EXPECT_NEAR(speed(SmokeSpeedLaw::lund_abs, 1.35, 5.0), 0.421, 1e-12);  // 0.706 - 0.285
    EXPECT_NEAR(speed(SmokeSpeedLaw::lund_abs, 0.5, 2.0), 0.5, 1e-12);     // nobody is made faster
    EXPECT_EQ(speed(SmokeSpeedLaw::lund_abs, 1.35, 10.0), 0.2);            // 0.136 below the floor
}

TEST(SmokeSpeed, JinFollowsOpticalDensity) {
    const auto at_od = [](double free_mps, double od) {
        return speed(SmokeSpeedLaw::jin_nonirr, free_mps, od * 2.302585093);
    };
    EXPECT_EQ(at_od(1.35, 0.12), 1.35);
    EXPECT_NEAR(at_od(1.35, 0.3), 1.35 * 0.7146, 1e-8);  // 1.236 - 0.5214
    EXPECT_NEAR(at_od(1.35, 0.5), 1.35 * 0.367, 1e-8);   // 1.236 - 0.869
    EXPECT_EQ(at_od(1.35, 0.56), 0.3);
    EXPECT_EQ(at_od(0.25, 0.56), 0.25);
}

TEST(SmokeSpeed, PurserFollowsTheLogarithm) {
    EXPECT_NEAR(speed(SmokeSpeedLaw::purser_log, 1.35, 1.0), 0.6423, 1e-12);
    EXPECT_NEAR(speed(SmokeSpeedLaw::purser_log, 1.35, 5.0), 0.6423 - 0.1364 * 1.6094379124341, 1e-12);
    EXPECT_EQ(speed(SmokeSpeedLaw::purser_log, 1.35, 0.0), 1.35);
    EXPECT_EQ(speed(SmokeSpeedLaw::purser_log, 1.35, 200.0), 0.0);
}

TEST(SmokeSpeed, LawsDifferAndNoneDoesNotSlow) {
    // At K = 3 and 1.35 m/s: 1.023, 0.535, 0.557, 0.3, 0.492 m/s.
    EXPECT_NEAR(speed(SmokeSpeedLaw::lund, 1.35, 3.0), 1.023, 5e-4);
    EXPECT_NEAR(speed(SmokeSpeedLaw::lund_abs, 1.35, 3.0), 0.535, 5e-4);
    EXPECT_NEAR(speed(SmokeSpeedLaw::purser_log, 1.35, 3.0), 0.4924, 5e-4);
    EXPECT_EQ(speed(SmokeSpeedLaw::none, 1.35, 3.0), 1.35);
}

TEST(SmokeSpeed, NeverRisesAboveTheOwnSpeedAndRefusesNaN) {
    for (const SmokeSpeedLaw law : {SmokeSpeedLaw::lund, SmokeSpeedLaw::lund_abs, SmokeSpeedLaw::fridolf,
                                    SmokeSpeedLaw::jin_nonirr, SmokeSpeedLaw::purser_log}) {
        for (double k = 0.0; k < 40.0; k += 0.05) {
            const double mps = speed(law, 0.7, k);
            EXPECT_LE(mps, 0.7);
            EXPECT_GE(mps, 0.0);
        }
        EXPECT_THROW(speed(law, 1.0, std::numeric_limits<double>::quiet_NaN()), InternalError);
    }
}

TEST(SmokeSpeed, TakesTheFloorOfTheUser) {
    ExposureSpec spec;
    spec.smoke_speed = SmokeSpeedLaw::fridolf;
    EXPECT_EQ(smoke_speed_of(spec).min_speed_mps, 0.2);
    spec.min_speed_mps = 0.4;
    EXPECT_EQ(speed_in_smoke_mps(smoke_speed_of(spec), 1.0, 20.0), 0.4);
    EXPECT_EQ(speed_in_smoke_mps(smoke_speed_of(spec), 0.3, 20.0), 0.3);
}

TEST(SmokeSpeed, CountsIrritantsOnlyWhenAskedAndOnlyForTheMoment) {
    ExposureSpec spec;
    spec.smoke_speed = SmokeSpeedLaw::jin_nonirr;
    spec.irritants = true;
    Air air;
    air.extinction_per_m = 0.3 * 2.302585093;  // factor 0.7146
    air.hcl_ppm = 45.0;                        // FIC 0.05: 0.9141338
    EXPECT_NEAR(speed_frac_in_air(spec, air, 1.35), 0.7146, 1e-8);
    spec.irritants_slow = true;
    EXPECT_NEAR(speed_frac_in_air(spec, air, 1.35), 0.7146 + 0.9141338482 - 1.0, 1e-8);
    EXPECT_EQ(speed_frac_in_air(spec, Air{}, 1.35), 1.0);
}

TEST(SmokeSpeed, KnowsWhereItsDataEnd) {
    EXPECT_EQ(data_range(SmokeSpeedLaw::lund, SignKind::reflecting).low_per_m, 1.9);
    EXPECT_EQ(data_range(SmokeSpeedLaw::lund, SignKind::reflecting).high_per_m, 7.4);
    EXPECT_NEAR(data_range(SmokeSpeedLaw::fridolf, SignKind::reflecting).low_per_m, 2.0 / 3.0, 1e-12);
    EXPECT_NEAR(data_range(SmokeSpeedLaw::fridolf, SignKind::emitting).high_per_m, 8.0 / 0.3, 1e-12);
}

}  // namespace
}  // namespace wayout::test
