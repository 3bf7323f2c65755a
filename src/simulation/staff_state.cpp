#include "simulation/staff_state.hpp"

#include "simulation/hazard_state.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {

bool StaffState::is_on_duty() const {
    return std::any_of(stewards_.begin(), stewards_.end(),
                       [](const Steward& steward) { return steward.duty != Steward::Duty::over; });
}

std::vector<GateId> StaffState::gates_opened() const {
    std::vector<GateId> gates;
    for (const Steward& steward : stewards_)
        for (const PlannedTask& task : steward.tasks)
            if (task.spec.kind == StewardTask::Kind::open)
                gates.insert(gates.end(), task.gates.begin(), task.gates.end());
    return gates;
}

void StaffState::run(World& world) {
    const Agents& agents = world.agents;
    row_of_.assign(stewards_.size(), -1);
    for (std::size_t row = 0; row < agents.size(); ++row) {
        if (agents.activity[row] == Activity::out || is_responder(world, agents.id[row]) ||
            !is_steward(agents.id[row]))
            continue;
        for (std::size_t s = 0; s < stewards_.size(); ++s)
            if (stewards_[s].person == agents.id[row])
                row_of_[s] = static_cast<std::int32_t>(row);
    }
    for (std::size_t s = 0; s < stewards_.size(); ++s) {
        Steward& steward = stewards_[s];
        if (steward.duty == Steward::Duty::over)
            continue;
        const bool is_able =
            row_of_[s] >= 0 && !is_unable(agents.activity[static_cast<std::size_t>(row_of_[s])]);
        if (is_able)
            direct(world, steward, static_cast<std::size_t>(row_of_[s]));
        else
            leave(world, steward, agents.size(), "is not able any more");
    }
}

void StaffState::direct(World& world, Steward& steward, std::size_t row) {
    const double now_s = world.time_s();
    if (const auto reason = reason_to_leave(world, steward, row)) {
        leave(world, steward, row, *reason);
        return;
    }
    if (steward.duty == Steward::Duty::begins) {
        Errand stay;
        stay.purpose = ErrandPurpose::hold;
        world.errands.give(world, row, stay);
        steward.duty = Steward::Duty::off;
    }
    if (steward.duty == Steward::Duty::off && now_s >= steward.spec.arrives_s - 1e-6)
        steward.duty = Steward::Duty::going;
    if (steward.duty == Steward::Duty::going && is_at(world, steward, row, steward.post)) {
        steward.duty = Steward::Duty::working;
        note(world, steward, row, "steward_at_post", "is at the post");
    }
    while (steward.duty == Steward::Duty::working && work(world, steward, row)) {
        ++steward.task;
        steward.station = 0;
        steward.busy_until_s = -1.0;
    }
}

bool StaffState::is_at(World& world, Steward& steward, std::size_t row, std::int32_t area) {
    const AgentId person = world.agents.id[row];
    if (steward.heads_for == area)
        return world.errands.has_arrived(person);
    steward.heads_for = area;
    Errand errand;
    errand.purpose = ErrandPurpose::post;
    errand.area = area;
    world.errands.give(world, row, errand);
    return false;
}

bool StaffState::is_done_there(Steward& steward, double now_s, double takes_s) {
    if (steward.busy_until_s < 0.0)
        steward.busy_until_s = now_s + takes_s;
    if (now_s < steward.busy_until_s - 1e-6)
        return false;
    steward.busy_until_s = -1.0;
    return true;
}

bool StaffState::work(World& world, Steward& steward, std::size_t row) {
    const double now_s = world.time_s();
    if (steward.task >= steward.tasks.size()) {
        is_at(world, steward, row, steward.post);  // waits there until he is dismissed
        return false;
    }
    const PlannedTask& task = steward.tasks[steward.task];
    if (task.spec.from_s && now_s < *task.spec.from_s - 1e-6)
        return false;
    const bool is_over = task.spec.until_s && now_s >= *task.spec.until_s - 1e-6;
    switch (task.spec.kind) {
        case StewardTask::Kind::open:
            if (steward.station == task.stations.size())
                return true;
            if (is_at(world, steward, row, task.stations[steward.station]) &&
                is_done_there(steward, now_s, task.spec.takes_s)) {
                open(world, steward, task.gates[steward.station]);
                ++steward.station;
            }
            return steward.station == task.stations.size();
        case StewardTask::Kind::sweep:
            tell_those_around(world, steward, row, GateId{});
            if (steward.station < task.stations.size() &&
                is_at(world, steward, row, task.stations[steward.station]))
                ++steward.station;
            if (steward.station < task.stations.size())
                return false;
            note(world, steward, row, "steward_sweep", "has swept the area");
            return true;
        case StewardTask::Kind::direct:
            if (is_over)
                return true;
            if (is_at(world, steward, row, steward.post))
                tell_those_around(world, steward, row, task.exit);
            return false;
        case StewardTask::Kind::hold:
            if (is_over) {
                hold(world, steward, task, false);
                return true;
            }
            if (!steward.is_holding && is_at(world, steward, row, steward.post))
                hold(world, steward, task, true);
            return false;
        case StewardTask::Kind::report:
            if (!is_at(world, steward, row, steward.post) ||
                !is_done_there(steward, now_s, task.spec.takes_s))
                return false;
            note(world, steward, row, "report",
                 task.spec.message.empty() ? std::string("reports the incident")
                                           : fmt::format("reports: {}", task.spec.message));
            steward_reports(world);
            return true;
    }
    return true;
}

