#include "verification/boundary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr double cell_m = 0.5;
/// Ways longer than this in one step do not occur: 1.5 x 2.2 m/s x 0.1 s.
constexpr double longest_way_m = 0.4;

void append_ring(const Ring& ring, std::vector<Segment>& edges) {
    for (std::size_t i = 0; i < ring.size(); ++i) edges.push_back({ring[i], ring[(i + 1) % ring.size()]});
}

bool ring_contains(const Ring& ring, Vec2 p) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const Vec2 a = ring[i];
        const Vec2 b = ring[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
            inside = !inside;
    }
    return inside;
}

/// The wall line without the openings that lie on it.
std::vector<Segment> without_openings(const Segment& wall, double thickness_m,
                                      const std::vector<Segment>& openings) {
    const double wall_m = length(wall);
    const Vec2 along = unit(wall.b - wall.a);
    std::vector<std::pair<double, double>> gaps;
    for (const Segment& opening : openings) {
        const double off_a = std::abs(cross(along, opening.a - wall.a));
        const double off_b = std::abs(cross(along, opening.b - wall.a));
        if (std::max(off_a, off_b) > 0.5 * thickness_m + 0.01)
            continue;
        const double at_a = dot(opening.a - wall.a, along);
        const double at_b = dot(opening.b - wall.a, along);
        const double from = std::max(0.0, std::min(at_a, at_b));
        const double to = std::min(wall_m, std::max(at_a, at_b));
        if (from < to)
            gaps.emplace_back(from, to);
    }
    std::sort(gaps.begin(), gaps.end());
    std::vector<Segment> rest;
    double done_m = 0.0;
    for (const auto& [from, to] : gaps) {
        if (from > done_m)
            rest.push_back({wall.a + done_m * along, wall.a + from * along});
        done_m = std::max(done_m, to);
    }
    if (done_m < wall_m)
        rest.push_back({wall.a + done_m * along, wall.b});
    return rest;
}

Segment clear_part(const Segment& line, const std::optional<double>& clear_width_m) {
    if (!clear_width_m)
        return line;
    const Vec2 middle = 0.5 * (line.a + line.b);
    const Vec2 half = 0.5 * *clear_width_m * unit(line.b - line.a);
    return {middle - half, middle + half};
}

WalkablePiece storey_piece(const VenueSpec& venue, const StoreySpec& storey) {
    std::vector<Segment> openings;
    for (const DoorSpec& door : venue.doors)
        if (door.storey == storey.id)
            openings.push_back(clear_part(door.line, door.clear_width_m));
    for (const ExitSpec& exit : venue.exits)
        if (exit.storey == storey.id)
            openings.push_back(clear_part(exit.line, exit.clear_width_m));
    std::vector<Segment> walls;
    for (const WallSpec& wall : storey.walls)
        for (std::size_t i = 0; i + 1 < wall.line.size(); ++i)
            for (const Segment& piece :
                 without_openings({wall.line[i], wall.line[i + 1]}, wall.thickness_m, openings))
                walls.push_back(piece);
    for (const ObstacleSpec& obstacle : storey.obstacles) append_ring(obstacle.polygon.outer, walls);
    return {storey.floor, walls};
}

WalkablePiece stair_piece(const StairSpec& stair) {
    std::vector<Polygon> parts = stair.landings;
    for (const FlightSpec& flight : stair.flights) {
        // Foot and top may be drawn in either direction; the quadrangle must not cross itself.
        const bool same = dot(flight.foot.b - flight.foot.a, flight.top.b - flight.top.a) >= 0.0;
        const Segment top = same ? flight.top : Segment{flight.top.b, flight.top.a};
        parts.push_back({{flight.foot.a, flight.foot.b, top.b, top.a}, {}});
    }
    return {std::move(parts), {}};
}

}  // namespace

double distance_m(Vec2 p, const Segment& segment) {
    const Vec2 along = segment.b - segment.a;
    const double squared = length_squared(along);
    const double share = squared > 0.0 ? std::clamp(dot(p - segment.a, along) / squared, 0.0, 1.0) : 0.0;
    return distance(p, segment.a + share * along);
}

bool contains(const Polygon& polygon, Vec2 p) {
    if (!ring_contains(polygon.outer, p))
        return false;
    return std::none_of(polygon.holes.begin(), polygon.holes.end(),
                        [p](const Ring& hole) { return ring_contains(hole, p); });
}

