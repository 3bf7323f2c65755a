#include "statistics/incomplete_beta.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace wayout {
namespace {

TEST(IncompleteBeta, HasItsClosedForms) {
    for (const double x : {1e-6, 0.1, 0.5, 0.9, 0.999}) {
        EXPECT_NEAR(incomplete_beta(1.0, 7.0, x), 1.0 - std::pow(1.0 - x, 7.0), 1e-13);  // I_x(1, b)
        EXPECT_NEAR(incomplete_beta(3.5, 1.0, x), std::pow(x, 3.5), 1e-13);              // I_x(a, 1)
        // P(two or more of four) = 6 x^2 (1-x)^2 + 4 x^3 (1-x) + x^4.
        const double q = 1.0 - x;
        EXPECT_NEAR(incomplete_beta(2.0, 3.0, x), 6.0 * x * x * q * q + 4.0 * x * x * x * q + x * x * x * x,
                    1e-13);
        // The arcsine law.
        EXPECT_NEAR(incomplete_beta(0.5, 0.5, x), 2.0 / std::numbers::pi * std::asin(std::sqrt(x)), 1e-13);
    }
    // Symmetric: half on either side of 1/2, to the accuracy that the header states.
    for (const double a : {0.3, 2.0, 50.0, 500.0}) EXPECT_NEAR(incomplete_beta(a, a, 0.5), 0.5, 0.5e-11) << a;
    EXPECT_NEAR(incomplete_beta(1e5, 1e5, 0.5), 0.5, 0.5e-9);
}

TEST(IncompleteBeta, ReachesFromZeroToOne) {
    EXPECT_EQ(incomplete_beta(2.0, 3.0, 0.0), 0.0);
    EXPECT_EQ(incomplete_beta(2.0, 3.0, 1.0), 1.0);
    EXPECT_THROW((void)incomplete_beta(0.0, 1.0, 0.5), InternalError);
    EXPECT_THROW((void)incomplete_beta(1.0, 1.0, 1.5), InternalError);
}

TEST(IncompleteBeta, QuantileIsItsInverse) {
    for (const double a : {0.5, 1.0, 20.0})
        for (const double b : {0.5, 3.0, 300.0})
            for (const double p : {0.001, 0.05, 0.5, 0.975})
                EXPECT_NEAR(incomplete_beta(a, b, beta_quantile(a, b, p)), p, 1e-7)
                    << a << ' ' << b << ' ' << p;
    EXPECT_NEAR(beta_quantile(1.0, 4.0, 0.5), 1.0 - std::pow(0.5, 0.25), 1e-14);
    EXPECT_EQ(beta_quantile(2.0, 2.0, 0.0), 0.0);
    EXPECT_EQ(beta_quantile(2.0, 2.0, 1.0), 1.0);
}

TEST(StudentT, MeetsThePublishedTable) {
    // Table of the t distribution, e.g. Abramowitz & Stegun 26.10.
    EXPECT_NEAR(student_t_quantile(0.975, 1.0), 12.706, 5e-4);
    EXPECT_NEAR(student_t_quantile(0.995, 5.0), 4.032, 5e-4);
    EXPECT_NEAR(student_t_quantile(0.975, 10.0), 2.228, 5e-4);
    EXPECT_NEAR(student_t_quantile(0.95, 30.0), 1.697, 5e-4);
    EXPECT_NEAR(student_t_quantile(0.025, 10.0), -2.228, 5e-4);
    // With many degrees of freedom it is the normal one: z + (z^3 + z) / (4 df) = 1.959964 + 0.000024.
    EXPECT_NEAR(student_t_quantile(0.975, 1e5), 1.959988, 1e-6);
}

TEST(StudentT, HasClosedFormsForOneAndTwoDegreesOfFreedom) {
    for (const double p : {0.5, 0.5001, 0.6, 0.8, 0.99}) {
        // One: the Cauchy distribution.
        EXPECT_NEAR(student_t_quantile(p, 1.0), std::tan(std::numbers::pi * (p - 0.5)), 1e-9) << p;
        // Two: t = (2p - 1) / sqrt(2 p (1 - p)).
        EXPECT_NEAR(student_t_quantile(p, 2.0), (2.0 * p - 1.0) / std::sqrt(2.0 * p * (1.0 - p)), 1e-9) << p;
        EXPECT_NEAR(student_t_cdf(student_t_quantile(p, 7.0), 7.0), p, 1e-12);
    }
    // Close to the middle as well, to the digits that 1 - 2 (1 - p) leaves: t = pi (p - 1/2).
    EXPECT_NEAR(student_t_quantile(0.5 + 1e-6, 1.0) / (std::numbers::pi * 1e-6), 1.0, 1e-8);
}

}  // namespace
}  // namespace wayout
