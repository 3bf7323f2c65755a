/// What people do at doors and exits: open second leaves, are turned away.
#include "core/random.hpp"
#include "geometry/segment.hpp"
#include "simulation/decision_place.hpp"
#include "simulation/openings.hpp"
#include "simulation/whereabouts.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wayout {
namespace {

/// So close to an exit people learn that they are turned away, and so long they believe it
/// (people-and-response specification 5; 300 s is our choice).
constexpr double turned_away_within_m = 3.0;
constexpr double turned_away_for_s = 300.0;
/// A queue before a door: so many people within so far who head for it at less than half of their free speed.
/// Our choice.
constexpr int least_queue = 3;
constexpr double queue_within_m = 2.0;

bool is_slow(const Agents& agents, std::size_t row) {
    const float speed2 = agents.vx_mps[row] * agents.vx_mps[row] + agents.vy_mps[row] * agents.vy_mps[row];
    const float half = 0.5F * agents.free_speed_mps[row];
    return speed2 < half * half;
}

}  // namespace

void Openings::watch_leaves(World& world) {
    BuildingChange change(world);
    const Agents& agents = world.agents;
    const double second_s = static_cast<double>(steps_per_second(world.time_step_s)) * world.time_step_s;
    for (LeafWatch& leaf : leaves_) {
        const GateState& state = gates_[leaf.gate.row()];
        if (!state.has_one_leaf || state.code() == gate_shut)
            continue;
        const Gate& gate = world.venue->gates[leaf.gate.row()];
        int waiting = 0;
        AgentId nearest = 0;
        double nearest_m = queue_within_m;
        std::size_t nearest_row = 0;
        for (std::size_t row = 0; row < agents.size(); ++row) {
            if (agents.activity[row] != Activity::walking || agents.next_gate[row] != leaf.gate.value ||
                !is_slow(agents, row))
                continue;
            const double away_m = distance(gate.line, place_of(agents, row));
            if (away_m > queue_within_m)
                continue;
            ++waiting;
            const AgentId person = agents.id[row];
            if (nearest == 0 || away_m < nearest_m || (away_m == nearest_m && person < nearest)) {
                nearest = person;
                nearest_m = away_m;
                nearest_row = row;
            }
        }
        if (waiting < least_queue)
            continue;
        leaf.queue_s += second_s;
        if (leaf.queue_s < gate.leaves->second_leaf_every_s - 1e-9)
            continue;
        leaf.queue_s = 0.0;
        const double draw = uniform01(world.seed, 0, Draw::opening, leaf.tries++,
                                      static_cast<std::uint32_t>(leaf.gate.value));
        if (draw >= gate.leaves->second_leaf_chance)
            continue;
        change.open_second_leaf(leaf.gate);
        world.recorder.add_event(event_at_gate(
            world, leaf.gate, "open_leaf",
            fmt::format("Person {} in the queue opens the second leaf of '{}'", nearest, gate.name)));
        note_decision(world, nearest_row, "opens", gate.name,
                      fmt::format("{} people wait before a door with one leaf shut", waiting));
    }
    change.apply();
    std::erase_if(leaves_, [this](const LeafWatch& leaf) { return !gates_[leaf.gate.row()].has_one_leaf; });
}

void Openings::turn_away(World& world) {
    Agents& agents = world.agents;
    const std::uint64_t period = steps_per_second(world.time_step_s);
    const double now_s = world.time_s();
    for (std::size_t row = 0; row < agents.size(); ++row) {
        const AgentId person = agents.id[row];
        if ((world.step_index + person) % period != 0 || agents.activity[row] != Activity::walking ||
            agents.exit_gate[row] < 0)
            continue;
        const GateId exit(agents.exit_gate[row]);
        const auto found = std::find(surprising_exits_.begin(), surprising_exits_.end(), exit);
        if (found == surprising_exits_.end() ||
            refuses_[exit.row()][static_cast<std::size_t>(agents.population[row])] == 0 ||
            is_turned_away(person, exit, now_s))
            continue;
        const Gate& gate = world.venue->gates[exit.row()];
        const Vec2 here = place_of(agents, row);
        const SurfaceId surface(agents.surface[row]);
        const Vec2 there = closest_point(gate.line, here);
        if (surface != gate.left || distance(here, there) > turned_away_within_m ||
            world.fields.grid().wall_between(surface, here, there))
            continue;
        turned_away_until_[(person - 1) * surprising_exits_.size() +
                           static_cast<std::size_t>(found - surprising_exits_.begin())] =
            static_cast<float>(now_s + turned_away_for_s);
        world.progress.restart(agents, row, now_s);
        note_decision(world, row, "is turned away", gate.name, "people of this kind may not use the exit");
    }
}

}  // namespace wayout
