/// From the finished draft to the Venue: surfaces, gates, walls, zones.
#include "venue/draft.hpp"
#include "venue/outline.hpp"

#include <algorithm>

namespace wayout {

namespace {

constexpr double shortest_wall_m = 1e-3;

class Assembler {
public:
    Assembler(Draft& draft, Venue& venue) : draft_(draft), venue_(venue) {}

    void run() {
        venue_.name = draft_.spec.name;
        venue_.origin_m = draft_.frame.origin_m;
        venue_.extent_m = draft_.frame.extent_m;
        add_surfaces();
        add_gates();
        for (std::size_t s = 0; s < venue_.surfaces.size(); ++s) add_walls(s);
        venue_.seats = std::move(draft_.seats);
        venue_.seat_rows = std::move(draft_.seat_rows);
        add_zones();
        find_narrowest_passage();
    }

private:
    void add_surfaces() {
        for (const StoreyDraft& d : draft_.storeys) {
            Surface s;
            s.kind = SurfaceKind::floor;
            s.storey = StoreyId::from(d.row);
            s.id = d.spec->id;
            s.name = d.spec->label();
            s.walkable = d.floor;
            s.footprint = d.footprint;
            s.z_at_origin_m = d.spec->elevation_m;
            venue_.storeys.push_back({s.id, s.name, s.z_at_origin_m, SurfaceId::from(d.row)});
            venue_.surfaces.push_back(std::move(s));
        }
        for (const PieceDraft& p : draft_.pieces) venue_.surfaces.push_back(p.surface);
        for (Surface& s : venue_.surfaces) s.area_m2 = area(s.walkable);
    }

    void add_gates() {
        for (const OpeningDraft& o : draft_.openings) {
            Gate g;
            g.kind = o.kind;
            g.id = o.item->id;
            g.name = o.item->label();
            g.line = o.clear;
            g.left = SurfaceId::from(o.storey);
            if (o.kind == GateKind::door)
                g.right = g.left;
            else
                ++venue_.exit_count;
            g.storey = StoreyId::from(o.storey);
            g.clear_width_m = length(o.clear);
            g.open_at_start = o.is_open;
            g.flow_limit = o.flow_limit;
            apply_rules(o, g);
            venue_.gates.push_back(std::move(g));
        }
        for (const JointDraft& j : draft_.joints) {
            Gate g;
            g.kind = GateKind::joint;
            g.id = j.item->id;
            g.name = j.item->label();
            g.line = j.clear;
            g.left = SurfaceId::from(j.lower);
            g.right = SurfaceId::from(j.upper);
            g.storey = StoreyId::from(j.storey);
            g.clear_width_m = length(j.clear);
            venue_.gates.push_back(std::move(g));
        }
    }

    static void apply_rules(const OpeningDraft& o, Gate& g) {
        g.is_locked = o.is_locked;
        g.leaves = o.rules->leaves;
        // Fitting may have turned the line round.
        const bool starts_at_a = distance(g.line.a, o.first_point) <= distance(g.line.b, o.first_point);
        if (g.leaves)
            g.first_leaf =
                starts_at_a ? Segment{g.line.a, midpoint(g.line)} : Segment{midpoint(g.line), g.line.b};
        if (o.one_way_towards)
            g.way = orientation(g.line.a, g.line.b, *o.one_way_towards) > 0.0 ? GateWay::right_to_left
                                                                              : GateWay::left_to_right;
        g.refuses = o.rules->refuses;
        g.is_refusal_known = o.rules->is_refusal_known || o.kind == GateKind::door;
        g.service_s = o.rules->service_s;
    }

    void add_wall(std::size_t surface, const Segment& line, bool one_sided = false) {
        if (length(line) >= shortest_wall_m)
            venue_.walls.push_back({line, SurfaceId::from(surface), one_sided});
    }

