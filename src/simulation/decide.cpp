/// Phase of a step: who begins to walk, and who heads for which exit.
#include "simulation/world.hpp"

#include "navigation/guidance.hpp"
#include "simulation/choose_by_knowledge.hpp"
#include "simulation/company_state.hpp"
#include "simulation/danger_state.hpp"
#include "simulation/exit_options.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/knowledge_state.hpp"
#include "simulation/note_choice.hpp"
#include "simulation/noticing_state.hpp"
#include "simulation/passage_choice.hpp"
#include "simulation/wait_for_air.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace wayout {
namespace {

constexpr std::size_t deciding_chunk_rows = 64;

/// Of those who have an exit, those who have decided once and for all want no other while theirs can be
/// reached.
bool keeps_exit(const World& world, std::size_t row) {
    const Agents& agents = world.agents;
    const GateId current(agents.exit_gate[row]);
    const ChoiceRule& rule = world.rules[static_cast<std::size_t>(agents.population[row])];
    const bool is_decided_once = rule.choice == ExitChoice::nearest || rule.choice == ExitChoice::fixed;
    if (!is_decided_once || !current.is_valid() || !exits_told(world, agents.id[row]).empty())
        return false;
    const SurfaceId surface(agents.surface[row]);
    const Vec2 position{agents.x_m[row], agents.y_m[row]};
    const std::int32_t patch = patch_of(world, surface, position);
    if (patch >= 0 && world.hazards->routes.is_smoke_ahead(agents.goal[row], patch))
        return false;
    return std::find(rule.exits.begin(), rule.exits.end(), current) != rule.exits.end() &&
           counts_on(world, agents.id[row], current) &&
           world.fields.has_way(goal_for(world, row, current), surface, position) &&
           (!is_wary(world.views[agents.id[row] - 1]) ||
            leads_off_dangers(world, row, goal_for(world, row, current)));
}

/// Whoever is led does not choose, as long as there is a way for him to where the others go: he may know of a
/// danger or a shut door of which the leader does not.
bool is_led(const World& world, std::size_t row) {
    const Agents& agents = world.agents;
    const GateId current(agents.exit_gate[row]);
    return world.company != nullptr && world.company->follows(agents.id[row]) && current.is_valid() &&
           world.fields.has_way(goal_for(world, row, current), SurfaceId(agents.surface[row]),
                                {agents.x_m[row], agents.y_m[row]});
}

void take_picture(World& world) {
    const Agents& agents = world.agents;
    if (world.passage_choice == nullptr || !world.passage_choice->is_anybody_on_detour()) {
        world.queues.take(agents.exit_gate, agents.travel_time_s);
        return;
    }
    world.times_to_exit_s.resize(agents.size());
    for (std::size_t row = 0; row < agents.size(); ++row)
        world.times_to_exit_s[row] = time_to_exit_s(world, row);
    world.queues.take(agents.exit_gate, world.times_to_exit_s);
}

void decide_for(World& world, std::size_t row, std::size_t worker, const ExitChoiceSettings& settings) {
    Agents& agents = world.agents;
    const AgentId person = agents.id[row];
    const double now_s = world.time_s();
    const bool is_limited = has_limited_knowledge(world, agents.population[row]);
    if (is_limited)
        world.knowledge->decides_now[person - 1] = 0;
    if (is_led(world, row))
        return;
    const auto choose_passage = [&] {
        if (world.passage_choice != nullptr)
            world.passage_choice->choose(world, row, worker, settings);
    };
    if (keeps_exit(world, row)) {
        choose_passage();
        return;
    }
    std::vector<ExitOption>& options = world.option_scratch[worker];
    const GateId current(agents.exit_gate[row]);
    KnowingChoice choice;
    if (is_limited) {
        choice = choose_by_knowledge(world, row, settings, options);
    } else {
        list_options(world, row, {}, options);
        const ExitChoice rule = world.rules[static_cast<std::size_t>(agents.population[row])].choice;
        choice.exit = choose_exit(options, rule, current, now_s,
                                  static_cast<double>(agents.last_switch_s[row]), settings);
    }
    if (would_rather_wait(world, row, options, choice.exit)) {
        world.hazards->waits_now[person - 1] = 1;
        return;
    }
    if (choice.exit == current) {
        choose_passage();
        return;
    }
    if (is_limited)
        note_choice_by_knowledge(world, row, worker, choice, options);
    else
        note_choice(world, worker, row, options, current, choice.exit);
    if (world.hazards != nullptr && refuses(options, current))
        world.hazards->note_turning_back(person, now_s);
    agents.exit_gate[row] = choice.exit.value;
    agents.goal[row] = choice.exit.is_valid() ? goal_for(world, row, choice.exit) : -1;
    agents.last_switch_s[row] = static_cast<float>(now_s);
    world.progress.restart(agents, row, now_s);
    request_guidance(agents, row);
}

/// Fields that nobody has asked for before, of all deciders at once: else the first of them would solve one
/// after the other while the other threads wait.
void solve_what_is_asked_for(World& world) {
    if (world.pool.thread_count() == 1)
        return;
    std::vector<std::int32_t> goals;
    for (const std::size_t row : world.deciders) {
        const bool follows = world.company != nullptr && world.company->follows(world.agents.id[row]);
        if (!follows && !keeps_exit(world, row))
            add_unsolved_goals(world, row, goals);
    }
    if (!goals.empty())
        world.fields.solve(std::move(goals), world.pool);
}

}  // namespace

void decide(World& world) {
    leave_unbearable_air(world);
    const ExitChoiceSettings settings{.period_steps = decision_period_steps(world)};
    Agents& agents = world.agents;
    const double now_s = world.time_s();

    const bool asks_for_queues = std::any_of(
        world.rules.begin(), world.rules.end(),
        [](const ChoiceRule& rule) { return rule.choice != ExitChoice::nearest && rule.exits.size() > 1; });
    if (asks_for_queues && takes_picture(world.step_index, settings))
        take_picture(world);
    if (world.passage_choice != nullptr)
        world.passage_choice->begin_step(world, settings);

    std::vector<std::size_t>& deciders = world.deciders;
    deciders.clear();
    const std::uint64_t step = world.step_index;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        const bool waits = has_not_begun(agents.activity[row]);
        if (waits && static_cast<double>(agents.start_time_s[row]) <= now_s) {
            agents.activity[row] = Activity::walking;
            note_beginning(world, row);
            world.progress.restart(agents, row, now_s);
            deciders.push_back(row);
        } else if (agents.activity[row] == Activity::walking && !world.errands.has_one(agents.id[row]) &&
                   (reconsiders(world.decision_turns[agents.id[row] - 1], step, settings.period_steps) ||
                    (world.knowledge != nullptr && world.knowledge->decides_now[agents.id[row] - 1] != 0))) {
            deciders.push_back(row);
        }
    }

    solve_what_is_asked_for(world);
    parallel_for(world.pool, deciders.size(), deciding_chunk_rows,
                 [&](std::size_t begin, std::size_t end, std::size_t, std::size_t worker) {
                     for (std::size_t k = begin; k < end; ++k)
                         decide_for(world, deciders[k], worker, settings);
                 });
    world.decisions.close_phase();
    if (world.passage_choice != nullptr)
        world.passage_choice->end_step(world);
    begin_waiting_for_air(world, deciders);
}

}  // namespace wayout
