#include "agents/agents.hpp"

#include "core/hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <type_traits>

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

std::uint64_t hash_of_agents(ThreadPool& pool, const Agents& agents) {
    Hash64 hash;
    for_each_column(agents, [&](const auto& column) {
        hash.add(hash_of_column(pool, std::span(column.data(), column.size())));
    });
    return hash.value();
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
    for (std::size_t row = 0; row < count; ++row) {
        const char* what = nullptr;
        if (a.id[row] == 0 || (row > 0 && a.id[row] <= a.id[row - 1]))
            what = "id does not ascend";
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
    }
    return {};
}

}  // namespace wayout
