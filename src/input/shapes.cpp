#include "input/shapes.hpp"

#include "geometry/wkt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace wayout {
namespace {

constexpr double largest_coordinate_m = 1e8;

Form<double> coordinate() {
    return number({-largest_coordinate_m, largest_coordinate_m});
}

Form<Ring> ring() {
    const Form<Ring> points = list_of(point(), {3});
    return defined<Ring>("ring", {[points](const Place& place, Ring& ring) {
                                      if (!points.read(place, ring))
                                          return false;
                                      if (ring.front() == ring.back())  // written closed, as many programs do
                                          ring.pop_back();
                                      if (ring.size() >= 3)
                                          return true;
                                      place.report(ErrorCode::geometry,
                                                   "a ring needs at least three different corners");
                                      return false;
                                  },
                                  [points](SchemaDefinitions& definitions) {
                                      JsonValue schema = points.schema(definitions);
                                      set_member(schema, "description",
                                                 json_text("Corners in order; the first is not repeated."));
                                      return schema;
                                  }});
}

void polygon_with_holes_fields(Fields& fields, Polygon& polygon) {
    fields.required("outer", polygon.outer, ring(), "Outline.");
    fields.optional("holes", polygon.holes, list_of(ring()), "Outlines of holes.");
}

void rect_fields(Fields& fields, Polygon& polygon) {
    fields.required("rect", polygon, rectangle(), "Two opposite corners, [x0, y0, x1, y1].");
}

bool is_far_out(const Polygon& polygon) {
    const auto holds_far_point = [](const Ring& ring) {
        return std::any_of(ring.begin(), ring.end(), [](Vec2 p) {
            return std::abs(p.x) > largest_coordinate_m || std::abs(p.y) > largest_coordinate_m;
        });
    };
    return holds_far_point(polygon.outer) ||
           std::any_of(polygon.holes.begin(), polygon.holes.end(), holds_far_point);
}

bool read_wkt_polygons(const Place& place, std::vector<Polygon>& polygons) {
    std::string text = *place.value().text();
    std::string source = "WKT text";
    constexpr std::string_view file_ending = ".wkt";
    if (text.size() > file_ending.size() && text.ends_with(file_ending)) {
        Result<std::string> content = place.reading().load_text(place.value().file, text);
        if (!content) {
            place.report(content.error().front().code, content.error().front().message);
            return false;
        }
        source = std::exchange(text, *std::move(content));
        place.reading().loaded_texts[&place.value()] = text;
    }
    const Result<WktGeometry> read = read_wkt(text, source);
    if (!read) {
        for (const Error& error : read.error())
            place.report(error.code, fmt::format("{}: {}", error.where, error.message));
        return false;
    }
    if (!read->lines.empty() || read->polygons.empty()) {
        place.report(ErrorCode::geometry, fmt::format("{}: polygons are needed; it holds {}", source,
                                                      read->polygons.empty() ? "none" : "lines besides"));
        return false;
    }
    if (std::any_of(read->polygons.begin(), read->polygons.end(), is_far_out)) {
        place.report(ErrorCode::out_of_range,
                     fmt::format("{}: a coordinate is beyond {} m", source, largest_coordinate_m));
        return false;
    }
    polygons = read->polygons;
    return true;
}

bool is_ring(const JsonValue& value) {
    const JsonValue::Array* items = value.array();
    return items && !items->empty() && items->front().array() && !items->front().array()->empty() &&
           items->front().array()->front().is_number();
}

bool read_polygon(const Place& place, Polygon& polygon) {
    const JsonValue& value = place.value();
    if (value.text()) {
        std::vector<Polygon> polygons;
        if (!read_wkt_polygons(place, polygons))
            return false;
        if (polygons.size() > 1) {
            place.report(ErrorCode::geometry,
                         fmt::format("the WKT text holds {} polygons; one is needed", polygons.size()));
            return false;
        }
        polygon = std::move(polygons.front());
        return true;
    }
    if (value.array())
        return ring().read(place, polygon.outer);
    if (value.find("rect"))
        return object("rect", rect_fields).read(place, polygon);
    if (value.object())
        return object("polygon with holes", polygon_with_holes_fields).read(place, polygon);
    place.report(
        ErrorCode::schema,
        fmt::format("{} where a polygon is needed: a list of points, {{\"rect\": [x0, y0, x1, y1]}}, "
                    "{{\"outer\": ..., \"holes\": ...}}, WKT text or the name of a .wkt file",
                    value.kind_words()));
    return false;
}

}  // namespace

