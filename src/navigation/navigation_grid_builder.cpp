#include "core/assert.hpp"
#include "geometry/segment.hpp"
#include "navigation/lattice_raster.hpp"
#include "navigation/navigation_grid.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <tuple>
#include <utility>

namespace wayout {

namespace {

/// Distance from walls within which no route leads (locomotion spec 9.1): less than a body radius, so that
/// wide people find routes too.
constexpr double inflation_m = 0.15;
/// In seat rows: 0.4 m of clear way then leave 0.28 m, which is connected at every rotation of a lattice of
/// up to 0.19 m.
constexpr double row_inflation_m = 0.06;
/// Clear ways of seat rows below this are no ways (locomotion spec 9.7).
constexpr double min_row_width_m = 0.3;
/// The mouth of a row is treated as the row, otherwise the corners of the seat blocks would close it.
constexpr double row_mouth_m = 0.25;
/// No gate is inflated so much that fewer cells than this stay free across it, whatever its rotation.
constexpr double min_cells_across = 3.0;
constexpr double min_gate_inflation_m = 0.02;
constexpr double gate_reach_m = 0.35;
/// Gates narrower than twice this carry no cost of walking close to walls (locomotion spec 9.1).
constexpr double portal_reach_m = 0.5;
/// The front edge of seats belongs to what lies behind it within its extent and this overrun: rows may be
/// slightly bent.
constexpr double seat_overrun_m = 0.05;

constexpr double min_cell_m = 0.02;
constexpr double max_cell_m = 1.0;
constexpr double max_lattice_points = 2.5e8;

std::uint8_t to_units(double distance_m) {
    return static_cast<std::uint8_t>(std::lround(distance_m * NavigationGrid::wall_units_per_m));
}

struct GateCrossing {
    NavigationGrid::GateLink link;
    double at{};  ///< how far along the link
};

}  // namespace

class NavigationGridBuilder {
public:
    NavigationGridBuilder(std::shared_ptr<const Venue> venue, double cell_m) : venue_(*venue) {
        grid_->venue_ = std::move(venue);
        grid_->cell_m_ = cell_m;
        grid_->cells_per_m_ = 1.0 / cell_m;
        grid_->clear_units_ = static_cast<std::uint8_t>(to_units(cell_m * std::sqrt(0.5)) + 1);
    }

    std::shared_ptr<const NavigationGrid> build() && {
        number_cells();
        link_cells();
        apply_walls();
        apply_gates();
        mark_seat_rows();
        mark_seats();
        mark_soft_cells();
        mark_cells_by_gates();
        mark_plain_cells();
        code_links();
        extend_maps_over_joints();
        return std::move(grid_);
    }

private:
    using Map = NavigationGrid::SurfaceMap;

    std::size_t cell_count() const { return grid_->cell_count(); }
    static std::size_t row(CellIndex c) { return static_cast<std::size_t>(c); }
    void set(CellIndex c, NavigationGrid::Flag flag) {
        std::uint16_t& flags = grid_->cells_[row(c)].flags;
        flags = static_cast<std::uint16_t>(flags | flag);
    }

    void number_cells() {
        for (std::size_t s = 0; s < venue_.surfaces.size(); ++s) {
            Map& map = grid_->maps_.emplace_back();
            Box box;
            for (const Polygon& polygon : venue_.surfaces[s].walkable)
                for (const Vec2 p : polygon.outer) box.add(p);
            if (box.is_empty())
                continue;
            const LatticePoint high = grid_->lattice_point(box.max);
            map.first = grid_->lattice_point(box.min);
            map.tile_columns = (high.column - map.first.column) / NavigationGrid::tile_edge + 1;
            map.tile_rows = (high.row - map.first.row) / NavigationGrid::tile_edge + 1;
            number_tiles(SurfaceId::from(s), map, present_points(SurfaceId::from(s), map));
        }
        grid_->links_.assign(cell_count(), {no_cell, no_cell, no_cell, no_cell});
        behind_front_.assign(cell_count(), 0);
        inflation_units_.assign(cell_count(), to_units(inflation_m));
    }

