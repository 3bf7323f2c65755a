/// Before the first step: danger areas, shelters and orders of the scenario, and what is wrong with them.
#include "geometry/overlay.hpp"
#include "geometry/segment.hpp"
#include "simulation/danger_state.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// A door belongs to a room when its middle lies in the room's zone or so near to it: zones are often drawn
/// to the inside of walls. Our choice.
constexpr double door_of_zone_m = 0.6;
/// Nobody stays so near to a door of a shelter. Our choice.
constexpr double clear_of_doors_m = 1.5;

class Complaints {
public:
    void add(ErrorCode code, const Named& thing, const std::string& key, std::string message) {
        errors_.push_back(
            {code, fmt::format("{}{} ('{}')", thing.where, key, thing.label()), std::move(message)});
    }
    void unknown(const Named& thing, const std::string& key, const char* what, const std::string& id) {
        add(ErrorCode::schema, thing, key, fmt::format("there is no {} '{}'", what, id));
    }
    Errors take() { return std::move(errors_); }
    bool is_empty() const { return errors_.empty(); }

private:
    Errors errors_;
};

void to_local(Ring& ring, Vec2 origin) {
    for (Vec2& p : ring) p += -origin;
}

DangerAreaSpec in_local_coordinates(DangerAreaSpec spec, Vec2 origin) {
    if (spec.polygon) {
        to_local(spec.polygon->outer, origin);
        for (Ring& hole : spec.polygon->holes) to_local(hole, origin);
    }
    for (DangerAreaSpec::PathPoint& point : spec.path) point.centre += -origin;
    return spec;
}

template <typename Points>
bool rises(const Points& points) {
    return std::adjacent_find(points.begin(), points.end(), [](const auto& a, const auto& b) {
               return !(a.time_s < b.time_s);
           }) == points.end();
}

/// What of its own numbers makes an area unusable.
bool is_shape_sound(const DangerAreaSpec& spec, Complaints& complaints) {
    if (spec.polygon) {
        const std::optional<Flaw> flaw = find_flaw(*spec.polygon);
        if (flaw)
            complaints.add(
                ErrorCode::geometry, spec, ".polygon",
                fmt::format("{} at ({:.2f}, {:.2f}): draw the outline so that it does not touch or "
                            "cross itself",
                            flaw->reason, flaw->at.x, flaw->at.y));
        return !flaw;
    }
    if (spec.path.empty() || spec.radius_m.empty()) {
        complaints.add(ErrorCode::schema, spec, "",
                       "an area needs a polygon, or a path and a radius_m: give one of them");
        return false;
    }
    bool is_sound = true;
    const auto expect = [&](bool holds, const char* key, const char* message) {
        if (!holds)
            complaints.add(ErrorCode::out_of_range, spec, key, message);
        is_sound = is_sound && holds;
    };
    expect(rises(spec.path), ".path", "the times must rise: sort the points, and give each time once");
    expect(rises(spec.radius_m), ".radius_m",
           "the times must rise: sort the points, and give each time once");
    expect(std::none_of(spec.radius_m.begin(), spec.radius_m.end(),
                        [](const auto& point) { return !(point.radius_m >= 0.0); }),
           ".radius_m", "a radius is negative: give 0 for a time at which the area is not there");
    return is_sound;
}

/// Whether any floor of the storey is ever in the area. Looked at whenever something is given for it, and
/// when a growing outline is 10 km larger or over.
bool holds_floor(const World& world, const DangerArea& area) {
    std::vector<double> times_s{area.spec.from_s};
    for (const auto& point : area.spec.path) times_s.push_back(point.time_s);
    for (const auto& point : area.spec.radius_m) times_s.push_back(point.time_s);
    if (area.spec.grows_mps > 0.0)
        times_s.push_back(
            std::min(area.spec.from_s + 1e4 / area.spec.grows_mps, std::nextafter(area.spec.until_s, 0.0)));
    const DangerWays& ways = world.dangers->ways;
    for (const double time_s : times_s) {
        const DangerShape shape = shape_at(area.spec, std::max(time_s, area.spec.from_s));
        if (!shape.is_there)
            continue;
        // A small circle may lie between the middles of pieces of floor.
        for (std::size_t p = 0; p < ways.patches().size(); ++p)
            if (ways.storey(p) == area.storey && distance_m(shape, ways.middle(p)) <= Patches::edge_m)
                return true;
    }
    return false;
}

