#include "output/plan_model.hpp"

#include "geometry/polygon.hpp"
#include "venue/venue.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace wayout {

Box PlanModel::bounds(int storey) const {
    Box box;
    const auto add = [&](const std::vector<Vec2>& points) {
        for (const Vec2 p : points) box.add(p);
    };
    const Storey& s = storeys[static_cast<std::size_t>(storey)];
    for (const auto* polygons : {&s.footprint, &s.walkable, &s.obstacles})
        for (const Polygon& polygon : *polygons) add(polygon.outer);
    for (const auto* lines : {&s.walls, &s.seat_backs})
        for (const auto& line : *lines) add(line);
    for (const Surface& surface : surfaces)
        if (surface.storey == storey || surface.upper_storey == storey)
            add(surface.outline);
    for (const Gate& gate : gates)
        if (gate.storey == storey)
            box.add(gate.line);
    if (box.is_empty())
        box.add(Vec2{0.0, 0.0});
    // A degenerate box (one point, one line) still gets a picture.
    if (box.max.x - box.min.x < 1.0)
        box.max.x = box.min.x + 1.0;
    if (box.max.y - box.min.y < 1.0)
        box.max.y = box.min.y + 1.0;
    return box;
}

namespace {

/// Stretches of a horizontal line, as pairs of ends, without those parts that lie in boxes.
std::vector<double> without_boxes(std::vector<double> ends, double y, std::span<const Box> boxes) {
    for (const Box& box : boxes) {
        if (y < box.min.y || y > box.max.y)
            continue;
        std::vector<double> rest;
        for (std::size_t k = 0; k + 1 < ends.size(); k += 2) {
            const double from = ends[k], to = ends[k + 1];
            if (box.min.x > from)
                rest.insert(rest.end(), {from, std::min(to, box.min.x)});
            if (box.max.x < to)
                rest.insert(rest.end(), {std::max(from, box.max.x), to});
        }
        ends = std::move(rest);
    }
    return ends;
}

}  // namespace

std::vector<Box> boxes_of_ways(const PlanModel& plan, int storey) {
    constexpr double margin_m = 0.8;  // half the height of a name on the plan of a hall
    std::vector<Box> boxes;
    for (const PlanModel::Surface& surface : plan.surfaces)
        if (surface.kind != PlanModel::Kind::tier &&
            (surface.storey == storey || surface.upper_storey == storey))
            boxes.push_back(wayout::bounds(surface.outline).grown(margin_m));
    return boxes;
}

Vec2 label_point(const Polygon& polygon, std::span<const Box> avoid) {
    const Box box = wayout::bounds(polygon.outer);
    if (box.is_empty())
        return {};
    // Horizontal scan lines; the middle of the longest inner stretch, weighted towards the middle of the
    // height.
    Vec2 best = box.centre();
    double best_score = -1.0;
    constexpr int lines = 15;
    for (int i = 1; i <= lines; ++i) {
        const double f = static_cast<double>(i) / (lines + 1);
        const double y = box.min.y + f * (box.max.y - box.min.y);
        std::vector<double> xs;
        const auto cut = [&](const Ring& ring) {
            for (std::size_t k = 0; k < ring.size(); ++k) {
                const Vec2 p = ring[k], q = ring[(k + 1) % ring.size()];
                if ((p.y > y) != (q.y > y))
                    xs.push_back(p.x + (y - p.y) / (q.y - p.y) * (q.x - p.x));
            }
        };
        cut(polygon.outer);
        for (const Ring& hole : polygon.holes) cut(hole);
        std::sort(xs.begin(), xs.end());
        xs = without_boxes(std::move(xs), y, avoid);
        for (std::size_t k = 0; k + 1 < xs.size(); k += 2) {
            const double score = (xs[k + 1] - xs[k]) * (1.0 - 0.6 * std::abs(f - 0.5));
            if (score > best_score) {
                best_score = score;
                best = {(xs[k] + xs[k + 1]) / 2.0, y};
            }
        }
    }
    return best;
}

PlanModel::Travel travel_of(bool is_escalator, StairSpec::Motion motion) {
    if (!is_escalator)
        return PlanModel::Travel::both;
    switch (motion) {
        case StairSpec::Motion::up:
            return PlanModel::Travel::up;
        case StairSpec::Motion::down:
            return PlanModel::Travel::down;
        default:
            return PlanModel::Travel::stopped;
    }
}

