/// The buildings of the standard tests, as scenarios without people. Sizes are those of the verification
/// catalogue (geometries G1 to G20), with what is known of their origin: [S] read in a text that reproduces
/// the guideline, [F] measured off its figure, [P] chosen here because the guideline gives no size.
///
/// Storeys are called "ground", "first", ...; exits "exit" or "exit-1", "exit-2", ... as numbered in the
/// guideline's figure.
#pragma once

#include <wayout/scenario.hpp>

#include <string>
#include <vector>

namespace wayout {

Polygon rectangle(double x0, double y0, double x1, double y1);
Segment vertical(double x, double y0, double y1);
Segment horizontal(double y, double x0, double x1);
/// Turns venue, positions and start areas about the origin.
void rotate(Scenario& scenario, double angle_rad);

/// G1: straight corridor along x with an exit as wide as itself at its end. [S]
Scenario corridor(double length_m, double width_m);

enum class Direction { up, down };
/// G2: a stair 2 m wide with a slope of 3:4, on level floors 6 m long before and after; the exit ends the
/// floor behind. The stair begins at x = 6 and is called "stair". 10 m along the incline [S]; 100 m in NIST.
Scenario stair_flight(double incline_m, double width_m, Direction direction);

/// G3: corner of two corridors 2 m wide, exit at the end of the vertical leg (y = 12). [S figure]
Scenario corner();

/// G4: room 8 m x 5 m with an exit 1 m wide in the middle of the right wall (x = 8). [S]
Scenario room();

/// G5: two rooms of 10 m x 10 m, joined by a corridor 10 m x 2 m. Exits "exit-left" (x = 0) and "exit-right"
/// (x = 30) take the whole outer walls. [read in the FDS+Evac guide; that the corridor is centred is assumed]
Scenario counterflow_rooms();

/// G6: hall 30 m x 20 m with four doors 1 m wide; doors 1 and 2 (y = 20) may be shut. [S figure]
Scenario large_room(bool all_open);

/// G7: corridor with twelve cabins, main exit "main" (y = 11) and "secondary" (x = 18). [S figure]
Scenario cabins();
/// Where the cabin of this number (1 to 12) is.
Polygon cabin(int number);

/// G8: hall 30 m x 20 m with two exits 1 m wide on y = 20, exit-1 at x 21-22, exit-2 at x 27-28. [measured
/// off the figure]
Scenario two_exit_room();

/// G9: room 10 m x 10 m, corridor 5 m x 1 m, room 10 m x 10 m, exit 1 m wide in the far wall (x = 25). [S
/// figure]
Scenario bottleneck_rooms();

/// G10: room 5 m deep x 8 m wide, corridor 2 m x 12 m, stair 2 m wide going up 3 m in plan, landing of 1 m
/// with the exit. The room spans x 0-5, the corridor x 5-17 (y 3-5), the stair x 17-20. Rise 1.5 m [P].
Scenario stair_jam();

enum class CrowdWay { long_straight, corner, short_straight };
/// G11: way 20 m wide for a crowd that starts in x 0-6: 75.4 m straight, round a corner (34 + square of 20 +
/// 10), or 44 m straight. [S figure]
Scenario crowd_way(CrowdWay way);

/// G13: three storeys of 22 m x 14 m with rooms of 2 m x 3 m along two corridors 1 m wide, doors 1 m wide; 36
/// rooms on the ground floor, 38 on each upper floor; open stair core of 6 m x 6 m in the east with a
/// flight 1.2 m wide from storey to storey. [F; rows of rooms, core, flights and the two ground exits 1 m
/// wide placed by us [P]]
Scenario room_block();
struct BlockRoom {
    std::string storey;
    Polygon polygon;
};
std::vector<BlockRoom> rooms_of_block();

/// G14: upper floor as a U round a court, with a short cut down one stair (x 5-10), through a hall `depth_m`
/// lower, and up another (x 20-25). Exit on the upper floor, x 27-29, y 0; start at x 0-5, y 0-10. 5 m deep
/// in JuPedSim's rimea_tests [read].
Scenario two_routes(double depth_m);

/// G16: room 10 m x 15 m; exits of 1 m in the side walls x = 0 (exit-1) and x = 10 (exit-2), y 13-14. [S]
Scenario exit_choice_room();

/// G18: room 15 m x 20 m with an exit 1 m wide in the middle of the wall y = 20. [S; where the exit is [P]]
Scenario group_room();

/// R12a: rooms 10 m x 10 m and 10 m x 10 m, opening 1 m wide in a wall 0.2 m thick; the exit is a line across
/// room 2 at `goal_m` from the opening. R12b: opening `passage_m` long. Room 2 begins at x = 10 + passage_m.
/// [S]
Scenario two_rooms(double opening_m, double passage_m, double goal_m);

/// R12c: three rooms of 10, 10 and 5 m depth, 10 m wide, with two openings of 1 m in walls 0.2 m thick; exit
/// across the end of the third room. [S]
Scenario three_rooms();

/// ISO 12, G20: room `room_depth_m` x `room_width_m` that empties over a stair as wide as given; level ways
/// as wide as the stair `approach_m` long before it and 1 m behind it, then the exit. The stair rises or
/// falls at `rise_per_run`.
struct FedStair {
    double room_depth_m{10.0};
    double room_width_m{8.0};
    double approach_m{0.5};
    double width_m{1.0};
    double run_m{3.0};
    double rise_m{3.0};
    double landing_m{1.0};
};
Scenario fed_stair(const FedStair& size, Direction direction);

/// G17: two rooms of 4 m x 5 m, "ground" (x 0-4) and "first" (x 16-20), joined by a ramp 12 m long, 1.5 m
/// wide [S], that rises 1 m [P]; an exit as wide at x = 20.
Scenario ramp_rooms(double width_m);

/// Upper floor "first", x 0-10, y 0-4, 3 m above "ground", x 15-20, joined by a straight stair 2 m wide (y
/// 1-3) from x = 10 down to x = 15; the exit ends the ground floor. Zones of `depth_m` along x on the upper
/// floor, "zone-1" from x = 0, "zone-2" from x = 3. [P]
Scenario floor_over_stair(double depth_m);
inline constexpr double floor_over_stair_incline_m = 5.8309518948453;  ///< sqrt(5^2 + 3^2)

/// "first", 3.5 m above "ground" [S], joined by a lift alone: car 1 m x 2 m (x 4.5-5.5, y 4-6), doors as wide
/// as the car at y = 4. "first" has x 0-10, y -6 to 4; "ground" x 0-10, y 0 to 4, with the exit "exit" at
/// y = 0, x 3-7. With a stair: down from x = 10 to 15 (y -1 to 1), then "exit-2" at x = 20. [P]
Scenario lift_rooms(bool has_stair);

/// Escalator "escalator" 1 m wide, 30 degrees, between level floors 10 m long; people go up. [P: the
/// standard's sizes were not seen]
Scenario escalator_run(double incline_m, StairSpec::Motion motion, StairSpec::Riders riders,
                       double belt_speed_mps);

/// Room of 20 m x 10 m with a wall at x = 10 and two doors in it, 1.2 m wide: "door-1" (y 2 - 3.2) and
/// "door-2" (y 7 - 8.2); exits "exit" (x = 20) and "exit-west" (x = 0), y 4 - 6. [P]
Scenario divided_room();

}  // namespace wayout
