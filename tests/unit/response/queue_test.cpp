/// The chain's queues against the closed forms of queueing theory.
#include "response/reference_plans.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout {
namespace {

// Times in seconds; a minute is the unit of the closed forms. With 200,000 customers the standard error of
// the mean wait of M/M/1 at half load is sqrt(29 / 2e5) = 0.012 min (asymptotic variance rho (2 + 5 rho - 4
// rho^2 + rho^3) / (1 - rho)^4 = 29): 5 % are four of them.
constexpr int customers = 200'000;

double wait_min(int officers, double per_min, const Distribution& time_s) {
    const MedicalPlan plan = triage_queue(officers, time_s);
    return mean_wait_s(run_medical_chain(plan, poisson_stream(per_min / 60.0, customers, 7), 1)) / 60.0;
}

TEST(Queue, OneOfficerWaitsAsMM1) {
    // Wq = rho / (mu - lambda) = 0.5 / (1 - 0.5) = 1 min.
    EXPECT_NEAR(wait_min(1, 0.5, exponential(60.0)), 1.0, 0.05);
}

TEST(Queue, OneOfficerMoreOrAnotherRateIsNotMM1) {
    EXPECT_GT(std::abs(wait_min(2, 0.5, exponential(60.0)) - 1.0), 0.05);
    EXPECT_GT(std::abs(wait_min(1, 0.6, exponential(60.0)) - 1.0), 0.05);
}

TEST(Queue, ThreeOfficersWaitAsMM3) {
    // a = 2, rho = 2/3. Erlang C = (8/6 * 3) / (1 + 2 + 2 + 4) = 4/9; Wq = C / (3 - 2) = 0.444 min.
    EXPECT_NEAR(wait_min(3, 2.0, exponential(60.0)), 4.0 / 9.0, 0.05 * 4.0 / 9.0);
    EXPECT_GT(std::abs(wait_min(4, 2.0, exponential(60.0)) - 4.0 / 9.0), 0.05 * 4.0 / 9.0);
}

TEST(Queue, TriageLawWaitsAsPollaczekAndKhinchine) {
    // The law of the model: mean 28 s, SD 22 s. With an arrival every 56 s rho = 0.5 and
    // Wq = lambda E[S^2] / (2 (1 - rho)) = (28^2 + 22^2) / 56 / (2 * 0.5) = 1268 / 56 = 22.64 s.
    MedicalPlan plan = triage_queue(1, {});
    plan.triage.time_s.reset();
    const double wait_s = mean_wait_s(run_medical_chain(plan, poisson_stream(1.0 / 56.0, customers, 7), 1));
    EXPECT_NEAR(wait_s, 1268.0 / 56.0, 0.05 * 1268.0 / 56.0);
    // Control: the same mean without spread has Wq = 28^2 / 56 = 14 s.
    plan.triage.time_s = Distribution::constant_value(28.0);
    const double constant_s =
        mean_wait_s(run_medical_chain(plan, poisson_stream(1.0 / 56.0, customers, 7), 1));
    EXPECT_NEAR(constant_s, 14.0, 0.05 * 14.0);
}

}  // namespace
}  // namespace wayout
