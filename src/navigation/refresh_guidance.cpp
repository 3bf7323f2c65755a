#include "core/assert.hpp"
#include "navigation/guidance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace wayout {

namespace {

/// Closer to the aim people look around in every step: it might lie behind them in the next.
constexpr double near_aim_m = 0.35;

}  // namespace

void request_guidance(Agents& agents, std::size_t row) {
    agents.aim_x_m[row] = std::numeric_limits<double>::quiet_NaN();
    agents.aim_y_m[row] = std::numeric_limits<double>::quiet_NaN();
}

namespace {

/// Looks up the cells of a block of rows and asks for the times around them, so that the waits for memory
/// overlap: the times of a crowd do not fit into the nearest caches.
void locate_rows(const NavigationGrid& grid, std::span<const TravelTimeField* const> fields,
                 const Agents& agents, std::size_t begin, std::span<CellIndex> cells) {
    for (std::size_t k = 0; k < cells.size(); ++k) {
        const std::size_t i = begin + k;
        cells[k] = no_cell;
        if (agents.activity[i] != Activity::walking)
            continue;
        cells[k] = grid.locate(SurfaceId(agents.surface[i]), {agents.x_m[i], agents.y_m[i]});
        const std::int32_t goal = agents.goal[i];
        WAYOUT_ASSERT(goal < static_cast<std::int32_t>(fields.size()), "goal without field");
        if (cells[k] == no_cell || goal < 0)
            continue;
        // The rows of cells above and below: between them they lie on the one or two lines that will be read.
        const float* times = fields[static_cast<std::size_t>(goal)]->time_s.data();
        __builtin_prefetch(times + std::max(0, cells[k] - 8));
        __builtin_prefetch(times + cells[k] + 8);
    }
}

}  // namespace

void refresh_guidance(const NavigationGrid& grid, std::span<const TravelTimeField* const> fields,
                      const RouteState& state, const GuidanceTiming& timing, Agents& agents,
                      std::size_t begin, std::size_t end, const SeatRowField* rows) {
    const Venue& venue = grid.venue();
    const auto period = static_cast<std::uint64_t>(std::max(1, timing.period_steps));
    std::array<CellIndex, 64> cells{};
    for (std::size_t i = begin; i < end; ++i) {
        const std::size_t in_block = (i - begin) % cells.size();
        if (in_block == 0)
            locate_rows(grid, fields, agents, i, std::span(cells).first(std::min(cells.size(), end - i)));
        if (agents.activity[i] != Activity::walking)
            continue;
        const Vec2 p{agents.x_m[i], agents.y_m[i]};
        const SurfaceId surface(agents.surface[i]);
        const CellIndex c = cells[in_block];
        const std::int32_t goal = agents.goal[i];
        const TravelTimeField* field = goal >= 0 ? fields[static_cast<std::size_t>(goal)] : nullptr;

        Vec2 direction;
        float time_s = TravelTimeField::unknown;
        float to_aisle_s = 0.0F;
        if (field != nullptr && c != no_cell) {
            // In a row of seats people walk to the aisle; from there on the field of their exit counts.
            const CellIndex aisle = rows != nullptr ? rows->aisle_from(grid, c) : no_cell;
            const TravelTimeField& followed = aisle != no_cell ? rows->field : *field;
            const Vec2 aim{agents.aim_x_m[i], agents.aim_y_m[i]};
            const bool due = (static_cast<std::uint64_t>(timing.step) + agents.id[i]) % period == 0;
            // Not a number when a look has been requested: then the comparison is false.
            if (!due && length_squared(aim - p) > near_aim_m * near_aim_m) {
                direction = unit(aim - p);
                time_s = travel_time_from(grid, followed, c, p);
            } else {
                const Guidance g = guide_from(grid, followed, c, p, double{agents.radius_m[i]});
                direction = g.direction;
                time_s = g.travel_time_s;
                agents.aim_x_m[i] = g.aim.x;
                agents.aim_y_m[i] = g.aim.y;
                agents.next_gate[i] = g.next_gate;
            }
            if (rows != nullptr && rows->covers(grid, c))
                to_aisle_s = travel_time_from(grid, rows->field, c, p);
            if (aisle != no_cell) {
                time_s += field->time_s[static_cast<std::size_t>(aisle)];
                agents.next_gate[i] = field->next_gate[static_cast<std::size_t>(aisle)];
            }
        }
        if (!(time_s < TravelTimeField::unknown)) {
            direction = {};
            request_guidance(agents, i);
            agents.next_gate[i] = -1;
        }
        agents.desired_x[i] = static_cast<float>(direction.x);
        agents.desired_y[i] = static_cast<float>(direction.y);
        agents.travel_time_s[i] = time_s;
        agents.seat_row_time_s[i] = to_aisle_s;

        float speed = agents.free_speed_mps[i];
        if (c != no_cell) {
            const std::uint16_t flags = grid.flags(c);
            if ((flags & (NavigationGrid::seat_row | NavigationGrid::seat)) != 0) {
                speed = std::min(speed, static_cast<float>(seat_row_speed_mps));
            } else if ((flags & NavigationGrid::inclined) != 0) {
                const WalkingSpeeds speeds{double{agents.free_speed_mps[i]}, double{agents.stair_down_mps[i]},
                                           double{agents.stair_up_mps[i]}};
                const std::size_t s = surface.row();
                speed = static_cast<float>(
                    walking_speed_mps(venue.surfaces[s], state.motion[s], speeds, direction));
            }
        }
        agents.speed_limit_mps[i] = speed;
    }
}

}  // namespace wayout