    static std::size_t point_index(const Map& map, LatticePoint p) {
        const std::int32_t columns = NavigationGrid::tile_edge * map.tile_columns;
        return static_cast<std::size_t>(p.row - map.first.row) * static_cast<std::size_t>(columns) +
               static_cast<std::size_t>(p.column - map.first.column);
    }

    /// [row][column] over the tiles of the map: 1 where the surface has a cell.
    std::vector<std::uint8_t> present_points(SurfaceId surface, const Map& map) {
        std::vector<std::uint8_t> present(map.index(0, map.tile_rows) * NavigationGrid::tile_cells, 0);
        for (const Polygon& polygon : venue_.surfaces[surface.row()].walkable)
            for_each_point_inside(*grid_, polygon, [&](LatticePoint p) { present[point_index(map, p)] = 1; });
        // Behind an exit nobody is left to be guided; in front of it nobody may be taken to stand in a cell
        // behind it.
        for (const Gate& gate : venue_.gates) {
            if (gate.kind != GateKind::exit || gate.left != surface)
                continue;
            for_each_point_near(*grid_, gate.line, grid_->cell_m_, [&](LatticePoint p, double) {
                const Vec2 q = grid_->centre(p);
                const double along = dot(q - gate.line.a, direction(gate.line));
                const bool behind = !(orientation(gate.line.a, gate.line.b, q) > 0.0) && along >= 0.0 &&
                                    along <= length(gate.line);
                const LatticePoint last{map.first.column + NavigationGrid::tile_edge * map.tile_columns - 1,
                                        map.first.row + NavigationGrid::tile_edge * map.tile_rows - 1};
                if (behind && p.column >= map.first.column && p.column <= last.column &&
                    p.row >= map.first.row && p.row <= last.row)
                    present[point_index(map, p)] = 0;
            });
        }
        return present;
    }

    void number_tiles(SurfaceId surface, Map& map, const std::vector<std::uint8_t>& present) {
        constexpr std::int32_t edge = NavigationGrid::tile_edge;
        map.tiles.assign(map.index(0, map.tile_rows), no_cell);
        for (std::int32_t tile_row = 0; tile_row < map.tile_rows; ++tile_row)
            for (std::int32_t tile_column = 0; tile_column < map.tile_columns; ++tile_column) {
                const LatticePoint first{map.first.column + edge * tile_column,
                                         map.first.row + edge * tile_row};
                std::array<std::uint16_t, NavigationGrid::tile_cells> flags{};
                bool is_empty = true;
                for (std::int32_t i = 0; i < NavigationGrid::tile_cells; ++i) {
                    const LatticePoint p{first.column + i % edge, first.row + i / edge};
                    const bool is_present = present[point_index(map, p)] != 0;
                    flags[static_cast<std::size_t>(i)] = is_present ? 0 : NavigationGrid::absent;
                    is_empty = is_empty && !is_present;
                }
                if (is_empty)
                    continue;
                map.tiles[map.index(tile_column, tile_row)] = static_cast<CellIndex>(cell_count());
                for (const std::uint16_t f : flags)
                    grid_->cells_.push_back({f, to_units(NavigationGrid::max_wall_distance_m), 0});
                grid_->tiles_.push_back({first, surface});
            }
    }

    static LatticePoint stepped(LatticePoint p, LatticeDirection d) {
        switch (d) {
            case LatticeDirection::east:
                return {p.column + 1, p.row};
            case LatticeDirection::west:
                return {p.column - 1, p.row};
            case LatticeDirection::north:
                return {p.column, p.row + 1};
            case LatticeDirection::south:
                break;
        }
        return {p.column, p.row - 1};
    }

    void link_cells() {
        for (CellIndex c = 0; c < static_cast<CellIndex>(cell_count()); ++c)
            if (!grid_->is(c, NavigationGrid::absent))
                for (const LatticeDirection d : lattice_directions)
                    link(c, d) = grid_->cell_at(grid_->surface(c), stepped(grid_->lattice(c), d));
    }

    CellIndex& link(CellIndex c, LatticeDirection d) {
        return grid_->links_[row(c)][static_cast<std::size_t>(d)];
    }

    void cut(CellIndex c, LatticeDirection d) {
        const CellIndex n = std::exchange(link(c, d), no_cell);
        link(n, opposite(d)) = no_cell;
    }

