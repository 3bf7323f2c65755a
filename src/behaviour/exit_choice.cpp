#include "behaviour/exit_choice.hpp"

#include "core/assert.hpp"
#include "core/random.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

double cost_s(const ExitOption& option, ExitChoice rule) {
    return rule == ExitChoice::nearest ? option.walk_s : option.total_s();
}

}  // namespace

bool reconsiders(AgentId person, std::uint64_t step, std::uint64_t period_steps) {
    const RandomBlock block = random_block(0, person, Draw::decision_stagger);
    return (step + block[0]) % period_steps == 0;
}

bool takes_picture(std::uint64_t step, const ExitChoiceSettings& settings) {
    const std::uint64_t interval =
        std::max<std::uint64_t>(1, settings.period_steps / settings.pictures_per_period);
    return step % interval == 0;
}

GateId choose_exit(std::span<const ExitOption> options, ExitChoice rule, GateId current, double now_s,
                   double last_switch_s, const ExitChoiceSettings& settings) {
    const ExitOption* best = nullptr;
    const ExitOption* present = nullptr;
    for (const ExitOption& option : options) {
        if (!std::isfinite(option.walk_s))
            continue;
        if (option.exit == current)
            present = &option;
        if (best == nullptr || cost_s(option, rule) < cost_s(*best, rule))
            best = &option;
    }
    if (best == nullptr)
        return GateId{};
    if (present == nullptr)
        return best->exit;
    if (rule != ExitChoice::quickest)  // nearest and fixed are decided once
        return current;
    const bool worth_it =
        best->total_s() < settings.switch_factor * present->total_s() - settings.switch_advantage_s;
    return worth_it && now_s - last_switch_s >= settings.switch_pause_s ? best->exit : current;
}

ExitQueues::ExitQueues(std::vector<double> capacity_pps)
    : capacity_pps_(std::move(capacity_pps)), times_(capacity_pps_.size()) {
    for (const double capacity : capacity_pps_) WAYOUT_ASSERT(capacity > 0.0, "an exit lets nobody out");
}

void ExitQueues::take(std::span<const std::int32_t> exit_gate, std::span<const float> travel_time_s) {
    for (std::vector<float>& times : times_) times.clear();
    for (std::size_t row = 0; row < exit_gate.size(); ++row)
        if (exit_gate[row] >= 0 && std::isfinite(travel_time_s[row]))
            times_[static_cast<std::size_t>(exit_gate[row])].push_back(travel_time_s[row]);
    for (std::vector<float>& times : times_) std::sort(times.begin(), times.end());
}

std::size_t ExitQueues::ahead(GateId exit, double travel_time_s) const {
    const std::vector<float>& times = times_[exit.row()];
    return static_cast<std::size_t>(
        std::lower_bound(times.begin(), times.end(), static_cast<float>(travel_time_s)) - times.begin());
}

double ExitQueues::queue_s(GateId exit, double travel_time_s) const {
    return static_cast<double>(ahead(exit, travel_time_s)) / capacity_pps_[exit.row()];
}

}  // namespace wayout
