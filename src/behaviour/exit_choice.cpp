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

bool is_better(const ExitOption& one, const ExitOption& other, ExitChoice rule) {
    if (one.is_refused != other.is_refused)
        return other.is_refused;
    if (!one.is_refused && one.rank != other.rank)
        return one.rank < other.rank;
    return cost_s(one, rule) < cost_s(other, rule);
}

}  // namespace

std::uint32_t decision_turn(AgentId person, std::uint64_t period_steps) {
    const RandomBlock block = random_block(0, person, Draw::decision_stagger);
    return static_cast<std::uint32_t>((period_steps - block[0] % period_steps) % period_steps);
}

bool takes_picture(std::uint64_t step, const ExitChoiceSettings& settings) {
    const std::uint64_t interval =
        std::max<std::uint64_t>(1, settings.period_steps / settings.pictures_per_period);
    return step % interval == 0;
}

std::size_t best_option(std::span<const ExitOption> options, ExitChoice rule) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < options.size(); ++i) {
        if (is_better(options[i], options[best], rule))
            best = i;
    }
    return best;
}

bool refuses(std::span<const ExitOption> options, GateId exit) {
    return std::any_of(options.begin(), options.end(),
                       [exit](const ExitOption& option) { return option.exit == exit && option.is_refused; });
}

bool refuses_all(std::span<const ExitOption> options) {
    return !options.empty() && std::all_of(options.begin(), options.end(),
                                           [](const ExitOption& option) { return option.is_refused; });
}

GateId choose_exit(std::span<const ExitOption> options, ExitChoice rule, GateId current, double now_s,
                   double last_switch_s, const ExitChoiceSettings& settings) {
    if (options.empty())
        return GateId{};
    const ExitOption* best = &options[best_option(options, rule)];
    if (!std::isfinite(best->walk_s))
        return GateId{};
    const auto is_current = [current](const ExitOption& option) {
        return option.exit == current && std::isfinite(option.walk_s);
    };
    const auto found = std::find_if(options.begin(), options.end(), is_current);
    const ExitOption* present = found == options.end() ? nullptr : &*found;
    if (present == nullptr)
        return best->exit;
    if (present->is_refused && !best->is_refused)
        return best->exit;
    if (rule == ExitChoice::nearest || rule == ExitChoice::fixed)  // decided once
        return current;
    const bool is_preferred = !best->is_refused && best->rank < present->rank;
    const bool worth_it =
        best->total_s() < settings.switch_factor * present->total_s() - settings.switch_advantage_s;
    const double pause_s = best->is_refused ? settings.refused_pause_s : settings.switch_pause_s;
    return (is_preferred || worth_it) && now_s - last_switch_s >= pause_s ? best->exit : current;
}

ExitQueues::ExitQueues(std::vector<double> capacity_pps)
    : capacity_pps_(std::move(capacity_pps)), count_(capacity_pps_.size(), bins_per_s) {
    for (const double capacity : capacity_pps_) WAYOUT_ASSERT(capacity > 0.0, "an exit lets nobody out");
}

double ExitQueues::queue_s(GateId exit, double travel_time_s) const {
    return static_cast<double>(ahead(exit, travel_time_s)) / capacity_pps_[exit.row()];
}

}  // namespace wayout
