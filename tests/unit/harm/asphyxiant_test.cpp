// Expected values: the printed tables of fire specification 1.9, and the same formulas evaluated to 13 digits
// in Python, apart from this library.
#include "harm/asphyxiant.hpp"

#include "harm/irritants.hpp"

#include "fire_air.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace wayout::test {
namespace {

constexpr double relative = 1e-9;  // fire specification 1.9

void expect_relative(double value, double expected, double tolerance = relative) {
    EXPECT_NEAR(value, expected, tolerance * expected);
}

AsphyxiantRate rate(AsphyxiantLaw law, const Air& air, double irritant_per_min = 0.0) {
    return asphyxiant_rate(law, air, {guide_uptake_per_min, 25.0}, irritant_per_min);
}

AsphyxiantRate fds(const Air& air) {
    return rate(AsphyxiantLaw::fds, air);
}

TEST(AsphyxiantLawFds, GivesTheFourMixturesOfTheGuide) {
    struct Case {
        Air air;
        double co, factor, oxygen, total, fed_one_s;
    };
    const Case cases[] = {
        {case_a, 0.03544361730461, 1.523339883246, 0.007126037139373, 0.061118712986, 981.70},
        {case_b, 0.0, 1.0, 0.03600850926444, 0.03600850926444, 1666.27},
        {case_c, 0.03544361730461, 1.0, 0.0, 0.03544361730461, 1692.83},
        // The table prints a factor of 1.999770, but its own rate and time belong to 1.999774.
        {case_d, 0.03544361730461, 1.999774083546, 0.0, 0.07087922731289, 846.51},
    };
    for (const Case& c : cases) {
        const AsphyxiantRate r = fds(c.air);
        expect_relative(r.co_per_min, c.co);
        expect_relative(r.breathing_factor, c.factor);
        expect_relative(r.oxygen_per_min, c.oxygen);
        expect_relative(r.per_min(), c.total);
        EXPECT_EQ(r.cn_per_min, 0.0);
        EXPECT_EQ(r.nox_per_min, 0.0);
        EXPECT_NEAR(1.0 / r.per_s(), c.fed_one_s, 0.005);
    }
}

TEST(AsphyxiantLawFds, GivesTwoMoreMixtures) {
    // Verification specification 8.2, cases e and f.
    EXPECT_NEAR(1.0 / fds(gas(5000.0, 2.0, 18.0)).per_s(), 208.7, 0.05);
    EXPECT_NEAR(1.0 / fds(gas(1000.0, 5.0, 12.0)).per_s(), 456.0, 0.05);
}

TEST(AsphyxiantLawFds, GivesTheDosesOfCarbonMonoxide) {
    const double ppm[] = {500, 1000, 2000, 4000, 8000};
    const double per_min[] = {0.01728506285717, 0.03544361730461, 0.07267835922936, 0.1490294812427,
                              0.3055900891954};
    const double fed_one_s[] = {3471.2, 1692.8, 825.6, 402.6, 196.3};
    for (int i = 0; i < 5; ++i) {
        const AsphyxiantRate r = fds(gas(ppm[i], 0.0, 20.9));
        expect_relative(r.per_min(), per_min[i]);
        EXPECT_NEAR(1.0 / r.per_s(), fed_one_s[i], 0.05);
    }
    EXPECT_EQ(fds(gas(0.0, 0.0, 20.9)).per_min(), 0.0);
}

TEST(AsphyxiantLaws, GiveTheDosesOfHydrogenCyanide) {
    const double ppm[] = {50, 100, 150, 200};
    const double by_fds[] = {0.009994767493838, 0.04196649344898, 0.144239180238, 0.4713939443483};
    const double by_sfpe[] = {0.008518987170171, 0.04373395502081, 0.1138660159256, 0.2245171619063};
    for (int i = 0; i < 4; ++i) {
        const Air air = gas(0.0, 0.0, 20.9, ppm[i]);
        expect_relative(fds(air).per_min(), by_fds[i]);
        expect_relative(rate(AsphyxiantLaw::sfpe5, air).per_min(), by_sfpe[i]);
        expect_relative(rate(AsphyxiantLaw::iso13571, air).per_min(), by_sfpe[i]);
    }
}

TEST(AsphyxiantLaws, GiveTheMixture) {
    const Air air = gas(500.0, 2.0, 17.0, 80.0);
    const AsphyxiantRate r = fds(air);
    expect_relative(r.co_per_min, 0.01728506285717);
    expect_relative(r.cn_per_min, 0.02466693750416);
    expect_relative(r.breathing_factor, 1.523339883246);
    expect_relative(r.oxygen_per_min, 0.002419970328111);
    expect_relative(r.per_min(), 0.06632712566049);
    EXPECT_NEAR(1.0 / r.per_s(), 904.61, 0.005);
    const AsphyxiantRate iso = rate(AsphyxiantLaw::iso13571, air);
    expect_relative(iso.per_min(), 0.05984443479366);
    EXPECT_NEAR(1.0 / iso.per_s(), 1002.60, 0.005);
    // Each law refuses the other's value.
    EXPECT_GT(std::abs(1.0 / r.per_s() - 1002.60), 50.0);
}

TEST(AsphyxiantLawIso, GivesCarbonMonoxideAndTheCfastTarget) {
    EXPECT_NEAR(1.0 / rate(AsphyxiantLaw::iso13571, gas(1000.0, 0.0, 20.9)).per_s(), 2100.0, 1e-9);
    // CFAST prints five digits.
    EXPECT_NEAR(rate(AsphyxiantLaw::iso13571, gas(14.001, 0.023046, 20.9)).per_s(), 6.6979e-6, 0.0001e-6);
}

TEST(AsphyxiantLawIso, KnowsNeitherOxygenNorNitrogenOxidesNorIrritants) {
    Air air = gas(0.0, 0.0, 10.0);
    air.no_ppm = 500.0;
    air.no2_ppm = 500.0;
    EXPECT_EQ(rate(AsphyxiantLaw::iso13571, air, 1.0).per_min(), 0.0);
    EXPECT_GT(fds(air).per_min(), 0.7);
}

TEST(AsphyxiantLawFds, SubtractsNitrogenOxidesFromCyanideAndCountsThem) {
    Air air = gas(0.0, 2.0, 20.9, 100.0);
    air.no_ppm = 20.0;
    air.no2_ppm = 10.0;
    // (exp(70 / 43) / 220 - 0.00454545 + 30 / 1500) 1.5233398832
    expect_relative(fds(air).per_min(), 0.058809258821196);
    air.no_ppm = 200.0;  // more than there is cyanide: none left, not less than none
    EXPECT_EQ(fds(air).cn_per_min, 0.0);
}

TEST(AsphyxiantLawFds, HasNoStepAtZeroCyanide) {
    EXPECT_LT(fds(gas(0.0, 0.0, 20.9, 1e-6)).cn_per_min, 1e-8);
    EXPECT_EQ(fds(gas(0.0, 0.0, 20.9, 0.0)).cn_per_min, 0.0);
}

TEST(AsphyxiantLawFds, GatesOxygenAtTwentyPercent) {
    EXPECT_EQ(fds(gas(0.0, 0.0, 20.0)).oxygen_per_min, 0.0);
    EXPECT_EQ(fds(gas(0.0, 0.0, 20.9)).oxygen_per_min, 0.0);
    // exp(-(8.13 - 0.54 * 0.91)) = exp(-7.6386)
    expect_relative(fds(gas(0.0, 0.0, 19.99)).oxygen_per_min, 4.815020833231e-04);
}

TEST(AsphyxiantLawFds, GatesCarbonDioxideAtZero) {
    EXPECT_EQ(fds(gas(1000.0, 0.0, 21.0)).breathing_factor, 1.0);
    expect_relative(fds(gas(1000.0, 0.04, 21.0)).breathing_factor, 1.0490838043263);
    // Oxygen is not multiplied: case b with 2 % of CO2.
    expect_relative(fds(gas(0.0, 2.0, 12.0)).per_min(), 0.03600850926444);
}

TEST(AsphyxiantLawSfpe, LimitsBreathing) {
    const Air air = gas(1000.0, 6.0, 21.0);
    const auto factor = [&](Exertion exertion) {
        return asphyxiant_rate(AsphyxiantLaw::sfpe5, air, uptake_of(exertion), 0.0).breathing_factor;
    };
    EXPECT_DOUBLE_EQ(factor(Exertion::light), 70.0 / 25.0);
    EXPECT_DOUBLE_EQ(factor(Exertion::heavy), 70.0 / 50.0);
    expect_relative(factor(Exertion::rest), 3.3201169227365);  // exp(1.2), below 70 / 8.5
    EXPECT_GT(fds(air).breathing_factor, 3.2);                 // law fds has no limit
}

TEST(AsphyxiantLaws, KnowThreeExertions) {
    // 3.317e-5 RMV / D, fire specification 1.1.
    expect_relative(uptake_of(Exertion::rest).co_per_min, 0.7048625e-5);
    expect_relative(uptake_of(Exertion::light).co_per_min, 2.7641667e-5);
    expect_relative(uptake_of(Exertion::heavy).co_per_min, 8.2925e-5);
    ExposureSpec spec;
    EXPECT_EQ(uptake_of(spec, Exertion::heavy).co_per_min, 8.2925e-5);
    spec.co_uptake_per_min = guide_uptake_per_min;
    EXPECT_EQ(uptake_of(spec, Exertion::light).co_per_min, guide_uptake_per_min);
}

TEST(AsphyxiantLaws, AddTheIrritantDoseUnderTheFactor) {
    for (const AsphyxiantLaw law : {AsphyxiantLaw::fds, AsphyxiantLaw::sfpe5}) {
        const AsphyxiantRate with = rate(law, case_a, 0.01);
        const AsphyxiantRate without = rate(law, case_a);
        EXPECT_NEAR(with.per_min() - without.per_min(), 0.01 * with.breathing_factor, 1e-15);
    }
}

TEST(AsphyxiantLaws, TakeNoiseBelowZeroForZeroAndRefuseNaN) {
    EXPECT_EQ(fds(gas(-1e-9, -1e-9, 20.9, -1e-9)).per_min(), 0.0);
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(fds(gas(unknown, 0.0, 20.9)), InternalError);
    EXPECT_EQ(rate(AsphyxiantLaw::none, case_a).per_min(), 0.0);
}

}  // namespace
}  // namespace wayout::test
