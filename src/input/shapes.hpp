/// Points, lines and polygons as they are written in scenario files.
#pragma once

#include "input/form.hpp"

#include <wayout/scenario.hpp>

namespace wayout {

/// [x, y] in metres
Form<Vec2> point();
/// [[x, y], [x, y]]: two different points
Form<Segment> line();
/// [[x, y], [x, y], ...]: two or more points
Form<std::vector<Vec2>> polyline();

/// [x0, y0, x1, y1]: two opposite corners, x0 < x1 and y0 < y1
Form<Polygon> rectangle();

/// One polygon: a ring [[x, y], ...] (closing point optional), {"outer": ring, "holes": [ring, ...]},
/// {"rect": [x0, y0, x1, y1]}, "POLYGON ((...))" or the name of a file "hall.wkt".
Form<Polygon> polygon();
/// One polygon as above, or a list of polygons; WKT may hold several.
Form<std::vector<Polygon>> area();

/// The keys `polygon` and `rect`, of which an object has exactly one.
void polygon_fields(Fields& fields, Polygon& polygon, const char* meaning);

}  // namespace wayout