    /// Calls visit(cell, distance) for the cells of the surface itself near the segment.
    template <typename Visit>
    void for_each_cell_near(SurfaceId surface, const Segment& segment, double reach_m, Visit&& visit) {
        for_each_point_near(*grid_, segment, reach_m, [&](LatticePoint p, double d) {
            const CellIndex c = grid_->cell_at(surface, p);
            if (c != no_cell)
                visit(c, d);
        });
    }

    void apply_walls() {
        std::vector<std::vector<Wall>> by_surface(venue_.surfaces.size());
        for (const Wall& w : venue_.walls) {
            WAYOUT_ASSERT(w.surface.is_valid() && w.surface.row() < by_surface.size(),
                          "wall without surface");
            by_surface[w.surface.row()].push_back(w);
        }
        for (const std::vector<Wall>& walls : by_surface) grid_->walls_.emplace_back(walls);

        const double h = grid_->cell_m_;
        for (const Wall& w : venue_.walls)
            for_each_cell_near(
                w.surface, w.line, NavigationGrid::max_wall_distance_m, [&](CellIndex c, double d) {
                    std::uint8_t& units = grid_->cells_[row(c)].wall_units;
                    units = std::min(units, to_units(d));
                    if (w.one_sided)
                        behind_front_[row(c)] |=
                            static_cast<std::uint8_t>(is_behind(w.line, grid_->centre(c)));
                    if (d > h)
                        return;
                    for (const LatticeDirection way : lattice_directions) {
                        const CellIndex n = link(c, way);
                        if (n == no_cell || !crosses(grid_->centre(c), grid_->centre(n), w.line))
                            continue;
                        if (!w.one_sided)
                            cut(c, way);
                        else if (is_behind(w.line, grid_->centre(c)))
                            first_seat_cells_.push_back(c);
                    }
                });
    }

    static bool is_behind(const Segment& front, Vec2 p) {
        const double along = dot(p - front.a, direction(front));
        return !(orientation(front.a, front.b, p) > 0.0) && along >= -seat_overrun_m &&
               along <= length(front) + seat_overrun_m;
    }

    void apply_gates() {
        std::vector<GateCrossing> crossings;
        // Joints first: doors and exits may stand on them.
        for (const GateKind kind : {GateKind::joint, GateKind::door, GateKind::exit})
            for (std::size_t i = 0; i < venue_.gates.size(); ++i) {
                const Gate& gate = venue_.gates[i];
                if (gate.kind != kind)
                    continue;
                if (kind == GateKind::joint)
                    link_over_joint(gate);
                if (kind == GateKind::exit)
                    cut_at_exit(gate);
                else
                    record_links(gate, static_cast<std::int16_t>(i), crossings);
            }
        std::erase_if(crossings,
                      [&](const GateCrossing& x) { return link(x.link.cell, x.link.direction) == no_cell; });
        const auto key = [](const GateCrossing& x) {
            return std::tuple(x.link.cell, x.link.direction, x.at, x.link.gate);
        };
        std::sort(crossings.begin(), crossings.end(),
                  [&](const GateCrossing& a, const GateCrossing& b) { return key(a) < key(b); });
        for (const GateCrossing& x : crossings) grid_->gate_links_.push_back(x.link);
    }

    void link_over_joint(const Gate& gate) {
        WAYOUT_ASSERT(gate.left.is_valid() && gate.right.is_valid(), "joint of one surface");
        for_each_cell_near(gate.left, gate.line, grid_->cell_m_, [&](CellIndex c, double) {
            for (const LatticeDirection d : lattice_directions) {
                const CellIndex n = grid_->cell_at(gate.right, stepped(grid_->lattice(c), d));
                if (n == no_cell || link(c, d) != no_cell)
                    continue;
                const Vec2 p = grid_->centre(c);
                const Vec2 q = grid_->centre(n);
                if (!crosses(p, q, gate.line) || grid_->walls_[gate.left.row()].blocked(p, q) ||
                    grid_->walls_[gate.right.row()].blocked(p, q))
                    continue;
                link(c, d) = n;
                link(n, opposite(d)) = c;
            }
        });
    }