namespace {

PlanModel::Kind kind_of(SurfaceKind kind) {
    switch (kind) {
        case SurfaceKind::landing:
            return PlanModel::Kind::landing;
        case SurfaceKind::ramp:
            return PlanModel::Kind::ramp;
        case SurfaceKind::escalator:
            return PlanModel::Kind::escalator;
        case SurfaceKind::tier:
            return PlanModel::Kind::tier;
        default:
            return PlanModel::Kind::stair;
    }
}

/// For each surface the other storey that its stair, ramp, escalator or tier leads to, -1 if none.
std::vector<int> other_storeys(const Venue& venue) {
    // Storeys whose floors are joined to any piece of the same stair.
    std::map<std::string, std::vector<int>> reached;
    for (const Gate& gate : venue.gates) {
        if (gate.kind != GateKind::joint || !gate.left.is_valid() || !gate.right.is_valid())
            continue;
        for (const auto& [piece, floor] :
             {std::pair(gate.left, gate.right), std::pair(gate.right, gate.left)}) {
            const Surface& a = venue.surfaces[piece.row()];
            const Surface& b = venue.surfaces[floor.row()];
            if (a.kind != SurfaceKind::floor && b.kind == SurfaceKind::floor)
                reached[a.id].push_back(b.storey.value);
        }
    }
    std::vector<int> out(venue.surfaces.size(), -1);
    for (std::size_t i = 0; i < venue.surfaces.size(); ++i) {
        const Surface& s = venue.surfaces[i];
        const auto found = reached.find(s.id);
        if (s.kind == SurfaceKind::floor || found == reached.end())
            continue;
        for (const int storey : found->second)
            if (storey != s.storey.value)
                out[i] = storey;
    }
    return out;
}

/// Tells the backs of seats from other walls: a seat of the same surface stands right at their middle, and
/// they are not the rim of the surface.
class SeatBacks {
public:
    explicit SeatBacks(const Venue& venue) : venue_(venue) {
        for (const Seat& seat : venue.seats) cells_.insert(cell_of(seat.surface, seat.position));
    }
    bool has(const Wall& wall) const {
        const Vec2 middle = (wall.line.a + wall.line.b) / 2.0;
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx)
                if (cells_.contains(cell_of(wall.surface, middle + Vec2{dx * cell_m, dy * cell_m})))
                    return !is_rim(wall, middle);
        return false;
    }

private:
    bool is_rim(const Wall& wall, Vec2 middle) const {
        for (const Polygon& part : venue_.surfaces[wall.surface.row()].footprint)
            if (locate(Polygon{part.outer, {}}, middle, 1e-3) == Side::boundary)
                return true;
        return false;
    }

    static constexpr double cell_m = 0.35;
    using Cell = std::tuple<std::int32_t, long, long>;
    static Cell cell_of(SurfaceId surface, Vec2 p) {
        return {surface.value, std::lround(p.x / cell_m), std::lround(p.y / cell_m)};
    }
    const Venue& venue_;
    std::set<Cell> cells_;
};

/// Wall segments joined to polylines where one begins at the end of the one before.
void add_wall(std::vector<std::vector<Vec2>>& lines, Segment s) {
    if (!lines.empty() && lines.back().back() == s.a)
        lines.back().push_back(s.b);
    else
        lines.push_back({s.a, s.b});
}

}  // namespace

PlanModel plan_of(const Venue& venue) {
    PlanModel plan;
    plan.name = venue.name;
    plan.origin_m = venue.origin_m;
    plan.extent_m = venue.extent_m;
    for (const Storey& s : venue.storeys) {
        PlanModel::Storey& out = plan.storeys.emplace_back();
        out.id = s.id;
        out.name = s.name.empty() ? s.id : s.name;
        out.elevation_m = s.elevation_m;
        const Surface& floor = venue.surfaces[s.floor.row()];
        out.footprint = floor.footprint;
        out.walkable = floor.walkable;
    }
    const std::vector<int> other = other_storeys(venue);
    for (std::size_t i = 0; i < venue.surfaces.size(); ++i) {
        const Surface& s = venue.surfaces[i];
        if (s.kind == SurfaceKind::floor || s.footprint.empty())
            continue;
        PlanModel::Surface out;
        out.kind = kind_of(s.kind);
        out.id = s.id;
        out.name = s.name.empty() ? s.id : s.name;
        out.storey = s.storey.value;
        out.upper_storey = other[i];
        out.walkable = s.walkable;
        out.up = s.up;
        out.travel = travel_of(s.kind == SurfaceKind::escalator, s.motion);
        out.tread_m = s.tread_m;
        for (const Polygon& part : s.footprint) {
            out.outline = part.outer;
            plan.surfaces.push_back(out);
            out.walkable.clear();
        }
    }
    const SeatBacks seat_backs(venue);
    for (const Wall& w : venue.walls) {
        if (w.one_sided)
            continue;
        PlanModel::Storey& storey = plan.storeys[venue.surfaces[w.surface.row()].storey.row()];
        add_wall(seat_backs.has(w) ? storey.seat_backs : storey.walls, w.line);
    }
    for (const Seat& seat : venue.seats)
        plan.storeys[venue.surfaces[seat.surface.row()].storey.row()].seats.push_back(
            {seat.position, seat.facing, 0.5});
    for (const Zone& zone : venue.zones) {
        PlanModel::Storey& storey = plan.storeys[zone.storey.row()];
        storey.labels.push_back({label_point(zone.polygon, boxes_of_ways(plan, zone.storey.value)),
                                 zone.name.empty() ? zone.id : zone.name});
        storey.zones.push_back({zone.id, zone.polygon});
    }
    for (const Gate& gate : venue.gates) {
        if (gate.kind == GateKind::joint)
            continue;
        PlanModel::Gate out;
        out.id = gate.id;
        out.name = gate.name.empty() ? gate.id : gate.name;
        out.is_exit = gate.kind == GateKind::exit;
        out.storey = gate.storey.value;
        out.line = gate.line;
        // The inside of an exit is to the left of a -> b.
        if (out.is_exit)
            out.outward = -perp(unit(gate.line.b - gate.line.a));
        out.clear_width_m = gate.clear_width_m;
        out.open_at_start = gate.open_at_start;
        plan.gates.push_back(out);
    }
    return plan;
}

}  // namespace wayout
