#include "statistics/bootstrap.hpp"

#include "core/assert.hpp"
#include "core/random.hpp"
#include "statistics/incomplete_gamma.hpp"
#include "statistics/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace wayout {
namespace {

void check(const BootstrapSettings& settings) {
    WAYOUT_ASSERT(settings.replicates >= 2, "bootstrap: too few replicates");
    WAYOUT_ASSERT(settings.confidence > 0.0 && settings.confidence < 1.0,
                  "bootstrap: confidence outside (0, 1)");
}

double finite(double value) {
    WAYOUT_ASSERT(std::isfinite(value), "bootstrap: the statistic of a resampled set is not a number");
    return value;
}

/// z0: how far the median of the replicates lies from the estimate, in normal units.
double bias_correction(std::span<const double> ascending, double estimate) {
    const auto [first, last] = std::equal_range(ascending.begin(), ascending.end(), estimate);
    const auto count = static_cast<double>(ascending.size());
    const double below =
        (static_cast<double>(first - ascending.begin()) + 0.5 * static_cast<double>(last - first)) / count;
    // With all replicates on one side the share is not 0 or 1 but less than one replicate can show.
    return normal_quantile(std::clamp(below, 0.5 / count, 1.0 - 0.5 / count));
}

/// a = sum d^3 / (6 (sum d^2)^(3/2)), d the mean of the jackknife values less each of them.
double acceleration(std::span<const double> values, const SampleStatistic& statistic) {
    if (values.size() < 2)
        return 0.0;
    // What is left out walks through the sample, so that each value is moved once.
    std::vector<double> rest(values.begin() + 1, values.end());
    std::vector<double> jackknife;
    jackknife.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        jackknife.push_back(finite(statistic(rest)));
        if (i < rest.size())
            rest[i] = values[i];
    }
    const double mean = mean_of(jackknife);
    double square_sum = 0.0;
    double cube_sum = 0.0;
    for (const double value : jackknife) {
        const double d = mean - value;
        square_sum += d * d;
        cube_sum += d * d * d;
    }
    return square_sum > 0.0 ? cube_sum / (6.0 * square_sum * std::sqrt(square_sum)) : 0.0;
}

/// The share of the replicates that takes the place of `share` (Efron & Tibshirani 14.10).
double corrected_share(double share, double z0, double a) {
    const double z = z0 + normal_quantile(share);
    const double shrink = 1.0 - a * z;
    if (shrink <= 0.0)
        return z < 0.0 ? 0.0 : 1.0;
    return normal_cdf(z0 + z / shrink);
}

}  // namespace

void resample_rows(std::span<std::uint32_t> rows, std::uint64_t seed, std::uint32_t replicate) {
    const auto count = static_cast<std::uint64_t>(rows.size());
    RandomBlock block{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i % block.size() == 0)
            block = random_block(seed, replicate, Draw::bootstrap, i / block.size());
        rows[i] = static_cast<std::uint32_t>((block[i % block.size()] * count) >> 32);
    }
}

ConfidenceInterval percentile_interval(std::span<double> replicates, double confidence) {
    std::sort(replicates.begin(), replicates.end());
    const double tail = 0.5 * (1.0 - confidence);
    return {quantile_of_sorted(replicates, tail), quantile_of_sorted(replicates, 1.0 - tail)};
}

BootstrapEstimate bootstrap(std::span<const double> values, const SampleStatistic& statistic,
                            const BootstrapSettings& settings) {
    check(settings);
    WAYOUT_ASSERT(!values.empty(), "bootstrap of nothing");
    std::vector<std::uint32_t> rows(values.size());
    std::vector<double> sample(values.size());
    std::vector<double> replicates(static_cast<std::size_t>(settings.replicates));
    for (std::size_t r = 0; r < replicates.size(); ++r) {
        resample_rows(rows, settings.seed, static_cast<std::uint32_t>(r));
        for (std::size_t i = 0; i < rows.size(); ++i) sample[i] = values[rows[i]];
        replicates[r] = finite(statistic(sample));
    }

    BootstrapEstimate result;
    result.estimate = finite(statistic(values));
    result.standard_error = standard_deviation_of(replicates);
    result.percentile = percentile_interval(replicates, settings.confidence);
    const double z0 = bias_correction(replicates, result.estimate);
    const double a = acceleration(values, statistic);
    const double tail = 0.5 * (1.0 - settings.confidence);
    result.bca = {quantile_of_sorted(replicates, corrected_share(tail, z0, a)),
                  quantile_of_sorted(replicates, corrected_share(1.0 - tail, z0, a))};
    return result;
}

std::vector<double> paired_differences(std::span<const double> a, std::span<const double> b) {
    WAYOUT_ASSERT(a.size() == b.size(), "pairs of different number");
    std::vector<double> differences(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) differences[i] = b[i] - a[i];
    return differences;
}

BootstrapEstimate bootstrap_paired(std::span<const double> a, std::span<const double> b,
                                   const SampleStatistic& statistic, const BootstrapSettings& settings) {
    return bootstrap(paired_differences(a, b), statistic, settings);
}

}  // namespace wayout
