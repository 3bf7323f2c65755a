/// At a place: whether the team is there, whom it finds, and what it does with him.
#include "agents/distribution.hpp"
#include "behaviour/rescue_work.hpp"
#include "core/random.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/rescue_senses.hpp"
#include "simulation/rescue_state.hpp"
#include "simulation/whereabouts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// Without any sight people find whom they touch. Our choice.
constexpr double arm_m = 1.0;
/// A team that needs longer than this many times what it expected, and so much more, does not get through.
constexpr double late_factor = 4.0;
constexpr double late_s = 240.0;
/// Second index of Draw::assistance: the first is the preparation of those in need.
constexpr std::uint32_t extrication_draw = 1;

}  // namespace

bool RescueState::is_trapped(const World& world, AgentId person) const {
    return world.hazards != nullptr && world.hazards->caught[person - 1].fate == LossFate::trapped &&
           std::isnan(freed_s_[person - 1]);
}

std::int32_t RescueState::zone_at(const World& world, std::size_t row) const {
    for (std::size_t z = 0; z < zones_.size(); ++z)
        if (zones_[z].storey == storey_of(world, row) && zones_[z].outline.covers(place_of(world, row)))
            return static_cast<std::int32_t>(z);
    return -1;
}

/// Found, inside, and in nobody's hands.
bool RescueState::is_waiting(const World& world, AgentId person) const {
    return row(person) >= 0 && team_of_[person - 1] < 0 && !is_being_helped(world, person);
}

void RescueState::find(World& world, RescueTeam& team, AgentId person) {
    if (std::isnan(found_s_[person - 1])) {
        found_s_[person - 1] = static_cast<float>(world.time_s());
        found_by_[person - 1] = static_cast<std::int32_t>(&team - teams_.data());
    }
    if (std::find(waiting_.begin(), waiting_.end(), person) != waiting_.end())
        return;
    waiting_.push_back(person);
    if (team.search >= 0)
        ++searches_[static_cast<std::size_t>(team.search)].found;
}

void RescueState::check_arrival(World& world, RescueTeam& team) {
    const auto leader = static_cast<std::size_t>(leader_row(team));
    if (team.fetches != 0 && !is_waiting(world, team.fetches)) {  // is helped otherwise, or has gone
        go_on(world, team);
        return;
    }
    // The others stand around, perhaps in the way of the leader.
    const bool is_there = std::any_of(team.members.begin(), team.members.end(), [&](AgentId member) {
        return row(member) >= 0 && world.errands.has_arrived(member);
    });
    if (is_there) {
        if (team.zone >= 0) {
            const SearchZone& zone = zones_[static_cast<std::size_t>(team.zone)];
            team.stage = TeamStage::searching;
            team.until_s =
                world.time_s() + search_time_s(team.spec, zone.area_m2, visibility_at_m(world, leader)) /
                                     static_cast<double>(zone.stations.size());
            return;
        }
        find(world, team, team.fetches);
        if (!is_trapped(world, team.fetches)) {
            end_station(world, team);
            return;
        }
        if (!team.spec.extrication_s) {
            team.cannot_free.push_back(team.fetches);
            team.result.finding = fmt::format("finds person {} trapped and cannot free him", team.fetches);
            note(world, team, "rescue_trapped", team.result.finding);
            go_on(world, team);
            return;
        }
        team.stage = TeamStage::freeing;
        team.until_s = world.time_s() + QuantileFunction(*team.spec.extrication_s)(uniform01_open(
                                            world.seed, team.fetches, Draw::assistance, 0, extrication_draw));
        return;
    }
    const double waited_s = world.time_s() - team.set_off_s;
    const std::int32_t goal = goal_to_area_for(world, leader, team.area);
    if (waited_s < 1.0 || !world.fields.is_solved(goal) || world.fields.is_stale(goal))
        return;
    if (std::isinf(team.until_s)) {
        const auto expected_s = static_cast<double>(
            world.fields.time_s(goal, SurfaceId(world.agents.surface[leader]), place_of(world, leader)));
        if (!std::isfinite(expected_s)) {
            give_up_task(world, team, "no way leads there");
            return;
        }
        const double slower = world.fields.reference_speed_mps(MobilityClass::ambulant) /
                              std::min(team.spec.smoke_mps, team.spec.level_mps);
        team.until_s = team.set_off_s + late_factor * slower * expected_s + late_s;
    }
    if (world.time_s() >= team.until_s)
        give_up_task(world, team, fmt::format("no way through in {:.0f} s", waited_s));
}

