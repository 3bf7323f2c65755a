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

}  // namespace wayout
