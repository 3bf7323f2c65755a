/// The venue while it is being built. Each step (the functions below, in the order of their use) takes the
/// draft further and notes what is wrong. A thing with a problem of its own is marked unusable and left out
/// of later steps, so that one mistake is reported once.
///
/// All coordinates here are local (see venue.hpp) and, where they come from the input or from an overlay, on
/// the 0.1 mm grid.
#pragma once

#include "geometry/overlay.hpp"
#include "geometry/segment.hpp"
#include "venue/problems.hpp"
#include "venue/venue.hpp"

#include <string>
#include <vector>

namespace wayout {

/// What is drawn less than this apart is meant to touch: 1 cm is finer than any plan is built and coarser
/// than any is drawn.
inline constexpr double touch_m = 0.01;
/// Areas that overlap by less only touch.
inline constexpr double noticed_overlap_m2 = 0.01;
/// Width of the narrowest body: depth of the Fruin ellipse, 0.46 x 0.61 m, of a clothed adult who turns
/// sideways [M]. No person of any profile passes anything narrower, so a door or exit below it is a mistake
/// in the input.
inline constexpr double narrowest_body_m = 0.46;
/// Clear way between seat rows below which nobody walks: blocked below 0.3 m, single file from 0.3 to 0.5 m
/// (locomotion spec 9.7, which names no source: our choice). Codes ask for more; their figures are not read
/// here.
inline constexpr double min_row_clear_width_m = 0.30;
/// Depth of the seats that holds somebody who sits: the centre 0.20 m behind the clear way and a little
/// behind it.
inline constexpr double min_seat_depth_m = 0.25;

/// From user coordinates to local ones.
struct Frame {
    Vec2 origin_m;
    Vec2 extent_m;

    /// Difference to the origin, to 1 um and then to 0.1 mm, half up. The first rounding removes what the
    /// subtraction of far coordinates leaves behind (1e-9 m at 5600 km), so that a point halfway between two
    /// steps rounds the same way everywhere.
    Vec2 local(Vec2 user) const;
    Segment local(const Segment& user) const;
    Ring local(const Ring& user) const;
    Polygon local(const Polygon& user) const;
};

struct PolygonDraft {
    Polygon polygon;
    std::string where;
};

struct ThickWallDraft {
    std::vector<Vec2> line;
    double thickness_m{};
    std::vector<Polygon> cuts;  ///< passages of doors and exits
    std::string where;
};

struct StoreyDraft {
    std::size_t row{};
    const StoreySpec* spec{};
    std::string where;
    std::vector<PolygonDraft> floor_polygons;  ///< sound ones
    std::vector<PolygonDraft> obstacles;       ///< sound ones
    std::vector<ThickWallDraft> thick_walls;
    std::vector<Segment> thin_walls;
    Region footprint;  ///< the floor polygons united
    Region floor;      ///< walkable area, as far as it has been worked out
};

/// A door or an exit.
struct OpeningDraft {
    GateKind kind{};
    const Named* item{};
    std::string where;
    std::size_t storey{};
    Segment line;            ///< first as drawn, then from wall to wall
    Segment clear;           ///< the part of it that people pass
    double clear_width_m{};  ///< as given; 0: the whole line
    bool is_open{true};
    bool is_locked{false};
    FlowLimit flow_limit;
    const OpeningRules* rules{};
    std::optional<Vec2> one_way_towards;
    Vec2 first_point;  ///< of the line as drawn
    bool usable{true};
    double wall_thickness_m{0.0};  ///< of the thick wall that it cuts
    bool across{false};            ///< exit that lies across the walkable area instead of along its edge

    const char* kind_name() const { return kind == GateKind::exit ? "exit" : "door"; }
};

/// A surface that is not a storey's floor.
struct PieceDraft {
    Surface surface;
    std::string where;
    double low_m{};  ///< lowest and highest elevation
    double high_m{};
    std::vector<std::size_t> cuts_storeys;  ///< rows of the storeys whose floor it interrupts
};

/// Where two surfaces meet. Rows count the surfaces of the finished venue: storeys first, then pieces.
struct JointDraft {
    const Named* item{};
    std::string where;
    Segment line;  ///< full length, lower surface to the left
    Segment clear;
    std::size_t lower{};
    std::size_t upper{};
    std::size_t storey{};
    std::string what;  ///< "foot", "top", "low edge", "high edge"
};

struct Draft {
    explicit Draft(const VenueSpec& s) : spec(s) {}

    const VenueSpec& spec;
    Problems problems;
    Frame frame;
    std::vector<StoreyDraft> storeys;
    std::vector<OpeningDraft> openings;  ///< exits, then doors
    std::vector<std::size_t> stairs;     ///< usable rows of spec.stairs, spec.tiers, spec.seating, spec.zones
    std::vector<std::size_t> tiers;
    std::vector<std::size_t> seating;
    std::vector<std::size_t> zones;
    std::vector<PieceDraft> pieces;
    std::vector<JointDraft> joints;
    std::vector<Seat> seats;
    std::vector<SeatRow> seat_rows;
    std::vector<Wall> seat_walls;
    /// Some door, exit, stair or tier is unusable: what can be reached cannot be judged.
    bool links_broken{false};

    std::size_t surface_count() const { return storeys.size() + pieces.size(); }
    const Region& walkable(std::size_t surface) const {
        return surface < storeys.size() ? storeys[surface].floor
                                        : pieces[surface - storeys.size()].surface.walkable;
    }
    Region& walkable(std::size_t surface) {
        return surface < storeys.size() ? storeys[surface].floor
                                        : pieces[surface - storeys.size()].surface.walkable;
    }
    /// Row of the storey with that id; storeys.size() if there is none.
    std::size_t storey_row(const std::string& id) const;
    Spot spot(std::size_t storey, Vec2 at) const { return {storeys[storey].spec->id, at}; }
};

/// Numbers, ids and references (check_spec.cpp). False when no geometry can be worked out at all.
bool check_spec(Draft& draft);
/// Chooses the origin and takes everything to local coordinates. False when the extent is absurd.
bool place_in_frame(Draft& draft);
/// Soundness of all polygons; united floors (floors.cpp).
void draft_floors(Draft& draft);
/// Lets doors and exits that lie along a wall cut it open (openings.cpp).
void cut_walls(Draft& draft);
/// Takes obstacles and thick walls out of the floors (floors.cpp).
void cut_floors(Draft& draft);
/// Flights and landings with their joints (stairs.cpp).
void draft_stairs(Draft& draft);
/// Seating tiers with their joints (tiers.cpp).
void draft_tiers(Draft& draft);
/// Takes the footprints of stairs and tiers out of the floors and checks that the joints meet their floors
/// (joints.cpp).
void join_pieces(Draft& draft);
/// Fits each door and exit between its walls (openings.cpp).
void fit_openings(Draft& draft);
/// Turns exits inside out where needed, drops what lies beyond them, finds what cannot be left (rooms.cpp).
void check_rooms(Draft& draft);
/// Seats, rows and their walls (seating.cpp).
void draft_seating(Draft& draft);
/// Soundness of the zones' polygons (floors.cpp).
void check_zones(Draft& draft);
/// Surfaces, gates, walls, seats, zones of a draft without errors (assemble.cpp).
void assemble(Draft& draft, Venue& venue);

/// "stair", "ramp", "escalator"
const char* stair_kind_name(StairSpec::Kind kind);
/// The middle part of a line, `clear_width_m` long; the whole line for 0.
Segment clear_part(const Segment& line, double clear_width_m);

}  // namespace wayout
