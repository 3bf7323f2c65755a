#include "simulation/note_choice.hpp"

#include "simulation/decision_place.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

namespace wayout {
namespace {

/// Of more options the log keeps these many: a hall has twenty exits, and 6,200 people who choose. Our
/// choice.
constexpr std::size_t most_noted_options = 6;

const std::string& name_of(const World& world, GateId exit) {
    return name_of(world.venue->gates[exit.row()]);
}

const ExitOption* option_of(std::span<const ExitOption> options, GateId exit) {
    const auto found = std::find_if(options.begin(), options.end(),
                                    [exit](const ExitOption& option) { return option.exit == exit; });
    return found == options.end() ? nullptr : &*found;
}

/// Why this one, of somebody who had none.
std::string reason_to_choose(const World& world, std::span<const ExitOption> options,
                             const ExitOption& chosen, ExitChoice rule) {
    if (options.size() == 1)
        return "the only exit that can be reached";
    const auto is_better = [&](const ExitOption& option) {
        return rule == ExitChoice::nearest ? option.walk_s < chosen.walk_s
                                           : option.total_s() < chosen.total_s();
    };
    for (const ExitOption& option : options)
        if (option.is_refused && !chosen.is_refused && is_better(option))
            return fmt::format("smoke or heat on the way to {}", name_of(world, option.exit));
    return rule == ExitChoice::nearest ? "shortest walk" : "shortest time";
}

/// Why another one than before.
std::string reason_to_change(const World& world, std::size_t row, std::span<const ExitOption> options,
                             GateId before, const ExitOption& chosen) {
    const std::string& old_name = name_of(world, before);
    if (world.fields.state(world.views[world.agents.id[row] - 1]).gate_open[before.row()] == 0)
        return fmt::format("{} is closed", old_name);
    const ExitOption* old = option_of(options, before);
    if (old == nullptr || !std::isfinite(old->walk_s))
        return fmt::format("no way to {} any more", old_name);
    return fmt::format("{:.0f} s shorter than {}", old->total_s() - chosen.total_s(), old_name);
}

/// The options of the shortest times, refused or not, with the one taken and the one left; ascending in exit.
std::vector<DecisionOption> telling_options(std::span<const ExitOption> options, GateId before,
                                            GateId chosen) {
    std::vector<std::size_t> rows(options.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    if (rows.size() > most_noted_options) {
        std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
            const auto is_telling = [&](std::size_t i) {
                return options[i].exit == before || options[i].exit == chosen;
            };
            return is_telling(a) != is_telling(b) ? is_telling(a)
                                                  : options[a].total_s() < options[b].total_s();
        });
        rows.resize(most_noted_options);
        std::sort(rows.begin(), rows.end());
    }
    std::vector<DecisionOption> told;
    told.reserve(rows.size());
    for (const std::size_t row : rows) {
        DecisionOption& option = told.emplace_back();
        option.passage = options[row].exit.value;
        option.walk_s = options[row].walk_s;
        option.queue_s = options[row].queue_s;
        if (options[row].is_refused) {
            option.rank = 1;
            option.remark = "refused";
        }
    }
    return told;
}

}  // namespace

void note_choice(World& world, std::size_t worker, std::size_t row, std::span<const ExitOption> options,
                 GateId before, GateId chosen) {
    if (!world.decisions.is_kept())
        return;
    const ExitChoice rule = world.rules[static_cast<std::size_t>(world.agents.population[row])].choice;
    const ExitOption* taken = option_of(options, chosen);
    const ExitOption* left = option_of(options, before);
    const bool turns_back = taken != nullptr && left != nullptr && left->is_refused && !taken->is_refused;
    const char* kind = taken == nullptr    ? "loses the way"
                       : turns_back        ? "turns back"
                       : before.is_valid() ? "changes"
                                           : "chooses";
    Decision decision = decision_of(world, row, kind);
    if (taken == nullptr) {
        decision.reason = "no exit can be reached";
    } else {
        decision.choice = name_of(world, chosen);
        decision.passage = chosen.value;
        decision.reason = turns_back ? fmt::format("smoke or heat on the way to {}", name_of(world, before))
                          : before.is_valid() ? reason_to_change(world, row, options, before, *taken)
                                              : reason_to_choose(world, options, *taken, rule);
    }
    decision.options = telling_options(options, before, chosen);
    world.decisions.note(worker, std::move(decision));
}

}  // namespace wayout
