#include "statistics/convergence.hpp"

#include "core/assert.hpp"
#include "core/random.hpp"
#include "statistics/curve_bands.hpp"
#include "statistics/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr double unknown = std::numeric_limits<double>::infinity();

/// |now - before| / now; two zeros have not changed.
double change_frac(double now, double before) {
    if (now == before)
        return 0.0;
    return now > 0.0 ? std::abs(now - before) / now : unknown;
}

bool is_below(const ConvergenceStep& step, const ConvergenceSettings& settings) {
    return step.total_change_frac < settings.max_total_change_frac &&
           step.sd_change_frac < settings.max_sd_change_frac && step.erd_change < settings.max_erd_change &&
           step.epc_change < settings.max_epc_change && step.sc_change < settings.max_sc_change;
}

}  // namespace

RunConvergence::RunConvergence(const ConvergenceSettings& settings) : settings_(settings) {
    WAYOUT_ASSERT(
        settings.consecutive_runs >= 1 && settings.min_runs >= 1 && settings.max_runs >= settings.min_runs,
        "convergence: counts of runs do not fit each other");
}

void RunConvergence::add(std::span<const double> exit_times_s) {
    WAYOUT_ASSERT(!exit_times_s.empty(), "convergence: a run without exit times");
    WAYOUT_ASSERT(std::is_sorted(exit_times_s.begin(), exit_times_s.end()), "exit times are not ascending");
    // Means by their increments (Welford 1962): runs that are equal have no spread, not that of rounding.
    ConvergenceStep totals;
    totals.run_count = static_cast<int>(by_quantile_.steps.size()) + 1;
    const double before_s = exit_times_s.back() - mean_total_s_;
    mean_total_s_ += before_s / totals.run_count;
    square_sum_ += before_s * (exit_times_s.back() - mean_total_s_);
    totals.mean_total_s = mean_total_s_;
    totals.sd_total_s = std::sqrt(square_sum_ / totals.run_count);

    is_resampled_ = is_resampled_ || (totals.run_count > 1 && exit_times_s.size() != by_person_.mean.size());
    if (!is_resampled_)
        extend(by_person_, exit_times_s, totals);
    extend(by_quantile_, exit_time_quantiles(exit_times_s, quantile_count), totals);

    const bool is_met = steps().back().runs_below >= settings_.consecutive_runs &&
                        totals.run_count >= settings_.min_runs && totals.run_count <= settings_.max_runs;
    if (is_met && !converged_at_)
        converged_at_ = totals.run_count;
}

void RunConvergence::extend(Track& track, std::span<const double> curve,
                            const ConvergenceStep& totals) const {
    ConvergenceStep step = totals;
    step.total_change_frac = step.sd_change_frac = unknown;
    step.erd_change = step.epc_change = step.sc_change = unknown;
    if (track.steps.empty()) {
        track.mean.assign(curve.begin(), curve.end());
    } else {
        const ConvergenceStep& before = track.steps.back();
        const std::vector<double> mean_before = track.mean;
        for (std::size_t i = 0; i < curve.size(); ++i)
            track.mean[i] += (curve[i] - track.mean[i]) / totals.run_count;
        step.total_change_frac = change_frac(step.mean_total_s, before.mean_total_s);
        step.sd_change_frac = change_frac(step.sd_total_s, before.sd_total_s);
        // Both norms of the paper are over M_(j-1), which stands where the measured curve stands for the
        // difference and where the modelled one stands for the projection.
        step.curve = curve_agreement(mean_before, track.mean, settings_.smoothing_share);
        step.curve.epc = curve_agreement(track.mean, mean_before, settings_.smoothing_share).epc;
        if (totals.run_count > 2) {
            step.erd_change = std::abs(step.curve.erd - before.curve.erd);
            step.epc_change = std::abs(step.curve.epc - before.curve.epc);
            step.sc_change = std::abs(step.curve.sc - before.curve.sc);
        }
        step.runs_below = is_below(step, settings_) ? before.runs_below + 1 : 0;
    }
    track.steps.push_back(step);
}

std::span<const ConvergenceStep> RunConvergence::steps() const {
    return is_resampled_ ? by_quantile_.steps : by_person_.steps;
}

ConvergenceState RunConvergence::state() const {
    if (converged_at_)
        return ConvergenceState::converged;
    const bool is_over = static_cast<int>(steps().size()) >= settings_.max_runs;
    return is_over ? ConvergenceState::not_converged : ConvergenceState::more_runs;
}

TotalTimeIntervals total_time_intervals(std::span<const double> totals_s, const BootstrapSettings& settings) {
    TotalTimeIntervals result;
    result.mean = bootstrap(totals_s, mean_of, settings);
    result.percentile95 = bootstrap(
        totals_s, [](std::span<const double> sample) { return quantile_of(sample, 0.95); }, settings);
    result.mean_half_width_frac = 0.5 * (result.mean.bca.high - result.mean.bca.low) / result.mean.estimate;
    return result;
}

int runs_for_mean(double standard_deviation, double half_width, double confidence) {
    WAYOUT_ASSERT(half_width > 0.0, "a mean is never known exactly");
    const double ratio = normal_quantile(0.5 + 0.5 * confidence) * standard_deviation / half_width;
    return static_cast<int>(std::ceil(ratio * ratio));
}

}  // namespace wayout
