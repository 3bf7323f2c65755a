/// Points and segments: distances, crossings, overlaps. Lengths in metres.
#pragma once

#include <wayout/vec2.hpp>

#include <optional>

namespace wayout {

/// Twice the signed area of the triangle a, b, c: positive when c lies to the left of a -> b. Exact in sign
/// when all coordinates are multiples of a power of two below 2^25 units; otherwise rounding of the order of
/// 1e-16 x length^2.
constexpr double orientation(Vec2 a, Vec2 b, Vec2 c) {
    return cross(b - a, c - a);
}

inline Vec2 midpoint(const Segment& s) {
    return 0.5 * (s.a + s.b);
}
inline Vec2 direction(const Segment& s) {
    return unit(s.b - s.a);
}
inline Segment reversed(const Segment& s) {
    return {s.b, s.a};
}

/// Parameter in [0, 1] of the point of the segment that is nearest to p; 0 for a segment without length.
double closest_parameter(const Segment& s, Vec2 p);
Vec2 closest_point(const Segment& s, Vec2 p);
double distance(const Segment& s, Vec2 p);

struct ClosestPair {
    Vec2 on_first;
    Vec2 on_second;
    double distance_m{};
};
/// The nearest points of two segments; of several equally near pairs one that involves an end point.
ClosestPair closest_points(const Segment& first, const Segment& second);

/// How two segments meet. Touching within the tolerance counts as meeting.
struct SegmentCrossing {
    enum class Kind { none, point, overlap } kind{Kind::none};
    Vec2 a;        ///< the common point, or the start (along the first segment) of the common piece
    Vec2 b;        ///< the end of the common piece; equal to a for a point
    double t_a{};  ///< parameters of a and b on the first segment, in [0, 1]
    double t_b{};
};
/// Segments that run within `tolerance_m` of each other over their common extent overlap; otherwise their
/// lines cross in a point, which may lie up to `tolerance_m` beyond an end (it is then moved to that end).
SegmentCrossing intersect(const Segment& first, const Segment& second, double tolerance_m = 1e-9);

/// A piece of a segment, as distances from its start.
struct SegmentPiece {
    double from_m{};
    double to_m{};
    double length_m() const { return to_m - from_m; }
};
/// The piece of `base` along which `other` runs: nearly parallel (within about 6 degrees) and nowhere farther
/// off than `tolerance_m` over the common piece. Nothing when that piece is not longer than `min_length_m`.
std::optional<SegmentPiece> overlap_along(const Segment& base, const Segment& other, double tolerance_m,
                                          double min_length_m = 1e-6);

}  // namespace wayout
