#include "venue/draft.hpp"

#include <fmt/format.h>

#include <cmath>

namespace wayout {

namespace {

constexpr double max_extent_m = 20000.0;

double local_coordinate(double user_m, double origin_m) {
    const double micrometres = std::nearbyint((user_m - origin_m) * 1e6);
    return snapped(std::floor((micrometres + 50.0) / 100.0) * resolution_m);
}

/// Everything people can walk on. Other things may lie outside, they only add to the drawing.
Box walkable_bounds(const Draft& draft) {
    Box box;
    for (const StoreyDraft& s : draft.storeys)
        for (const PolygonDraft& p : s.floor_polygons) box.add(bounds(p.polygon));
    for (const std::size_t row : draft.stairs) {
        for (const FlightSpec& f : draft.spec.stairs[row].flights) {
            box.add(f.foot);
            box.add(f.top);
        }
        for (const Polygon& p : draft.spec.stairs[row].landings) box.add(bounds(p));
    }
    for (const std::size_t row : draft.tiers) box.add(bounds(draft.spec.tiers[row].polygon));
    return box;
}

}  // namespace

Vec2 Frame::local(Vec2 user) const {
    return {local_coordinate(user.x, origin_m.x), local_coordinate(user.y, origin_m.y)};
}

Segment Frame::local(const Segment& user) const {
    return {local(user.a), local(user.b)};
}

Ring Frame::local(const Ring& user) const {
    Ring ring;
    ring.reserve(user.size());
    for (const Vec2 p : user) ring.push_back(local(p));
    return ring;
}

Polygon Frame::local(const Polygon& user) const {
    Polygon polygon{local(user.outer), {}};
    for (const Ring& hole : user.holes) polygon.holes.push_back(local(hole));
    return polygon;
}

bool place_in_frame(Draft& draft) {
    const Box box = walkable_bounds(draft);
    if (box.is_empty())
        return true;  // the polygons have no points; draft_floors says so
    const Vec2 size = box.size();
    if (size.x > max_extent_m || size.y > max_extent_m) {
        draft.problems.error(ErrorCode::out_of_range, "venue",
                             fmt::format("the plan extends from ({}, {}) to ({}, {}), more than {} km; "
                                         "coordinates are metres: look for a "
                                         "point far from the others, or for a drawing in millimetres",
                                         box.min.x, box.min.y, box.max.x, box.max.y, max_extent_m / 1000.0));
        return false;
    }
    draft.frame.origin_m = box.min;
    draft.frame.extent_m = draft.frame.local(box.max);
    draft.problems.set_origin(box.min);

    const Frame& frame = draft.frame;
    const auto far_away = [&](const Vec2 p) {
        const Vec2 q = p - 0.5 * (box.min + box.max);
        return std::max(std::abs(q.x), std::abs(q.y)) > max_extent_m;
    };
    for (StoreyDraft& s : draft.storeys) {
        for (PolygonDraft& p : s.floor_polygons) p.polygon = frame.local(p.polygon);
        // What lies farther off than any plan is wide can only be a mistake; clamping it is no remedy.
        const auto report_far = [&](const std::string& where, Vec2 p) {
            draft.problems.error(
                ErrorCode::out_of_range, where,
                fmt::format("the point ({}, {}) lies more than {} km from the floors; correct it", p.x, p.y,
                            max_extent_m / 1000.0));
        };
        std::erase_if(s.obstacles, [&](const PolygonDraft& o) {
            for (const Vec2 p : o.polygon.outer)
                if (far_away(p)) {
                    report_far(o.where, p);
                    return true;
                }
            return false;
        });
        std::erase_if(s.thick_walls, [&](const ThickWallDraft& w) {
            for (const Vec2 p : w.line)
                if (far_away(p)) {
                    report_far(w.where, p);
                    return true;
                }
            return false;
        });
        std::erase_if(s.thin_walls, [&](const Segment& w) {
            if (!far_away(w.a) && !far_away(w.b))
                return false;
            report_far(s.where + ": walls", far_away(w.a) ? w.a : w.b);
            return true;
        });
        for (PolygonDraft& o : s.obstacles) o.polygon = frame.local(o.polygon);
        for (ThickWallDraft& w : s.thick_walls) w.line = frame.local(w.line);
        for (Segment& w : s.thin_walls) w = frame.local(w);
        std::erase_if(s.thin_walls, [](const Segment& w) { return w.a == w.b; });
    }
    for (OpeningDraft& o : draft.openings) {
        if (!o.usable)
            continue;
        if (far_away(o.line.a) || far_away(o.line.b)) {
            draft.problems.error(ErrorCode::geometry, o.where,
                                 "the line lies far from all floors; correct its coordinates");
            o.usable = false;
            continue;
        }
        o.line = frame.local(o.line);
        o.first_point = o.line.a;
        if (o.one_way_towards)
            o.one_way_towards = frame.local(*o.one_way_towards);
    }
    return true;
}

}  // namespace wayout
