#include "analysis/power_tail.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace wayout {
namespace {

TEST(PowerTail, IsTheMaximumOfTheLikelihood) {
    // ln(x / 2) = 0, 1, 2: alpha = 1 + 3 / 3 = 2. What lies below 2 is no tail.
    const std::vector<double> values{2.0, 2.0 * std::exp(1.0), 2.0 * std::exp(2.0), 1.9, 0.0};
    EXPECT_NEAR(power_tail_exponent(values, 2.0), 2.0, 1e-12);
}

TEST(PowerTail, FindsTheExponentOfAParetoLaw) {
    // Survival (x / 0.5)^-(alpha - 1) with alpha = 4.2: x = 0.5 u^(-1 / 3.2) at the middles of 20,000 equal
    // parts of u.
    for (const double alpha : {4.2, 6.8}) {
        std::vector<double> values;
        for (int i = 0; i < 20000; ++i)
            values.push_back(0.5 * std::pow((i + 0.5) / 20000.0, -1.0 / (alpha - 1.0)));
        EXPECT_NEAR(power_tail_exponent(values, 0.5), alpha, 0.002 * alpha);
        // A power law is one from any value on.
        EXPECT_NEAR(power_tail_exponent(values, 0.8), alpha, 0.01 * alpha);
    }
}

TEST(PowerTail, OfNothingIsNoNumberAndOfOneValueHasNoTail) {
    EXPECT_TRUE(std::isnan(power_tail_exponent(std::vector<double>{1.0}, 2.0)));
    EXPECT_TRUE(std::isinf(power_tail_exponent(std::vector<double>{2.0, 2.0}, 2.0)));
}

}  // namespace
}  // namespace wayout
