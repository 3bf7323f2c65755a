#include "navigation/guidance.hpp"

#include "geometry/segment.hpp"
#include "navigation/grid_walk.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace wayout {

namespace {

// Locomotion spec 9.1.
constexpr double gate_sight_m = 3.0;
constexpr double look_ahead_m = 3.0;
/// In seat rows there is nothing to see but the row.
constexpr double look_ahead_in_row_m = 1.0;
constexpr double near_wall_m = 0.6;
/// So far from walls the ground is open: nobody comes close to one within half a second.
constexpr double open_ground_m = NavigationGrid::max_wall_distance_m;
/// Cells farther from walls than this are not soft.
constexpr double inflation_reach_m = 0.15;
constexpr double jamb_margin_m = 0.05;
/// Bodies that slide along a wall touch it and are not in its way.
constexpr double touch_m = 0.02;
/// In the open people look this far ahead along the gradient; only the direction matters.
constexpr double open_aim_m = 2.0;
/// So close to a gate line people walk straight over it, to a point so far behind it.
constexpr double at_gate_m = 0.3;
constexpr double over_gate_m = 0.5;
/// A straight view shorter than this is no look-ahead; then bodies may brush the walls.
constexpr double min_view_m = 0.3;
/// Times a cell beside the way are later by no more than this; our choice.
constexpr float round_costs_s = 0.1F;
/// Within so many cells of a goal line the cells carry its exact distance (the solver seeds five).
constexpr double exact_look_cells = 4.0;

float time_of(const TravelTimeField& field, CellIndex c) {
    return field.time_s[cell_row(c)];
}

/// The neighbour if one can get there and knows the way from there.
CellIndex open_neighbour(const NavigationGrid& grid, const TravelTimeField& field, CellIndex c,
                         LatticeDirection d) {
    const CellIndex n = grid.neighbour(c, d);
    if (n == no_cell || !link_is_open(grid, field, c, d) || !(time_of(field, n) < TravelTimeField::unknown))
        return no_cell;
    return n;
}

/// Minus the gradient of the field at a cell, in seconds per cell, by one-sided differences towards earlier
/// neighbours. Cells close to walls do not pull others: they would draw people into corners.
Vec2 descent(const NavigationGrid& grid, const TravelTimeField& field, CellIndex c) {
    const float here = time_of(field, c);
    const bool soft = grid.is(c, NavigationGrid::soft);
    const auto pull = [&](LatticeDirection positive) {
        float earliest = here;
        bool is_positive = true;
        for (const LatticeDirection d : {positive, opposite(positive)}) {
            const CellIndex n = open_neighbour(grid, field, c, d);
            if (n != no_cell && time_of(field, n) < earliest && (soft || !grid.is(n, NavigationGrid::soft))) {
                earliest = time_of(field, n);
                is_positive = d == positive;
            }
        }
        return static_cast<double>(is_positive ? here - earliest : earliest - here);
    };
    return {pull(LatticeDirection::east), pull(LatticeDirection::north)};
}

/// False for the direction of a level or unknown field.
bool is_unit(Vec2 direction) {
    return std::abs(length_squared(direction) - 1.0) < 1e-6;
}

/// The square of four cells around a position: the cell itself, one column and one row on.
struct Square {
    std::int32_t column_step{1};  ///< -1 or 1
    std::int32_t row_step{1};
    double wx{};  ///< weight of the next column, 0 .. 1
    double wy{};

    LatticeDirection x() const { return column_step > 0 ? LatticeDirection::east : LatticeDirection::west; }
    LatticeDirection y() const { return row_step > 0 ? LatticeDirection::north : LatticeDirection::south; }
};

[[gnu::always_inline]] inline Square square_at(const NavigationGrid& grid, CellIndex c, Vec2 p) {
    const Vec2 u = (p - grid.centre(c)) / grid.cell_m();
    return {1 - 2 * static_cast<std::int32_t>(u.x < 0.0), 1 - 2 * static_cast<std::int32_t>(u.y < 0.0),
            std::min(1.0, std::abs(u.x)), std::min(1.0, std::abs(u.y))};
}

/// Times of those four cells.
struct CornerTimes {
    Square square;
    double t00{};
    double t10{};  ///< one column on
    double t01{};  ///< one row on
    double t11{};

