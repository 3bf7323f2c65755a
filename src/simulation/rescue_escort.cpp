/// Teams on their way out: with those who follow, with somebody whom they carry, or alone.
#include "behaviour/rescue_work.hpp"
#include "navigation/guidance.hpp"
#include "simulation/assistance_state.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/hold_back.hpp"
#include "simulation/rescue_senses.hpp"
#include "simulation/rescue_state.hpp"
#include "simulation/whereabouts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace wayout {
namespace {

/// The charge waits for so many of the team, the nearest; the others walk as they like. Our choice.
constexpr std::size_t bearers = 2;
/// Air for a shorter entry than this, in and out, is not worth keeping. Our choice.
constexpr double least_entry_s = 120.0;
/// So near a team is with somebody. Our choice.
constexpr double with_m = 5.0;
/// So long people wait whom a team has told that it comes back. Our choice.
constexpr double waits_for_team_s = 900.0;
/// A guide waits for the last who follows when he is farther ahead than this, and hardly moves on when it is
/// twice as much; whoever is ahead of the guide slows down. Our choices.
constexpr float guide_ahead_s = 3.0F;
constexpr float team_near_exit_s = 3.0F;

void send_to_exit(World& world, std::size_t row, GateId exit, ErrandPurpose purpose) {
    Agents& agents = world.agents;
    Errand errand;
    errand.purpose = purpose;
    world.errands.give(world, row, errand);
    agents.hold_back_frac[row] = 0.0F;
    agents.exit_gate[row] = exit.value;
    agents.goal[row] = world.fields.goal(exit, agents.mobility[row], View::geared);
    world.fields.demand(agents.goal[row]);
    request_guidance(agents, row);
    world.progress.restart(agents, row, world.time_s());
}

bool has_way(const World& world, std::size_t row, GateId exit, MobilityClass mobility) {
    return world.fields.has_way(world.fields.goal(exit, mobility, View::geared),
                                SurfaceId(world.agents.surface[row]), place_of(world, row));
}

/// Whom a team cannot take along stays where he is until one comes back, but not for ever.
void tell_to_wait(World& world, std::size_t row) {
    Errand waits;
    waits.purpose = ErrandPurpose::hold;
    waits.until_s = static_cast<float>(world.time_s() + waits_for_team_s);
    world.errands.give(world, row, waits);
}

/// Infinite between storeys.
double apart_on_storey_m(const World& world, std::size_t a, std::size_t b) {
    return storey_of(world, a) == storey_of(world, b) ? length(place_of(world, a) - place_of(world, b))
                                                      : std::numeric_limits<double>::infinity();
}

}  // namespace

/// The exit to which the team brings somebody from there; its entry where no way leads to that one.
GateId RescueState::way_out(const World& world, const RescueTeam& team, std::size_t row) const {
    for (const GateId exit : {team.brings_to, team.entry})
        if (has_way(world, row, exit, MobilityClass::ambulant))
            return exit;
    return GateId{};
}

double RescueState::way_out_s(const World& world, const RescueTeam& team) const {
    const auto leader = static_cast<std::size_t>(leader_row(team));
    const GateId out = way_out(world, team, leader);
    if (!out.is_valid())
        return 0.0;
    const float at_reference_s =
        world.fields.time_s(world.fields.goal(out, MobilityClass::ambulant, View::geared),
                            SurfaceId(world.agents.surface[leader]), place_of(world, leader));
    return double{at_reference_s} * world.fields.reference_speed_mps(MobilityClass::ambulant) /
           std::min(team.spec.level_mps, team.spec.smoke_out_mps);
}

bool RescueState::needs_carrying(const World& world, const RescueTeam& team, std::size_t row) const {
    if (is_unable(world.agents.activity[row]))
        return true;
    const GateId exit = way_out(world, team, row);
    return exit.is_valid() && !has_way(world, row, exit, world.agents.mobility[row]);
}

void RescueState::take_charge(World& world, RescueTeam& team, std::size_t row, RescueHow how) {
    const AgentId person = world.agents.id[row];
    if (world.assistance != nullptr)
        if (InNeed* need = world.assistance->need_of_person(person); need != nullptr) {
            dismiss(world, *world.assistance, *need);
            need->stage = HelpStage::ended;
        }
    std::erase(waiting_, person);
    team_of_[person - 1] = static_cast<std::int32_t>(&team - teams_.data());
    rescue_of_[person - 1] = static_cast<std::int32_t>(rescued_.size());
    RescuedPerson& entry = rescued_.emplace_back();
    entry.person = person;
    entry.team = static_cast<int>(&team - teams_.data());
    const std::int32_t zone = zone_at(world, row);
    entry.zone = zone < 0 ? -1 : zones_[static_cast<std::size_t>(zone)].zone;
    entry.storey = storey_of(world, row).value;
    entry.how = how;
    entry.found_s = double{found_s_[person - 1]};
    entry.left_s = world.time_s();
}

