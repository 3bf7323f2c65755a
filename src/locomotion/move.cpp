#include "core/assert.hpp"
#include "geometry/segment.hpp"
#include "locomotion/mover.hpp"
#include "locomotion/mover_impl.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wayout {
namespace {

using Impl = Mover::Impl;

/// Far from everybody.
constexpr double sentinel_m = 1e9;

/// Calls body(list, findings) for the pair lists that have entries.
template <typename Body>
void for_each_list(Impl& m, ThreadPool& pool, Body&& body) {
    parallel_for(pool, m.used_lists.size(), Impl::lists_per_chunk,
                 [&](std::size_t begin, std::size_t end, std::size_t) {
                     for (std::size_t l = begin; l < end; ++l)
                         body(m.pair_lists[m.used_lists[l]], m.motion[l]);
                 });
}

void prepare(Impl& m) {
    m.used_lists.clear();
    for (std::size_t l = 0; l < m.pair_lists.size(); ++l)
        if (!m.pair_lists[l].entries.empty())
            m.used_lists.push_back(static_cast<std::uint32_t>(l));
    if (m.motion.size() < m.used_lists.size())
        m.motion.resize(m.used_lists.size());
    for (std::size_t l = 0; l < m.used_lists.size(); ++l) {
        m.motion[l].overlaps = {};
        m.motion[l].wall_reverts = 0;
        m.motion[l].crossed.clear();
    }
    const std::size_t count = m.order.size();
    m.pushed_m.resize(count);
    m.walked_to_m.resize(count);
    m.arrived_m.resize(count);
    m.arrived_surface.resize(count);
    m.is_held.assign(count, 0);
}

/// Everybody to where the plan leads, bystanders to where they stand.
BodyPositions place_bodies(Impl& m, ThreadPool& pool) {
    const std::size_t bystander_count = m.bystanders.place_count();
    const std::size_t first_walker = bystander_count + 1;
    const bool is_new = m.bystanders_in_positions != m.bystanders.version() || m.positions[0].empty();
    for (std::vector<Vec2>& positions : m.positions) {
        positions.resize(first_walker + m.order.size());
        if (is_new) {
            const PeopleColumns& people = m.bystanders.people();
            for (std::size_t b = 0; b < bystander_count; ++b) positions[b] = {people.x_m[b], people.y_m[b]};
            positions[bystander_count] = {sentinel_m, sentinel_m};
        }
    }
    parallel_for(pool, m.order.size(), Impl::places_per_chunk,
                 [&](std::size_t begin, std::size_t end, std::size_t) {
                     for (std::vector<Vec2>& positions : m.positions)
                         std::copy(m.walkers.planned_m.data() + begin, m.walkers.planned_m.data() + end,
                                   positions.data() + first_walker + begin);
                 });
    m.bystanders_in_positions = m.bystanders.version();
    return {m.positions[0], m.positions[1], static_cast<std::int32_t>(bystander_count)};
}

/// Parts B and C of the step. Returns where everybody is afterwards.
ProjectionState project(Impl& m, ThreadPool& pool) {
    ProjectionState state{&m.settings,           &m.walls, &m.walkers, &m.bystanders.people(),
                          place_bodies(m, pool), {}};
    if (m.crush.is_anybody_in)
        state.is_fixed = m.crush.is_in;
    for_each_list(m, pool, [&](PairList& pairs, Impl::MotionFindings& f) {
        f.coincident_centres = select_pairs(state, pairs);
    });
    const PushApart push_apart =
        m.settings.planning == PlanningModel::time_gap ? m.kernel.push_apart : leave_overlaps;
    for (int iteration = 0; iteration < m.settings.projection_iterations; ++iteration) {
        for_each_list(m, pool, [&](PairList& pairs, Impl::MotionFindings& f) {
            f.has_moved = push_apart(state, pairs);
            f.has_moved |= push_out_of_walls(state, pairs);
        });
        const bool any_moved =
            std::any_of(m.motion.begin(), m.motion.begin() + static_cast<std::ptrdiff_t>(m.used_lists.size()),
                        [](const Impl::MotionFindings& f) { return f.has_moved; });
        std::swap(m.positions[0], m.positions[1]);
        state.bodies.now = m.positions[0];
        state.bodies.next = m.positions[1];
        if (!any_moved)
            break;
    }
    return state;
}

/// Whether a path that touches or crosses the wall is forbidden. One-sided walls may be crossed to their
/// left.
bool is_stopped_by(const Segment& wall, bool one_sided, Vec2 from, Vec2 to) {
    const double side_from = orientation(wall.a, wall.b, from);
    const double side_to = orientation(wall.a, wall.b, to);
    const bool changes_side =
        (side_from > 0.0 && side_to <= 0.0) || (!one_sided && side_from < 0.0 && side_to >= 0.0);
    if (!changes_side)
        return false;
    const double past_a = orientation(from, to, wall.a);
    const double past_b = orientation(from, to, wall.b);
    return !((past_a > 0.0 && past_b > 0.0) || (past_a < 0.0 && past_b < 0.0));
}

bool path_is_free(const Impl& m, const PairList& pairs, const PairList::Entry& entry, Vec2 from, Vec2 to) {
    const auto p = static_cast<std::size_t>(entry.place);
    // The walls of the entry are those within the wall radius and more; for a longer way all must be asked.
    const double known_m = static_cast<double>(m.walkers.wall_radius_m[p]);
    if (length_squared(to - from) <= known_m * known_m) {
        for (std::uint32_t k = entry.first_wall; k < entry.first_wall + entry.wall_count; ++k) {
            const TouchableWall& wall = pairs.walls[k];
            if (is_stopped_by(m.walls.line(wall.wall).segment, wall.one_sided, from, to))
                return false;
        }
        return true;
    }
    const NearWalls walls = m.walls.walls_near(m.walkers.cell[p]);
    for (std::size_t i = 0; i < walls.count; ++i)
        if (is_stopped_by(m.walls.line(walls.wall[i]).segment, walls.is_one_sided(i), from, to))
            return false;
    return true;
}

/// Follows the path over the gates on it: notes the crossings, and on which surface it ends.
std::int32_t cross_gates(const Impl& m, std::int32_t place, Vec2 from, Vec2 to, std::int32_t surface,
                         std::int32_t row, std::vector<Impl::MotionFindings::Crossed>& crossed) {
    const std::span<const std::int32_t> near =
        m.gates.gates_near(m.walkers.cell[static_cast<std::size_t>(place)]);
    double reached_frac = -1.0;
    std::int32_t reached_gate = -1;
    // Next gate in the order of the path, again and again: there is rarely more than one.
    for (;;) {
        PathCrossing next{-1, false, 2.0};
        for (const std::int32_t g : near) {
            PathCrossing c{g};
            if (!crosses(m.venue->gates[static_cast<std::size_t>(g)], from, to, c))
                continue;
            const bool is_ahead =
                c.path_frac > reached_frac || (c.path_frac == reached_frac && g > reached_gate);
            if (is_ahead && c.path_frac < next.path_frac)
                next = c;
        }
        if (next.gate < 0)
            return surface;
        reached_frac = next.path_frac;
        reached_gate = next.gate;
        const Gate& gate = m.venue->gates[static_cast<std::size_t>(next.gate)];
        const std::int32_t from_surface = next.left_to_right ? gate.left.value : gate.right.value;
        const std::int32_t to_surface = next.left_to_right ? gate.right.value : gate.left.value;
        if (from_surface != surface)
            continue;  // the gate belongs to another level
        crossed.push_back(
            {{row, GateId(next.gate), next.left_to_right, static_cast<float>(next.path_frac)}, place});
        if (gate.kind == GateKind::exit)
            return surface;
        surface = to_surface;
    }
}

/// Part D but for the writing: paths against walls and gates.
void finish_paths(Impl& m, const Agents& agents, const ProjectionState& state, const PairList& pairs,
                  Impl::MotionFindings& findings) {
    const double time_step_s = m.settings.time_step_s;
    findings.overlaps = m.kernel.measure_overlaps(state, pairs);
    for (const PairList::Entry& entry : pairs.entries) {
        const auto p = static_cast<std::size_t>(entry.place);
        const std::int32_t row = m.order.rows()[p];
        const Vec2 from{m.walkers.x_m[p], m.walkers.y_m[p]};
        m.pushed_m[p] = 0.0F;
        Vec2 walked_to = state.bodies.now[static_cast<std::size_t>(state.bodies.body_of_walker(entry.place))];
        Vec2 to = walked_to;
        if (m.is_carried)
            to += time_step_s * Vec2{static_cast<double>(m.walkers.carry_x_mps[p]),
                                     static_cast<double>(m.walkers.carry_y_mps[p])};
        if (!path_is_free(m, pairs, entry, from, to)) {
            ++findings.wall_reverts;
            walked_to = to = from;
        }
        m.walked_to_m[p] = walked_to;
        m.arrived_m[p] = to;
        const std::int32_t surface = agents.surface[static_cast<std::size_t>(row)];
        m.arrived_surface[p] = m.gates.gates_near(m.walkers.cell[p]).empty()
                                   ? surface
                                   : cross_gates(m, entry.place, from, to, surface, row, findings.crossed);
    }
    for (const BodyGroup& group : pairs.groups)
        for (std::size_t lane = 0; lane < BodyGroup::size && group.body[lane] != state.bodies.sentinel;
             ++lane)
            m.pushed_m[static_cast<std::size_t>(state.bodies.walker_of_body(group.body[lane]))] =
                group.pushed_m[lane];
}

/// Those who may not cross a gate stay where they were.
void hold_those_who_may_not_cross(Impl& m, const Agents& agents) {
    for (const Impl::MotionFindings::Crossed& c : m.all_crossed) {
        const auto p = static_cast<std::size_t>(c.place);
        if (m.is_held[p] != 0 ||
            !m.rules.is_forbidden(c.crossing.gate.value, c.crossing.left_to_right,
                                  agents.population[static_cast<std::size_t>(c.crossing.row)]))
            continue;
        m.is_held[p] = 1;
        ++m.statistics.held_at_gates;
    }
}

/// Those who want through gates with a flow limit or a service ask one after another, nearest to their goal
/// first; at a service those who came first. Whoever has to wait stays where he was.
void ask_at_limited_gates(Impl& m, double time_s) {
    m.candidates.clear();
    const bool has_rules = m.rules.is_any();
    for (std::size_t c = 0; c < m.all_crossed.size(); ++c) {
        const std::int32_t gate = m.all_crossed[c].crossing.gate.value;
        const bool is_served = has_rules && m.rules.is_served(gate);
        if (!is_served && !m.timers.is_limited(gate))
            continue;
        const auto p = static_cast<std::size_t>(m.all_crossed[c].place);
        const std::int32_t id = m.walkers.id[p];
        m.candidates.push_back({is_served ? m.rules.turn_of(gate, static_cast<AgentId>(id)) : 0,
                                m.walkers.travel_time_s[p], id, c});
    }
    std::sort(m.candidates.begin(), m.candidates.end(),
              [](const Impl::Candidate& a, const Impl::Candidate& b) {
                  if (a.turn != b.turn)
                      return a.turn < b.turn;
                  if (a.travel_time_s != b.travel_time_s)
                      return a.travel_time_s < b.travel_time_s;
                  return a.id != b.id ? a.id < b.id : a.crossed < b.crossed;
              });
    for (const Impl::Candidate& candidate : m.candidates) {
        const Impl::MotionFindings::Crossed& c = m.all_crossed[candidate.crossed];
        const auto p = static_cast<std::size_t>(c.place);
        if (m.is_held[p])
            continue;
        const std::int32_t gate = c.crossing.gate.value;
        const bool passes = has_rules && m.rules.is_served(gate)
                                ? m.rules.let_through(gate, static_cast<AgentId>(candidate.id), time_s)
                                : m.timers.let_through(gate, c.crossing.left_to_right, time_s);
        if (passes)
            continue;
        m.is_held[p] = 1;
        ++m.statistics.held_at_gates;
    }
    m.timers.end_step();
    if (has_rules)
        m.rules.end_step();
}

void collect_crossings(Impl& m, const Agents& agents, double time_s) {
    m.all_crossed.clear();
    for (std::size_t l = 0; l < m.used_lists.size(); ++l)
        m.all_crossed.insert(m.all_crossed.end(), m.motion[l].crossed.begin(), m.motion[l].crossed.end());
    if (m.rules.is_any())
        hold_those_who_may_not_cross(m, agents);
    ask_at_limited_gates(m, time_s);
    m.crossings.clear();
    for (const Impl::MotionFindings::Crossed& c : m.all_crossed)
        if (!m.is_held[static_cast<std::size_t>(c.place)])
            m.crossings.push_back(c.crossing);
    std::sort(m.crossings.begin(), m.crossings.end(), [&](const GateCrossing& a, const GateCrossing& b) {
        if (a.row != b.row)
            return agents.id[static_cast<std::size_t>(a.row)] < agents.id[static_cast<std::size_t>(b.row)];
        return a.step_frac != b.step_frac ? a.step_frac < b.step_frac : a.gate < b.gate;
    });
}

/// Makes hardly any way, or still ignores somebody because of that: a stand-off lasts until the two have
/// passed each other.
bool is_blocked(const Impl& m, std::size_t p, Vec2 velocity) {
    const WalkerColumns& w = m.walkers;
    const Vec2 desired{static_cast<double>(w.desired_x[p]), static_cast<double>(w.desired_y[p])};
    if (desired == Vec2{})
        return false;
    const double enough_mps = m.settings.standoff_speed_frac * static_cast<double>(w.free_speed_mps[p]);
    return w.ignores[p] != 0 || dot(velocity, desired) < enough_mps;
}

void write_back(Impl& m, Agents& agents, ThreadPool& pool) {
    const double per_step_hz = 1.0 / m.settings.time_step_s;
    const double max_factor = m.settings.max_speed_factor;
    const float newton_per_m = static_cast<float>(
        m.settings.body_mass_kg / (m.settings.contact_relaxation_time_s * m.settings.time_step_s));
    const auto time_step_s = static_cast<float>(m.settings.time_step_s);
    m.contact_n.assign(agents.size(), 0.0F);
    const std::size_t first_walker = m.bystanders.place_count() + 1;
    parallel_for(
        pool, m.order.size(), Impl::places_per_chunk, [&](std::size_t begin, std::size_t end, std::size_t) {
            for (std::size_t p = begin; p < end; ++p) {
                const auto row = static_cast<std::size_t>(m.order.rows()[p]);
                const Vec2 from{m.walkers.x_m[p], m.walkers.y_m[p]};
                const bool held = m.is_held[p] != 0;
                const Vec2 arrived = held ? from : m.arrived_m[p];
                Vec2 velocity = held ? Vec2{} : per_step_hz * (m.walked_to_m[p] - from);
                const bool is_pressed = m.crush.is_anybody_in && m.crush.is_in[p] != 0;
                if (is_pressed && arrived != from)
                    velocity = m.crush.velocity[0][first_walker + p];
                const double limit_mps = max_factor * static_cast<double>(m.walkers.free_speed_mps[p]);
                if (const double speed2 = length_squared(velocity);
                    !is_pressed && speed2 > limit_mps * limit_mps)
                    velocity = (limit_mps / std::sqrt(speed2)) * velocity;
                agents.x_m[row] = arrived.x;
                agents.y_m[row] = arrived.y;
                agents.vx_mps[row] = static_cast<float>(velocity.x);
                agents.vy_mps[row] = static_cast<float>(velocity.y);
                agents.heading_x[row] = m.walkers.next_heading_x[p];
                agents.heading_y[row] = m.walkers.next_heading_y[p];
                agents.turn[row] = m.walkers.turn[p];
                if (!held)
                    agents.surface[row] = m.arrived_surface[p];
                agents.blocked_s[row] =
                    is_blocked(m, p, velocity) ? m.walkers.blocked_s[p] + time_step_s : 0.0F;
                m.contact_n[row] =
                    is_pressed ? m.crush.loads[row].compressive_n : newton_per_m * m.pushed_m[p];
            }
        });
}

}  // namespace

