#include "verification/statistics.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

namespace wayout {
namespace {

/// Regularised lower incomplete gamma function P(a, x): the series for x < a + 1, otherwise 1 - Q with
/// Lentz's continued fraction (Abramowitz & Stegun 6.5.29 and 6.5.31).
double lower_gamma_fraction(double a, double x) {
    if (x <= 0.0)
        return 0.0;
    const double front = std::exp(a * std::log(x) - x - std::lgamma(a));
    constexpr int max_terms = 10'000;
    if (x < a + 1.0) {
        double term = 1.0 / a;
        double sum = term;
        for (int n = 1; n < max_terms && term > sum * 1e-17; ++n) {
            term *= x / (a + n);
            sum += term;
        }
        return front * sum;
    }
    constexpr double tiny = 1e-300;
    double b = x + 1.0 - a;
    double c = 1.0 / tiny;
    double d = 1.0 / b;
    double fraction = d;
    for (int n = 1; n < max_terms; ++n) {
        const double numerator = -n * (n - a);
        b += 2.0;
        d = numerator * d + b;
        d = 1.0 / (std::abs(d) < tiny ? tiny : d);
        c = b + numerator / c;
        c = std::abs(c) < tiny ? tiny : c;
        const double factor = d * c;
        fraction *= factor;
        if (std::abs(factor - 1.0) < 1e-16)
            break;
    }
    return 1.0 - front * fraction;
}

std::vector<double> sorted(std::span<const double> values) {
    std::vector<double> copy(values.begin(), values.end());
    std::sort(copy.begin(), copy.end());
    return copy;
}

}  // namespace

std::span<const double> middle_eighty_percent(std::span<const double> values) {
    const std::size_t cut = values.size() / 10;
    return values.subspan(cut, values.size() - 2 * cut);
}

double ks_distance(std::span<const double> values, const std::function<double(double)>& cdf) {
    const std::vector<double> ascending = sorted(values);
    const auto n = static_cast<double>(ascending.size());
    double distance = 0.0;
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        const double expected = cdf(ascending[i]);
        distance = std::max(
            {distance, static_cast<double>(i + 1) / n - expected, expected - static_cast<double>(i) / n});
    }
    return distance;
}

double ks_p_value(double distance, std::size_t count) {
    const double root = std::sqrt(static_cast<double>(count));
    const double lambda = (root + 0.12 + 0.11 / root) * distance;
    // Below 0.2 the probability is 1 to more than 12 digits, and the alternating sum converges badly.
    if (lambda < 0.2)
        return 1.0;
    double sum = 0.0;
    double sign = 1.0;
    for (int k = 1; k <= 100; ++k, sign = -sign) sum += sign * std::exp(-2.0 * k * k * lambda * lambda);
    return std::clamp(2.0 * sum, 0.0, 1.0);
}

double sign_test_p_value(std::span<const double> differences) {
    int positive = 0;
    int counted = 0;
    for (const double difference : differences) {
        positive += difference > 0.0 ? 1 : 0;
        counted += difference != 0.0 ? 1 : 0;
    }
    return binomial_upper_tail(positive, counted, 0.5);
}

double wilcoxon_p_value(std::span<const double> differences) {
    std::vector<double> kept;
    for (const double difference : differences)
        if (difference != 0.0)
            kept.push_back(difference);
    if (kept.empty())
        return 1.0;
    WAYOUT_ASSERT(kept.size() <= 60, "the exact signed-rank test is for at most 60 pairs");
    std::sort(kept.begin(), kept.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });

    // Ties share the mean of their ranks; doubled, all ranks are whole numbers.
    std::vector<std::size_t> doubled_rank(kept.size());
    for (std::size_t first = 0; first < kept.size();) {
        std::size_t last = first;
        while (last + 1 < kept.size() && std::abs(kept[last + 1]) == std::abs(kept[first])) ++last;
        for (std::size_t i = first; i <= last; ++i) doubled_rank[i] = (first + 1) + (last + 1);
        first = last + 1;
    }
    const std::size_t total = std::accumulate(doubled_rank.begin(), doubled_rank.end(), std::size_t{0});
    std::size_t observed = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) observed += kept[i] > 0.0 ? doubled_rank[i] : 0;

    // Share of the sign patterns with each rank sum.
    std::vector<double> share(total + 1, 0.0);
    share[0] = 1.0;
    for (const std::size_t rank : doubled_rank) {
        for (std::size_t sum = total + 1; sum-- > 0;)
            share[sum] = 0.5 * (share[sum] + (sum >= rank ? share[sum - rank] : 0.0));
    }
    return std::min(1.0,
                    std::accumulate(share.begin() + static_cast<std::ptrdiff_t>(observed), share.end(), 0.0));
}

double chi_square_upper_tail(double value, double degrees_of_freedom) {
    return 1.0 - lower_gamma_fraction(0.5 * degrees_of_freedom, 0.5 * value);
}

LinearFit fit_line(std::span<const double> x, std::span<const double> y) {
    WAYOUT_ASSERT(x.size() == y.size() && x.size() >= 2, "a line needs two points");
    const double mean_x = mean_of(x);
    const double mean_y = mean_of(y);
    double xx = 0.0;
    double xy = 0.0;
    double yy = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - mean_x) * (x[i] - mean_x);
        xy += (x[i] - mean_x) * (y[i] - mean_y);
        yy += (y[i] - mean_y) * (y[i] - mean_y);
    }
    LinearFit fit;
    fit.slope = xy / xx;
    fit.intercept = mean_y - fit.slope * mean_x;
    fit.r_squared = yy > 0.0 ? xy * xy / (xx * yy) : 1.0;
    return fit;
}

double uniform_cdf(double x, double low, double high) {
    return std::clamp((x - low) / (high - low), 0.0, 1.0);
}

double normal_cdf(double x, double mean, double sd) {
    return 0.5 * std::erfc((mean - x) / (sd * std::numbers::sqrt2));
}

double lognormal_cdf(double x, double mu, double sigma) {
    return x > 0.0 ? normal_cdf(std::log(x), mu, sigma) : 0.0;
}

double weibull_cdf(double x, double shape, double scale) {
    return x > 0.0 ? -std::expm1(-std::pow(x / scale, shape)) : 0.0;
}

double gamma_cdf(double x, double shape, double scale) {
    return lower_gamma_fraction(shape, x / scale);
}

}  // namespace wayout
