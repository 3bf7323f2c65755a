#include "geometry/overlay.hpp"

#include "geometry/segment.hpp"
#include "geometry/segment_grid.hpp"

#include <geos_c.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>

namespace wayout {

namespace {

constexpr double steps_per_m = 1.0 / resolution_m;

/// GEOS works in grid steps, so that all its coordinates are integers and its grid size is 1.
double to_steps(double v_m) {
    return std::nearbyint(v_m * steps_per_m);
}
double to_metres(double steps) {
    return std::nearbyint(steps) / steps_per_m;
}

/// Thrown and caught inside this file only.
struct GeosFailure {
    std::string message;
};

class Geos {
public:
    Geos() : handle_(GEOS_init_r()) {
        if (handle_ == nullptr)
            throw GeosFailure{"the geometry library could not be started"};
        // Without a handler of its own GEOS says nothing; with one the text of a failure can be passed on.
        GEOSContext_setErrorMessageHandler_r(
            handle_, [](const char* text, void* self) { *static_cast<std::string*>(self) = text; },
            &message_);
    }
    ~Geos() { GEOS_finish_r(handle_); }
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;

    GEOSContextHandle_t handle() const { return handle_; }
    [[noreturn]] void fail() const { throw GeosFailure{message_.empty() ? "unknown reason" : message_}; }

private:
    GEOSContextHandle_t handle_;
    std::string message_;
};

struct GeometryDeleter {
    const Geos* geos{};
    void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(geos->handle(), g); }
};
using Geometry = std::unique_ptr<GEOSGeometry, GeometryDeleter>;

Geometry own(const Geos& geos, GEOSGeometry* g) {
    if (g == nullptr)
        geos.fail();
    return Geometry(g, GeometryDeleter{&geos});
}

/// A ring on the grid: no repeated points, not closed.
Ring in_steps(std::span<const Vec2> line) {
    Ring points;
    points.reserve(line.size());
    for (const Vec2 p : line) {
        const Vec2 q{to_steps(p.x), to_steps(p.y)};
        if (points.empty() || !(points.back() == q))
            points.push_back(q);
    }
    return points;
}

Ring ring_in_steps(const Ring& ring) {
    Ring points = in_steps(ring);
    while (points.size() > 1 && points.front() == points.back()) points.pop_back();
    return points;
}

GEOSCoordSequence* coordinates(const Geos& geos, std::span<const Vec2> points, bool closed) {
    std::vector<double> buffer;
    buffer.reserve(2 * points.size() + 2);
    for (const Vec2 p : points) {
        buffer.push_back(p.x);
        buffer.push_back(p.y);
    }
    if (closed && !points.empty()) {
        buffer.push_back(points.front().x);
        buffer.push_back(points.front().y);
    }
    GEOSCoordSequence* sequence = GEOSCoordSeq_copyFromBuffer_r(
        geos.handle(), buffer.data(), static_cast<unsigned>(buffer.size() / 2), 0, 0);
    if (sequence == nullptr)
        geos.fail();
    return sequence;
}

Geometry make_ring(const Geos& geos, const Ring& steps) {
    return own(geos, GEOSGeom_createLinearRing_r(geos.handle(), coordinates(geos, steps, true)));
}

Geometry make_line(const Geos& geos, std::span<const Vec2> steps) {
    return own(geos, GEOSGeom_createLineString_r(geos.handle(), coordinates(geos, steps, false)));
}

/// Hands ownership of the parts to a new collection.
Geometry make_collection(const Geos& geos, int type, std::vector<Geometry> parts) {
    std::vector<GEOSGeometry*> raw;
    raw.reserve(parts.size());
    for (Geometry& part : parts) raw.push_back(part.release());
    return own(geos, GEOSGeom_createCollection_r(geos.handle(), type, raw.data(),
                                                 static_cast<unsigned>(raw.size())));
}

/// Null when too few different points are left on the grid.
Geometry make_polygon(const Geos& geos, const Polygon& polygon) {
    const Ring outer = ring_in_steps(polygon.outer);
    if (outer.size() < 3)
        return Geometry(nullptr, GeometryDeleter{&geos});
    Geometry shell = make_ring(geos, outer);
    std::vector<Geometry> holes;
    for (const Ring& hole : polygon.holes) {
        const Ring steps = ring_in_steps(hole);
        if (steps.size() >= 3)  // a hole smaller than the grid is no hole
            holes.push_back(make_ring(geos, steps));
    }
    std::vector<GEOSGeometry*> raw;
    for (Geometry& hole : holes) raw.push_back(hole.release());
    return own(geos, GEOSGeom_createPolygon_r(geos.handle(), shell.release(), raw.data(),
                                              static_cast<unsigned>(raw.size())));
}

Geometry make_region(const Geos& geos, std::span<const Polygon> polygons) {
    std::vector<Geometry> parts;
    for (const Polygon& polygon : polygons)
        if (Geometry part = make_polygon(geos, polygon))
            parts.push_back(std::move(part));
    return make_collection(geos, GEOS_MULTIPOLYGON, std::move(parts));
}

/// Leaves out the points in the middle of straight edges. Exact: the products of grid coordinates fit into 64
/// bits.
Ring without_collinear(const Ring& ring) {
    Ring kept;
    kept.reserve(ring.size());
    const std::size_t n = ring.size();
    for (std::size_t i = 0; i < n; ++i) {
        const Vec2 before = ring[i] - (kept.empty() ? ring[n - 1] : kept.back());
        const Vec2 after = ring[(i + 1) % n] - ring[i];
        const auto product = [](double a, double b) {
            return static_cast<long long>(a) * static_cast<long long>(b);
        };
        const bool straight =
            product(before.x, after.y) == product(before.y, after.x) && dot(before, after) > 0.0;
        if (!straight)
            kept.push_back(ring[i]);
    }
    return kept;
}

Ring read_ring(const Geos& geos, const GEOSGeometry* ring) {
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(geos.handle(), ring);
    unsigned count = 0;
    if (sequence == nullptr || GEOSCoordSeq_getSize_r(geos.handle(), sequence, &count) == 0)
        geos.fail();
    std::vector<double> buffer(2 * std::size_t{count});
    if (GEOSCoordSeq_copyToBuffer_r(geos.handle(), sequence, buffer.data(), 0, 0) == 0)
        geos.fail();
    Ring points;
    for (std::size_t i = 0; i + 1 < count; ++i)
        points.push_back({std::nearbyint(buffer[2 * i]), std::nearbyint(buffer[2 * i + 1])});
    points = without_collinear(points);
    for (Vec2& p : points) p = {to_metres(p.x), to_metres(p.y)};
    return points;
}

/// Collects the polygons of a result; points and lines that an overlay leaves behind have no area and are
/// dropped.
void read_polygons(const Geos& geos, const GEOSGeometry* g, Region& region) {
    const int type = GEOSGeomTypeId_r(geos.handle(), g);
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(geos.handle(), g) != 0)
            return;
        Polygon polygon;
        polygon.outer = read_ring(geos, GEOSGetExteriorRing_r(geos.handle(), g));
        const int holes = GEOSGetNumInteriorRings_r(geos.handle(), g);
        for (int i = 0; i < holes; ++i)
            polygon.holes.push_back(read_ring(geos, GEOSGetInteriorRingN_r(geos.handle(), g, i)));
        std::erase_if(polygon.holes, [](const Ring& hole) { return hole.size() < 3; });
        if (polygon.outer.size() < 3)
            return;
        orient(polygon);
        region.push_back(std::move(polygon));
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        const int parts = GEOSGetNumGeometries_r(geos.handle(), g);
        for (int i = 0; i < parts; ++i) read_polygons(geos, GEOSGetGeometryN_r(geos.handle(), g, i), region);
    }
}

