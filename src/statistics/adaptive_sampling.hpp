/// Population Monte Carlo over the unit cube: rounds of points, the later ones near the best of those before,
/// with weights that keep every round's points a sample of the same target.
///
/// Points are handled as z = Phi^-1(u), so that the prior is the standard normal distribution. A later round
/// is drawn from a mixture: a share from the prior (a defence that keeps weights bounded), the rest from
/// normal kernels about the points so far, chosen by their weights. Sources: Cappe, Guillin, Marin & Robert,
/// "Population Monte Carlo", J. Comput. Graph. Stat. 13 (2004) 907-929; the share of the prior: Hesterberg,
/// Technometrics 37 (1995) 185-194; the weight of a point is prior / (mixture of all rounds' proposals), each
/// by its number of points: Veach & Guibas, SIGGRAPH 95 (balance heuristic), Owen & Zhou, J. Am. Stat. Assoc.
/// 95 (2000) 135-143, Cornuet, Marin, Mira & Robert, "Adaptive multiple importance sampling", Scand. J. Stat.
/// 39 (2012) 798-812. [all from memory, verify]
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// What a round was drawn from.
struct Proposal {
    double prior_share{1.0};                   ///< 1: the prior itself
    std::vector<std::vector<double>> centres;  ///< z, of the kernels
    std::vector<double> weights;               ///< of the kernels, sum 1
    std::vector<double> factor;  ///< lower triangle of the kernels' covariance: L L' [row][column]

    /// Of a point, without the constant (2 pi)^(-d/2), which all have.
    double log_density(std::span<const double> z) const;
};

std::vector<double> normal_place(std::span<const double> u);  ///< z of a point of the cube
std::vector<double> unit_place(std::span<const double> z);    ///< and back

/// Kernels about weighted points: covariance of the sample times h^2, h = (4 / ((d + 2) n))^(1 / (d + 4))
/// with n the effective size (Silverman 1986), shrunk towards that of the prior while n is small.
/// @param points  z, equally long; @param weights  sum 1
Proposal kernels_about(const std::vector<std::vector<double>>& points, std::span<const double> weights,
                       double prior_share);

/// Points of a round: a pure function of its arguments. @param first_row  number of the first of them in all
std::vector<std::vector<double>> draw_points(const Proposal& proposal, std::size_t count,
                                             std::size_t dimension, std::uint64_t seed,
                                             std::size_t first_row);

struct SampledRound {
    Proposal proposal;
    std::size_t count{0};  ///< points that have been made
};

/// log (prior / mixture of all rounds) of each point.
std::vector<double> log_prior_weights(const std::vector<SampledRound>& rounds,
                                      const std::vector<std::vector<double>>& points);

}  // namespace wayout
