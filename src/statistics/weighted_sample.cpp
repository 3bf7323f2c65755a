#include "statistics/weighted_sample.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

/// Of a tail, the part that no limit lies beyond. [D]
constexpr double outermost = 0.2;

std::vector<double> powers_of(std::span<const double> weights, double power) {
    std::vector<double> logs;
    for (const double weight : weights) logs.push_back(power * std::log(weight));
    return weights_of_logs(logs);
}

}  // namespace

std::vector<double> weights_of_logs(std::span<const double> log_weights) {
    std::vector<double> weights(log_weights.size(), 0.0);
    if (weights.empty())
        return weights;
    const double largest = *std::max_element(log_weights.begin(), log_weights.end());
    double sum = 0.0;
    if (std::isfinite(largest))
        for (std::size_t i = 0; i < weights.size(); ++i) {
            weights[i] = std::exp(log_weights[i] - largest);
            sum += weights[i];
        }
    for (double& weight : weights)
        weight = sum > 0.0 ? weight / sum : 1.0 / static_cast<double>(log_weights.size());
    return weights;
}

double effective_size(std::span<const double> weights) {
    double squares = 0.0;
    for (const double weight : weights) squares += weight * weight;
    return squares > 0.0 ? 1.0 / squares : 0.0;
}

std::vector<double> flattened_weights(std::span<const double> weights, double at_least) {
    if (effective_size(weights) >= at_least)
        return {weights.begin(), weights.end()};
    double low = 0.0, high = 1.0;  // powers: enough members count at the first, too few at the second
    for (int halving = 0; halving < 40; ++halving) {
        const double middle = 0.5 * (low + high);
        (effective_size(powers_of(weights, middle)) >= at_least ? low : high) = middle;
    }
    return powers_of(weights, low);
}

double weighted_mean(std::span<const double> values, std::span<const double> weights) {
    WAYOUT_ASSERT(values.size() == weights.size(), "weighted_mean() of unequal lists");
    double sum = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += weights[i] * values[i];
    return sum;
}

double weighted_sd(std::span<const double> values, std::span<const double> weights) {
    const double mean = weighted_mean(values, weights);
    double sum = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i)
        sum += weights[i] * (values[i] - mean) * (values[i] - mean);
    return std::sqrt(sum);
}

double weighted_limit_of_sorted(std::span<const WeightedValue> ascending, double share) {
    if (ascending.empty())
        return std::numeric_limits<double>::quiet_NaN();
    double squares = 0.0;
    for (const WeightedValue& v : ascending) squares += v.weight * v.weight;
    const double n = 1.0 / squares;
    const double wanted =
        std::clamp(((n + 1.0) * share - 0.5) / n, outermost * share, 1.0 - outermost * (1.0 - share));
    double below = 0.0;
    double last_place = 0.0;
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        const double place = below + 0.5 * ascending[i].weight;
        if (wanted <= place) {
            const double high = ascending[i].value;
            const double low = i > 0 ? ascending[i - 1].value : high;
            if (i == 0 || wanted == place || low == high)
                return high;
            if (!std::isfinite(low) || !std::isfinite(high))
                return std::isfinite(low) ? high : low;
            return low + (high - low) * (wanted - last_place) / (place - last_place);
        }
        below += ascending[i].weight;
        last_place = place;
    }
    return ascending.back().value;
}

std::vector<double> weighted_limits(std::span<const double> values, std::span<const double> weights,
                                    std::span<const double> shares) {
    WAYOUT_ASSERT(values.size() == weights.size(), "weighted_limits() of unequal lists");
    std::vector<WeightedValue> sorted;
    double sum = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isnan(values[i]) && weights[i] > 0.0) {
            sorted.push_back({values[i], weights[i]});
            sum += weights[i];
        }
    std::sort(sorted.begin(), sorted.end(),
              [](const WeightedValue& a, const WeightedValue& b) { return a.value < b.value; });
    for (WeightedValue& v : sorted) v.weight /= sum;
    std::vector<double> limits;
    for (const double share : shares) limits.push_back(weighted_limit_of_sorted(sorted, share));
    return limits;
}

}  // namespace wayout
