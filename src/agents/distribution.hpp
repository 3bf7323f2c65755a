/// Draws from the distributions of a scenario by their quantile function (inverse distribution function): one
/// uniform number gives one value, and a larger uniform number never a smaller value. So two attributes can
/// be drawn at the same quantile, and runs that differ in one parameter keep everybody's luck (common random
/// numbers).
#pragma once

#include <wayout/scenario.hpp>

#include <limits>
#include <string>
#include <vector>

namespace wayout {

/// Closed interval of values that make sense for what is drawn.
struct ValueRange {
    double lowest{-std::numeric_limits<double>::infinity()};
    double highest{std::numeric_limits<double>::infinity()};
};

/// What can be drawn for a person, our choice: wide enough for every published table, narrow enough to catch
/// a wrong unit. Tails of a distribution beyond the range are cut off when they are small and refused
/// otherwise (distribution_problems).
inline constexpr ValueRange age_range_years{0.0, 120.0};
inline constexpr ValueRange radius_range_m{0.10, 0.60};
inline constexpr ValueRange speed_range_mps{0.05, 5.0};
inline constexpr ValueRange pre_movement_range_s{0.0, 1e6};

/// What is wrong with a distribution, in words that complete "pre_movement_s: ..."; empty if it can be drawn
/// from.
///
/// Besides bad parameters: a truncation that leaves less than a millionth of the distribution, and more than
/// 1 % of it outside `range` (of values that are listed or bounded, anything outside). Less than 1 % outside,
/// such as the tail of a normal speed below 0.05 m/s, is cut off by QuantileFunction; more must be truncated
/// by the user on purpose.
std::vector<std::string> distribution_problems(const Distribution& distribution, ValueRange range = {});

/// The quantile function of a distribution, prepared for many draws.
///
/// Truncation to [max(distribution.min, cut.lowest), min(distribution.max, cut.highest)] by rescaling the
/// probability, u' = F(low) + u (F(high) - F(low)): the exact conditional distribution, in one draw.
class QuantileFunction {
public:
    /// The distribution must be free of distribution_problems; anything else is a bug.
    explicit QuantileFunction(const Distribution& distribution, ValueRange cut = {});

    /// Value at probability u, in (0, 1). 10 to 100 ns; gamma about 2 us.
    double operator()(double u) const;

private:
    double cdf(double value) const;
    double untruncated(double u) const;

    Distribution::Kind kind_;
    double first_{0.0};   ///< value, min, mean, mu, shape
    double second_{0.0};  ///< width, sd, sigma, scale
    double offset_{0.0};
    ValueRange range_;
    double cdf_low_{0.0};
    double cdf_width_{1.0};
    std::vector<double> values_;      ///< empirical, ascending
    std::vector<double> cumulative_;  ///< share of the values up to and with this one
};

/// For a single value: QuantileFunction(distribution)(u).
double quantile(const Distribution& distribution, double u);

struct Moments {
    double mean{};
    double sd{};
};
/// Mean and standard deviation, for reports. Closed forms without truncation; with it by quadrature over the
/// quantiles, good to about three digits.
Moments moments(const Distribution& distribution);

}  // namespace wayout