/// Those on the leader's storey of whom `is_near` is true and who need the team.
template <typename IsNear>
void RescueState::find_where(World& world, RescueTeam& team, const IsNear& is_near) {
    const Agents& agents = world.agents;
    const auto leader = static_cast<std::size_t>(leader_row(team));
    std::vector<AgentId> found;
    for (std::size_t other = 0; other < agents.size(); ++other) {
        const AgentId person = agents.id[other];
        if (agents.activity[other] != Activity::out && person < first_responder_ &&
            storey_of(world, other) == storey_of(world, leader) && team_of_[person - 1] < 0 &&
            !is_being_helped(world, person) && is_near(other) &&
            (is_unable(agents.activity[other]) || !leaves_by_himself(world, other)))
            found.push_back(person);
    }
    std::sort(found.begin(), found.end());
    for (const AgentId person : found) find(world, team, person);
}

/// Everybody near: of the station that has been searched, or in sight.
void RescueState::look_round(World& world, RescueTeam& team) {
    const Agents& agents = world.agents;
    const auto leader = static_cast<std::size_t>(leader_row(team));
    const SearchZone* zone = team.zone >= 0 && team.stage == TeamStage::searching
                                 ? &zones_[static_cast<std::size_t>(team.zone)]
                                 : nullptr;
    const Vec2 here = zone != nullptr ? zone->middles[zone->station] : place_of(world, leader);
    const double seen_m =
        zone != nullptr ? reach_m : std::clamp(visibility_at_m(world, leader), arm_m, reach_m);
    find_where(world, team, [&](std::size_t other) {
        const Vec2 there = place_of(world, other);
        if (length(there - here) > seen_m)
            return false;
        return zone != nullptr ? zone->outline.covers(there)
                               : is_in_sight(world, SurfaceId(agents.surface[leader]), here,
                                             SurfaceId(agents.surface[other]), there, seen_m);
    });
}

/// Those who are able and hear the team.
void RescueState::call_those_near(World& world, RescueTeam& team) {
    const Agents& agents = world.agents;
    const Vec2 here = place_of(world, static_cast<std::size_t>(leader_row(team)));
    find_where(world, team, [&](std::size_t other) {
        return !is_unable(agents.activity[other]) && length(place_of(world, other) - here) <= call_m;
    });
}

/// The team is where it meant to be and has done what it came for: it takes people out, or goes on.
void RescueState::end_station(World& world, RescueTeam& team) {
    look_round(world, team);
    if (team.stage == TeamStage::searching) {
        SearchZone& zone = zones_[static_cast<std::size_t>(team.zone)];
        if (++zone.station == zone.stations.size()) {
            note(world, team, "rescue_searched",
                 fmt::format("has searched '{}'",
                             world.venue->zones[static_cast<std::size_t>(zone.zone)].name));
            end_search(world, team, true);
        }
    }
    if (lead_those_near(world, team))
        return;
    const auto leader = static_cast<std::size_t>(leader_row(team));
    if (team.fetches == 0 || row(team.fetches) < 0) {
        // Whoever lies near the station is fetched next.
        go_on(world, team);
        return;
    }
    const auto there = static_cast<std::size_t>(row(team.fetches));
    if (!needs_carrying(world, team, there)) {  // able after all, and on his own way
        team.fetches = 0;
        go_on(world, team);
        return;
    }
    if (!way_out(world, team, leader).is_valid()) {
        give_up_task(world, team, "no way leads out from there");
        return;
    }
    team.stage = TeamStage::packaging;
    team.until_s = world.time_s() + package_s;
}

}  // namespace wayout