    void add_walls(std::size_t surface) {
        const SurfaceId id = SurfaceId::from(surface);
        const Region& area = venue_.surfaces[surface].walkable;
        const SegmentGrid grid(edges(area));

        // The edge of the area, but for the gates that lie on it.
        std::vector<std::vector<SegmentPiece>> open(grid.segments().size());
        std::vector<std::uint32_t> near;
        for (const Gate& g : venue_.gates) {
            if (g.kind == GateKind::door || (g.left != id && g.right != id))
                continue;
            grid.query(bounds(g.line).grown(touch_m), near);
            for (const std::uint32_t row : near)
                if (const auto piece = overlap_along(grid.segments()[row], g.line, touch_m))
                    open[row].push_back(*piece);
        }
        for (std::size_t row = 0; row < open.size(); ++row) {
            const Segment& edge = grid.segments()[row];
            for (const SegmentPiece& rest : complement(merged(std::move(open[row]), 0.0), length(edge)))
                add_wall(surface, piece_of(edge, rest));
        }
        if (surface < draft_.storeys.size()) {
            add_thin_walls(surface, grid);
            for (const OpeningDraft& o : draft_.openings)
                if (o.kind == GateKind::door && o.storey == surface) {
                    add_wall(surface, {o.line.a, o.clear.a});
                    add_wall(surface, {o.clear.b, o.line.b});
                }
        }
        for (const Wall& w : draft_.seat_walls)
            if (w.surface == id)
                venue_.walls.push_back(w);
    }

    /// Only the pieces within the area: along its edge they would be walls twice, outside they stop nobody.
    void add_thin_walls(std::size_t surface, const SegmentGrid& grid) {
        const PolygonLocator inside(venue_.surfaces[surface].walkable, 1e-3);
        std::vector<std::uint32_t> near;
        for (const Segment& wall : draft_.storeys[surface].thin_walls) {
            std::vector<double> cuts{0.0, 1.0};
            grid.query(bounds(wall).grown(1e-3), near);
            for (const std::uint32_t row : near) {
                const SegmentCrossing c = intersect(wall, grid.segments()[row], 1e-6);
                if (c.kind == SegmentCrossing::Kind::none)
                    continue;
                cuts.push_back(c.t_a);
                cuts.push_back(c.t_b);
            }
            std::sort(cuts.begin(), cuts.end());
            const Vec2 along = wall.b - wall.a;
            // Neighbouring pieces that are kept become one wall again.
            double from = -1.0;
            for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
                const bool keep =
                    cuts[i + 1] > cuts[i] &&
                    inside.locate(wall.a + 0.5 * (cuts[i] + cuts[i + 1]) * along) == Side::inside;
                if (keep && from < 0.0)
                    from = cuts[i];
                const bool ends = from >= 0.0 && (i + 2 == cuts.size() || (!keep && cuts[i + 1] > cuts[i]));
                if (!ends)
                    continue;
                const double to = keep ? cuts[i + 1] : cuts[i];
                add_wall(surface, {from <= 0.0 ? wall.a : wall.a + from * along,
                                   to >= 1.0 ? wall.b : wall.a + to * along});
                from = -1.0;
            }
        }
    }

    void add_zones() {
        for (const std::size_t row : draft_.zones) {
            const ZoneSpec& z = draft_.spec.zones[row];
            Polygon polygon = draft_.frame.local(z.polygon);
            orient(polygon);
            venue_.zones.push_back(
                {z.id, z.label(), z.use, StoreyId::from(draft_.storey_row(z.storey)), std::move(polygon)});
        }
    }

    void find_narrowest_passage() {
        double narrowest_m = std::numeric_limits<double>::infinity();
        for (const Gate& g : venue_.gates)
            narrowest_m = std::min(narrowest_m, g.leaves ? 0.5 * g.clear_width_m : g.clear_width_m);
        for (const SeatRow& r : venue_.seat_rows) narrowest_m = std::min(narrowest_m, r.clear_width_m);
        venue_.narrowest_passage_m = narrowest_m;
    }

    Draft& draft_;
    Venue& venue_;
};

}  // namespace

void assemble(Draft& draft, Venue& venue) {
    Assembler(draft, venue).run();
}

}  // namespace wayout
