/// Mean, spread and quantiles of a sample.
#pragma once

#include <span>

namespace wayout {

/// Arithmetic mean; NaN of nothing.
double mean_of(std::span<const double> values);

/// Sample standard deviation (n - 1 in the denominator); NaN of fewer than two values.
double standard_deviation_of(std::span<const double> values);

double median_of(std::span<const double> values);

/// Linear between order statistics, position 1 + share (n - 1). Source: Hyndman & Fan, "Sample quantiles in
/// statistical packages", The American Statistician 50 (1996) 361-365, type 7.
/// @param share  in [0, 1]
/// @return NaN of nothing
double quantile_of(std::span<const double> values, double share);

/// The same of values that are in ascending order already.
double quantile_of_sorted(std::span<const double> ascending, double share);

/// The value below which another one of the same kind falls with probability `share`: position share (n + 1),
/// since the k-th of n values has on average k / (n + 1) of the truth below it. Source: Hyndman & Fan (1996),
/// type 6. Below 1 / (n + 1) and above n / (n + 1) the smallest and the largest value, which hold less than
/// asked for: a band from 5 to 95 % needs 19 values. Values may be infinite: what lies between a finite and
/// an infinite one is infinite.
/// @return NaN of nothing
double prediction_limit_of_sorted(std::span<const double> ascending, double share);

}  // namespace wayout
