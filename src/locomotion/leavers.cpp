#include "locomotion/leavers.hpp"

#include "geometry/segment.hpp"
#include "locomotion/mover_impl.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace wayout {
namespace {

/// Away from the inside, which lies to the left of an exit's line.
Vec2 outwards(const Gate& exit) {
    return -perp(unit(exit.line.b - exit.line.a));
}

/// How far somebody at p can go along `direction` before touching one of those ahead.
double gap_m(Vec2 p, Vec2 direction, double radius_m, std::span<const Leaver> ahead,
             const LocomotionSettings& settings) {
    double shortest_m = std::numeric_limits<double>::infinity();
    for (const Leaver& leaver : ahead) {
        const Vec2 q = leaver.position_m - p;
        const double lon_m = dot(q, direction);
        const double lat_m = std::abs(cross(direction, q));
        const double touch_m = radius_m + leaver.radius_m;
        if (lon_m <= 0.0 || lat_m >= settings.blocking_width_factor * touch_m ||
            length_squared(q) > settings.neighbour_range_m * settings.neighbour_range_m)
            continue;
        shortest_m =
            std::min(shortest_m, std::max(0.0, lon_m - std::sqrt(touch_m * touch_m - lat_m * lat_m)));
    }
    return shortest_m;
}

}  // namespace

void let_leavers_walk_on(Mover& mover, const Agents& agents) {
    Mover::Impl& m = mover.impl();
    if (m.settings.is_hydraulic)  // nobody takes room, outside neither
        return;
    m.leavers.resize(m.venue->gates.size());
    for (std::size_t g = 0; g < m.leavers.size(); ++g) {
        std::vector<Leaver>& leavers = m.leavers[g];
        if (leavers.empty())
            continue;
        const Gate& exit = m.venue->gates[g];
        const Vec2 direction = outwards(exit);
        // In the order of leaving: each sees those before him where they are at the end of the step.
        for (std::size_t k = 0; k < leavers.size(); ++k) {
            Leaver& leaver = leavers[k];
            const double gap =
                gap_m(leaver.position_m, direction, leaver.radius_m, {leavers.data(), k}, m.settings);
            const double speed_mps = std::min(leaver.free_speed_mps, gap / leaver.time_gap_s);
            leaver.position_m += m.settings.time_step_s * speed_mps * direction;
        }
        std::erase_if(leavers, [&](const Leaver& leaver) {
            return dot(leaver.position_m - exit.line.a, direction) > m.settings.neighbour_range_m;
        });
    }
    for (const GateCrossing& crossing : mover.crossings()) {
        if (m.venue->gates[crossing.gate.row()].kind != GateKind::exit)
            continue;
        const auto row = static_cast<std::size_t>(crossing.row);
        m.leavers[crossing.gate.row()].push_back({{agents.x_m[row], agents.y_m[row]},
                                                  static_cast<double>(agents.free_speed_mps[row]),
                                                  static_cast<double>(agents.time_gap_s[row]),
                                                  static_cast<double>(agents.radius_m[row])});
    }
}

namespace {

/// Only those near the exit can be held back: the others are not even looked at.
void hold_back_before(Mover::Impl& m, const Agents& agents, std::size_t exit) {
    WalkerColumns& w = m.walkers;
    const Gate& gate = m.venue->gates[exit];
    constexpr double rounding_m = 1e-3;
    const Box near = bounds(gate.line).grown(m.settings.neighbour_range_m + rounding_m);
    m.grid.for_each_run(gate.left.row(), near, [&](std::int32_t first_cell, std::int32_t end_cell) {
        for (std::size_t p = m.order.first_place(first_cell); p < m.order.first_place(end_cell); ++p) {
            const auto row = static_cast<std::size_t>(m.order.rows()[p]);
            const Vec2 position{w.x_m[p], w.y_m[p]};
            if (agents.exit_gate[row] != static_cast<std::int32_t>(exit) ||
                distance(gate.line, position) > m.settings.neighbour_range_m)
                continue;
            const Vec2 way = w.planned_m[p] - position;
            const double way_m = length(way);
            if (way_m == 0.0)
                continue;
            const double gap =
                gap_m(position, way / way_m, static_cast<double>(w.radius_m[p]), m.leavers[exit], m.settings);
            const double limit_mps =
                std::max(gap / static_cast<double>(w.time_gap_s[p]),
                         m.settings.pressing_frac * static_cast<double>(w.free_speed_mps[p]));
            const double limit_m = limit_mps * m.settings.time_step_s;
            if (limit_m < way_m)
                w.planned_m[p] = position + (limit_m / way_m) * way;
        }
    });
}

}  // namespace

void keep_gap_to_leavers(Mover& mover, const Agents& agents, ThreadPool& pool) {
    Mover::Impl& m = mover.impl();
    if (std::all_of(m.leavers.begin(), m.leavers.end(), [](const auto& list) { return list.empty(); }))
        return;
    parallel_for(pool, m.leavers.size(), 1, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t exit = begin; exit < end; ++exit)
            if (!m.leavers[exit].empty())
                hold_back_before(m, agents, exit);
    });
}

}  // namespace wayout
