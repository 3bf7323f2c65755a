/// Before the first step: what the stewards of a scenario are to do, found in the venue.
#include "simulation/staff_state.hpp"

#include "geometry/segment.hpp"
#include "simulation/search_stations.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wayout {
namespace {

/// Half the side of the square that counts as a post, and as the place from which a door is opened.
constexpr double post_half_m = 0.4;
constexpr double door_half_m = 0.9;
/// Places that all stewards together may go to: each may need a field of its own.
constexpr std::size_t most_places = 2000;

Polygon square(Vec2 middle, double half_m) {
    const Vec2 low = middle - Vec2{half_m, half_m};
    const Vec2 high = middle + Vec2{half_m, half_m};
    return {{low, {high.x, low.y}, high, {low.x, high.y}}, {}};
}

Error steward_error(const std::string& where, const StewardSpec& steward, std::string message) {
    Error error;
    error.code = ErrorCode::geometry;
    error.where = fmt::format("{} ('{}')", where, steward.label());
    error.message = std::move(message);
    return error;
}

std::vector<CellIndex> cells_of(const World& world, StoreyId storey, const Polygon& polygon) {
    return storey.is_valid() ? cells_in(world, storey, polygon) : std::vector<CellIndex>{};
}

}  // namespace

StaffState::StaffState(World& world, Errors& errors) : is_steward_(world.agents.size(), 0) {
    const Venue& venue = *world.venue;
    const auto& populations = world.scenario.people.populations;
    for (const StewardSpec& spec : world.scenario.response.stewards) {
        Steward& steward = stewards_.emplace_back();
        steward.spec = spec;
        const auto population = std::find_if(populations.begin(), populations.end(),
                                             [&](const auto& p) { return p.id == spec.population; });
        const auto row = static_cast<std::int32_t>(population - populations.begin());
        // The first of the population in the order of ids who has no post yet.
        for (std::size_t r = 0; r < world.agents.size(); ++r) {
            const AgentId person = world.agents.id[r];
            if (world.agents.population[r] == row && !is_steward(person) &&
                (steward.person == 0 || person < steward.person))
                steward.person = person;
        }
        if (steward.person == 0) {
            errors.push_back(
                steward_error(spec.where, spec,
                              fmt::format("population '{}' has nobody left for this post; give it "
                                          "more people or have fewer stewards",
                                          spec.population)));
            continue;
        }
        is_steward_[steward.person - 1] = 1;
        const std::vector<CellIndex> cells = cells_of(world, venue.storey_by_id(spec.post_storey),
                                                      square(spec.post - venue.origin_m, post_half_m));
        if (cells.empty())
            errors.push_back(
                steward_error(spec.where + ".post", spec,
                              fmt::format("({:.2f}, {:.2f}) on storey '{}' is not on walkable floor; "
                                          "place the post on the floor, away from walls",
                                          spec.post.x, spec.post.y, spec.post_storey)));
        else
            steward.post = world.fields.add_area(cells);
        if (!spec.leaves_when_empty.empty())
            steward.empty_zone = venue.zone_by_id(spec.leaves_when_empty).value;
        for (const StewardTask& task : spec.tasks) plan_task(world, task, steward, errors);
    }
    for (const Steward& steward : stewards_)
        zones_.push_back(
            steward.empty_zone < 0
                ? PolygonLocator()
                : PolygonLocator(Region{venue.zones[static_cast<std::size_t>(steward.empty_zone)].polygon}));
}

void StaffState::plan_task(World& world, const StewardTask& task, Steward& steward, Errors& errors) {
    const Venue& venue = *world.venue;
    PlannedTask plan;
    plan.spec = task;
    const auto refuse = [&](std::string message) {
        errors.push_back(steward_error(task.where, steward.spec, std::move(message)));
    };
    const std::string too_much =
        fmt::format("the stewards go to more than {} places; have them do less", most_places);
    if (world.fields.area_count() + task.targets.size() > most_places) {
        refuse(too_much);
        return;
    }
    if (task.kind == StewardTask::Kind::open)
        for (const std::string& id : task.targets) {
            const GateId gate = venue.gate_by_id(id);
            const std::vector<CellIndex> cells =
                gate.is_valid() ? cells_of(world, venue.gates[gate.row()].storey,
                                           square(midpoint(venue.gates[gate.row()].line), door_half_m))
                                : std::vector<CellIndex>{};
            if (cells.empty()) {
                refuse(fmt::format("there is no floor before '{}' from which he could open it", id));
                continue;
            }
            plan.gates.push_back(gate);
            plan.stations.push_back(world.fields.add_area(cells));
        }
    if (task.kind == StewardTask::Kind::direct)
        plan.exit = venue.gate_by_id(task.exit);
    if (task.kind == StewardTask::Kind::sweep)
        for (const std::string& id : task.targets) {
            if (world.fields.area_count() > most_places) {
                refuse(too_much);
                break;
            }
            const ZoneId zone = venue.zone_by_id(id);
            const std::vector<std::int32_t> stations =
                zone.is_valid() ? stations_of_zone(world, zone, steward.spec.reach_m)
                                : std::vector<std::int32_t>{};
            if (stations.empty())
                refuse(
                    fmt::format("zone '{}' has no level floor that he could walk through, or would take him "
                                "more than {:.0f} stops: choose smaller zones or a longer reach_m",
                                id, most_stations_in_zone));
            plan.stations.insert(plan.stations.end(), stations.begin(), stations.end());
        }
    if (task.kind == StewardTask::Kind::hold) {
        for (std::size_t g = 0; g < venue.gates.size(); ++g) {
            const Gate& gate = venue.gates[g];
            if (gate.id != task.held)
                continue;
            const bool is_joint = gate.kind == GateKind::joint;
            GateWay way = GateWay::none;
            if (task.way == StewardTask::Way::towards && !is_joint)
                way = orientation(gate.line.a, gate.line.b, task.towards - venue.origin_m) > 0.0
                          ? GateWay::right_to_left
                          : GateWay::left_to_right;
            else if (task.way == StewardTask::Way::up && is_joint)  // the lower surface lies to the left
                way = GateWay::left_to_right;
            else if (task.way == StewardTask::Way::down && is_joint)
                way = GateWay::right_to_left;
            else if (task.way != StewardTask::Way::none) {
                refuse(is_joint
                           ? fmt::format("'{}' is a stair: hold it for 'up' or 'down'", task.held)
                           : fmt::format("'{}' is no stair: hold it 'towards' a point beside it, or shut",
                                         task.held));
                break;
            }
            plan.gates.push_back(GateId::from(g));
            plan.ways.push_back(way);
        }
        if (plan.gates.empty() && errors.empty())
            refuse(fmt::format("there is no door, exit or stair '{}' to hold", task.held));
    }
    steward.tasks.push_back(std::move(plan));
}

std::vector<std::int32_t> StaffState::stations_of_zone(World& world, ZoneId zone, double reach_m) {
    std::vector<std::int32_t> areas;
    for (std::vector<CellIndex>& cells : stations_in(world, world.venue->zones[zone.row()], reach_m).cells)
        areas.push_back(world.fields.add_area(std::move(cells)));
    return areas;
}

}  // namespace wayout
