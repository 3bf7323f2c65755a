#include "verification/geometry_library.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace wayout {
namespace {

Vec2 turned(Vec2 p, double angle_rad) {
    const double c = std::cos(angle_rad);
    const double s = std::sin(angle_rad);
    return {c * p.x - s * p.y, s * p.x + c * p.y};
}

Scenario named(const std::string& name) {
    Scenario scenario;
    scenario.name = name;
    scenario.venue.name = name;
    return scenario;
}

StoreySpec& add_storey(Scenario& scenario, const std::string& id, double elevation_m,
                       std::vector<Polygon> floor) {
    StoreySpec& storey = scenario.venue.storeys.emplace_back();
    storey.id = id;
    storey.elevation_m = elevation_m;
    storey.floor = std::move(floor);
    return storey;
}

ExitSpec& add_exit(Scenario& scenario, const std::string& id, const Segment& line,
                   const std::string& storey = "ground") {
    ExitSpec& exit = scenario.venue.exits.emplace_back();
    exit.id = id;
    exit.storey = storey;
    exit.line = line;
    return exit;
}

void add_wall(StoreySpec& storey, const Segment& line) {
    WallSpec wall;
    wall.line = {line.a, line.b};
    storey.walls.push_back(std::move(wall));
}

void add_door(Scenario& scenario, const std::string& id, const Segment& line,
              const std::string& storey = "ground") {
    DoorSpec& door = scenario.venue.doors.emplace_back();
    door.id = id;
    door.storey = storey;
    door.line = line;
}

StairSpec& add_stair(Scenario& scenario, const std::string& id, const std::string& from,
                     const std::string& to, const Segment& foot, const Segment& top) {
    StairSpec& stair = scenario.venue.stairs.emplace_back();
    stair.id = id;
    stair.from_storey = from;
    stair.to_storey = to;
    stair.flights.push_back({foot, top, {}});
    return stair;
}

/// A stair across a level way from x = x0 to x1. Going up, "ground" is before it and "first" behind; going
/// down, the other way round.
struct Levels {
    std::string before;
    std::string behind;
};
Levels levels_for(Direction direction) {
    return direction == Direction::up ? Levels{"ground", "first"} : Levels{"first", "ground"};
}

StairSpec& add_stair_along_x(Scenario& scenario, const std::string& id, double x0, double x1, double y0,
                             double y1, Direction direction) {
    const Segment near = vertical(x0, y0, y1);
    const Segment far = vertical(x1, y0, y1);
    return direction == Direction::up ? add_stair(scenario, id, "ground", "first", near, far)
                                      : add_stair(scenario, id, "ground", "first", far, near);
}

}  // namespace

Polygon rectangle(double x0, double y0, double x1, double y1) {
    return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}};
}

Segment vertical(double x, double y0, double y1) {
    return {{x, y0}, {x, y1}};
}

Segment horizontal(double y, double x0, double x1) {
    return {{x0, y}, {x1, y}};
}

void rotate(Scenario& scenario, double angle_rad) {
    const auto turn = [angle_rad](Vec2& p) { p = turned(p, angle_rad); };
    const auto turn_line = [&turn](Segment& line) {
        turn(line.a);
        turn(line.b);
    };
    const auto turn_polygon = [&turn](Polygon& polygon) {
        for (Vec2& p : polygon.outer) turn(p);
        for (Ring& hole : polygon.holes)
            for (Vec2& p : hole) turn(p);
    };
    for (StoreySpec& storey : scenario.venue.storeys) {
        for (Polygon& polygon : storey.floor) turn_polygon(polygon);
        for (WallSpec& wall : storey.walls)
            for (Vec2& p : wall.line) turn(p);
    }
    for (DoorSpec& door : scenario.venue.doors) turn_line(door.line);
    for (ExitSpec& exit : scenario.venue.exits) turn_line(exit.line);
    for (StairSpec& stair : scenario.venue.stairs)
        for (FlightSpec& flight : stair.flights) {
            turn_line(flight.foot);
            turn_line(flight.top);
        }
    for (PopulationSpec& population : scenario.people.populations) {
        if (population.polygon)
            turn_polygon(*population.polygon);
        if (population.positions)
            for (Vec2& p : *population.positions) turn(p);
    }
}

Scenario corridor(double length_m, double width_m) {
    Scenario scenario = named("corridor");
    add_storey(scenario, "ground", 0.0, {rectangle(0, 0, length_m, width_m)});
    add_exit(scenario, "exit", vertical(length_m, 0, width_m));
    return scenario;
}

