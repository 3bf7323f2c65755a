#include "analysis/voronoi.hpp"

#include "core/assert.hpp"
#include "geometry/overlay.hpp"
#include "geometry/segment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace wayout {
namespace {

/// The part of a convex ring on the side of `keep` of the perpendicular bisector of keep and other.
void cut_by_bisector(Ring& cell, Vec2 keep, Vec2 other, Ring& scratch) {
    const Vec2 across = other - keep;
    const double half = dot(across, 0.5 * (keep + other));
    scratch.clear();
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const Vec2 a = cell[i];
        const Vec2 b = cell[(i + 1) % cell.size()];
        const double beyond_a = dot(across, a) - half;
        const double beyond_b = dot(across, b) - half;
        if (beyond_a <= 0.0)
            scratch.push_back(a);
        if ((beyond_a < 0.0 && beyond_b > 0.0) || (beyond_a > 0.0 && beyond_b < 0.0))
            scratch.push_back(a + (beyond_a / (beyond_a - beyond_b)) * (b - a));
    }
    cell.swap(scratch);
}

double reach2_m2(const Ring& cell, Vec2 centre) {
    double reach2 = 0.0;
    for (const Vec2 corner : cell) reach2 = std::max(reach2, length_squared(corner - centre));
    return reach2;
}

Ring first_cell(Vec2 centre, const Box& all, std::optional<double> cutoff_m) {
    if (!cutoff_m)
        return {all.min, {all.max.x, all.min.y}, all.max, {all.min.x, all.max.y}};
    constexpr int corners = 32;
    const double sector = 2.0 * std::numbers::pi / corners;
    const double radius_m = *cutoff_m * std::sqrt(sector / std::sin(sector));
    Ring circle;
    for (int k = 0; k < corners; ++k)
        circle.push_back(centre + radius_m * Vec2{std::cos(k * sector), std::sin(k * sector)});
    return circle;
}

/// The cell of one of the people in the whole plane, or in the circle. Those at the same place share a cell:
/// a bisector between them does not exist.
Ring free_cell(std::size_t person, std::span<const Vec2> positions, std::vector<std::size_t>& by_distance,
               const Box& all, std::optional<double> cutoff_m, Ring& scratch) {
    const Vec2 centre = positions[person];
    const auto distance2 = [&](std::size_t other) { return length_squared(positions[other] - centre); };
    std::sort(by_distance.begin(), by_distance.end(), [&](std::size_t a, std::size_t b) {
        return distance2(a) != distance2(b) ? distance2(a) < distance2(b) : a < b;
    });
    Ring cell = first_cell(centre, all, cutoff_m);
    for (const std::size_t other : by_distance) {
        const double d2 = distance2(other);
        if (d2 == 0.0)
            continue;
        if (0.25 * d2 >= reach2_m2(cell, centre))
            break;
        cut_by_bisector(cell, centre, positions[other], scratch);
    }
    return cell;
}

bool crosses(const Segment& edge, const Polygon& cell, const Box& box) {
    if (!box.overlaps(bounds(edge)))
        return false;
    if (locate(cell, edge.a) != Side::outside || locate(cell, edge.b) != Side::outside)
        return true;
    for (std::size_t i = 0; i < cell.outer.size(); ++i)
        if (intersect(edge, {cell.outer[i], cell.outer[(i + 1) % cell.outer.size()]}).kind !=
            SegmentCrossing::Kind::none)
            return true;
    return false;
}

