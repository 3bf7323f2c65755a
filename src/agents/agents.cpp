#include "agents/agents.hpp"

#include "core/assert.hpp"
#include "core/hash.hpp"
#include "core/thread_pool.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

namespace wayout {
namespace {

/// Moves the rows that stay to the front, run by run.
template <typename Column>
void compact(Column& column, const std::vector<Activity>& activity) {
    const auto first_out = std::find(activity.begin(), activity.end(), Activity::out);
    auto target = column.begin() + (first_out - activity.begin());
    for (auto gap = first_out; gap != activity.end();) {
        const auto kept = std::find_if(gap, activity.end(), [](Activity a) { return a != Activity::out; });
        const auto next_gap = std::find(kept, activity.end(), Activity::out);
        target = std::move(column.begin() + (kept - activity.begin()),
                           column.begin() + (next_gap - activity.begin()), target);
        gap = next_gap;
    }
    column.erase(target, column.end());
}

/// out[k] = column[rows[k]]
template <typename T>
void collect(ThreadPool& pool, const std::vector<T>& column, std::span<const std::int32_t> rows,
             std::vector<T>& out) {
    constexpr std::size_t rows_per_chunk = 8192;
    out.resize(rows.size());
    parallel_for(pool, rows.size(), rows_per_chunk, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t k = begin; k < end; ++k) out[k] = column[static_cast<std::size_t>(rows[k])];
    });
}

bool is_unit(float x, float y) {
    return std::abs(x * x + y * y - 1.0F) < 1e-4F;
}

bool is_positive(float v) {
    return v > 0.0F && std::isfinite(v);
}

}  // namespace

void reserve_agents(Agents& agents, std::size_t count) {
    for_each_column(agents, [&](auto& column) { column.reserve(count); });
}

std::size_t retire_agents(Agents& agents) {
    const std::size_t before = agents.size();
    if (std::find(agents.activity.begin(), agents.activity.end(), Activity::out) == agents.activity.end())
        return 0;
    for_each_column(agents, [&](auto& column) {
        if constexpr (std::is_same_v<std::remove_reference_t<decltype(column)>, std::vector<Activity>>) {
            if (&column == &agents.activity)
                return;  // the others are still being compacted by it
        }
        compact(column, agents.activity);
    });
    std::erase(agents.activity, Activity::out);
    return before - agents.size();
}

void reorder_agents(ThreadPool& pool, Agents& agents, std::span<const std::int32_t> rows,
                    AgentColumnScratch& scratch) {
    WAYOUT_ASSERT(rows.size() == agents.size(), "people would be lost or made up");
    for_each_column(agents, [&](auto& column) {
        auto& reordered = std::get<std::remove_reference_t<decltype(column)>>(scratch.columns);
        collect(pool, column, rows, reordered);
        column.swap(reordered);
    });
}

void list_rows_by_id(const Agents& agents, std::vector<std::int32_t>& rows) {
    AgentId largest_id = 0;
    for (const AgentId id : agents.id) largest_id = std::max(largest_id, id);
    rows.assign(static_cast<std::size_t>(largest_id) + 1, -1);
    for (std::size_t row = 0; row < agents.size(); ++row)
        rows[agents.id[row]] = static_cast<std::int32_t>(row);
    std::erase(rows, -1);
}

std::uint64_t hash_of_agents(ThreadPool& pool, const Agents& agents, AgentColumnScratch& scratch) {
    list_rows_by_id(agents, scratch.rows);
    Hash64 hash;
    for_each_column(agents, [&](const auto& column) {
        auto& by_id = std::get<std::remove_cvref_t<decltype(column)>>(scratch.columns);
        collect(pool, column, scratch.rows, by_id);
        hash.add(hash_of_column(pool, std::span(std::as_const(by_id))));
    });
    return hash.value();
}

std::uint64_t hash_of_agents(ThreadPool& pool, const Agents& agents) {
    AgentColumnScratch scratch;
    return hash_of_agents(pool, agents, scratch);
}

std::string inconsistency_of(const Agents& a) {
    const std::size_t count = a.size();
    std::size_t column_index = 0;
    std::string problem;
    for_each_column(a, [&](const auto& column) {
        if (column.size() != count && problem.empty())
            problem = fmt::format("column {} has {} rows instead of {}", column_index, column.size(), count);
        ++column_index;
    });
    if (!problem.empty())
        return problem;
    std::vector<bool> is_known;
    for (std::size_t row = 0; row < count; ++row) {
        const char* what = nullptr;
        if (a.id[row] >= is_known.size())
            is_known.resize(static_cast<std::size_t>(a.id[row]) + 1);
        if (a.id[row] == 0 || is_known[a.id[row]])
            what = "id is zero or occurs twice";
        else if (!std::isfinite(a.x_m[row]) || !std::isfinite(a.y_m[row]))
            what = "position is not finite";
        else if (!std::isfinite(a.vx_mps[row]) || !std::isfinite(a.vy_mps[row]))
            what = "velocity is not finite";
        else if (!is_unit(a.heading_x[row], a.heading_y[row]))
            what = "heading is not a unit vector";
        else if (!is_positive(a.radius_m[row]) || !is_positive(a.wall_radius_m[row]))
            what = "radius is not positive";
        else if (!is_positive(a.free_speed_mps[row]) || !is_positive(a.time_gap_s[row]))
            what = "free speed or time gap is not positive";
        else if (a.surface[row] < 0)
            what = "surface is not set";
        if (what != nullptr)
            return fmt::format("row {} (person {}): {}", row, a.id[row], what);
        is_known[a.id[row]] = true;
    }
    return {};
}

}  // namespace wayout
