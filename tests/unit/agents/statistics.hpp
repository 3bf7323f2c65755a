/// Statistical tests for the tests, written without the library under test.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace wayout::test {

/// Probability that a sample of so many draws from the distribution departs from it by more than this one
/// does: the two-sided Kolmogorov-Smirnov test, in the asymptotic form of Stephens (1970), good for 20 draws
/// and more: p = 2 sum over j of (-1)^(j-1) exp(-2 j^2 t^2), t = D (sqrt(n) + 0.12 + 0.11 / sqrt(n)).
template <typename Cdf>
double kolmogorov_smirnov_p(std::vector<double> sample, Cdf&& cdf) {
    std::sort(sample.begin(), sample.end());
    const double n = static_cast<double>(sample.size());
    double d = 0.0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const double f = cdf(sample[i]);
        d = std::max({d, f - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - f});
    }
    const double t = d * (std::sqrt(n) + 0.12 + 0.11 / std::sqrt(n));
    if (t < 0.2)
        return 1.0;  // the alternating series does not settle there; p differs from 1 by less than 1e-10
    double p = 0.0;
    for (int j = 1; j <= 100; ++j) p += 2.0 * (j % 2 == 1 ? 1.0 : -1.0) * std::exp(-2.0 * j * j * t * t);
    return std::clamp(p, 0.0, 1.0);
}

/// Probability that a chi-square number with so many degrees of freedom exceeds x, for an odd or even number
/// of them: Abramowitz & Stegun 26.4.4 and 26.4.5 (finite sums).
inline double chi_square_p(double x, int degrees_of_freedom) {
    double sum = 0.0;
    if (degrees_of_freedom % 2 == 0) {
        double term = std::exp(-0.5 * x);
        for (int k = 0; k < degrees_of_freedom / 2; ++k) {
            sum += term;
            term *= 0.5 * x / (k + 1);
        }
        return sum;
    }
    const double root = std::sqrt(x);
    double term = root;
    for (int k = 1; k <= (degrees_of_freedom - 1) / 2; ++k) {
        sum += term;
        term *= x / (2 * k + 1);
    }
    constexpr double two_over_pi = 0.63661977236758134308;
    return std::erfc(root / std::sqrt(2.0)) + std::sqrt(two_over_pi) * std::exp(-0.5 * x) * sum;
}

inline double mean(const std::vector<double>& sample) {
    double sum = 0.0;
    for (const double v : sample) sum += v;
    return sum / static_cast<double>(sample.size());
}

inline double standard_deviation(const std::vector<double>& sample) {
    const double m = mean(sample);
    double sum = 0.0;
    for (const double v : sample) sum += (v - m) * (v - m);
    return std::sqrt(sum / static_cast<double>(sample.size() - 1));
}

inline double standard_normal_cdf(double z) {
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

}  // namespace wayout::test
