#include "statistics/two_samples.hpp"

#include "core/assert.hpp"
#include "core/random.hpp"
#include "statistics/bootstrap.hpp"
#include "statistics/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace wayout {
namespace {

constexpr double most_counted = 20000.0;

/// Number of ways to choose k of n; only its size against most_counted matters.
double ways_to_choose(std::size_t n, std::size_t k) {
    double ways = 1.0;
    for (std::size_t i = 1; i <= std::min(k, n - k) && ways <= most_counted; ++i)
        ways *= static_cast<double>(n + 1 - i) / static_cast<double>(i);
    return std::round(ways);
}

/// |t| of ways to share out the same pooled values.
class Statistic {
public:
    /// `pooled`: values with their common mean taken away, so that squares lose no digits.
    explicit Statistic(std::span<const double> pooled) {
        const auto [least, most] = std::minmax_element(pooled.begin(), pooled.end());
        range_ = *most - *least;
    }

    double of(std::span<const double> a, std::span<const double> b) const {
        const double difference = mean_of(b) - mean_of(a);
        if (std::abs(difference) <= 1e-12 * range_)
            return 0.0;
        if (a.size() < 2 || b.size() < 2)
            return std::abs(difference);
        const double spread = std::sqrt(variance_of_mean(a) + variance_of_mean(b));
        // Values that are equal but for rounding have no spread.
        return spread <= 1e-9 * range_ ? std::numeric_limits<double>::infinity()
                                       : std::abs(difference) / spread;
    }

private:
    static double variance_of_mean(std::span<const double> values) {
        const double sd = standard_deviation_of(values);
        return sd * sd / static_cast<double>(values.size());
    }
    double range_{};
};

/// Calls `take` with both samples of every way to choose the first.
template <typename Take>
void for_each_way(std::span<const double> pooled, std::size_t first_count, Take&& take) {
    std::vector<bool> is_first(pooled.size(), false);
    std::fill_n(is_first.begin(), first_count, true);
    std::vector<double> first, second;
    do {
        first.clear();
        second.clear();
        for (std::size_t i = 0; i < pooled.size(); ++i) (is_first[i] ? first : second).push_back(pooled[i]);
        take(first, second);
    } while (std::prev_permutation(is_first.begin(), is_first.end()));
}

/// Brings the values of permutation `number` into the first rows: the beginning of a Fisher-Yates shuffle of
/// the values in their own order.
void shuffle_first(std::vector<double>& values, std::size_t first_count, std::uint64_t seed, int number) {
    RandomBlock block{};
    for (std::size_t i = 0; i < first_count; ++i) {
        if (i % block.size() == 0)
            block = random_block(seed, static_cast<AgentId>(number), Draw::permutation, i / block.size());
        const auto left = static_cast<std::uint64_t>(values.size() - i);
        std::swap(values[i], values[i + static_cast<std::size_t>((block[i % block.size()] * left) >> 32)]);
    }
}

}  // namespace

PermutationTest permutation_test(std::span<const double> a, std::span<const double> b, std::uint64_t seed,
                                 int sampled_permutations) {
    WAYOUT_ASSERT(!a.empty() && !b.empty(), "permutation test of nothing");
    WAYOUT_ASSERT(sampled_permutations >= 1, "permutation test: nothing to sample");
    std::vector<double> pooled(a.begin(), a.end());
    pooled.insert(pooled.end(), b.begin(), b.end());
    const double mean = mean_of(pooled);
    for (double& value : pooled) value -= mean;

    const Statistic statistic(pooled);
    const std::span<const double> all(pooled);
    const double observed = statistic.of(all.first(a.size()), all.subspan(a.size()));
    // Ways that give the same value but for rounding are as extreme as the observed one.
    const double threshold = observed * (1.0 - 1e-9);
    const double ways = ways_to_choose(pooled.size(), a.size());
    if (ways <= most_counted) {
        int extreme = 0;
        for_each_way(pooled, a.size(), [&](std::span<const double> first, std::span<const double> second) {
            extreme += statistic.of(first, second) >= threshold ? 1 : 0;
        });
        // Of samples of one size the exchange of both is another way that is as extreme.
        return {extreme / ways, true, (a.size() == b.size() ? 2.0 : 1.0) / ways};
    }
    int extreme = 0;
    std::vector<double> shuffled;
    for (int number = 0; number < sampled_permutations; ++number) {
        shuffled = pooled;
        shuffle_first(shuffled, a.size(), seed, number);
        const std::span<const double> values(shuffled);
        extreme += statistic.of(values.first(a.size()), values.subspan(a.size())) >= threshold ? 1 : 0;
    }
    const double count = 1.0 + sampled_permutations;
    return {(1.0 + extreme) / count, false, 1.0 / count};
}

TwoSampleComparison compare_samples(std::span<const double> a, std::span<const double> b,
                                    const TwoSampleSettings& settings) {
    WAYOUT_ASSERT(!a.empty() && !b.empty(), "comparison of nothing");
    WAYOUT_ASSERT(settings.replicates >= 2, "bootstrap: too few replicates");
    std::vector<double> differences(static_cast<std::size_t>(settings.replicates));
    std::vector<std::uint32_t> rows;
    const auto resampled_mean = [&](std::span<const double> values, std::size_t draw) {
        rows.resize(values.size());
        resample_rows(rows, settings.seed, static_cast<std::uint32_t>(draw));
        double sum = 0.0;
        for (const std::uint32_t row : rows) sum += values[row];
        return sum / static_cast<double>(values.size());
    };
    for (std::size_t r = 0; r < differences.size(); ++r)
        differences[r] = resampled_mean(b, 2 * r + 1) - resampled_mean(a, 2 * r);

    TwoSampleComparison result;
    result.mean_difference = mean_of(b) - mean_of(a);
    result.interval = percentile_interval(differences, settings.confidence);
    result.test = permutation_test(a, b, settings.seed, settings.sampled_permutations);
    return result;
}

}  // namespace wayout