double crossing_share(Vec2 a, Vec2 b, const Segment& line) {
    const Vec2 along = line.b - line.a;
    const double before = cross(along, a - line.a);
    const double after = cross(along, b - line.a);
    if (before == 0.0 || before * after > 0.0)
        return -1.0;
    const double share = before / (before - after);
    const double place = dot(a + share * (b - a) - line.a, along) / length_squared(along);
    return place >= 0.0 && place <= 1.0 ? share : -1.0;
}

WalkablePiece::WalkablePiece(std::vector<Polygon> parts, std::vector<Segment> walls)
    : parts_(std::move(parts)), walls_(std::move(walls)) {
    for (const Polygon& part : parts_) {
        append_ring(part.outer, edges_);
        for (const Ring& hole : part.holes) append_ring(hole, edges_);
    }
    if (edges_.empty())
        return;
    low_ = edges_.front().a;
    Vec2 high = low_;
    for (const Segment& edge : edges_) {
        low_ = {std::min(low_.x, edge.a.x), std::min(low_.y, edge.a.y)};
        high = {std::max(high.x, edge.a.x), std::max(high.y, edge.a.y)};
    }
    low_ -= {cell_m, cell_m};
    columns_ = static_cast<std::size_t>((high.x - low_.x) / cell_m) + 2;
    rows_ = static_cast<std::size_t>((high.y - low_.y) / cell_m) + 2;
    state_.resize(columns_ * rows_);
    walls_of_cell_.resize(state_.size());
    const double half_diagonal_m = cell_m * std::sqrt(0.5);
    for (std::size_t cell = 0; cell < state_.size(); ++cell) {
        const Vec2 centre = cell_centre(cell);
        const bool has_edge = std::any_of(edges_.begin(), edges_.end(), [&](const Segment& edge) {
            return distance_m(centre, edge) <= half_diagonal_m;
        });
        state_[cell] = has_edge            ? CellState::near_edge
                       : is_inside(centre) ? CellState::inside
                                           : CellState::outside;
        for (std::size_t wall = 0; wall < walls_.size(); ++wall)
            if (distance_m(centre, walls_[wall]) <= half_diagonal_m + longest_way_m)
                walls_of_cell_[cell].push_back(static_cast<std::uint32_t>(wall));
    }
}

std::size_t WalkablePiece::cell_of(Vec2 p) const {
    const auto index = [](double offset_m, std::size_t count) {
        return static_cast<std::size_t>(
            std::clamp(std::floor(offset_m / cell_m), 0.0, static_cast<double>(count - 1)));
    };
    return index(p.y - low_.y, rows_) * columns_ + index(p.x - low_.x, columns_);
}

Vec2 WalkablePiece::cell_centre(std::size_t cell) const {
    return low_ + cell_m * Vec2{0.5 + static_cast<double>(cell % columns_),
                                0.5 + static_cast<double>(cell / columns_)};
}

bool WalkablePiece::is_inside(Vec2 p) const {
    return std::any_of(parts_.begin(), parts_.end(), [p](const Polygon& part) { return contains(part, p); });
}

double WalkablePiece::distance_outside_m(Vec2 p) const {
    if (edges_.empty())
        return std::numeric_limits<double>::infinity();
    if (state_[cell_of(p)] == CellState::inside || is_inside(p))
        return 0.0;
    double nearest_m = std::numeric_limits<double>::infinity();
    for (const Segment& edge : edges_) nearest_m = std::min(nearest_m, distance_m(p, edge));
    return nearest_m;
}

bool WalkablePiece::crosses_wall(Vec2 a, Vec2 b) const {
    if (walls_.empty())
        return false;
    const auto& near = walls_of_cell_[cell_of(a)];
    return std::any_of(near.begin(), near.end(),
                       [&](std::uint32_t wall) { return crossing_share(a, b, walls_[wall]) >= 0.0; });
}

Boundary boundary_of(const VenueSpec& venue) {
    Boundary boundary;
    for (const StoreySpec& storey : venue.storeys) boundary.storeys.push_back(storey_piece(venue, storey));
    for (const StairSpec& stair : venue.stairs) boundary.stairs.push_back(stair_piece(stair));
    return boundary;
}

}  // namespace wayout
