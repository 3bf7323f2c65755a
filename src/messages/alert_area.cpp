#include "messages/alert_area.hpp"

#include "geometry/polygon.hpp"
#include "geometry/segment.hpp"

#include <algorithm>
#include <functional>
#include <limits>

namespace wayout {
namespace {

std::vector<Segment> edges_of(const Polygon& polygon) {
    std::vector<Segment> edges;
    append_edges(polygon, edges);
    return edges;
}

bool holds(const Polygon& polygon, Vec2 p) {
    return locate(polygon, p) != Side::outside;
}

double distance_to(const Polygon& polygon, Vec2 p) {
    if (holds(polygon, p))
        return 0.0;
    double least_m = std::numeric_limits<double>::infinity();
    for (const Segment& edge : edges_of(polygon)) least_m = std::min(least_m, distance(edge, p));
    return least_m;
}

bool edges_meet(const Polygon& a, const Polygon& b) {
    const std::vector<Segment> first = edges_of(a), second = edges_of(b);
    return std::any_of(first.begin(), first.end(), [&](const Segment& s) {
        return std::any_of(second.begin(), second.end(), [&](const Segment& t) {
            return intersect(s, t).kind != SegmentCrossing::Kind::none;
        });
    });
}

/// All corners inside and no edge leaves: enough for parts of buildings, whose edges are straight.
bool ring_covers(const Polygon& ring, const Polygon& polygon) {
    return std::all_of(polygon.outer.begin(), polygon.outer.end(), [&](Vec2 p) { return holds(ring, p); }) &&
           (!edges_meet(ring, polygon) || std::all_of(ring.outer.begin(), ring.outer.end(), [&](Vec2 p) {
               return locate(polygon, p) != Side::inside;
           }));
}

}  // namespace

bool touches(const Polygon& a, const Polygon& b) {
    return holds(a, b.outer.front()) || holds(b, a.outer.front()) || edges_meet(a, b);
}

bool touches(const AreaOnPlan::Circle& circle, const Polygon& polygon) {
    return distance_to(polygon, circle.centre) <= circle.radius_m;
}

AreaOnPlan::AreaOnPlan(const AlertInfo& info, const PlanOnEarth& plan) {
    for (const AlertArea& area : info.areas) {
        for (const std::vector<GeoPoint>& ring : area.polygons) {
            Polygon& polygon = rings_.emplace_back();
            for (const GeoPoint& place : ring) polygon.outer.push_back(on_plan(plan, place));
        }
        for (const GeoCircle& circle : area.circles)
            circles_.push_back({on_plan(plan, circle.centre), circle.radius_m});
    }
}

bool AreaOnPlan::touches(const Polygon& polygon) const {
    return std::any_of(rings_.begin(), rings_.end(),
                       [&](const Polygon& ring) { return wayout::touches(ring, polygon); }) ||
           std::any_of(circles_.begin(), circles_.end(),
                       [&](const Circle& circle) { return wayout::touches(circle, polygon); });
}

bool AreaOnPlan::covers(const Polygon& polygon) const {
    return std::any_of(rings_.begin(), rings_.end(),
                       [&](const Polygon& ring) { return ring_covers(ring, polygon); }) ||
           std::any_of(circles_.begin(), circles_.end(), [&](const Circle& circle) {
               return std::all_of(polygon.outer.begin(), polygon.outer.end(),
                                  [&](Vec2 p) { return distance(circle.centre, p) <= circle.radius_m; });
           });
}

double AreaOnPlan::distance_m(Vec2 p) const {
    double least_m = std::numeric_limits<double>::infinity();
    for (const Polygon& ring : rings_) least_m = std::min(least_m, distance_to(ring, p));
    for (const Circle& circle : circles_)
        least_m = std::min(least_m, std::max(0.0, distance(circle.centre, p) - circle.radius_m));
    return least_m;
}

Polygon clipped(const Polygon& polygon, Vec2 low, Vec2 high) {
    Ring ring = polygon.outer;
    // Each side of the box cuts off what lies beyond it: how far a point is inside.
    const std::function<double(Vec2)> sides[] = {
        [&](Vec2 p) { return p.x - low.x; }, [&](Vec2 p) { return high.x - p.x; },
        [&](Vec2 p) { return p.y - low.y; }, [&](Vec2 p) { return high.y - p.y; }};
    for (const auto& inside : sides) {
        Ring kept;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Vec2 a = ring[i], b = ring[(i + 1) % ring.size()];
            const double in_a = inside(a), in_b = inside(b);
            if (in_a >= 0.0)
                kept.push_back(a);
            if ((in_a >= 0.0) != (in_b >= 0.0))
                kept.push_back(a + in_a / (in_a - in_b) * (b - a));
        }
        ring = std::move(kept);
    }
    return {std::move(ring), {}};
}

}  // namespace wayout
