/// A small hall that is built in code: one room, exits, people at given places.
#pragma once

#include <wayout/scenario.hpp>

#include <string>
#include <utility>
#include <vector>

namespace wayout {

inline Polygon rectangle(double x0, double y0, double x1, double y1) {
    return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}};
}

inline ZoneSpec zone(const std::string& id, Polygon polygon) {
    ZoneSpec spec;
    spec.id = id;
    spec.storey = "floor";
    spec.polygon = std::move(polygon);
    return spec;
}

/// A room of 20 m x 10 m, lower left corner at (0, 0), with an exit of 2 m in the west wall ("west") and one
/// in the east wall ("east").
inline Scenario room_with_two_exits() {
    Scenario scenario;
    scenario.name = "room";
    StoreySpec storey;
    storey.id = "floor";
    storey.floor = {rectangle(0, 0, 20, 10)};
    scenario.venue.storeys = {storey};
    ExitSpec west;
    west.id = "west";
    west.storey = "floor";
    west.line = {{0, 4}, {0, 6}};
    ExitSpec east = west;
    east.id = "east";
    east.line = {{20, 4}, {20, 6}};
    scenario.venue.exits = {west, east};

    ProfileSpec profile;
    profile.id = "walker";
    ProfileGroup& group = profile.groups.emplace_back();
    group.name = "walker";
    group.age_years = Distribution::constant_value(30);
    group.radius_m = Distribution::constant_value(0.2);
    group.free_speed_mps = Distribution::constant_value(1.0);
    scenario.people.profiles = {profile};
    scenario.simulation.duration_s = 120;
    return scenario;
}

inline PopulationSpec people_at(const std::string& id, std::vector<Vec2> places, double start_s = 0.0) {
    PopulationSpec population;
    population.id = id;
    population.profile = "walker";
    population.polygon_storey = "floor";
    population.positions = std::move(places);
    population.pre_movement_s = Distribution::constant_value(start_s);
    return population;
}

/// In rows from the lower left.
inline std::vector<Vec2> places(double x0, double y0, int columns, int rows, double apart_m = 0.6) {
    std::vector<Vec2> all;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            all.push_back({x0 + apart_m * column, y0 + apart_m * row});
    return all;
}

/// On the first storey.
inline void add_wall(Scenario& scenario, std::vector<Vec2> line) {
    WallSpec wall;
    wall.line = std::move(line);
    scenario.venue.storeys[0].walls.push_back(wall);
}

/// On the storey "floor".
inline void add_door(Scenario& scenario, const std::string& id, Segment line) {
    DoorSpec door;
    door.id = id;
    door.storey = "floor";
    door.line = line;
    scenario.venue.doors.push_back(door);
}

/// A door that nobody passes from then on.
inline IncidentEvent door_shuts(const std::string& door, double at_s) {
    IncidentEvent event;
    event.kind = IncidentEvent::Kind::close_door;
    event.target = door;
    event.at_s = at_s;
    return event;
}

/// The room of 20 m x 10 m with a wall at x = 10 and in it the doors "south" (y 2 - 3.2) and "north" (y 7
/// - 8.2).
inline Scenario divided_room() {
    Scenario scenario = room_with_two_exits();
    add_wall(scenario, {{10, 0}, {10, 10}});
    add_door(scenario, "south", {{10, 2}, {10, 3.2}});
    add_door(scenario, "north", {{10, 7}, {10, 8.2}});
    return scenario;
}

}  // namespace wayout
