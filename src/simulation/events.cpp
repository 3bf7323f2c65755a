/// Phase 1 of a step: what the incident changes in the building.
#include "simulation/world.hpp"

#include "simulation/hazard_state.hpp"
#include "simulation/openings.hpp"

#include <fmt/format.h>

namespace wayout {
namespace {

struct Said {
    const char* kind;
    std::string text;
};

Said describe(const DueEvent& event, const std::string& name, bool is_done) {
    using Kind = IncidentEvent::Kind;
    switch (event.kind) {
        case Kind::open_door:
            return {"open_door", is_done ? fmt::format("Door '{}' opens", name)
                                         : fmt::format("Door '{}' is locked and stays shut", name)};
        case Kind::close_door:
            return {"close_door", fmt::format("Door '{}' closes", name)};
        case Kind::open_exit:
            return {"open_exit", is_done ? fmt::format("Exit '{}' opens", name)
                                         : fmt::format("Exit '{}' is locked and stays shut", name)};
        case Kind::close_exit:
            return {"close_exit", fmt::format("Exit '{}' closes", name)};
        case Kind::lock_door:
            return {"lock_door", fmt::format("'{}' is locked", name)};
        case Kind::unlock_door:
            return {"unlock_door", fmt::format("'{}' is unlocked and opens", name)};
        case Kind::open_leaf:
            return {"open_leaf", fmt::format("The second leaf of '{}' opens", name)};
        case Kind::set_service:
            return {"set_service", event.service_s > 0.0
                                       ? fmt::format("From now on each passage of '{}' takes {:.1f} s", name,
                                                     event.service_s)
                                       : fmt::format("'{}' lets everybody through freely", name)};
        case Kind::remove_barrier:
            return {"remove_barrier", fmt::format("Barrier '{}' is removed", name)};
        case Kind::set_escalator:
            break;
    }
    const char* motion = event.motion == StairSpec::Motion::stopped ? "stops"
                         : event.motion == StairSpec::Motion::up    ? "runs up"
                                                                    : "runs down";
    return {"set_escalator", fmt::format("Escalator '{}' {}", name, motion)};
}

/// Escalators, light and the alarm; the doors of the venue need no power.
void switch_power(World& world, bool is_on, BuildingChange& change) {
    const PowerFailureSpec& power = *world.scenario.incident.power;
    for (std::size_t s = 0; s < world.venue->surfaces.size(); ++s)
        if (const Surface& surface = world.venue->surfaces[s]; surface.kind == SurfaceKind::escalator)
            change.set_escalator(SurfaceId::from(s), is_on ? surface.motion : StairSpec::Motion::stopped,
                                 default_belt_deceleration_mps2);
    world.lighting_loss_frac = is_on ? 0.0 : 1.0 - power.emergency_speed_frac;
    Agents& agents = world.agents;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        agents.speed_loss_frac[row] = static_cast<float>(world.lighting_loss_frac);
        const bool waits = has_not_begun(agents.activity[row]);
        if (is_on || !waits || power.silent_alarm_delay_s <= 0.0 ||
            static_cast<double>(agents.start_time_s[row]) <= world.time_s())
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

/// @return whether it could be done
bool change_gate(const DueEvent& event, BuildingChange& change) {
    using Kind = IncidentEvent::Kind;
    switch (event.kind) {
        case Kind::open_door:
        case Kind::open_exit:
        case Kind::remove_barrier:
            return change.set_open(event.gate, true);
        case Kind::close_door:
        case Kind::close_exit:
            return change.set_open(event.gate, false);
        case Kind::lock_door:
            change.lock(event.gate);
            break;
        case Kind::unlock_door:
            change.unlock(event.gate);
            break;
        case Kind::open_leaf:
            change.open_second_leaf(event.gate);
            break;
        case Kind::set_service:
            change.set_service(event.gate, event.service_s);
            break;
        case Kind::set_escalator:
            break;
    }
    return true;
}

}  // namespace

void apply_due_events(World& world) {
    if (world.next_event == world.events.size())
        return;
    const double now_s = world.time_s();
    BuildingChange change(world);
    // Half a step of tolerance: an event at a multiple of the time step belongs to that step whatever the
    // rounding.
    for (; world.next_event < world.events.size() &&
           world.events[world.next_event].at_s <= now_s + 0.5 * world.time_step_s;
         ++world.next_event) {
        const DueEvent& event = world.events[world.next_event];
        if (event.power != DueEvent::Power::none) {
            switch_power(world, event.power == DueEvent::Power::returns, change);
            continue;
        }
        if (event.gate.is_valid()) {
            if (world.hazards != nullptr && world.hazards->is_gate_lost[event.gate.row()] != 0)
                continue;  // gone with the structure
            const bool is_done = change_gate(event, change);
            const Said said = describe(event, world.venue->gates[event.gate.row()].name, is_done);
            world.recorder.add_event(event_at_gate(world, event.gate, said.kind, said.text));
            continue;
        }
        std::string name = event.target;
        for (const SurfaceId escalator : event.escalators) {
            change.set_escalator(escalator, event.motion, event.deceleration_mps2);
            name = world.venue->surfaces[escalator.row()].name;
        }
        const Said said = describe(event, name, true);
        Event record;
        record.time_s = now_s;
        record.kind = said.kind;
        record.subject = event.target;
        record.text = said.text;
        record.mark = true;
        world.recorder.add_event(std::move(record));
    }
    change.apply();
}

}  // namespace wayout
