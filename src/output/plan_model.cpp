#include "output/plan_model.hpp"

#include "geometry/polygon.hpp"
#include "venue/venue.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace wayout {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct BoxBuilder {
    PlanModel::Box box{{infinity, infinity}, {-infinity, -infinity}};
    void add(Vec2 p) {
        box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y)};
        box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y)};
    }
    void add(const Ring& ring) {
        for (const Vec2 p : ring) add(p);
    }
    void add(const std::vector<Polygon>& polygons) {
        for (const Polygon& p : polygons) add(p.outer);
    }
    bool empty() const { return box.low.x > box.high.x; }
};

}  // namespace

PlanModel::Box PlanModel::bounds(int storey) const {
    BoxBuilder b;
    const Storey& s = storeys[static_cast<std::size_t>(storey)];
    b.add(s.footprint);
    b.add(s.walkable);
    b.add(s.obstacles);
    for (const auto* lines : {&s.walls, &s.seat_backs})
        for (const auto& line : *lines) b.add(line);
    for (const Surface& surface : surfaces)
        if (surface.storey == storey || surface.upper_storey == storey)
            b.add(surface.outline);
    for (const Gate& gate : gates)
        if (gate.storey == storey) {
            b.add(gate.line.a);
            b.add(gate.line.b);
        }
    if (b.empty())
        b.add(Vec2{0.0, 0.0});
    // A degenerate box (one point, one line) still gets a picture.
    if (b.box.high.x - b.box.low.x < 1.0)
        b.box.high.x = b.box.low.x + 1.0;
    if (b.box.high.y - b.box.low.y < 1.0)
        b.box.high.y = b.box.low.y + 1.0;
    return b.box;
}

