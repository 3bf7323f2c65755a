#include "statistics/convergence.hpp"

#include "statistics/quantile.hpp"
#include "synthetic.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace wayout {
namespace {

/// People who leave at equal gaps, the last one at `total_s`.
std::vector<double> even_exits(double total_s, std::size_t people) {
    std::vector<double> exits(people);
    for (std::size_t i = 0; i < people; ++i)
        exits[i] = total_s * static_cast<double>(i + 1) / static_cast<double>(people);
    return exits;
}

TEST(RunConvergence, EqualRunsConvergeAtOnce) {
    RunConvergence convergence;
    const std::vector<double> exits = even_exits(123.4, 50);
    while (convergence.state() == ConvergenceState::more_runs) convergence.add(exits);
    EXPECT_EQ(convergence.converged_at(), 20);  // the least number of runs
    const ConvergenceStep& last = convergence.steps().back();
    EXPECT_EQ(last.sd_total_s, 0.0);
    EXPECT_EQ(last.curve.erd, 0.0);
    EXPECT_DOUBLE_EQ(last.curve.epc, 1.0);
    EXPECT_DOUBLE_EQ(last.curve.sc, 1.0);
    // The first with something to compare is the third.
    EXPECT_EQ(convergence.steps()[1].runs_below, 0);
    EXPECT_EQ(convergence.steps()[2].runs_below, 1);
}

TEST(RunConvergence, MeasuresOfTwoRunsByHand) {
    // M_1 = m, M_2 = (m + 1.2 m) / 2 = 1.1 m: ERD 0.1, EPC 1.1, same shape. TET 100, 120: mean 110,
    // |110 - 100| / 110, standard deviation 10 with 1 / j.
    RunConvergence scaled;
    scaled.add(even_exits(100.0, 40));
    scaled.add(even_exits(120.0, 40));
    const ConvergenceStep& step = scaled.steps().back();
    EXPECT_NEAR(step.curve.erd, 0.1, 1e-12);
    EXPECT_NEAR(step.curve.epc, 1.1, 1e-12);
    EXPECT_NEAR(step.curve.sc, 1.0, 1e-12);
    EXPECT_NEAR(step.mean_total_s, 110.0, 1e-12);
    EXPECT_NEAR(step.sd_total_s, 10.0, 1e-12);
    EXPECT_NEAR(step.total_change_frac, 10.0 / 110.0, 1e-12);
    EXPECT_TRUE(std::isinf(step.erd_change));
    // A third at 110 moves nothing: ERD 0.1 -> 0, EPC 1.1 -> 1, standard deviation 10 -> sqrt(200 / 3).
    scaled.add(even_exits(110.0, 40));
    EXPECT_NEAR(scaled.steps().back().erd_change, 0.1, 1e-12);
    EXPECT_NEAR(scaled.steps().back().epc_change, 0.1, 1e-12);
    EXPECT_NEAR(scaled.steps().back().sd_change_frac, 10.0 / std::sqrt(200.0 / 3.0) - 1.0, 1e-12);
}

TEST(RunConvergence, AConstantShiftKeepsTheShape) {
    std::vector<double> exits = even_exits(100.0, 40);
    RunConvergence shifted;
    shifted.add(exits);
    for (double& time_s : exits) time_s += 30.0;
    shifted.add(exits);
    EXPECT_NEAR(shifted.steps().back().curve.sc, 1.0, 1e-12);
    EXPECT_GT(shifted.steps().back().curve.erd, 0.1);
}

TEST(RunConvergence, StopsWhereTheoryOfNormalTotalsSays) {
    // Totals 300 +- 30 s. Run j moves the mean by c |z| / j (c = 0.1, z a normal number) and the standard
    // deviation by |z^2 - 1| / (2 j), so it is below both thresholds if |z| < min(0.05 j, sqrt(1 + 0.1 j)),
    // for j >= 10. The rule holds from j on with even odds where the product of ten such probabilities is
    // 1/2, and stops nine runs later. Required is a factor of 2 for the median of 41 studies.
    const auto below = [](int j) {
        const double limit = std::min(0.05 * j, std::sqrt(1.0 + 0.1 * j));
        return std::erf(limit / std::sqrt(2.0));
    };
    const auto odds_from = [&below](int first) {
        double odds = 1.0;
        for (int j = first; j < first + 10; ++j) odds *= below(j);
        return odds;
    };
    int first = 10;
    while (odds_from(first) < 0.5) ++first;
    const int theory = first + 9;

    std::vector<double> stops;
    for (std::uint32_t study = 0; study < 41; ++study) {
        RunConvergence convergence;
        for (std::size_t run = 0; convergence.state() == ConvergenceState::more_runs; ++run)
            convergence.add(even_exits(300.0 + 30.0 * synthetic_normal(77, study, run), 100));
        EXPECT_EQ(convergence.state(), ConvergenceState::converged);
        stops.push_back(convergence.converged_at().value());
    }
    RecordProperty("theory", theory);
    RecordProperty("median_stop", static_cast<int>(median_of(stops)));
    EXPECT_GT(median_of(stops), 0.5 * theory) << theory;
    EXPECT_LT(median_of(stops), 2.0 * theory) << theory;
}

TEST(RunConvergence, StandardDeviationApproachesThatOfTheTotals) {
    RunConvergence convergence;
    for (std::size_t run = 0; run < 2000; ++run)
        convergence.add(even_exits(300.0 + 30.0 * synthetic_normal(5, 0, run), 5));
    // Standard error of a standard deviation: 30 / sqrt(2 x 2000) = 0.47; three of them.
    EXPECT_NEAR(convergence.steps().back().sd_total_s, 30.0, 1.5);
}

TEST(RunConvergence, GivesUpAfterMaxRuns) {
    ConvergenceSettings settings;
    settings.min_runs = 5;
    settings.max_runs = 8;
    RunConvergence convergence(settings);
    for (int run = 0; run < 8; ++run) {
        EXPECT_EQ(convergence.state(), ConvergenceState::more_runs);
        convergence.add(even_exits(run % 2 == 0 ? 100.0 : 300.0, 10));
    }
    EXPECT_EQ(convergence.state(), ConvergenceState::not_converged);
    EXPECT_FALSE(convergence.converged_at().has_value());
}

TEST(RunConvergence, NeedsItsRunsInARow) {
    // One run out of line resets the count. Equal runs have all five at zero, so that the count itself shows.
    ConvergenceSettings settings;
    settings.min_runs = 1;
    settings.consecutive_runs = 4;
    RunConvergence convergence(settings);
    for (int run = 0; run < 5; ++run) convergence.add(even_exits(100.0, 20));
    EXPECT_EQ(convergence.steps().back().runs_below, 3);
    convergence.add(even_exits(200.0, 20));
    EXPECT_EQ(convergence.steps().back().runs_below, 0);
    EXPECT_EQ(convergence.state(), ConvergenceState::more_runs);
}

TEST(RunConvergence, EachOfTheFiveThresholdsHoldsItBack) {
    // Without thresholds any runs converge; with any one of them at zero those that differ do not. Two kinds
    // of exits in turns move all five: sooner and later, bent and straight.
    constexpr double any = std::numeric_limits<double>::infinity();
    ConvergenceSettings open;
    open.max_total_change_frac = open.max_sd_change_frac = any;
    open.max_erd_change = open.max_epc_change = open.max_sc_change = any;
    open.max_runs = 60;
    const auto is_converged = [](const ConvergenceSettings& settings) {
        RunConvergence convergence(settings);
        for (std::size_t run = 0; convergence.state() == ConvergenceState::more_runs; ++run) {
            std::vector<double> exits = even_exits(100.0 + 10.0 * synthetic_normal(3, 0, run), 40);
            for (double& time_s : exits) time_s *= run % 3 == 0 ? time_s / 100.0 : 1.0;
            convergence.add(exits);
        }
        return convergence.state() == ConvergenceState::converged;
    };
    EXPECT_TRUE(is_converged(open));
    for (double ConvergenceSettings::*threshold :
         {&ConvergenceSettings::max_total_change_frac, &ConvergenceSettings::max_sd_change_frac,
          &ConvergenceSettings::max_erd_change, &ConvergenceSettings::max_epc_change,
          &ConvergenceSettings::max_sc_change}) {
        ConvergenceSettings closed = open;
        closed.*threshold = 0.0;
        EXPECT_FALSE(is_converged(closed));
    }
}

TEST(RunConvergence, TakesQuantilesWhenAttendanceDiffers) {
    RunConvergence convergence;
    convergence.add(even_exits(100.0, 50));
    EXPECT_FALSE(convergence.is_resampled());
    convergence.add(even_exits(120.0, 60));
    EXPECT_TRUE(convergence.is_resampled());
    ASSERT_EQ(convergence.steps().size(), 2U);
    // Equal gaps are straight lines at quantiles as well, nearly through zero: about as by hand above.
    EXPECT_NEAR(convergence.steps().back().curve.erd, 0.1, 0.005);
    EXPECT_NEAR(convergence.steps().back().mean_total_s, 110.0, 1e-12);
    convergence.add(even_exits(110.0, 50));
    EXPECT_TRUE(convergence.is_resampled());
}

TEST(RunConvergence, TakesRunsOfOnePersonAndOfOneMoment) {
    RunConvergence convergence;
    for (int run = 0; run < 3; ++run) convergence.add(std::vector<double>{0.0});
    EXPECT_EQ(convergence.steps().back().runs_below, 1);
    EXPECT_THROW(convergence.add({}), InternalError);
    EXPECT_THROW(convergence.add(std::vector<double>{2.0, 1.0}), InternalError);
}

TEST(TotalTimeIntervals, NarrowWithTheRoot) {
    // Half width about 1.96 x 30 / sqrt(100) / 300 = 2.0 %; a bootstrap of 100 values scatters by 7 %.
    const TotalTimeIntervals intervals =
        total_time_intervals(synthetic_normals(8, 0, 100, 300.0, 30.0), {1, 2000, 0.95});
    EXPECT_NEAR(intervals.mean_half_width_frac, 0.0196, 0.2 * 0.0196);
    // 95th percentile of a normal total: 300 + 1.645 x 30 = 349.
    EXPECT_TRUE(contains(intervals.percentile95.percentile, 349.3));
}

TEST(RunsForMean, ByHand) {
    // (1.96 x 30 / 6)^2 = 96.04.
    EXPECT_EQ(runs_for_mean(30.0, 6.0), 97);
    EXPECT_EQ(runs_for_mean(0.0, 6.0), 0);
    EXPECT_THROW((void)runs_for_mean(1.0, 0.0), InternalError);
}

}  // namespace
}  // namespace wayout