    void record_links(const Gate& gate, std::int16_t index, std::vector<GateCrossing>& crossings) {
        for_each_cell_near(gate.left, gate.line, grid_->cell_m_, [&](CellIndex c, double) {
            for (const LatticeDirection d : lattice_directions) {
                const CellIndex n = link(c, d);
                if (n == no_cell || !crosses(grid_->centre(c), grid_->centre(n), gate.line))
                    continue;
                const double here = std::abs(orientation(gate.line.a, gate.line.b, grid_->centre(c)));
                const double there = std::abs(orientation(gate.line.a, gate.line.b, grid_->centre(n)));
                const double at = here / (here + there);
                crossings.push_back({{c, d, index}, at});
                // Cells of the same surface are visited themselves.
                if (grid_->surface(n) != gate.left)
                    crossings.push_back({{n, opposite(d), index}, 1.0 - at});
            }
        });
    }

    /// Nobody comes back over an exit.
    void cut_at_exit(const Gate& gate) {
        for_each_cell_near(gate.left, gate.line, grid_->cell_m_, [&](CellIndex c, double) {
            for (const LatticeDirection d : lattice_directions)
                if (const CellIndex n = link(c, d);
                    n != no_cell && crosses(grid_->centre(c), grid_->centre(n), gate.line))
                    cut(c, d);
        });
    }

    void reduce_inflation(CellIndex c, double to_m) {
        std::uint8_t& units = inflation_units_[row(c)];
        units = std::min(units, to_units(to_m));
    }

    void mark_seat_rows() {
        for (const SeatRow& seat_row : venue_.seat_rows) {
            const bool usable = seat_row.clear_width_m >= min_row_width_m - 1e-6;
            for_each_point_inside(*grid_, seat_row.lane, [&](LatticePoint p) {
                const CellIndex c = grid_->cell_at(seat_row.surface, p);
                if (c == no_cell)
                    return;
                set(c, NavigationGrid::seat_row);
                if (usable)
                    reduce_inflation(c, row_inflation_m);
            });
            if (!usable)
                continue;
            const Ring& ring = seat_row.lane.outer;
            for (std::size_t i = 0; i < ring.size(); ++i)
                for_each_cell_near(seat_row.surface, {ring[i], ring[i + 1 == ring.size() ? 0 : i + 1]},
                                   row_mouth_m,
                                   [&](CellIndex c, double) { reduce_inflation(c, row_inflation_m); });
        }
    }

    /// What lies behind the front edges of seats and hangs together with them.
    void mark_seats() {
        std::vector<CellIndex> open;
        const auto take = [&](CellIndex c) {
            if (grid_->is(c, NavigationGrid::seat) || grid_->is(c, NavigationGrid::seat_row) ||
                behind_front_[row(c)] == 0)
                return;
            set(c, NavigationGrid::seat);
            open.push_back(c);
        };
        for (const CellIndex c : first_seat_cells_) take(c);
        while (!open.empty()) {
            const CellIndex c = open.back();
            open.pop_back();
            for (const CellIndex n : grid_->neighbours(c))
                if (n != no_cell)
                    take(n);
        }
    }

    void mark_soft_cells() {
        const double h = grid_->cell_m_;
        for (const Gate& gate : venue_.gates) {
            const double width = length(gate.line);
            const double most = std::clamp(0.5 * (width - min_cells_across * std::sqrt(2.0) * h),
                                           min_gate_inflation_m, inflation_m);
            for (const SurfaceId s : {gate.left, gate.right}) {
                if (!s.is_valid())
                    continue;
                for_each_cell_near(s, gate.line, gate_reach_m,
                                   [&](CellIndex c, double) { reduce_inflation(c, most); });
                if (width < 2.0 * portal_reach_m)
                    for_each_cell_near(s, gate.line, portal_reach_m,
                                       [&](CellIndex c, double) { set(c, NavigationGrid::narrow_portal); });
            }
        }
        for (std::size_t i = 0; i < cell_count(); ++i) {
            const auto c = static_cast<CellIndex>(i);
            if (grid_->is(c, NavigationGrid::absent))
                continue;
            if (grid_->is(c, NavigationGrid::seat) || grid_->wall_units(c) < inflation_units_[i])
                set(c, NavigationGrid::soft);
            const bool shuffled =
                grid_->is(c, NavigationGrid::seat) || grid_->is(c, NavigationGrid::seat_row);
            if (!shuffled && length_squared(venue_.surfaces[grid_->surface(c).row()].up) > 0.0)
                set(c, NavigationGrid::inclined);
        }
    }

