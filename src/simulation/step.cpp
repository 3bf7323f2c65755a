#include "simulation/world.hpp"

#include "core/assert.hpp"
#include "core/hash.hpp"
#include "locomotion/leavers.hpp"
#include "navigation/guidance.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/rescue_state.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

std::uint64_t steps_per_second(double time_step_s) {
    return static_cast<std::uint64_t>(std::max(1.0, std::round(1.0 / time_step_s)));
}

bool World::is_finished() const {
    const bool is_over = time_s() >= duration_s - 0.5 * time_step_s;
    if (is_settled(*this))
        return true;
    if (hazards == nullptr)
        return is_over || out_count == placed_count;
    if (is_over || !hazards->failure.empty())
        return true;
    if (out_count == placed_count)
        return true;
    if (out_count + incapacitated_count < placed_count || (rescue != nullptr && rescue->is_at_work()))
        return false;
    // With a lethal law those who lie go on taking up a dose.
    return !hazards->exposure.fatal_factor ||
           std::none_of(agents.id.begin(), agents.id.end(),
                        [this](AgentId person) { return !hazards->is_dead(person, time_s()); });
}

bool is_settled(const World& world) {
    if (is_anything_due(world))
        return false;
    if (world.standstill.has_set_in())
        return true;
    if (world.errands.is_empty() && world.noticing == nullptr)
        return false;
    const Agents& agents = world.agents;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        const Activity activity = agents.activity[row];
        const bool stays_for_good =
            activity == Activity::staying && std::isinf(world.errands.of(agents.id[row]).until_s);
        const bool never_begins = has_not_begun(activity) && std::isinf(agents.start_time_s[row]);
        if (activity != Activity::out && !is_unable(activity) && !stays_for_good && !never_begins)
            return false;
    }
    return world.out_count < world.placed_count;
}

namespace {

/// Neighbours in space become neighbours in memory. In this time people walk a few metres at most.
constexpr std::uint64_t sort_period_steps = 100;

void sort_rows_by_place(World& world) {
    if (world.step_index % sort_period_steps == 0)
        reorder_agents(world.pool, world.agents, rows_by_cell(world.mover, world.agents, world.pool),
                       world.column_scratch);
}

/// Times change with the fields: nobody shall count as stuck for it.
void refresh_fields(World& world) {
    const bool has_costs = world.hazards != nullptr || world.dangers != nullptr;
    if (!world.fields.is_stale())
        return;
    std::vector<std::uint8_t> is_new;
    if (has_costs)
        for (std::size_t goal = 0; goal < world.fields.goal_count(); ++goal)
            is_new.push_back(world.fields.is_stale(static_cast<std::int32_t>(goal)) ? 1 : 0);
    world.fields.refresh();
    if (!has_costs)
        return;
    if (world.hazards != nullptr)
        world.hazards->routes.follow(world.fields);
    for (std::size_t row = 0; row < world.agents.size(); ++row) {
        const std::int32_t goal = world.agents.goal[row];
        if (goal < 0 || is_new[static_cast<std::size_t>(goal)] == 0)
            continue;
        request_guidance(world.agents, row);
        world.progress.restart(world.agents, row, world.time_s());
    }
}

}  // namespace

void step(World& world) {
    const auto measured = [&world](Phase phase) {
        return world.timer.measure(static_cast<std::size_t>(phase));
    };
    {
        const auto scope = measured(Phase::neighbours);
        sort_rows_by_place(world);  // only faster
    }
    {
        const auto scope = measured(Phase::events);
        apply_due_events(world);    // a door shuts, an exit opens, an escalator stops
        world.openings.run(world);  // belts brake, queues open second leaves, people are turned away
    }
    {
        const auto scope = measured(Phase::hazards);
        watch_structure(world);
        breathe(world);  // smoke, gases and heat: doses, slower walking, who is overcome; ways in smoke
    }
    {
        const auto scope = measured(Phase::people);
        notice(world);         // alarms and cues: who begins sooner
        watch_dangers(world);  // who learns where not to be, and what he does
        learn(world);          // exits by signs, by others; what has changed
        direct_staff(world);
        keep_company(world);  // groups wait, meet, search
        assist(world);        // help, refuges
        rescue(world);        // teams that search and bring people out
        run_lifts(world);
        world.errands.run(world);  // who has come to where he meant to go
    }
    {
        const auto scope = measured(Phase::fields);
        refresh_fields(world);  // travel times of what an event or smoke made stale
    }
    {
        const auto scope = measured(Phase::decide);
        decide(world);  // who starts, who heads for which exit
    }
    {
        const auto scope = measured(Phase::fields);
        world.fields.make_ready(world.agents.goal, world.pool);
    }
    {
        const auto scope = measured(Phase::guide);
        guide_people(world);  // desired direction, remaining time, speed limit
    }
    {
        const auto scope = measured(Phase::neighbours);
        find_neighbours(world.mover, world.agents, world.pool,
                        CarryVelocity{.x_mps = world.carry_x_mps, .y_mps = world.carry_y_mps});
    }
    {
        const auto scope = measured(Phase::plan);
        plan_velocities(world.mover, world.agents, world.pool);  // reads everybody as they are
        keep_gap_to_leavers(world.mover, world.agents, world.pool);
    }
    {
        const auto scope = measured(Phase::move);
        move(world.mover, world.agents, world.time_s(), world.pool);
        let_leavers_walk_on(world.mover, world.agents);  // whoever is out keeps those behind at a distance
    }
    ++world.step_index;  // from here on the state is that of the end of the step
    world.decisions.close_step();
    {
        const auto scope = measured(Phase::bookkeeping);
        keep_books(world);  // passages, who is out, progress, hash, conservation
    }
    {
        const auto scope = measured(Phase::record);
        world.recorder.after_step(world);  // maps, timeline, replay, trajectory
    }
}

}  // namespace wayout
