#include "locomotion/gate_index.hpp"

#include "locomotion/hydraulic.hpp"
#include "locomotion/settings.hpp"

#include "geometry/segment.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace wayout {

GateIndex::GateIndex(const Venue& venue, const SurfaceGrid& grid, const JoinedSurfaces& joined)
    : first_(grid.cell_count() + 1) {
    std::vector<std::vector<std::int32_t>> gates_of_surface(venue.surfaces.size());
    for (std::size_t g = 0; g < venue.gates.size(); ++g) {
        const Gate& gate = venue.gates[g];
        gates_of_surface[gate.left.row()].push_back(static_cast<std::int32_t>(g));
        if (gate.kind == GateKind::joint)
            gates_of_surface[gate.right.row()].push_back(static_cast<std::int32_t>(g));
    }
    std::vector<std::int32_t> seen;
    std::vector<std::int32_t> found;
    for (std::size_t s = 0; s < venue.surfaces.size(); ++s) {
        const SurfaceGrid::Part& part = grid.part(s);
        for (std::int32_t row = part.row0; row < part.row0 + part.rows; ++row)
            for (std::int32_t column = part.column0; column < part.column0 + part.columns; ++column) {
                const Box cell = SurfaceGrid::box_of_cell(column, row);
                const Box surroundings = cell.grown(reach_m);
                found.clear();
                seen.assign(1, static_cast<std::int32_t>(s));
                joined.append_seen_from(s, cell, reach_m, seen);
                for (const std::int32_t surface : seen)
                    for (const std::int32_t g : gates_of_surface[static_cast<std::size_t>(surface)]) {
                        const Segment& line = venue.gates[static_cast<std::size_t>(g)].line;
                        if (surroundings.overlaps(bounds(line)) && distance(cell, line) <= reach_m)
                            found.push_back(g);
                    }
                std::sort(found.begin(), found.end());
                found.erase(std::unique(found.begin(), found.end()), found.end());
                gates_.insert(gates_.end(), found.begin(), found.end());
                first_[static_cast<std::size_t>(part.cell(column, row)) + 1] =
                    static_cast<std::uint32_t>(gates_.size());
            }
    }
}

bool crosses(const Gate& gate, Vec2 from, Vec2 to, PathCrossing& crossing) {
    const double side_from = orientation(gate.line.a, gate.line.b, from);
    const double side_to = orientation(gate.line.a, gate.line.b, to);
    if ((side_from > 0.0) == (side_to > 0.0))
        return false;
    const double past_a = orientation(from, to, gate.line.a);
    const double past_b = orientation(from, to, gate.line.b);
    if ((past_a > 0.0 && past_b > 0.0) || (past_a < 0.0 && past_b < 0.0))
        return false;
    crossing.left_to_right = side_from > 0.0;
    crossing.path_frac = std::clamp(side_from / (side_from - side_to), 0.0, 1.0);
    return true;
}

namespace {

/// Escalators that stand still count as stairs (NFPA 130); here: at the start of the run.
bool leads_to_stair(const Venue& venue, const Gate& gate) {
    const auto is_stair = [&](SurfaceId surface) {
        if (!surface.is_valid())
            return false;
        const Surface& flight = venue.surfaces[surface.row()];
        return flight.kind == SurfaceKind::stair ||
               (flight.kind == SurfaceKind::escalator && flight.motion == StairSpec::Motion::stopped);
    };
    return gate.kind == GateKind::joint && (is_stair(gate.left) || is_stair(gate.right));
}

/// Persons per second; nothing: no limit.
std::optional<double> limit_pps(const Venue& venue, const Gate& gate, const LocomotionSettings& settings,
                                bool is_stair) {
    switch (gate.flow_limit.kind) {
        case FlowLimit::Kind::persons_per_s:
            return gate.flow_limit.value;
        case FlowLimit::Kind::specific_flow:
            return gate.flow_limit.value * gate.clear_width_m;
        case FlowLimit::Kind::none:
            break;
    }
    if (gate.service_s)
        return std::nullopt;  // its service is what limits it
    if (settings.is_hydraulic)
        return hydraulic::capacity_pps(venue, gate);
    const double per_m = is_stair                       ? settings.stair_flow_pps_per_m
                         : gate.kind != GateKind::joint ? settings.opening_flow_pps_per_m
                                                        : 0.0;
    if (per_m == 0.0)
        return std::nullopt;
    return per_m * gate.clear_width_m;
}

/// The same gate as wide as its first leaf.
Gate of_one_leaf(const Gate& gate) {
    Gate narrow = gate;
    narrow.line = gate.first_leaf;
    narrow.clear_width_m = length(gate.first_leaf);
    return narrow;
}

}  // namespace

GateTimers::GateTimers(const Venue& venue, const LocomotionSettings& settings)
    : interval_s_(venue.gates.size()), timers_(venue.gates.size()) {
    for (std::size_t g = 0; g < venue.gates.size(); ++g) {
        const Gate& gate = venue.gates[g];
        const std::optional<double> flow_pps =
            limit_pps(venue, gate.leaves && gate.leaves->open_leaves < 2 ? of_one_leaf(gate) : gate, settings,
                      leads_to_stair(venue, gate));
        if (!flow_pps)
            continue;
        interval_s_[g] = *flow_pps > 0.0 ? 1.0 / *flow_pps : std::numeric_limits<double>::infinity();
        if (!(*flow_pps > 0.0))
            for (Timer& timer : timers_[g]) timer.opens_at_s = std::numeric_limits<double>::infinity();
    }
}

void GateTimers::set_leaves(const Venue& venue, const LocomotionSettings& settings, GateId gate,
                            bool both_open) {
    const Gate& whole = venue.gates[gate.row()];
    const std::optional<double> flow_pps =
        limit_pps(venue, both_open ? whole : of_one_leaf(whole), settings, false);
    if (flow_pps && *flow_pps > 0.0)
        interval_s_[gate.row()] = 1.0 / *flow_pps;
}

void GateTimers::set_stair(const Venue& venue, const LocomotionSettings& settings, GateId joint,
                           bool is_stair) {
    const std::optional<double> flow_pps = limit_pps(venue, venue.gates[joint.row()], settings, is_stair);
    interval_s_[joint.row()] = flow_pps && *flow_pps > 0.0 ? 1.0 / *flow_pps : 0.0;
}

bool GateTimers::let_through(std::int32_t gate, bool left_to_right, double time_s) {
    const auto g = static_cast<std::size_t>(gate);
    Timer& timer = timers_[g][left_to_right ? 0 : 1];
    if (timer.opens_at_s > time_s + time_rounding_s) {
        timer.queue_now = true;
        return false;
    }
    const bool is_continuous = timer.queue_before || timer.used_now;
    timer.opens_at_s =
        (is_continuous ? timer.opens_at_s : std::max(time_s, timer.opens_at_s)) + interval_s_[g];
    timer.used_now = true;
    return true;
}

void GateTimers::end_step() {
    for (std::array<Timer, 2>& directions : timers_)
        for (Timer& timer : directions) {
            timer.queue_before = timer.queue_now;
            timer.queue_now = timer.used_now = false;
        }
}

}  // namespace wayout
