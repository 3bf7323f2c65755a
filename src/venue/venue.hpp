/// The building, checked and immutable: everything a run needs to know of the geometry.
/// Contract between the venue builder and navigation, locomotion, people placement and output.
///
/// Local coordinates: the user's plan coordinates minus `origin_m`, rounded to 0.1 mm. They start near (0, 0)
/// for any input, so that a plan shifted by millions of metres gives bit for bit the same run. Output adds
/// the origin again.
///
/// The walkable world is one connected 2.5-D surface made of pieces (Surface): each storey's floor, each
/// landing, stair flight, ramp, escalator and seating tier. Each person is on exactly one piece. Pieces meet
/// at joints (Gate of kind joint): the plan position does not change when somebody crosses a joint, only the
/// piece does. A flight's footprint is cut out of the floors it joins, so pieces that are joined never
/// overlap in plan; others may (storeys lie above each other).
#pragma once

#include <wayout/error.hpp>
#include <wayout/ids.hpp>
#include <wayout/scenario.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

enum class SurfaceKind { floor, landing, stair, ramp, escalator, tier };

/// A piece of the walkable world, plane in z.
struct Surface {
    SurfaceKind kind{SurfaceKind::floor};
    StoreyId storey;  ///< the storey it is shown with: its own, the lower one for stairs, ramps, escalators,
                      ///< landings
    std::string id;   ///< of the storey, stair or tier it stems from
    std::string name;
    /// Where a centre may be: footprint minus obstacles, thick walls, seat backs and the footprints of
    /// flights; seats themselves are in it.
    std::vector<Polygon> walkable;
    std::vector<Polygon> footprint;  ///< whole plan outline, for drawing
    double z_at_origin_m{0.0};       ///< z(p) = z_at_origin_m + dot(z_gradient, p)
    Vec2 z_gradient;
    Vec2 up;                  ///< unit plan direction of ascent; zero where level
    double cos_incline{1.0};  ///< plan length = length along the incline x cos_incline
    double area_m2{0.0};      ///< of `walkable`
    /// Stairs and escalators.
    int stair_index{-1};  ///< row of VenueSpec::stairs, or -1
    double riser_m{0.0};
    double tread_m{0.0};
    double clear_width_m{0.0};
    StairSpec::Motion motion{StairSpec::Motion::stopped};  ///< at the start of the run
    double belt_speed_mps{0.0};                            ///< along the incline
    StairSpec::Riders riders{StairSpec::Riders::stand};
    int max_persons{0};  ///< of the whole escalator; 0: no limit

    double z_m(Vec2 p) const { return z_at_origin_m + dot(z_gradient, p); }
};

/// Where people are in a room, not on the way from one to another.
inline bool is_room(const Surface& surface) {
    return surface.kind == SurfaceKind::floor || surface.kind == SurfaceKind::tier;
}

/// A line no body may cross. Static; closed gates are not in this list.
struct Wall {
    Segment line;
    SurfaceId surface;
    /// Acts only on bodies whose centre lies to the left of a -> b: the front edge of seats, which people
    /// leave but do not enter.
    bool one_sided{false};
    bool is_seat{false};  ///< part of fixed seating: stops people, hides nothing
};

enum class GateKind { door, exit, joint };

/// In which direction a gate is passed, seen along its line from a to b.
enum class GateWay : std::uint8_t { both = 0, left_to_right = 1, right_to_left = 2, none = 3 };

/// Whether and how a gate may be passed now. 0: not at all; 1: without conditions; others: with conditions.
using GateCode = std::uint8_t;
inline constexpr GateCode gate_shut = 0;
inline constexpr GateCode gate_free = 1;
constexpr GateCode gate_code(bool is_open, GateWay way, bool one_leaf) {
    return is_open && way != GateWay::none
               ? static_cast<GateCode>(1U | static_cast<unsigned>(way) << 1U | (one_leaf ? 8U : 0U))
               : gate_shut;
}
constexpr GateWay way_of(GateCode code) {
    return static_cast<GateWay>(code >> 1U & 3U);
}
constexpr bool has_one_leaf(GateCode code) {
    return (code & 8U) != 0;
}
constexpr bool is_way_free(GateWay way, bool left_to_right) {
    return way == GateWay::both || way == (left_to_right ? GateWay::left_to_right : GateWay::right_to_left);
}

