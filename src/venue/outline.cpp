#include "venue/outline.hpp"

#include "venue/draft.hpp"

#include <algorithm>

namespace wayout {

Outline::Outline(const Region& area, std::span<const Segment> thin_walls)
    : area_(area), edges_(edges(area)), thin_(std::vector<Segment>(thin_walls.begin(), thin_walls.end())) {}

std::vector<SegmentPiece> Outline::along_edge(const Segment& line) const {
    std::vector<std::uint32_t> rows;
    edges_.query(bounds(line).grown(touch_m), rows);
    std::vector<SegmentPiece> pieces;
    for (const std::uint32_t row : rows)
        if (const auto piece = overlap_along(line, edges_.segments()[row], touch_m))
            pieces.push_back(*piece);
    return merged(std::move(pieces), 1e-3);
}

std::optional<Segment> Outline::edge_along(const Segment& line) const {
    std::vector<std::uint32_t> rows;
    edges_.query(bounds(line).grown(touch_m), rows);
    std::optional<Segment> best;
    double best_m = 0.0;
    for (const std::uint32_t row : rows) {
        const auto piece = overlap_along(line, edges_.segments()[row], touch_m);
        if (piece && piece->length_m() > best_m) {
            best_m = piece->length_m();
            best = edges_.segments()[row];
        }
    }
    return best;
}

std::optional<Outline::Nearest> Outline::nearest_wall(Vec2 p, double max_distance_m) const {
    const auto edge = edges_.nearest(p, max_distance_m);
    const auto thin = thin_.nearest(p, max_distance_m);
    if (edge && thin)
        return thin->distance_m < edge->distance_m ? thin : edge;
    return edge ? edge : thin;
}

std::optional<Outline::Hit> Outline::first_hit(Vec2 from, Vec2 to, double partitions_from_m) const {
    const Segment ray{from, to};
    std::vector<std::uint32_t> rows;
    std::optional<Hit> first;
    for (const bool is_edge : {true, false}) {
        const SegmentGrid& grid = is_edge ? edges_ : thin_;
        grid.query(bounds(ray).grown(1e-6), rows);
        for (const std::uint32_t row : rows) {
            const SegmentCrossing c = intersect(ray, grid.segments()[row], 1e-6);
            if (c.kind == SegmentCrossing::Kind::none)
                continue;
            const double d = distance(from, c.a);
            const Segment& wall = grid.segments()[row];
            const bool ends_here = distance(wall.a, c.a) < 1e-3 || distance(wall.b, c.a) < 1e-3;
            if (!is_edge && ends_here && d < partitions_from_m)
                continue;
            if (!first || d < first->distance_m)
                first = Hit{c.a, d, is_edge};
        }
    }
    return first;
}

bool Outline::is_free(std::span<const Vec2> convex) const {
    Box box;
    for (const Vec2 p : convex) {
        if (!covers(p))
            return false;
        box.add(p);
    }
    // Something stands in the shape when it crosses a side, or lies within all of them.
    const auto meets = [&](const Segment& s) {
        bool within = true;
        for (std::size_t i = 0; i < convex.size(); ++i) {
            const Segment side{convex[i], convex[(i + 1) % convex.size()]};
            if (intersect(side, s).kind != SegmentCrossing::Kind::none)
                return true;
            within = within && orientation(side.a, side.b, s.a) > 0.0;
        }
        return within;
    };
    std::vector<std::uint32_t> rows;
    for (const SegmentGrid* grid : {&edges_, &thin_}) {
        grid->query(box, rows);
        for (const std::uint32_t row : rows)
            if (meets(grid->segments()[row]))
                return false;
    }
    return true;
}

std::vector<SegmentPiece> merged(std::vector<SegmentPiece> pieces, double gap_m) {
    std::sort(pieces.begin(), pieces.end(), [](const SegmentPiece& a, const SegmentPiece& b) {
        return a.from_m != b.from_m ? a.from_m < b.from_m : a.to_m < b.to_m;
    });
    std::vector<SegmentPiece> result;
    for (const SegmentPiece& p : pieces) {
        if (!result.empty() && p.from_m <= result.back().to_m + gap_m)
            result.back().to_m = std::max(result.back().to_m, p.to_m);
        else
            result.push_back(p);
    }
    return result;
}

double total_length_m(const std::vector<SegmentPiece>& pieces) {
    double sum = 0.0;
    for (const SegmentPiece& p : pieces) sum += p.length_m();
    return sum;
}

std::vector<SegmentPiece> complement(const std::vector<SegmentPiece>& pieces, double length_m) {
    std::vector<SegmentPiece> rest;
    double at_m = 0.0;
    for (const SegmentPiece& p : pieces) {
        if (p.from_m > at_m)
            rest.push_back({at_m, p.from_m});
        at_m = std::max(at_m, p.to_m);
    }
    if (at_m < length_m)
        rest.push_back({at_m, length_m});
    return rest;
}

Segment piece_of(const Segment& s, const SegmentPiece& piece) {
    const Vec2 along = direction(s);
    return {piece.from_m <= 0.0 ? s.a : s.a + piece.from_m * along,
            piece.to_m >= length(s) ? s.b : s.a + piece.to_m * along};
}

}  // namespace wayout
