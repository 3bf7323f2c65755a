/// Exact statements about a probability from counted runs: "nobody was trapped in 60 of 60 runs" means that
/// the probability of somebody trapped is below 5 % with 95 % confidence, not that it is zero.
#pragma once

#include "statistics/confidence_interval.hpp"

namespace wayout {

/// P(X >= successes) for X ~ Binomial(trials, probability), as the incomplete beta function
/// I_p(k, n - k + 1) (Abramowitz & Stegun 26.5.24). @param trials  >= 0
double binomial_upper_tail(int successes, int trials, double probability);

/// P(X <= successes).
double binomial_lower_tail(int successes, int trials, double probability);

/// One-sided exact bounds: the true probability lies below the lower one (above the upper one) with
/// probability at most `error`, whatever it is. Source: Clopper & Pearson, Biometrika 26 (1934) 404-413. Zero
/// of n give the upper bound 1 - error^(1/n), about 3 / n at 5 % (the rule of three).
/// @param successes  in [0, trials]; with no trials the bounds are 0 and 1
/// @param error      in (0, 1)
double clopper_pearson_lower(int successes, int trials, double error);
double clopper_pearson_upper(int successes, int trials, double error);

/// Two-sided exact interval: half of 1 - confidence on either side. It covers at least as often as stated,
/// for few trials clearly more often.
ConfidenceInterval clopper_pearson(int successes, int trials, double confidence);

/// Interval of the score test: shorter than the exact one; covers as often as stated on average over the
/// probability, not for each. Source: Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212. For pictures, not for
/// statements of safety.
ConfidenceInterval wilson(int successes, int trials, double confidence);

}  // namespace wayout