Scenario stair_flight(double incline_m, double width_m, Direction direction) {
    constexpr double level_m = 6.0;
    const double run_m = 0.8 * incline_m;
    const double rise_m = 0.6 * incline_m;
    Scenario scenario = named("stair");
    const Levels levels = levels_for(direction);
    const double end_m = 2 * level_m + run_m;
    const auto elevation = [&](const std::string& storey) { return storey == "ground" ? 0.0 : rise_m; };
    add_storey(scenario, levels.before, elevation(levels.before), {rectangle(0, 0, level_m, width_m)});
    add_storey(scenario, levels.behind, elevation(levels.behind),
               {rectangle(level_m + run_m, 0, end_m, width_m)});
    add_stair_along_x(scenario, "stair", level_m, level_m + run_m, 0, width_m, direction);
    add_exit(scenario, "exit", vertical(end_m, 0, width_m), levels.behind);
    return scenario;
}

Scenario corner() {
    Scenario scenario = named("corner");
    add_storey(scenario, "ground", 0.0, {{{{0, 0}, {12, 0}, {12, 12}, {10, 12}, {10, 2}, {0, 2}}, {}}});
    add_exit(scenario, "exit", horizontal(12, 10, 12));
    return scenario;
}

Scenario room() {
    Scenario scenario = named("room");
    add_storey(scenario, "ground", 0.0, {rectangle(0, 0, 8, 5)});
    add_exit(scenario, "exit", vertical(8, 2, 3));
    return scenario;
}

Scenario counterflow_rooms() {
    Scenario scenario = named("counterflow");
    add_storey(scenario, "ground", 0.0,
               {{{{0, 0},
                  {10, 0},
                  {10, 4},
                  {20, 4},
                  {20, 0},
                  {30, 0},
                  {30, 10},
                  {20, 10},
                  {20, 6},
                  {10, 6},
                  {10, 10},
                  {0, 10}},
                 {}}});
    add_exit(scenario, "exit-left", vertical(0, 0, 10));
    add_exit(scenario, "exit-right", vertical(30, 0, 10));
    return scenario;
}

Scenario large_room(bool all_open) {
    Scenario scenario = named("large room");
    add_storey(scenario, "ground", 0.0, {rectangle(0, 0, 30, 20)});
    add_exit(scenario, "exit-1", horizontal(20, 4, 5)).state =
        all_open ? OpeningState::open : OpeningState::closed;
    add_exit(scenario, "exit-2", horizontal(20, 25, 26)).state =
        all_open ? OpeningState::open : OpeningState::closed;
    add_exit(scenario, "exit-3", horizontal(0, 4, 5));
    add_exit(scenario, "exit-4", horizontal(0, 25, 26));
    return scenario;
}

Scenario cabins() {
    Scenario scenario = named("cabins");
    StoreySpec& storey = add_storey(scenario, "ground", 0.0, {rectangle(0, 0, 18, 11)});
    add_wall(storey, horizontal(5, 0, 18));
    add_wall(storey, horizontal(6, 0, 6));
    add_wall(storey, horizontal(6, 7.2, 18));
    for (const double x : {3.0, 6.0, 9.0, 12.0, 15.0}) add_wall(storey, vertical(x, 0, 5));
    for (const double x : {3.0, 6.0, 7.2, 9.0, 12.0, 15.0}) add_wall(storey, vertical(x, 6, 11));
    for (int number = 1; number <= 12; ++number) {
        const Polygon walls = cabin(number);
        const double middle = 0.5 * (walls.outer[0].x + walls.outer[1].x);
        constexpr double door_m = 0.9;
        add_door(scenario, fmt::format("cabin-{}", number),
                 horizontal(number <= 6 ? 6 : 5, middle - 0.5 * door_m, middle + 0.5 * door_m));
    }
    add_exit(scenario, "main", horizontal(11, 6, 7.2));
    add_exit(scenario, "secondary", vertical(18, 5, 6));
    return scenario;
}

Polygon cabin(int number) {
    if (number >= 7)
        return rectangle(3.0 * (number - 7), 0, 3.0 * (number - 6), 5);
    if (number == 3)
        return rectangle(7.2, 6, 9, 11);
    const double left = number <= 2 ? 3.0 * (number - 1) : 9.0 + 3.0 * (number - 4);
    return rectangle(left, 6, left + 3.0, 11);
}

Scenario two_exit_room() {
    Scenario scenario = named("two exits");
    add_storey(scenario, "ground", 0.0, {rectangle(0, 0, 30, 20)});
    add_exit(scenario, "exit-1", horizontal(20, 21, 22));
    add_exit(scenario, "exit-2", horizontal(20, 27, 28));
    return scenario;
}

