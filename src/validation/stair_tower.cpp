#include "validation/stair_tower.hpp"

#include "verification/geometry_library.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace wayout {
namespace {

constexpr double tower_landing_m = 1.5;  ///< of the storeys, in the direction of the flights
constexpr double passage_m = 0.2;        ///< through the wall between room and landing
constexpr double line_offset_m = 0.05;
constexpr double storey_rise_m = 2 * tower_steps_in_flight * tower_riser_m;

/// Landing in x 0 to 1.5 and y 0 to two stair widths; flights leave it at x = 1.5: down in the upper half of
/// y, from above in the lower half.
Polygon floor_of(const StairTower& tower, bool has_room) {
    const double depth = 2.0 * tower.stair_m;
    const double room = tower.room_m;
    if (!has_room)
        return rectangle(0.0, 0.0, tower_landing_m, depth);
    if (tower.door == FloorDoor::adjacent) {
        const double left = 0.5 * (tower_landing_m - tower.door_m);
        const double right = left + tower.door_m;
        return {{{tower_landing_m - room, -passage_m - room},
                 {tower_landing_m, -passage_m - room},
                 {tower_landing_m, -passage_m},
                 {right, -passage_m},
                 {right, 0},
                 {tower_landing_m, 0},
                 {tower_landing_m, depth},
                 {0, depth},
                 {0, 0},
                 {left, 0},
                 {left, -passage_m},
                 {tower_landing_m - room, -passage_m}},
                {}};
    }
    const double low = 0.5 * (tower.stair_m - tower.door_m);
    const double high = low + tower.door_m;
    const double bottom = 0.5 * (tower.stair_m - room);
    return {{{-passage_m - room, bottom},
             {-passage_m, bottom},
             {-passage_m, low},
             {0, low},
             {0, 0},
             {tower_landing_m, 0},
             {tower_landing_m, depth},
             {0, depth},
             {0, high},
             {-passage_m, high},
             {-passage_m, bottom + room},
             {-passage_m - room, bottom + room}},
            {}};
}

}  // namespace

std::string tower_storey(int number) {
    return fmt::format("{}", number);
}

std::string tower_stair(int upper_storey) {
    return fmt::format("stair-{}", upper_storey);
}

Polygon tower_room(const StairTower& tower) {
    const double bottom = 0.5 * (tower.stair_m - tower.room_m);
    if (tower.door == FloorDoor::adjacent)
        return rectangle(tower_landing_m - tower.room_m, -passage_m - tower.room_m, tower_landing_m,
                         -passage_m);
    return rectangle(-passage_m - tower.room_m, bottom, -passage_m, bottom + tower.room_m);
}

Scenario stair_tower(const StairTower& tower) {
    Scenario scenario;
    scenario.name = scenario.venue.name = "stair tower";
    const double w = tower.stair_m;
    const double turn = tower_landing_m + tower_flight_m;
    for (int number = 0; number < tower.storeys; ++number) {
        StoreySpec& storey = scenario.venue.storeys.emplace_back();
        storey.id = tower_storey(number);
        storey.elevation_m = storey_rise_m * number;
        storey.floor = {floor_of(tower, number > 0)};
        if (number == 0)
            continue;
        StairSpec& stair = scenario.venue.stairs.emplace_back();
        stair.id = tower_stair(number);
        stair.from_storey = tower_storey(number - 1);
        stair.to_storey = tower_storey(number);
        stair.flights = {{vertical(tower_landing_m, 0.0, w), vertical(turn, 0.0, w), {}},
                         {vertical(turn, w, 2.0 * w), vertical(tower_landing_m, w, 2.0 * w), {}}};
        stair.landings = {rectangle(turn, 0.0, turn + w, 2.0 * w)};
        stair.riser_m = tower_riser_m;
        stair.tread_m = tower_tread_m;
    }
    ExitSpec& exit = scenario.venue.exits.emplace_back();
    exit.id = "exit";
    exit.storey = tower_storey(0);
    exit.line = vertical(0.0, 0.0, w);
    return scenario;
}

Segment tower_stair_head(const StairTower& tower) {
    return vertical(tower_landing_m + line_offset_m, tower.stair_m, 2.0 * tower.stair_m);
}

Segment tower_stair_foot(const StairTower& tower) {
    return vertical(tower_landing_m + line_offset_m, 0.0, tower.stair_m);
}

double tower_stair_way_m(const StairTower& tower) {
    const double plan = 2.0 * (tower_flight_m - line_offset_m);
    const double rise =
        2.0 * tower_steps_in_flight * tower_riser_m * (tower_flight_m - line_offset_m) / tower_flight_m;
    return std::hypot(plan, rise) + 0.5 * std::numbers::pi * tower.stair_m;
}

}  // namespace wayout
