/// The plan of a description that has not been checked, for the picture of its problems.
#include "output/plan_model.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

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
                        {label_point(polygon, boxes_of_ways(plan_, storey)), z.label()});
            }
        for (const ExitSpec& e : spec_.exits) add_gate(e, e.storey, e.line, e.clear_width_m, e.state, true);
        for (const DoorSpec& d : spec_.doors) add_gate(d, d.storey, d.line, d.clear_width_m, d.state, false);
        return std::move(plan_);
    }

private:
    void find_origin() {
        Box box;
        const auto add = [&](const Ring& ring) {
            for (const Vec2 p : ring)
                if (is_drawable(p))
                    box.add(p);
        };
        for (const StoreySpec& s : spec_.storeys) {
            for (const Polygon& p : s.floor) add(p.outer);
            for (const WallSpec& w : s.walls) add(w.line);
        }
        for (const TierSpec& t : spec_.tiers) add(t.polygon.outer);
        for (const StairSpec& s : spec_.stairs)
            for (const FlightSpec& f : s.flights) add({f.foot.a, f.foot.b, f.top.a, f.top.b});
        if (box.is_empty())
            return;
        plan_.origin_m = {std::floor(box.min.x), std::floor(box.min.y)};
        plan_.extent_m = box.max - plan_.origin_m;
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
            const Box box = plan_.bounds(storey);
            const Vec2 normal = perp(unit(line.b - line.a));
            const Vec2 from_middle = (out.line.a + out.line.b) / 2.0 - (box.min + box.max) / 2.0;
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
