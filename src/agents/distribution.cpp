#include "agents/distribution.hpp"

#include "core/assert.hpp"
#include "core/math.hpp"
#include "core/random.hpp"
#include "statistics/incomplete_gamma.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

namespace wayout {
namespace {

using Kind = Distribution::Kind;

constexpr double smallest_share = 1e-6;        // of a distribution that a truncation may leave
constexpr double tolerated_tail_share = 0.01;  // beyond the sensible range

/// x^y for x > 0.
double power(double x, double y) {
    return portable_exp(y * portable_log(x));
}

bool is_truncated(const Distribution& d) {
    return d.min > -std::numeric_limits<double>::infinity() ||
           d.max < std::numeric_limits<double>::infinity();
}

/// Share of the distribution, without truncation, up to a value.
double distribution_function(Kind kind, double first, double second, double offset, double value) {
    if (std::isinf(value))
        return value < 0.0 ? 0.0 : 1.0;
    const double x = value - offset;
    switch (kind) {
        case Kind::normal:
            return normal_cdf((x - first) / second);
        case Kind::lognormal:
            return x > 0.0 ? normal_cdf((portable_log(x) - first) / second) : 0.0;
        case Kind::weibull:
            return x > 0.0 ? 1.0 - portable_exp(-power(x / second, first)) : 0.0;
        case Kind::gamma:
            return x > 0.0 ? incomplete_gamma(first, x / second).lower : 0.0;
        case Kind::constant:
        case Kind::uniform:
        case Kind::empirical:
            break;
    }
    fail_assertion(__FILE__, __LINE__, "kind", "distribution function of a kind that is not truncated");
}

struct Parameters {
    double first;
    double second;
    double offset;
};
Parameters parameters_of(const Distribution& d) {
    switch (d.kind) {
        case Kind::constant:
            return {d.value, 0.0, 0.0};
        case Kind::uniform:
            return {d.min, d.max - d.min, 0.0};
        case Kind::normal:
            return {d.mean, d.sd, 0.0};
        case Kind::lognormal:
            return {d.mu, d.sigma, d.offset};
        case Kind::weibull:
        case Kind::gamma:
            return {d.shape, d.scale, d.offset};
        case Kind::empirical:
            break;
    }
    return {0.0, 0.0, 0.0};
}

double share_below(const Distribution& d, double value) {
    const Parameters p = parameters_of(d);
    return distribution_function(d.kind, p.first, p.second, p.offset, value);
}

/// Collects sentences; keeps the checks below short.
class Problems {
public:
    void add(std::string text) { texts_.push_back(std::move(text)); }
    void within(std::string_view name, double value, double low, double high) {
        if (!(value >= low && value <= high))  // also NaN
            add(fmt::format("{} is {:g}; it must lie between {:g} and {:g}", name, value, low, high));
    }
    void positive(std::string_view name, double value) {
        if (!(value > 0.0 && value < 1e9))
            add(fmt::format("{} is {:g}; it must be above 0 and below 1e9", name, value));
    }
    void finite(std::string_view name, double value) {
        if (!(std::abs(value) < 1e9))
            add(fmt::format("{} is {:g}; it must be a finite number", name, value));
    }
    bool is_empty() const { return texts_.empty(); }
    std::vector<std::string> take() { return std::move(texts_); }

private:
    std::vector<std::string> texts_;
};

void check_value(Problems& problems, double value, ValueRange range) {
    if (value < range.lowest || value > range.highest)
        problems.add(fmt::format("{:g} lies outside {:g} to {:g}, the values that make sense here", value,
                                 range.lowest, range.highest));
}

void check_empirical(Problems& problems, const Distribution& d, ValueRange range) {
    if (d.values.empty())
        problems.add("values is empty; give at least one value");
    for (const double v : d.values) {
        problems.finite("a value", v);
        check_value(problems, v, range);
        if (v < d.min || v > d.max)
            problems.add(fmt::format("value {:g} lies outside min to max; leave it out", v));
    }
    if (d.weights.empty())
        return;
    if (d.weights.size() != d.values.size())
        problems.add(fmt::format("there are {} weights for {} values; give one for each", d.weights.size(),
                                 d.values.size()));
    bool all_valid = true;
    double sum = 0.0;
    for (const double w : d.weights) {
        all_valid = all_valid && w >= 0.0 && w < 1e12;
        sum += w;
    }
    if (!all_valid || !(sum > 0.0))
        problems.add("weights must not be negative and their sum must be above 0");
}

void check_parameters(Problems& problems, const Distribution& d, ValueRange range) {
    switch (d.kind) {
        case Kind::constant:
            problems.finite("value", d.value);
            check_value(problems, d.value, range);
            return;
        case Kind::uniform:
            problems.finite("min", d.min);
            problems.finite("max", d.max);
            if (!(d.min < d.max))
                problems.add(fmt::format("min {:g} is not below max {:g}", d.min, d.max));
            check_value(problems, d.min, range);
            check_value(problems, d.max, range);
            return;
        case Kind::normal:
            problems.finite("mean", d.mean);
            problems.positive("sd", d.sd);
            break;
        case Kind::lognormal:
            problems.within("mu", d.mu, -50.0, 50.0);
            problems.within("sigma", d.sigma, 1e-6, 10.0);
            problems.finite("offset", d.offset);
            break;
        case Kind::weibull:
        case Kind::gamma:
            problems.within("shape", d.shape, 0.05, 1e4);
            problems.positive("scale", d.scale);
            problems.finite("offset", d.offset);
            break;
        case Kind::empirical:
            check_empirical(problems, d, range);
            return;
    }
    if (std::isnan(d.min) || std::isnan(d.max) || d.min >= d.max)
        problems.add(fmt::format("min {:g} is not below max {:g}", d.min, d.max));
}

/// Of a distribution with sound parameters and unbounded values.
void check_truncation(Problems& problems, const Distribution& d, ValueRange range) {
    const double low = share_below(d, d.min);
    const double high = share_below(d, d.max);
    if (high - low < smallest_share) {
        problems.add(fmt::format("min {:g} to max {:g} leaves less than a millionth of the distribution",
                                 d.min, d.max));
        return;
    }
    const double below = (std::clamp(share_below(d, range.lowest), low, high) - low) / (high - low);
    const double above = (high - std::clamp(share_below(d, range.highest), low, high)) / (high - low);
    if (below > tolerated_tail_share)
        problems.add(
            fmt::format("{:.3g} % of the distribution lies below {:g}, the least that makes sense "
                        "here: change it, or set min to {:g} or more",
                        100.0 * below, range.lowest, range.lowest));
    if (above > tolerated_tail_share)
        problems.add(
            fmt::format("{:.3g} % of the distribution lies above {:g}, the most that makes sense "
                        "here: change it, or set max to {:g} or less",
                        100.0 * above, range.highest, range.highest));
}

}  // namespace

std::vector<std::string> distribution_problems(const Distribution& distribution, ValueRange range) {
    Problems problems;
    check_parameters(problems, distribution, range);
    const bool has_tails = distribution.kind == Kind::normal || distribution.kind == Kind::lognormal ||
                           distribution.kind == Kind::weibull || distribution.kind == Kind::gamma;
    if (has_tails && problems.is_empty())
        check_truncation(problems, distribution, range);
    return problems.take();
}

QuantileFunction::QuantileFunction(const Distribution& distribution, ValueRange cut)
    : kind_(distribution.kind),
      range_{std::max(distribution.min, cut.lowest), std::min(distribution.max, cut.highest)} {
    const Parameters p = parameters_of(distribution);
    first_ = p.first;
    second_ = p.second;
    offset_ = p.offset;
    switch (kind_) {
        case Kind::constant:
        case Kind::uniform:
            return;
        case Kind::empirical:
            break;
        default:
            cdf_low_ = cdf(range_.lowest);
            cdf_width_ = cdf(range_.highest) - cdf_low_;
            WAYOUT_ASSERT(cdf_width_ > 0.0, "quantile function of an unchecked distribution");
            return;
    }

    const std::size_t count = distribution.values.size();
    WAYOUT_ASSERT(count > 0, "quantile function of an unchecked distribution");
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return distribution.values[a] < distribution.values[b];
    });
    double sum = 0.0;
    for (const std::size_t i : order) {
        sum += distribution.weights.empty() ? 1.0 : distribution.weights[i];
        values_.push_back(distribution.values[i]);
        cumulative_.push_back(sum);
    }
    for (double& c : cumulative_) c /= sum;
}

