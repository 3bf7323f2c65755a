#include "navigation/escape_distances.hpp"

#include "navigation/guidance.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace wayout {
namespace {

/// One metre a second on every kind of floor, straight past walls: times are lengths.
MobilityFieldSettings length_settings(EscapeDistances::Escalators escalators) {
    MobilityFieldSettings settings = default_field_settings(MobilityClass::ambulant);
    settings.speeds = {1.0, 1.0, 1.0};
    settings.uses_escalators = escalators == EscapeDistances::Escalators::used;
    settings.uses_seat_rows = false;  // rows are left by their own field
    settings.wall_cost = 0.0;
    settings.goal_margin_m = 0.0;
    return settings;
}

bool is_escalator(const Surface& surface) {
    return surface.kind == SurfaceKind::escalator;
}

std::size_t row_of(std::int32_t index) {
    return static_cast<std::size_t>(index);
}

}  // namespace

EscapeDistances::EscapeDistances(std::shared_ptr<const NavigationGrid> grid, Escalators escalators)
    : grid_(std::move(grid)), rows_of_seats_(solve_seat_rows(*grid_)), rooms_(*grid_) {
    solve(escalators);
    find_links();
    area_m2_.assign(row_of(rooms_.count()), 0.0);
    for (std::size_t c = 0; c < grid_->cell_count(); ++c)
        if (const std::int32_t room = rooms_.of(static_cast<CellIndex>(c)); room >= 0)
            area_m2_[row_of(room)] += grid_->cell_m() * grid_->cell_m();
    for (std::int32_t room = 0; room < rooms_.count(); ++room)
        one_direction_ends_m_.push_back(end_of_one_direction_m(room));
}

void EscapeDistances::solve(Escalators escalators) {
    const Venue& venue = grid_->venue();
    RouteState state = initial_route_state(venue);
    if (escalators == Escalators::left_out)
        for (std::size_t g = 0; g < venue.gates.size(); ++g) {
            const Gate& gate = venue.gates[g];
            if (gate.kind == GateKind::joint && (is_escalator(venue.surfaces[gate.left.row()]) ||
                                                 is_escalator(venue.surfaces[gate.right.row()])))
                state.gate_open[g] = gate_shut;
        }
    std::vector<GateId> exits;
    for (int g = 0; g < venue.exit_count; ++g) exits.emplace_back(g);
    field_ = solve_travel_time(*grid_, length_settings(escalators), state, exits);
}

void EscapeDistances::find_links() {
    const Venue& venue = grid_->venue();
    beyond_.assign(venue.gates.size(), {});
    divides_rooms_.assign(venue.gates.size(), 0);
    std::set<std::tuple<std::int32_t, std::int32_t, std::int32_t>> pairs;
    for (std::size_t i = 0; i < grid_->cell_count(); ++i) {
        const auto c = static_cast<CellIndex>(i);
        if (grid_->is(c, NavigationGrid::absent) || !grid_->is(c, NavigationGrid::by_gate))
            continue;
        for (const LatticeDirection d : lattice_directions) {
            const CellIndex n = grid_->neighbour(c, d);
            if (n == no_cell)
                continue;
            for (const NavigationGrid::GateLink& link : grid_->gates_between(c, d)) {
                Beyond& beyond = beyond_[row_of(link.gate)];
                if (const float distance_m = field_.time_s[row_of(n)]; distance_m < beyond.distance_m)
                    beyond = {distance_m, n};
                if (rooms_.of(c) != rooms_.of(n)) {
                    divides_rooms_[row_of(link.gate)] = 1;
                    pairs.emplace(link.gate, std::min(rooms_.of(c), rooms_.of(n)),
                                  std::max(rooms_.of(c), rooms_.of(n)));
                }
            }
        }
    }
    for (int g = 0; g < venue.exit_count; ++g) {
        const Gate& gate = venue.gates[row_of(g)];
        beyond_[row_of(g)] = {0.0F, no_cell};
        divides_rooms_[row_of(g)] = 1;
        // The inside is to the left of the line.
        const Vec2 along = unit(gate.line.b - gate.line.a);
        const Vec2 inside = (gate.line.a + gate.line.b) * 0.5 + Vec2{-along.y, along.x} * grid_->cell_m();
        if (const CellIndex c = grid_->locate(gate.left, inside); c != no_cell)
            links_.push_back({GateId(g), rooms_.of(c), outside});
    }
    for (const auto& [gate, a, b] : pairs) links_.push_back({GateId(gate), a, b});
    std::erase_if(links_, [this](const Link& link) { return field_.passable[link.gate.row()] == gate_shut; });
}

std::vector<GateId> EscapeDistances::ways_without(std::int32_t room,
                                                  const std::vector<std::uint8_t>& removed) const {
    std::vector<std::uint8_t> leads_out(row_of(rooms_.count()), 0);
    const auto counts = [&](std::int32_t r) { return r != room && removed[row_of(r)] == 0; };
    for (bool has_grown = true; has_grown;) {
        has_grown = false;
        for (const Link& link : links_) {
            const bool from_out = leads_out[row_of(link.from)] != 0;
            const bool to_out = link.to == outside || leads_out[row_of(link.to)] != 0;
            if (to_out && !from_out && counts(link.from)) {
                leads_out[row_of(link.from)] = 1;
                has_grown = true;
            } else if (from_out && !to_out && counts(link.to)) {
                leads_out[row_of(link.to)] = 1;
                has_grown = true;
            }
        }
    }
    std::vector<GateId> ways;
    for (const Link& link : links_) {
        const bool is_way = (link.from == room && (link.to == outside || leads_out[row_of(link.to)] != 0)) ||
                            (link.to == room && leads_out[row_of(link.from)] != 0);
        if (is_way)
            ways.push_back(link.gate);
    }
    std::sort(ways.begin(), ways.end());
    ways.erase(std::unique(ways.begin(), ways.end()), ways.end());
    return ways;
}

