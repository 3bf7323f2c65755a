#include "core/assert.hpp"
#include "locomotion/mover.hpp"
#include "locomotion/mover_impl.hpp"

#include <algorithm>
#include <limits>

namespace wayout {
namespace {

/// Stands for a goal among people in seat rows; larger than any row of a field.
constexpr std::int32_t seat_row_goal = 1 << 30;

/// Cells of those who walk; and whether the others are as they were.
void look_at_rows(Mover::Impl& m, const Agents& agents, ThreadPool& pool) {
    const std::size_t row_count = agents.size();
    m.cell_of_row.resize(row_count);
    m.findings.assign(chunk_count(row_count, Mover::Impl::rows_per_chunk), {});
    parallel_for(pool, row_count, Mover::Impl::rows_per_chunk,
                 [&](std::size_t begin, std::size_t end, std::size_t chunk) {
                     Bystanders::Findings findings;
                     for (std::size_t row = begin; row < end; ++row) {
                         m.bystanders.look_at(agents, row, findings);
                         std::int32_t cell = -1;
                         if (agents.activity[row] == Activity::walking) {
                             const auto surface = static_cast<std::size_t>(agents.surface[row]);
                             WAYOUT_ASSERT(surface < m.grid.surface_count(), "somebody walks on no surface");
                             cell = m.grid.cell_at(surface, agents.x_m[row], agents.y_m[row]);
                         }
                         m.cell_of_row[row] = cell;
                     }
                     m.findings[chunk] = findings;
                 });
    Bystanders::Findings sum;
    for (const Bystanders::Findings& f : m.findings) {
        sum.bystander_count += f.bystander_count;
        sum.struck_out_count += f.struck_out_count;
        sum.is_outdated |= f.is_outdated;
    }
    m.bystanders.take_stock(agents, sum);
}

/// Copies one walker from his row to his place in the order of cells.
void copy_walker(Mover::Impl& m, const Agents& agents, CarryVelocity carry, std::size_t row,
                 std::size_t place) {
    WalkerColumns& w = m.walkers;
    w.x_m[place] = agents.x_m[row];
    w.y_m[place] = agents.y_m[row];
    const float desired_x = agents.desired_x[row];
    const float desired_y = agents.desired_y[row];
    const bool wants_to_move = desired_x != 0.0F || desired_y != 0.0F;
    const float carry_x = m.is_carried ? carry.x_mps[row] : 0.0F;
    const float carry_y = m.is_carried ? carry.y_mps[row] : 0.0F;
    // Others reckon with v + beta (v0 e0 - v): a mixture of what somebody does and what he wants.
    const float beta = wants_to_move ? static_cast<float>(m.settings.intention_factor) : 0.0F;
    const float free_speed = agents.speed_limit_mps[row];
    const float vx = agents.vx_mps[row];
    const float vy = agents.vy_mps[row];
    w.intended_x_mps[place] = (vx + beta * (free_speed * desired_x - vx)) + carry_x;
    w.intended_y_mps[place] = (vy + beta * (free_speed * desired_y - vy)) + carry_y;
    w.velocity_x_mps[place] = vx;
    w.velocity_y_mps[place] = vy;
    w.desired_x[place] = desired_x;
    w.desired_y[place] = desired_y;
    w.radius_m[place] = agents.radius_m[row];
    // Nobody may walk through those who stay: as if they were nearest to every goal.
    // In a seat row everybody walks to the aisle whatever the exit: one ranking for all.
    const float to_aisle_s = agents.seat_row_time_s[row];
    const bool in_row = to_aisle_s > 0.0F;
    w.travel_time_s[place] = !wants_to_move ? -std::numeric_limits<float>::infinity()
                             : in_row       ? to_aisle_s
                                            : agents.travel_time_s[row];
    w.goal[place] = in_row ? seat_row_goal : agents.goal[row];
    w.id[place] = static_cast<std::int32_t>(agents.id[row]);

    w.cell[place] = m.cell_of_row[row];
    w.heading_x[place] = agents.heading_x[row];
    w.heading_y[place] = agents.heading_y[row];
    w.turn[place] = agents.turn[row];
    w.free_speed_mps[place] = free_speed;
    w.time_gap_s[place] = agents.time_gap_s[row];
    w.wall_radius_m[place] = agents.wall_radius_m[row];
    w.carry_x_mps[place] = carry_x;
    w.carry_y_mps[place] = carry_y;
    w.blocked_s[place] = agents.blocked_s[row];
}

/// In a large venue most blocks are empty.
void mark_blocks_with_walkers(Mover::Impl& m) {
    m.has_walkers.assign(m.grid.block_count() / 64 + 1, 0);
    std::int32_t last_cell = -1;
    for (std::size_t place = 0; place < m.order.size(); ++place) {
        const std::int32_t cell = m.walkers.cell[place];
        if (cell == last_cell)
            continue;
        last_cell = cell;
        const auto block = static_cast<std::size_t>(m.block_of_cell[static_cast<std::size_t>(cell)]);
        m.has_walkers[block / 64] |= std::uint64_t{1} << (block % 64);
    }
}

}  // namespace

std::span<const std::int32_t> rows_by_cell(Mover& mover, const Agents& agents, ThreadPool& pool) {
    Mover::Impl& m = mover.impl();
    m.cell_of_row.resize(agents.size());
    parallel_for(pool, agents.size(), Mover::Impl::rows_per_chunk,
                 [&](std::size_t begin, std::size_t end, std::size_t) {
                     for (std::size_t row = begin; row < end; ++row)
                         m.cell_of_row[row] = m.grid.cell_at(static_cast<std::size_t>(agents.surface[row]),
                                                             agents.x_m[row], agents.y_m[row]);
                 });
    m.order.sort(m.cell_of_row, agents.id);
    return m.order.rows();
}

void find_neighbours(Mover& mover, const Agents& agents, ThreadPool& pool, CarryVelocity carry) {
    Mover::Impl& m = mover.impl();
    WAYOUT_ASSERT(
        carry.is_empty() || (carry.x_mps.size() == agents.size() && carry.y_mps.size() == agents.size()),
        "carry velocities do not match the people");
    m.is_carried = !carry.is_empty();
    look_at_rows(m, agents, pool);
    m.order.sort(m.cell_of_row, agents.id);

    const std::size_t walker_count = m.order.size();
    m.walkers.resize(walker_count);
    m.extremes_of_chunk.assign(chunk_count(walker_count, Mover::Impl::places_per_chunk), {});
    parallel_for(pool, walker_count, Mover::Impl::places_per_chunk,
                 [&](std::size_t begin, std::size_t end, std::size_t chunk) {
                     Mover::Impl::Extremes found;
                     for (std::size_t place = begin; place < end; ++place) {
                         copy_walker(m, agents, carry, static_cast<std::size_t>(m.order.rows()[place]),
                                     place);
                         found.fastest_mps = std::max(found.fastest_mps, m.walkers.free_speed_mps[place]);
                         found.largest_wall_radius_m =
                             std::max(found.largest_wall_radius_m, m.walkers.wall_radius_m[place]);
                     }
                     m.extremes_of_chunk[chunk] = found;
                 });
    m.fastest_mps = m.largest_wall_radius_m = 0.0F;
    for (const Mover::Impl::Extremes& found : m.extremes_of_chunk) {
        m.fastest_mps = std::max(m.fastest_mps, found.fastest_mps);
        m.largest_wall_radius_m = std::max(m.largest_wall_radius_m, found.largest_wall_radius_m);
    }
    mark_blocks_with_walkers(m);
}

}  // namespace wayout
