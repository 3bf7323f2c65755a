/// The edge of a walkable area, and walls within it, for questions of the kind "does this line lie on a
/// wall?".
#pragma once

#include "geometry/polygon_locator.hpp"
#include "geometry/segment.hpp"
#include "geometry/segment_grid.hpp"

#include <optional>
#include <span>
#include <vector>

namespace wayout {

class Outline {
public:
    Outline() = default;
    /// `thin_walls` stand within the area and divide nothing.
    explicit Outline(const Region& area, std::span<const Segment> thin_walls = {});

    Side locate(Vec2 p) const { return area_.locate(p); }
    bool covers(Vec2 p) const { return area_.covers(p); }

    /// The pieces of the line that run along the edge of the area, no farther off than touch_m; ascending and
    /// merged.
    std::vector<SegmentPiece> along_edge(const Segment& line) const;
    /// The edge that the line follows longest, with the area to its left.
    std::optional<Segment> edge_along(const Segment& line) const;

    using Nearest = SegmentGrid::Nearest;
    std::optional<Nearest> nearest_edge(Vec2 p, double max_distance_m = no_limit) const {
        return edges_.nearest(p, max_distance_m);
    }
    /// Edges and thin walls.
    std::optional<Nearest> nearest_wall(Vec2 p, double max_distance_m = no_limit) const;

    struct Hit {
        Vec2 at;
        double distance_m{};
        bool is_edge{};
    };
    /// The first edge or thin wall on the way from one point to another. Partitions that only end on the way,
    /// before `partitions_from_m`, do not bar it.
    std::optional<Hit> first_hit(Vec2 from, Vec2 to, double partitions_from_m) const;

    /// Whether the area covers a convex shape (corners in counter-clockwise order) and nothing stands in it.
    bool is_free(std::span<const Vec2> convex) const;

private:
    static constexpr double no_limit = 1e9;

    PolygonLocator area_;
    SegmentGrid edges_;
    SegmentGrid thin_;
};

/// Sorts the pieces and joins those less than `gap_m` apart.
std::vector<SegmentPiece> merged(std::vector<SegmentPiece> pieces, double gap_m);
double total_length_m(const std::vector<SegmentPiece>& pieces);
/// What is left of a line of this length.
std::vector<SegmentPiece> complement(const std::vector<SegmentPiece>& pieces, double length_m);
/// The piece of a segment, with the ends of the segment kept exactly.
Segment piece_of(const Segment& s, const SegmentPiece& piece);

}  // namespace wayout
