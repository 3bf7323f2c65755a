#include "navigation/travel_time_field.hpp"

#include "core/assert.hpp"
#include "geometry/segment.hpp"
#include "navigation/eikonal.hpp"
#include "navigation/front_queue.hpp"
#include "navigation/lattice_raster.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wayout {

namespace {

constexpr float infinite = std::numeric_limits<float>::infinity();
/// Exact distances are used so close to a goal line, where the front is strongly curved at its ends.
/// Locomotion spec 9.1 says 5 cells; 8 halve the largest error in an empty room, from 0.5 to 0.27 per cent.
constexpr double exact_cells = 8.0;
/// Standing up and stepping out of a seat, in times of the pace in the row. Our choice; it makes people leave
/// their seat straight ahead.
constexpr double seat_pace_factor = 2.0;
/// Walking between a wall and the ways along it, against open floor. Our choice; it leads people off the wall
/// rather than along it.
constexpr double soft_pace_factor = 3.0;
/// How far into cells that no route leads over the times are continued, so that everybody who stands there
/// knows a way out.
constexpr double soft_reach_m = 1.0;

/// A neighbour in the direction that somebody walks, with the one behind it.
struct Upwind {
    CellIndex cell{no_cell};
    LatticeDirection direction{};
    float time{infinite};
    float time_behind{infinite};

    UpwindAxis axis(double h) const { return second_order_axis(double{time}, double{time_behind}, h); }
};

/// Times of the front by cell: those of cells that are accepted, and those proposed for the others so far.
/// One number each, since both are asked for at random: what is only proposed has its sign bit set.
class FrontTimes {
public:
    explicit FrontTimes(std::size_t cell_count)
        : last_place_(cell_count), times_(cell_count + 1, -infinite) {}

    /// +inf: not accepted, or no_cell.
    float accepted(CellIndex c) const {
        const float time = times_[place(c)];
        return std::signbit(time) ? infinite : time;
    }
    bool is_accepted(CellIndex c) const { return !std::signbit(times_[place(c)]); }
    /// Of a cell that is not accepted; +inf: none yet.
    float tentative(CellIndex c) const { return -times_[place(c)]; }
    void propose(CellIndex c, float time) { times_[place(c)] = -time; }
    void accept(CellIndex c, float time) { times_[place(c)] = time; }

    /// [CellIndex] accepted times; +inf where there is none.
    LargeVector<float> all() && {
        times_.pop_back();
        for (float& time : times_) time = std::signbit(time) ? infinite : time;
        return std::move(times_);
    }

private:
    /// no_cell has the last place, which is never accepted.
    std::size_t place(CellIndex c) const {
        return std::min(std::size_t{static_cast<std::uint32_t>(c)}, last_place_);
    }

    std::size_t last_place_;
    LargeVector<float> times_;  ///< [place()]
};

class FieldSolver {
public:
    FieldSolver(const NavigationGrid& grid, const MobilityFieldSettings& settings, const RouteState& state,
                const RouteCosts& costs)
        : grid_(grid),
          settings_(settings),
          state_(state),
          costs_(costs),
          h_(grid.cell_m()),
          times_(grid.cell_count()),
          queue_(grid.cell_m() / settings.speeds.level_mps) {
        const Venue& venue = grid.venue();
        WAYOUT_ASSERT(
            state.gate_open.size() == venue.gates.size() && state.motion.size() == venue.surfaces.size(),
            "route state of another venue");
        WAYOUT_ASSERT(settings.wall_cost_range_m <= NavigationGrid::max_wall_distance_m,
                      "cost of walking close to walls reaches farther than distances to walls are known");
        field_.next_gate.assign(grid.cell_count(), -1);
        field_.passable.reserve(venue.gates.size());
        for (std::size_t i = 0; i < venue.gates.size(); ++i) {
            const GateCode code = state.gate_open[i];
            const bool is_wide =
                length(passage_line(venue.gates[i], code)) >= settings.min_clear_width_m - 1e-6;
            field_.passable.push_back(is_wide ? code : gate_shut);
        }
        for (const GateId gate : settings.refused) field_.passable[gate.row()] = gate_shut;
        for (std::size_t s = 0; s < venue.surfaces.size(); ++s)
            pace_.push_back(route_pace(venue.surfaces[s], state.motion[s], settings));
    }

    TravelTimeField solve(std::span<const GateId> exits) && {
        fill_slowness();
        for (const GateId exit : exits) start_from(exit);
        return std::move(*this).advance_from_start();
    }

