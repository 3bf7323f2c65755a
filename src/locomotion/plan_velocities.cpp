#include "geometry/segment.hpp"
#include "locomotion/mover.hpp"
#include "locomotion/mover_impl.hpp"

#include <algorithm>
#include <array>
#include <numbers>

namespace wayout {
namespace {

constexpr std::int32_t block_cells = SurfaceGrid::block_cells;
constexpr std::int32_t border = SurfaceGrid::border;

/// Walls nearer than the wall radius and this take part in the projection: a body is not pushed farther than
/// that by others.
constexpr double pushed_reach_m = 0.25;

struct Block {
    std::size_t index;
    std::size_t surface;
    std::int32_t column;  ///< of the first cell
    std::int32_t row;
};

/// Adds the people in a rectangle of cells of one surface, as far as the surface reaches and `is_seen` says
/// so of its cells; in each row those are neighbours.
template <typename People, typename IsSeen>
void add_runs(std::vector<Run>& runs, const SurfaceGrid::Part& part, const People& first_place,
              const PeopleColumns& columns, bool walking, const Block& block, const IsSeen& is_seen) {
    const std::int32_t row_end = std::min(block.row + block_cells + border, part.row0 + part.rows);
    for (std::int32_t row = std::max(block.row - border, part.row0); row < row_end; ++row) {
        std::int32_t column_begin = std::max(block.column - border, part.column0);
        std::int32_t column_end = std::min(block.column + block_cells + border, part.column0 + part.columns);
        while (column_begin < column_end && !is_seen(column_begin, row)) ++column_begin;
        while (column_begin < column_end && !is_seen(column_end - 1, row)) --column_end;
        if (column_begin >= column_end)
            continue;
        const std::int32_t cell = part.cell(column_begin, row);
        const std::uint32_t first = first_place(cell);
        const std::uint32_t count = first_place(cell + (column_end - column_begin)) - first;
        if (count > 0)
            runs.push_back({&columns, first, count, walking});
    }
}

void find_runs(const Mover::Impl& m, const Block& block, std::vector<Run>& runs) {
    const auto add_surface = [&](std::size_t surface, const auto& is_seen) {
        const SurfaceGrid::Part& part = m.grid.part(surface);
        add_runs(
            runs, part, [&](std::int32_t cell) { return m.order.first_place(cell); }, m.walkers, true, block,
            is_seen);
        if (m.bystanders.are_on(surface))
            add_runs(
                runs, part, [&](std::int32_t cell) { return m.bystanders.first_place(cell); },
                m.bystanders.people(), false, block, is_seen);
    };
    add_surface(block.surface, [](std::int32_t, std::int32_t) { return true; });
    for (const SeenSurfaces::Seen& other : m.seen.from_block(block.index))
        add_surface(static_cast<std::size_t>(other.surface), [&](std::int32_t column, std::int32_t row) {
            const std::int32_t bit =
                SeenSurfaces::bit_of_cell(column - block.column + border, row - block.row + border);
            return ((other.cells >> bit) & 1) != 0;
        });
}

/// A wall as the projection needs it, if it acts on a body at `position` and is within reach.
void add_if_touchable(const WallIndex& index, std::int32_t wall, bool one_sided, Vec2 position,
                      double radius_m, double step_m, double reach_m, std::vector<TouchableWall>& walls) {
    const WallIndex::Line& line = index.line(wall);
    const Vec2 from_start = position - line.segment.a;
    const double left_m = cross(line.along, from_start);
    const double along_m = dot(line.along, from_start);
    const double beyond_m = std::max({-along_m, along_m - line.length_m, 0.0});
    if (left_m * left_m + beyond_m * beyond_m > reach_m * reach_m || (one_sided && !(left_m > 0.0)))
        return;
    // Those who have just stepped over the front edge of a seat are not pushed on farther than they walk.
    const double clearance_m = one_sided ? std::min(radius_m, left_m + step_m) : radius_m;
    walls.push_back(
        {line.segment.a, line.along, line.length_m, left_m, along_m, clearance_m, wall, one_sided});
}

/// Whether a wall of the cell is so far from a point that add_if_touchable() would find it out of reach too.
/// Most are: this takes no more than the columns that lie at hand.
bool is_out_of_reach(const NearWalls& walls, std::size_t i, float x_m, float y_m, float reach_m) {
    constexpr float rounding_m = 0.01F;
    const float dx = x_m - walls.start_x_m[i];
    const float dy = y_m - walls.start_y_m[i];
    const float along = dx * walls.along_x[i] + dy * walls.along_y[i];
    const float foot = std::min(std::max(along, 0.0F), walls.length_m[i]);
    const float off_x = dx - foot * walls.along_x[i];
    const float off_y = dy - foot * walls.along_y[i];
    const float far_m = reach_m + rounding_m;
    return off_x * off_x + off_y * off_y > far_m * far_m;
}

/// Walls that the walkers of a cell may touch or cross in this step.
/// @param corner_m  of the cell
void find_touchable_walls(const Mover::Impl& m, const CellJob& cell, Vec2 corner_m, std::size_t first_entry,
                          PairList& pairs) {
    const WalkerColumns& w = m.walkers;
    const double farthest_m = static_cast<double>(m.largest_wall_radius_m) + pushed_reach_m +
                              static_cast<double>(m.fastest_mps) * m.settings.time_step_s;
    if (cell.walls.count == 0 || static_cast<double>(cell.walls.distance_m[0]) > farthest_m)
        return;
    for (std::size_t e = first_entry; e < first_entry + cell.count; ++e) {
        PairList::Entry& entry = pairs.entries[e];
        entry.first_wall = static_cast<std::uint32_t>(pairs.walls.size());
        const auto p = static_cast<std::size_t>(entry.place);
        const double radius_m = static_cast<double>(w.wall_radius_m[p]);
        const double step_m = static_cast<double>(w.free_speed_mps[p]) * m.settings.time_step_s;
        const double reach_m = radius_m + pushed_reach_m + step_m;
        const auto x_m = static_cast<float>(w.x_m[p] - corner_m.x);
        const auto y_m = static_cast<float>(w.y_m[p] - corner_m.y);
        for (std::size_t i = 0;
             i < cell.walls.count && static_cast<double>(cell.walls.distance_m[i]) <= reach_m; ++i)
            if (!is_out_of_reach(cell.walls, i, x_m, y_m, static_cast<float>(reach_m)))
                add_if_touchable(m.walls, cell.walls.wall[i], cell.walls.is_one_sided(i),
                                 {w.x_m[p], w.y_m[p]}, radius_m, step_m, reach_m, pairs.walls);
        entry.wall_count = static_cast<std::uint32_t>(pairs.walls.size()) - entry.first_wall;
    }
}

/// What is not done in every step.
struct StepDuties {
    bool measure_density;
    bool choose_directions;
};

class BlockPlanner {
public:
    BlockPlanner(Mover::Impl& m, std::size_t chunk, std::size_t worker, const StepDuties& duties)
        : m_(m), worker_(worker), pairs_(m.pair_lists[chunk]), runs_(m.neighbourhoods[worker].runs) {
        job_.constants = &m.constants;
        job_.walkers = &m.walkers;
        job_.fastest_mps = m.fastest_mps;
        job_.measure_density = duties.measure_density;
        job_.choose_directions = duties.choose_directions;
        job_.scratch = &m.scratch[worker];
        job_.pairs = &pairs_;
    }