Scenario bottleneck_rooms() {
    Scenario scenario = named("bottleneck");
    add_storey(scenario, "ground", 0.0,
               {{{{0, 0},
                  {10, 0},
                  {10, 4.5},
                  {15, 4.5},
                  {15, 0},
                  {25, 0},
                  {25, 10},
                  {15, 10},
                  {15, 5.5},
                  {10, 5.5},
                  {10, 10},
                  {0, 10}},
                 {}}});
    add_exit(scenario, "exit", vertical(25, 4.5, 5.5));
    return scenario;
}

Scenario stair_jam() {
    Scenario scenario = named("stair jam");
    add_storey(scenario, "ground", 0.0,
               {{{{0, 0}, {5, 0}, {5, 3}, {17, 3}, {17, 5}, {5, 5}, {5, 8}, {0, 8}}, {}}});
    add_storey(scenario, "first", 1.5, {rectangle(20, 3, 21, 5)});
    add_stair_along_x(scenario, "stair", 17, 20, 3, 5, Direction::up);
    add_exit(scenario, "exit", vertical(21, 3, 5), "first");
    return scenario;
}

Scenario crowd_way(CrowdWay way) {
    if (way == CrowdWay::corner) {
        Scenario scenario = named("crowd round a corner");
        add_storey(scenario, "ground", 0.0, {{{{0, 0}, {54, 0}, {54, 30}, {34, 30}, {34, 20}, {0, 20}}, {}}});
        add_exit(scenario, "exit", horizontal(30, 34, 54));
        return scenario;
    }
    return corridor(way == CrowdWay::long_straight ? 75.4 : 44.0, 20.0);
}

namespace {

struct BlockStorey {
    const char* id;
    double elevation_m;
};
constexpr double block_storey_height_m = 2.8;
constexpr BlockStorey block_storeys[] = {
    {"ground", 0.0}, {"first", block_storey_height_m}, {"second", 2.0 * block_storey_height_m}};
/// Rows of rooms from south to north, and the wall of each that has the doors, towards a corridor at y 3-4 or
/// 10-11.
struct RoomRow {
    double low_y;
    double door_y;
    int room_count;  ///< from the west; the core takes the rest of the inner rows
};
constexpr RoomRow block_rows[] = {{0.0, 3.0, 11}, {4.0, 4.0, 8}, {7.0, 10.0, 8}, {11.0, 11.0, 11}};
constexpr double block_room_width_m = 2.0;
constexpr double block_room_depth_m = 3.0;

/// On the ground floor the two rooms at the west end of the inner rows are the passage to the west exit.
bool is_west_passage(const BlockStorey& storey, std::size_t row, int column) {
    return storey.elevation_m == 0.0 && (row == 1 || row == 2) && column == 0;
}

}  // namespace

std::vector<BlockRoom> rooms_of_block() {
    std::vector<BlockRoom> rooms;
    for (const BlockStorey& storey : block_storeys)
        for (std::size_t row = 0; row < std::size(block_rows); ++row)
            for (int column = 0; column < block_rows[row].room_count; ++column) {
                if (is_west_passage(storey, row, column))
                    continue;
                const double x = block_room_width_m * column;
                const double y = block_rows[row].low_y;
                rooms.push_back({storey.id, rectangle(x, y, x + block_room_width_m, y + block_room_depth_m)});
            }
    return rooms;
}

Scenario room_block() {
    Scenario scenario = named("three storeys");
    for (const BlockStorey& level : block_storeys) {
        StoreySpec& storey = add_storey(scenario, level.id, level.elevation_m, {rectangle(0, 0, 22, 14)});
        const bool is_ground = level.elevation_m == 0.0;
        const double inner_from = is_ground ? block_room_width_m : 0.0;
        add_wall(storey, horizontal(3, 0, 22));
        add_wall(storey, horizontal(11, 0, 22));
        for (const double y : {4.0, 7.0, 10.0}) add_wall(storey, horizontal(y, inner_from, 16));
        for (int column = 1; column < 11; ++column) {
            add_wall(storey, vertical(block_room_width_m * column, 0, 3));
            add_wall(storey, vertical(block_room_width_m * column, 11, 14));
        }
        for (int column = 1; column <= 8; ++column)
            add_wall(storey, vertical(block_room_width_m * column, 4, 10));
        int number = 0;
        for (std::size_t row = 0; row < std::size(block_rows); ++row)
            for (int column = 0; column < block_rows[row].room_count; ++column) {
                if (is_west_passage(level, row, column))
                    continue;
                const double middle = block_room_width_m * (column + 0.5);
                add_door(scenario, fmt::format("{}-room-{}", level.id, ++number),
                         horizontal(block_rows[row].door_y, middle - 0.5, middle + 0.5), level.id);
            }
    }
    add_stair(scenario, "lower-flight", "ground", "first", vertical(17, 5.0, 6.2), vertical(21, 5.0, 6.2));
    add_stair(scenario, "upper-flight", "first", "second", vertical(17, 7.8, 9.0), vertical(21, 7.8, 9.0));
    add_exit(scenario, "east", vertical(22, 6.5, 7.5));
    add_exit(scenario, "west", vertical(0, 6.5, 7.5));
    return scenario;
}

