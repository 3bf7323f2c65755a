/// Before the first step: the teams of a scenario, found in the venue, and what is wrong with them.
#include "behaviour/rescue_work.hpp"
#include "simulation/rescue_state.hpp"
#include "simulation/search_stations.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

double area_of(const World& world, const Zone& zone) {
    const NavigationGrid& grid = world.fields.grid();
    return static_cast<double>(cells_in(world, zone.storey, zone.polygon).size()) * grid.cell_m() *
           grid.cell_m();
}

Error error_of(const RescueTeamSpec& team, const char* key, std::string message) {
    Error error;
    error.code = ErrorCode::unreachable;
    error.where = fmt::format("{}.{} (rescue team '{}')", team.where, key, team.label());
    error.message = std::move(message);
    return error;
}

float time_from_station_s(const World& world, const SearchZone& zone, std::size_t station, GateId exit) {
    const NavigationGrid& grid = world.fields.grid();
    const CellIndex cell = zone.stations[station].front();
    return world.fields.time_s(world.fields.goal(exit, MobilityClass::ambulant), grid.surface(cell),
                               grid.centre(cell));
}

float time_from_s(const World& world, const SearchZone& zone, GateId exit) {
    float least_s = TravelTimeField::unknown;
    for (std::size_t s = 0; s < zone.stations.size(); ++s)
        least_s = std::min(least_s, time_from_station_s(world, zone, s, exit));
    return least_s;
}

}  // namespace

RescueState::RescueState(World& world)
    : first_responder_(static_cast<AgentId>(world.placed_count + 1)),
      population_(static_cast<std::int32_t>(world.scenario.people.populations.size()) - 1),
      group_(static_cast<std::int32_t>(world.groups.size()) - 1) {
    const auto occupants = static_cast<std::size_t>(world.placed_count);
    for_each_column(world.agents, [occupants](auto& column) { column.resize(occupants); });
    const std::size_t people = world.views.size();
    found_s_.assign(people, std::numeric_limits<float>::quiet_NaN());
    freed_s_ = found_s_;
    found_by_.assign(people, -1);
    team_of_.assign(people, -1);
    rescue_of_.assign(people, -1);
    is_carried_.assign(people, 0);
    row_of_.assign(people, -1);

    const Venue& venue = *world.venue;
    for (std::size_t z = 0; z < venue.zones.size(); ++z) {
        SearchStations stations = stations_in(world, venue.zones[z], reach_m);
        if (stations.cells.empty())
            continue;
        SearchZone& zone = zones_.emplace_back();
        zone.zone = static_cast<std::int32_t>(z);
        zone.storey = venue.zones[z].storey;
        zone.outline = PolygonLocator(Region{venue.zones[z].polygon});
        zone.area_m2 = area_of(world, venue.zones[z]);
        zone.stations = std::move(stations.cells);
        zone.middles = std::move(stations.middles);
    }
    AgentId next = first_responder_;
    for (const RescueTeamSpec& spec : world.scenario.response.rescue_teams) {
        RescueTeam& team = teams_.emplace_back();
        team.spec = spec;
        team.entry = venue.gate_by_id(spec.entry);
        team.brings_to = spec.brings_to.empty() ? team.entry : venue.gate_by_id(spec.brings_to);
        team.area = world.fields.add_area({});
        team.carrying = rescue_carrying(spec);
        team.air_l = spec.air_l;
        team.cylinders = 1;
        team.is_inside.assign(static_cast<std::size_t>(spec.members), 0);
        for (int m = 0; m < spec.members; ++m) {
            team.members.push_back(next++);
            team_of_responder_.push_back(teams_.size() - 1);
        }
        team.result.id = spec.id;
        team.result.name = spec.label();
        team.result.collection_point = spec.collection_point;
        team.result.members = spec.members;
    }
}

Errors RescueState::problems(World& world) {
    Errors errors;
    for (SearchZone& zone : zones_) {
        zone.from_outside_s = TravelTimeField::unknown;
        for (const RescueTeam& team : teams_)
            zone.from_outside_s = std::min(zone.from_outside_s, time_from_s(world, zone, team.entry));
    }
    std::stable_sort(zones_.begin(), zones_.end(), [](const SearchZone& a, const SearchZone& b) {
        return a.from_outside_s < b.from_outside_s;
    });
    for (RescueTeam& team : teams_) {
        team.is_given_up.assign(zones_.size(), 0);
        for (std::size_t z = 0; team.spec.zones.empty() && z < zones_.size(); ++z)
            if (std::isfinite(time_from_s(world, zones_[z], team.entry)))
                team.plan.push_back(z);
        for (const std::string& id : team.spec.zones) {
            const ZoneId wanted = world.venue->zone_by_id(id);
            const auto zone = std::find_if(zones_.begin(), zones_.end(), [&](const SearchZone& candidate) {
                return candidate.zone == wanted.value;
            });
            if (zone == zones_.end())
                errors.push_back(error_of(
                    team.spec, "search",
                    fmt::format("zone '{}' has no level floor to search, or more than {:.0f} places to "
                                "search from; choose other or smaller zones",
                                id, most_stations_in_zone)));
            else if (!std::isfinite(time_from_s(world, *zone, team.entry)))
                errors.push_back(error_of(
                    team.spec, "search",
                    fmt::format("no way leads from entry '{}' to zone '{}', even with all open that ever is; "
                                "open a way, choose another entry, or leave the zone out",
                                team.spec.entry, id)));
            else
                team.plan.push_back(static_cast<std::size_t>(zone - zones_.begin()));
        }
        if (!team.plan.empty() && std::none_of(team.plan.begin(), team.plan.end(), [&](std::size_t z) {
                return std::isfinite(time_from_s(world, zones_[z], team.brings_to));
            }))
            errors.push_back(error_of(
                team.spec, "brings_to",
                fmt::format("no way leads from any zone that the team searches to exit '{}', or it never "
                            "opens; open it, or bring people to another exit",
                            world.venue->gates[team.brings_to.row()].id)));
        if (team.spec.zones.empty() && team.plan.empty())
            errors.push_back(error_of(team.spec, "entry",
                                      fmt::format("no zone can be reached from exit '{}'", team.spec.entry)));
    }
    return errors;
}

std::vector<GateId> gates_opened_by_rescue(const World& world) {
    std::vector<GateId> gates;
    for (const RescueTeamSpec& team : world.scenario.response.rescue_teams)
        gates.push_back(world.venue->gate_by_id(team.entry));
    return gates;
}

Errors set_up_rescue(World& world) {
    if (!world.scenario.response.rescue_teams.empty())
        world.rescue = std::make_unique<RescueState>(world);
    return {};
}

Errors check_rescue(World& world) {
    return world.rescue == nullptr ? Errors{} : world.rescue->problems(world);
}

}  // namespace wayout