    void plan(const Block& block) {
        const std::size_t cell_count = find_cells(block);
        if (cell_count == 0)
            return;
        runs_.clear();
        const bool is_time_gap = m_.settings.planning == PlanningModel::time_gap;
        if (is_time_gap && !m_.settings.is_hydraulic)
            find_runs(m_, block, runs_);
        std::size_t candidate_count = 0;
        for (const Run& run : runs_) candidate_count += run.count;
        job_.scratch->reserve(candidate_count);
        job_.origin_x_m = static_cast<double>(block.column);
        job_.origin_y_m = static_cast<double>(block.row);
        job_.runs = runs_;
        job_.cells = {cells_.data(), cell_count};
        std::size_t entry = pairs_.entries.size();
        if (is_time_gap)
            m_.kernel.plan_block(job_);
        else
            plan_by_reference_model(m_, block.surface, worker_, job_);
        for (const CellJob& cell : job_.cells) {
            const Vec2 corner_m{job_.origin_x_m + static_cast<double>(cell.corner_x_m),
                                job_.origin_y_m + static_cast<double>(cell.corner_y_m)};
            find_touchable_walls(m_, cell, corner_m, entry, pairs_);
            entry += cell.count;
        }
    }

    std::uint64_t standoffs() const { return job_.standoffs; }

private:
    /// Cells of the block that hold walkers.
    std::size_t find_cells(const Block& block) {
        const SurfaceGrid::Part& part = m_.grid.part(block.surface);
        std::size_t count = 0;
        for (std::int32_t r = 0; r < block_cells; ++r) {
            const std::int32_t first_of_row = part.cell(block.column, block.row + r);
            if (m_.order.first_place(first_of_row) == m_.order.first_place(first_of_row + block_cells))
                continue;
            for (std::int32_t c = 0; c < block_cells; ++c) {
                const std::int32_t cell = part.cell(block.column + c, block.row + r);
                const std::uint32_t first = m_.order.first_place(cell);
                const std::uint32_t people = m_.order.first_place(cell + 1) - first;
                if (people == 0)
                    continue;
                m_.walls.prefetch(cell);
                cells_[count++] = {first, people, static_cast<float>(c), static_cast<float>(r),
                                   m_.walls.walls_near(cell)};
            }
        }
        return count;
    }

