/// Boolean operations on regions: union, difference, intersection, thickened lines, faces of a network of
/// lines, validity.
///
/// Everything lies on a grid of `resolution_m`: coordinates are taken to the nearest grid point and so are
/// all results, by snap rounding (Hobby 1999, as implemented in GEOS OverlayNG). The operations therefore
/// cannot fail for want of precision; a line may be displaced by at most one grid step. Coordinates should
/// stay below 20 km, where the arithmetic is exact.
///
/// GEOS does the work, behind its reentrant C interface; nothing of it shows here and its messages come back
/// as Errors.
#pragma once

#include "geometry/polygon.hpp"

#include <wayout/error.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wayout {

inline constexpr double resolution_m = 1e-4;

/// The nearest grid coordinate: n / 10000 for an integer n, so that equal points have equal bits.
double snapped(double v_m);
inline Vec2 snapped(Vec2 p) {
    return {snapped(p.x), snapped(p.y)};
}

struct Flaw {
    std::string reason;  ///< "Self-intersection"
    Vec2 at;
};
/// What makes the polygon unusable: crossing edges, a hole outside its outer ring, too few points, no area.
/// Nothing if it is sound.
std::optional<Flaw> find_flaw(const Polygon& polygon);

/// What an unsound polygon most probably stands for, so that work can go on after its flaw has been reported:
/// a figure of eight becomes its two loops. Nothing when no area is left, and for a scribble whose edges meet
/// thousands of times.
Region repaired(const Polygon& polygon);

/// The area covered by at least one polygon, as polygons that are counter-clockwise outside and clockwise
/// around holes, without points in the middle of straight edges. Polygons must be sound (find_flaw). The
/// order of the result depends on the input only.
Result<Region> unite(std::span<const Polygon> polygons);
/// The part of `region` that none of `holes` covers.
Result<Region> subtract(std::span<const Polygon> region, std::span<const Polygon> holes);
Result<Region> intersection(std::span<const Polygon> first, std::span<const Polygon> second);
/// Whether `region` covers `part` completely (common boundary allowed).
Result<bool> contains(std::span<const Polygon> region, const Polygon& part);

/// The area of a wall that follows a line: flat ends, mitred corners, closed where the line ends where it
/// starts.
Result<Region> thicken(std::span<const Vec2> line, double thickness_m);
/// The bounded faces into which the segments divide the plane. Segments may cross; dangling ends divide
/// nothing.
Result<Region> faces(std::span<const Segment> lines);
/// A point well inside the polygon, away from its edges where it can be.
Result<Vec2> inner_point(const Polygon& polygon);

}  // namespace wayout
