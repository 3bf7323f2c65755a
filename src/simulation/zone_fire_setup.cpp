#include "simulation/zone_fire_setup.hpp"

#include "geometry/polygon.hpp"
#include "geometry/polygon_locator.hpp"
#include "hazards/zone_fire_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace wayout {
namespace {

const HazardZone* zone_by_id(std::span<const HazardZone> zones, const std::string& id) {
    const auto found =
        std::find_if(zones.begin(), zones.end(), [&](const HazardZone& zone) { return zone.id == id; });
    return found == zones.end() ? nullptr : &*found;
}

double length_around(const Ring& ring) {
    double sum = 0.0;
    for (std::size_t i = 0; i < ring.size(); ++i) sum += length(ring[(i + 1) % ring.size()] - ring[i]);
    return sum;
}

/// Of the zones of one compartment, those that exist.
std::vector<const HazardZone*> zones_of(const CompartmentSpec& room, std::span<const HazardZone> zones,
                                        Errors& errors) {
    std::vector<const HazardZone*> found;
    for (std::size_t i = 0; i < room.zones.size(); ++i) {
        const HazardZone* zone = zone_by_id(zones, room.zones[i]);
        if (zone != nullptr)
            found.push_back(zone);
        else
            errors.push_back({ErrorCode::schema,
                              fmt::format("{}.zones[{}] ('{}')", room.where, i, room.label()),
                              fmt::format("there is no zone '{}' in the venue", room.zones[i])});
    }
    return found;
}

bool covers(const std::vector<const HazardZone*>& zones, Vec2 p) {
    return std::any_of(zones.begin(), zones.end(), [&](const HazardZone* zone) {
        return PolygonLocator(Region{zone->polygon}).covers(p);
    });
}

void take_floor_from_zones(CompartmentSpec& room, const std::vector<const HazardZone*>& zones) {
    const bool has_area = room.floor_area_m2 || !room.area_profile.empty() || (room.length_m && room.width_m);
    double area_m2 = 0.0;
    double around_m = 0.0;
    for (const HazardZone* zone : zones) {
        area_m2 += area(zone->polygon);
        around_m += length_around(zone->polygon.outer);
    }
    if (!has_area && area_m2 > 0.0)
        room.floor_area_m2 = area_m2;
    if (!room.perimeter_m && !(room.length_m && room.width_m) && around_m > 0.0)
        room.perimeter_m = around_m;
}

/// Shut until open_roof() is called.
FloorVentSpec roof_opening(const StructuralLossSpec& loss, const CompartmentSpec& room) {
    FloorVentSpec vent;
    vent.id = roof_vent_id(loss.id);
    vent.where = loss.where;
    vent.lower = room.id;
    vent.upper = std::string(outside_air);
    vent.area_m2 = loss.roof_opening_m2;
    vent.open_frac = {{0.0, 0.0}};
    return vent;
}

/// Where a fire or a loss lies in the plan; -1: in no compartment that has zones.
int compartment_at(const std::vector<std::vector<const HazardZone*>>& zones_of_rooms, Vec2 p) {
    for (std::size_t r = 0; r < zones_of_rooms.size(); ++r)
        if (covers(zones_of_rooms[r], p))
            return static_cast<int>(r);
    return -1;
}

void check_doors(const ZoneFireSpec& spec, const VenueSpec& venue, Errors& errors) {
    const auto exists = [&](const auto& things, const std::string& id) {
        return std::any_of(things.begin(), things.end(), [&](const auto& thing) { return thing.id == id; });
    };
    for (const WallOpeningSpec& opening : spec.wall_openings)
        if (!opening.door.empty() && !exists(venue.doors, opening.door) && !exists(venue.exits, opening.door))
            errors.push_back({ErrorCode::schema,
                              fmt::format("{}.door ('{}')", opening.where, opening.label()),
                              fmt::format("there is no door or exit '{}' in the venue", opening.door)});
}

Region open_air_of(const ZoneFireSpec& spec, std::span<const HazardZone> zones, Errors& errors) {
    Region region;
    for (std::size_t i = 0; i < spec.outdoor_zones.size(); ++i) {
        if (const HazardZone* zone = zone_by_id(zones, spec.outdoor_zones[i]))
            region.push_back(zone->polygon);
        else
            errors.push_back({ErrorCode::schema, fmt::format("{}.outdoor_zones[{}]", spec.where, i),
                              fmt::format("there is no zone '{}' in the venue", spec.outdoor_zones[i])});
    }
    return region;
}

struct Prepared {
    ZoneFireSpec spec;
    std::vector<CompartmentPlace> places;
    Region open_air;
};

Result<Prepared> prepare(const ZoneFireSpec& spec, std::span<const HazardZone> zones, const VenueSpec& venue,
                         std::span<const StructuralLossSpec> losses) {
    Errors errors;
    Prepared prepared{spec, {}, open_air_of(spec, zones, errors)};
    std::vector<std::vector<const HazardZone*>> zones_of_rooms;
    for (std::size_t r = 0; r < prepared.spec.compartments.size(); ++r) {
        CompartmentSpec& room = prepared.spec.compartments[r];
        zones_of_rooms.push_back(zones_of(room, zones, errors));
        take_floor_from_zones(room, zones_of_rooms.back());
        for (const HazardZone* zone : zones_of_rooms.back())
            prepared.places.push_back({r, zone->storey, Region{zone->polygon}});
    }
    for (Error& error : check_zone_fire_places(prepared.spec, prepared.places))
        errors.push_back(std::move(error));
    check_doors(spec, venue, errors);
    for (const StructuralLossSpec& loss : losses) {
        if (loss.roof_opening_m2 <= 0.0)
            continue;
        const int room = compartment_at(zones_of_rooms, centroid(loss.polygon));
        if (room < 0)
            errors.push_back(
                {ErrorCode::geometry, fmt::format("{}.roof_opening_m2 ('{}')", loss.where, loss.id),
                 "the area lies in no compartment of the fire, so no smoke can leave by its roof: "
                 "move it, or leave the key out"});
        else
            prepared.spec.floor_vents.push_back(
                roof_opening(loss, prepared.spec.compartments[static_cast<std::size_t>(room)]));
    }
    if (prepared.places.empty() && errors.empty())
        errors.push_back(
            {ErrorCode::schema, spec.where,
             "no compartment names a zone of the venue, so nobody would meet the smoke: name them "
             "with the key 'zones'"});
    for (Error& error : check_zone_fire(prepared.spec)) errors.push_back(std::move(error));
    if (!errors.empty())
        return errors;
    return prepared;
}

}  // namespace

Result<ZoneFireSpec> zone_fire_of_venue(const ZoneFireSpec& spec, std::span<const HazardZone> zones,
                                        const VenueSpec& venue, std::span<const StructuralLossSpec> losses) {
    Result<Prepared> prepared = prepare(spec, zones, venue, losses);
    if (!prepared)
        return prepared.error();
    return std::move(prepared->spec);
}

Result<OpenedSource> open_zone_fire(const ZoneFireSpec& spec, std::span<const HazardZone> zones,
                                    const VenueSpec& venue, std::span<const StructuralLossSpec> losses) {
    Result<Prepared> prepared = prepare(spec, zones, venue, losses);
    if (!prepared)
        return prepared.error();
    OpenedSource opened;
    auto source =
        std::make_unique<ZoneFireSource>(std::move(prepared->spec), prepared->places, prepared->open_air);
    // Those that are open follow their tables, if they have any.
    for (const DoorSpec& door : venue.doors)
        if (door.state != OpeningState::open)
            source->set_door(door.id, false);
    for (const ExitSpec& exit : venue.exits)
        if (exit.state != OpeningState::open)
            source->set_door(exit.id, false);
    opened.source = std::move(source);
    return opened;
}

}  // namespace wayout
