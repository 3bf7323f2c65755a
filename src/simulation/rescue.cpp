/// What rescue teams do, four times a second: they come, go in, search, find, bring out, run out of air.
#include "behaviour/rescue_work.hpp"
#include "navigation/guidance.hpp"
#include "simulation/assistance_state.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/rescue_state.hpp"
#include "simulation/world.hpp"

#include "agents/distribution.hpp"
#include "core/random.hpp"
#include "geometry/segment.hpp"
#include "harm/smoke_sight.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace wayout {
namespace {

constexpr std::uint64_t period_steps = 5;
constexpr double timeline_s = 10.0;
/// Half the side of the square around somebody from which he is taken up. Our choice.
constexpr double at_hand_m = 1.5;
/// From a station, as the zones are cut; and on its way a team finds whom it sees so near.
constexpr double station_reach_m = 5.0;
/// Without any sight people find whom they touch. Our choice.
constexpr double arm_m = 1.0;
/// A storey between a team and somebody counts like so many metres when the nearest is looked for. Our
/// choice.
constexpr double storey_away_m = 30.0;
/// A team that needs longer than this many times what it expected, and so much more, does not get through.
constexpr double late_factor = 4.0;
constexpr double late_s = 240.0;
/// In smoke of less extinction than this a team saves its air. Our choice.
constexpr double mask_extinction_per_m = 0.1;
/// Without breathing apparatus a team does not stay in more than this. Our choice.
constexpr double no_mask_extinction_per_m = 0.3;
/// Second index of Draw::assistance: the first is the preparation of those in need.
constexpr std::uint32_t extrication_draw = 1;

Vec2 place_of(const Agents& agents, std::size_t row) {
    return {agents.x_m[row], agents.y_m[row]};
}

StoreyId storey_of(const World& world, std::size_t row) {
    return world.venue->surfaces[static_cast<std::size_t>(world.agents.surface[row])].storey;
}

double extinction_per_m(const World& world, std::size_t row) {
    if (world.hazards == nullptr)
        return 0.0;
    const CellIndex cell =
        world.fields.grid().locate(SurfaceId(world.agents.surface[row]), place_of(world.agents, row));
    const std::int32_t patch = cell == no_cell ? -1 : world.hazards->routes.patches().of(cell);
    return patch < 0
               ? 0.0
               : double{world.hazards->routes.conditions()[static_cast<std::size_t>(patch)].extinction_per_m};
}

double visibility_at_m(const World& world, std::size_t row) {
    return world.hazards == nullptr
               ? std::numeric_limits<double>::infinity()
               : visibility_m(extinction_per_m(world, row), world.hazards->exposure.sign);
}

double apart_m(const World& world, StoreyId storey, Vec2 at, std::size_t row) {
    const int storeys = std::abs(storey_of(world, row).value - storey.value);
    return length(place_of(world.agents, row) - at) + storey_away_m * storeys;
}

/// Gets on towards the exit of his choice in clear air, and so needs nobody to lead him.
bool leaves_by_himself(const World& world, std::size_t row) {
    const Agents& agents = world.agents;
    const double idle_s = world.time_s() - double{agents.progress_at_s[row]};
    const bool has_turned_back =
        world.hazards != nullptr && !std::isnan(world.hazards->turned_back_s[agents.id[row] - 1]);
    return agents.activity[row] == Activity::walking && agents.exit_gate[row] >= 0 &&
           std::isfinite(agents.travel_time_s[row]) && idle_s < world.scenario.simulation.stuck_after_s &&
           !has_turned_back && extinction_per_m(world, row) < mask_extinction_per_m;
}

bool is_being_helped(const World& world, AgentId person) {
    if (world.assistance == nullptr)
        return false;
    const InNeed* need = world.assistance->need_of_person(person);
    return need != nullptr && (need->stage == HelpStage::called || need->stage == HelpStage::preparing ||
                               need->stage == HelpStage::moving);
}

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

bool RescueState::is_trapped(const World& world, AgentId person) const {
    return world.hazards != nullptr && world.hazards->caught[person - 1].fate == LossFate::trapped &&
           std::isnan(freed_s_[person - 1]);
}

std::int32_t RescueState::zone_at(const World& world, std::size_t row) const {
    for (std::size_t z = 0; z < zones_.size(); ++z)
        if (zones_[z].storey == storey_of(world, row) &&
            zones_[z].outline.covers(place_of(world.agents, row)))
            return static_cast<std::int32_t>(z);
    return -1;
}

/// Whether the zone is kept from the team now.
bool RescueState::is_withheld(const World& world, const RescueTeam& team, std::int32_t zone) const {
    if (zone < 0)
        return false;
    const SearchZone& place = zones_[static_cast<std::size_t>(zone)];
    const std::string& zone_id = world.venue->zones[static_cast<std::size_t>(place.zone)].id;
    const std::string& storey_id = world.venue->storeys[place.storey.row()].id;
    const auto holds = [](const std::vector<std::string>& ids, const std::string& id) {
        return std::find(ids.begin(), ids.end(), id) != ids.end();
    };
    return std::any_of(world.scenario.response.embargoes.begin(), world.scenario.response.embargoes.end(),
                       [&](const AccessEmbargoSpec& embargo) {
                           return (holds(embargo.zones, zone_id) || holds(embargo.storeys, storey_id)) &&
                                  (embargo.teams.empty() || holds(embargo.teams, team.spec.id)) &&
                                  world.time_s() >= embargo.from_s && world.time_s() < embargo.until_s;
                       });
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

void RescueState::note(World& world, const RescueTeam& team, const char* kind, std::string text, bool mark) {
    Event event;
    event.time_s = world.time_s();
    event.kind = kind;
    event.subject = team.spec.id;
    event.text = fmt::format("Rescue team '{}' {}", team.spec.label(), text);
    event.mark = mark;
    if (const std::int32_t leader = leader_row(team); leader >= 0) {
        event.storey = storey_of(world, static_cast<std::size_t>(leader)).value;
        event.position_m = place_of(world.agents, static_cast<std::size_t>(leader));
    } else {
        event.storey = world.venue->gates[team.entry.row()].storey.value;
        event.position_m = midpoint(world.venue->gates[team.entry.row()].line);
    }
    world.recorder.add_event(std::move(event));
}

// ---------------------------------------------------------------- what to do next

/// How many the team would bring out with him: those around him who are able, or he alone.
double RescueState::followers_of(const World& world, const RescueTeam& team, std::size_t there) const {
    const Agents& agents = world.agents;
    if (is_unable(agents.activity[there]))
        return 1.0;
    const auto count = std::count_if(waiting_.begin(), waiting_.end(), [&](AgentId person) {
        return is_waiting(world, person) &&
               !is_unable(agents.activity[static_cast<std::size_t>(row(person))]) &&
               apart_m(world, storey_of(world, there), place_of(agents, there),
                       static_cast<std::size_t>(row(person))) <= call_m;
    });
    return std::clamp(static_cast<double>(count), 1.0, static_cast<double>(team.spec.leads_at_once));
}

/// By the way out from its next station.
bool RescueState::is_reached(const World& world, const RescueTeam& team, const SearchZone& zone) const {
    const NavigationGrid& grid = world.fields.grid();
    const CellIndex cell = zone.stations[zone.station].front();
    return std::isfinite(
        world.fields.time_s(world.fields.goal(team.entry, MobilityClass::ambulant, View::geared),
                            grid.surface(cell), grid.centre(cell)));
}

/// Whether something is still to come that lets the team get where it cannot now: an event, a release.
bool RescueState::may_open(const World& world, const RescueTeam& team) const {
    if (world.next_event < world.events.size())
        return true;
    return std::any_of(
        world.scenario.response.embargoes.begin(), world.scenario.response.embargoes.end(),
        [&](const AccessEmbargoSpec& embargo) {
            const bool holds_it =
                embargo.teams.empty() ||
                std::find(embargo.teams.begin(), embargo.teams.end(), team.spec.id) != embargo.teams.end();
            return holds_it && std::isfinite(embargo.until_s) && world.time_s() < embargo.until_s;
        });
}

/// Somebody found who waits and can be got to, the least way for each who would come along; otherwise the
/// next zone of the plan.
RescueState::Task RescueState::choose_task(World& world, RescueTeam& team) {
    team.fetches = 0;
    team.zone = -1;
    const auto own = static_cast<std::int32_t>(&team - teams_.data());
    const std::int32_t leader = leader_row(team);
    const Gate& entry = world.venue->gates[team.entry.row()];
    const StoreyId storey = leader >= 0 ? storey_of(world, static_cast<std::size_t>(leader)) : entry.storey;
    const Vec2 here =
        leader >= 0 ? place_of(world.agents, static_cast<std::size_t>(leader)) : midpoint(entry.line);
    if (world.time_s() >= team.spec.leaves_at_s)
        return Task::none;

    const auto is_in = [](const std::vector<AgentId>& list, AgentId person) {
        return std::find(list.begin(), list.end(), person) != list.end();
    };
    const auto is_fetched = [&](AgentId person) {
        return std::any_of(teams_.begin(), teams_.end(),
                           [&](const RescueTeam& other) { return other.fetches == person; });
    };
    bool is_any_withheld = false;
    double nearest_m = std::numeric_limits<double>::infinity();
    for (const AgentId person : waiting_) {
        if (!is_waiting(world, person) || is_in(team.cannot_free, person) ||
            is_in(team.out_of_reach, person) || is_fetched(person))
            continue;
        const auto there = static_cast<std::size_t>(row(person));
        if (leaves_by_himself(world, there))
            continue;
        if (is_withheld(world, team, zone_at(world, there)) || !way_out(world, team, there).is_valid()) {
            is_any_withheld = true;
            continue;
        }
        const double away_m = apart_m(world, storey, here, there) / followers_of(world, team, there);
        if (away_m < nearest_m) {
            nearest_m = away_m;
            team.fetches = person;
        }
    }
    if (team.fetches != 0)
        return Task::go;
    for (const std::size_t z : team.plan) {
        SearchZone& zone = zones_[z];
        if (zone.is_done || (zone.team >= 0 && zone.team != own) || team.is_given_up[z] != 0)
            continue;
        if (is_withheld(world, team, static_cast<std::int32_t>(z)) || !is_reached(world, team, zone)) {
            is_any_withheld = true;
            continue;
        }
        team.zone = static_cast<std::int32_t>(z);
        zone.team = own;
        return Task::go;
    }
    return is_any_withheld && may_open(world, team) ? Task::wait : Task::none;
}

/// Whether somebody may still be found, by a team that is inside or will be: the others stand by.
bool RescueState::is_any_team_busy(const World& world) const {
    return std::any_of(teams_.begin(), teams_.end(), [&](const RescueTeam& team) {
        const bool is_idle = team.stage == TeamStage::not_come || team.stage == TeamStage::gone ||
                             (team.stage == TeamStage::outside && team.until_s <= world.time_s() + 1e-6);
        return !is_idle;
    });
}

/// Why a team that goes has not done all of its plan.
void RescueState::note_what_is_left(const World& world, RescueTeam& team) {
    if (!team.result.finding.empty())
        return;
    for (const std::size_t z : team.plan)
        if (const SearchZone& zone = zones_[z]; !zone.is_done && zone.team < 0) {
            const std::string& name = world.venue->zones[static_cast<std::size_t>(zone.zone)].name;
            team.result.finding =
                is_withheld(world, team, static_cast<std::int32_t>(z))
                    ? fmt::format("was not let into '{}'", name)
                    : fmt::format("did not search '{}'{}", name,
                                  is_reached(world, team, zone) ? "" : ": no open way leads there");
            return;
        }
}

/// Inside, with nothing in hand: on with the plan, or out.
void RescueState::go_on(World& world, RescueTeam& team) {
    const auto leader = static_cast<std::size_t>(leader_row(team));
    const double way_s = static_cast<double>(
        world.fields.time_s(world.fields.goal(team.brings_to, MobilityClass::ambulant, View::geared),
                            SurfaceId(world.agents.surface[leader]), place_of(world.agents, leader)));
    if (must_turn_back(team.spec, team.air_l, way_s) || choose_task(world, team) != Task::go) {
        come_out(world, team);
        return;
    }
    set_off(world, team);
}

void RescueState::set_off(World& world, RescueTeam& team) {
    const NavigationGrid& grid = world.fields.grid();
    std::vector<CellIndex> cells;
    if (team.zone >= 0) {
        SearchZone& zone = zones_[static_cast<std::size_t>(team.zone)];
        cells = zone.stations[zone.station];
        if (team.search < 0 || searches_[static_cast<std::size_t>(team.search)].zone != zone.zone) {
            team.search = static_cast<std::int32_t>(searches_.size());
            searches_.push_back({zone.zone, static_cast<int>(&team - teams_.data()), world.time_s()});
        }
    } else if (row(team.fetches) >= 0) {
        const auto there = static_cast<std::size_t>(row(team.fetches));
        const Vec2 at = place_of(world.agents, there);
        const double half_m = at_hand_m;
        const Polygon around{{at + Vec2{-half_m, -half_m}, at + Vec2{half_m, -half_m},
                              at + Vec2{half_m, half_m}, at + Vec2{-half_m, half_m}},
                             {}};
        cells = cells_in(world, storey_of(world, there), around, false);
        std::erase_if(
            cells, [&](CellIndex cell) { return grid.surface(cell).value != world.agents.surface[there]; });
    }
    team.stage = TeamStage::moving;
    team.set_off_s = world.time_s();
    team.until_s = std::numeric_limits<double>::infinity();
    if (cells.empty()) {
        give_up_task(world, team, "there is no floor to stand on");
        return;
    }
    world.fields.set_area_cells(team.area, std::move(cells));
    Errand errand;
    errand.purpose = ErrandPurpose::rescue;
    errand.area = team.area;
    for (std::size_t m = 0; m < team.members.size(); ++m)
        if (team.is_inside[m] != 0) {
            const auto member = static_cast<std::size_t>(row(team.members[m]));
            world.agents.hold_back_frac[member] = 0.0F;
            world.errands.give(world, member, errand);
        }
}

void RescueState::give_up_task(World& world, RescueTeam& team, const std::string& why) {
    std::string what;
    if (team.zone >= 0) {
        const SearchZone& zone = zones_[static_cast<std::size_t>(team.zone)];
        what = fmt::format("does not get to zone '{}': {}",
                           world.venue->zones[static_cast<std::size_t>(zone.zone)].name, why);
        team.is_given_up[static_cast<std::size_t>(team.zone)] = 1;
        end_search(world, team, false);
    } else {
        what = fmt::format("does not get to person {}: {}", team.fetches, why);
        team.out_of_reach.push_back(team.fetches);
        team.fetches = 0;
    }
    if (team.result.finding.empty())
        team.result.finding = what;
    note(world, team, "rescue_gives_up", what);
    go_on(world, team);
}

void RescueState::end_search(const World& world, RescueTeam& team, bool is_complete) {
    if (team.zone >= 0) {
        SearchZone& zone = zones_[static_cast<std::size_t>(team.zone)];
        zone.team = -1;
        zone.is_done = zone.is_done || is_complete;
    }
    if (team.search >= 0) {
        ZoneSearch& search = searches_[static_cast<std::size_t>(team.search)];
        search.until_s = world.time_s();
        search.is_complete = is_complete;
    }
    team.zone = -1;
    team.search = -1;
}

// ---------------------------------------------------------------- at a place

void RescueState::check_arrival(World& world, RescueTeam& team) {
    const auto leader = static_cast<std::size_t>(leader_row(team));
    if (team.fetches != 0 && row(team.fetches) < 0) {  // is out by other means
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
        const auto expected_s = static_cast<double>(world.fields.time_s(
            goal, SurfaceId(world.agents.surface[leader]), place_of(world.agents, leader)));
        if (!std::isfinite(expected_s)) {
            give_up_task(world, team, "no way leads there");
            return;
        }
        const double slowest = std::min(team.spec.smoke_mps, team.spec.level_mps);
        team.until_s = team.set_off_s + late_factor * expected_s / slowest + late_s;
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
    const Vec2 here = zone != nullptr ? zone->middles[zone->station] : place_of(agents, leader);
    const double seen_m = zone != nullptr
                              ? station_reach_m
                              : std::clamp(visibility_at_m(world, leader), arm_m, station_reach_m);
    find_where(world, team, [&](std::size_t other) {
        const Vec2 there = place_of(agents, other);
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
    const Vec2 here = place_of(agents, static_cast<std::size_t>(leader_row(team)));
    find_where(world, team, [&](std::size_t other) {
        return !is_unable(agents.activity[other]) && length(place_of(agents, other) - here) <= call_m;
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

// ---------------------------------------------------------------- the whole

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

void RescueState::run_team(World& world, RescueTeam& team) {
    const double now_s = world.time_s();
    const double dt_s = static_cast<double>(period_steps) * world.time_step_s;
    breathe(world, team, dt_s);
    switch (team.stage) {
        case TeamStage::not_come:
            if (now_s >= team.spec.arrives_s - 1e-6)
                arrive(world, team);
            return;
        case TeamStage::outside: {
            if (now_s < team.until_s - 1e-6)
                return;
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
            return;
        }
        case TeamStage::entering:
            enter(world, team);
            return;
        case TeamStage::moving:
        case TeamStage::searching:
        case TeamStage::freeing: {
            const auto leader = static_cast<std::size_t>(leader_row(team));
            const GateId out = way_out(world, team, leader);
            const double way_s =
                out.is_valid()
                    ? static_cast<double>(world.fields.time_s(
                          world.fields.goal(out, MobilityClass::ambulant, View::geared),
                          SurfaceId(world.agents.surface[leader]), place_of(world.agents, leader))) *
                          world.fields.reference_speed_mps(MobilityClass::ambulant) /
                          std::min(team.spec.level_mps, team.spec.smoke_out_mps)
                    : 0.0;
            const bool is_in_smoke =
                !team.spec.breathing_apparatus && extinction_per_m(world, leader) > no_mask_extinction_per_m;
            if (must_turn_back(team.spec, team.air_l, way_s) || is_in_smoke) {
                if (!is_in_smoke)
                    ++team.result.turned_back_for_air;
                else if (team.zone >= 0)
                    team.is_given_up[static_cast<std::size_t>(team.zone)] = 1;
                if (is_in_smoke && team.result.finding.empty())
                    team.result.finding = "turns back from smoke without breathing apparatus";
                note(world, team, "rescue_turns_back", is_in_smoke ? "turns back: smoke" : "turns back: air");
                end_search(world, team, false);
                team.fetches = 0;
                if (!lead_those_near(world, team))
                    come_out(world, team);
                return;
            }
            if (team.stage == TeamStage::moving) {
                const std::size_t known = waiting_.size();
                look_round(world, team);
                if (lead_those_near(world, team))
                    return;
                if (team.zone >= 0 && waiting_.size() > known)
                    go_on(world, team);  // whoever lies on the way comes before the search
                else
                    check_arrival(world, team);
            } else if (now_s >= team.until_s - 1e-6) {
                if (team.stage == TeamStage::freeing) {
                    freed_s_[team.fetches - 1] = static_cast<float>(now_s);
                    ++team.result.freed;
                    note(world, team, "rescue_frees", fmt::format("has freed person {}", team.fetches));
                }
                end_station(world, team);
            }
            return;
        }
        case TeamStage::packaging:
            if (now_s >= team.until_s - 1e-6)
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
    if (world.rescue != nullptr && world.step_index % period_steps == 0)
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
