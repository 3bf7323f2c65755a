/// Phase 1 of a step: what the incident changes in the building.
#include "simulation/world.hpp"

#include "navigation/guidance.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/knowledge_state.hpp"

#include <fmt/format.h>

namespace wayout {
namespace {

struct Said {
    const char* kind;
    std::string text;
};

Said describe(const DueEvent& event, const std::string& name) {
    switch (event.kind) {
        case IncidentEvent::Kind::open_door:
            return {"open_door", fmt::format("Door '{}' opens", name)};
        case IncidentEvent::Kind::close_door:
            return {"close_door", fmt::format("Door '{}' closes", name)};
        case IncidentEvent::Kind::open_exit:
            return {"open_exit", fmt::format("Exit '{}' opens", name)};
        case IncidentEvent::Kind::close_exit:
            return {"close_exit", fmt::format("Exit '{}' closes", name)};
        case IncidentEvent::Kind::set_escalator:
            break;
    }
    const char* motion = event.motion == StairSpec::Motion::stopped ? "stops"
                         : event.motion == StairSpec::Motion::up    ? "runs up"
                                                                    : "runs down";
    return {"set_escalator", fmt::format("Escalator '{}' {}", name, motion)};
}

/// Escalators, light and the alarm; the doors of the venue need no power.
void switch_power(World& world, bool is_on, RouteState& state) {
    const PowerFailureSpec& power = *world.scenario.incident.power;
    for (std::size_t s = 0; s < world.venue->surfaces.size(); ++s)
        if (const Surface& surface = world.venue->surfaces[s]; surface.kind == SurfaceKind::escalator)
            state.motion[s] = is_on ? surface.motion : StairSpec::Motion::stopped;
    world.lighting_loss_frac = is_on ? 0.0 : 1.0 - power.emergency_speed_frac;
    Agents& agents = world.agents;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        agents.speed_loss_frac[row] = static_cast<float>(world.lighting_loss_frac);
        const bool waits = has_not_begun(agents.activity[row]);
        if (is_on || !waits || static_cast<double>(agents.start_time_s[row]) <= world.time_s())
            continue;
        agents.start_time_s[row] += static_cast<float>(power.silent_alarm_delay_s);
        world.recorder.starts_at(agents.id[row], static_cast<double>(agents.start_time_s[row]));
    }
    if (world.hazards != nullptr)
        world.hazards->exposure.sign =
            is_on || power.signs_stay_lit ? world.scenario.incident.exposure.sign : SignKind::reflecting;
    Event record;
    record.time_s = world.time_s();
    record.kind = is_on ? "power_returns" : "power_fails";
    record.text = is_on ? "The power returns" : "The power fails: escalators stop, emergency lighting";
    record.mark = true;
    world.recorder.add_event(std::move(record));
}

}  // namespace

void apply_due_events(World& world) {
    if (world.next_event == world.events.size())
        return;
    const double now_s = world.time_s();
    RouteState state = world.fields.state();
    bool changed = false;
    // Half a step of tolerance: an event at a multiple of the time step belongs to that step whatever the
    // rounding.
    for (; world.next_event < world.events.size() &&
           world.events[world.next_event].at_s <= now_s + 0.5 * world.time_step_s;
         ++world.next_event) {
        const DueEvent& event = world.events[world.next_event];
        changed = true;
        if (event.power != DueEvent::Power::none) {
            switch_power(world, event.power == DueEvent::Power::returns, state);
            continue;
        }
        std::string name = event.target;
        if (event.gate.is_valid() && world.hazards != nullptr &&
            world.hazards->is_gate_lost[event.gate.row()] != 0)
            continue;  // gone with the structure
        if (event.gate.is_valid()) {
            const bool open =
                event.kind == IncidentEvent::Kind::open_door || event.kind == IncidentEvent::Kind::open_exit;
            state.gate_open[event.gate.row()] = open ? 1 : 0;
            world.mover.set_gate_open(event.gate, open);
            world.recorder.gate_changed(event.gate, now_s, open);
            if (world.hazards != nullptr)
                world.hazards->source->set_door(event.target, open);
            name = world.venue->gates[event.gate.row()].name;
        }
        for (const SurfaceId escalator : event.escalators) {
            state.motion[escalator.row()] = event.motion;
            name = world.venue->surfaces[escalator.row()].name;
        }
        const Said said = describe(event, name);
        Event record;
        record.time_s = now_s;
        record.kind = said.kind;
        record.subject = event.target;
        record.text = said.text;
        record.mark = true;
        if (event.gate.is_valid()) {
            const Gate& gate = world.venue->gates[event.gate.row()];
            record.storey = gate.storey.value;
            record.position_m = 0.5 * (gate.line.a + gate.line.b);
        }
        world.recorder.add_event(std::move(record));
    }
    if (!changed)
        return;
    keep_old_views(world);
    const RouteState before = world.fields.state();
    world.fields.set_state(state);
    note_changes(world, before);
    for (std::size_t row = 0; row < world.agents.size(); ++row) {
        request_guidance(world.agents, row);
        world.progress.restart(world.agents, row, now_s);
    }
}

}  // namespace wayout
