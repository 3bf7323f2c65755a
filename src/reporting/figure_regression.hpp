/// Where in the space of the inputs members would tell the figures that were reported: by linear regression
/// of the figures on the inputs, near the members that agree best.
#pragma once

#include "reporting/likelihood.hpp"
#include "statistics/adaptive_sampling.hpp"

#include <span>
#include <vector>

namespace wayout {

/// A normal proposal: with g(z) = a + B z + e the expected figures of the members, e ~ N(0, E) what the
/// inputs do not explain (chance), R the errors of the figures y and z ~ N(0, I) before, its covariance is P
/// = (I + B' (R + E)^-1 B)^-1 and its mean P B' (R + E)^-1 (y - a). Used as a proposal only: weights correct
/// whatever is not linear. Sources: statistical linear regression as in iterated Kalman smoothing (Lefebvre,
/// Bruyninckx & De Schutter, IEEE Trans. Autom. Control 47 (2002) 1406-1409), as an importance proposal
/// Papadakis, Memin, Cuzol & Gengembre, Tellus A 62 (2010) 673-697. [from memory, verify]
/// @param points   z of the members; @param weights  of the regression, sum 1
/// @return the prior when there are no figures to go by
Proposal proposal_by_regression(const std::vector<Prediction>& predictions,
                                const std::vector<std::vector<double>>& points,
                                std::span<const double> weights, double prior_share);

}  // namespace wayout
