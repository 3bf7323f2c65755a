/// Parts of the structure come down: ways are lost, and those beneath are caught.
#include "simulation/world.hpp"

#include "simulation/gates.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/knowledge_state.hpp"
#include "simulation/noticing_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

Event event_of(const World& world, const LossArea& area, const char* kind, std::string text) {
    Event event;
    event.time_s = world.time_s();
    event.kind = kind;
    event.subject = area.spec.id;
    event.text = std::move(text);
    event.storey = area.storey.value;
    for (const Vec2 p : area.result.outline_m) event.position_m += p;
    event.position_m = event.position_m / static_cast<double>(area.result.outline_m.size());
    event.mark = true;
    return event;
}

void lose_ways(World& world, const LossArea& area) {
    world.hazards->routes.close(area.patches, world.fields);
    RouteState state = world.fields.state();
    for (const GateId gate : area.gates) {
        world.hazards->is_gate_lost[gate.row()] = 1;
        if (state.gate_open[gate.row()] == 0)
            continue;
        state.gate_open[gate.row()] = 0;
        world.mover.set_gate_open(gate, false);
        world.recorder.gate_changed(gate, world.time_s(), false);
    }
    world.fields.set_state(state);
    inform_all(world);
    for (const std::int32_t patch : area.strip)
        world.hazards->debris_speed_frac[static_cast<std::size_t>(patch)] =
            static_cast<float>(area.spec.perimeter_speed_frac);
}

/// Whoever sees that it is about to come down does not stay seated.
void rouse_those_beneath(World& world, const LossArea& area) {
    const Agents& agents = world.agents;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        if (has_not_begun(agents.activity[row]) &&
            area.holds(*world.venue, agents.surface[row], {agents.x_m[row], agents.y_m[row]}))
            begin_at(world, row, world.time_s(), "structure about to come down");
    }
}

void catch_those_beneath(World& world, LossArea& area, std::uint32_t loss) {
    Agents& agents = world.agents;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        if (agents.activity[row] == Activity::out || is_responder(world, agents.id[row]) ||
            !area.holds(*world.venue, agents.surface[row], {agents.x_m[row], agents.y_m[row]}))
            continue;
        ++area.result.inside;
        const LossFate fate = fate_of(area.spec.outcomes, world.seed, agents.id[row], loss);
        if (fate == LossFate::unhurt)
            continue;
        HazardState::Caught& caught = world.hazards->caught[agents.id[row] - 1];
        caught = {fate, static_cast<std::int32_t>(loss), world.time_s()};
        area.result.injured += fate == LossFate::injured ? 1 : 0;
        area.result.trapped += fate == LossFate::trapped ? 1 : 0;
        area.result.fatal += fate == LossFate::fatal ? 1 : 0;
        if (fate != LossFate::injured && !is_unable(agents.activity[row]))
            incapacitate(world, row);
    }
}

std::string why_lost(const LossArea& area) {
    if (area.spec.at_s)
        return fmt::format("at the time that the scenario gives, {:.0f} s", *area.spec.at_s);
    return fmt::format(
        "the member was at {:.0f} C in gas of up to {:.0f} C (screening: no redistribution, no "
        "connections, no fire protection)",
        area.steel_k - 273.15, area.hottest_gas_k - 273.15);
}

}  // namespace

void watch_structure(World& world) {
    if (world.hazards == nullptr || world.step_index % steps_per_second(world.time_step_s) != 0)
        return;
    HazardState& hazards = *world.hazards;
    const double step_s = static_cast<double>(steps_per_second(world.time_step_s)) * world.time_step_s;
    for (std::size_t i = 0; i < hazards.losses.size(); ++i) {
        LossArea& area = hazards.losses[i];
        if (area.state == LossArea::State::lost || (area.spec.member && !hazards.has_begun(world.time_s())))
            continue;
        const LossArea::State next = next_state(area, *hazards.source, *world.venue, world.time_s(), step_s);
        if (next == area.state)
            continue;
        area.state = next;
        if (next == LossArea::State::warned) {
            area.result.warned_s = world.time_s();
            hazards.routes.close(area.patches, world.fields);
            rouse_those_beneath(world, area);
            world.recorder.add_event(
                event_of(world, area, "structural_warning",
                         fmt::format("'{}' is about to come down; people leave it", area.spec.id)));
        } else {
            area.result.at_s = world.time_s();
            area.result.finding = why_lost(area);
            lose_ways(world, area);
            catch_those_beneath(world, area, static_cast<std::uint32_t>(i));
            hazards.source->open_roof(area.spec.id);
            world.recorder.add_event(event_of(
                world, area, "structural_loss",
                fmt::format("'{}' comes down with {} people beneath: {} trapped, {} dead, {} injured",
                            area.spec.id, area.result.inside, area.result.trapped, area.result.fatal,
                            area.result.injured)));
        }
        reconsider_ways(world);
    }
}

}  // namespace wayout
