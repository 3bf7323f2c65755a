/// The statistics with which the standard tests judge runs, beyond those of any set of runs. Written apart
/// from the models, so that a fault there cannot hide here.
#pragma once

#include "statistics/binomial.hpp"
#include "statistics/quantile.hpp"

#include <cstddef>
#include <functional>
#include <span>

namespace wayout {

/// The values less the first and last tenth of their number, rounded down: what "sustained" flow looks at.
std::span<const double> middle_eighty_percent(std::span<const double> values);

/// Largest distance between the empirical distribution and `cdf` (Kolmogorov-Smirnov). Values need not be
/// sorted.
double ks_distance(std::span<const double> values, const std::function<double(double)>& cdf);
/// Probability of a larger distance if the values were drawn from the distribution: Q_KS((sqrt n + 0.12 +
/// 0.11 / sqrt n) D) with Q_KS(l) = 2 sum (-1)^(k-1) exp(-2 k^2 l^2). Source: Stephens, J. Roy. Stat. Soc. B
/// 32 (1970) 115-122; good for n >= 5.
double ks_p_value(double distance, std::size_t count);

/// One-sided sign test of paired differences against "not larger than 0": P of so many positive ones by
/// chance. Zeros are dropped.
double sign_test_p_value(std::span<const double> differences);
/// One-sided Wilcoxon signed-rank test of paired differences against "not larger than 0", exact (all sign
/// patterns counted by dynamic programming over doubled mid-ranks). Zeros are dropped. For at most 60
/// differences.
double wilcoxon_p_value(std::span<const double> differences);

/// P(chi-square with so many degrees of freedom > value).
double chi_square_upper_tail(double value, double degrees_of_freedom);

struct LinearFit {
    double slope{0.0};
    double intercept{0.0};
    double r_squared{0.0};
};
/// Least squares. At least two points with different x.
LinearFit fit_line(std::span<const double> x, std::span<const double> y);

// Distribution functions of what the tests draw.
double uniform_cdf(double x, double low, double high);
double normal_cdf(double x, double mean, double sd);
double lognormal_cdf(double x, double mu, double sigma);
double weibull_cdf(double x, double shape, double scale);
double gamma_cdf(double x, double shape, double scale);

}  // namespace wayout
