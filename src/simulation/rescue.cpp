/// Rescue teams, four times a second: they come, go in, search, find, bring out, run out of air.
#include "behaviour/rescue_work.hpp"
#include "geometry/segment.hpp"
#include "simulation/rescue_senses.hpp"
#include "simulation/rescue_state.hpp"
#include "simulation/whereabouts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace wayout {
namespace {

constexpr std::uint64_t rescue_period_steps = 5;
constexpr double timeline_s = 10.0;
/// Without breathing apparatus a team does not stay in more than this. Our choice.
constexpr double no_mask_extinction_per_m = 0.3;

}  // namespace

bool RescueState::is_at_work() const {
    return std::any_of(teams_.begin(), teams_.end(),
                       [](const RescueTeam& team) { return team.stage != TeamStage::gone; });
}

std::int32_t RescueState::leader_row(const RescueTeam& team) const {
    for (std::size_t m = 0; m < team.members.size(); ++m)
        if (team.is_inside[m] != 0 && row(team.members[m]) >= 0)
            return row(team.members[m]);
    return -1;
}

void RescueState::note(World& world, const RescueTeam& team, const char* kind, std::string text, bool mark) {
    Event event;
    event.time_s = world.time_s();
    event.kind = kind;
    event.subject = team.spec.id;
    event.text = fmt::format("Rescue team '{}' {}", team.spec.label(), text);
    event.mark = mark;
    if (const std::int32_t leader = leader_row(team); leader >= 0) {
        event.storey = storey_of(world, static_cast<std::size_t>(leader)).value;
        event.position_m = place_of(world, static_cast<std::size_t>(leader));
    } else {
        event.storey = world.venue->gates[team.entry.row()].storey.value;
        event.position_m = midpoint(world.venue->gates[team.entry.row()].line);
    }
    world.recorder.add_event(std::move(event));
}

void RescueState::arrive(World& world, RescueTeam& team) {
    team.result.arrived_s = world.time_s();
    team.stage = TeamStage::outside;
    team.until_s = world.time_s();
    std::set<MobilityClass> classes(world.agents.mobility.begin(), world.agents.mobility.end());
    classes.insert(MobilityClass::ambulant);
    for (const GateId exit : {team.entry, team.brings_to})
        for (const MobilityClass mobility : classes)
            world.fields.demand(world.fields.goal(exit, mobility, View::geared));
    if (const GateState& entry = world.openings.of(team.entry); !entry.is_open || entry.is_locked) {
        BuildingChange change(world);
        change.unlock(team.entry);
        change.apply();
    }
    note(world, team, "rescue_arrives",
         fmt::format("arrives at '{}'", world.venue->gates[team.entry.row()].name), true);
}

void RescueState::breathe(World& world, RescueTeam& team, double dt_s) {
    const std::int32_t leader = leader_row(team);
    if (leader < 0 || !team.spec.breathing_apparatus || world.hazards == nullptr ||
        extinction_per_m(world, static_cast<std::size_t>(leader)) < mask_extinction_per_m)
        return;
    const bool works = team.stage == TeamStage::searching || team.stage == TeamStage::freeing ||
                       team.stage == TeamStage::packaging || team.carried != 0;
    team.air_l -= dt_s / 60.0 * (works ? team.spec.air_searching_l_per_min : team.spec.air_moving_l_per_min);
}

/// Outside, and ready.
void RescueState::go_in_again(World& world, RescueTeam& team, double dt_s) {
    const Task task = choose_task(world, team);
    if (task == Task::wait)
        team.result.waited_for_release_s += dt_s;
    if (task == Task::none && !is_any_team_busy(world)) {
        team.stage = TeamStage::gone;
        note_what_is_left(world, team);
        if (!std::isnan(team.result.entered_s))
            note(world, team, "rescue_ends", "has nothing more to do");
    }
    if (task == Task::go) {
        ++team.result.entries;
        team.stage = TeamStage::entering;
    }
}