void set_up_areas(World& world, Complaints& complaints) {
    const std::vector<DangerAreaSpec>& specs = world.scenario.incident.danger_areas;
    if (specs.size() > most_danger_areas)
        complaints.add(ErrorCode::out_of_range, specs[most_danger_areas], "",
                       fmt::format("there are {} danger areas; at most {} can be told apart: join some",
                                   specs.size(), most_danger_areas));
    std::uint32_t message_row = 0;
    for (std::size_t i = 0; i < std::min(specs.size(), most_danger_areas); ++i) {
        const DangerAreaSpec& spec = specs[i];
        DangerArea& area = world.dangers->areas.emplace_back();
        area.spec = in_local_coordinates(spec, world.venue->origin_m);
        area.storey = spec.storey.empty() ? StoreyId(0) : world.venue->storey_by_id(spec.storey);
        const bool is_sound = is_shape_sound(spec, complaints);
        if (spec.storey.empty() && world.venue->storeys.size() > 1)
            complaints.add(ErrorCode::schema, spec, "", "the key 'storey' is missing: the venue has several");
        else if (!area.storey.is_valid())
            complaints.unknown(spec, ".storey", "storey", spec.storey);
        else if (is_sound && is_ever_there(spec) && !holds_floor(world, area))
            complaints.add(ErrorCode::geometry, spec, "",
                           "the area never holds any floor of its storey: move it, or name the storey that "
                           "it lies on");
        if (!(spec.until_s > spec.from_s))
            complaints.add(ErrorCode::out_of_range, spec, ".until_s",
                           "the area would be over before it begins: give a later until_s");
        for (const std::string& id : spec.closes_exits) {
            const GateId gate = world.venue->gate_by_id(id);
            if (!gate.is_valid() || gate.value >= world.venue->exit_count)
                complaints.unknown(spec, ".closes_exits", "exit", id);
            else
                area.exits.push_back(gate);
        }
        for (const DangerMessageSpec& message : spec.messages) {
            Announcement& announcement = world.dangers->announcements.emplace_back();
            announcement.row = static_cast<std::uint32_t>(i);
            announcement.at_s = message.at_s;
            announcement.delay_s = message.delay_s;
            announcement.share_frac = message.share_frac;
            announcement.draw = draw_row(DangerDraw::messages, message_row++);
            for (const std::string& id : message.zones) {
                const ZoneId zone = world.venue->zone_by_id(id);
                if (!zone.is_valid())
                    complaints.unknown(spec, ".messages.zones", "zone", id);
                else
                    announcement.zones.push_back(zone);
            }
        }
        area.result.id = spec.id;
        area.result.name = spec.label();
        area.result.storey = area.storey.value;
    }
}

double walkable_m2(const Venue& venue, const Zone& zone) {
    double sum_m2 = 0.0;
    const std::vector<Polygon> outline{zone.polygon};
    for (const Surface& surface : venue.surfaces)
        if (surface.storey == zone.storey)
            if (const Result<Region> common = intersection(surface.walkable, outline))
                sum_m2 += area(*common);
    return sum_m2;
}

double distance_to_zone_m(const Zone& zone, Vec2 p) {
    DangerShape shape;
    shape.is_there = true;
    shape.outline = &zone.polygon;
    return distance_m(shape, p);
}

void set_up_shelter(World& world, const ShelterSpec& spec, Complaints& complaints) {
    const Venue& venue = *world.venue;
    Shelter& shelter = world.dangers->shelters.emplace_back();
    shelter.spec = spec;
    shelter.result.id = spec.id;
    shelter.result.name = spec.label();
    shelter.zone = venue.zone_by_id(spec.zone);
    if (!shelter.zone.is_valid()) {
        complaints.unknown(spec, ".zone", "zone", spec.zone);
        return;
    }
    const Zone& zone = venue.zones[shelter.zone.row()];
    shelter.storey = zone.storey;
    shelter.area = PolygonLocator(Region{zone.polygon});
    if (spec.lockable && spec.doors.empty())
        complaints.add(ErrorCode::schema, spec, ".doors",
                       "a shelter that can be locked needs doors: name those of the room, or write "
                       "\"lockable\": false");
    for (const std::string& id : spec.doors) {
        const GateId gate = venue.gate_by_id(id);
        if (!gate.is_valid() || venue.gates[gate.row()].kind != GateKind::door) {
            complaints.unknown(spec, ".doors", "door", id);
            continue;
        }
        const Gate& door = venue.gates[gate.row()];
        if (door.storey != zone.storey || distance_to_zone_m(zone, midpoint(door.line)) > door_of_zone_m)
            complaints.add(ErrorCode::geometry, spec, ".doors",
                           fmt::format("door '{}' is not at the edge of zone '{}': name the doors of that "
                                       "room, or draw the zone up to them",
                                       door.name, zone.name));
        shelter.doors.push_back(gate);
    }
    const double floor_m2 = walkable_m2(venue, zone);
    shelter.capacity = spec.capacity.value_or(
        static_cast<int>(std::floor(floor_m2 / std::max(1e-3, spec.m2_per_person) + 1e-9)));
    shelter.result.capacity = shelter.capacity;
    std::vector<CellIndex> cells = cells_in(world, zone.storey, zone.polygon, false);
    if (cells.empty() || shelter.capacity < 1)
        complaints.add(ErrorCode::geometry, spec, ".zone",
                       fmt::format("zone '{}' has no floor on which anybody could wait ({:.1f} m2): name "
                                   "another zone",
                                   zone.name, floor_m2));
    // Whoever has come is clear of the doors, so that others get in; a closet without such floor is taken
    // whole.
    std::vector<CellIndex> clear;
    for (const CellIndex cell : cells)
        if (std::none_of(shelter.doors.begin(), shelter.doors.end(), [&](GateId door) {
                return distance(venue.gates[door.row()].line, world.fields.grid().centre(cell)) <
                       clear_of_doors_m;
            }))
            clear.push_back(cell);
    shelter.destination = world.fields.add_area(clear.empty() ? std::move(cells) : std::move(clear));
}

