/// Rings and polygons: area, centroid, bounds, orientation, point location.
/// Rings are not closed (the first point is not repeated). Signed quantities are positive for
/// counter-clockwise rings.
#pragma once

#include "geometry/box.hpp"

#include <wayout/scenario.hpp>

#include <span>
#include <vector>

namespace wayout {

/// Several polygons without common area: the result of every overlay.
using Region = std::vector<Polygon>;

double signed_area(const Ring& ring);
/// Area of the outer ring minus that of the holes, whatever the orientation of the rings.
double area(const Polygon& polygon);
double area(const Region& region);
/// Centre of area; of a polygon without area the mean of its points. It may lie outside (a ring-shaped
/// floor).
Vec2 centroid(const Polygon& polygon);
Box bounds(const Ring& ring);
Box bounds(const Polygon& polygon);
Box bounds(const Region& region);

/// Turns the outer ring counter-clockwise and the holes clockwise, so that the area lies to the left of every
/// edge.
void orient(Polygon& polygon);
/// All edges, outer ring first, in the order of the points.
void append_edges(const Polygon& polygon, std::vector<Segment>& edges);
std::vector<Segment> edges(const Region& region);

enum class Side { outside, boundary, inside };
/// Where p lies. Within `tolerance_m` of an edge is the boundary. Even-odd rule: polygons need not be
/// oriented. Linear in the number of points; PolygonLocator answers many questions faster.
Side locate(const Polygon& polygon, Vec2 p, double tolerance_m = 1e-9);

/// The four corners of a segment widened by `left_m` to its left and `right_m` to its right,
/// counter-clockwise.
Polygon strip(const Segment& axis, double left_m, double right_m);

}  // namespace wayout