Region read_region(const Geos& geos, const Geometry& g) {
    Region region;
    read_polygons(geos, g.get(), region);
    return region;
}

/// Which polygons keep clear of all others. Most obstacles of a plan do, and the union of thousands of
/// polygons is by far the slowest of all operations here.
std::vector<bool> stand_alone(std::span<const Polygon> polygons) {
    std::vector<Box> boxes;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < polygons.size(); ++i) {
        boxes.push_back(bounds(polygons[i]).grown(resolution_m));
        order.push_back(i);
    }
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return boxes[a].min.x != boxes[b].min.x ? boxes[a].min.x < boxes[b].min.x : a < b;
    });
    std::vector<bool> alone(polygons.size(), true);
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (std::size_t j = i + 1; j < order.size() && boxes[order[j]].min.x <= boxes[order[i]].max.x; ++j) {
            if (!boxes[order[i]].overlaps(boxes[order[j]]))
                continue;
            alone[order[i]] = false;
            alone[order[j]] = false;
        }
    }
    return alone;
}

Geometry united(const Geos& geos, std::span<const Polygon> polygons) {
    const std::vector<bool> alone = stand_alone(polygons);
    std::vector<Polygon> crowded;
    std::vector<Geometry> parts;
    for (std::size_t i = 0; i < polygons.size(); ++i) {
        if (!alone[i])
            crowded.push_back(polygons[i]);
        else if (Geometry part = make_polygon(geos, polygons[i]))
            parts.push_back(std::move(part));
    }
    if (!crowded.empty()) {
        const Geometry all = make_region(geos, crowded);
        const Geometry sum = own(geos, GEOSUnaryUnionPrec_r(geos.handle(), all.get(), 1.0));
        const int count = GEOSGetNumGeometries_r(geos.handle(), sum.get());
        for (int i = 0; i < count; ++i) {
            const GEOSGeometry* part = GEOSGetGeometryN_r(geos.handle(), sum.get(), i);
            if (GEOSGeomTypeId_r(geos.handle(), part) == GEOS_POLYGON &&
                GEOSisEmpty_r(geos.handle(), part) == 0)
                parts.push_back(own(geos, GEOSGeom_clone_r(geos.handle(), part)));
        }
    }
    return make_collection(geos, GEOS_MULTIPOLYGON, std::move(parts));
}