void set_up_orders(World& world, Complaints& complaints) {
    const std::vector<OrderSpec>& orders = world.scenario.incident.orders;
    world.dangers->orders = orders;
    for (std::size_t i = 0; i < orders.size(); ++i) {
        const OrderSpec& order = orders[i];
        const Named from{std::string(instruction_names[static_cast<std::size_t>(order.instruction)]), "",
                         order.where};
        Announcement& announcement = world.dangers->announcements.emplace_back();
        announcement.kind = Announcement::Kind::order;
        announcement.row = static_cast<std::uint32_t>(i);
        announcement.at_s = order.at_s;
        announcement.share_frac = order.share_frac;
        announcement.draw = draw_row(DangerDraw::orders, announcement.row);
        for (const std::string& id : order.zones) {
            const ZoneId zone = world.venue->zone_by_id(id);
            if (!zone.is_valid())
                complaints.unknown(from, ".zones", "zone", id);
            else
                announcement.zones.push_back(zone);
        }
        if (order.instruction == Instruction::shelter && world.scenario.venue.shelters.empty())
            complaints.add(ErrorCode::schema, from, ".instruction",
                           "people are told to shelter, and the venue has no shelters: add venue.shelters, "
                           "or tell them to stay");
    }
}

}  // namespace

Errors set_up_dangers(World& world) {
    const IncidentSpec& incident = world.scenario.incident;
    const std::vector<ShelterSpec>& shelters = world.scenario.venue.shelters;
    if (incident.danger_areas.empty() && incident.orders.empty() && shelters.empty())
        return {};
    world.dangers = std::make_unique<DangerState>(world.fields.grid(), *world.venue, world.agents.size());
    Complaints complaints;
    const DangerResponseSpec& response = incident.danger_response;
    if (response.hold_max_s < response.hold_min_s)
        complaints.add(ErrorCode::out_of_range, {"danger_response", "", "incident"}, ".hold_max_s",
                       "the longest time of standing still is below the shortest: swap them");
    set_up_areas(world, complaints);
    for (const ShelterSpec& shelter : shelters) set_up_shelter(world, shelter, complaints);
    set_up_orders(world, complaints);
    if (!incident.danger_areas.empty()) {
        world.dangers->hidden_places = world.fields.add_area({});
        world.dangers->far_places = world.fields.add_area({});
    }
    return complaints.take();
}

Errors check_shelters(const World& world) {
    if (world.dangers == nullptr || world.agents.size() == 0)
        return {};
    Complaints complaints;
    for (const Shelter& shelter : world.dangers->shelters) {
        bool is_joined = false;
        for (const CellIndex cell : world.fields.area_cells(shelter.destination))
            for (int g = 0; g < world.venue->exit_count && !is_joined; ++g)
                is_joined = world.fields.time_s(world.fields.goal(GateId(g), world.agents.mobility.front()),
                                                world.fields.grid().surface(cell),
                                                world.fields.grid().centre(cell)) != TravelTimeField::unknown;
        if (!is_joined)
            complaints.add(ErrorCode::unreachable, shelter.spec, ".zone",
                           "no way leads into the shelter from any exit: open a door to it, or name another "
                           "zone");
    }
    return complaints.take();
}

}  // namespace wayout
