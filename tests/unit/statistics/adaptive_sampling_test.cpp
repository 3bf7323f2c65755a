/// Rounds of points and their weights, against integrals that are known.
#include "statistics/adaptive_sampling.hpp"
#include "statistics/cholesky.hpp"
#include "statistics/weighted_sample.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace wayout {
namespace {

TEST(Cholesky, SolvesAndInvertsByHand) {
    const std::vector<double> matrix{4.0, 2.0, 2.0, 3.0};
    const Cholesky factor(matrix, 2);
    EXPECT_NEAR(factor.factor()[0], 2.0, 1e-12);
    EXPECT_NEAR(factor.factor()[2], 1.0, 1e-12);
    EXPECT_NEAR(factor.factor()[3], std::sqrt(2.0), 1e-12);
    const std::vector<double> x = factor.solve(std::vector<double>{8.0, 8.0});
    EXPECT_NEAR(x[0], 1.0, 1e-12);
    EXPECT_NEAR(x[1], 2.0, 1e-12);
    const std::vector<double> inverse = factor.inverse();
    EXPECT_NEAR(inverse[0], 3.0 / 8.0, 1e-12);
    EXPECT_NEAR(inverse[1], -2.0 / 8.0, 1e-12);
}

/// A proposal far from the prior, to the right.
Proposal shifted() {
    Proposal proposal;
    proposal.prior_share = 0.3;
    proposal.centres = {{1.5, -0.5}};
    proposal.weights = {1.0};
    proposal.factor = {0.6, 0.0, 0.2, 0.5};
    return proposal;
}

TEST(AdaptiveSampling, WeightsTurnAllRoundsIntoThePrior) {
    std::vector<SampledRound> rounds{{Proposal{}, 4000}, {shifted(), 6000}};
    std::vector<std::vector<double>> points = draw_points({}, 4000, 2, 7, 0);
    for (std::vector<double>& z : draw_points(shifted(), 6000, 2, 7, 4000)) points.push_back(std::move(z));
    const std::vector<double> logs = log_prior_weights(rounds, points);
    const std::vector<double> weights = weights_of_logs(logs);
    std::vector<double> first, products;
    double raw = 0.0, unweighted = 0.0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        first.push_back(points[i][0]);
        products.push_back(points[i][0] * points[i][1]);
        raw += std::exp(logs[i]) / 10000.0;
        unweighted += points[i][0] / 10000.0;
    }
    const double error = 4.0 / std::sqrt(effective_size(weights));
    EXPECT_NEAR(raw, 1.0, error);  // the mean of prior / mixture is 1
    EXPECT_NEAR(weighted_mean(first, weights), 0.0, error);
    EXPECT_NEAR(weighted_sd(first, weights), 1.0, error);
    EXPECT_NEAR(weighted_mean(products, weights), 0.0, error);
    EXPECT_GT(unweighted, 0.4);  // without weights they are not
    for (const double log_weight : logs)
        EXPECT_LE(log_weight, -std::log(0.4 + 0.6 * 0.3) + 1e-12);  // the defence
}

TEST(AdaptiveSampling, DrawsDependOnTheirRowOnly) {
    const auto all = draw_points(shifted(), 10, 2, 3, 0);
    const auto tail = draw_points(shifted(), 4, 2, 3, 6);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(all[6 + i], tail[i]);
    EXPECT_NE(draw_points(shifted(), 1, 2, 4, 0)[0], all[0]);
}

TEST(AdaptiveSampling, PlacesGoToTheCubeAndBack) {
    const std::vector<double> u{0.001, 0.5, 0.9};
    const std::vector<double> back = unit_place(normal_place(u));
    for (std::size_t k = 0; k < u.size(); ++k) EXPECT_NEAR(back[k], u[k], 1e-9);
    EXPECT_NEAR(normal_place(u)[1], 0.0, 1e-9);
    EXPECT_TRUE(std::isfinite(normal_place(std::vector<double>{0.0})[0]));
}

TEST(AdaptiveSampling, KernelsFollowTheWeights) {
    std::vector<std::vector<double>> points;
    for (int i = 0; i < 50; ++i) points.push_back({0.1 * i - 2.5});
    std::vector<double> weights(50, 0.0);
    for (int i = 40; i < 50; ++i) weights[static_cast<std::size_t>(i)] = 0.1;
    const Proposal proposal = kernels_about(points, weights, 0.25);
    EXPECT_EQ(proposal.centres.size(), 10u);
    EXPECT_GT(proposal.log_density(std::vector<double>{2.0}),
              proposal.log_density(std::vector<double>{-2.0}));
    EXPECT_TRUE(kernels_about({{}, {}}, std::vector<double>{0.5, 0.5}, 0.25)
                    .centres.empty());  // no inputs: the prior
}

TEST(WeightedSample, FlattenedWeightsCountAsAsked) {
    std::vector<double> logs;
    for (int i = 0; i < 40; ++i) logs.push_back(-0.5 * i);
    const std::vector<double> weights = weights_of_logs(logs);
    EXPECT_LT(effective_size(weights), 5.0);
    EXPECT_NEAR(effective_size(flattened_weights(weights, 12.0)), 12.0, 0.01);
    EXPECT_EQ(flattened_weights(weights, 2.0), weights);
}

}  // namespace
}  // namespace wayout