template <typename T, typename F>
Result<T> guarded(const char* operation, F&& work) {
    try {
        const Geos geos;
        return work(geos);
    } catch (const GeosFailure& failure) {
        Error error;
        error.code = ErrorCode::geometry;
        error.message = std::string("the shapes could not be combined (") + operation + ": " +
                        failure.message + "); look for edges that nearly coincide";
        return error;
    }
}

/// Repairing takes time in the number of crossings, which grows with the square of the number of points.
bool is_scribble(const Polygon& polygon) {
    constexpr std::size_t most_meetings = 5000;
    const SegmentGrid grid(edges({polygon}));
    std::vector<std::uint32_t> near;
    std::size_t meetings = 0;
    for (const Segment& s : grid.segments()) {
        grid.query(bounds(s), near);
        for (const std::uint32_t row : near) {
            const Segment& other = grid.segments()[row];
            const bool joined = s.a == other.a || s.a == other.b || s.b == other.a || s.b == other.b;
            if (!joined && intersect(s, other).kind != SegmentCrossing::Kind::none &&
                ++meetings > most_meetings)
                return true;
        }
    }
    return false;
}

}  // namespace

double snapped(double v_m) {
    return to_metres(to_steps(v_m));
}

std::optional<Flaw> find_flaw(const Polygon& polygon) {
    const Vec2 somewhere = polygon.outer.empty() ? Vec2{} : polygon.outer.front();
    if (ring_in_steps(polygon.outer).size() < 3)
        return Flaw{"fewer than three different points", somewhere};
    for (const Ring& hole : polygon.holes)
        if (ring_in_steps(hole).size() < 3)
            return Flaw{"a hole with fewer than three different points",
                        hole.empty() ? somewhere : hole.front()};
    try {
        const Geos geos;
        const Geometry g = make_polygon(geos, polygon);
        char* text = nullptr;
        GEOSGeometry* place = nullptr;
        const char valid = GEOSisValidDetail_r(geos.handle(), g.get(), 0, &text, &place);
        const Geometry owned_place(place, GeometryDeleter{&geos});
        Flaw flaw{text != nullptr ? text : "not a valid polygon", somewhere};
        GEOSFree_r(geos.handle(), text);
        double x = 0.0;
        double y = 0.0;
        if (owned_place && GEOSGeomGetX_r(geos.handle(), place, &x) == 1 &&
            GEOSGeomGetY_r(geos.handle(), place, &y) == 1)
            flaw.at = {x / steps_per_m, y / steps_per_m};
        if (valid != 1)
            return flaw;
    } catch (const GeosFailure& failure) {
        return Flaw{failure.message, somewhere};
    }
    return std::nullopt;
}

Region repaired(const Polygon& polygon) {
    if (is_scribble(polygon))
        return {};
    const Result<Region> region = guarded<Region>("repair", [&](const Geos& geos) {
        const Geometry g = make_polygon(geos, polygon);
        if (!g)
            return Region{};
        const Geometry valid = own(geos, GEOSMakeValid_r(geos.handle(), g.get()));
        return read_region(geos, own(geos, GEOSGeom_setPrecision_r(geos.handle(), valid.get(), 1.0, 0)));
    });
    return region ? *region : Region{};
}