    double time() const {
        return (1.0 - square.wy) * (t00 + square.wx * (t10 - t00)) +
               square.wy * (t01 + square.wx * (t11 - t01));
    }
    /// Minus the gradient of time(), in seconds per cell.
    Vec2 descent() const {
        return {square.column_step * ((1.0 - square.wy) * (t00 - t10) + square.wy * (t01 - t11)),
                square.row_step * ((1.0 - square.wx) * (t00 - t01) + square.wx * (t10 - t11))};
    }
};

/// In the open, where nothing stands between the cells. Times that are unknown make the result unknown.
[[gnu::always_inline]] inline CornerTimes plain_corner_times(const NavigationGrid& grid,
                                                             const TravelTimeField& field, CellIndex c,
                                                             const Square& q) {
    const NavigationGrid::Corners n = grid.plain_corners(c, q.column_step, q.row_step);
    return {q, double{time_of(field, c)}, double{time_of(field, n.beside)}, double{time_of(field, n.above)},
            double{time_of(field, n.diagonal)}};
}

struct Waypoint {
    Vec2 point;
    CellIndex cell{no_cell};
};

/// The way from p down the field, in steps of about 0.2 m.
class WayDown {
public:
    WayDown(const NavigationGrid& grid, const TravelTimeField& field, CellIndex c, Vec2 p, double reach_m)
        : step_m_(std::max(0.2, grid.cell_m())) {
        Waypoint here{p, c};
        double length_m = 0.0;
        while (length_m < reach_m && count_ < points_.size()) {
            Waypoint next = step_in_the_open(grid, field, here);
            if (next.cell == no_cell)
                next = step_beside_walls(grid, field, here);
            // Corners and rounding: then the earliest neighbour is always further on the way.
            if (next.cell == no_cell || !(time_of(field, next.cell) < time_of(field, here.cell)))
                next = earliest_neighbour(grid, field, here.cell);
            if (next.cell == no_cell)
                break;
            length_m += distance(here.point, next.point);
            here = next;
            points_[count_++] = here;
        }
    }

    std::size_t size() const { return count_; }
    const Waypoint& operator[](std::size_t i) const { return points_[i]; }

private:
    /// Where nothing can stand within a step and no cell around is close to a wall.
    Waypoint step_in_the_open(const NavigationGrid& grid, const TravelTimeField& field,
                              const Waypoint& here) const {
        const double open_m = inflation_reach_m + std::max(step_m_, 1.5 * grid.cell_m());
        if (!grid.is(here.cell, NavigationGrid::plain) || grid.wall_distance_m(here.cell) < open_m)
            return {};
        const Square q = square_at(grid, here.cell, here.point);
        const Vec2 down = unit(plain_corner_times(grid, field, here.cell, q).descent());
        const Vec2 point = here.point + step_m_ * down;
        // Plain cells are at least two cells away from gates: a short step does not cross one.
        if (!is_unit(down) || step_m_ > 2.01 * grid.cell_m())
            return {};
        return {point, grid.cell_at(grid.surface(here.cell), grid.lattice_point(point))};
    }

    Waypoint step_beside_walls(const NavigationGrid& grid, const TravelTimeField& field,
                               const Waypoint& here) const {
        const Vec2 down = descent(grid, field, here.cell);
        if (down == Vec2{})
            return {};
        const Vec2 point = here.point + step_m_ * unit(down);
        return {point, walk_straight(grid, field, here.cell, here.point, point, {})};
    }

    static Waypoint earliest_neighbour(const NavigationGrid& grid, const TravelTimeField& field,
                                       CellIndex c) {
        Waypoint best;
        for (const LatticeDirection d : lattice_directions) {
            const CellIndex n = open_neighbour(grid, field, c, d);
            if (n == no_cell || (grid.is(n, NavigationGrid::soft) && !grid.is(c, NavigationGrid::soft)))
                continue;
            if (time_of(field, n) < time_of(field, best.cell == no_cell ? c : best.cell))
                best = {grid.centre(n), n};
        }
        return best;
    }

