/// From the polygons of the storeys to walkable floors.
#include "geometry/polygon_locator.hpp"
#include "geometry/segment_grid.hpp"
#include "venue/draft.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace wayout {

namespace {

/// Slits narrower than this between floors that nearly touch are slips of the drawing: no wall is that thin,
/// and the floor on the other side would silently not be reachable.
constexpr double min_gap_m = 1e-3;

/// Reports unsound polygons and goes on with what they probably stand for, so that other problems are found
/// too and none is reported that is only a consequence.
void repair_flawed(Draft& draft, const StoreyDraft& storey, std::vector<PolygonDraft>& polygons) {
    std::vector<PolygonDraft> sound;
    for (PolygonDraft& p : polygons) {
        const std::optional<Flaw> flaw = find_flaw(p.polygon);
        if (!flaw) {
            sound.push_back(std::move(p));
            continue;
        }
        draft.problems.error(
            ErrorCode::geometry, p.where,
            fmt::format("the polygon is not usable: {} at {}; edges must not cross or touch each other, and "
                        "holes must lie inside",
                        flaw->reason, draft.problems.text(flaw->at)),
            Spot{storey.spec->id, flaw->at});
        for (Polygon& part : repaired(p.polygon)) sound.push_back({std::move(part), p.where});
    }
    polygons = std::move(sound);
}

/// Slits are narrowest at a point of the outline, so each point is compared with the edges near it.
void report_gaps(Draft& draft, const StoreyDraft& storey) {
    const PolygonLocator floor(storey.floor, 0.0);
    const SegmentGrid grid(edges(storey.floor));
    std::vector<std::uint32_t> near;
    std::size_t found = 0;
    for (const Segment& e : grid.segments()) {
        const Vec2 p = e.a;
        Box box;
        box.add(p);
        grid.query(box.grown(min_gap_m), near);
        for (const std::uint32_t row : near) {
            const Segment& other = grid.segments()[row];
            const Vec2 q = closest_point(other, p);
            const double gap_m = distance(p, q);
            if (p == other.a || p == other.b || gap_m <= 0.0 || gap_m >= min_gap_m ||
                floor.covers(0.5 * (p + q)))
                continue;
            ++found;
            if (found == 1)
                draft.problems.error(ErrorCode::geometry, storey.where,
                                     fmt::format("parts of the floor nearly touch at {}: the gap is {:.1f} "
                                                 "mm, and nobody could cross it; let the "
                                                 "polygons share the edge or overlap, or leave at least 1 mm",
                                                 draft.problems.text(p), 1000.0 * gap_m),
                                     Spot{storey.spec->id, p});
            break;
        }
    }
    if (found > 1)
        draft.problems.error(
            ErrorCode::geometry, storey.where,
            fmt::format("{} more points of the floor lie less than 1 mm from another edge", found - 1));
}

/// Same shape wherever the ring starts: the sorted points.
std::vector<std::pair<double, double>> shape_key(const Polygon& polygon) {
    std::vector<std::pair<double, double>> key;
    for (const Vec2 p : polygon.outer) key.emplace_back(p.x, p.y);
    std::sort(key.begin(), key.end());
    return key;
}

void check_obstacles(Draft& draft, StoreyDraft& storey) {
    const PolygonLocator floor(storey.floor);
    const SegmentGrid outline(edges(storey.floor));
    std::map<std::vector<std::pair<double, double>>, const std::string*> seen;
    std::vector<std::uint32_t> near;
    for (const PolygonDraft& o : storey.obstacles) {
        const auto [first, is_new] = seen.emplace(shape_key(o.polygon), &o.where);
        const Spot spot{storey.spec->id, centroid(o.polygon)};
        if (!is_new)
            draft.problems.warning(
                ErrorCode::geometry, o.where,
                fmt::format("the obstacle is a duplicate of {}; remove one of them", *first->second), spot);
        // Most obstacles have a corner on the floor; only for the others the overlay has to tell.
        const bool has_corner_inside = std::any_of(o.polygon.outer.begin(), o.polygon.outer.end(),
                                                   [&](Vec2 p) { return floor.locate(p) == Side::inside; });
        if (has_corner_inside)
            continue;
        const Result<Region> common = intersection(storey.floor, {&o.polygon, 1});
        if (common && area(*common) < 1e-6)
            draft.problems.error(ErrorCode::geometry, o.where,
                                 fmt::format("the obstacle at {} lies outside the floor and blocks nothing; "
                                             "correct its coordinates or its "
                                             "storey, or remove it",
                                             draft.problems.text(spot.at)),
                                 spot);
    }
}

}  // namespace

void draft_floors(Draft& draft) {
    for (StoreyDraft& storey : draft.storeys) {
        repair_flawed(draft, storey, storey.floor_polygons);
        repair_flawed(draft, storey, storey.obstacles);
        std::vector<Polygon> polygons;
        for (const PolygonDraft& p : storey.floor_polygons) polygons.push_back(p.polygon);
        Result<Region> floor = unite(polygons);
        if (!floor) {
            draft.problems.errors_at(floor.error(), storey.where);
            continue;
        }
        storey.floor = std::move(*floor);
        storey.footprint = storey.floor;
        report_gaps(draft, storey);
        check_obstacles(draft, storey);
    }
}

void cut_floors(Draft& draft) {
    for (StoreyDraft& storey : draft.storeys) {
        std::vector<Polygon> blocked;
        for (const PolygonDraft& o : storey.obstacles) blocked.push_back(o.polygon);
        for (const ThickWallDraft& w : storey.thick_walls) {
            Result<Region> area = thicken(w.line, w.thickness_m);
            if (area && !w.cuts.empty())
                area = subtract(*area, w.cuts);
            if (!area) {
                draft.problems.errors_at(area.error(), w.where, Spot{storey.spec->id, w.line.front()});
                continue;
            }
            blocked.insert(blocked.end(), area->begin(), area->end());
        }
        if (blocked.empty())
            continue;
        Result<Region> floor = subtract(storey.floor, blocked);
        if (!floor) {
            draft.problems.errors_at(floor.error(), storey.where);
            continue;
        }
        storey.floor = std::move(*floor);
    }
}

void check_zones(Draft& draft) {
    for (const std::size_t row : draft.zones) {
        const ZoneSpec& z = draft.spec.zones[row];
        const std::size_t storey = draft.storey_row(z.storey);
        const Polygon polygon = draft.frame.local(z.polygon);
        const std::string where = place_of(z, "zone", "zones", row, "polygon");
        if (const auto flaw = find_flaw(polygon)) {
            draft.problems.error(ErrorCode::geometry, where,
                                 fmt::format("the polygon of the zone is not usable: {} at {}", flaw->reason,
                                             draft.problems.text(flaw->at)),
                                 draft.spot(storey, flaw->at));
            continue;
        }
        const Result<Region> common = intersection(draft.storeys[storey].footprint, {&polygon, 1});
        if (common && area(*common) < 1e-6)
            draft.problems.warning(ErrorCode::geometry, where,
                                   "the zone lies outside the floor of its storey, nobody will ever be in it",
                                   draft.spot(storey, centroid(polygon)));
    }
}

}  // namespace wayout
