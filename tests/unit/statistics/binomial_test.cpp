#include "statistics/binomial.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

TEST(Binomial, TailsByHand) {
    // P(X >= 9 of 10 fair) = (10 + 1) / 1024; P(X <= 1) the same.
    EXPECT_NEAR(binomial_upper_tail(9, 10, 0.5), 11.0 / 1024.0, 1e-14);
    EXPECT_NEAR(binomial_lower_tail(1, 10, 0.5), 11.0 / 1024.0, 1e-14);
    // P(X = 0 of 3, p = 0.1) = 0.9^3; P(X <= 2) = 1 - 0.1^3.
    EXPECT_NEAR(binomial_lower_tail(0, 3, 0.1), 0.729, 1e-14);
    EXPECT_NEAR(binomial_lower_tail(2, 3, 0.1), 0.999, 1e-14);
    EXPECT_EQ(binomial_lower_tail(3, 3, 0.1), 1.0);
    EXPECT_EQ(binomial_lower_tail(-1, 3, 0.1), 0.0);
    EXPECT_EQ(binomial_upper_tail(1, 5, 0.0), 0.0);
    EXPECT_EQ(binomial_upper_tail(5, 5, 1.0), 1.0);
    EXPECT_EQ(binomial_upper_tail(0, 0, 0.3), 1.0);
}

TEST(ClopperPearson, MeetsPublishedTables) {
    // 95 %, two-sided: e.g. Documenta Geigy, Scientific Tables.
    EXPECT_NEAR(clopper_pearson(0, 10, 0.95).high, 0.3085, 5e-5);
    EXPECT_EQ(clopper_pearson(0, 10, 0.95).low, 0.0);
    EXPECT_NEAR(clopper_pearson(1, 10, 0.95).low, 0.0025, 5e-5);
    EXPECT_NEAR(clopper_pearson(1, 10, 0.95).high, 0.4450, 5e-5);
    EXPECT_NEAR(clopper_pearson(5, 10, 0.95).low, 0.1871, 5e-5);
    EXPECT_NEAR(clopper_pearson(5, 10, 0.95).high, 0.8129, 5e-5);
    EXPECT_EQ(clopper_pearson(10, 10, 0.95).high, 1.0);
    EXPECT_NEAR(clopper_pearson_upper(0, 10, 0.05), 0.2589, 5e-5);
}

TEST(ClopperPearson, WithoutEventsHasAClosedForm) {
    for (const int n : {1, 20, 300, 10000})
        EXPECT_NEAR(clopper_pearson_upper(0, n, 0.05), 1.0 - std::pow(0.05, 1.0 / n), 1e-12) << n;
    // The rule of three: 300 runs without an event for 1 %, -ln 0.05 = 2.996.
    EXPECT_NEAR(clopper_pearson_upper(0, 300, 0.05), 0.01, 1e-4);
    EXPECT_EQ(clopper_pearson_upper(0, 0, 0.05), 1.0);
    EXPECT_EQ(clopper_pearson_lower(0, 0, 0.05), 0.0);
}

TEST(ClopperPearson, CoversAtLeastAsOftenAsStated) {
    // Exact: the sum of the probabilities of all outcomes whose interval holds the true one.
    const int n = 30;
    double wilson_least = 1.0;
    for (int step = 1; step < 100; ++step) {
        const double p = 0.01 * step;
        double exact = 0.0;
        double score = 0.0;
        for (int k = 0; k <= n; ++k) {
            const double probability = binomial_upper_tail(k, n, p) - binomial_upper_tail(k + 1, n, p);
            exact += contains(clopper_pearson(k, n, 0.9), p) ? probability : 0.0;
            score += contains(wilson(k, n, 0.9), p) ? probability : 0.0;
        }
        EXPECT_GE(exact, 0.9 - 1e-12) << p;
        wilson_least = std::min(wilson_least, score);
    }
    // The score interval makes no such promise.
    EXPECT_LT(wilson_least, 0.9);
}

TEST(Wilson, ByHand) {
    // 5 of 10, z = 1.96: centre 1/2; half = z sqrt(0.025 + z^2 / 400) / (1 + z^2 / 10) = 0.2634.
    const ConfidenceInterval half_of_ten = wilson(5, 10, 0.95);
    EXPECT_NEAR(half_of_ten.low, 0.2366, 5e-5);
    EXPECT_NEAR(half_of_ten.high, 0.7634, 5e-5);
    // None of n: z^2 / (n + z^2) = 3.8415 / 13.8415.
    EXPECT_NEAR(wilson(0, 10, 0.95).high, 3.841459 / 13.841459, 1e-6);
    EXPECT_EQ(wilson(0, 10, 0.95).low, 0.0);
}

TEST(Binomial, MoreSuccessesThanTrialsAreABug) {
    EXPECT_THROW((void)clopper_pearson(3, 2, 0.95), InternalError);
    EXPECT_THROW((void)clopper_pearson(-1, 2, 0.95), InternalError);
}

}  // namespace
}  // namespace wayout
