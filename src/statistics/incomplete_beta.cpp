#include "statistics/incomplete_beta.hpp"

#include "core/assert.hpp"
#include "core/math.hpp"
#include "statistics/incomplete_gamma.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr int most_beta_terms = 20'000;  // about 5 sqrt(max(a, b)) are needed; both are at most 1e6
constexpr double largest_parameter = 1e6;

/// 1 / (1 + d1 / (1 + d2 / (1 + ...))) with
/// d(2m) = m (b - m) x / ((a + 2m - 1) (a + 2m)),
/// d(2m+1) = -(a + m) (a + b + m) x / ((a + 2m) (a + 2m + 1)).
double beta_fraction(double a, double b, double x) {
    constexpr double tiny = 1e-300;  // stands in for a vanishing denominator
    const auto not_zero = [](double value) { return std::abs(value) < tiny ? tiny : value; };
    double c = 1.0;
    double d = 1.0 / not_zero(1.0 - (a + b) * x / (a + 1.0));
    double value = d;
    for (int m = 1; m < most_beta_terms; ++m) {
        const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / not_zero(1.0 + even * d);
        c = not_zero(1.0 + even / c);
        value *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / not_zero(1.0 + odd * d);
        c = not_zero(1.0 + odd / c);
        const double factor = d * c;
        value *= factor;
        if (std::abs(factor - 1.0) < 2.0 * std::numeric_limits<double>::epsilon())
            return value;
    }
    fail_assertion(__FILE__, __LINE__, "|factor - 1| < 2 epsilon", "incomplete beta did not converge");
}

/// Probability of a value of Student's distribution above |t|.
double student_t_tail(double t, double degrees_of_freedom) {
    return 0.5 *
           incomplete_beta(0.5 * degrees_of_freedom, 0.5, degrees_of_freedom / (degrees_of_freedom + t * t));
}

}  // namespace

double incomplete_beta(double a, double b, double x) {
    WAYOUT_ASSERT(a > 0.0 && b > 0.0 && a <= largest_parameter && b <= largest_parameter,
                  "incomplete_beta: parameter out of range");
    WAYOUT_ASSERT(x >= 0.0 && x <= 1.0, "incomplete_beta: argument outside [0, 1]");
    if (x == 0.0 || x == 1.0)
        return x;
    const double front = portable_exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * portable_log(x) +
                                      b * portable_log(1.0 - x));
    if (x < (a + 1.0) / (a + b + 2.0))
        return std::min(1.0, front * beta_fraction(a, b, x) / a);
    return std::max(0.0, 1.0 - front * beta_fraction(b, a, 1.0 - x) / b);
}

double beta_quantile(double a, double b, double p) {
    WAYOUT_ASSERT(p >= 0.0 && p <= 1.0, "beta_quantile: probability outside [0, 1]");
    if (p == 0.0 || p == 1.0)
        return p;
    double low = 0.0;
    double high = 1.0;
    for (double middle = 0.5; middle > low && middle < high; middle = 0.5 * (low + high))
        (incomplete_beta(a, b, middle) < p ? low : high) = middle;
    return high;
}

double student_t_cdf(double t, double degrees_of_freedom) {
    const double tail = student_t_tail(t, degrees_of_freedom);
    return t < 0.0 ? tail : 1.0 - tail;
}

double student_t_quantile(double p, double degrees_of_freedom) {
    WAYOUT_ASSERT(p > 0.0 && p < 1.0, "student_t_quantile: probability outside (0, 1)");
    if (p == 0.5)
        return 0.0;
    const double both_tails = 2.0 * std::min(p, 1.0 - p);
    // t^2 / (df + t^2) has the beta distribution (1/2, df/2); its complement is searched where it is smaller.
    double ratio = 0.0;  // t^2 / df
    if (both_tails > 0.5) {
        const double inner = beta_quantile(0.5, 0.5 * degrees_of_freedom, 1.0 - both_tails);
        ratio = inner / (1.0 - inner);
    } else {
        const double outer = beta_quantile(0.5 * degrees_of_freedom, 0.5, both_tails);
        ratio = (1.0 - outer) / outer;
    }
    const double t = std::sqrt(degrees_of_freedom * ratio);
    return p < 0.5 ? -t : t;
}

}  // namespace wayout
