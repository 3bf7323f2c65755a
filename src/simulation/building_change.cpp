#include "core/assert.hpp"
#include "simulation/gates.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/knowledge_state.hpp"
#include "simulation/openings.hpp"
#include "simulation/world.hpp"

#include <algorithm>

namespace wayout {

BuildingChange::BuildingChange(World& world) : world_(world) {}

bool BuildingChange::is_lost(GateId gate) const {
    return world_.hazards != nullptr && world_.hazards->is_gate_lost[gate.row()] != 0;
}

void BuildingChange::follow(GateId gate) {
    if (!is_any_)
        state_ = world_.fields.state();
    is_any_ = true;
    const GateState& now = world_.openings.gates_[gate.row()];
    const GateCode before = state_.gate_open[gate.row()];
    state_.gate_open[gate.row()] = now.code();
    const bool is_open = now.is_open && !now.is_locked;
    world_.mover.set_gate_open(gate, is_open);
    if ((before != gate_shut) != (now.code() != gate_shut)) {
        world_.recorder.gate_changed(gate, world_.time_s(), now.code() != gate_shut);
        if (world_.hazards != nullptr && world_.venue->gates[gate.row()].kind != GateKind::joint)
            world_.hazards->source->set_door(world_.venue->gates[gate.row()].id, is_open);
    }
    tell_capacity(gate);
}

void BuildingChange::tell_capacity(GateId gate) {
    if (gate.value < world_.venue->exit_count)
        world_.queues.set_capacity(
            gate, expected_capacity_pps(world_.venue->gates[gate.row()], world_.openings.of(gate)));
}

bool BuildingChange::set_open(GateId gate, bool open) {
    GateState& now = world_.openings.gates_[gate.row()];
    if (is_lost(gate) || (open && now.is_locked))
        return false;
    now.is_open = open;
    follow(gate);
    return true;
}

void BuildingChange::lock(GateId gate) {
    world_.openings.gates_[gate.row()].is_locked = true;
    set_open(gate, false);
}

void BuildingChange::unlock(GateId gate) {
    world_.openings.gates_[gate.row()].is_locked = false;
    set_open(gate, true);
}

void BuildingChange::open_second_leaf(GateId gate) {
    world_.openings.gates_[gate.row()].has_one_leaf = false;
    world_.mover.set_second_leaf_open(gate, true);
    if (!is_lost(gate))
        follow(gate);
}

void BuildingChange::set_way(GateId gate, GateWay way) {
    world_.openings.gates_[gate.row()].way = way;
    world_.mover.gate_rules().set_way(gate, way);
    if (!is_lost(gate))
        follow(gate);
}

void BuildingChange::set_service(GateId gate, double service_s) {
    world_.mover.gate_rules().set_service(
        gate, service_s > 0.0 ? std::optional(Distribution::constant_value(service_s)) : std::nullopt);
    world_.openings.gates_[gate.row()].service_s = service_s;
    tell_capacity(gate);
}

void BuildingChange::set_escalator(SurfaceId flight, StairSpec::Motion motion, double rate_mps2) {
    const Surface& surface = world_.venue->surfaces[flight.row()];
    const auto signed_speed = [&](StairSpec::Motion m) {
        return m == StairSpec::Motion::up     ? surface.belt_speed_mps
               : m == StairSpec::Motion::down ? -surface.belt_speed_mps
                                              : 0.0;
    };
    std::vector<Belt>& belts = world_.openings.belts_;
    auto belt =
        std::find_if(belts.begin(), belts.end(), [flight](const Belt& b) { return b.surface == flight; });
    if (belt == belts.end()) {
        const StairSpec::Motion now =
            is_any_ ? state_.motion[flight.row()] : world_.fields.state().motion[flight.row()];
        belt = belts.insert(belts.end(), Belt{});
        belt->surface = flight;
        belt->speed_mps = belt->carry_mps = signed_speed(now);
    }
    belt->target_mps = signed_speed(motion);
    belt->rate_mps2 = rate_mps2;
    belt->motion = motion;
    belt->is_resting_first = belt->speed_mps != 0.0 && belt->speed_mps * belt->target_mps <= 0.0;
    if (!belt->is_resting_first)
        set_motion(flight, motion);
}

void BuildingChange::set_motion(SurfaceId flight, StairSpec::Motion motion) {
    if (!is_any_)
        state_ = world_.fields.state();
    is_any_ = true;
    state_.motion[flight.row()] = motion;
    world_.mover.set_escalator_at_rest(flight, motion == StairSpec::Motion::stopped);
}

void BuildingChange::apply() {
    if (!is_any_)
        return;
    keep_old_views(world_);
    const RouteState before = world_.fields.state();
    world_.fields.set_state(state_);
    note_changes(world_, before);
    reconsider_ways(world_);
    is_any_ = false;
}

}  // namespace wayout