Scenario two_routes(double depth_m) {
    Scenario scenario = named("two routes");
    add_storey(scenario, "ground", -depth_m, {rectangle(10, 3, 20, 7)});
    add_storey(scenario, "first", 0.0,
               {{{{0, 0}, {5, 0}, {5, 15}, {25, 15}, {25, 0}, {30, 0}, {30, 20}, {0, 20}}, {}}});
    add_stair(scenario, "stair-down", "ground", "first", vertical(10, 4, 6), vertical(5, 4, 6));
    add_stair(scenario, "stair-up", "ground", "first", vertical(20, 4, 6), vertical(25, 4, 6));
    add_exit(scenario, "exit", horizontal(0, 27, 29), "first");
    return scenario;
}

Scenario exit_choice_room() {
    Scenario scenario = named("exit choice");
    add_storey(scenario, "ground", 0.0, {rectangle(0, 0, 10, 15)});
    add_exit(scenario, "exit-1", vertical(0, 13, 14));
    add_exit(scenario, "exit-2", vertical(10, 13, 14));
    return scenario;
}

Scenario group_room() {
    Scenario scenario = named("group room");
    add_storey(scenario, "ground", 0.0, {rectangle(0, 0, 15, 20)});
    add_exit(scenario, "exit", horizontal(20, 7, 8));
    return scenario;
}

Scenario two_rooms(double opening_m, double passage_m, double goal_m) {
    Scenario scenario = named("two rooms");
    const double low = 5.0 - 0.5 * opening_m;
    const double high = 5.0 + 0.5 * opening_m;
    const double second = 10.0 + passage_m;
    // The floor ends at the goal: whoever reaches it is out.
    const double end = second + goal_m;
    add_storey(scenario, "ground", 0.0,
               {{{{0, 0},
                  {10, 0},
                  {10, low},
                  {second, low},
                  {second, 0},
                  {end, 0},
                  {end, 10},
                  {second, 10},
                  {second, high},
                  {10, high},
                  {10, 10},
                  {0, 10}},
                 {}}});
    add_exit(scenario, "exit", vertical(end, 0, 10));
    return scenario;
}

Scenario three_rooms() {
    Scenario scenario = named("three rooms");
    add_storey(scenario, "ground", 0.0,
               {{{{0, 0},      {10, 0},    {10, 4.5},   {10.2, 4.5}, {10.2, 0},  {20.2, 0},   {20.2, 4.5},
                  {20.4, 4.5}, {20.4, 0},  {25.4, 0},   {25.4, 10},  {20.4, 10}, {20.4, 5.5}, {20.2, 5.5},
                  {20.2, 10},  {10.2, 10}, {10.2, 5.5}, {10, 5.5},   {10, 10},   {0, 10}},
                 {}}});
    add_exit(scenario, "exit", vertical(25.4, 0, 10));
    return scenario;
}

Scenario fed_stair(const FedStair& size, Direction direction) {
    Scenario scenario = named("stair behind a room");
    const Levels levels = levels_for(direction);
    const double middle = 0.5 * size.room_width_m;
    const double low = middle - 0.5 * size.width_m;
    const double high = middle + 0.5 * size.width_m;
    const double foot = size.room_depth_m + size.approach_m;
    const double top = foot + size.run_m;
    const auto elevation = [&](const std::string& storey) { return storey == "ground" ? 0.0 : size.rise_m; };
    add_storey(scenario, levels.before, elevation(levels.before),
               {{{{0, 0},
                  {size.room_depth_m, 0},
                  {size.room_depth_m, low},
                  {foot, low},
                  {foot, high},
                  {size.room_depth_m, high},
                  {size.room_depth_m, size.room_width_m},
                  {0, size.room_width_m}},
                 {}}});
    add_storey(scenario, levels.behind, elevation(levels.behind),
               {rectangle(top, low, top + size.landing_m, high)});
    add_stair_along_x(scenario, "stair", foot, top, low, high, direction);
    add_exit(scenario, "exit", vertical(top + size.landing_m, low, high), levels.behind);
    return scenario;
}