/// Of the cell's part on the floor the piece with the person: the nearest one, since snapping may move an
/// edge by a tenth of a millimetre.
Result<Region> on_floor(Polygon cell, Vec2 person, const Region& walkable,
                        std::span<const Segment> floor_edges) {
    const Box box = bounds(cell);
    if (std::none_of(floor_edges.begin(), floor_edges.end(),
                     [&](const Segment& edge) { return crosses(edge, cell, box); }))
        return Region{std::move(cell)};
    Result<Region> pieces = intersection(std::span(&cell, 1), walkable);
    if (!pieces)
        return pieces;
    const auto off = [&](const Polygon& piece) {
        if (locate(piece, person, resolution_m) != Side::outside)
            return 0.0;
        double nearest = std::numeric_limits<double>::infinity();
        for (const Segment& edge : edges(Region{piece})) nearest = std::min(nearest, distance(edge, person));
        return nearest;
    };
    const auto own = std::min_element(pieces->begin(), pieces->end(),
                                      [&](const Polygon& a, const Polygon& b) { return off(a) < off(b); });
    return own == pieces->end() ? Region{} : Region{std::move(*own)};
}

}  // namespace

Result<std::vector<Region>> voronoi_cells(std::span<const Vec2> positions, const Region& walkable,
                                          std::optional<double> cutoff_m) {
    const std::vector<Segment> floor_edges = edges(walkable);
    const Box all = bounds(walkable).grown(1.0);
    std::vector<std::size_t> by_distance(positions.size());
    std::iota(by_distance.begin(), by_distance.end(), std::size_t{0});
    Ring scratch;
    std::vector<Region> cells;
    for (std::size_t person = 0; person < positions.size(); ++person) {
        const Vec2 p = positions[person];
        const bool is_inside = std::any_of(walkable.begin(), walkable.end(), [&](const Polygon& floor) {
            return locate(floor, p, resolution_m) != Side::outside;
        });
        if (!is_inside) {
            cells.emplace_back();
            continue;
        }
        Ring ring = free_cell(person, positions, by_distance, all, cutoff_m, scratch);
        Result<Region> cell = on_floor({std::move(ring), {}}, p, walkable, floor_edges);
        if (!cell)
            return std::move(cell).error();
        cells.push_back(std::move(*cell));
    }
    return cells;
}

Result<AreaState> voronoi_state(std::span<const Sample> people, const Polygon& measured,
                                const Region& walkable, std::optional<double> cutoff_m) {
    std::vector<Vec2> positions;
    for (const Sample& sample : people) positions.push_back(sample.position_m);
    const Result<std::vector<Region>> cells = voronoi_cells(positions, walkable, cutoff_m);
    if (!cells)
        return cells.error();
    const Box measured_box = bounds(measured);
    double people_in_area = 0.0;
    double covered_m2 = 0.0;
    double speed_m3ps = 0.0;
    for (std::size_t i = 0; i < people.size(); ++i) {
        const Region& cell = (*cells)[i];
        if (cell.empty())
            continue;
        if (!measured_box.overlaps(bounds(cell)))
            continue;
        const Result<Region> common = intersection(cell, std::span(&measured, 1));
        if (!common)
            return common.error();
        const double common_m2 = area(*common);
        people_in_area += common_m2 / area(cell);
        covered_m2 += common_m2;
        speed_m3ps += common_m2 * people[i].speed_mps;
    }
    return AreaState{0.0, people_in_area / area(measured),
                     covered_m2 > 0.0 ? speed_m3ps / covered_m2 : std::numeric_limits<double>::quiet_NaN()};
}

Result<std::vector<AreaState>> voronoi_states(const Tracks& tracks, const Polygon& measured,
                                              const Region& walkable, VelocityWindow window,
                                              std::int32_t every_frames, std::optional<double> cutoff_m) {
    WAYOUT_ASSERT(every_frames > 0, "frames are read forwards");
    std::vector<AreaState> states;
    for (std::int32_t frame = tracks.begin_frame(); frame < tracks.end_frame(); frame += every_frames) {
        Result<AreaState> state =
            voronoi_state(people_at(tracks, frame, window), measured, walkable, cutoff_m);
        if (!state)
            return std::move(state).error();
        state->time_s = frame * tracks.frame_s;
        states.push_back(*state);
    }
    return states;
}

}  // namespace wayout
