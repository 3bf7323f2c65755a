#include "statistics/quantile.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

namespace wayout {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double mean_of(std::span<const double> values) {
    return values.empty()
               ? none
               : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double standard_deviation_of(std::span<const double> values) {
    if (values.size() < 2)
        return none;
    const double mean = mean_of(values);
    double sum = 0.0;
    for (const double value : values) sum += (value - mean) * (value - mean);
    return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

double median_of(std::span<const double> values) {
    return quantile_of(values, 0.5);
}

double quantile_of(std::span<const double> values, double share) {
    std::vector<double> ascending(values.begin(), values.end());
    std::sort(ascending.begin(), ascending.end());
    return quantile_of_sorted(ascending, share);
}

double quantile_of_sorted(std::span<const double> ascending, double share) {
    WAYOUT_ASSERT(share >= 0.0 && share <= 1.0, "quantile: share outside [0, 1]");
    if (ascending.empty())
        return none;
    const double position = share * static_cast<double>(ascending.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, ascending.size() - 1);
    const double rest = position - static_cast<double>(below);
    return ascending[below] + rest * (ascending[above] - ascending[below]);
}

double prediction_limit_of_sorted(std::span<const double> ascending, double share) {
    WAYOUT_ASSERT(share >= 0.0 && share <= 1.0, "prediction limit: share outside [0, 1]");
    if (ascending.empty())
        return none;
    const auto count = static_cast<double>(ascending.size());
    const double position = std::clamp(share * (count + 1.0), 1.0, count) - 1.0;
    const auto row = static_cast<std::size_t>(position);
    const double below = ascending[row];
    const double rest = position - static_cast<double>(row);
    if (rest == 0.0)
        return below;
    const double above = ascending[row + 1];
    if (std::isinf(below) || std::isinf(above))
        return std::isinf(below) ? below : above;
    return below + rest * (above - below);
}

}  // namespace wayout