    void mark_cells_by_gates() {
        for (const NavigationGrid::GateLink& gate_link : grid_->gate_links_) {
            set(gate_link.cell, NavigationGrid::by_gate);
            for (const CellIndex n : grid_->neighbours(gate_link.cell))
                if (n != no_cell)
                    set(n, NavigationGrid::by_gate);
        }
        for (std::size_t i = 0; i < venue_.gates.size(); ++i) {
            const Gate& gate = venue_.gates[i];
            if (gate.kind == GateKind::exit || length(gate.line) > NavigationGrid::wide_gate_m)
                continue;
            const double reach_m = NavigationGrid::straight_on_m + grid_->cell_m_;
            for (const SurfaceId s : {gate.left, gate.right}) {
                for_each_cell_near(s, gate.line, reach_m, [&](CellIndex c, double) {
                    set(c, NavigationGrid::past_gate);
                    grid_->cell_gates_.push_back({c, static_cast<std::int16_t>(i)});
                });
                if (gate.left == gate.right)
                    break;
            }
        }
        std::sort(grid_->cell_gates_.begin(), grid_->cell_gates_.end(), [](const auto& a, const auto& b) {
            return a.cell != b.cell ? a.cell < b.cell : a.gate < b.gate;
        });
    }

    /// Where all nine cells around lie on one surface and nothing stands between them.
    void mark_plain_cells() {
        using enum LatticeDirection;
        const auto is_open = [&](CellIndex c) {
            for (const LatticeDirection d : lattice_directions)
                if (const CellIndex n = link(c, d); n == no_cell || grid_->surface(n) != grid_->surface(c))
                    return false;
            for (const LatticeDirection along : {east, west})
                for (const LatticeDirection across : {north, south}) {
                    const CellIndex corner = link(link(c, along), across);
                    if (corner == no_cell || corner != link(link(c, across), along))
                        return false;
                }
            return true;
        };
        for (CellIndex c = 0; c < static_cast<CellIndex>(cell_count()); ++c)
            if (!grid_->is(c, NavigationGrid::absent) && !grid_->is(c, NavigationGrid::by_gate) &&
                grid_->wall_units(c) >= grid_->clear_units_ && is_open(c))
                set(c, NavigationGrid::plain);
    }

    /// For neighbour() and is_gate_between(), when no link will change any more.
    void code_links() {
        for (const NavigationGrid::Tile& tile : grid_->tiles_) {
            std::array<CellIndex, 4>& next = grid_->next_tiles_.emplace_back();
            for (const LatticeDirection d : lattice_directions) {
                const Vec2 step = NavigationGrid::tile_edge * lattice_step[static_cast<std::size_t>(d)];
                next[static_cast<std::size_t>(d)] =
                    grid_->own_cell_at(tile.surface, {tile.first.column + static_cast<std::int32_t>(step.x),
                                                      tile.first.row + static_cast<std::int32_t>(step.y)});
            }
        }
        for (CellIndex c = 0; c < static_cast<CellIndex>(cell_count()); ++c)
            for (const LatticeDirection d : lattice_directions)
                if (const CellIndex n = link(c, d); n != no_cell) {
                    const bool is_next =
                        n == grid_->own_cell_at(grid_->surface(c), stepped(grid_->lattice(c), d));
                    const unsigned bit = (is_next ? 1U : NavigationGrid::linked_elsewhere)
                                         << static_cast<unsigned>(d);
                    std::uint8_t& links = grid_->cells_[row(c)].links;
                    links = static_cast<std::uint8_t>(links | bit);
                }
        for (const NavigationGrid::GateLink& crossed : grid_->gate_links_)
            set(crossed.cell, static_cast<NavigationGrid::Flag>(NavigationGrid::gate_in_the_east
                                                                << static_cast<unsigned>(crossed.direction)));
    }

