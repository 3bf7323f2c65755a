#include "harm/crush_dose.hpp"
#include "harm/squeeze_record.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace wayout {
namespace {

TEST(CrushDose, TimesAreThoseOfTheSpecification) {
    // People-and-response specification 4.2: 400 N 1775 s, 623 N 822 s, 2000 N 108 s, 3000 N 53 s, 4500 N 26
    // s.
    EXPECT_NEAR(time_to_asphyxia_s(400.0), 1775.0, 5.0);
    EXPECT_NEAR(time_to_asphyxia_s(623.0), 822.0, 2.0);
    EXPECT_NEAR(time_to_asphyxia_s(2000.0), 108.0, 0.5);
    EXPECT_NEAR(time_to_asphyxia_s(3000.0), 53.0, 0.5);
    EXPECT_NEAR(time_to_asphyxia_s(4500.0), 26.3, 0.5);
    EXPECT_NEAR(time_to_asphyxia_s(1112.0), 300.0, 1e-9);
    EXPECT_TRUE(std::isinf(time_to_asphyxia_s(0.0)));
}

TEST(CrushDose, GrowsAboveTheThresholdAndFadesBelow) {
    double dose = 0.0;
    for (int step = 0; step < 3000; ++step) dose = next_crush_dose(dose, 1112.0, 0.05);
    EXPECT_NEAR(dose, 0.5, 1e-9);  // 150 s of 300 s
    EXPECT_NEAR(next_crush_dose(dose, 200.0, 120.0), 0.5 / std::exp(1.0), 1e-9);
    EXPECT_EQ(next_crush_dose(0.0, 249.0, 60.0), 0.0);
}

TEST(CrushDose, CountsMoreForSome) {
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(crush_susceptibility(Sex::male, 30.0), 1.0);
    EXPECT_EQ(crush_susceptibility(Sex::female, 30.0), 1.5);
    EXPECT_EQ(crush_susceptibility(Sex::male, 8.0), 2.0);
    EXPECT_EQ(crush_susceptibility(Sex::male, 70.0), 1.5);
    EXPECT_EQ(crush_susceptibility(Sex::unspecified, unknown), 1.0);
}

TEST(CrushDose, ProbabilityIsLognormal) {
    EXPECT_EQ(probability_beyond(0.0, 1.0), 0.0);
    EXPECT_NEAR(probability_beyond(1.0, 1.0), 0.5, 1e-12);
    // One standard deviation of the logarithm above and below: 84.134 % and 15.866 %.
    EXPECT_NEAR(probability_beyond(std::exp(0.3), 1.0), 0.841345, 1e-6);
    EXPECT_NEAR(probability_beyond(0.1 * std::exp(-0.3), 0.1), 0.158655, 1e-6);
}

/// Feeds a load that depends on the second.
template <typename Load>
SqueezeRecord record_of(int seconds, Load&& load_n) {
    SqueezeRecord record({1.0F, 2.0F});
    for (int s = 0; s < seconds; ++s)
        for (int step = 0; step < 20; ++step) {
            record.add(0, load_n(s, step), load_n(s, step), 0.05);
            EXPECT_EQ(record.close_step(0.05), step == 19);
        }
    return record;
}

TEST(SqueezeRecord, HoldsWhatWasNeverUndercut) {
    // 10 s of 900 N, 20 s of 400 N, then nothing: 400 N for 15 s, never anything for 60 s.
    const SqueezeRecord r = record_of(100, [](int s, int) {
        return s < 10 ? 900.0F : s < 30 ? 400.0F : 0.0F;
    });
    EXPECT_NEAR(r.of(0).peak_n, 900.0F, 0.1F);
    EXPECT_NEAR(r.of(0).held_n[0], 400.0F, 0.1F);
    EXPECT_EQ(r.of(0).held_n[1], 0.0F);
    EXPECT_EQ(r.of(1).peak_n, 0.0F);
}

TEST(SqueezeRecord, HoldsOverTheLongWindows) {
    const SqueezeRecord r = record_of(300, [](int s, int) { return s < 70 ? 500.0F : 300.0F; });
    EXPECT_NEAR(r.of(0).held_n[1], 500.0F, 0.1F);
    EXPECT_NEAR(r.of(0).held_n[2], 300.0F, 0.1F);
    EXPECT_EQ(record_of(239, [](int, int) { return 300.0F; }).of(0).held_n[2], 0.0F);
}

TEST(SqueezeRecord, AveragesOverASecond) {
    // 2000 N in every tenth step: 200 N.
    const SqueezeRecord r = record_of(5, [](int, int step) { return step % 10 == 0 ? 2000.0F : 0.0F; });
    EXPECT_NEAR(r.of(0).peak_n, 200.0F, 0.1F);
}

TEST(SqueezeRecord, DosesWithTheSusceptibilityOfThePerson) {
    SqueezeRecord record({1.0F, 2.0F});
    for (int step = 0; step < 2000; ++step) {
        for (const std::size_t person : {0U, 1U}) record.add(person, 556.0F, 556.0F, 0.05);
        record.close_step(0.05);
    }
    // The second bears 1112 N: 100 s / 300 s less the half second of smoothing. The first 556 N: 300 x 2^1.74
    // s.
    EXPECT_NEAR(record.of(1).dose, 100.0F / 300.0F, 0.003F);
    EXPECT_NEAR(record.of(0).dose, 100.0F / 1002.0F, 0.002F);
}

}  // namespace
}  // namespace wayout