    TravelTimeField solve_to(std::span<const CellIndex> area) && {
        fill_slowness();
        for (const CellIndex c : area) {
            if (!is_open_floor(c) || times_.is_accepted(c))
                continue;
            times_.accept(c, 0.0F);
            start_cells_.push_back(c);
        }
        return std::move(*this).advance_from_start();
    }

private:
    TravelTimeField advance_from_start() && {
        field_.has_costs = !costs_.factor.empty();
        for (const CellIndex c : start_cells_) update_neighbours<false>(c);
        advance<false>();
        continue_into_soft_cells();
        field_.time_s = std::move(times_).all();
        return std::move(field_);
    }

    static std::size_t row(CellIndex c) { return static_cast<std::size_t>(c); }

    // -------------------------------------------------------- what a cell costs

    /// s/m on level cells; on inclined cells a factor on the slowness in the direction of walking. Negative:
    /// soft, +inf: never walked.
    void fill_slowness() {
        std::array<float, 256> near_wall{};
        for (std::size_t units = 0; units < near_wall.size(); ++units) {
            const double d = static_cast<double>(units) / NavigationGrid::wall_units_per_m;
            const double closeness = std::max(0.0, 1.0 - d / settings_.wall_cost_range_m);
            near_wall[units] = static_cast<float>(1.0 + settings_.wall_cost * closeness * closeness);
        }
        // A gap of the clear width keeps a band of cells that is connected at every rotation; 5 mm for
        // rounded distances.
        const double half_width_m = 0.5 * (settings_.min_clear_width_m - std::sqrt(2.0) * h_) - 0.005;
        const auto min_units =
            static_cast<std::uint8_t>(std::max(0.0, half_width_m) * NavigationGrid::wall_units_per_m);

        slowness_.resize(grid_.cell_count());
        for (std::size_t i = 0; i < slowness_.size(); ++i) {
            const auto c = static_cast<CellIndex>(i);
            const std::uint16_t flags = grid_.flags(c);
            const SurfacePace& pace = pace_[grid_.surface(c).row()];
            if ((flags & NavigationGrid::absent) != 0 ||
                (pace.level_mps <= 0.0 && pace.up_mps <= 0.0 && pace.down_mps <= 0.0)) {
                slowness_[i] = infinite;
                continue;
            }
            bool soft = (flags & NavigationGrid::soft) != 0 || grid_.wall_units(c) < min_units;
            float s = 1.0F;
            if ((flags & (NavigationGrid::seat_row | NavigationGrid::seat)) != 0) {
                const double row_pace = std::min(seat_row_speed_mps, settings_.speeds.level_mps);
                s = static_cast<float>(((flags & NavigationGrid::seat) != 0 ? seat_pace_factor : 1.0) /
                                       row_pace);
                soft = soft || !settings_.uses_seat_rows;
            } else {
                if (soft)
                    s = static_cast<float>(soft_pace_factor);
                else if ((flags & NavigationGrid::narrow_portal) == 0)
                    s = near_wall[grid_.wall_units(c)];
                if ((flags & NavigationGrid::inclined) == 0)
                    s /= static_cast<float>(pace.level_mps);
            }
            s *= static_cast<float>(cost_factor(c));
            slowness_[i] = soft || is_closed(c) ? -s : s;
        }
    }

    // -------------------------------------------------------- goals

    void start_from(GateId exit) {
        const Gate& gate = grid_.venue().gates[exit.row()];
        WAYOUT_ASSERT(gate.kind == GateKind::exit, "only exits are goals");
        if (field_.passable[exit.row()] == 0)
            return;
        const Vec2 outwards = -perp(direction(gate.line));
        const double pace =
            pace_in_direction(pace_[gate.left.row()], grid_.venue().surfaces[gate.left.row()].up, outwards);
        if (pace <= 0.0)
            return;
        const Segment line =
            shortened(passage_line(gate, field_.passable[exit.row()]), settings_.goal_margin_m);
        const double slowness = 1.0 / pace;
        field_.goals.push_back({exit, line, static_cast<float>(slowness)});

        const double reach_m = exact_cells * h_;
        std::vector<const Gate*> others;
        for (const Gate& other : grid_.venue().gates)
            if (&other != &gate && (other.left == gate.left || other.right == gate.left))
                others.push_back(&other);
        for_each_point_near(grid_, line, reach_m, [&](LatticePoint p, double d) {
            const CellIndex c = grid_.cell_at(gate.left, p);
            if (c == no_cell || grid_.surface(c) != gate.left || !is_open_floor(c))
                return;
            const Vec2 from = grid_.centre(c);
            const Vec2 to = closest_point(line, from);
            const auto hides = [&](const Gate* other) { return crosses(from, to, other->line); };
            if (!(orientation(gate.line.a, gate.line.b, from) > 0.0) ||
                grid_.wall_between(gate.left, from, to) || std::any_of(others.begin(), others.end(), hides))
                return;
            const auto time = static_cast<float>(d * slowness * cost_factor(c));
            if (time >= times_.accepted(c))
                return;
            if (!times_.is_accepted(c))
                start_cells_.push_back(c);
            times_.accept(c, time);
            field_.next_gate[row(c)] = static_cast<std::int16_t>(exit.value);
        });
    }