    /// Lets a surface see two cells beyond its joints, so that a position next to a joint finds all cells
    /// around it.
    void extend_maps_over_joints() {
        std::vector<std::vector<CellIndex>> edge(venue_.surfaces.size());
        for (CellIndex c = 0; c < static_cast<CellIndex>(cell_count()); ++c)
            for (const CellIndex n : grid_->neighbours(c))
                if (n != no_cell && grid_->surface(n) != grid_->surface(c)) {
                    edge[grid_->surface(c).row()].push_back(c);
                    break;
                }
        const auto before = [](const NavigationGrid::CellBeyond& a, const NavigationGrid::CellBeyond& b) {
            return std::tuple(a.at.row, a.at.column, a.cell) < std::tuple(b.at.row, b.at.column, b.cell);
        };
        for (std::size_t s = 0; s < edge.size(); ++s) {
            std::vector<NavigationGrid::CellBeyond>& beyond = grid_->maps_[s].beyond;
            std::vector<CellIndex> front = std::move(edge[s]);
            for (int ring = 0; ring < 2; ++ring) {
                std::vector<NavigationGrid::CellBeyond> next;
                for (const CellIndex c : front)
                    for (const CellIndex n : grid_->neighbours(c))
                        if (n != no_cell && grid_->cell_at(SurfaceId::from(s), grid_->lattice(n)) == no_cell)
                            next.push_back({grid_->lattice(n), n});
                std::sort(next.begin(), next.end(), before);
                next.erase(std::unique(next.begin(), next.end(),
                                       [](const auto& a, const auto& b) { return a.at == b.at; }),
                           next.end());
                front.clear();
                for (const NavigationGrid::CellBeyond& found : next) front.push_back(found.cell);
                beyond.insert(beyond.end(), next.begin(), next.end());
                std::sort(beyond.begin(), beyond.end(), before);
            }
        }
    }

    const Venue& venue_;
    std::shared_ptr<NavigationGrid> grid_{new NavigationGrid};
    std::vector<std::uint8_t> behind_front_;     ///< [CellIndex] 1: behind the front edge of seats
    std::vector<std::uint8_t> inflation_units_;  ///< [CellIndex] cells closer to a wall are soft
    std::vector<CellIndex> first_seat_cells_;
};

double automatic_cell_m(const Venue& venue) {
    double narrowest_m = std::numeric_limits<double>::infinity();
    for (const Gate& gate : venue.gates)
        narrowest_m = std::min(narrowest_m, length(gate.leaves ? gate.first_leaf : gate.line));
    for (const SeatRow& seat_row : venue.seat_rows)
        narrowest_m = std::min(narrowest_m, seat_row.clear_width_m);
    double area_m2 = 0.0;
    for (const Surface& s : venue.surfaces) area_m2 += s.area_m2;
    if (narrowest_m < 1.2)
        return 0.1;
    return narrowest_m >= 2.4 && area_m2 > 50000.0 ? 0.4 : 0.2;
}

Result<std::shared_ptr<const NavigationGrid>> build_navigation_grid(std::shared_ptr<const Venue> venue,
                                                                    const NavigationGridOptions& options) {
    const std::string where = "simulation.navigation_cell_m";
    Errors errors;
    const auto complain = [&](std::string message) {
        errors.push_back({ErrorCode::out_of_range, where, std::move(message), {}, 0.0, 0.0});
    };
    const double h = options.cell_m == 0.0 ? automatic_cell_m(*venue) : options.cell_m;
    if (!(h >= min_cell_m && h <= max_cell_m)) {
        complain("the navigation cell must be between 0.02 m and 1 m, or 0 to have it chosen");
        return errors;
    }
    double points = 0.0;
    for (const Surface& s : venue->surfaces) {
        Box box;
        for (const Polygon& polygon : s.walkable)
            for (const Vec2 p : polygon.outer) box.add(p);
        points += (box.size().x / h + 7.0) * (box.size().y / h + 7.0);
    }
    if (points > max_lattice_points)
        complain("the venue is too large for this navigation cell; choose a larger one");
    constexpr auto max_rows = static_cast<std::size_t>(std::numeric_limits<std::int16_t>::max());
    if (venue->gates.size() > max_rows || venue->surfaces.size() > max_rows)
        complain(
            "the venue has more than 32,767 doors, exits and joints, or more than 32,767 pieces of floor");
    if (!errors.empty())
        return errors;
    return NavigationGridBuilder(std::move(venue), h).build();
}

}  // namespace wayout