    Mover::Impl& m_;
    std::size_t worker_;
    PairList& pairs_;
    std::vector<Run>& runs_;
    BlockJob job_{};
    std::array<CellJob, block_cells * block_cells> cells_{};
};

void keep_greatest_density(Mover::Impl& m, Agents& agents, ThreadPool& pool) {
    parallel_for(pool, m.order.size(), Mover::Impl::places_per_chunk,
                 [&](std::size_t begin, std::size_t end, std::size_t) {
                     for (std::size_t place = begin; place < end; ++place) {
                         const auto row = static_cast<std::size_t>(m.order.rows()[place]);
                         const float density = static_cast<float>(m.walkers.near_count[place] + 1) *
                                               std::numbers::inv_pi_v<float>;
                         agents.max_density_per_m2[row] = std::max(agents.max_density_per_m2[row], density);
                     }
                 });
}

}  // namespace

void plan_velocities(Mover& mover, Agents& agents, ThreadPool& pool) {
    Mover::Impl& m = mover.impl();
    const auto workers = static_cast<std::size_t>(pool.thread_count());
    if (m.scratch.size() < workers) {
        m.scratch.resize(workers);
        m.neighbourhoods.resize(workers);
    }
    const StepDuties duties{
        .measure_density = !m.settings.is_hydraulic && m.plan_count % Mover::Impl::density_period == 0,
        .choose_directions = m.plan_count % m.choice_period_steps() == 0};
    if (m.settings.planning != PlanningModel::time_gap)
        prepare_reference_model(m, workers);
    ++m.plan_count;
    parallel_for(
        pool, m.grid.block_count(), Mover::Impl::blocks_per_chunk,
        [&](std::size_t begin, std::size_t end, std::size_t chunk, std::size_t worker) {
            m.pair_lists[chunk].clear();
            BlockPlanner planner(m, chunk, worker, duties);
            std::size_t surface = 0;
            for (std::size_t b = begin; b < end; ++b) {
                if ((m.has_walkers[b / 64] >> (b % 64) & 1U) == 0)
                    continue;
                while (b >= static_cast<std::size_t>(m.grid.part(surface).first_block +
                                                     m.grid.part(surface).block_count()))
                    ++surface;
                const SurfaceGrid::Part& part = m.grid.part(surface);
                const std::int32_t in_part = static_cast<std::int32_t>(b) - part.first_block;
                planner.plan({b, surface, part.column0 + block_cells * (in_part % part.block_columns()),
                              part.row0 + block_cells * (in_part / part.block_columns())});
            }
            m.standoffs[chunk] = planner.standoffs();
        });
    if (duties.measure_density)
        keep_greatest_density(m, agents, pool);
}

}  // namespace wayout