/// A line that people cross: a door, an exit, or the joint of two surfaces. `line` has the clear width;
/// frames are walls.
struct Gate {
    GateKind kind{GateKind::door};
    std::string id;  ///< of the door or exit; of the stair or tier for joints
    std::string name;
    Segment line;
    SurfaceId left;   ///< surface to the left of a -> b; for an exit the inside
    SurfaceId right;  ///< surface to the right; invalid (outside) for an exit; equal to left for a door
    StoreyId storey;
    double clear_width_m{0.0};
    bool open_at_start{true};
    FlowLimit flow_limit;
    GateWay way{GateWay::both};
    bool is_locked{false};            ///< at the start
    std::optional<TwoLeaves> leaves;  ///< two leaves of equal width
    Segment first_leaf;               ///< with leaves: the half that is passed with one leaf open, along line
    std::vector<std::string> refuses;  ///< ids or roles of populations
    bool is_refusal_known{true};
    std::optional<Distribution> service_s;

    /// With the second leaf shut.
    Segment second_leaf() const {
        return first_leaf.a == line.a ? Segment{first_leaf.b, line.b} : Segment{line.a, first_leaf.a};
    }
    GateCode code_at_start() const {
        return gate_code(open_at_start, way, leaves && leaves->open_leaves < 2);
    }
};

/// What people call it.
inline const std::string& name_of(const Gate& gate) {
    return gate.name.empty() ? gate.id : gate.name;
}

/// The part of the gate's line that people pass in this state.
inline const Segment& passage_line(const Gate& gate, GateCode code) {
    return has_one_leaf(code) ? gate.first_leaf : gate.line;
}

/// One row of fixed seats: the clear way in which people shuffle.
struct SeatRow {
    std::string block;  ///< id of the seating block
    int number{0};      ///< from the stage, from 1
    SurfaceId surface;
    Polygon lane;  ///< the clear way of one bank of seats between two aisles
    double clear_width_m{0.0};
};

struct Seat {
    Vec2 position;  ///< centre of the person who sits; behind the one-sided front edge of the seat
    Vec2 facing;    ///< unit
    SurfaceId surface;
    SeatRowId row;  ///< the row (bank) that the seat opens on to
    int block{0};   ///< row of VenueSpec::seating
};

struct Zone {
    std::string id;
    std::string name;
    std::string use;
    StoreyId storey;
    Polygon polygon;
};

struct Storey {
    std::string id;
    std::string name;
    double elevation_m{0.0};
    SurfaceId floor;
};

struct VenueLookup;

class Venue {
public:
    Vec2 origin_m;  ///< user coordinates = local + origin
    Vec2 extent_m;  ///< size of the bounding box; local coordinates run from 0 to extent
    std::string name;
    std::vector<Storey> storeys;
    std::vector<Surface> surfaces;  ///< the floors come first, in the order of the storeys
    std::vector<Wall> walls;        ///< sorted by surface
    std::vector<Gate> gates;        ///< exits first (in input order), then doors, then joints
    std::vector<SeatRow> seat_rows;
    std::vector<Seat> seats;
    std::vector<Zone> zones;
    int exit_count{0};
    double narrowest_passage_m{
        0.0};  ///< smallest clear width of a gate or seat row, for the choice of the navigation cell

    /// The surface among those shown with the storey, and joined to it, whose walkable area holds p (local);
    /// invalid if none.
    SurfaceId surface_at(StoreyId storey, Vec2 p) const;
    /// Whether p (local) lies in the walkable area of the surface (boundary counts as inside).
    bool is_walkable(SurfaceId surface, Vec2 p) const;
    /// A zone, storey, seating block, gate by the user's id; invalid or -1 if there is none.
    StoreyId storey_by_id(const std::string& id) const;
    ZoneId zone_by_id(const std::string& id) const;
    GateId gate_by_id(const std::string& id) const;

    /// Sorts the surfaces for fast answers of surface_at and is_walkable; build_venue has done so. A venue
    /// put together by hand answers without it, only slower. To be called again when surfaces, storeys or
    /// gates have changed.
    void prepare_lookup();

private:
    std::shared_ptr<const VenueLookup> lookup_;
};

/// What the builder noticed that is no error: hints on code figures, unusual values, parts that are drawn but
/// not reachable by anyone.
struct VenueNotes {
    Errors warnings;
};

/// Builds and checks the venue. All problems at once, each with the place of the thing in the input and on
/// the plan (user coordinates).
Result<std::shared_ptr<const Venue>> build_venue(const VenueSpec& spec, VenueNotes* notes = nullptr);

}  // namespace wayout
