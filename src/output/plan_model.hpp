/// What pictures and the replay show of a venue: outlines by storey, in local coordinates. Made from the
/// checked venue, from a description that failed its checks, or read back from a result.
#pragma once

#include "geometry/box.hpp"

#include <wayout/scenario.hpp>
#include <wayout/vec2.hpp>

#include <span>
#include <string>
#include <vector>

namespace wayout {

class Venue;

struct PlanModel {
    struct Label {
        Vec2 at;
        std::string text;
    };

    struct Seat {
        Vec2 at;
        Vec2 facing;  ///< unit
        double width_m{0.5};
    };

    struct Zone {
        std::string id;
        Polygon polygon;
    };

    struct Storey {
        std::string id;
        std::string name;
        double elevation_m{0.0};
        std::vector<Polygon>
            footprint;  ///< whole outline; what is in it and not walkable is wall, obstacle or seat back
        std::vector<Polygon> walkable;  ///< the level floor
        std::vector<Polygon>
            obstacles;  ///< only from a description; a checked venue has them cut out of `walkable`
        std::vector<std::vector<Vec2>> walls;
        std::vector<std::vector<Vec2>> seat_backs;  ///< walls between rows of seats, drawn lighter
        std::vector<Seat> seats;
        std::vector<Label> labels;  ///< names of zones
        std::vector<Zone> zones;    ///< to measure in; not drawn
    };

    enum class Kind { landing, stair, ramp, escalator, tier };
    enum class Travel { both, up, down, stopped };

    struct Surface {
        Kind kind{Kind::stair};
        std::string id;
        std::string name;
        int storey{0};         ///< whose plan shows it: the lower one
        int upper_storey{-1};  ///< shown there too
        Ring outline;
        std::vector<Polygon> walkable;
        Vec2 up;  ///< unit plan direction of ascent; zero if level
        Travel travel{Travel::both};
        double tread_m{0.0};
    };

    struct Gate {
        std::string id;
        std::string name;
        bool is_exit{false};
        int storey{0};
        Segment line;
        Vec2 outward;  ///< of an exit: unit; zero if unknown
        double clear_width_m{0.0};
        bool open_at_start{true};
    };

    std::string name;
    Vec2 origin_m;  ///< user coordinates = local + origin
    Vec2 extent_m;
    std::vector<Storey> storeys;
    std::vector<Surface> surfaces;
    std::vector<Gate> gates;  ///< exits first, then doors; joints are not shown

    /// Of everything drawn on one storey; an empty storey gives a box of 1 m.
    Box bounds(int storey) const;
};

PlanModel plan_of(const Venue& venue);

/// Shows what there is, however wrong: points that are not finite and rings without area are left out.
PlanModel plan_of(const VenueSpec& spec);

/// Which way an escalator runs; everything else is walked in both directions.
PlanModel::Travel travel_of(bool is_escalator, StairSpec::Motion motion);

/// A point well inside the polygon, for its label: the widest place of a scan through it that runs clear of
/// the boxes.
Vec2 label_point(const Polygon& polygon, std::span<const Box> avoid = {});
/// What a label of a storey should not cover: its flights, landings, ramps and escalators, with a margin.
std::vector<Box> boxes_of_ways(const PlanModel& plan, int storey);

}  // namespace wayout
