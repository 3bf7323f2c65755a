#include "simulation/progress_watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {

ProgressWatch::ProgressWatch(const Venue& venue, double stuck_after_s, AgentId last)
    : stuck_after_s_(stuck_after_s), last_(last), last_passages_(venue.gates.size()) {}

void ProgressWatch::gate_passed(GateId gate, AgentId person, double time_s) {
    LastPassage& last = last_passages_[gate.row()];
    if (last.person != person)
        last.by_another_s = last.time_s;
    last.person = person;
    last.time_s = time_s;
}

double ProgressWatch::last_passage_by_others_s(std::int32_t gate, AgentId person) const {
    const LastPassage& last = last_passages_[static_cast<std::size_t>(gate)];
    return last.person == person ? last.by_another_s : last.time_s;
}

void ProgressWatch::restart(Agents& agents, std::size_t row, double now_s) const {
    agents.progress_time_s[row] = std::numeric_limits<float>::infinity();
    agents.progress_at_s[row] = static_cast<float>(now_s);
}

void ProgressWatch::left(AgentId person, double) {
    freed(person);
}

void ProgressWatch::freed(AgentId person) {
    if (person >= open_entry_.size() || open_entry_[person] < 0)
        return;
    found_[static_cast<std::size_t>(open_entry_[person])].still_stuck = false;
    open_entry_[person] = -1;
    --stuck_now_;
}

void ProgressWatch::check(Agents& agents, const RouteState& state, const Venue& venue, double now_s) {
    for (std::size_t row = 0; row < agents.size(); ++row) {
        const AgentId person = agents.id[row];
        if (agents.activity[row] != Activity::walking || person > last_)
            continue;
        if (agents.travel_time_s[row] < agents.progress_time_s[row] - progress_step_s) {
            agents.progress_time_s[row] = agents.travel_time_s[row];
            agents.progress_at_s[row] = static_cast<float>(now_s);
            freed(person);
            continue;
        }
        if (now_s - static_cast<double>(agents.progress_at_s[row]) < stuck_after_s_)
            continue;
        const std::int32_t ahead = agents.next_gate[row];
        const bool queueing = ahead >= 0 && now_s - last_passage_by_others_s(ahead, person) < stuck_after_s_;
        if (queueing && std::isfinite(agents.travel_time_s[row]))
            continue;
        if (person < open_entry_.size() && open_entry_[person] >= 0)
            continue;
        newly_stuck_.push_back(row);
    }
    // The list is the same whatever the order of rows.
    std::sort(newly_stuck_.begin(), newly_stuck_.end(),
              [&](std::size_t a, std::size_t b) { return agents.id[a] < agents.id[b]; });
    for (const std::size_t row : newly_stuck_) report(agents, row, state, venue);
    newly_stuck_.clear();
}

void ProgressWatch::report(const Agents& agents, std::size_t row, const RouteState& state,
                           const Venue& venue) {
    const AgentId person = agents.id[row];
    if (person >= open_entry_.size())
        open_entry_.resize(static_cast<std::size_t>(person) + 1, -1);
    StuckPerson stuck;
    stuck.id = person;
    stuck.storey = venue.surfaces[static_cast<std::size_t>(agents.surface[row])].storey.value;
    stuck.position_m = {agents.x_m[row], agents.y_m[row]};
    stuck.since_s = static_cast<double>(agents.progress_at_s[row]);
    stuck.cause = cause(agents, row, state, venue);
    open_entry_[person] = static_cast<std::int32_t>(found_.size());
    found_.push_back(std::move(stuck));
    ++stuck_now_;
}

std::string ProgressWatch::cause(const Agents& agents, std::size_t row, const RouteState& state,
                                 const Venue& venue) const {
    if (agents.exit_gate[row] < 0)
        return std::isfinite(agents.travel_time_s[row])
                   ? "does not get on to where he means to go, which is no exit"
                   : "no exit that this person may use is open and can be reached";
    if (!std::isfinite(agents.travel_time_s[row]))
        return fmt::format("no way from here to exit '{}'",
                           venue.gates[static_cast<std::size_t>(agents.exit_gate[row])].name);
    // Somebody in the way who has not begun to walk explains it as well.
    constexpr double ahead_m = 1.2;
    const Vec2 here{agents.x_m[row], agents.y_m[row]};
    const Vec2 towards{static_cast<double>(agents.desired_x[row]),
                       static_cast<double>(agents.desired_y[row])};
    AgentId first_ahead = 0;
    for (std::size_t other = 0; other < agents.size(); ++other) {
        const bool stands = has_not_begun(agents.activity[other]) ||
                            agents.activity[other] == Activity::staying ||
                            agents.activity[other] == Activity::incapacitated;
        const Vec2 apart = Vec2{agents.x_m[other], agents.y_m[other]} - here;
        if (stands && agents.surface[other] == agents.surface[row] && length(apart) < ahead_m &&
            dot(apart, towards) > 0.0 && (first_ahead == 0 || agents.id[other] < first_ahead))
            first_ahead = agents.id[other];
    }
    if (first_ahead != 0)
        return fmt::format("person {} ahead stays where he is", first_ahead);
    const std::int32_t ahead = agents.next_gate[row];
    if (ahead >= 0) {
        const Gate& gate = venue.gates[static_cast<std::size_t>(ahead)];
        if (state.gate_open[static_cast<std::size_t>(ahead)] == 0)
            return fmt::format("'{}' ahead is closed", gate.name);
        return fmt::format("nobody has passed '{}' ahead for {:.0f} s", gate.name, stuck_after_s_);
    }
    return "no gate ahead is known";
}

}  // namespace wayout
