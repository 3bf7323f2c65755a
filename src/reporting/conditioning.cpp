#include "reporting/conditioning.hpp"

#include "reporting/figure_regression.hpp"
#include "statistics/weighted_sample.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// Rounds after the first members. [D]
constexpr std::size_t later_rounds = 8;
/// Share of the members that are drawn from the prior, whatever the reports. [D]
constexpr double first_share = 0.3;
/// Effective number of centres of kernels for each input, and one more: weights are flattened to that while a
/// few members carry them. [D]
constexpr double centres_per_input = 2.0;
/// Weights are even while so large a share of the members counts. [D]
constexpr double even_share = 0.5;

std::vector<double> weights_at(const std::vector<double>& priors, const std::vector<double>& log_likelihood,
                               double belief) {
    std::vector<double> logs = priors;
    for (std::size_t m = 0; m < logs.size(); ++m)
        if (belief > 0.0)
            logs[m] += belief * log_likelihood[m];
    return weights_of_logs(logs);
}

double bearable_belief(const std::vector<double>& priors, const std::vector<double>& log_likelihood,
                       double prior_effective) {
    const double least = std::min(least_effective, 0.9 * prior_effective);
    const auto is_bearable = [&](double belief) {
        return effective_size(weights_at(priors, log_likelihood, belief)) >= least;
    };
    if (is_bearable(1.0))
        return 1.0;
    double low = 0.0, high = 1.0;
    for (int halving = 0; halving < 30; ++halving) {
        const double middle = 0.5 * (low + high);
        (is_bearable(middle) ? low : high) = middle;
    }
    return low;
}

}  // namespace

Conditioned condition(const Ledger& ledger, const std::vector<Standing>& standings,
                      const EnsemblePoints& ensemble, std::span<const CourseLookup> members) {
    Conditioned conditioned;
    conditioned.table = likelihoods_of(ledger, standings, members);
    const std::vector<double> priors = log_prior_weights(ensemble.rounds, ensemble.points);
    const std::vector<double>& log_likelihood = conditioned.table.log_likelihood;
    conditioned.prior_weights = weights_of_logs(priors);
    conditioned.full_weights = weights_at(priors, log_likelihood, 1.0);
    conditioned.prior_effective = effective_size(conditioned.prior_weights);
    conditioned.full_effective = effective_size(conditioned.full_weights);
    conditioned.belief = bearable_belief(priors, log_likelihood, conditioned.prior_effective);
    conditioned.weights = weights_at(priors, log_likelihood, conditioned.belief);
    conditioned.effective = effective_size(conditioned.weights);
    return conditioned;
}

NextRound next_round(const SamplingSettings& settings, const EnsemblePoints& ensemble,
                     const Conditioned& conditioned) {
    const std::size_t drawn = ensemble.drawn();
    if (drawn >= settings.at_most)
        return {};
    NextRound next;
    const auto first =
        static_cast<std::size_t>(std::ceil(first_share * static_cast<double>(settings.members)));
    if (drawn < first) {
        next.count = std::min(first, settings.at_most) - drawn;
        return next;
    }
    if (drawn >= settings.members && conditioned.full_effective >= settings.enough_effective)
        return {};
    const std::size_t later =
        std::max<std::size_t>(1, (settings.members - first + later_rounds - 1) / later_rounds);
    next.count = std::min(later, settings.at_most - drawn);
    const bool is_even =
        conditioned.full_effective >= even_share * static_cast<double>(ensemble.points.size());
    if (!is_even && !ensemble.points.empty()) {
        const auto dimension = static_cast<double>(ensemble.points.front().size());
        const auto count = static_cast<double>(ensemble.points.size());
        const double at_least = std::min(centres_per_input * (dimension + 1.0), 0.5 * count);
        // While few members agree with the reports the figures themselves show the way; kernels about those
        // that do take over.
        next.proposal = conditioned.full_effective < at_least
                            ? proposal_by_regression(conditioned.table.predictions, ensemble.points,
                                                     flattened_weights(conditioned.full_weights, at_least),
                                                     settings.prior_share)
                            : kernels_about(ensemble.points, conditioned.full_weights, settings.prior_share);
    }
    return next;
}

}  // namespace wayout
