/// What a step leaves to be written down: who crossed what, who is out, who makes no progress.
#include "simulation/world.hpp"

#include "core/assert.hpp"
#include "core/hash.hpp"
#include "navigation/guidance.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/rescue_state.hpp"

#include <cmath>

namespace wayout {
namespace {

/// People who are out are taken off the columns so often, in steps.
constexpr std::uint64_t retire_period = 20;

/// Responders are counted apart.
void note_responder(World& world, std::size_t row, const Passage& passage) {
    if (world.venue->gates[passage.gate.row()].kind == GateKind::exit) {
        world.agents.activity[row] = Activity::out;
        world.errands.forget(passage.person);
        world.rescue->came_out(world, row);
    } else {
        request_guidance(world.agents, row);
    }
}

void write_down_passages(World& world) {
    const double before_s = static_cast<double>(world.step_index - 1) * world.time_step_s;
    for (const GateCrossing& crossing : world.mover.crossings()) {
        const auto row = static_cast<std::size_t>(crossing.row);
        Passage passage;
        passage.time_s = before_s + static_cast<double>(crossing.step_frac) * world.time_step_s;
        passage.person = world.agents.id[row];
        passage.gate = crossing.gate;
        passage.left_to_right = crossing.left_to_right;
        if (is_responder(world, passage.person)) {
            note_responder(world, row, passage);
            continue;
        }
        world.passages.push_back(passage);
        world.progress.gate_passed(crossing.gate, passage.person, passage.time_s);
        if (world.hazards != nullptr)
            world.hazards->source->note_passage(world.venue->gates[crossing.gate.row()].id);
        if (world.venue->gates[crossing.gate.row()].kind == GateKind::exit &&
            world.agents.activity[row] != Activity::out) {
            world.agents.activity[row] = Activity::out;
            ++world.out_count;
            if (world.rescue != nullptr)
                world.rescue->brought_out(world, passage);
            world.errands.forget(passage.person);
            world.progress.left(passage.person, passage.time_s);
            world.recorder.left(world.agents, row, passage);
        } else {
            request_guidance(world.agents, row);  // another door, or another surface, is ahead now
        }
    }
}

/// Height won in a second by own force.
float climb_rate_mps(const Venue& venue, const Agents& agents, std::size_t row) {
    const Vec2 slope = venue.surfaces[static_cast<std::size_t>(agents.surface[row])].z_gradient;
    const float rise =
        agents.vx_mps[row] * static_cast<float>(slope.x) + agents.vy_mps[row] * static_cast<float>(slope.y);
    return rise > 0.0F ? rise : 0.0F;
}

void add_up_walks(World& world) {
    constexpr std::size_t rows_per_chunk = 4096;
    Agents& agents = world.agents;
    const auto dt = static_cast<float>(world.time_step_s);
    const bool tires = world.scenario.simulation.fatigue;
    parallel_for(world.pool, agents.size(), rows_per_chunk,
                 [&](std::size_t begin, std::size_t end, std::size_t) {
                     for (std::size_t row = begin; row < end; ++row) {
                         if (agents.activity[row] != Activity::walking)
                             continue;
                         const float speed = std::sqrt(agents.vx_mps[row] * agents.vx_mps[row] +
                                                       agents.vy_mps[row] * agents.vy_mps[row]);
                         agents.distance_m[row] += static_cast<double>(speed) * world.time_step_s;
                         if (tires)
                             agents.climbed_m[row] += climb_rate_mps(*world.venue, agents, row) * dt;
                         if (speed < 0.1F * agents.free_speed_mps[row])
                             agents.waiting_s[row] += dt;
                     }
                 });
}

void check_state(const World& world) {
    int inside = 0;
    for (const Activity activity : world.agents.activity) inside += activity == Activity::out ? 0 : 1;
    const int responders = world.rescue != nullptr ? world.rescue->responders_inside() : 0;
    WAYOUT_ASSERT(inside - responders + world.out_count == world.placed_count, "people were lost or made up");
    WAYOUT_VALIDATE(inconsistency_of(world.agents).empty(), inconsistency_of(world.agents));
}

std::uint64_t chained(std::uint64_t before, std::uint64_t state) {
    Hash64 hash;
    hash.add(before);
    hash.add(state);
    return hash.value();
}

}  // namespace

std::uint64_t final_state_hash(const World& world) {
    // Those who left since the last retirement are still in the columns; whether they are must not matter.
    Agents inside = world.agents;
    retire_agents(inside);
    return chained(world.chained_hash, hash_of_agents(world.pool, inside));
}

void keep_books(World& world) {
    // Before anybody is out: rows are those of the move.
    if (world.crush && world.crush->add_step(world.mover, world.agents, world.time_s(), world.time_step_s))
        world.recorder.note_squeeze(world);
    write_down_passages(world);
    add_up_walks(world);
    check_state(world);
    world.agent_steps += static_cast<std::int64_t>(world.mover.statistics().walker_count);
    if (world.step_index % steps_per_second(world.time_step_s) == 0) {
        world.progress.check(world.agents, world.fields.state(), *world.venue, world.time_s());
        if (is_anything_due(world))
            world.standstill.restart(world.time_s());
        else
            world.standstill.look(world.agents, world.time_s());
    }
    if (world.step_index % retire_period == 0) {
        retire_agents(world.agents);
        world.chained_hash =
            chained(world.chained_hash, hash_of_agents(world.pool, world.agents, world.column_scratch));
    }
}

}  // namespace wayout
