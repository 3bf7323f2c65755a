/// Samples whose members count differently: weights from logarithms, effective size, mean and quantiles.
#pragma once

#include <span>
#include <vector>

namespace wayout {

/// exp(log weight), scaled to sum 1, without overflow. If no weight is above zero: equal weights.
std::vector<double> weights_of_logs(std::span<const double> log_weights);

/// 1 / sum of squares of normalised weights: n for equal weights, 1 when one has all. Source: Kong, Liu & Wong,
/// J. Am. Stat. Assoc. 89 (1994) 278-288.
double effective_size(std::span<const double> weights);

/// @param weights  sum 1
double weighted_mean(std::span<const double> values, std::span<const double> weights);
double weighted_sd(std::span<const double> values, std::span<const double> weights);

/// A value with its weight.
struct WeightedValue {
    double value{0.0};
    double weight{0.0};
};

/// The value below which another one of the same kind falls with probability `share`. The i-th value in order,
/// with W_i the weights up to the middle of its own, stands at (n W_i + 1/2) / (n + 1) with n the effective
/// size, straight in between: with equal weights the prediction limit of statistics/quantile.hpp (Hyndman & Fan
/// type 6). Values may be infinite. @param ascending  in value; weights sum 1
/// @return NaN of nothing
double weighted_limit_of_sorted(std::span<const WeightedValue> ascending, double share);

/// The same at several shares of values in any order. Values that are NaN are left out, the others' weights
/// scaled to 1.
std::vector<double> weighted_limits(std::span<const double> values, std::span<const double> weights,
                                    std::span<const double> shares);

}  // namespace wayout
