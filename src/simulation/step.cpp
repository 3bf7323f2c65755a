#include "simulation/world.hpp"

#include "core/assert.hpp"
#include "core/hash.hpp"
#include "locomotion/leavers.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

std::uint64_t steps_per_second(double time_step_s) {
    return static_cast<std::uint64_t>(std::max(1.0, std::round(1.0 / time_step_s)));
}

bool World::is_finished() const {
    return out_count == placed_count || time_s() >= duration_s - 0.5 * time_step_s;
}

namespace {

/// Neighbours in space become neighbours in memory. In this time people walk a few metres at most.
constexpr std::uint64_t sort_period_steps = 100;

void sort_rows_by_place(World& world) {
    if (world.step_index % sort_period_steps == 0)
        reorder_agents(world.pool, world.agents, rows_by_cell(world.mover, world.agents, world.pool),
                       world.column_scratch);
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
        apply_due_events(world);  // a door shuts, an exit opens, an escalator stops
    }
    {
        const auto scope = measured(Phase::fields);
        world.fields.refresh(world.pool);  // travel times of what an event made stale
    }
    {
        const auto scope = measured(Phase::decide);
        decide(world);  // who starts, who heads for which exit
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