Vec2 label_point(const Polygon& polygon) {
    BoxBuilder b;
    b.add(polygon.outer);
    if (b.empty())
        return {};
    // Horizontal scan lines; the middle of the longest inner stretch, weighted towards the middle of the
    // height.
    Vec2 best = (b.box.low + b.box.high) / 2.0;
    double best_score = -1.0;
    constexpr int lines = 15;
    for (int i = 1; i <= lines; ++i) {
        const double f = static_cast<double>(i) / (lines + 1);
        const double y = b.box.low.y + f * (b.box.high.y - b.box.low.y);
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
    for (const Zone& zone : venue.zones)
        plan.storeys[zone.storey.row()].labels.push_back(
            {label_point(zone.polygon), zone.name.empty() ? zone.id : zone.name});
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

// ---------------------------------------------------------------- from a description that may be wrong

namespace {

bool is_drawable(Vec2 p) {
    // Beyond that, no plan is meant: earth's circumference in metres.
    return std::isfinite(p.x) && std::isfinite(p.y) && std::abs(p.x) < 4.1e7 && std::abs(p.y) < 4.1e7;
}

bool is_drawable(const Segment& s) {
    return is_drawable(s.a) && is_drawable(s.b);
}

class SpecPlan {
public:
    explicit SpecPlan(const VenueSpec& spec) : spec_(spec) {}

    PlanModel make() {
        plan_.name = spec_.name;
        find_origin();
        for (const StoreySpec& s : spec_.storeys) add_storey(s);
        for (const TierSpec& t : spec_.tiers) add_tier(t);
        for (const StairSpec& s : spec_.stairs) add_stair(s);
        for (const SeatingSpec& s : spec_.seating) add_seating(s);
        for (const ZoneSpec& z : spec_.zones)
            if (const int storey = storey_row(z.storey); storey >= 0) {
                const Polygon polygon = local(z.polygon);
                if (polygon.outer.size() >= 3)
                    plan_.storeys[static_cast<std::size_t>(storey)].labels.push_back(
                        {label_point(polygon), z.label()});
            }
        for (const ExitSpec& e : spec_.exits) add_gate(e, e.storey, e.line, e.clear_width_m, e.state, true);
        for (const DoorSpec& d : spec_.doors) add_gate(d, d.storey, d.line, d.clear_width_m, d.state, false);
        return std::move(plan_);
    }

private:
    void find_origin() {
        BoxBuilder b;
        const auto add = [&](const Ring& ring) {
            for (const Vec2 p : ring)
                if (is_drawable(p))
                    b.add(p);
        };
        for (const StoreySpec& s : spec_.storeys) {
            for (const Polygon& p : s.floor) add(p.outer);
            for (const WallSpec& w : s.walls) add(w.line);
        }
        for (const TierSpec& t : spec_.tiers) add(t.polygon.outer);
        for (const StairSpec& s : spec_.stairs)
            for (const FlightSpec& f : s.flights) add({f.foot.a, f.foot.b, f.top.a, f.top.b});
        if (b.empty())
            return;
        plan_.origin_m = {std::floor(b.box.low.x), std::floor(b.box.low.y)};
        plan_.extent_m = b.box.high - plan_.origin_m;
    }

    Vec2 local(Vec2 p) const { return p - plan_.origin_m; }
    Segment local(const Segment& s) const { return {local(s.a), local(s.b)}; }
    Ring local(const Ring& ring) const {
        Ring out;
        for (const Vec2 p : ring)
            if (is_drawable(p))
                out.push_back(local(p));
        return out;
    }
    Polygon local(const Polygon& polygon) const {
        Polygon out{local(polygon.outer), {}};
        for (const Ring& hole : polygon.holes) out.holes.push_back(local(hole));
        return out;
    }

    int storey_row(const std::string& id) const {
        for (std::size_t i = 0; i < spec_.storeys.size(); ++i)
            if (spec_.storeys[i].id == id)
                return static_cast<int>(i);
        return -1;
    }

    void add_storey(const StoreySpec& s) {
        PlanModel::Storey& out = plan_.storeys.emplace_back();
        out.id = s.id;
        out.name = s.label();
        out.elevation_m = s.elevation_m;
        for (const Polygon& p : s.floor)
            if (Polygon polygon = local(p); polygon.outer.size() >= 2) {
                out.walls.push_back(closed(polygon.outer));
                for (const Ring& hole : polygon.holes) out.walls.push_back(closed(hole));
                out.walkable.push_back(std::move(polygon));
            }
        for (const ObstacleSpec& o : s.obstacles)
            if (Polygon polygon = local(o.polygon); polygon.outer.size() >= 2)
                out.obstacles.push_back(std::move(polygon));
        for (const WallSpec& w : s.walls)
            if (Ring line = local(w.line); line.size() >= 2)
                out.walls.push_back(std::move(line));
    }

    static std::vector<Vec2> closed(Ring ring) {
        if (!ring.empty())
            ring.push_back(ring.front());
        return ring;
    }

    void add_tier(const TierSpec& t) {
        const int low = storey_row(t.low_storey), high = storey_row(t.high_storey);
        const Ring outline = local(t.polygon.outer);
        if ((low < 0 && high < 0) || outline.size() < 3)
            return;
        PlanModel::Surface out;
        out.kind = PlanModel::Kind::tier;
        out.id = t.id;
        out.name = t.label();
        out.storey = low >= 0 ? low : high;
        out.upper_storey = low >= 0 ? high : -1;
        out.outline = outline;
        if (is_drawable(t.low_edge)) {
            Vec2 middle;
            for (const Vec2 p : outline) middle += p / static_cast<double>(outline.size());
            const Segment edge = local(t.low_edge);
            const Vec2 normal = perp(unit(edge.b - edge.a));
            out.up = dot(middle - edge.a, normal) < 0.0 ? -normal : normal;
        }
        plan_.surfaces.push_back(std::move(out));
    }

    void add_stair(const StairSpec& s) {
        const int from = storey_row(s.from_storey), to = storey_row(s.to_storey);
        if (from < 0 && to < 0)
            return;
        PlanModel::Surface out;
        out.kind = s.kind == StairSpec::Kind::ramp        ? PlanModel::Kind::ramp
                   : s.kind == StairSpec::Kind::escalator ? PlanModel::Kind::escalator
                                                          : PlanModel::Kind::stair;
        out.id = s.id;
        out.name = s.label();
        out.storey = from >= 0 ? from : to;
        out.upper_storey = from >= 0 ? to : -1;
        out.travel = travel_of(s.kind == StairSpec::Kind::escalator, s.motion);
        out.tread_m = std::isfinite(s.tread_m) ? s.tread_m : 0.0;
        for (const FlightSpec& f : s.flights) {
            if (!is_drawable(f.foot) || !is_drawable(f.top))
                continue;
            const Segment foot = local(f.foot), top = local(f.top);
            // Users draw the two lines in any direction: join the ends that lie on the same side.
            const bool same = dot(foot.b - foot.a, top.b - top.a) >= 0.0;
            out.outline = {foot.a, foot.b, same ? top.b : top.a, same ? top.a : top.b};
            out.up = unit((top.a + top.b) / 2.0 - (foot.a + foot.b) / 2.0);
            plan_.surfaces.push_back(out);
        }
        out.kind = PlanModel::Kind::landing;
        out.up = {};
        for (const Polygon& landing : s.landings)
            if (out.outline = local(landing.outer); out.outline.size() >= 3)
                plan_.surfaces.push_back(out);
    }

    /// The builder lays out the seats; here the block is one outline, as a description that failed may hold
    /// any number of rows.
    void add_seating(const SeatingSpec& s) {
        int storey = storey_row(s.on);
        for (const PlanModel::Surface& surface : plan_.surfaces)
            if (storey < 0 && surface.id == s.on)
                storey = surface.storey;
        double width = s.seats_per_row * s.seat_width_m;
        for (const SeatingSpec::Aisle& aisle : s.aisles) width += aisle.width_m;
        const double depth = s.row_count * s.row_pitch_m;
        const Vec2 facing{std::cos(s.facing_rad), std::sin(s.facing_rad)};
        // Whoever looks along `facing` has the right hand at -perp(facing).
        const Vec2 across = -perp(facing) * width, back = -facing * depth;
        const Ring corners{s.front_left, s.front_left + across, s.front_left + across + back,
                           s.front_left + back};
        if (storey < 0 || !std::all_of(corners.begin(), corners.end(), [](Vec2 p) { return is_drawable(p); }))
            return;
        PlanModel::Storey& out = plan_.storeys[static_cast<std::size_t>(storey)];
        const Polygon block{local(corners), {}};
        out.seat_backs.push_back(closed(block.outer));
        out.labels.push_back({label_point(block), s.label()});
    }

    void add_gate(const Named& named, const std::string& storey_id, const Segment& line,
                  std::optional<double> clear_width_m, OpeningState state, bool is_exit) {
        const int storey = storey_row(storey_id);
        if (storey < 0 || !is_drawable(line))
            return;
        PlanModel::Gate out;
        out.id = named.id;
        out.name = named.label();
        out.is_exit = is_exit;
        out.storey = storey;
        out.line = local(line);
        out.clear_width_m = clear_width_m.value_or(length(line));
        out.open_at_start = state == OpeningState::open;
        if (is_exit) {
            // Outward is away from the middle of the storey, as far as one can tell before the checks.
            const PlanModel::Box box = plan_.bounds(storey);
            const Vec2 normal = perp(unit(line.b - line.a));
            const Vec2 from_middle = (out.line.a + out.line.b) / 2.0 - (box.low + box.high) / 2.0;
            out.outward = dot(from_middle, normal) < 0.0 ? -normal : normal;
        }
        plan_.gates.push_back(std::move(out));
    }

    const VenueSpec& spec_;
    PlanModel plan_;
};

}  // namespace

PlanModel plan_of(const VenueSpec& spec) {
    return SpecPlan(spec).make();
}

}  // namespace wayout
