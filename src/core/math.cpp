#include "core/math.hpp"

#include "core/assert.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace wayout {
namespace {

// Constants in two or three parts: the leading parts have 33 bits, so that a multiple by a whole number below
// 2^20 is exact.
constexpr double ln2_high = 0x1.62e42fefp-1;
constexpr double ln2_low = 0x1.473de6af278edp-34;
constexpr double half_pi_high = 0x1.921fb544p+0;
constexpr double half_pi_middle = 0x1.0b4611a6p-34;
constexpr double half_pi_low = 0x1.3198a2e037073p-69;

// The functions of the C library for parts of a number take longer than the series; for normal numbers bits
// do the same.
constexpr int mantissa_bits = 52;
constexpr std::uint64_t exponent_mask = 0x7ff;

struct Parts {
    double mantissa;  ///< in [1/2, 1)
    int exponent;
};

/// As std::frexp.
Parts parts_of(double x) {
    constexpr std::uint64_t exponent_of_half = 1022;
    const auto bits = std::bit_cast<std::uint64_t>(x);
    const std::uint64_t exponent = bits >> mantissa_bits & exponent_mask;
    if (exponent == 0) {
        Parts parts{};
        parts.mantissa = std::frexp(x, &parts.exponent);
        return parts;
    }
    const std::uint64_t mantissa = (bits & ~(exponent_mask << mantissa_bits)) | exponent_of_half
                                                                                    << mantissa_bits;
    return {std::bit_cast<double>(mantissa), static_cast<int>(exponent) - static_cast<int>(exponent_of_half)};
}

/// As std::ldexp, for values in (1/2, 2).
double scaled(double value, int exponent) {
    constexpr int bias = 1023;
    if (exponent <= 1 - bias || exponent > bias)
        return std::ldexp(value, exponent);
    return value * std::bit_cast<double>(static_cast<std::uint64_t>(exponent + bias) << mantissa_bits);
}

/// As std::nearbyint but for the sign of zero, for |x| < 2^51.
double nearest_whole(double x) {
    constexpr double shift = 0x1.8p52;
    return (x + shift) - shift;
}

}  // namespace

double portable_log(double x) {
    WAYOUT_ASSERT(x > 0.0 && std::isfinite(x), "portable_log: argument not positive and finite");
    // x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)).
    auto [mantissa, exponent] = parts_of(x);
    if (mantissa < 0x1.6a09e667f3bcdp-1) {
        mantissa *= 2.0;
        --exponent;
    }
    const double k = exponent;
    const double f = mantissa - 1.0;

    // log(1 + f) = 2 artanh(s), s = f / (2 + f), |s| <= 0.1716. With 2s = f - f^2/2 + s f^2/2 the leading
    // term f is exact. The series stops where a term is below 2^-60.
    const double s = f / (2.0 + f);
    const double z = s * s;
    const double series =
        z * (2.0 / 3.0 +
             z * (2.0 / 5.0 +
                  z * (2.0 / 7.0 +
                       z * (2.0 / 9.0 +
                            z * (2.0 / 11.0 +
                                 z * (2.0 / 13.0 +
                                      z * (2.0 / 15.0 +
                                           z * (2.0 / 17.0 + z * (2.0 / 19.0 + z * (2.0 / 21.0))))))))));
    const double half_square = 0.5 * f * f;
    return k * ln2_high - ((half_square - (s * (half_square + series) + k * ln2_low)) - f);
}

double portable_exp(double x) {
    WAYOUT_ASSERT(!std::isnan(x), "portable_exp: NaN");
    if (x > 709.79)
        return std::numeric_limits<double>::infinity();
    if (x < -745.14)
        return 0.0;
    // x = k ln 2 + r, |r| <= 0.347; exp(r) by its Taylor series, of which the 14th term is below 2^-57.
    const double k = nearest_whole(x * 0x1.71547652b82fep+0);
    const double high = x - k * ln2_high;
    const double low = k * ln2_low;
    const double r = high - low;
    double series = 1.0 / 6227020800.0;  // 1/13!
    for (const double coefficient :
         {1.0 / 479001600.0, 1.0 / 39916800.0, 1.0 / 3628800.0, 1.0 / 362880.0, 1.0 / 40320.0, 1.0 / 5040.0,
          1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5})
        series = series * r + coefficient;
    // The rounding of r = high - low is made good in the small terms.
    const double lost = (high - r) - low;
    const double value = 1.0 + (r + (series * r * r + lost));
    return scaled(value, static_cast<int>(k));
}

SinCos portable_sin_cos(double angle_rad) {
    WAYOUT_ASSERT(std::abs(angle_rad) <= 1e6, "portable_sin_cos: angle out of range");
    // angle = n pi/2 + r, |r| <= pi/4, with r as a sum of two doubles (exact sum of Knuth for the middle
    // part).
    const double n = std::nearbyint(angle_rad * 0x1.45f306dc9c883p-1);
    const double high = angle_rad - n * half_pi_high;
    const double middle = -n * half_pi_middle;
    const double sum = high + middle;
    const double part = sum - high;
    const double error = (high - (sum - part)) + (middle - part);
    const double low = error - n * half_pi_low;
    const double r = sum + low;
    const double rest = (sum - r) + low;

    // Taylor series; the first term left out is below 2^-60.
    const double z = r * r;
    double sin_series = -1.0 / 121645100408832000.0;  // -1/19!
    for (const double coefficient :
         {1.0 / 355687428096000.0, -1.0 / 1307674368000.0, 1.0 / 6227020800.0, -1.0 / 39916800.0,
          1.0 / 362880.0, -1.0 / 5040.0, 1.0 / 120.0, -1.0 / 6.0})
        sin_series = sin_series * z + coefficient;
    double cos_series = -1.0 / 6402373705728000.0;  // -1/18!
    for (const double coefficient : {1.0 / 20922789888000.0, -1.0 / 87178291200.0, 1.0 / 479001600.0,
                                     -1.0 / 3628800.0, 1.0 / 40320.0, -1.0 / 720.0, 1.0 / 24.0})
        cos_series = cos_series * z + coefficient;

    const double sine = r + (r * z * sin_series + rest * (1.0 - 0.5 * z));
    const double half_square = 0.5 * z;
    const double rough = 1.0 - half_square;
    const double cosine = rough + (((1.0 - rough) - half_square) + (z * z * cos_series - r * rest));

    switch (static_cast<long>(n) & 3) {
        case 0:
            return {sine, cosine};
        case 1:
            return {cosine, -sine};
        case 2:
            return {-sine, -cosine};
        default:
            return {-cosine, sine};
    }
}

}  // namespace wayout
