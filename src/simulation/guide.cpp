/// Phase 4 of a step: where everybody wants to go and how fast the ground allows.
#include "simulation/world.hpp"

#include "navigation/guidance.hpp"

#include <algorithm>

namespace wayout {
namespace {

constexpr std::size_t chunk_rows = 256;
/// Bodies in a seat row keep this much less than half the clear way from its sides.
constexpr float row_slack_m = 0.02F;
constexpr float narrowest_body_in_row_m = 0.10F;

/// In the clear way of a seat row people turn sideways; elsewhere they keep their radius from walls.
void fit_into_rows(World& world, std::size_t begin, std::size_t end, int period) {
    Agents& agents = world.agents;
    const auto row_radius_m =
        std::max(narrowest_body_in_row_m, static_cast<float>(world.narrowest_row_m) / 2 - row_slack_m);
    for (std::size_t row = begin; row < end; ++row) {
        const bool turned = agents.wall_radius_m[row] < agents.radius_m[row];
        const bool due = (world.step_index + agents.id[row]) % static_cast<std::uint64_t>(period) == 0;
        if (agents.activity[row] != Activity::walking || (!turned && !due))
            continue;
        const NavigationGrid& grid = world.fields.grid();
        const CellIndex cell =
            grid.locate(SurfaceId(agents.surface[row]), {agents.x_m[row], agents.y_m[row]});
        if (cell == no_cell)
            continue;
        // Who leaves a row stays turned until there is room for the whole body.
        if (grid.is(cell, NavigationGrid::seat_row) || grid.is(cell, NavigationGrid::seat))
            agents.wall_radius_m[row] = std::min(agents.radius_m[row], row_radius_m);
        else if (turned && grid.wall_distance_m(cell) > static_cast<double>(agents.radius_m[row]))
            agents.wall_radius_m[row] = agents.radius_m[row];
    }
}

void ride_belts(World& world, std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) {
        const auto surface = static_cast<std::size_t>(world.agents.surface[row]);
        const Vec2 belt =
            belt_velocity_mps(world.venue->surfaces[surface], world.fields.state().motion[surface]);
        world.carry_x_mps[row] = static_cast<float>(belt.x);
        world.carry_y_mps[row] = static_cast<float>(belt.y);
    }
}

}  // namespace

void guide_people(World& world) {
    const GuidanceTiming timing{.step = static_cast<std::int64_t>(world.step_index)};
    const bool has_belts = std::any_of(world.venue->surfaces.begin(), world.venue->surfaces.end(),
                                       [](const Surface& s) { return s.kind == SurfaceKind::escalator; });
    if (has_belts) {
        world.carry_x_mps.assign(world.agents.size(), 0.0F);
        world.carry_y_mps.assign(world.agents.size(), 0.0F);
    }
    parallel_for(world.pool, world.agents.size(), chunk_rows,
                 [&](std::size_t begin, std::size_t end, std::size_t) {
                     refresh_guidance(world.fields.grid(), world.fields.fields(), world.fields.state(),
                                      timing, world.agents, begin, end, &world.fields.seat_rows());
                     if (world.narrowest_row_m > 0.0)
                         fit_into_rows(world, begin, end, timing.period_steps);
                     if (has_belts)
                         ride_belts(world, begin, end);
                 });
}

}  // namespace wayout
