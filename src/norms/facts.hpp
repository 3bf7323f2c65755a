/// What rules of codes are held against: plain facts of a building and of a run, gathered by module
/// simulation.
#pragma once

#include <limits>
#include <string>
#include <vector>

namespace wayout::norms {

inline constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

/// A final exit.
struct ExitFacts {
    std::string name;
    double clear_width_m{0.0};
    bool is_open{true};            ///< at the start; closed exits are not counted
    bool is_main{false};           ///< part of the main entrance
    bool depends_on_staff{false};  ///< locked, opened by a steward, or with a check that everybody passes
};

struct StairFacts {
    std::string name;
    double clear_width_m{0.0};
};

/// A way out of a room: a door, an exit or a stair by which an exit can be reached without coming back.
struct WayFacts {
    double clear_width_m{0.0};
    bool is_stair{false};
};

/// What lies between walls and doors.
struct RoomFacts {
    std::string name;
    int people{0};  ///< who start in it
    int seats{0};
    double area_m2{0.0};
    std::vector<WayFacts> ways;  ///< those that are open at the start
    bool is_toilet{false};
    bool has_sign{false};
};

/// The place of all seats and free floor from which a way is longest.
struct Farthest {
    double distance_m{not_known};
    std::string place;
};

/// Two exits or stairs of a storey that are farthest apart.
struct Separation {
    std::string storey;
    double apart_m{0.0};
    double diagonal_m{0.0};  ///< of the storey's floor
};

struct BuildingFacts {
    int people{0};
    int seated{0};    ///< of them: of populations that start on seats
    int stewards{0};  ///< staff with a task, or of the role staff or steward
    std::vector<ExitFacts> exits;
    bool is_main_entrance_named{false};
    std::vector<StairFacts> stairs;  ///< without escalators and ramps
    std::vector<RoomFacts> rooms;    ///< in which somebody starts, and toilets
    Farthest to_exit;                ///< along the walkable path, escalators left out
    Farthest to_storey_exit;         ///< to an exit, or to the head or foot of the first stair
    Farthest out_of_room;            ///< to an exit, or through the first door or on to the first stair
    Farthest in_one_direction;       ///< until there is a choice of two ways, or to the exit
    int longest_row_seats{0};        ///< seats of one row between two aisles; 0: no seats
    std::string longest_row;
    int escalators{0};
    int only_by_escalator{0};  ///< people who reach no exit without one
    std::vector<Separation> separations;
    int see_one_direction{0};  ///< people who start where all ways out of the storey lie within 45 degrees
};

struct ExitUse {
    std::string name;
    int people{0};
    bool is_main{false};
};

/// Times of a named zone that was in use, with a fire.
struct ZoneTimes {
    std::string name;
    double available_s{not_known};  ///< inf: stayed tenable
    double required_s{not_known};   ///< NaN: not empty at the end
};

struct RunFacts {
    int people{0};
    int out{0};
    double last_out_s{not_known};
    double ended_s{0.0};
    std::vector<ExitUse> exits;
    bool has_density{false};
    int congested_places{0};
    double largest_queue_growth_pps{not_known};  ///< inlet less outlet of one passage over an interval
    std::string growing_at;
    double longest_above_4_s{0.0};  ///< at one place
    int over_escalators{0};         ///< crossings of their upper and lower ends
    bool has_forces{false};
    double largest_crush_dose{0.0};
    double largest_wall_load_n_per_m{0.0};
    bool has_air{false};
    std::vector<ZoneTimes> zones;
};

}  // namespace wayout::norms