double QuantileFunction::cdf(double value) const {
    return distribution_function(kind_, first_, second_, offset_, value);
}

double QuantileFunction::untruncated(double u) const {
    switch (kind_) {
        case Kind::normal:
            return first_ + second_ * normal_quantile(u);
        case Kind::lognormal:
            return offset_ + portable_exp(first_ + second_ * normal_quantile(u));
        case Kind::weibull: {  // F = 1 - exp(-(x / scale)^shape)
            const double exponential = u < 1e-5 ? u * (1.0 + u * (1.0 / 2 + u / 3)) : -portable_log(1.0 - u);
            return offset_ + second_ * power(exponential, 1.0 / first_);
        }
        case Kind::gamma:
            return offset_ + second_ * gamma_quantile(first_, u);
        default:
            break;
    }
    fail_assertion(__FILE__, __LINE__, "kind_", "quantile of an unknown kind");
}

double QuantileFunction::operator()(double u) const {
    WAYOUT_ASSERT(u > 0.0 && u < 1.0, "quantile function: probability outside (0, 1)");
    switch (kind_) {
        case Kind::constant:
            return first_;
        case Kind::uniform:
            return first_ + u * second_;
        case Kind::empirical: {
            const auto at = std::lower_bound(cumulative_.begin(), cumulative_.end(), u);
            return values_[std::min(static_cast<std::size_t>(at - cumulative_.begin()), values_.size() - 1)];
        }
        default: {
            // Rounding may carry the probability on to 0 or 1, and the value beyond the truncation.
            const double rescaled = std::clamp(cdf_low_ + u * cdf_width_, 0x1p-60, 1.0 - 0x1p-53);
            return std::clamp(untruncated(rescaled), range_.lowest, range_.highest);
        }
    }
}