std::vector<GateId> EscapeDistances::ways_out(std::int32_t room) const {
    return ways_without(room, std::vector<std::uint8_t>(row_of(rooms_.count()), 0));
}

double EscapeDistances::end_of_one_direction_m(std::int32_t room) const {
    std::vector<std::uint8_t> removed(row_of(rooms_.count()), 0);
    std::vector<GateId> ways = ways_without(room, removed);
    if (ways.size() != 1)
        return std::numeric_limits<double>::infinity();
    while (true) {
        const GateId gate = ways.front();
        removed[row_of(room)] = 1;
        const auto link = std::find_if(links_.begin(), links_.end(), [&](const Link& l) {
            return l.gate == gate && (l.from == room || l.to == room);
        });
        room = link->from == room ? link->to : link->from;
        if (room == outside)
            return 0.0;
        ways = ways_without(room, removed);
        if (ways.size() != 1)
            return static_cast<double>(beyond_[gate.row()].distance_m);
    }
}

double EscapeDistances::behind_first_m(std::int16_t gate, Ends ends) const {
    const std::vector<Gate>& gates = grid_->venue().gates;
    for (std::size_t guard = 0; gate >= 0 && guard <= gates.size(); ++guard) {
        const std::size_t g = row_of(gate);
        if (divides_rooms_[g] != 0 && (ends == Ends::room || gates[g].kind != GateKind::door))
            return static_cast<double>(beyond_[g].distance_m);
        const CellIndex cell = beyond_[g].cell;
        gate = cell == no_cell ? std::int16_t{-1} : field_.next_gate[row_of(cell)];
    }
    return 0.0;
}

EscapeWay EscapeDistances::from_cell(CellIndex floor_cell, double to_exit_m) const {
    EscapeWay way;
    if (!std::isfinite(to_exit_m))
        return way;
    // The way may reach a gate nearer than the cell behind it that is nearest to the exit: never below 0.
    const auto part = [to_exit_m](double behind_m) {
        return std::clamp(to_exit_m - behind_m, 0.0, to_exit_m);
    };
    const std::int16_t gate = field_.next_gate[row_of(floor_cell)];
    way.to_exit_m = to_exit_m;
    way.to_storey_exit_m = part(behind_first_m(gate, Ends::storey));
    way.out_of_room_m = part(behind_first_m(gate, Ends::room));
    way.in_one_direction_m = part(one_direction_ends_m_[row_of(rooms_.of(floor_cell))]);
    return way;
}

CellIndex EscapeDistances::cell_at(SurfaceId surface, Vec2 position) const {
    return surface.is_valid() ? grid_->locate(surface, position) : no_cell;
}

EscapeWay EscapeDistances::from(SurfaceId surface, Vec2 position) const {
    const CellIndex c = cell_at(surface, position);
    if (c == no_cell)
        return {};
    if (const CellIndex aisle = rows_of_seats_.aisle_from(*grid_, c); aisle != no_cell)
        return from_cell(aisle,
                         static_cast<double>(rows_of_seats_.field.time_s[row_of(c)]) * seat_row_speed_mps +
                             static_cast<double>(field_.time_s[row_of(aisle)]));
    return from_cell(c, static_cast<double>(travel_time_s(*grid_, field_, surface, position)));
}

std::int32_t EscapeDistances::room_at(SurfaceId surface, Vec2 position) const {
    const CellIndex c = cell_at(surface, position);
    if (c == no_cell)
        return -1;
    const CellIndex aisle = rows_of_seats_.aisle_from(*grid_, c);
    return rooms_.of(aisle == no_cell ? c : aisle);
}

EscapeDistances::Longest EscapeDistances::longest() const {
    Longest longest;
    const auto take = [](Place& place, double distance_m, SurfaceId surface, Vec2 at) {
        if (distance_m > place.distance_m || (std::isnan(place.distance_m) && !std::isnan(distance_m)))
            place = {distance_m, surface, at};
    };
    const auto take_all = [&](const EscapeWay& way, SurfaceId surface, Vec2 at) {
        take(longest.to_exit, way.to_exit_m, surface, at);
        take(longest.to_storey_exit, way.to_storey_exit_m, surface, at);
        take(longest.out_of_room, way.out_of_room_m, surface, at);
        take(longest.in_one_direction, way.in_one_direction_m, surface, at);
    };
    for (const Seat& seat : grid_->venue().seats)
        take_all(from(seat.surface, seat.position), seat.surface, seat.position);
    constexpr unsigned not_floor =
        NavigationGrid::absent | NavigationGrid::soft | NavigationGrid::seat | NavigationGrid::seat_row;
    for (std::size_t i = 0; i < grid_->cell_count(); ++i) {
        const auto c = static_cast<CellIndex>(i);
        if ((grid_->flags(c) & not_floor) == 0)
            take_all(from_cell(c, static_cast<double>(field_.time_s[i])), grid_->surface(c),
                     grid_->centre(c));
    }
    return longest;
}

}  // namespace wayout
