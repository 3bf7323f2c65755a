#include "study/stop_watch.hpp"

#include "statistics/bootstrap.hpp"
#include "statistics/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wayout {
namespace {

/// Figures whose means must be steady besides the curves.
bool is_watched(const std::string& name) {
    return name == "egress_time_s.p50" || name == "egress_time_s.p95" || name == "people.harmed" ||
           (name.starts_with("exit.") && name.ends_with(".count"));
}

ConvergenceSettings settings_of(const StopRule& rule) {
    ConvergenceSettings settings;
    settings.min_runs = rule.at_least;
    settings.max_runs = rule.at_most;
    return settings;
}

}  // namespace

void SteadyMean::add(double value) {
    const double before = mean();
    sum_ += value;
    ++count_;
    const double change = std::abs(mean() - before);
    const bool is_steady =
        count_ > 1 && (change <= max_change || change <= max_change_frac * std::abs(mean()));
    steady_runs_ = is_steady ? steady_runs_ + 1 : 0;
}

StopWatch::StopWatch(const StopRule& rule, std::string output, int variant_count)
    : rule_(rule), output_(std::move(output)) {
    for (int i = 0; i < variant_count; ++i) variants_.push_back({RunConvergence(settings_of(rule)), {}, {}});
}

void StopWatch::add(std::span<const MemberResult* const> members) {
    ++replicate_count_;
    for (std::size_t row = 0; row < variants_.size(); ++row) {
        const MemberResult& member = *members[row];
        if (member.status != MemberStatus::done || member.exit_times_s.empty())
            continue;
        Variant& variant = variants_[row];
        variant.curves.add(std::vector<double>(member.exit_times_s.begin(), member.exit_times_s.end()));
        for (const Figure& figure : member.figures)
            if (is_watched(figure.name) && std::isfinite(figure.value))
                variant.figures[figure.name].add(figure.value);
        if (const double output = figure_of(member, output_); std::isfinite(output))
            variant.outputs.push_back(output);
    }
}

bool StopWatch::is_known(const Variant& variant) const {
    if (variant.curves.state() != ConvergenceState::converged)
        return false;
    const int runs_in_a_row = ConvergenceSettings{}.consecutive_runs;
    for (const auto& [name, mean] : variant.figures)
        if (mean.steady_runs() < runs_in_a_row)
            return false;
    const double mean = mean_of(variant.outputs);
    if (variant.outputs.size() < 2 || mean == 0.0)
        return true;
    const BootstrapEstimate estimate =
        bootstrap(variant.outputs, [](std::span<const double> values) { return mean_of(values); });
    return 0.5 * (estimate.bca.high - estimate.bca.low) <= rule_.half_width_frac * std::abs(mean);
}

bool StopWatch::is_converged() const {
    return replicate_count_ >= rule_.at_least &&
           std::all_of(variants_.begin(), variants_.end(),
                       [this](const Variant& variant) { return is_known(variant); });
}

}  // namespace wayout
