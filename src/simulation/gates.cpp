#include "simulation/gates.hpp"

#include "navigation/guidance.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/world.hpp"

namespace wayout {

void operate_gate(World& world, GateId gate, bool open, RouteState& state) {
    state.gate_open[gate.row()] = open ? 1 : 0;
    world.mover.set_gate_open(gate, open);
    world.recorder.gate_changed(gate, world.time_s(), open);
    if (world.hazards != nullptr)
        world.hazards->source->set_door(world.venue->gates[gate.row()].id, open);
}

void operate_gates(World& world, std::span<const GateId> gates, bool open) {
    if (gates.empty())
        return;
    keep_old_views(world);
    RouteState state = world.fields.state();
    for (const GateId gate : gates) operate_gate(world, gate, open, state);
    world.fields.set_state(state);
    reconsider_ways(world);
}

void reconsider_ways(World& world) {
    for (std::size_t row = 0; row < world.agents.size(); ++row) {
        request_guidance(world.agents, row);
        world.progress.restart(world.agents, row, world.time_s());
    }
}

}  // namespace wayout
