/// Where a population may stand at the start: part of the walkable area, from which points are drawn
/// uniformly.
#pragma once

#include "geometry/box.hpp"
#include "geometry/polygon.hpp"
#include "geometry/polygon_locator.hpp"
#include "venue/venue.hpp"

#include <wayout/error.hpp>
#include <wayout/ids.hpp>
#include <wayout/scenario.hpp>
#include <wayout/vec2.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// A point of the plan in local coordinates, on the same grid as the venue.
Vec2 to_local(const Venue& venue, Vec2 user);
Polygon to_local(const Venue& venue, Polygon user);

/// The storey of a population's polygon or positions; of a venue with one storey it need not be named.
/// Invalid if there is none.
StoreyId polygon_storey(const PopulationSpec& population, const Venue& venue);

class StartArea {
public:
    struct Piece {
        SurfaceId surface;
        Region region;
        PolygonLocator locator;
        Box box;
    };

    /// The places of a population, united:
    ///  - no place named: the level floors of all storeys
    ///  - storeys: their floors, or the surface of that id (a tier, a stair, a ramp)
    ///  - zones: floors, landings, ramps and tiers of the zone's storey, inside the zone
    ///  - polygon: every surface of polygon_storey that does not move, inside the polygon
    /// All unknown ids and unusable polygons at once; a place without walkable area is an error as well.
    /// Nobody starts in the car of a lift, and populations with wheelchair users not on landings between
    /// flights of a stair, from where those get nowhere.
    static Result<StartArea> resolve(const PopulationSpec& population, const Venue& venue,
                                     std::span<const LiftSpec> lifts = {}, bool has_wheelchairs = false);

    const std::vector<Piece>& pieces() const { return pieces_; }
    double area_m2() const { return area_m2_; }
    bool covers(SurfaceId surface, Vec2 p) const;

    struct Point {
        std::size_t piece{0};
        Vec2 p;
        bool is_inside{false};  ///< false: not in the area; draw again
    };
    /// Uniform over the area given that it is inside; u and v uniform in [0, 1). At least a third of the
    /// points are inside, except in areas that are narrower than half a metre. About 50 ns.
    Point point_at(double u, double v) const;

private:
    struct Cell {
        std::uint32_t piece;
        Vec2 corner;
        bool is_inside;  ///< all of it; otherwise the locator decides
    };
    void add_cells(std::uint32_t piece);

    std::vector<Piece> pieces_;
    double area_m2_{0.0};
    double cell_m_{1.0};
    std::vector<Cell> cells_;  ///< that have a part in the area, all of equal size
};

}  // namespace wayout
