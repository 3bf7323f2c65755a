#include "venue_sketch.hpp"

#include <algorithm>
#include <cmath>

namespace wayout::test {

namespace {

double ring_area(const Ring& ring) {
    double twice = 0.0;
    for (std::size_t i = 0; i < ring.size(); ++i) twice += cross(ring[i], ring[(i + 1) % ring.size()]);
    return std::abs(0.5 * twice);
}

}  // namespace

Ring rectangle(double x0, double y0, double x1, double y1) {
    return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
}

Vec2 moved(Vec2 p, double angle_rad, Vec2 shift) {
    const double c = std::cos(angle_rad);
    const double s = std::sin(angle_rad);
    return Vec2{c * p.x - s * p.y, s * p.x + c * p.y} + shift;
}

SurfaceId VenueSketch::floor(Ring outline, std::vector<Ring> holes) {
    const SurfaceId id = SurfaceId::from(venue_.surfaces.size());
    Surface s;
    s.storey = StoreyId(0);
    s.area_m2 = ring_area(outline);
    std::vector<Ring> rings = holes;
    rings.push_back(outline);
    s.walkable = {Polygon{std::move(outline), std::move(holes)}};
    s.footprint = s.walkable;
    venue_.surfaces.push_back(std::move(s));
    for (const Ring& ring : rings)
        for (std::size_t i = 0; i < ring.size(); ++i) wall(id, ring[i], ring[(i + 1) % ring.size()]);
    return id;
}

SurfaceId VenueSketch::incline(SurfaceKind kind, Ring outline, Vec2 up, double rise_m, double plan_m) {
    const SurfaceId id = floor(std::move(outline));
    Surface& s = surface(id);
    s.kind = kind;
    s.up = unit(up);
    s.z_gradient = rise_m / plan_m * s.up;
    s.cos_incline = plan_m / std::hypot(plan_m, rise_m);
    return id;
}

void VenueSketch::wall(SurfaceId s, Vec2 a, Vec2 b) {
    venue_.walls.push_back({{a, b}, s, false});
}

void VenueSketch::seat_front(SurfaceId s, Vec2 a, Vec2 b) {
    venue_.walls.push_back({{a, b}, s, true});
}

GateId VenueSketch::gate(Gate g) {
    g.clear_width_m = length(g.line);
    g.storey = StoreyId(0);
    for (const SurfaceId s : {g.left, g.right})
        if (s.is_valid())
            open_walls(s, g.line);
    venue_.gates.push_back(std::move(g));
    return GateId::from(venue_.gates.size() - 1);
}

/// Cuts the gap out of every wall that it lies on.
void VenueSketch::open_walls(SurfaceId s, const Segment& gap) {
    std::vector<Wall> walls;
    for (const Wall& w : venue_.walls) {
        const Vec2 along = unit(w.line.b - w.line.a);
        const double from = dot(gap.a - w.line.a, along);
        const double to = dot(gap.b - w.line.a, along);
        const bool on_line = std::abs(cross(along, gap.a - w.line.a)) < 1e-9 &&
                             std::abs(cross(along, gap.b - w.line.a)) < 1e-9;
        const double low = std::min(from, to);
        const double high = std::max(from, to);
        if (w.surface != s || !on_line || high <= 0.0 || low >= length(w.line)) {
            walls.push_back(w);
            continue;
        }
        if (low > 0.0)
            walls.push_back({{w.line.a, w.line.a + low * along}, s, w.one_sided});
        if (high < length(w.line))
            walls.push_back({{w.line.a + high * along, w.line.b}, s, w.one_sided});
    }
    venue_.walls = std::move(walls);
}

GateId VenueSketch::exit(SurfaceId s, Vec2 a, Vec2 b) {
    Gate g;
    g.kind = GateKind::exit;
    g.line = {a, b};
    g.left = s;
    ++venue_.exit_count;
    return gate(std::move(g));
}

GateId VenueSketch::door(SurfaceId s, Vec2 a, Vec2 b) {
    Gate g;
    g.kind = GateKind::door;
    g.line = {a, b};
    g.left = s;
    g.right = s;
    return gate(std::move(g));
}

GateId VenueSketch::joint(SurfaceId left, SurfaceId right, Vec2 a, Vec2 b) {
    Gate g;
    g.kind = GateKind::joint;
    g.line = {a, b};
    g.left = left;
    g.right = right;
    return gate(std::move(g));
}

void VenueSketch::seat_row(SurfaceId s, Ring lane, double clear_width_m) {
    SeatRow r;
    r.number = static_cast<int>(venue_.seat_rows.size()) + 1;
    r.surface = s;
    r.lane = Polygon{std::move(lane), {}};
    r.clear_width_m = clear_width_m;
    venue_.seat_rows.push_back(std::move(r));
}

std::shared_ptr<const Venue> VenueSketch::finish(double angle_rad, Vec2 shift) const {
    auto venue = std::make_shared<Venue>(venue_);
    const auto move_point = [&](Vec2& p) { p = moved(p, angle_rad, shift); };
    const auto move_direction = [&](Vec2& d) { d = moved(d, angle_rad, {}); };
    const auto move_polygon = [&](Polygon& polygon) {
        for (Vec2& p : polygon.outer) move_point(p);
        for (Ring& hole : polygon.holes)
            for (Vec2& p : hole) move_point(p);
    };
    for (Surface& s : venue->surfaces) {
        for (Polygon& polygon : s.walkable) move_polygon(polygon);
        for (Polygon& polygon : s.footprint) move_polygon(polygon);
        move_direction(s.up);
        move_direction(s.z_gradient);
        s.z_at_origin_m -= dot(s.z_gradient, shift);
    }
    for (Wall& w : venue->walls) {
        move_point(w.line.a);
        move_point(w.line.b);
    }
    for (Gate& g : venue->gates) {
        move_point(g.line.a);
        move_point(g.line.b);
    }
    for (SeatRow& r : venue->seat_rows) move_polygon(r.lane);
    std::stable_sort(venue->walls.begin(), venue->walls.end(),
                     [](const Wall& a, const Wall& b) { return a.surface < b.surface; });
    return venue;
}

VenueSketch corridor_with_corner() {
    VenueSketch sketch;
    const SurfaceId s = sketch.floor({{0, 0}, {12, 0}, {12, 2}, {2, 2}, {2, 12}, {0, 12}});
    sketch.exit(s, {2, 12}, {0, 12});
    return sketch;
}

}  // namespace wayout::test
