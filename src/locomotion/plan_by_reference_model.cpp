/// Plans by the published models: whom and which walls a walker sees, and what follows from it. One person at
/// a time in double precision; every walker reads the state at the start of the step.
#include "geometry/segment.hpp"
#include "locomotion/anticipation_velocity.hpp"
#include "locomotion/collision_free_speed.hpp"
#include "locomotion/mover_impl.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wayout {
namespace {

/// Cut-off radii of all three models. Source: read in JuPedSim (locomotion specification 1).
constexpr double sight_m = 3.0;
constexpr double wall_sight_m = 4.0;
static_assert(wall_sight_m <= WallIndex::reach_m);
constexpr auto sight_cells = static_cast<std::int32_t>(sight_m / SurfaceGrid::cell_m);
static_assert(sight_cells * SurfaceGrid::cell_m == sight_m);

Vec2 as_vec2(float x, float y) {
    return {static_cast<double>(x), static_cast<double>(y)};
}

class BlockView {
public:
    BlockView(const Mover::Impl& m, std::size_t surface, const BlockJob& job,
              ReferenceState::Scratch& scratch)
        : m_(m), surface_(surface), job_(job), s_(scratch) {
        find_nearby();
    }

    std::size_t nearby_count() const { return s_.nearby.size(); }

    /// Fills `seen` and `to_walls_m` for one walker. Returns the number of people within 1 m.
    std::uint16_t look_around(const CellJob& cell, std::uint32_t place, PairList::Entry& entry) {
        const WalkerColumns& w = *job_.walkers;
        const Vec2 here{w.x_m[place], w.y_m[place]};
        const auto radius_m = static_cast<double>(w.radius_m[place]);
        const double margin_m =
            m_.settings.projection_margin_m +
            static_cast<double>(w.free_speed_mps[place] + m_.fastest_mps) * m_.settings.time_step_s;
        s_.seen.clear();
        s_.to_walls_m.clear();
        std::uint16_t near_count = 0;
        for (const NearbyPerson& other : s_.nearby) {
            Vec2 offset_m = other.position_m - here;
            const double distance2 = length_squared(offset_m);
            if (!(distance2 <= sight_m * sight_m) || other.place == static_cast<std::int32_t>(place) ||
                is_hidden(cell.walls, here, other))
                continue;
            const double contact_m = radius_m + other.radius_m;
            near_count = static_cast<std::uint16_t>(near_count + (distance2 < 1.0 ? 1 : 0));
            if (distance2 < (contact_m + margin_m) * (contact_m + margin_m))
                add_pair(entry, other.place, contact_m);
            if (distance2 < min_offset_m * min_offset_m)
                offset_m =
                    -min_offset_m * direction_of_leaving(w.id[place], static_cast<std::int32_t>(other.id));
            s_.seen.push_back({offset_m, contact_m, other.velocity_mps, other.heading, other.id});
        }
        look_at_walls(cell.walls, here);
        return near_count;
    }

private:
    /// The models need a direction between centres that coincide, and away from a wall that is stood upon.
    static constexpr double min_offset_m = 1e-9;

    void find_nearby() {
        s_.nearby.clear();
        const auto column = static_cast<std::int32_t>(job_.origin_x_m);
        const auto row = static_cast<std::int32_t>(job_.origin_y_m);
        Box block = SurfaceGrid::box_of_cell(column, row);
        block.add(SurfaceGrid::box_of_cell(column + SurfaceGrid::block_cells - 1,
                                           row + SurfaceGrid::block_cells - 1));
        s_.surfaces.assign(1, static_cast<std::int32_t>(surface_));
        m_.joined.append_seen_from(surface_, block, sight_m, s_.surfaces);
        for (const std::int32_t surface : s_.surfaces) {
            const SurfaceGrid::Part& part = m_.grid.part(static_cast<std::size_t>(surface));
            const std::int32_t first_column = std::max(column - sight_cells, part.column0);
            const std::int32_t end_column =
                std::min(column + SurfaceGrid::block_cells + sight_cells, part.column0 + part.columns);
            const std::int32_t end_row =
                std::min(row + SurfaceGrid::block_cells + sight_cells, part.row0 + part.rows);
            for (std::int32_t r = std::max(row - sight_cells, part.row0); r < end_row; ++r)
                if (first_column < end_column)
                    add_cells(surface, part.cell(first_column, r), end_column - first_column);
        }
    }

    void add_cells(std::int32_t surface, std::int32_t first_cell, std::int32_t count) {
        const WalkerColumns& w = *job_.walkers;
        for (std::uint32_t p = m_.order.first_place(first_cell); p < m_.order.first_place(first_cell + count);
             ++p)
            add(surface, w, p, as_vec2(w.heading_x[p], w.heading_y[p]), static_cast<std::int32_t>(p));
        const Bystanders& others = m_.bystanders;
        for (std::uint32_t p = others.first_place(first_cell); p < others.first_place(first_cell + count);
             ++p)
            add(surface, others.people(), p, {}, ~static_cast<std::int32_t>(p));
    }

    void add(std::int32_t surface, const PeopleColumns& people, std::uint32_t p, Vec2 heading,
             std::int32_t place) {
        const Vec2 position{people.x_m[p], people.y_m[p]};
        const auto on = static_cast<std::size_t>(surface);
        if (on != surface_ && !m_.joined.is_any_beyond_joint(surface_, on, std::array{position}))
            return;
        s_.nearby.push_back({position, as_vec2(people.intended_x_mps[p], people.intended_y_mps[p]), heading,
                             static_cast<double>(people.radius_m[p]), static_cast<AgentId>(people.id[p]),
                             place});
    }

