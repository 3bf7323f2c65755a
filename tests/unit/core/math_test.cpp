/// Expected values: the C library in extended precision (64-bit mantissa on x86), which shares no code with
/// ours.
#include "core/math.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include <wayout/error.hpp>

namespace wayout {
namespace {

/// Error of a double in units of its last place.
double error_ulp(double value, long double exact) {
    const double rounded = std::abs(static_cast<double>(exact));
    const double ulp = std::nextafter(rounded, std::numeric_limits<double>::infinity()) - rounded;
    return static_cast<double>(std::abs(static_cast<long double>(value) - exact)) / ulp;
}

/// Irregular steps, so that no argument falls on a convenient fraction.
constexpr double stride = 0.61803398874989485;

TEST(PortableLog, IsWithinOneUnitInTheLastPlace) {
    double worst = 0.0;
    for (int i = 0; i < 200000; ++i) {
        const double near_one = 0.5 + 1.5 * std::fmod(i * stride, 1.0);
        const double wide = std::ldexp(near_one, i % 2000 - 1000);
        worst =
            std::max({worst, error_ulp(portable_log(near_one), std::log(static_cast<long double>(near_one))),
                      error_ulp(portable_log(wide), std::log(static_cast<long double>(wide)))});
    }
    EXPECT_LT(worst, 1.0);
    EXPECT_GT(worst, 0.0) << "an error measure that never fires measures nothing";
}

TEST(PortableLog, IsExactWhereTheLogarithmIs) {
    EXPECT_EQ(portable_log(1.0), 0.0);
    EXPECT_DOUBLE_EQ(portable_log(std::numeric_limits<double>::denorm_min()),
                     -744.44007192138126);  // -1074 ln 2
}

TEST(PortableLog, RefusesWhatHasNoLogarithm) {
    for (const double x : {0.0, -1.0, std::numeric_limits<double>::infinity(), std::nan("")})
        EXPECT_THROW(portable_log(x), InternalError) << x;
}

TEST(PortableExp, IsWithinOneUnitInTheLastPlace) {
    double worst = 0.0;
    for (int i = 0; i < 200000; ++i) {
        const double x = -700.0 + 1400.0 * std::fmod(i * stride, 1.0);
        const double small = x / 700.0;
        worst = std::max({worst, error_ulp(portable_exp(x), std::exp(static_cast<long double>(x))),
                          error_ulp(portable_exp(small), std::exp(static_cast<long double>(small)))});
    }
    EXPECT_LT(worst, 1.0);
}

TEST(PortableExp, OverflowsUnderflowsAndIsExactAtZero) {
    EXPECT_EQ(portable_exp(0.0), 1.0);
    EXPECT_EQ(portable_exp(710.0), std::numeric_limits<double>::infinity());
    EXPECT_EQ(portable_exp(-750.0), 0.0);
    EXPECT_EQ(portable_exp(-std::numeric_limits<double>::infinity()), 0.0);
    EXPECT_EQ(portable_exp(-745.0), std::numeric_limits<double>::denorm_min());  // exp(-745) = 4.99e-324
    EXPECT_LT(portable_exp(709.78), std::numeric_limits<double>::infinity());
    EXPECT_THROW(portable_exp(std::nan("")), InternalError);
}

TEST(PortableSinCos, IsWithinOneUnitInTheLastPlace) {
    double worst = 0.0;
    for (int i = 0; i < 200000; ++i) {
        const double fraction = 2.0 * std::fmod(i * stride, 1.0) - 1.0;
        for (const double angle : {fraction, 7.0 * fraction, 1e3 * fraction, 1e6 * fraction}) {
            const auto [sine, cosine] = portable_sin_cos(angle);
            worst = std::max({worst, error_ulp(sine, std::sin(static_cast<long double>(angle))),
                              error_ulp(cosine, std::cos(static_cast<long double>(angle)))});
        }
    }
    EXPECT_LT(worst, 1.0);
}

TEST(PortableSinCos, KeepsItsAccuracyNextToMultiplesOfHalfPi) {
    for (const int n : {1, 2, 3, 4, 100, 636619}) {
        const double angle = static_cast<double>(n * 1.57079632679489661923132169163975144L);
        const auto [sine, cosine] = portable_sin_cos(angle);
        EXPECT_LT(error_ulp(sine, std::sin(static_cast<long double>(angle))), 1.0) << n;
        EXPECT_LT(error_ulp(cosine, std::cos(static_cast<long double>(angle))), 1.0) << n;
    }
}

TEST(PortableSinCos, RefusesAbsurdAngles) {
    for (const double angle : {1.1e6, -1.1e6, std::numeric_limits<double>::infinity(), std::nan("")})
        EXPECT_THROW(portable_sin_cos(angle), InternalError) << angle;
}

}  // namespace
}  // namespace wayout
