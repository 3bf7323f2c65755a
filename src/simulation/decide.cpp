/// Phase 3 of a step: who begins to walk, and who heads for which exit.
#include "simulation/world.hpp"

#include "navigation/guidance.hpp"
#include "simulation/danger_state.hpp"
#include "simulation/hazard_state.hpp"

#include <algorithm>

namespace wayout {
namespace {

constexpr std::size_t chunk_rows = 64;

/// Where the air on one's ways is looked up; -1: no fire, or clear air everywhere. In seat rows that is the
/// aisle.
std::int32_t patch_of(const World& world, SurfaceId surface, Vec2 position) {
    if (world.hazards == nullptr || world.hazards->routes.is_clear())
        return -1;
    const CellIndex cell = world.fields.grid().locate(surface, position);
    if (cell == no_cell)
        return -1;
    const CellIndex aisle = world.fields.seat_rows().aisle_from(world.fields.grid(), cell);
    return world.hazards->routes.patches().of(aisle != no_cell ? aisle : cell);
}

/// Smoke on the way: costs time, and from a certain density on the way is refused.
void judge_air(HazardState& hazards, AgentId person, std::int32_t goal, std::int32_t patch, double own_pace,
               ExitOption& option) {
    if (hazards.routes.is_smoke_ahead(goal, patch)) {
        const WayAhead ahead = hazards.routes.look(goal, patch, own_pace);
        option.walk_s = std::max(0.0, option.walk_s + ahead.extra_s);
        if (hazards.routes.turns_back(ahead, patch))
            hazards.refused.refuse(person, option.exit);
    }
    option.is_refused = hazards.refused.has_refused(person, option.exit);
}

/// Looks along the ways that matter: that of the present exit, and of the best exit until it is one whose way
/// has been looked along. Smoke seldom shortens a way, so those that are not looked along are no better.
void judge_ways(World& world, std::size_t row, std::int32_t patch, double own_pace,
                std::vector<ExitOption>& options) {
    HazardState& hazards = *world.hazards;
    const Agents& agents = world.agents;
    const AgentId person = agents.id[row];
    const ExitChoice rule = world.rules[static_cast<std::size_t>(agents.population[row])].choice;
    std::uint64_t judged = 0;  // by option; beyond 64 all are looked along
    const auto judge = [&](std::size_t i) {
        judge_air(hazards, person, goal_for(world, row, options[i].exit), patch, own_pace, options[i]);
        judged |= std::uint64_t{1} << (i % 64);
    };
    for (std::size_t i = 0; i < options.size(); ++i) {
        options[i].is_refused = hazards.refused.has_refused(person, options[i].exit);
        if (options[i].exit.value == agents.exit_gate[row] || i >= 64)
            judge(i);
    }
    for (std::size_t round = 0; round < options.size(); ++round) {
        const std::size_t best = best_option(options, rule);
        if (best >= 64 || (judged >> best & 1U) != 0)
            break;
        judge(best);
    }
    // Nobody stays because of smoke: with all ways refused the choice is as without smoke.
    if (std::all_of(options.begin(), options.end(),
                    [](const ExitOption& option) { return option.is_refused; }))
        hazards.refused.forget(person);
}

/// Exits that somebody may use and that are open, with own walking time and the wait for those ahead.
void list_options(World& world, std::size_t row, std::vector<ExitOption>& options) {
    const Agents& agents = world.agents;
    const ChoiceRule& rule = world.rules[static_cast<std::size_t>(agents.population[row])];
    const SurfaceId surface(agents.surface[row]);
    const Vec2 position{agents.x_m[row], agents.y_m[row]};
    const double own_pace = world.fields.reference_speed_mps(agents.mobility[row]) /
                            static_cast<double>(agents.free_speed_mps[row]);
    const View view = world.views[agents.id[row] - 1];
    options.clear();
    for (const GateId exit : rule.exits) {
        if (world.fields.state(view).gate_open[exit.row()] == 0)
            continue;
        const std::int32_t goal = goal_for(world, row, exit);
        const float field_time_s = world.fields.time_s(goal, surface, position);
        if (field_time_s == TravelTimeField::unknown ||
            (is_wary(view) && !leads_off_dangers(world, row, goal)))
            continue;
        const auto time_s = static_cast<double>(field_time_s);
        options.push_back({exit, time_s * own_pace, world.queues.queue_s(exit, time_s)});
    }
    if (const std::int32_t patch = patch_of(world, surface, position); patch >= 0 && !options.empty())
        judge_ways(world, row, patch, own_pace, options);
}

/// Of those who have an exit, only those who look for the quickest one can want another while theirs can be
/// reached.
bool keeps_exit(const World& world, std::size_t row) {
    const Agents& agents = world.agents;
    const GateId current(agents.exit_gate[row]);
    const ChoiceRule& rule = world.rules[static_cast<std::size_t>(agents.population[row])];
    if (rule.choice == ExitChoice::quickest || !current.is_valid())
        return false;
    const SurfaceId surface(agents.surface[row]);
    const Vec2 position{agents.x_m[row], agents.y_m[row]};
    const std::int32_t patch = patch_of(world, surface, position);
    if (patch >= 0 && world.hazards->routes.is_smoke_ahead(agents.goal[row], patch))
        return false;
    return std::find(rule.exits.begin(), rule.exits.end(), current) != rule.exits.end() &&
           world.fields.state(world.views[agents.id[row] - 1]).gate_open[current.row()] != 0 &&
           world.fields.has_way(goal_for(world, row, current), surface, position) &&
           (!is_wary(world.views[agents.id[row] - 1]) ||
            leads_off_dangers(world, row, goal_for(world, row, current)));
}

}  // namespace

void decide(World& world) {
    const ExitChoiceSettings settings{.period_steps = steps_per_second(world.time_step_s)};
    Agents& agents = world.agents;
    const double now_s = world.time_s();

    const bool asks_for_queues = std::any_of(
        world.rules.begin(), world.rules.end(),
        [](const ChoiceRule& rule) { return rule.choice != ExitChoice::nearest && rule.exits.size() > 1; });
    if (asks_for_queues && takes_picture(world.step_index, settings))
        world.queues.take(agents.exit_gate, agents.travel_time_s);

    std::vector<std::size_t>& deciders = world.deciders;
    deciders.clear();
    const std::uint64_t step = world.step_index;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        const bool waits = has_not_begun(agents.activity[row]);
        if (waits && static_cast<double>(agents.start_time_s[row]) <= now_s) {
            agents.activity[row] = Activity::walking;
            world.progress.restart(agents, row, now_s);
            deciders.push_back(row);
        } else if (agents.activity[row] == Activity::walking && !world.errands.has_one(agents.id[row]) &&
                   reconsiders(world.decision_turns[agents.id[row] - 1], step, settings.period_steps)) {
            deciders.push_back(row);
        }
    }

    parallel_for(
        world.pool, deciders.size(), chunk_rows,
        [&](std::size_t begin, std::size_t end, std::size_t, std::size_t worker) {
            std::vector<ExitOption>& options = world.option_scratch[worker];
            for (std::size_t k = begin; k < end; ++k) {
                const std::size_t row = deciders[k];
                if (keeps_exit(world, row))
                    continue;
                list_options(world, row, options);
                const GateId current(agents.exit_gate[row]);
                const ExitChoice rule = world.rules[static_cast<std::size_t>(agents.population[row])].choice;
                const GateId chosen = choose_exit(options, rule, current, now_s,
                                                  static_cast<double>(agents.last_switch_s[row]), settings);
                if (chosen == current)
                    continue;
                if (world.hazards != nullptr && current.is_valid() &&
                    world.hazards->refused.has_refused(agents.id[row], current))
                    world.hazards->note_turning_back(agents.id[row], now_s);
                agents.exit_gate[row] = chosen.value;
                agents.goal[row] = chosen.is_valid() ? goal_for(world, row, chosen) : -1;
                agents.last_switch_s[row] = static_cast<float>(now_s);
                world.progress.restart(agents, row, now_s);
                request_guidance(agents, row);
            }
        });
}

}  // namespace wayout