Form<Vec2> point() {
    const Form<std::vector<double>> pair = list_of(coordinate(), {2, 2});
    return defined<Vec2>("point", {[pair](const Place& place, Vec2& value) {
                                       std::vector<double> xy;
                                       if (!pair.read(place, xy))
                                           return false;
                                       value = {xy[0], xy[1]};
                                       return true;
                                   },
                                   [pair](SchemaDefinitions& definitions) {
                                       JsonValue schema = pair.schema(definitions);
                                       set_member(
                                           schema, "description",
                                           json_text("x and y in metres, in the coordinates of the plan."));
                                       return schema;
                                   }});
}

Form<Segment> line() {
    const Form<std::vector<Vec2>> ends = list_of(point(), {2, 2});
    return defined<Segment>("line", {[ends](const Place& place, Segment& value) {
                                         std::vector<Vec2> points;
                                         if (!ends.read(place, points))
                                             return false;
                                         value = {points[0], points[1]};
                                         if (value.a != value.b)
                                             return true;
                                         place.report(ErrorCode::geometry,
                                                      "the line has no length: its ends are the same point");
                                         return false;
                                     },
                                     ends.schema});
}

Form<std::vector<Vec2>> polyline() {
    return list_of(point(), {2});
}

Form<Polygon> rectangle() {
    const Form<std::vector<double>> four = list_of(coordinate(), {4, 4});
    return {
        [four](const Place& place, Polygon& polygon) {
            std::vector<double> c;
            if (!four.read(place, c))
                return false;
            if (!(c[0] < c[2] && c[1] < c[3])) {
                place.report(
                    ErrorCode::geometry,
                    "the rectangle is empty or turned over; write [x0, y0, x1, y1] with x0 < x1 and y0 < y1");
                return false;
            }
            polygon = {{{c[0], c[1]}, {c[2], c[1]}, {c[2], c[3]}, {c[0], c[3]}}, {}};
            return true;
        },
        [four](SchemaDefinitions& definitions) { return four.schema(definitions); }};
}

Form<Polygon> polygon() {
    return {
        read_polygon,
        [](SchemaDefinitions& definitions) {
            return definitions.refer("polygon", [&] {
                JsonValue wkt =
                    json_object({{"type", json_text("string")},
                                 {"description", json_text("WKT text, or the name of a .wkt file.")}});
                return json_object(
                    {{"anyOf",
                      json_list({ring().schema(definitions), object("rect", rect_fields).schema(definitions),
                                 object("polygon with holes", polygon_with_holes_fields).schema(definitions),
                                 std::move(wkt)})}});
            });
        },
        {},
        true};
}

Form<std::vector<Polygon>> area() {
    return {[](const Place& place, std::vector<Polygon>& polygons) {
                if (place.value().text())
                    return read_wkt_polygons(place, polygons);
                if (place.value().array() && !is_ring(place.value()))
                    return list_of(polygon(), {1}).read(place, polygons);
                return read_polygon(place, polygons.emplace_back());
            },
            [](SchemaDefinitions& definitions) {
                return definitions.refer("area", [&] {
                    return json_object({{"anyOf", json_list({polygon().schema(definitions),
                                                             list_of(polygon(), {1}).schema(definitions)})}});
                });
            },
            {},
            true};
}

void polygon_fields(Fields& fields, Polygon& value, const char* meaning) {
    fields.optional("polygon", value, polygon(), meaning);
    fields.optional("rect", value, rectangle(),
                    "Instead of a polygon: two opposite corners, [x0, y0, x1, y1].");
    fields.exactly_one_of({"polygon", "rect"});
}

}  // namespace wayout
