/// Where a body still fits: walls, closed doors, fixed seats and the people who stand already.
#pragma once

#include "geometry/box.hpp"
#include "geometry/polygon_locator.hpp"
#include "geometry/segment_grid.hpp"
#include "venue/venue.hpp"

#include <wayout/ids.hpp>
#include <wayout/vec2.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace wayout {

/// Discs on one surface, in cells. A question costs as many steps as there are discs near.
class DiscGrid {
public:
    DiscGrid() = default;
    explicit DiscGrid(const Box& bounds);

    /// @param key  any number that tells the discs of this grid apart
    void add(std::int32_t key, Vec2 centre, double radius_m);
    void remove(std::int32_t key, Vec2 centre);
    /// How far the disc would reach into the disc that it overlaps most, 0 if none. `ignored`: key of a disc
    /// that does not count.
    double overlap_m(Vec2 centre, double radius_m, std::int32_t ignored = -1) const;

private:
    struct Disc {
        Vec2 centre;
        double radius_m{0.0};
        std::int32_t key{-1};
        std::int32_t next{-1};  ///< slot of the next disc in the same cell
    };
    std::size_t cell_of(Vec2 p) const;
    std::size_t column_of(double x) const;
    std::size_t row_of(double y) const;

    Box bounds_;
    double cells_per_m_{1.0};
    std::size_t nx_{0};
    std::size_t ny_{0};
    double largest_radius_m_{0.0};
    std::vector<std::int32_t> first_;  ///< [cell] slot, -1 none; allocated with the first disc
    std::vector<Disc> discs_;          ///< [slot]
    std::vector<std::int32_t> free_;   ///< slots of removed discs
};

/// The state of the floor while people are placed one after another.
class FreeSpace {
public:
    explicit FreeSpace(const Venue& venue);

    /// Seats keep standing people off, as discs of the seat's width, whether somebody sits there or not. Call
    /// before fits().
    void keep_off_seats(const std::vector<double>& seat_width_m_by_block);

    /// Whether somebody may stand there: body clear of walls, closed doors, bodies and seats, centre not in a
    /// seat row. That the place is walkable is the caller's part.
    bool fits(SurfaceId surface, Vec2 p, double radius_m, std::int32_t ignored = -1);

    /// The same without seats, as the first thing in the way; for places that the user chose.
    struct Obstruction {
        enum class What { wall, body } what;
        double overlap_m;
    };
    std::optional<Obstruction> obstruction(SurfaceId surface, Vec2 p, double radius_m);

    /// Whether a wall or a closed door of the surface lies between two places.
    bool has_wall_between(SurfaceId surface, Vec2 p, Vec2 q);

    void add(std::int32_t person, SurfaceId surface, Vec2 p, double radius_m);
    void remove(std::int32_t person, SurfaceId surface, Vec2 p);

private:
    struct Piece {
        Box box;  ///< of the walkable area
        SegmentGrid walls;
        SegmentGrid one_sided_walls;
        PolygonLocator rows;  ///< clear ways of seat rows
        DiscGrid seats;
        DiscGrid bodies;
        std::vector<SurfaceId> near;  ///< itself, and the surfaces it is joined to
    };
    double wall_overlap_m(const Piece& piece, Vec2 p, double radius_m);

    const Venue& venue_;
    std::vector<Piece> pieces_;  ///< [SurfaceId]
    std::vector<std::uint32_t> scratch_;
};

}  // namespace wayout