    void add_pair(PairList::Entry& entry, std::int32_t place, double contact_m) {
        PairList& pairs = *job_.pairs;
        pairs.partner[pairs.partner_count] = place;
        pairs.contact_m[pairs.partner_count++] = static_cast<float>(contact_m);
        ++entry.partner_count;
    }

    bool is_hidden(const NearWalls& walls, Vec2 here, const NearbyPerson& other) const {
        for (std::size_t i = 0; i < walls.count && static_cast<double>(walls.distance_m[i]) < sight_m; ++i) {
            if (walls.is_one_sided(i))
                continue;
            const Segment& wall = m_.walls.line(walls.wall[i]).segment;
            if (orientation(wall.a, wall.b, here) * orientation(wall.a, wall.b, other.position_m) < 0.0 &&
                orientation(here, other.position_m, wall.a) * orientation(here, other.position_m, wall.b) <
                    0.0)
                return true;
        }
        return false;
    }

    void look_at_walls(const NearWalls& walls, Vec2 here) {
        for (std::size_t i = 0; i < walls.count && static_cast<double>(walls.distance_m[i]) < wall_sight_m;
             ++i) {
            const Segment& wall = m_.walls.line(walls.wall[i]).segment;
            if (walls.is_one_sided(i) && !(orientation(wall.a, wall.b, here) > 0.0))
                continue;
            const Vec2 to_wall_m = closest_point(wall, here) - here;
            const double distance_m = length(to_wall_m);
            if (distance_m > min_offset_m && distance_m <= wall_sight_m)
                s_.to_walls_m.push_back(to_wall_m);
        }
    }

    const Mover::Impl& m_;
    std::size_t surface_;
    const BlockJob& job_;
    ReferenceState::Scratch& s_;
};

ReferenceWalker walker_at(const WalkerColumns& w, std::size_t p) {
    return {as_vec2(w.desired_x[p], w.desired_y[p]),           as_vec2(w.heading_x[p], w.heading_y[p]),
            as_vec2(w.intended_x_mps[p], w.intended_y_mps[p]), static_cast<double>(w.radius_m[p]),
            static_cast<double>(w.free_speed_mps[p]),          static_cast<double>(w.time_gap_s[p])};
}

ReferenceMotion motion_of(Mover::Impl& m, const ReferenceWalker& walker, AgentId id,
                          const ReferenceState::Scratch& s) {
    const double time_step_s = m.settings.time_step_s;
    switch (m.settings.planning) {
        case PlanningModel::collision_free_speed:
            return collision_free_speed::motion({}, walker, s.seen, s.to_walls_m);
        case PlanningModel::collision_free_speed_v3:
            return collision_free_speed::steered_motion({}, walker, s.seen, s.to_walls_m, time_step_s,
                                                        m.reference.steering_rad[id]);
        case PlanningModel::anticipation_velocity:
            return anticipation_velocity::motion({}, walker, s.seen, s.to_walls_m, time_step_s,
                                                 {m.settings.seed, id, m.plan_count});
        case PlanningModel::time_gap:
            break;
    }
    return {walker.heading, 0.0};
}

void set_out(WalkerColumns& w, std::size_t p, const ReferenceMotion& motion, double time_step_s) {
    w.next_heading_x[p] = static_cast<float>(motion.heading.x);
    w.next_heading_y[p] = static_cast<float>(motion.heading.y);
    w.planned_m[p] = Vec2{w.x_m[p], w.y_m[p]} + time_step_s * motion.speed_mps * motion.heading;
    w.ignores[p] = 0;
}

}  // namespace

void prepare_reference_model(Mover::Impl& m, std::size_t worker_count) {
    if (m.reference.scratch.size() < worker_count)
        m.reference.scratch.resize(worker_count);
    std::int32_t largest_id = 0;
    for (std::size_t p = 0; p < m.order.size(); ++p) largest_id = std::max(largest_id, m.walkers.id[p]);
    if (m.reference.steering_rad.size() <= static_cast<std::size_t>(largest_id))
        m.reference.steering_rad.resize(static_cast<std::size_t>(largest_id) + 1, 0.0);
}

void plan_by_reference_model(Mover::Impl& m, std::size_t surface, std::size_t worker, BlockJob& job) {
    ReferenceState::Scratch& scratch = m.reference.scratch[worker];
    WalkerColumns& w = *job.walkers;
    BlockView view(m, surface, job, scratch);
    for (const CellJob& cell : job.cells)
        for (std::uint32_t p = cell.first; p < cell.first + cell.count; ++p) {
            job.pairs->reserve_partners(view.nearby_count());
            PairList::Entry entry{static_cast<std::int32_t>(p),
                                  static_cast<std::uint32_t>(job.pairs->partner_count), 0, 0, 0};
            w.near_count[p] = view.look_around(cell, p, entry);
            job.pairs->entries.push_back(entry);
            const ReferenceWalker walker = walker_at(w, p);
            const bool stays = walker.desired == Vec2{} || !(walker.free_speed_mps > 0.0);
            set_out(w, p,
                    stays ? ReferenceMotion{walker.heading, 0.0}
                          : motion_of(m, walker, static_cast<AgentId>(w.id[p]), scratch),
                    m.settings.time_step_s);
        }
}

bool leave_overlaps(const ProjectionState& state, PairList& pairs) {
    for (const BodyGroup& group : pairs.groups)
        for (std::size_t lane = 0; lane < BodyGroup::size && group.body[lane] != state.bodies.sentinel;
             ++lane) {
            const auto body = static_cast<std::size_t>(group.body[lane]);
            state.bodies.next[body] = state.bodies.now[body];
        }
    return false;
}

}  // namespace wayout
