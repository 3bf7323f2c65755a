/// Samples whose members count differently: weights from logarithms, effective size, mean and quantiles.
#pragma once

#include <span>
#include <vector>

namespace wayout {

/// exp(log weight), scaled to sum 1, without overflow. If no weight is above zero: equal weights.
std::vector<double> weights_of_logs(std::span<const double> log_weights);

/// The weights to a power of at most 1, the largest at which so many count: what keeps a small sample from
/// being judged by a single member. Source: transformed weights of Koblents & Miguez, Stat. Comput. 25 (2015)
/// 407-425 [from memory, verify]; the power is our choice.
/// @param at_least  effective size; at most the number of weights
std::vector<double> flattened_weights(std::span<const double> weights, double at_least);

/// 1 / sum of squares of normalised weights: n for equal weights, 1 when one has all. Source: Kong, Liu &
/// Wong, J. Am. Stat. Assoc. 89 (1994) 278-288.
double effective_size(std::span<const double> weights);

/// @param weights  sum 1
double weighted_mean(std::span<const double> values, std::span<const double> weights);
double weighted_sd(std::span<const double> values, std::span<const double> weights);

/// A value with its weight.
struct WeightedValue {
    double value{0.0};
    double weight{0.0};
};

/// The value below which another one of the same kind falls with probability `share`: where the weights up to
/// the middle of a value's own are ((n + 1) share - 1/2) / n with n the effective size, straight in between.
/// With equal weights that is the prediction limit of statistics/quantile.hpp (Hyndman & Fan type 6). Never
/// farther out than a fifth of the tail, lest values without weight set the ends of a small sample. Values
/// may be infinite. @param ascending  in value; weights sum 1
/// @return NaN of nothing
double weighted_limit_of_sorted(std::span<const WeightedValue> ascending, double share);

/// The same at several shares of values in any order. Values that are NaN are left out, the others' weights
/// scaled to 1.
std::vector<double> weighted_limits(std::span<const double> values, std::span<const double> weights,
                                    std::span<const double> shares);

}  // namespace wayout