void move(Mover& mover, Agents& agents, double time_s, ThreadPool& pool) {
    Impl& m = mover.impl();
    WAYOUT_ASSERT(m.cell_of_row.size() == agents.size(), "people were added or removed inside a step");
    m.statistics = {};
    prepare(m);
    press_together(m, agents, pool);
    const ProjectionState state = project(m, pool);
    for_each_list(
        m, pool, [&](PairList& pairs, Impl::MotionFindings& f) { finish_paths(m, agents, state, pairs, f); });
    collect_crossings(m, agents, time_s);
    write_back(m, agents, pool);
    heat_crush_zone(m, agents);

    Overlaps overlaps;
    for (std::size_t l = 0; l < m.used_lists.size(); ++l) {
        overlaps.add(m.motion[l].overlaps);
        m.statistics.wall_reverts += m.motion[l].wall_reverts;
        m.statistics.coincident_centres += m.motion[l].coincident_centres;
    }
    m.statistics.walker_count = m.order.size();
    m.statistics.pair_count = overlaps.pair_count;
    m.statistics.overlap_over_20_mm = overlaps.over_20_mm;
    m.statistics.overlap_over_100_mm = overlaps.over_100_mm;
    m.statistics.max_overlap_m = overlaps.max_m;
    for (const std::uint64_t count : m.standoffs) m.statistics.standoffs += count;
}

}  // namespace wayout