/// He is in the hands of nobody any more.
void RescueState::let_go(AgentId person) {
    team_of_[person - 1] = -1;
}

bool RescueState::lead_those_near(World& world, RescueTeam& team) {
    const auto leader = static_cast<std::size_t>(leader_row(team));
    const auto may_follow_from = [&](AgentId person, double most_m) {
        if (!is_waiting(world, person))
            return false;
        const auto there = static_cast<std::size_t>(row(person));
        return apart_on_storey_m(world, leader, there) <= most_m && way_out(world, team, there).is_valid() &&
               !needs_carrying(world, team, there);
    };
    // The team goes on until it is with somebody; then it calls those around.
    if (std::none_of(waiting_.begin(), waiting_.end(),
                     [&](AgentId person) { return may_follow_from(person, with_m); }))
        return false;
    call_those_near(world, team);
    std::vector<AgentId> followers;
    std::copy_if(waiting_.begin(), waiting_.end(), std::back_inserter(followers),
                 [&](AgentId person) { return may_follow_from(person, call_m); });
    std::stable_sort(followers.begin(), followers.end(), [&](AgentId a, AgentId b) {
        return apart_on_storey_m(world, leader, static_cast<std::size_t>(row(a))) <
               apart_on_storey_m(world, leader, static_cast<std::size_t>(row(b)));
    });
    const std::size_t most = std::min(followers.size(), static_cast<std::size_t>(team.spec.leads_at_once));
    for (std::size_t i = most; i < followers.size(); ++i)
        tell_to_wait(world, static_cast<std::size_t>(row(followers[i])));
    followers.resize(most);
    team.led = std::move(followers);
    team.fetches = 0;
    for (const AgentId person : team.led) {
        const auto there = static_cast<std::size_t>(row(person));
        take_charge(world, team, there, RescueHow::led);
        set_wary(world, there, false);
        send_to_exit(world, there, way_out(world, team, there), ErrandPurpose::rescued);
    }
    note(world, team, "rescue_leads", fmt::format("leads {} out", team.led.size()));
    come_out(world, team);
    team.stage = TeamStage::bringing_out;
    return true;
}

/// He is carried from now on: speeds and body are those of team and device.
void RescueState::set_out(World& world, RescueTeam& team) {
    Agents& agents = world.agents;
    const auto charge = static_cast<std::size_t>(row(team.fetches));
    const bool was_unable = is_unable(agents.activity[charge]);
    take_charge(world, team, charge, RescueHow::carried);
    agents.activity[charge] = Activity::walking;
    agents.mobility[charge] = MobilityClass::ambulant;
    agents.speed_loss_frac[charge] = 0.0F;
    agents.free_speed_mps[charge] =
        static_cast<float>(std::min(team.carrying.level_mps, team.spec.level_mps));
    agents.stair_down_mps[charge] =
        static_cast<float>(std::min(team.carrying.stair_down_mps, team.spec.stair_down_mps));
    agents.stair_up_mps[charge] =
        static_cast<float>(std::min(team.carrying.stair_up_mps, team.spec.stair_up_mps));
    if (team.carrying.radius_m > 0.0) {
        agents.radius_m[charge] = static_cast<float>(team.carrying.radius_m);
        agents.wall_radius_m[charge] = std::min(agents.wall_radius_m[charge], agents.radius_m[charge]);
    }
    if (was_unable) {
        is_carried_[team.fetches - 1] = 1;
        const CellIndex cell =
            world.fields.grid().locate(SurfaceId(agents.surface[charge]), place_of(world, charge));
        if (world.hazards != nullptr && cell != no_cell)
            --world.hazards
                  ->lying_in_patch[static_cast<std::size_t>(world.hazards->routes.patches().of(cell))];
    }
    set_wary(world, charge, false);
    send_to_exit(world, charge, way_out(world, team, charge), ErrandPurpose::rescued);
    note(world, team, "rescue_carries", fmt::format("carries person {} out", team.fetches));
    team.carried = team.fetches;
    team.fetches = 0;
    come_out(world, team);
    team.stage = TeamStage::bringing_out;
}

/// The team heads for the way out.
void RescueState::come_out(World& world, RescueTeam& team) {
    for (std::size_t m = 0; m < team.members.size(); ++m) {
        if (team.is_inside[m] == 0)
            continue;
        const auto member = static_cast<std::size_t>(row(team.members[m]));
        const GateId exit = way_out(world, team, member);
        send_to_exit(world, member, exit.is_valid() ? exit : team.brings_to, ErrandPurpose::rescue);
    }
    team.stage = TeamStage::coming_out;
}