    double step_m_;
    std::array<Waypoint, 40> points_;
    std::size_t count_{0};
};

/// The farthest point of the way that a straight line reaches, by bisection: what comes into sight later on
/// the way is not looked for.
std::optional<Vec2> farthest_in_sight(const NavigationGrid& grid, const TravelTimeField& field, CellIndex c,
                                      Vec2 p, const WayDown& way, std::uint8_t min_wall_units) {
    // What is in sight may lie behind ground that costs more than the way round it.
    const WalkRule rule{.min_wall_units = min_wall_units,
                        .latest_s = field.has_costs ? time_of(field, c) + round_costs_s
                                                    : std::numeric_limits<float>::infinity()};
    const auto in_sight = [&](std::size_t i) {
        return walk_straight(grid, field, c, p, way[i].point, rule) == way[i].cell;
    };
    if (way.size() == 0)
        return std::nullopt;
    if (in_sight(way.size() - 1))
        return way[way.size() - 1].point;
    std::size_t seen = 0;  // number of points known to be in sight
    std::size_t hidden = way.size() - 1;
    while (seen < hidden) {
        const std::size_t middle = seen + (hidden - seen) / 2;
        if (in_sight(middle))
            seen = middle + 1;
        else
            hidden = middle;
    }
    if (seen == 0)
        return std::nullopt;
    return way[seen - 1].point;
}

std::optional<Vec2> look_ahead(const NavigationGrid& grid, const TravelTimeField& field, CellIndex c, Vec2 p,
                               double radius_m) {
    const bool in_row = grid.is(c, NavigationGrid::seat_row);
    const WayDown way(grid, field, c, p, in_row ? look_ahead_in_row_m : look_ahead_m);
    if (way.size() == 0)
        return std::nullopt;
    // Out of a seat straight into the row, not over the neighbours.
    if (grid.is(c, NavigationGrid::seat)) {
        std::size_t i = 0;
        while (i + 1 < way.size() && grid.is(way[i].cell, NavigationGrid::soft)) ++i;
        return way[i].point;
    }
    // Keep the body clear of corners, as far as it is clear now.
    const auto body = static_cast<std::uint8_t>(std::min(
        static_cast<double>(grid.wall_units(c)), std::floor(radius_m * NavigationGrid::wall_units_per_m)));
    std::optional<Vec2> aim = farthest_in_sight(grid, field, c, p, way, body);
    if (!aim || distance(*aim, p) < min_view_m) {
        const std::optional<Vec2> closer = farthest_in_sight(grid, field, c, p, way, 0);
        if (closer)
            aim = closer;
    }
    // So close to a wall that it hides the square that p lies in: the line was tried from the centre of the
    // cell.
    if (aim && grid.lattice_point(p) != grid.lattice(c) && grid.wall_between(grid.surface(c), p, *aim))
        return grid.centre(c);
    return aim ? aim : way[0].point;
}

/// Just behind a gate: straight on, away from its line.
std::optional<Vec2> aim_past_gate(const NavigationGrid& grid, const TravelTimeField& field, CellIndex c,
                                  Vec2 p) {
    if (!grid.is(c, NavigationGrid::past_gate))
        return std::nullopt;
    for (const NavigationGrid::CellGate& beside : grid.gates_beside(c)) {
        if (field.next_gate[cell_row(c)] == beside.gate ||
            field.passable[static_cast<std::size_t>(beside.gate)] == 0)
            continue;
        const auto g = static_cast<std::size_t>(beside.gate);
        const Segment& line = passage_line(grid.venue().gates[g], field.passable[g]);
        const Vec2 along = direction(line);
        const double t = dot(p - line.a, along);
        const double offset = cross(along, p - line.a);
        const double behind = std::abs(offset);
        if (t < 0.0 || t > length(line) || behind >= NavigationGrid::straight_on_m)
            continue;
        const Vec2 onwards = offset > 0.0 ? perp(along) : -perp(along);
        // Those who come from the other side have crossed this gate; on the side that one leaves, it lies
        // ahead.
        const CellIndex other_side = grid.locate(grid.surface(c), p - (behind + grid.cell_m()) * onwards);
        if (other_side != no_cell && field.next_gate[cell_row(other_side)] == beside.gate)
            return p + (NavigationGrid::straight_on_m - behind + over_gate_m) * onwards;
    }
    return std::nullopt;
}

/// Whether a body gets straight from p to a point on a gate: over free cells, and over the last metre, where
/// jambs are near, past all walls.
bool gate_in_sight(const NavigationGrid& grid, const TravelTimeField& field, CellIndex c, Vec2 p,
                   Vec2 target) {
    const double away = distance(target, p);
    const Vec2 way = unit(target - p);
    // The cell of the target itself may lie in the wall or beyond the floor.
    const double end = away - 0.75 * grid.cell_m();
    if (end <= 0.0)
        return true;
    const double middle = std::max(0.0, away - 1.0);
    const CellIndex m = walk_straight(grid, field, c, p, p + middle * way, {});
    if (m == no_cell)
        return false;
    const Vec2 from = p + middle * way;
    const Vec2 to = p + end * way;
    return walk_straight(grid, field, m, from, to, {.soft_anywhere = true}) != no_cell &&
           !grid.wall_between(grid.surface(m), from, to);
}

/// Whether the body gets past the corners on the straight way from p to a point on a gate: the way must be as
/// wide as the body until the body could touch what stands in line with the gate. Its own jambs are stepped
/// round; a corner further in front would stop whoever aims past it, with no free way to either side.
bool body_passes_corners(const NavigationGrid& grid, SurfaceId surface, Vec2 p, Vec2 target,
                         const Segment& gate_line, double radius_m) {
    const double before_m = std::abs(cross(direction(gate_line), p - gate_line.a));
    const double jambs_m = radius_m + jamb_margin_m;
    if (before_m <= jambs_m)
        return true;
    const Vec2 end = p + (1.0 - jambs_m / before_m) * (target - p);
    const Vec2 side = std::max(0.0, radius_m - touch_m) * perp(unit(target - p));
    return !grid.wall_between(surface, p + side, end + side) &&
           !grid.wall_between(surface, p - side, end - side);
}

/// Whether the way leads on from behind this point of a gate, and not along the gate to another one, where
/// what lies behind costs less.
bool leads_on_behind(const NavigationGrid& grid, const TravelTimeField& field, CellIndex c, Vec2 target,
                     Vec2 onwards) {
    if (!field.has_costs)
        return true;
    const CellIndex behind = grid.locate(grid.surface(c), target + grid.cell_m() * onwards);
    return behind == no_cell || time_of(field, behind) < time_of(field, c);
}

/// In front of a gate: its nearest point, off the jambs.
std::optional<Vec2> aim_at_gate(const NavigationGrid& grid, const TravelTimeField& field, CellIndex c, Vec2 p,
                                double radius_m) {
    const std::int16_t index = field.next_gate[cell_row(c)];
    if (index < 0)
        return std::nullopt;
    const Gate& gate = grid.venue().gates[static_cast<std::size_t>(index)];
    if (gate.kind != GateKind::exit && length(gate.line) > NavigationGrid::wide_gate_m)
        return std::nullopt;
    const Segment& passage = passage_line(gate, field.passable[static_cast<std::size_t>(index)]);
    const Segment line = shortened(passage, radius_m + jamb_margin_m);
    const Vec2 target = closest_point(line, p);
    const double away = distance(target, p);
    if (away > gate_sight_m)
        return std::nullopt;
    if (!gate_in_sight(grid, field, c, p, target) ||
        !body_passes_corners(grid, grid.surface(c), p, target, gate.line, radius_m))
        return std::nullopt;
    const Vec2 along = direction(gate.line);
    // The way leads from the side of the cell to the other, also when p lies beyond the line already.
    const Vec2 onwards =
        orientation(gate.line.a, gate.line.b, grid.centre(c)) > 0.0 ? -perp(along) : perp(along);
    if (gate.kind != GateKind::exit && !leads_on_behind(grid, field, c, target, onwards))
        return std::nullopt;
    if (away < at_gate_m && std::abs(dot(target - p, along)) <= jamb_margin_m)
        return target + over_gate_m * onwards;
    return target;
}

/// On stairs and escalators people keep to their lane: within 45 degrees of the axis (locomotion spec 9.6).
Vec2 within_lane(const Surface& surface, Vec2 direction) {
    if (surface.kind != SurfaceKind::stair && surface.kind != SurfaceKind::escalator)
        return direction;
    const double along = dot(direction, surface.up);
    const double limit = std::sqrt(0.5);
    if (std::abs(along) >= limit || length_squared(surface.up) == 0.0)
        return direction;
    const Vec2 across = unit(direction - along * surface.up);
    return limit * ((along < 0.0 ? -1.0 : 1.0) * surface.up + across);
}

/// Beside walls and gates: a corner that cannot be reached is replaced by continuing the field straight.
CornerTimes continued_corner_times(const NavigationGrid& grid, const TravelTimeField& field, CellIndex c,
                                   const Square& q) {
    constexpr double unknown = std::numeric_limits<double>::infinity();
    const auto time_at = [&](CellIndex from, LatticeDirection d) {
        const CellIndex n = open_neighbour(grid, field, from, d);
        return n != no_cell ? double{time_of(field, n)} : unknown;
    };
    CornerTimes corners{q, double{time_of(field, c)}, time_at(c, q.x()), time_at(c, q.y()), unknown};
    if (std::isfinite(corners.t10))
        corners.t11 = time_at(grid.neighbour(c, q.x()), q.y());
    if (!std::isfinite(corners.t11) && std::isfinite(corners.t01))
        corners.t11 = time_at(grid.neighbour(c, q.y()), q.x());
    const auto continue_from_behind = [&](double& t, LatticeDirection d) {
        if (std::isfinite(t))
            return;
        const double behind = time_at(c, opposite(d));
        t = std::isfinite(behind) ? 2.0 * corners.t00 - behind : corners.t00;
    };
    continue_from_behind(corners.t10, q.x());
    continue_from_behind(corners.t01, q.y());
    if (!std::isfinite(corners.t11))
        corners.t11 = corners.t10 + corners.t01 - corners.t00;
    return corners;
}

}  // namespace

