#include "statistics/incomplete_gamma.hpp"

#include "core/assert.hpp"
#include "core/math.hpp"
#include "core/random.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr int most_gamma_terms = 20000;  // about sqrt(a) x 10 terms are needed; a is at most 10,000

/// x^a e^-x / Gamma(a): the density times x, common to both expansions.
double scaled_density(double a, double log_x, double x) {
    return portable_exp(a * log_x - x - log_gamma(a));
}

/// P = x^a e^-x / Gamma(a) x sum over n of x^n / (a (a + 1) ... (a + n)).
double lower_series(double a, double x) {
    double term = 1.0 / a;
    double sum = term;
    for (int n = 1; n < most_gamma_terms; ++n) {
        term *= x / (a + n);
        sum += term;
        if (term < sum * std::numeric_limits<double>::epsilon())
            return sum;
    }
    fail_assertion(__FILE__, __LINE__, "term < sum * epsilon", "incomplete gamma series did not converge");
}

/// Q = x^a e^-x / Gamma(a) x 1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - 2 (2 - a) / (x + 5 - a - ...))).
double upper_fraction(double a, double x) {
    constexpr double tiny = 1e-300;  // stands in for a vanishing denominator
    double b = x + 1.0 - a;
    double c = 1.0 / tiny;
    double d = 1.0 / (std::abs(b) < tiny ? tiny : b);
    double value = d;
    for (int n = 1; n < most_gamma_terms; ++n) {
        const double numerator = -n * (n - a);
        b += 2.0;
        d = numerator * d + b;
        c = b + numerator / c;
        d = 1.0 / (std::abs(d) < tiny ? tiny : d);
        if (std::abs(c) < tiny)
            c = tiny;
        const double factor = d * c;
        value *= factor;
        if (std::abs(factor - 1.0) < std::numeric_limits<double>::epsilon())
            return value;
    }
    fail_assertion(__FILE__, __LINE__, "|factor - 1| < epsilon",
                   "incomplete gamma fraction did not converge");
}

IncompleteGamma incomplete_gamma(double a, double log_x, double x) {
    const double front = scaled_density(a, log_x, x);
    if (x < a + 1.0) {
        const double lower = std::min(1.0, front * lower_series(a, x));
        return {lower, 1.0 - lower};
    }
    const double upper = std::min(1.0, front * upper_fraction(a, x));
    return {1.0 - upper, upper};
}

}  // namespace

double log_gamma(double a) {
    WAYOUT_ASSERT(a > 0.0, "log_gamma: argument must be positive");
    double product = 1.0;  // Gamma(a) = Gamma(z) / (a (a + 1) ... (z - 1))
    double z = a;
    while (z < 10.0) {
        product *= z;
        z += 1.0;
    }
    // Bernoulli numbers B_2k / (2k (2k - 1)), k = 1 ... 7; the next term is below 3e-17 at z = 10.
    constexpr std::array<double, 7> coefficients{1.0 / 12,   -1.0 / 360,      1.0 / 1260, -1.0 / 1680,
                                                 1.0 / 1188, -691.0 / 360360, 1.0 / 156};
    constexpr double half_log_two_pi = 0.91893853320467274178;
    const double inverse_square = 1.0 / (z * z);
    double series = 0.0;
    for (std::size_t k = coefficients.size(); k-- > 0;) series = series * inverse_square + coefficients[k];
    return (z - 0.5) * portable_log(z) - z + half_log_two_pi + series / z - portable_log(product);
}

IncompleteGamma incomplete_gamma(double a, double x) {
    WAYOUT_ASSERT(a > 0.0 && a <= 1e4 && x >= 0.0, "incomplete_gamma: argument out of range");
    if (x == 0.0)
        return {0.0, 1.0};
    if (std::isinf(x))
        return {1.0, 0.0};
    return incomplete_gamma(a, portable_log(x), x);
}

double gamma_quantile(double a, double p) {
    WAYOUT_ASSERT(a > 0.0 && a <= 1e4 && p > 0.0 && p < 1.0, "gamma_quantile: argument out of range");
    // P(a, x) <= x^a / Gamma(a + 1) bounds log x from below; for small x it is also the answer.
    double low = (portable_log(p) + log_gamma(a) + portable_log(a)) / a;
    constexpr double log_of_smallest = -700.0;
    if (low < log_of_smallest)
        return portable_exp(low);
    double high = std::max(low, portable_log(a)) + 1.0;
    while (incomplete_gamma(a, portable_exp(high)).lower < p && high < 700.0) high += 1.0;

    // Start: Wilson & Hilferty 1931, the cube root of a gamma number is nearly normal.
    const double cube_root = 1.0 - 1.0 / (9.0 * a) + normal_quantile(p) / (3.0 * std::sqrt(a));
    double y = cube_root > 0.0 ? portable_log(a) + 3.0 * portable_log(cube_root) : low;
    if (!(y > low && y < high))
        y = low;

    for (int iteration = 0; iteration < 200; ++iteration) {
        const double x = portable_exp(y);
        const IncompleteGamma at = incomplete_gamma(a, y, x);
        const double excess = p < 0.5 ? at.lower - p : (1.0 - p) - at.upper;
        (excess < 0.0 ? low : high) = y;
        const double newton = y - excess / scaled_density(a, y, x);
        const double next = newton > low && newton < high ? newton : 0.5 * (low + high);
        const double change = std::abs(next - y);
        y = next;
        if (change < 4.0 * std::numeric_limits<double>::epsilon() * std::max(1.0, std::abs(y)))
            break;
    }
    return portable_exp(y);
}

double normal_cdf(double z) {
    WAYOUT_ASSERT(!std::isnan(z), "normal_cdf: not a number");
    const IncompleteGamma g = incomplete_gamma(0.5, 0.5 * z * z);  // erf and erfc of |z| / sqrt(2)
    return z < 0.0 ? 0.5 * g.upper : 0.5 + 0.5 * g.lower;
}

}  // namespace wayout