void RescueState::walk_out(World& world, RescueTeam& team) {
    Agents& agents = world.agents;
    const std::int32_t leader = leader_row(team);
    // Whoever is overcome on the way is found again, and fetched.
    std::erase_if(team.led, [&](AgentId person) {
        const std::int32_t there = row(person);
        if (there >= 0 && is_unable(agents.activity[static_cast<std::size_t>(there)])) {
            let_go(person);
            find(world, team, person);
            return true;
        }
        return there < 0;
    });
    if (team.carried != 0 && row(team.carried) < 0)
        team.carried = 0;
    if (leader < 0) {
        all_out(world, team);
        return;
    }
    std::vector<std::size_t> members;
    for (std::size_t m = 0; m < team.members.size(); ++m)
        if (team.is_inside[m] != 0 && row(team.members[m]) >= 0)
            members.push_back(static_cast<std::size_t>(row(team.members[m])));
    if (team.carried != 0) {
        const auto charge = static_cast<std::size_t>(row(team.carried));
        std::stable_sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) {
            return apart_on_storey_m(world, charge, a) < apart_on_storey_m(world, charge, b);
        });
        if (members.size() > bearers)
            members.erase(members.begin() + static_cast<std::ptrdiff_t>(bearers), members.end());
        const std::vector<std::uint8_t> stays(members.size(), 1);
        keep_together(world, charge, members, stays);
        return;
    }
    float last_s = 0.0F;
    const auto guide = static_cast<std::size_t>(leader);
    const float guide_s = agents.travel_time_s[guide];
    for (const AgentId person : team.led) {
        const auto there = static_cast<std::size_t>(row(person));
        last_s = std::max(last_s, agents.travel_time_s[there]);
        hold_back(agents, there, agents.travel_time_s[there] < guide_s ? lets_pass_frac : 0.0F);
    }
    // The guide goes first; the others of the team come behind the last. Nobody of the team leaves before
    // those whom it leads.
    const float lag = (last_s - guide_s - guide_ahead_s) / guide_ahead_s;
    for (const std::size_t member : members) {
        const float behind = agents.travel_time_s[member] < last_s ? lets_pass_frac : 0.0F;
        float frac = member == guide ? std::clamp(lag, 0.0F, all_but_stops_frac) : behind;
        if (agents.travel_time_s[member] < team_near_exit_s)
            frac = all_but_stops_frac;
        hold_back(agents, member, team.led.empty() ? 0.0F : frac);
    }
}

/// Everybody of the team is outside.
void RescueState::all_out(World& world, RescueTeam& team) {
    const bool has_brought = team.stage == TeamStage::bringing_out;
    const auto own = static_cast<std::int32_t>(&team - teams_.data());
    for (SearchZone& zone : zones_)
        if (zone.team == own)
            zone.team = -1;
    if (team.search >= 0)
        end_search(world, team, false);
    for (const AgentId person : team.led) let_go(person);  // goes the last steps alone
    team.led.clear();
    team.carried = 0;
    team.fetches = 0;
    team.stage = TeamStage::outside;
    team.until_s = world.time_s() + (has_brought ? hand_over_s : 0.0);
    if (std::isnan(team.result.least_air_l) || team.air_l < team.result.least_air_l)
        team.result.least_air_l = team.air_l;
    if (!must_turn_back(team.spec, team.air_l, least_entry_s))
        return;
    if (team.cylinders >= team.spec.max_entries) {
        team.stage = TeamStage::gone;
        team.result.left_s = world.time_s();
        if (choose_task(world, team) != Task::none && team.result.finding.empty())
            team.result.finding =
                fmt::format("has used its {} cylinders before all was done", team.cylinders);
        if (team.zone >= 0)
            zones_[static_cast<std::size_t>(team.zone)].team = -1;
        team.zone = -1;
        team.fetches = 0;
        note(world, team, "rescue_ends", "has no air left");
        return;
    }
    ++team.cylinders;
    team.air_l = team.spec.air_l;
    team.until_s = world.time_s() + team.spec.rest_s;
}

void RescueState::came_out(World& world, std::size_t row) {
    const AgentId person = world.agents.id[row];
    RescueTeam& team = teams_[team_of_responder(person)];
    for (std::size_t m = 0; m < team.members.size(); ++m)
        if (team.members[m] == person)
            team.is_inside[m] = 0;
    row_of_[person - 1] = -1;
    team.result.left_s = world.time_s();
}

void RescueState::brought_out(World& world, const Passage& passage) {
    const std::int32_t entry = rescue_of_[passage.person - 1];
    std::erase(waiting_, passage.person);
    if (entry < 0)
        return;
    RescuedPerson& rescue = rescued_[static_cast<std::size_t>(entry)];
    rescue.out_s = passage.time_s;
    RescueTeamResult& result = teams_[static_cast<std::size_t>(rescue.team)].result;
    ++(rescue.how == RescueHow::led ? result.led_out : result.carried_out);
    if (is_carried_[passage.person - 1] != 0)
        --world.incapacitated_count;
    is_carried_[passage.person - 1] = 0;
    let_go(passage.person);
}

}  // namespace wayout
