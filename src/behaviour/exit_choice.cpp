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

ExitQueues::ExitQueues(std::vector<double> capacity_pps) : capacity_pps_(std::move(capacity_pps)) {
    for (const double capacity : capacity_pps_) WAYOUT_ASSERT(capacity > 0.0, "an exit lets nobody out");
}

std::size_t ExitQueues::slot(std::size_t exit, float travel_time_s) const {
    const auto bin =
        std::min(static_cast<std::size_t>(std::max(0.0F, travel_time_s) * bins_per_s), bin_count_ - 1);
    return exit * bin_count_ + bin;
}

void ExitQueues::take(std::span<const std::int32_t> exit_gate, std::span<const float> travel_time_s) {
    const auto counts = [&](std::size_t row) {
        return exit_gate[row] >= 0 && std::isfinite(travel_time_s[row]);
    };
    float longest_s = 0.0F;
    for (std::size_t row = 0; row < exit_gate.size(); ++row)
        if (counts(row))
            longest_s = std::max(longest_s, travel_time_s[row]);
    bin_count_ = std::min(static_cast<std::size_t>(longest_s * bins_per_s), most_bins - 1) + 1;
    first_.assign(capacity_pps_.size() * bin_count_ + 1, 0);
    for (std::size_t row = 0; row < exit_gate.size(); ++row)
        if (counts(row))
            ++first_[slot(static_cast<std::size_t>(exit_gate[row]), travel_time_s[row])];
    // Where each bin ends; filling it from behind leaves where it begins.
    std::uint32_t sum = 0;
    for (std::uint32_t& end : first_) end = sum += end;
    times_.resize(sum);
    for (std::size_t row = 0; row < exit_gate.size(); ++row)
        if (counts(row))
            times_[--first_[slot(static_cast<std::size_t>(exit_gate[row]), travel_time_s[row])]] =
                travel_time_s[row];
}

std::size_t ExitQueues::ahead(GateId exit, double travel_time_s) const {
    if (first_.empty())
        return 0;
    const auto own_s = static_cast<float>(travel_time_s);
    const std::size_t own = slot(exit.row(), own_s);
    const auto* const begin = times_.data() + first_[own];
    const auto* const end = times_.data() + first_[own + 1];
    return first_[own] - first_[exit.row() * bin_count_] +
           static_cast<std::size_t>(
               std::count_if(begin, end, [own_s](float time_s) { return time_s < own_s; }));
}

double ExitQueues::queue_s(GateId exit, double travel_time_s) const {
    return static_cast<double>(ahead(exit, travel_time_s)) / capacity_pps_[exit.row()];
}

}  // namespace wayout
