#include "agents/distribution.hpp"

#include "core/random.hpp"
#include "statistics.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace wayout {
namespace {

using test::kolmogorov_smirnov_p;
using Kind = Distribution::Kind;

Distribution make(Kind kind, double first, double second) {
    Distribution d;
    d.kind = kind;
    switch (kind) {
        case Kind::uniform:
            d.min = first;
            d.max = second;
            break;
        case Kind::normal:
            d.mean = first;
            d.sd = second;
            break;
        case Kind::lognormal:
            d.mu = first;
            d.sigma = second;
            break;
        default:
            d.shape = first;
            d.scale = second;
            break;
    }
    return d;
}

std::vector<double> draws(const Distribution& d, int count, ValueRange cut = {}) {
    const QuantileFunction value_at(d, cut);
    std::vector<double> sample;
    for (AgentId id = 1; id <= static_cast<AgentId>(count); ++id)
        sample.push_back(value_at(uniform01_open(7, id, Draw::pre_movement_time)));
    return sample;
}

TEST(Quantile, OfAConstantIsTheConstant) {
    EXPECT_EQ(quantile(Distribution::constant_value(0.2), 0.01), 0.2);
    EXPECT_EQ(quantile(Distribution::constant_value(0.2), 0.99), 0.2);
}

TEST(Quantile, AgreesWithPublishedValues) {
    // Uniform: 10 + 0.25 x 90.
    EXPECT_DOUBLE_EQ(quantile(make(Kind::uniform, 10.0, 100.0), 0.25), 32.5);
    // Standard normal 0.975: 1.959963984540054 in every table; 1.2 + 0.2 x 1.959963984540054.
    EXPECT_NEAR(quantile(make(Kind::normal, 1.2, 0.2), 0.975), 1.5919927969080109, 1e-14);
    // Lognormal: median exp(mu); at 0.975 exp(mu + 1.959963984540054 sigma).
    EXPECT_NEAR(quantile(make(Kind::lognormal, 4.586, 0.967), 0.5), std::exp(4.586), 1e-11);
    EXPECT_NEAR(quantile(make(Kind::lognormal, 4.586, 0.967), 0.975),
                std::exp(4.586 + 0.967 * 1.959963984540054), 1e-9);
    // Weibull median: scale x ln(2)^(1 / shape).
    EXPECT_NEAR(quantile(make(Kind::weibull, 1.195, 139.285), 0.5),
                139.285 * std::pow(std::log(2.0), 1.0 / 1.195), 1e-10);
    // Gamma shape 1.291: the median of scale 1 is 0.9771595541597061 (mpmath).
    EXPECT_NEAR(quantile(make(Kind::gamma, 1.291, 103.901), 0.5), 103.901 * 0.9771595541597061, 1e-9);
}

TEST(Quantile, AddsTheOffset) {
    Distribution d = make(Kind::weibull, 1.0, 10.0);  // exponential: median 10 ln 2
    d.offset = 30.0;
    EXPECT_NEAR(quantile(d, 0.5), 30.0 + 10.0 * std::log(2.0), 1e-12);
}

TEST(Quantile, IsTheConditionalDistributionWhenTruncated) {
    // Exponential with mean 1 on [0, ln 4]: F = (1 - e^-x) / (3 / 4), so the median solves 1 - e^-x = 3 / 8.
    Distribution d = make(Kind::weibull, 1.0, 1.0);
    d.max = std::log(4.0);
    EXPECT_NEAR(quantile(d, 0.5), std::log(8.0 / 5.0), 1e-12);
    // A normal distribution cut at two deviations on both sides keeps its median; its lower quartile lies
    // where the whole distribution has reached the lower tail and a quarter of what is between the tails.
    Distribution n = make(Kind::normal, 5.0, 2.0);
    n.min = 1.0;
    n.max = 9.0;
    EXPECT_NEAR(quantile(n, 0.5), 5.0, 1e-12);
    const double z = (quantile(n, 0.25) - 5.0) / 2.0;
    const double tail = test::standard_normal_cdf(-2.0);
    EXPECT_NEAR(test::standard_normal_cdf(z), tail + 0.25 * (1.0 - 2.0 * tail), 1e-14);
}

TEST(Quantile, NeverLeavesTheTruncation) {
    Distribution d = make(Kind::lognormal, 3.44, 0.94);
    d.max = 300.0;
    for (const double u : {0x1p-53, 1e-9, 0.5, 1.0 - 1e-9, 1.0 - 0x1p-53}) {
        EXPECT_GE(quantile(d, u), 0.0);
        EXPECT_LE(quantile(d, u), 300.0);
    }
}

TEST(Quantile, NeverFallsAsTheProbabilityRises) {
    for (const Kind kind : {Kind::uniform, Kind::normal, Kind::lognormal, Kind::weibull, Kind::gamma}) {
        const QuantileFunction value_at(make(kind, 1.3, 2.0));
        double last = -std::numeric_limits<double>::infinity();
        for (int i = 0; i < 4000; ++i) {
            const double v = value_at((i + 0.5) / 4000);
            EXPECT_GE(v, last);
            last = v;
        }
    }
}

TEST(Quantile, StaysFiniteAtTheEndsOfTheUniformDraw) {
    for (const Kind kind : {Kind::uniform, Kind::normal, Kind::lognormal, Kind::weibull, Kind::gamma})
        for (const double u : {0x1p-53, 1.0 - 0x1p-53})
            EXPECT_TRUE(std::isfinite(quantile(make(kind, 1.3, 2.0), u))) << static_cast<int>(kind);
}

TEST(Quantile, OfListedValuesFollowsTheirWeightsInAnyOrder) {
    Distribution d;
    d.kind = Kind::empirical;
    d.values = {30.0, 10.0, 20.0};
    d.weights = {1.0, 2.0, 1.0};  // 10: up to 0.5, 20: up to 0.75, 30
    EXPECT_EQ(quantile(d, 0.01), 10.0);
    EXPECT_EQ(quantile(d, 0.49), 10.0);
    EXPECT_EQ(quantile(d, 0.51), 20.0);
    EXPECT_EQ(quantile(d, 0.74), 20.0);
    EXPECT_EQ(quantile(d, 0.76), 30.0);
    EXPECT_EQ(quantile(d, 1.0 - 0x1p-53), 30.0);
}

// NIST TN 1822 Verif.1.1 in the parameters of the verification catalogue, section 3.6. The expected
// distribution functions are written out here; the gamma function's only by comparison with the integral of
// its density.
TEST(Draws, FollowThePreMovementDistributionsOfTheVerificationCatalogue) {
    constexpr int count = 5000;
    EXPECT_GT(kolmogorov_smirnov_p(draws(make(Kind::uniform, 10.0, 100.0), count),
                                   [](double t) { return (t - 10.0) / 90.0; }),
              0.01);
    EXPECT_GT(kolmogorov_smirnov_p(
                  draws(make(Kind::lognormal, 4.586, 0.967), count),
                  [](double t) { return test::standard_normal_cdf((std::log(t) - 4.586) / 0.967); }),
              0.01);
    EXPECT_GT(kolmogorov_smirnov_p(draws(make(Kind::weibull, 1.195, 139.285), count),
                                   [](double t) { return 1.0 - std::exp(-std::pow(t / 139.285, 1.195)); }),
              0.01);
    // Gamma: with t = s^4 the density is smooth at 0; midpoint rule with 400 steps.
    const auto gamma_cdf = [](double t) {
        const double end = std::pow(t / 103.901, 0.25);
        double sum = 0.0;
        for (int i = 0; i < 400; ++i) {
            const double s = end * (i + 0.5) / 400;
            const double x = s * s * s * s;
            sum += std::pow(x, 0.291) * std::exp(-x) * 4.0 * s * s * s;
        }
        return sum * end / 400 / std::tgamma(1.291);
    };
    EXPECT_GT(kolmogorov_smirnov_p(draws(make(Kind::gamma, 1.291, 103.901), count), gamma_cdf), 0.01);
}

// NIST Verif.2.4: N(1.2, 0.2).
TEST(Draws, FollowTheNormalWalkingSpeedsOfTheVerificationCatalogue) {
    const std::vector<double> speeds = draws(make(Kind::normal, 1.2, 0.2), 1000, speed_range_mps);
    EXPECT_NEAR(test::mean(speeds), 1.2, 0.05);
    EXPECT_NEAR(test::standard_deviation(speeds), 0.2, 0.05);
    EXPECT_GT(
        kolmogorov_smirnov_p(speeds, [](double v) { return test::standard_normal_cdf((v - 1.2) / 0.2); }),
        0.05);
}

TEST(Draws, FailTheTestAgainstAnotherDistribution) {
    // Negative controls: the same tests reject a scale wrong by a tenth, and another kind with equal mean and
    // deviation.
    EXPECT_LT(kolmogorov_smirnov_p(draws(make(Kind::weibull, 1.195, 139.285), 5000),
                                   [](double t) { return 1.0 - std::exp(-std::pow(t / 153.2, 1.195)); }),
              0.01);
    const double half_width = 0.2 * std::sqrt(3.0);
    EXPECT_LT(kolmogorov_smirnov_p(draws(make(Kind::uniform, 1.2 - half_width, 1.2 + half_width), 1000),
                                   [](double v) { return test::standard_normal_cdf((v - 1.2) / 0.2); }),
              0.05);
}

TEST(Moments, AgreeWithClosedFormsByHand) {
    EXPECT_DOUBLE_EQ(moments(make(Kind::uniform, 0.97, 1.62)).mean, 1.295);
    EXPECT_NEAR(moments(make(Kind::uniform, 0.97, 1.62)).sd, 0.65 / std::sqrt(12.0), 1e-15);
    // Gamma: shape x scale = 134.136191, sqrt(shape) x scale = 118.054...
    EXPECT_NEAR(moments(make(Kind::gamma, 1.291, 103.901)).mean, 134.136191, 1e-9);
    // Exponential as a Weibull distribution: mean and deviation equal the scale.
    EXPECT_NEAR(moments(make(Kind::weibull, 1.0, 20.0)).mean, 20.0, 1e-11);
    EXPECT_NEAR(moments(make(Kind::weibull, 1.0, 20.0)).sd, 20.0, 1e-11);
    // Lognormal: exp(mu + sigma^2 / 2).
    EXPECT_NEAR(moments(make(Kind::lognormal, 0.0, 1.0)).mean, std::exp(0.5), 1e-12);
    Distribution list;
    list.kind = Kind::empirical;
    list.values = {10.0, 20.0};
    list.weights = {3.0, 1.0};
    EXPECT_DOUBLE_EQ(moments(list).mean, 12.5);
    EXPECT_DOUBLE_EQ(moments(list).sd, std::sqrt(18.75));  // (3 x 2.5^2 + 7.5^2) / 4
}

TEST(Moments, OfATruncatedDistributionAgreeWithTheClosedForm) {
    // Half-normal: mean sd sqrt(2 / pi), variance sd^2 (1 - 2 / pi).
    Distribution d = make(Kind::normal, 0.0, 3.0);
    d.min = 0.0;
    EXPECT_NEAR(moments(d).mean, 3.0 * std::sqrt(2.0 / M_PI), 3e-3);
    EXPECT_NEAR(moments(d).sd, 3.0 * std::sqrt(1.0 - 2.0 / M_PI), 3e-3);
}

TEST(DistributionProblems, AreNoneForSoundDistributions) {
    EXPECT_TRUE(distribution_problems(make(Kind::gamma, 1.291, 103.901), pre_movement_range_s).empty());
    EXPECT_TRUE(distribution_problems(make(Kind::normal, 1.34, 0.26), speed_range_mps).empty());
    EXPECT_TRUE(distribution_problems(Distribution::constant_value(0.0), pre_movement_range_s).empty());
}

TEST(DistributionProblems, NameEveryBadParameter) {
    EXPECT_EQ(distribution_problems(make(Kind::gamma, -1.0, std::nan(""))).size(), 2U);
    EXPECT_EQ(distribution_problems(make(Kind::normal, 1.0, 0.0)).size(), 1U);
    EXPECT_EQ(distribution_problems(make(Kind::uniform, 5.0, 4.0)).size(), 1U);
    EXPECT_FALSE(
        distribution_problems(make(Kind::uniform, 0.0, std::numeric_limits<double>::infinity())).empty());
    EXPECT_FALSE(distribution_problems(Distribution::constant_value(std::nan(""))).empty());
    Distribution list;
    list.kind = Kind::empirical;
    EXPECT_EQ(distribution_problems(list).size(), 1U);
    list.values = {1.0, 2.0};
    list.weights = {1.0};
    EXPECT_EQ(distribution_problems(list).size(), 1U);
    list.weights = {0.0, 0.0};
    EXPECT_EQ(distribution_problems(list).size(), 1U);
    list.weights = {-1.0, 3.0};
    EXPECT_EQ(distribution_problems(list).size(), 1U);
}

TEST(DistributionProblems, RefuseATruncationThatLeavesNothing) {
    Distribution d = make(Kind::normal, 0.0, 1.0);
    d.min = 9.0;
    d.max = 10.0;
    ASSERT_EQ(distribution_problems(d).size(), 1U);
    EXPECT_NE(distribution_problems(d)[0].find("millionth"), std::string::npos);
}

TEST(DistributionProblems, RefuseMoreThanAHundredthOutsideTheRangeUnlessTruncatedOnPurpose) {
    // N(60, 20): 0.13 % below 0; N(60, 40): 6.7 % below 0.
    EXPECT_TRUE(distribution_problems(make(Kind::normal, 60.0, 20.0), pre_movement_range_s).empty());
    Distribution wide = make(Kind::normal, 60.0, 40.0);
    ASSERT_EQ(distribution_problems(wide, pre_movement_range_s).size(), 1U);
    EXPECT_NE(distribution_problems(wide, pre_movement_range_s)[0].find("6.68 %"), std::string::npos);
    wide.min = 0.0;
    EXPECT_TRUE(distribution_problems(wide, pre_movement_range_s).empty());
    EXPECT_EQ(distribution_problems(Distribution::constant_value(-1.0), pre_movement_range_s).size(), 1U);
    EXPECT_EQ(distribution_problems(Distribution::constant_value(134.0), speed_range_mps).size(),
              1U);  // m/min
}

TEST(Quantile, OfAnUncheckedProbabilityIsABug) {
    EXPECT_THROW((void)quantile(make(Kind::normal, 0.0, 1.0), 0.0), InternalError);
    EXPECT_THROW((void)quantile(make(Kind::normal, 0.0, 1.0), 1.0), InternalError);
}

}  // namespace
}  // namespace wayout
