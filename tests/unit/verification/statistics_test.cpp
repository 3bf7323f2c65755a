#include "verification/statistics.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace wayout {
namespace {

TEST(Statistics, MiddleEightyPercentDropsWholeTenths) {
    std::vector<double> values(25);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i);
    const auto middle = middle_eighty_percent(values);
    ASSERT_EQ(middle.size(), 21U);
    EXPECT_EQ(middle.front(), 2.0);
    EXPECT_EQ(middle.back(), 22.0);
}

TEST(Statistics, KolmogorovSmirnovDistanceByHand) {
    // Steps of the empirical distribution at 0.2, 0.4, 0.9 against the uniform one:
    // |1/3 - 0.2| = 0.133, |0.4 - 1/3| = 0.067, |2/3 - 0.4| = 0.267, |0.9 - 2/3| = 0.233, |1 - 0.9| = 0.1,
    // |0.2 - 0| = 0.2.
    const std::array<double, 3> values{0.9, 0.2, 0.4};
    const auto cdf = [](double x) { return uniform_cdf(x, 0.0, 1.0); };
    EXPECT_NEAR(ks_distance(values, cdf), 2.0 / 3.0 - 0.4, 1e-12);
}

TEST(Statistics, KolmogorovSmirnovMeetsPublishedCriticalValues) {
    // Kolmogorov's limit distribution: Q(1.3581) = 0.05, Q(1.6276) = 0.01 (Smirnov 1948).
    const auto lambda_to_distance = [](double lambda, double n) {
        return lambda / (std::sqrt(n) + 0.12 + 0.11 / std::sqrt(n));
    };
    EXPECT_NEAR(ks_p_value(lambda_to_distance(1.3581, 1e6), 1'000'000), 0.05, 1e-4);
    EXPECT_NEAR(ks_p_value(lambda_to_distance(1.6276, 1e6), 1'000'000), 0.01, 1e-4);
    // Exact table (Massey 1951): D = 0.294 at n = 20 and 0.410 at n = 10 have p = 0.05.
    EXPECT_NEAR(ks_p_value(0.294, 20), 0.05, 0.003);
    EXPECT_NEAR(ks_p_value(0.410, 10), 0.05, 0.003);
    EXPECT_EQ(ks_p_value(0.0, 50), 1.0);
}

TEST(Statistics, SignTestDropsZeros) {
    // Five positive of five: 1 / 32. The zero does not count.
    const std::array<double, 6> differences{1.0, 0.5, 0.0, 2.0, 0.1, 3.0};
    EXPECT_NEAR(sign_test_p_value(differences), 1.0 / 32.0, 1e-14);
    const std::array<double, 2> mixed{1.0, -1.0};
    EXPECT_NEAR(sign_test_p_value(mixed), 0.75, 1e-14);
}

TEST(Statistics, WilcoxonByHand) {
    // Ranks 1 2 3 4, only rank 1 negative: sum 9 of 10. Patterns with a sum of at least 9: all positive, all
    // but rank 1: 2 / 16.
    const std::array<double, 4> differences{-0.1, 0.2, 0.3, 0.4};
    EXPECT_NEAR(wilcoxon_p_value(differences), 2.0 / 16.0, 1e-14);
    // Table (Wilcoxon 1945): n = 10, smaller rank sum 10, so larger one 45: one-sided p = 0.0420.
    // Negative are ranks 1 + 2 + 3 + 4 = 10.
    const std::array<double, 10> ten{-1, -2, -3, -4, 5, 6, 7, 8, 9, 10};
    EXPECT_NEAR(wilcoxon_p_value(ten), 0.0420, 5e-5);
    // Two equal sizes share rank 1.5; one positive: sum 1.5 or more in 3 of 4 patterns.
    const std::array<double, 2> tied{1.0, -1.0};
    EXPECT_NEAR(wilcoxon_p_value(tied), 0.75, 1e-14);
}

TEST(Statistics, ChiSquareMeetsPublishedCriticalValues) {
    // Pearson & Hartley, upper 5 % points.
    EXPECT_NEAR(chi_square_upper_tail(3.841459, 1), 0.05, 1e-6);
    EXPECT_NEAR(chi_square_upper_tail(18.30704, 10), 0.05, 1e-6);
    EXPECT_NEAR(chi_square_upper_tail(123.2252, 99), 0.05, 1e-5);
    // Two degrees of freedom: exp(-x / 2).
    EXPECT_NEAR(chi_square_upper_tail(2.0, 2), std::exp(-1.0), 1e-14);
}

TEST(Statistics, LineThroughThreePoints) {
    // x 0 1 2, y 1 3 4: slope ((-1)(-5/3) + (1)(4/3)) / 2 = 1.5, intercept 8/3 - 1.5, r2 = 9 / (2 x 14/3).
    const std::array<double, 3> x{0, 1, 2};
    const std::array<double, 3> y{1, 3, 4};
    const LinearFit fit = fit_line(x, y);
    EXPECT_NEAR(fit.slope, 1.5, 1e-14);
    EXPECT_NEAR(fit.intercept, 8.0 / 3.0 - 1.5, 1e-14);
    EXPECT_NEAR(fit.r_squared, 9.0 / (2.0 * 14.0 / 3.0), 1e-14);
}

TEST(Statistics, DistributionFunctions) {
    EXPECT_NEAR(normal_cdf(1.96, 0.0, 1.0), 0.9750021, 1e-7);
    EXPECT_NEAR(lognormal_cdf(std::exp(2.0), 2.0, 0.7), 0.5, 1e-14);
    EXPECT_NEAR(weibull_cdf(3.0, 1.5, 3.0), 1.0 - std::exp(-1.0), 1e-14);
    // Gamma of shape 1 is exponential, of shape 2: 1 - (1 + x) exp(-x).
    EXPECT_NEAR(gamma_cdf(2.0, 1.0, 4.0), 1.0 - std::exp(-0.5), 1e-14);
    EXPECT_NEAR(gamma_cdf(3.0, 2.0, 1.0), 1.0 - 4.0 * std::exp(-3.0), 1e-14);
    EXPECT_NEAR(gamma_cdf(0.5, 2.0, 1.0), 1.0 - 1.5 * std::exp(-0.5), 1e-14);
    EXPECT_EQ(uniform_cdf(2.0, 0.0, 4.0), 0.5);
}

}  // namespace
}  // namespace wayout