    double cost_factor(CellIndex c) const {
        return costs_.factor.empty()
                   ? 1.0
                   : double{costs_.factor[static_cast<std::size_t>(costs_.piece_of_cell[row(c)])]};
    }

    bool is_closed(CellIndex c) const {
        return !costs_.is_closed.empty() &&
               costs_.is_closed[static_cast<std::size_t>(costs_.piece_of_cell[row(c)])] != 0;
    }

    bool is_open_floor(CellIndex c) const {
        return slowness_[row(c)] > 0.0F && slowness_[row(c)] < infinite &&
               !grid_.is(c, NavigationGrid::seat_row);
    }

    // -------------------------------------------------------- the front

    template <bool Soft>
    void advance() {
        while (!queue_.empty()) {
            const FrontKey key = queue_.pop();
            const float time = key.time();
            const CellIndex c = key.cell();
            // Outdated when the cell has been accepted, or lowered since.
            if (times_.is_accepted(c) || time > times_.tentative(c))
                continue;
            times_.accept(c, time);
            update_neighbours<Soft>(c);
        }
    }

    template <bool Soft>
    void update_neighbours(CellIndex c) {
        for (const LatticeDirection d : lattice_directions) {
            const CellIndex n = grid_.neighbour(c, d);
            if (n != no_cell && !times_.is_accepted(n) && slowness_[row(n)] > 0.0F)
                update<Soft>(n);
        }
    }

    template <bool Soft>
    void update(CellIndex n) {
        const std::uint16_t flags = grid_.flags(n);
        const bool by_gate = (flags & NavigationGrid::by_gate) != 0;
        const Upwind x =
            by_gate ? upwind_by_gate(n, LatticeDirection::east) : upwind(n, LatticeDirection::east);
        const Upwind y =
            by_gate ? upwind_by_gate(n, LatticeDirection::north) : upwind(n, LatticeDirection::north);
        const double s = double{slowness_[row(n)]};
        double t{};
        if ((flags & NavigationGrid::inclined) != 0)
            t = inclined_time(n, x, y, s);
        else if (y.time == infinite)
            t = x.time == infinite ? double{infinite} : eikonal_update(x.axis(h_), s);
        else if (x.time == infinite)
            t = eikonal_update(y.axis(h_), s);
        else
            t = eikonal_update(x.axis(h_), y.axis(h_), h_, s);

        const auto time = static_cast<float>(t);
        if (!(time < times_.tentative(n)))
            return;
        const Upwind& way = x.time <= y.time ? x : y;
        if constexpr (Soft) {
            const std::uint8_t depth = soft_depth(n, x, y);
            if (depth > max_soft_depth_)
                return;
            soft_depth_[row(n)] = depth;
        }
        times_.propose(n, time);
        field_.next_gate[row(n)] = by_gate ? gate_ahead(n, way) : field_.next_gate[row(way.cell)];
        queue_.push({time, n});
    }

    /// The earlier of the two neighbours along an axis, named by its positive direction.
    Upwind upwind(CellIndex n, LatticeDirection positive) const {
        const CellIndex ahead = grid_.neighbour(n, positive);
        const CellIndex back = grid_.neighbour(n, opposite(positive));
        const float forward = times_.accepted(ahead);
        const float backward = times_.accepted(back);
        Upwind u = forward <= backward ? Upwind{ahead, positive, forward, infinite}
                                       : Upwind{back, opposite(positive), backward, infinite};
        if (u.time < infinite)
            u.time_behind = times_.accepted(grid_.neighbour(u.cell, u.direction));
        return u;
    }

    /// The same where some of the links may be closed.
    Upwind upwind_by_gate(CellIndex n, LatticeDirection positive) const {
        Upwind best;
        for (const LatticeDirection d : {positive, opposite(positive)}) {
            const CellIndex m = grid_.neighbour(n, d);
            const float time = times_.accepted(m);
            if (time < best.time && link_is_open(grid_, field_, n, d))
                best = {m, d, time, infinite};
        }
        if (best.time < infinite && link_is_open(grid_, field_, best.cell, best.direction))
            best.time_behind = times_.accepted(grid_.neighbour(best.cell, best.direction));
        return best;
    }

    /// Cells from here to the nearest one that is not soft, along the neighbours that are known.
    std::uint8_t soft_depth(CellIndex n, const Upwind& x, const Upwind& y) const {
        std::uint8_t least = 255;
        for (const Upwind& u : {x, y})
            if (u.cell != no_cell && u.time < infinite)
                least = std::min(least, soft_depth_[row(u.cell)]);
        const std::uint8_t before = times_.tentative(n) < infinite ? soft_depth_[row(n)] : std::uint8_t{255};
        // Out of a closed area the way may be long.
        return std::min(before, static_cast<std::uint8_t>(least + (is_closed(n) ? 0 : 1)));
    }