Result<Region> unite(std::span<const Polygon> polygons) {
    return guarded<Region>("union",
                           [&](const Geos& geos) { return read_region(geos, united(geos, polygons)); });
}

Result<Region> subtract(std::span<const Polygon> region, std::span<const Polygon> holes) {
    return guarded<Region>("difference", [&](const Geos& geos) {
        const Geometry first = united(geos, region);
        if (holes.empty())
            return read_region(geos, first);
        const Geometry second = united(geos, holes);
        return read_region(geos,
                           own(geos, GEOSDifferencePrec_r(geos.handle(), first.get(), second.get(), 1.0)));
    });
}

Result<Region> intersection(std::span<const Polygon> first, std::span<const Polygon> second) {
    return guarded<Region>("intersection", [&](const Geos& geos) {
        const Geometry a = united(geos, first);
        const Geometry b = united(geos, second);
        return read_region(geos, own(geos, GEOSIntersectionPrec_r(geos.handle(), a.get(), b.get(), 1.0)));
    });
}

Result<bool> contains(std::span<const Polygon> region, const Polygon& part) {
    return guarded<bool>("containment", [&](const Geos& geos) {
        const Geometry whole = united(geos, region);
        const Geometry piece = make_polygon(geos, part);
        if (!piece)
            return false;
        const char answer = GEOSCovers_r(geos.handle(), whole.get(), piece.get());
        if (answer != 0 && answer != 1)
            geos.fail();
        return answer == 1;
    });
}

Result<Region> thicken(std::span<const Vec2> line, double thickness_m) {
    return guarded<Region>("thickening of a wall", [&](const Geos& geos) {
        const Ring steps = in_steps(line);
        if (steps.size() < 2)
            return Region{};
        const Geometry axis = make_line(geos, steps);
        const auto destroy = [&](GEOSBufferParams* p) { GEOSBufferParams_destroy_r(geos.handle(), p); };
        const std::unique_ptr<GEOSBufferParams, decltype(destroy)> style(
            GEOSBufferParams_create_r(geos.handle()), destroy);
        if (!style)
            geos.fail();
        GEOSBufferParams_setEndCapStyle_r(geos.handle(), style.get(), GEOSBUF_CAP_FLAT);
        GEOSBufferParams_setJoinStyle_r(geos.handle(), style.get(), GEOSBUF_JOIN_MITRE);
        GEOSBufferParams_setMitreLimit_r(geos.handle(), style.get(), 5.0);
        const double half_width = 0.5 * thickness_m * steps_per_m;
        const Geometry area =
            own(geos, GEOSBufferWithParams_r(geos.handle(), axis.get(), style.get(), half_width));
        return read_region(geos, own(geos, GEOSGeom_setPrecision_r(geos.handle(), area.get(), 1.0, 0)));
    });
}

Result<Region> faces(std::span<const Segment> lines) {
    return guarded<Region>("division into rooms", [&](const Geos& geos) {
        std::vector<Geometry> parts;
        for (const Segment& s : lines) {
            const Ring steps = in_steps(std::array{s.a, s.b});
            if (steps.size() == 2)
                parts.push_back(make_line(geos, steps));
        }
        const Geometry all = make_collection(geos, GEOS_MULTILINESTRING, std::move(parts));
        const Geometry noded = own(geos, GEOSUnaryUnionPrec_r(geos.handle(), all.get(), 1.0));
        const GEOSGeometry* input = noded.get();
        return read_region(geos, own(geos, GEOSPolygonize_r(geos.handle(), &input, 1)));
    });
}

Result<Vec2> inner_point(const Polygon& polygon) {
    return guarded<Vec2>("point inside", [&](const Geos& geos) {
        const Geometry g = make_polygon(geos, polygon);
        double x = 0.0;
        double y = 0.0;
        if (g) {
            const Geometry point = own(geos, GEOSPointOnSurface_r(geos.handle(), g.get()));
            if (GEOSGeomGetX_r(geos.handle(), point.get(), &x) != 1 ||
                GEOSGeomGetY_r(geos.handle(), point.get(), &y) != 1)
                geos.fail();
        }
        return Vec2{x / steps_per_m, y / steps_per_m};
    });
}

}  // namespace wayout