void StaffState::open(World& world, const Steward& steward, GateId gate) {
    BuildingChange change(world);
    change.unlock(gate);
    if (world.openings.of(gate).has_one_leaf)
        change.open_second_leaf(gate);
    change.apply();
    world.recorder.add_event(event_at_gate(
        world, gate, "steward_opens",
        fmt::format("Steward '{}' opens '{}'", steward.spec.label(), world.venue->gates[gate.row()].name)));
}

void StaffState::hold(World& world, Steward& steward, const PlannedTask& task, bool is_on) {
    if (steward.is_holding == is_on)
        return;
    steward.is_holding = is_on;
    BuildingChange change(world);
    for (std::size_t i = 0; i < task.gates.size(); ++i)
        change.set_way(task.gates[i], is_on ? task.ways[i] : world.venue->gates[task.gates[i].row()].way);
    change.apply();
    const char* how = !is_on                                    ? "lets all pass again"
                      : task.spec.way == StewardTask::Way::none ? "lets nobody pass"
                      : task.spec.way == StewardTask::Way::up   ? "lets people pass up only"
                      : task.spec.way == StewardTask::Way::down ? "lets people pass down only"
                                                                : "lets people pass one way only";
    world.recorder.add_event(
        event_at_gate(world, task.gates.front(), is_on ? "steward_holds" : "steward_releases",
                      fmt::format("Steward '{}' at '{}' {}", steward.spec.label(),
                                  world.venue->gates[task.gates.front().row()].name, how)));
}

void StaffState::tell_those_around(World& world, const Steward& steward, std::size_t row, GateId exit) {
    const Agents& agents = world.agents;
    const Vec2 here{agents.x_m[row], agents.y_m[row]};
    const SurfaceId surface(agents.surface[row]);
    const double reach2 = steward.spec.reach_m * steward.spec.reach_m;
    for (std::size_t other = 0; other < agents.size(); ++other) {
        if (other == row || agents.activity[other] == Activity::out || is_unable(agents.activity[other]) ||
            is_steward(agents.id[other]) || is_responder(world, agents.id[other]))
            continue;
        const Vec2 there{agents.x_m[other], agents.y_m[other]};
        if (length_squared(there - here) > reach2 ||
            !is_in_sight(world, surface, here, SurfaceId(agents.surface[other]), there, steward.spec.reach_m))
            continue;
        steward_instructs(world, other);
        if (exit.is_valid())
            steward_teaches(world, other, exit);
    }
}

std::optional<const char*> StaffState::reason_to_leave(const World& world, const Steward& steward,
                                                       std::size_t row) const {
    const Agents& agents = world.agents;
    const StewardSpec& spec = steward.spec;
    if (spec.leaves_at_s && world.time_s() >= *spec.leaves_at_s - 1e-6)
        return "leaves at the time given";
    if (world.hazards != nullptr) {
        const CellIndex cell =
            world.fields.grid().locate(SurfaceId(agents.surface[row]), {agents.x_m[row], agents.y_m[row]});
        const std::int32_t patch = cell != no_cell ? world.hazards->routes.patches().of(cell) : -1;
        if (patch >= 0 &&
            static_cast<double>(
                world.hazards->routes.conditions()[static_cast<std::size_t>(patch)].extinction_per_m) >
                spec.leaves_in_smoke_per_m)
            return "leaves because of the smoke";
    }
    if (world.time_s() < spec.arrives_s)
        return std::nullopt;
    const auto s = static_cast<std::size_t>(&steward - stewards_.data());
    for (std::size_t other = 0; other < agents.size(); ++other) {
        if (agents.activity[other] == Activity::out || is_unable(agents.activity[other]) ||
            is_steward(agents.id[other]) || is_responder(world, agents.id[other]))
            continue;
        if (agents.activity[other] == Activity::staying &&
            std::isinf(world.errands.of(agents.id[other]).until_s))
            continue;
        if (steward.empty_zone < 0)
            return std::nullopt;
        const Zone& zone = world.venue->zones[static_cast<std::size_t>(steward.empty_zone)];
        const Surface& surface = world.venue->surfaces[static_cast<std::size_t>(agents.surface[other])];
        if (surface.storey == zone.storey && zones_[s].covers({agents.x_m[other], agents.y_m[other]}))
            return std::nullopt;
    }
    return steward.empty_zone < 0 ? "leaves as the last" : "leaves: the area is empty";
}

void StaffState::leave(World& world, Steward& steward, std::size_t row, const char* reason) {
    if (steward.is_holding)
        hold(world, steward, steward.tasks[steward.task], false);
    steward.duty = Steward::Duty::over;
    if (row < world.agents.size())
        world.errands.end(world, row);
    note(world, steward, row, "steward_leaves", reason);
}

void StaffState::note(World& world, const Steward& steward, std::size_t row, const char* kind,
                      std::string text) {
    Event event;
    event.time_s = world.time_s();
    event.kind = kind;
    event.subject = steward.spec.id;
    event.text = fmt::format("Steward '{}' {}", steward.spec.label(), text);
    if (row < world.agents.size()) {
        event.storey =
            world.venue->surfaces[static_cast<std::size_t>(world.agents.surface[row])].storey.value;
        event.position_m = {world.agents.x_m[row], world.agents.y_m[row]};
    }
    world.recorder.add_event(std::move(event));
}

}  // namespace wayout