/// For want of air, or before smoke that it cannot breathe.
bool RescueState::turns_back(World& world, RescueTeam& team) {
    const auto leader = static_cast<std::size_t>(leader_row(team));
    const bool is_in_smoke =
        !team.spec.breathing_apparatus && extinction_per_m(world, leader) > no_mask_extinction_per_m;
    if (!is_in_smoke && !must_turn_back(team.spec, team.air_l, way_out_s(world, team)))
        return false;
    if (!is_in_smoke)
        ++team.result.turned_back_for_air;
    else if (team.zone >= 0)
        team.is_given_up[static_cast<std::size_t>(team.zone)] = 1;
    else if (team.fetches != 0)
        team.out_of_reach.push_back(team.fetches);
    if (is_in_smoke && team.result.finding.empty())
        team.result.finding = "turns back from smoke without breathing apparatus";
    note(world, team, "rescue_turns_back", is_in_smoke ? "turns back: smoke" : "turns back: air");
    end_search(world, team, false);
    team.fetches = 0;
    if (!lead_those_near(world, team))
        come_out(world, team);
    return true;
}

void RescueState::move_on(World& world, RescueTeam& team) {
    const std::size_t known = waiting_.size();
    look_round(world, team);
    if (lead_those_near(world, team))
        return;
    if (team.zone >= 0 && waiting_.size() > known)
        go_on(world, team);  // whoever lies on the way comes before the search
    else
        check_arrival(world, team);
}

/// A station is searched, or somebody freed.
void RescueState::end_work(World& world, RescueTeam& team) {
    if (team.stage == TeamStage::freeing) {
        freed_s_[team.fetches - 1] = static_cast<float>(world.time_s());
        ++team.result.freed;
        note(world, team, "rescue_frees", fmt::format("has freed person {}", team.fetches));
    }
    end_station(world, team);
}

void RescueState::run_team(World& world, RescueTeam& team) {
    const double now_s = world.time_s();
    const double dt_s = static_cast<double>(rescue_period_steps) * world.time_step_s;
    breathe(world, team, dt_s);
    switch (team.stage) {
        case TeamStage::not_come:
            if (now_s >= team.spec.arrives_s - 1e-6)
                arrive(world, team);
            return;
        case TeamStage::outside:
            if (now_s >= team.until_s - 1e-6)
                go_in_again(world, team, dt_s);
            return;
        case TeamStage::entering:
            enter(world, team);
            return;
        case TeamStage::moving:
        case TeamStage::searching:
        case TeamStage::freeing:
            if (turns_back(world, team))
                return;
            if (team.stage == TeamStage::moving)
                move_on(world, team);
            else if (now_s >= team.until_s - 1e-6)
                end_work(world, team);
            return;
        case TeamStage::packaging:
            if (!is_waiting(world, team.fetches))  // is helped otherwise, or has gone
                go_on(world, team);
            else if (now_s >= team.until_s - 1e-6)
                set_out(world, team);
            return;
        case TeamStage::bringing_out:
        case TeamStage::coming_out:
            walk_out(world, team);
            return;
        case TeamStage::gone:
            return;
    }
}

void RescueState::run(World& world) {
    std::fill(row_of_.begin(), row_of_.end(), -1);
    for (std::size_t r = 0; r < world.agents.size(); ++r)
        if (world.agents.activity[r] != Activity::out)
            row_of_[world.agents.id[r] - 1] = static_cast<std::int32_t>(r);
    for (RescueTeam& team : teams_) run_team(world, team);
    const double last_s = timeline_.empty() ? -timeline_s : timeline_.back().time_s;
    if (world.time_s() < last_s + timeline_s - 1e-6)
        return;
    ResponderCount now;
    now.time_s = world.time_s();
    now.inside = responders_inside();
    for (const RescueTeam& team : teams_)
        if (team.stage == TeamStage::gone)
            now.gone += team.spec.members;
    now.waiting = responder_count() - now.inside - now.gone;
    timeline_.push_back(now);
}

void rescue(World& world) {
    if (world.rescue != nullptr && world.step_index % rescue_period_steps == 0)
        world.rescue->run(world);
}

bool is_responder(const World& world, AgentId person) {
    return person > static_cast<AgentId>(world.placed_count);
}

bool is_in_hands_of_rescue(const World& world, AgentId person) {
    return world.rescue != nullptr && world.rescue->is_led(person);
}

bool is_carried(const World& world, AgentId person) {
    return world.rescue != nullptr && world.rescue->is_carried(person);
}

}  // namespace wayout
