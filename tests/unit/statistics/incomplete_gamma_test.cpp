#include "statistics/incomplete_gamma.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace wayout {
namespace {

// Reference values of this file: mpmath 1.3 with 30 digits, printed to 17 (loggamma, gammainc regularised,
// ncdf).

void expect_near_relative(double value, double expected, double tolerance) {
    EXPECT_NEAR(value / expected, 1.0, tolerance) << value << " instead of " << expected;
}

TEST(LogGamma, AgreesWithReferenceValues) {
    expect_near_relative(log_gamma(0.1), 2.252712651734206, 1e-14);
    expect_near_relative(log_gamma(0.5), 0.57236494292470009, 1e-14);
    expect_near_relative(log_gamma(1.291), -0.10660600797093953, 1e-13);
    expect_near_relative(log_gamma(10.5), 13.940625219403764, 1e-14);
    expect_near_relative(log_gamma(1234.5), 7550.5509010778949, 1e-14);
    EXPECT_NEAR(log_gamma(1.0), 0.0, 1e-14);
    EXPECT_NEAR(log_gamma(2.0), 0.0, 1e-14);
}

TEST(IncompleteGamma, AgreesWithReferenceValuesInBothExpansions) {
    const struct {
        double a, x, lower, upper, tolerance;
    } cases[] = {
        {1.291, 0.5, 0.26820590253521948, 0.73179409746478052, 1e-12},
        {1.291, 6.0, 0.99515108414051598, 0.0048489158594840244, 1e-12},
        {0.5, 30.0, 0.99999999999999051, 9.4857375710738484e-15, 1e-12},
        {100.0, 80.0, 0.017108313035133114, 0.98289168696486689, 1e-12},
        {100.0, 130.0, 0.99724959163269347, 0.0027504083673065263, 1e-12},
        {10000.0, 10100.0, 0.84134875044717962, 0.15865124955282038, 1e-10},
    };
    for (const auto& c : cases) {
        const IncompleteGamma g = incomplete_gamma(c.a, c.x);
        expect_near_relative(g.lower, c.lower, c.tolerance);
        expect_near_relative(g.upper, c.upper, c.tolerance);
    }
}

TEST(IncompleteGamma, EndsAtZeroAndOne) {
    EXPECT_EQ(incomplete_gamma(2.0, 0.0).lower, 0.0);
    EXPECT_EQ(incomplete_gamma(2.0, std::numeric_limits<double>::infinity()).upper, 0.0);
}

TEST(GammaQuantile, AgreesWithReferenceValues) {
    expect_near_relative(gamma_quantile(1.291, 0.05), 0.11590255352673861, 1e-12);
    expect_near_relative(gamma_quantile(1.291, 0.5), 0.9771595541597061, 1e-12);
    expect_near_relative(gamma_quantile(1.291, 0.99), 5.2423804236114311, 1e-12);
    expect_near_relative(gamma_quantile(0.2, 0.01), 6.5254808438120815e-11, 1e-12);
    expect_near_relative(gamma_quantile(50.0, 0.999), 74.724626389519356, 1e-12);
    expect_near_relative(gamma_quantile(1.291, 1e-10), 2.014312807865167e-8, 1e-12);
    // 1 - p carries the rounding of p: 1e-16 / 1e-9, times the slope dx / dQ = 1 / (Q d(log x)) ...: about
    // 1e-8 relative.
    expect_near_relative(gamma_quantile(1.291, 0.999999999), 21.738786129969169, 1e-8);
}

TEST(GammaQuantile, InvertsTheDistributionForManyShapesAndProbabilities) {
    for (const double a : {0.05, 0.3, 1.0, 1.291, 7.5, 120.0, 9999.0})
        for (const double p : {1e-12, 1e-4, 0.1, 0.499999, 0.5, 0.9, 0.9999, 1.0 - 1e-12}) {
            const double x = gamma_quantile(a, p);
            if (x > 0.0) {
                EXPECT_NEAR(incomplete_gamma(a, x).lower, p, 1e-10 * p + 1e-15) << a << ' ' << p;
            } else {  // below the smallest double: x^a / Gamma(a + 1) = p
                EXPECT_LT((std::log(p) + std::lgamma(a + 1.0)) / a, -700.0) << a << ' ' << p;
            }
        }
}

TEST(NormalCdf, AgreesWithReferenceValuesFarIntoTheTail) {
    expect_near_relative(normal_cdf(-8.0), 6.2209605742717841e-16, 1e-12);
    expect_near_relative(normal_cdf(-1.5), 0.066807201268858066, 1e-12);
    expect_near_relative(normal_cdf(0.3), 0.61791142218895264, 1e-12);
    expect_near_relative(normal_cdf(2.0), 0.97724986805182079, 1e-12);
    EXPECT_EQ(normal_cdf(0.0), 0.5);
    EXPECT_EQ(normal_cdf(-std::numeric_limits<double>::infinity()), 0.0);
    EXPECT_EQ(normal_cdf(std::numeric_limits<double>::infinity()), 1.0);
}

TEST(IncompleteGamma, TakesArgumentsOutOfRangeForABug) {
    EXPECT_THROW((void)incomplete_gamma(0.0, 1.0), InternalError);
    EXPECT_THROW((void)incomplete_gamma(1.0, -1.0), InternalError);
    EXPECT_THROW((void)gamma_quantile(1.0, 1.0), InternalError);
    EXPECT_THROW((void)normal_cdf(std::nan("")), InternalError);
}

}  // namespace
}  // namespace wayout
