/// Well-known text (OGC 06-103r4, "Simple feature access", clause 7): polygons and lines as text.
#pragma once

#include "geometry/polygon.hpp"

#include <wayout/error.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// All polygons and lines of a text, in its order, collections flattened.
struct WktGeometry {
    std::vector<Polygon> polygons;  ///< rings as in the text, without the repeated last point
    std::vector<std::vector<Vec2>> lines;
};

/// Reads POLYGON, MULTIPOLYGON, LINESTRING, MULTILINESTRING and GEOMETRYCOLLECTION of these, also EMPTY and
/// with Z (which is ignored: heights come from the storey). Several geometries may follow each other,
/// separated by white space or ';'. Open rings and rings of too few points are all reported, up to 50; an
/// error of syntax ends the reading. `where` is the place of the text itself ("venue.json:
/// storeys[0].floor"); line and column are added to it. Never throws, whatever the text.
Result<WktGeometry> read_wkt(std::string_view text, const std::string& where = "WKT");

/// Coordinates with as many digits as are needed to read back the same bits.
std::string write_wkt(const Polygon& polygon);
/// One polygon as POLYGON, any other number as MULTIPOLYGON.
std::string write_wkt(std::span<const Polygon> region);
std::string write_wkt_line(std::span<const Vec2> line);

}  // namespace wayout
