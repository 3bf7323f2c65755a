#include "geometry/polygon.hpp"

#include "geometry/segment.hpp"

#include <algorithm>

namespace wayout {

namespace {

template <typename F>
void for_each_edge(const Ring& ring, F&& f) {
    for (std::size_t i = 0; i < ring.size(); ++i) f(Segment{ring[i], ring[i + 1 < ring.size() ? i + 1 : 0]});
}

template <typename F>
void for_each_edge(const Polygon& polygon, F&& f) {
    for_each_edge(polygon.outer, f);
    for (const Ring& hole : polygon.holes) for_each_edge(hole, f);
}

/// First moment of area of a ring about its first point; the area through `area_m2`.
Vec2 area_moment(const Ring& ring, double& area_m2) {
    Vec2 moment;
    area_m2 = 0.0;
    for_each_edge(ring, [&](const Segment& e) {
        const Vec2 a = e.a - ring.front();
        const Vec2 b = e.b - ring.front();
        const double part = 0.5 * cross(a, b);
        area_m2 += part;
        moment += part / 3.0 * (a + b);
    });
    return moment + area_m2 * ring.front();
}

}  // namespace

double signed_area(const Ring& ring) {
    // Relative to the first point: far from the origin the products would cancel.
    double twice = 0.0;
    for_each_edge(ring, [&](const Segment& e) { twice += cross(e.a - ring.front(), e.b - ring.front()); });
    return 0.5 * twice;
}

double area(const Polygon& polygon) {
    double sum = std::abs(signed_area(polygon.outer));
    for (const Ring& hole : polygon.holes) sum -= std::abs(signed_area(hole));
    return sum;
}

double area(const Region& region) {
    double sum = 0.0;
    for (const Polygon& polygon : region) sum += area(polygon);
    return sum;
}

Vec2 centroid(const Polygon& polygon) {
    if (polygon.outer.empty())
        return {};
    double total_m2 = 0.0;
    Vec2 moment = area_moment(polygon.outer, total_m2);
    const double sign = total_m2 < 0.0 ? -1.0 : 1.0;
    moment = sign * moment;
    total_m2 *= sign;
    for (const Ring& hole : polygon.holes) {
        if (hole.empty())
            continue;
        double hole_m2 = 0.0;
        const Vec2 hole_moment = area_moment(hole, hole_m2);
        const double hole_sign = hole_m2 < 0.0 ? -1.0 : 1.0;
        moment -= hole_sign * hole_moment;
        total_m2 -= hole_sign * hole_m2;
    }
    if (total_m2 > 0.0)
        return moment / total_m2;
    Vec2 sum;
    for (const Vec2 p : polygon.outer) sum += p;
    return sum / static_cast<double>(polygon.outer.size());
}

Box bounds(const Ring& ring) {
    Box box;
    for (const Vec2 p : ring) box.add(p);
    return box;
}

Box bounds(const Polygon& polygon) {
    return bounds(polygon.outer);
}

Box bounds(const Region& region) {
    Box box;
    for (const Polygon& polygon : region) box.add(bounds(polygon));
    return box;
}

void orient(Polygon& polygon) {
    if (signed_area(polygon.outer) < 0.0)
        std::reverse(polygon.outer.begin(), polygon.outer.end());
    for (Ring& hole : polygon.holes)
        if (signed_area(hole) > 0.0)
            std::reverse(hole.begin(), hole.end());
}

void append_edges(const Polygon& polygon, std::vector<Segment>& edges) {
    for_each_edge(polygon, [&](const Segment& e) { edges.push_back(e); });
}

std::vector<Segment> edges(const Region& region) {
    std::vector<Segment> all;
    for (const Polygon& polygon : region) append_edges(polygon, all);
    return all;
}

Side locate(const Polygon& polygon, Vec2 p, double tolerance_m) {
    bool inside = false;
    bool on_edge = false;
    for_each_edge(polygon, [&](const Segment& e) {
        on_edge = on_edge || distance(e, p) <= tolerance_m;
        // Half-open in y: a ray through a vertex meets exactly one of its two edges, or both, or none.
        if ((e.a.y > p.y) != (e.b.y > p.y)) {
            const double side = orientation(e.a, e.b, p);
            if ((side > 0.0) == (e.b.y > e.a.y))
                inside = !inside;
        }
    });
    return on_edge ? Side::boundary : inside ? Side::inside : Side::outside;
}

Polygon strip(const Segment& axis, double left_m, double right_m) {
    const Vec2 left = perp(direction(axis));
    return {
        {axis.a - right_m * left, axis.b - right_m * left, axis.b + left_m * left, axis.a + left_m * left},
        {}};
}

}  // namespace wayout