float travel_time_from(const NavigationGrid& grid, const TravelTimeField& field, CellIndex c, Vec2 p) {
    const float t0 = time_of(field, c);
    if (!(t0 < TravelTimeField::unknown))
        return TravelTimeField::unknown;
    const double h = grid.cell_m();
    if (double{t0} <
        exact_look_cells * h) {  // at 1 m/s; slower people see the exact distance from fewer cells
        for (const TravelTimeField::Goal& goal : field.goals) {
            if (goal.gate.value != field.next_gate[cell_row(c)])
                continue;
            const double slowness = double{goal.slowness_s_per_m};
            // Only cells whose straight way is free carry the exact distance.
            if (std::abs(distance(goal.line, grid.centre(c)) * slowness - double{t0}) < 1e-4)
                return static_cast<float>(distance(goal.line, p) * slowness);
        }
    }
    const Square q = square_at(grid, c, p);
    if (grid.is(c, NavigationGrid::plain)) [[likely]] {
        const double t = plain_corner_times(grid, field, c, q).time();
        if (std::isfinite(t)) [[likely]]
            return static_cast<float>(t);
    }
    return static_cast<float>(continued_corner_times(grid, field, c, q).time());
}

float travel_time_s(const NavigationGrid& grid, const TravelTimeField& field, SurfaceId surface,
                    Vec2 position) {
    const CellIndex c = grid.locate(surface, position);
    return c != no_cell ? travel_time_from(grid, field, c, position) : TravelTimeField::unknown;
}