    std::int16_t gate_ahead(CellIndex n, const Upwind& way) const {
        const auto gates = grid_.gates_between(n, way.direction);
        return gates.empty() ? field_.next_gate[row(way.cell)] : gates.front().gate;
    }

    /// On an incline the slowness depends on the direction of walking, which follows from the solution: a few
    /// rounds settle it.
    double inclined_time(CellIndex n, const Upwind& x, const Upwind& y, double factor) const {
        const SurfaceId surface = grid_.surface(n);
        const Vec2 up = grid_.venue().surfaces[surface.row()].up;
        const auto slowness = [&](Vec2 way) {
            const double pace = pace_in_direction(pace_[surface.row()], up, way);
            return pace > 0.0 ? factor / pace : double{infinite};
        };
        const auto step = [](const Upwind& u) { return lattice_step[static_cast<std::size_t>(u.direction)]; };
        double best = infinite;
        for (const Upwind* u : {&x, &y})
            if (u->time < infinite)
                best = std::min(best, eikonal_update(u->axis(h_), slowness(step(*u))));
        if (x.time == infinite || y.time == infinite)
            return best;

        const auto both = [&](const UpwindAxis& a, const UpwindAxis& b) {
            Vec2 way = step(x) + step(y);
            double t = infinite;
            for (int round = 0; round < 4; ++round) {
                const double s = slowness(way);
                if (!std::isfinite(s) || !solve_both_axes(a, b, s, t))
                    return double{infinite};
                way = (t - a.base) / a.scale * step(x) + (t - b.base) / b.scale * step(y);
            }
            return t;
        };
        double t = both(x.axis(h_), y.axis(h_));
        if (std::isinf(t))
            t = both(first_order_axis(double{x.time}, h_), first_order_axis(double{y.time}, h_));
        return std::min(best, t);
    }

    /// Second front: from the solved cells into the soft ones, never back.
    void continue_into_soft_cells() {
        max_soft_depth_ =
            static_cast<std::uint8_t>(std::min(250.0, std::ceil(std::sqrt(2.0) * soft_reach_m / h_)));
        soft_depth_.assign(grid_.cell_count(), 0);
        std::vector<CellIndex> soft_cells;
        for (std::size_t i = 0; i < slowness_.size(); ++i) {
            const bool soft = slowness_[i] < 0.0F;
            if (soft)
                soft_cells.push_back(static_cast<CellIndex>(i));
            slowness_[i] = soft ? -slowness_[i] : 0.0F;
        }
        for (const CellIndex c : soft_cells) update<true>(c);
        advance<true>();
    }

    const NavigationGrid& grid_;
    const MobilityFieldSettings& settings_;
    const RouteState& state_;
    const RouteCosts& costs_;
    double h_;
    FrontTimes times_;
    TravelTimeField field_;
    std::vector<SurfacePace> pace_;         ///< [SurfaceId]
    LargeVector<float> slowness_;           ///< [CellIndex], see fill_slowness()
    std::vector<std::uint8_t> soft_depth_;  ///< [CellIndex] cells since the last one that is not soft
    std::uint8_t max_soft_depth_{0};
    std::vector<CellIndex> start_cells_;
    FrontQueue queue_;
};

}  // namespace

Segment shortened(const Segment& line, double margin_m) {
    if (length(line) <= 2.0 * margin_m)
        return {midpoint(line), midpoint(line)};
    const Vec2 inset = margin_m * direction(line);
    return {line.a + inset, line.b - inset};
}

bool link_over_gate_is_open(const NavigationGrid& grid, const Gate& gate, GateCode code, CellIndex c,
                            LatticeDirection d) {
    const Vec2 from = grid.centre(c);
    if (!is_way_free(way_of(code), orientation(gate.line.a, gate.line.b, from) > 0.0))
        return false;
    if (!has_one_leaf(code))
        return true;
    const CellIndex n = grid.neighbour(c, d);
    return n != no_cell && crosses(from, grid.centre(n), gate.first_leaf);
}

TravelTimeField solve_travel_time(const NavigationGrid& grid, const MobilityFieldSettings& settings,
                                  const RouteState& state, std::span<const GateId> exits,
                                  const RouteCosts& costs) {
    return FieldSolver(grid, settings, state, costs).solve(exits);
}

TravelTimeField solve_travel_time_to_area(const NavigationGrid& grid, const MobilityFieldSettings& settings,
                                          const RouteState& state, std::span<const CellIndex> area,
                                          const RouteCosts& costs) {
    return FieldSolver(grid, settings, state, costs).solve_to(area);
}

}  // namespace wayout
