#include "statistics/binomial.hpp"

#include "core/assert.hpp"
#include "core/random.hpp"
#include "statistics/incomplete_beta.hpp"

#include <cmath>

namespace wayout {
namespace {

void check_counts(int successes, int trials) {
    WAYOUT_ASSERT(successes >= 0 && successes <= trials, "successes outside [0, trials]");
}

}  // namespace

double binomial_upper_tail(int successes, int trials, double probability) {
    WAYOUT_ASSERT(trials >= 0 && probability >= 0.0 && probability <= 1.0, "no binomial distribution");
    if (successes <= 0)
        return 1.0;
    if (successes > trials)
        return 0.0;
    return incomplete_beta(successes, trials - successes + 1.0, probability);
}

double binomial_lower_tail(int successes, int trials, double probability) {
    // Failures are as many as n - X, with the other probability: no small difference of large numbers.
    return binomial_upper_tail(trials - successes, trials, 1.0 - probability);
}

double clopper_pearson_lower(int successes, int trials, double error) {
    check_counts(successes, trials);
    WAYOUT_ASSERT(error > 0.0 && error < 1.0, "clopper_pearson: error outside (0, 1)");
    return successes == 0 ? 0.0 : beta_quantile(successes, trials - successes + 1.0, error);
}

double clopper_pearson_upper(int successes, int trials, double error) {
    check_counts(successes, trials);
    return 1.0 - clopper_pearson_lower(trials - successes, trials, error);
}

ConfidenceInterval clopper_pearson(int successes, int trials, double confidence) {
    const double error = 0.5 * (1.0 - confidence);
    return {clopper_pearson_lower(successes, trials, error), clopper_pearson_upper(successes, trials, error)};
}

ConfidenceInterval wilson(int successes, int trials, double confidence) {
    check_counts(successes, trials);
    if (trials == 0)
        return {0.0, 1.0};
    const double z = normal_quantile(0.5 + 0.5 * confidence);
    const double n = trials;
    const double share = successes / n;
    const double centre = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
    const double half = z / (1.0 + z * z / n) * std::sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n));
    // Without rounding the ends would meet 0 and 1 by themselves.
    return {successes == 0 ? 0.0 : centre - half, successes == trials ? 1.0 : centre + half};
}

}  // namespace wayout
