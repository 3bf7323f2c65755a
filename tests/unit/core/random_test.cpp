#include "core/random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

#include <wayout/error.hpp>

namespace wayout {
namespace {

// Published known answers of the Random123 library (Salmon et al. 2011), file kat_vectors.
TEST(Philox, MatchesThePublishedKnownAnswers) {
    EXPECT_EQ(philox4x32_10({0, 0, 0, 0}, {0, 0}),
              (RandomBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    EXPECT_EQ(philox4x32_10({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
              (RandomBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ(philox4x32_10({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
              (RandomBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

// A second implementation (a script), counter (7, 1200, 3, 0), key (42, 0).
constexpr RandomBlock sample = {0xf136b28e, 0x082204d1, 0xad8e2714, 0x158978c0};

TEST(RandomBlock, OrdersCounterAndKeyAsDocumented) {
    EXPECT_EQ(random_block(42, 7, static_cast<Draw>(3), 1200, 0), sample);
    // The high half of the seed is the second word of the key.
    EXPECT_EQ(
        random_block(0x299f31d0a4093822, 0x243f6a88, static_cast<Draw>(0x13198a2e), 0x85a308d3, 0x03707344),
        (RandomBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(UnitFloat, IsTheTop24BitsOfTheWord) {
    // (word >> 8) 2^-24 of the four sample words, to six digits.
    const float expected[] = {0.942241F, 0.031769F, 0.677950F, 0.084129F};
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(unit_float(sample[i]), expected[i], 5e-7F);
    EXPECT_EQ(unit_float(0), 0.0F);
    EXPECT_EQ(unit_float(0xffffffff), 1.0F - 0x1p-24F);
}

TEST(UnitDouble, Holds53BitsAndStaysBelowOne) {
    EXPECT_EQ(unit_double(0, 0), 0.0);
    EXPECT_EQ(unit_double(0xffffffff, 0xffffffff), 1.0 - 0x1p-53);
    EXPECT_EQ(unit_double(0x80000000, 0), 0.5);
    EXPECT_EQ(unit_double(0, 0x40), 0x1p-53);  // the lowest bit that counts
    EXPECT_EQ(unit_double(0x20, 0), 0x1p-27);  // bit 5 of the high word is bit 26 of 53
}

TEST(Uniform01, TakesTheFirstTwoWords) {
    // 0xf136b28e >> 5 = 126465428, 0x082204d1 >> 6 = 2131987:
    // (126465428 * 2^26 + 2131987) / 2^53 = 126465428 / 2^27 + 2131987 / 2^53 = 0.94224086403846740723
    // + 2.367e-10
    const double value = uniform01(42, 7, static_cast<Draw>(3), 1200);
    EXPECT_DOUBLE_EQ(value, 126465428.0 / 134217728.0 + 2131987.0 / 9007199254740992.0);
    EXPECT_NEAR(uniform01_float(42, 7, static_cast<Draw>(3), 1200), value, 0x1p-24);
}

TEST(Uniform01, EveryArgumentChangesTheDraw) {
    const std::set<double> draws = {uniform01(1, 1, Draw::age),
                                    uniform01(2, 1, Draw::age),
                                    uniform01(std::uint64_t{1} << 32 | 1, 1, Draw::age),
                                    uniform01(1, 2, Draw::age),
                                    uniform01(1, 1, Draw::sex),
                                    uniform01(1, 1, Draw::age, 1),
                                    uniform01(1, 1, Draw::age, 0, 1)};
    EXPECT_EQ(draws.size(), 7U);
}

TEST(Uniform01, FillsTheIntervalEvenly) {
    // 100,000 draws in 100 bins: chi-square has 99 degrees of freedom, mean 99, sd 14.1; 163 is its 1e-4
    // upper tail.
    constexpr int draws = 100000;
    std::vector<int> bins(100);
    double sum = 0.0;
    for (AgentId agent = 1; agent <= draws; ++agent) {
        const double u = uniform01(20260101, agent, Draw::pre_movement_time);
        ASSERT_GE(u, 0.0);
        ASSERT_LT(u, 1.0);
        ++bins[static_cast<std::size_t>(u * 100.0)];
        sum += u;
    }
    double chi_square = 0.0;
    for (const int bin : bins) chi_square += (bin - 1000.0) * (bin - 1000.0) / 1000.0;
    EXPECT_LT(chi_square, 163.0);
    // Standard error of the mean: 1 / sqrt(12 * 100000) = 9.1e-4; four of them.
    EXPECT_NEAR(sum / draws, 0.5, 3.7e-3);
}

TEST(Uniform01Open, TakesTheFirstTwoWords) {
    // 52 bits b from the top 26 bits of two words: (b + 1/2) 2^-52; 0xf136b28e >> 6 = 63232714.
    EXPECT_DOUBLE_EQ(uniform01_open(42, 7, static_cast<Draw>(3), 1200),
                     63232714.0 / 67108864.0 + (2131987.0 + 0.5) / 4503599627370496.0);
}

TEST(UniformBelow, ReachesEveryNumberAndNoOther) {
    std::vector<int> counts(7);
    for (AgentId agent = 1; agent <= 7000; ++agent) ++counts.at(uniform_below(7, 5, agent, Draw::start_seat));
    for (const int count : counts)
        EXPECT_NEAR(count, 1000, 120);  // binomial sd sqrt(7000 * 1/7 * 6/7) = 29.3; four of them
    EXPECT_EQ(uniform_below(1, 5, 1, Draw::start_seat), 0U);
    EXPECT_THROW(uniform_below(0, 5, 1, Draw::start_seat), InternalError);
}

TEST(NormalQuantile, MatchesKnownQuantiles) {
    EXPECT_EQ(normal_quantile(0.5), 0.0);
    // 20 digits from an arbitrary-precision library; rel. 4e-16 is two units in the last place.
    const std::vector<std::pair<double, double>> expected = {{0.975, 1.9599639845400542355},
                                                             {0.1, -1.281551565544600467},
                                                             {1e-10, -6.3613409024040562047},
                                                             {1e-300, -37.047096299361199237}};
    for (const auto& [p, x] : expected) EXPECT_NEAR(normal_quantile(p), x, 4e-16 * std::abs(x)) << p;
}

TEST(NormalQuantile, InvertsTheDistributionFunction) {
    // Newton's estimate of the error, (Phi(x) - p) / phi(x), with Phi from the C library's erfc. That is good
    // to a few parts in 1e16, which shifts the estimate by as much times p / phi, at most 1.3 in this half;
    // three parts and our own rounding.
    double worst = 0.0;
    for (int i = 1; i <= 20000; ++i) {
        for (const double p : {i / 40000.0, std::pow(10.0, -300.0 * i / 20000.0) / 2.0}) {
            const double x = normal_quantile(p);
            const double phi = std::exp(-0.5 * x * x) / std::sqrt(2.0 * 3.14159265358979323846);
            const double error = (0.5 * std::erfc(-x / std::sqrt(2.0)) - p) / phi;
            worst = std::max(worst, std::abs(error) / std::max(1.0, std::abs(x)));
        }
    }
    EXPECT_LT(worst, 1e-15);
}

TEST(NormalQuantile, IsAntisymmetric) {
    for (const double p : {0.25, 0.125, 0x1p-10, 0x1p-30})  // 1 - p is exact
        EXPECT_EQ(normal_quantile(1.0 - p), -normal_quantile(p)) << p;
}

TEST(NormalQuantile, RefusesTheEnds) {
    for (const double p : {0.0, 1.0, -0.1, 1.1, std::nan("")})
        EXPECT_THROW(normal_quantile(p), InternalError) << p;
}

TEST(StandardNormal, HasMeanZeroAndVarianceOne) {
    constexpr int draws = 100000;
    double sum = 0.0;
    double sum_of_squares = 0.0;
    for (AgentId agent = 1; agent <= draws; ++agent) {
        const double z = standard_normal(7, agent, Draw::free_speed);
        sum += z;
        sum_of_squares += z * z;
    }
    EXPECT_NEAR(sum / draws, 0.0, 4.0 / std::sqrt(draws));                   // standard error 1/sqrt(n)
    EXPECT_NEAR(sum_of_squares / draws, 1.0, 4.0 * std::sqrt(2.0 / draws));  // standard error sqrt(2/n)
}

TEST(StandardNormal, GrowsWithTheUniformDraw) {
    const double u = uniform01_open(7, 3, Draw::free_speed);
    EXPECT_EQ(standard_normal(7, 3, Draw::free_speed), normal_quantile(u));
}

}  // namespace
}  // namespace wayout
