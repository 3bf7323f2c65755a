#include "statistics/adaptive_sampling.hpp"

#include "core/assert.hpp"
#include "core/random.hpp"
#include "statistics/cholesky.hpp"
#include "statistics/incomplete_gamma.hpp"
#include "statistics/study_draws.hpp"
#include "statistics/weighted_sample.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// Points of the cube are kept this far from its faces, where Phi^-1 is infinite.
constexpr double least_u = 1e-12;
/// Kernels with less weight than this are left out: they cost time and never matter.
constexpr double least_weight = 1e-6;
/// Least variance of a kernel in any direction, of the prior's 1.
constexpr double least_variance = 1e-4;

double squared_length(std::span<const double> z) {
    double sum = 0.0;
    for (const double value : z) sum += value * value;
    return sum;
}

/// |L^-1 (z - centre)|^2
double squared_distance(std::span<const double> z, std::span<const double> centre,
                        std::span<const double> factor) {
    const std::size_t d = z.size();
    std::vector<double> solved(d);
    double sum = 0.0;
    for (std::size_t i = 0; i < d; ++i) {
        double rest = z[i] - centre[i];
        for (std::size_t k = 0; k < i; ++k) rest -= factor[i * d + k] * solved[k];
        solved[i] = rest / factor[i * d + i];
        sum += solved[i] * solved[i];
    }
    return sum;
}

std::vector<double> covariance_of(const std::vector<std::vector<double>>& points,
                                  std::span<const double> weights) {
    const std::size_t d = points.front().size();
    std::vector<double> mean(d, 0.0);
    for (std::size_t i = 0; i < points.size(); ++i)
        for (std::size_t k = 0; k < d; ++k) mean[k] += weights[i] * points[i][k];
    std::vector<double> covariance(d * d, 0.0);
    for (std::size_t i = 0; i < points.size(); ++i)
        for (std::size_t k = 0; k < d; ++k)
            for (std::size_t j = 0; j < d; ++j)
                covariance[k * d + j] += weights[i] * (points[i][k] - mean[k]) * (points[i][j] - mean[j]);
    return covariance;
}

}  // namespace

std::vector<double> normal_place(std::span<const double> u) {
    std::vector<double> z;
    for (const double value : u) z.push_back(normal_quantile(std::clamp(value, least_u, 1.0 - least_u)));
    return z;
}

std::vector<double> unit_place(std::span<const double> z) {
    std::vector<double> u;
    for (const double value : z) u.push_back(std::clamp(normal_cdf(value), least_u, 1.0 - least_u));
    return u;
}

double Proposal::log_density(std::span<const double> z) const {
    const double of_prior = -0.5 * squared_length(z);
    if (centres.empty())
        return of_prior;
    double log_determinant = 0.0;
    for (std::size_t i = 0; i < z.size(); ++i) log_determinant += std::log(factor[i * z.size() + i]);
    // Largest term first taken out, so that far points do not come out as log 0.
    std::vector<double> terms{std::log(prior_share) + of_prior};
    for (std::size_t k = 0; k < centres.size(); ++k)
        terms.push_back(std::log((1.0 - prior_share) * weights[k]) - log_determinant -
                        0.5 * squared_distance(z, centres[k], factor));
    const double largest = *std::max_element(terms.begin(), terms.end());
    double sum = 0.0;
    for (const double term : terms) sum += std::exp(term - largest);
    return largest + std::log(sum);
}

Proposal kernels_about(const std::vector<std::vector<double>>& points, std::span<const double> weights,
                       double prior_share) {
    WAYOUT_ASSERT(!points.empty() && points.size() == weights.size(), "kernels about nothing");
    WAYOUT_ASSERT(prior_share > 0.0 && prior_share <= 1.0, "the prior keeps a share");
    const std::size_t d = points.front().size();
    Proposal proposal;
    proposal.prior_share = prior_share;
    if (d == 0)
        return Proposal{};
    const double n = std::max(1.0, effective_size(weights));
    const auto dimension = static_cast<double>(d);
    const double h2 = std::pow(4.0 / ((dimension + 2.0) * n), 2.0 / (dimension + 4.0));
    const double shrink = std::min(1.0, dimension / n);
    std::vector<double> covariance = covariance_of(points, weights);
    for (double& value : covariance) value *= h2 * (1.0 - shrink);
    for (std::size_t i = 0; i < d; ++i) covariance[i * d + i] += h2 * shrink * 0.25 + least_variance;
    proposal.factor = Cholesky(covariance, d, least_variance).factor();
    double sum = 0.0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (weights[i] < least_weight)
            continue;
        proposal.centres.push_back(points[i]);
        proposal.weights.push_back(weights[i]);
        sum += weights[i];
    }
    for (double& weight : proposal.weights) weight /= sum;
    return proposal;
}

std::vector<std::vector<double>> draw_points(const Proposal& proposal, std::size_t count,
                                             std::size_t dimension, std::uint64_t seed,
                                             std::size_t first_row) {
    std::vector<std::vector<double>> points(count, std::vector<double>(dimension));
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t row = first_row + i;
        std::vector<double> step(dimension);
        for (std::size_t k = 0; k < dimension; ++k)
            step[k] = standard_normal(seed, static_cast<AgentId>(k), Draw::study_sample, row,
                                      study_draws::proposal_place);
        const double part = uniform01(seed, 0, Draw::study_sample, row, study_draws::proposal_part);
        if (proposal.centres.empty() || part < proposal.prior_share) {
            points[i] = step;
            continue;
        }
        double rest = (part - proposal.prior_share) / (1.0 - proposal.prior_share);
        std::size_t kernel = 0;
        while (kernel + 1 < proposal.weights.size() && rest >= proposal.weights[kernel])
            rest -= proposal.weights[kernel++];
        for (std::size_t k = 0; k < dimension; ++k) {
            points[i][k] = proposal.centres[kernel][k];
            for (std::size_t j = 0; j <= k; ++j) points[i][k] += proposal.factor[k * dimension + j] * step[j];
        }
    }
    return points;
}

std::vector<double> log_prior_weights(const std::vector<SampledRound>& rounds,
                                      const std::vector<std::vector<double>>& points) {
    double total = 0.0;
    for (const SampledRound& round : rounds) total += static_cast<double>(round.count);
    std::vector<double> log_weights;
    for (const std::vector<double>& z : points) {
        const double of_prior = -0.5 * squared_length(z);
        // Ratios to the prior, each at most 1 / share where a round keeps a share of it.
        double sum = 0.0;
        for (const SampledRound& round : rounds)
            if (round.count > 0)
                sum += static_cast<double>(round.count) / total *
                       std::exp(round.proposal.log_density(z) - of_prior);
        log_weights.push_back(-std::log(sum));
    }
    return log_weights;
}

}  // namespace wayout
