#include "statistics/paired_comparison.hpp"

#include "core/assert.hpp"
#include "core/random.hpp"
#include "statistics/binomial.hpp"
#include "statistics/incomplete_beta.hpp"
#include "statistics/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace wayout {
namespace {

constexpr std::size_t most_exact_pairs = 16;

ConfidenceInterval student_interval(double mean, double standard_deviation, std::size_t count,
                                    double confidence) {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    if (count < 2)
        return {-infinite, infinite};
    const auto n = static_cast<double>(count);
    const double half =
        student_t_quantile(0.5 + 0.5 * confidence, n - 1.0) * standard_deviation / std::sqrt(n);
    return {mean - half, mean + half};
}

/// Sum of the differences with the signs of one pattern; bit i of the words turns difference i.
template <typename WordOf>
double flipped_sum(std::span<const double> differences, WordOf&& word_of) {
    double sum = 0.0;
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < differences.size(); ++i) {
        if (i % 32 == 0)
            word = word_of(i / 32);
        sum += ((word >> (i % 32)) & 1U) != 0 ? -differences[i] : differences[i];
    }
    return sum;
}

}  // namespace

SignFlipTest sign_flip_test(std::span<const double> differences, std::uint64_t seed, int sampled_flips) {
    WAYOUT_ASSERT(!differences.empty(), "sign flips of nothing");
    WAYOUT_ASSERT(sampled_flips >= 1, "sign flips: no patterns to sample");
    const double observed = std::abs(std::accumulate(differences.begin(), differences.end(), 0.0));
    // Patterns that give the same sum but for rounding are as extreme as the observed one.
    const double magnitude =
        std::accumulate(differences.begin(), differences.end(), 0.0,
                        [](double sum, double difference) { return sum + std::abs(difference); });
    const double threshold = observed - 1e-12 * magnitude;

    if (differences.size() <= most_exact_pairs) {
        const std::uint32_t patterns = 1U << differences.size();
        std::uint32_t extreme = 0;
        for (std::uint32_t pattern = 0; pattern < patterns; ++pattern) {
            const double sum = flipped_sum(differences, [pattern](std::size_t) { return pattern; });
            extreme += std::abs(sum) >= threshold ? 1U : 0U;
        }
        // The observed pattern and its mirror image are always as extreme as themselves.
        return {static_cast<double>(extreme) / patterns, true, 2.0 / patterns};
    }
    int extreme = 0;
    for (int flip = 0; flip < sampled_flips; ++flip) {
        RandomBlock block{};
        const double sum = flipped_sum(differences, [&](std::size_t word) {
            if (word % block.size() == 0)
                block = random_block(seed, static_cast<AgentId>(flip), Draw::sign_flip, word / block.size());
            return block[word % block.size()];
        });
        extreme += std::abs(sum) >= threshold ? 1 : 0;
    }
    const double patterns = 1.0 + sampled_flips;
    return {(1.0 + extreme) / patterns, false, 1.0 / patterns};
}

PairedComparison compare_pairs(std::span<const double> a, std::span<const double> b,
                               const PairedSettings& settings) {
    const std::vector<double> differences = paired_differences(a, b);
    const BootstrapEstimate mean =
        bootstrap(differences, mean_of, {settings.seed, settings.replicates, settings.confidence});
    const SignFlipTest test = sign_flip_test(differences, settings.seed, settings.sampled_flips);

    PairedComparison result;
    result.pair_count = differences.size();
    result.mean_difference = mean.estimate;
    result.standard_deviation = standard_deviation_of(differences);
    result.student = student_interval(result.mean_difference, result.standard_deviation, differences.size(),
                                      settings.confidence);
    result.bootstrap = mean.bca;
    result.p_value = test.p_value;
    result.is_exact = test.is_exact;
    result.smallest_p_value = test.smallest_p_value;
    result.verdict = result.p_value <= 1.0 - settings.confidence ? PairedVerdict::real_difference
                                                                 : PairedVerdict::not_distinguishable;
    return result;
}

std::vector<double> holm_adjusted(std::span<const double> p_values) {
    std::vector<std::size_t> order(p_values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t i, std::size_t j) { return p_values[i] < p_values[j]; });
    std::vector<double> adjusted(p_values.size());
    double largest = 0.0;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        const double raised = static_cast<double>(order.size() - rank) * p_values[order[rank]];
        largest = std::max(largest, std::min(1.0, raised));
        adjusted[order[rank]] = largest;
    }
    return adjusted;
}

PairedOutcomes count_outcomes(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
    WAYOUT_ASSERT(a.size() == b.size(), "pairs of different number");
    PairedOutcomes outcomes;
    for (std::size_t i = 0; i < a.size(); ++i) {
        int& cell = a[i] != 0 ? (b[i] != 0 ? outcomes.both : outcomes.only_a)
                              : (b[i] != 0 ? outcomes.only_b : outcomes.neither);
        ++cell;
    }
    return outcomes;
}

double mcnemar_p_value(const PairedOutcomes& outcomes) {
    const int differing = outcomes.only_a + outcomes.only_b;
    return std::min(1.0,
                    2.0 * binomial_lower_tail(std::min(outcomes.only_a, outcomes.only_b), differing, 0.5));
}

}  // namespace wayout
