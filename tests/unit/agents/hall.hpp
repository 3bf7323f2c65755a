/// Small venues and scenarios for the tests of placement, put together by hand.
#pragma once

#include "geometry/polygon.hpp"
#include "venue/venue.hpp"

#include <wayout/scenario.hpp>

#include <string>
#include <utility>
#include <vector>

namespace wayout::test {

inline Polygon rectangle(double x0, double y0, double x1, double y1) {
    return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}};
}

/// Adds a storey with one level floor, walled in.
inline SurfaceId add_storey(Venue& venue, const std::string& id, double elevation_m, const Polygon& floor) {
    Surface surface;
    surface.kind = SurfaceKind::floor;
    surface.storey = StoreyId::from(venue.storeys.size());
    surface.id = id;
    surface.name = id;
    surface.walkable = {floor};
    surface.footprint = {floor};
    surface.z_at_origin_m = elevation_m;
    surface.area_m2 = area(floor);
    const SurfaceId row = SurfaceId::from(venue.surfaces.size());
    venue.surfaces.push_back(surface);
    Storey storey;
    storey.id = id;
    storey.name = id;
    storey.elevation_m = elevation_m;
    storey.floor = row;
    venue.storeys.push_back(storey);
    for (const Segment& line : edges(surface.walkable)) venue.walls.push_back({line, row, false});
    return row;
}

inline void add_zone(Venue& venue, const std::string& id, StoreyId storey, const Polygon& polygon) {
    Zone zone;
    zone.id = id;
    zone.name = id;
    zone.storey = storey;
    zone.polygon = polygon;
    venue.zones.push_back(zone);
}

/// One storey "ground", a rectangle with a corner at the origin.
inline Venue room(double width_m, double depth_m) {
    Venue venue;
    venue.extent_m = {width_m, depth_m};
    add_storey(venue, "ground", 0.0, rectangle(0.0, 0.0, width_m, depth_m));
    return venue;
}

/// Rows of seats on the floor of a room: seats 0.5 m wide at y = 2 + 0.9 row, their clear way of `clear_m`
/// before them (lower y).
inline void add_seating(Venue& venue, Scenario& scenario, int rows, int seats_per_row, double clear_m = 0.4) {
    SeatingSpec block;
    block.id = "stalls";
    block.where = "venue.json: seating[0]";
    block.row_count = rows;
    block.seats_per_row = seats_per_row;
    block.row_clear_width_m = clear_m;
    scenario.venue.seating.push_back(block);
    for (int r = 0; r < rows; ++r) {
        const double y = 2.0 + 0.9 * r;
        const double right = 2.0 + 0.5 * seats_per_row;
        SeatRow row;
        row.block = block.id;
        row.number = r + 1;
        row.surface = SurfaceId(0);
        row.lane = rectangle(2.0, y - 0.25 - clear_m, right, y - 0.25);
        row.clear_width_m = clear_m;
        const SeatRowId id = SeatRowId::from(venue.seat_rows.size());
        venue.seat_rows.push_back(row);
        venue.walls.push_back(
            {{{right, y - 0.25}, {2.0, y - 0.25}}, SurfaceId(0), true});  // the lane lies to its left
        for (int s = 0; s < seats_per_row; ++s)
            venue.seats.push_back({{2.25 + 0.5 * s, y}, {0.0, -1.0}, SurfaceId(0), id, 0});
    }
}

inline Distribution uniform(double low, double high) {
    Distribution d;
    d.kind = Distribution::Kind::uniform;
    d.min = low;
    d.max = high;
    return d;
}

/// Everybody alike: radius 0.2 m, 1.34 m/s.
inline ProfileSpec plain_profile(const std::string& id = "plain", double radius_m = 0.2) {
    ProfileGroup group;
    group.name = "adults";
    group.age_years = uniform(18.0, 70.0);
    group.radius_m = Distribution::constant_value(radius_m);
    group.free_speed_mps = Distribution::constant_value(1.34);
    ProfileSpec profile;
    profile.id = id;
    profile.where = "people.json: profiles[0]";
    profile.groups = {group};
    return profile;
}

inline PopulationSpec population(const std::string& id, int count, const std::string& profile = "plain") {
    PopulationSpec p;
    p.id = id;
    p.where = "people.json: populations[0]";
    p.profile = profile;
    p.count = count;
    return p;
}

inline Scenario scenario_with(std::vector<PopulationSpec> populations,
                              ProfileSpec profile = plain_profile()) {
    Scenario scenario;
    scenario.people.profiles = {std::move(profile)};
    scenario.people.populations = std::move(populations);
    return scenario;
}

}  // namespace wayout::test