Scenario escalator_run(double incline_m, StairSpec::Motion motion, StairSpec::Riders riders,
                       double belt_speed_mps) {
    constexpr double slope_rad = std::numbers::pi / 6.0;
    constexpr double level_m = 10.0;
    const double run_m = incline_m * std::cos(slope_rad);
    const double rise_m = incline_m * std::sin(slope_rad);
    Scenario scenario = named("escalator");
    add_storey(scenario, "ground", 0.0, {rectangle(0, 0, level_m, 1)});
    add_storey(scenario, "first", rise_m, {rectangle(level_m + run_m, 0, 2 * level_m + run_m, 1)});
    StairSpec& escalator = add_stair(scenario, "escalator", "ground", "first", vertical(level_m, 0, 1),
                                     vertical(level_m + run_m, 0, 1));
    escalator.kind = StairSpec::Kind::escalator;
    escalator.motion = motion;
    escalator.riders = riders;
    escalator.belt_speed_mps = belt_speed_mps;
    add_exit(scenario, "exit", vertical(2 * level_m + run_m, 0, 1), "first");
    return scenario;
}

Scenario divided_room() {
    Scenario scenario = named("divided room");
    add_wall(add_storey(scenario, "ground", 0.0, {rectangle(0, 0, 20, 10)}), vertical(10, 0, 10));
    add_door(scenario, "door-1", vertical(10, 2, 3.2));
    add_door(scenario, "door-2", vertical(10, 7, 8.2));
    add_exit(scenario, "exit", vertical(20, 4, 6));
    add_exit(scenario, "exit-west", vertical(0, 4, 6));
    return scenario;
}

Scenario ramp_rooms(double width_m) {
    Scenario scenario = named("ramp");
    const double low = 2.5 - 0.5 * width_m;
    const double high = 2.5 + 0.5 * width_m;
    add_storey(scenario, "ground", 0.0, {rectangle(0, 0, 4, 5)});
    add_storey(scenario, "first", 1.0, {rectangle(16, 0, 20, 5)});
    add_stair(scenario, "ramp", "ground", "first", vertical(4, low, high), vertical(16, low, high)).kind =
        StairSpec::Kind::ramp;
    add_exit(scenario, "exit", vertical(20, low, high), "first");
    return scenario;
}

Scenario floor_over_stair(double depth_m) {
    Scenario scenario = named("floor over a stair");
    add_storey(scenario, "ground", 0.0, {rectangle(15, 0, 20, 4)});
    add_storey(scenario, "first", 3.0, {rectangle(0, 0, 10, 4)});
    add_stair(scenario, "stair", "ground", "first", vertical(15, 1, 3), vertical(10, 1, 3));
    add_exit(scenario, "exit", vertical(20, 0, 4));
    for (const double x : {0.0, 3.0}) {
        ZoneSpec& zone = scenario.venue.zones.emplace_back();
        zone.id = x == 0.0 ? "zone-1" : "zone-2";
        zone.storey = "first";
        zone.polygon = rectangle(x, 0, x + depth_m, 4);
    }
    return scenario;
}

Scenario lift_rooms(bool has_stair) {
    Scenario scenario = named("lift");
    const Polygon car = rectangle(4.5, 4, 5.5, 6);
    StoreySpec& ground = add_storey(scenario, "ground", 0.0, {rectangle(0, 0, 10, 4), car});
    if (has_stair)
        ground.floor.push_back(rectangle(15, -6, 20, 4));
    add_storey(scenario, "first", 3.5, {rectangle(0, -6, 10, 4), car});
    add_exit(scenario, "exit", horizontal(0, 3, 7));
    if (has_stair) {
        add_stair(scenario, "stair", "ground", "first", vertical(15, -1, 1), vertical(10, -1, 1));
        add_exit(scenario, "exit-2", vertical(20, -6, 4));
    }
    for (const char* storey : {"ground", "first"})
        add_door(scenario, std::string("door-") + storey, horizontal(4, 4.5, 5.5), storey);
    LiftSpec& lift = scenario.venue.lifts.emplace_back();
    lift.id = "lift";
    lift.car = car;
    lift.stops = {{"ground", "door-ground", {}}, {"first", "door-first", {}}};
    lift.capacity_persons = 4;
    lift.speed_mps = 1.0;
    lift.acceleration_mps2 = 0.5;
    lift.door_open_s = 2.0;
    lift.door_close_s = 3.0;
    lift.dwell_s = 5.0;
    lift.riders = LiftSpec::Riders::everybody;
    return scenario;
}

}  // namespace wayout
