/// Phase of a step: where everybody wants to go and how fast the ground allows.
#include "simulation/seated_state.hpp"
#include "simulation/world.hpp"

#include "locomotion/hydraulic.hpp"
#include "navigation/guidance.hpp"
#include "navigation/walking_speed.hpp"
#include "simulation/danger_state.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

constexpr std::size_t guiding_chunk_rows = 256;
/// Nobody walks longer without looking for the way; of importance where steps are long.
constexpr double longest_look_s = 1.0;
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
        const Surface& ground = world.venue->surfaces[surface];
        Vec2 belt = belt_velocity_mps(ground, world.fields.state().motion[surface]);
        if (world.openings.has_changing_belts())
            belt = world.openings.belt_velocity_mps(ground, SurfaceId::from(surface)).value_or(belt);
        world.carry_x_mps[row] = static_cast<float>(belt.x);
        world.carry_y_mps[row] = static_cast<float>(belt.y);
    }
}

/// People on each surface where all walk one behind the other: stairs and ramps.
void count_on_flights(World& world) {
    world.on_flight.assign(world.venue->surfaces.size(), 0);
    for (std::size_t row = 0; row < world.agents.size(); ++row)
        if (world.agents.activity[row] != Activity::out && world.agents.surface[row] >= 0)
            ++world.on_flight[static_cast<std::size_t>(world.agents.surface[row])];
    for (std::size_t s = 0; s < world.on_flight.size(); ++s) {
        const SurfaceKind kind = world.venue->surfaces[s].kind;
        if (kind != SurfaceKind::stair && kind != SurfaceKind::ramp)
            world.on_flight[s] = 0;
    }
}

/// Everybody who is ambulant walks at the speed of the relations, others at most. Density slows people on
/// stairs and ramps; elsewhere they walk freely to the queue before what holds them up.
void walk_as_by_hand(World& world, std::size_t begin, std::size_t end) {
    Agents& agents = world.agents;
    for (std::size_t row = begin; row < end; ++row) {
        if (agents.activity[row] != Activity::walking)
            continue;
        const auto s = static_cast<std::size_t>(agents.surface[row]);
        const Surface& surface = world.venue->surfaces[s];
        const double density_per_m2 = static_cast<double>(world.on_flight[s]) / surface.area_m2;
        const double along_mps = hydraulic::speed_mps(hydraulic::k_mps(surface), density_per_m2);
        const Vec2 direction{static_cast<double>(agents.desired_x[row]),
                             static_cast<double>(agents.desired_y[row])};
        const auto in_plan = [&](const WalkingSpeeds& speeds) {
            return walking_speed_mps(surface, world.fields.state().motion[s], speeds, direction);
        };
        double speed_mps = in_plan({along_mps, along_mps, along_mps});
        if (agents.mobility[row] != MobilityClass::ambulant)
            speed_mps = std::min(
                speed_mps, in_plan({double{agents.free_speed_mps[row]}, double{agents.stair_down_mps[row]},
                                    double{agents.stair_up_mps[row]}}));
        if (agents.seat_row_time_s[row] > 0.0F)
            speed_mps = std::min(speed_mps, seat_row_speed_mps);
        agents.speed_limit_mps[row] = (1.0F - agents.speed_loss_frac[row]) *
                                      (1.0F - agents.hold_back_frac[row]) * static_cast<float>(speed_mps);
    }
}

}  // namespace

void guide_people(World& world) {
    const bool is_hydraulic = world.mover.settings().is_hydraulic;
    if (is_hydraulic)
        count_on_flights(world);
    GuidanceTiming timing{.step = static_cast<std::int64_t>(world.step_index)};
    timing.period_steps = std::min(
        timing.period_steps, static_cast<int>(std::max(1.0, std::round(longest_look_s / world.time_step_s))));
    const bool has_belts = std::any_of(world.venue->surfaces.begin(), world.venue->surfaces.end(),
                                       [](const Surface& s) { return s.kind == SurfaceKind::escalator; });
    if (has_belts) {
        world.carry_x_mps.assign(world.agents.size(), 0.0F);
        world.carry_y_mps.assign(world.agents.size(), 0.0F);
    }
    parallel_for(world.pool, world.agents.size(), guiding_chunk_rows,
                 [&](std::size_t begin, std::size_t end, std::size_t) {
                     refresh_guidance(world.fields.grid(), world.fields.fields(), world.fields.state(),
                                      timing, world.agents, begin, end, &world.fields.seat_rows());
                     if (!world.errands.is_empty())
                         world.errands.steer(world, begin, end);
                     if (world.dangers != nullptr)
                         keep_off_dangers(world, begin, end);
                     if (world.narrowest_row_m > 0.0)
                         fit_into_rows(world, begin, end, timing.period_steps);
                     if (has_belts)
                         ride_belts(world, begin, end);
                     if (is_hydraulic)
                         walk_as_by_hand(world, begin, end);
                     if (world.seated != nullptr)
                         world.seated->slow_passers(world, begin, end);
                 });
}

}  // namespace wayout