double quantile(const Distribution& distribution, double u) {
    return QuantileFunction(distribution)(u);
}

Moments moments(const Distribution& d) {
    if (d.kind == Kind::constant)
        return {d.value, 0.0};
    if (d.kind == Kind::uniform)
        return {0.5 * (d.min + d.max), (d.max - d.min) / std::sqrt(12.0)};
    if (d.kind == Kind::empirical) {
        double weight = 0.0;
        double sum = 0.0;
        double sum_of_squares = 0.0;
        for (std::size_t i = 0; i < d.values.size(); ++i) {
            const double w = d.weights.empty() ? 1.0 : d.weights[i];
            weight += w;
            sum += w * d.values[i];
        }
        const double mean = sum / weight;
        for (std::size_t i = 0; i < d.values.size(); ++i)
            sum_of_squares +=
                (d.weights.empty() ? 1.0 : d.weights[i]) * (d.values[i] - mean) * (d.values[i] - mean);
        return {mean, std::sqrt(sum_of_squares / weight)};
    }
    if (!is_truncated(d)) {
        switch (d.kind) {
            case Kind::normal:
                return {d.mean, d.sd};
            case Kind::lognormal: {
                const double variance = d.sigma * d.sigma;
                const double mean = portable_exp(d.mu + 0.5 * variance);
                return {d.offset + mean, mean * std::sqrt(portable_exp(variance) - 1.0)};
            }
            case Kind::weibull: {
                const double m1 = portable_exp(log_gamma(1.0 + 1.0 / d.shape));
                const double m2 = portable_exp(log_gamma(1.0 + 2.0 / d.shape));
                return {d.offset + d.scale * m1, d.scale * std::sqrt(m2 - m1 * m1)};
            }
            case Kind::gamma:
                return {d.offset + d.shape * d.scale, std::sqrt(d.shape) * d.scale};
            default:
                break;
        }
    }
    const QuantileFunction value_at(d);
    constexpr int count = 20000;
    double sum = 0.0;
    double sum_of_squares = 0.0;
    const double middle = value_at(0.5);  // keeps the difference of squares accurate
    for (int i = 0; i < count; ++i) {
        const double v = value_at((i + 0.5) / count) - middle;
        sum += v;
        sum_of_squares += v * v;
    }
    const double mean = sum / count;
    return {middle + mean, std::sqrt(std::max(0.0, sum_of_squares / count - mean * mean))};
}

}  // namespace wayout
