#include "verification/experiment.hpp"

#include "verification/forecast_experiments.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace wayout {

std::vector<std::uint64_t> Conditions::seeds(std::size_t full) const {
    const std::size_t count = quick ? std::min(full, std::max<std::size_t>(5, full / 2)) : full;
    std::vector<std::uint64_t> seeds(count);
    for (std::size_t i = 0; i < count; ++i) seeds[i] = i + 1;
    return seeds;
}

const Experiments& verification_catalogue() {
    static const Experiments all = [] {
        Experiments catalogue;
        add_free_speed_experiments(catalogue);
        add_door_flow_experiments(catalogue);
        add_pre_movement_experiments(catalogue);
        add_corner_experiments(catalogue);
        add_demographics_experiments(catalogue);
        add_counterflow_experiments(catalogue);
        add_exit_experiments(catalogue);
        add_stair_experiments(catalogue);
        add_escalator_experiments(catalogue);
        add_fundamental_diagram_experiments(catalogue);
        add_bottleneck_experiments(catalogue);
        add_block_experiments(catalogue);
        add_route_choice_experiments(catalogue);
        add_passage_experiments(catalogue);
        add_project_experiments(catalogue);
        add_exposure_experiments(catalogue);
        add_smoke_experiments(catalogue);
        add_danger_experiments(catalogue);
        add_arch_experiments(catalogue);
        add_opening_experiments(catalogue);
        add_noticing_experiments(catalogue);
        add_assistance_experiments(catalogue);
        add_lift_experiments(catalogue);
        add_company_experiments(catalogue);
        add_knowledge_experiments(catalogue);
        add_belief_experiments(catalogue);
        add_rescue_experiments(catalogue);
        add_medical_experiments(catalogue);
        add_casualty_experiments(catalogue);
        add_forecast_experiments(catalogue);
        return catalogue;
    }();
    return all;
}

std::span<const RunRecord> variant_of(std::span<const RunRecord> records, std::size_t variant,
                                      std::size_t per_variant) {
    return records.subspan(variant * per_variant, per_variant);
}

std::vector<double> evacuation_times(std::span<const RunRecord> records) {
    std::vector<double> times;
    for (const RunRecord& record : records) times.push_back(record.evacuation_time_s());
    return times;
}

double flow_pps(std::span<const double> times) {
    if (times.size() < 2)
        return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(times.size() - 1) / (times.back() - times.front());
}

std::string mean_and_range(std::span<const double> values, int decimals, const char* unit) {
    if (values.empty())
        return "nothing";
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    if (values.size() == 1)
        return fmt::format("{:.{}f} {}", *low, decimals, unit);
    return fmt::format("{:.{}f} ({:.{}f} to {:.{}f}) {}", mean_of(values), decimals, *low, decimals, *high,
                       decimals, unit);
}

std::string listed(std::span<const double> values, int decimals) {
    std::string text;
    for (const double value : values)
        text += fmt::format("{}{:.{}f}", text.empty() ? "" : ", ", value, decimals);
    return text;
}

Experiment without_runs(VerificationTest test, std::function<Judgement(const Conditions&)> judge) {
    Experiment experiment;
    experiment.tests = {std::move(test)};
    experiment.everybody_leaves = false;
    experiment.plan = [](const Conditions&) { return std::vector<RunPlan>(); };
    experiment.judge = [judge = std::move(judge)](const Conditions& conditions, std::span<const RunRecord>) {
        return std::vector{judge(conditions)};
    };
    return experiment;
}

}  // namespace wayout
