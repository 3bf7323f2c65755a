/// What a rescue team does next: somebody whom it has found, a zone of its plan, or nothing more.
#include "behaviour/rescue_work.hpp"
#include "geometry/segment.hpp"
#include "simulation/rescue_senses.hpp"
#include "simulation/rescue_state.hpp"
#include "simulation/whereabouts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

/// Half the side of the square around somebody from which he is taken up. Our choice.
constexpr double team_at_hand_m = 1.5;
/// A storey between a team and somebody counts like so many metres when the nearest is looked for. Our
/// choice.
constexpr double storey_away_m = 30.0;

double way_to_m(const World& world, StoreyId storey, Vec2 at, std::size_t row) {
    const int storeys = std::abs(storey_of(world, row).value - storey.value);
    return length(place_of(world, row) - at) + storey_away_m * storeys;
}

}  // namespace

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

/// How many the team would bring out with him: those around him who are able, or he alone.
double RescueState::followers_of(const World& world, const RescueTeam& team, std::size_t there) const {
    const Agents& agents = world.agents;
    if (is_unable(agents.activity[there]))
        return 1.0;
    const auto count = std::count_if(waiting_.begin(), waiting_.end(), [&](AgentId person) {
        return is_waiting(world, person) &&
               !is_unable(agents.activity[static_cast<std::size_t>(row(person))]) &&
               way_to_m(world, storey_of(world, there), place_of(world, there),
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
    const Vec2 here = leader >= 0 ? place_of(world, static_cast<std::size_t>(leader)) : midpoint(entry.line);
    if (world.time_s() >= team.spec.leaves_at_s)
        return Task::none;

    const auto is_in = [](const std::vector<AgentId>& list, AgentId person) {
        return std::find(list.begin(), list.end(), person) != list.end();
    };
    const auto is_fetched = [&](AgentId person) {
        return std::any_of(teams_.begin(), teams_.end(),
                           [&](const RescueTeam& other) { return other.fetches == person; });
    };
    // Teams report by radio: nobody goes to see again that he cannot free somebody. Our choice.
    const auto is_known_as_trapped = [&](AgentId person) {
        return std::any_of(teams_.begin(), teams_.end(),
                           [&](const RescueTeam& other) { return is_in(other.cannot_free, person); });
    };
    bool is_any_withheld = false;
    double nearest_m = std::numeric_limits<double>::infinity();
    for (const AgentId person : waiting_) {
        if (!is_waiting(world, person) || (!team.spec.extrication_s && is_known_as_trapped(person)) ||
            is_in(team.out_of_reach, person) || is_fetched(person))
            continue;
        const auto there = static_cast<std::size_t>(row(person));
        if (leaves_by_himself(world, there))
            continue;
        if (is_withheld(world, team, zone_at(world, there)) || !way_out(world, team, there).is_valid()) {
            is_any_withheld = true;
            continue;
        }
        const double away_m = way_to_m(world, storey, here, there) / followers_of(world, team, there);
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
    if (must_turn_back(team.spec, team.air_l, way_out_s(world, team)) ||
        choose_task(world, team) != Task::go) {
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
        const Vec2 at = place_of(world, there);
        const double half_m = team_at_hand_m;
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

}  // namespace wayout