bool in_seat_row(const NavigationGrid& grid, SurfaceId surface, Vec2 position) {
    const CellIndex c = grid.locate(surface, position);
    return c != no_cell && (grid.flags(c) & (NavigationGrid::seat_row | NavigationGrid::seat)) != 0;
}

Guidance guide_from(const NavigationGrid& grid, const TravelTimeField& field, CellIndex c, Vec2 p,
                    double radius_m) {
    Guidance g;
    g.aim = p;
    if (!(time_of(field, c) < TravelTimeField::unknown))
        return g;
    g.travel_time_s = travel_time_from(grid, field, c, p);
    g.next_gate = field.next_gate[cell_row(c)];

    std::optional<Vec2> aim = aim_past_gate(grid, field, c, p);
    if (!aim)
        aim = aim_at_gate(grid, field, c, p, radius_m);
    if (!aim && grid.is(c, NavigationGrid::plain) && grid.wall_distance_m(c) >= near_wall_m) {
        const Vec2 descent = plain_corner_times(grid, field, c, square_at(grid, c, p)).descent();
        const double per_cell_s = length(descent);
        if (per_cell_s > 0.0 && std::isfinite(per_cell_s)) {
            aim = p + (open_aim_m / per_cell_s) * descent;
            if (grid.wall_distance_m(c) >= open_ground_m && !grid.is(c, NavigationGrid::inclined))
                g.pace_s_per_m = static_cast<float>(per_cell_s / grid.cell_m());
        }
    }
    if (!aim)
        aim = look_ahead(grid, field, c, p, radius_m);
    // At the earliest cell of an exit that cannot be seen: the exit is right here.
    if (!aim && g.next_gate >= 0) {
        const auto next = static_cast<std::size_t>(g.next_gate);
        const Segment& passage = passage_line(grid.venue().gates[next], field.passable[next]);
        aim = closest_point(shortened(passage, radius_m + jamb_margin_m), p);
    }
    if (!aim)
        return g;
    g.direction = within_lane(grid.venue().surfaces[grid.surface(c).row()], unit(*aim - p));
    g.aim = p + distance(*aim, p) * g.direction;
    return g;
}

Guidance guide(const NavigationGrid& grid, const TravelTimeField& field, SurfaceId surface, Vec2 position,
               double radius_m) {
    const CellIndex c = grid.locate(surface, position);
    if (c != no_cell)
        return guide_from(grid, field, c, position, radius_m);
    Guidance lost;
    lost.aim = position;
    return lost;
}

}  // namespace wayout
