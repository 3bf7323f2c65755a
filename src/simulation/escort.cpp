/// Team and charge on their way out.
#include "simulation/assistance_state.hpp"
#include "simulation/hold_back.hpp"
#include "simulation/whereabouts.hpp"

#include "core/math.hpp"
#include "navigation/guidance.hpp"
#include "simulation/assistance_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace wayout {
namespace {

/// The charge slows down for a helper who is farther off than the first distance, and hardly moves beyond the
/// second: so they keep within about 1.5 m (our choices).
constexpr double lags_from_m = 1.2;
constexpr double lags_at_most_m = 2.0;
/// Closer behind the charge than this, helpers match his speed.
constexpr double close_behind_m = 0.9;
/// Helpers hold the device: they follow at this time gap (our choice) instead of that of walkers.
constexpr float team_time_gap_s = 0.3F;
/// A helper who is ahead by so much lets the charge pass; near the exit he all but stops, since whoever has
/// crossed it is out for good.
constexpr float ahead_s = 0.3F;
constexpr float near_exit_s = 4.0F;
/// From body to body while they prepare.
constexpr double at_hand_m = 0.15;
constexpr double sight_m = 10.0;
/// Where a helper stands, as an angle from the way they will go; those behind first.
constexpr double beside_deg[] = {180, 150, -150, 120, -120, 90, -90, 60, -60};

/// A wider body than before takes its room from the walls little by little.
void widen(World& world, std::size_t row) {
    Agents& agents = world.agents;
    if (agents.wall_radius_m[row] >= agents.radius_m[row])
        return;
    const NavigationGrid& grid = world.fields.grid();
    const CellIndex cell = grid.locate(SurfaceId(agents.surface[row]), place_of(agents, row));
    if (cell == no_cell)
        return;
    const auto room_m = static_cast<float>(grid.wall_distance_m(cell));
    agents.wall_radius_m[row] = std::min(agents.radius_m[row], std::max(agents.wall_radius_m[row], room_m));
}

}  // namespace

void gather_behind(World& world, AssistanceState& state, const InNeed& need) {
    const Agents& agents = world.agents;
    const auto row = static_cast<std::size_t>(state.row(need.person));
    const MobilityClass moved_as =
        state.carrying[need.population].takes_stairs() ? MobilityClass::reduced : agents.mobility[row];
    const SurfaceId surface(agents.surface[row]);
    const Vec2 charge = place_of(agents, row);
    const GateId exit = nearest_exit(world, row, moved_as);
    if (!exit.is_valid())
        return;
    const Vec2 ahead = guide(world.fields.grid(), world.fields.field(world.fields.goal(exit, moved_as)),
                             surface, charge, double{agents.radius_m[row]})
                           .direction;
    std::vector<Vec2> taken;
    for (const AgentId person : need.team) {
        const auto helper = static_cast<std::size_t>(state.row(person));
        const double away_m = double{agents.radius_m[row]} + double{agents.radius_m[helper]} + at_hand_m;
        for (const double deg : beside_deg) {
            const SinCos turn = portable_sin_cos(deg * std::numbers::pi / 180.0);
            const Vec2 spot = charge + away_m * Vec2{turn.cos * ahead.x - turn.sin * ahead.y,
                                                     turn.sin * ahead.x + turn.cos * ahead.y};
            const bool is_taken = std::any_of(taken.begin(), taken.end(), [&](Vec2 other) {
                return length(other - spot) < 2.0 * double{agents.radius_m[helper]};
            });
            if (is_taken || !world.venue->is_walkable(surface, spot) ||
                !is_in_sight(world, SurfaceId(agents.surface[helper]), place_of(agents, helper), surface,
                             spot, sight_m))
                continue;
            taken.push_back(spot);
            Errand errand;
            errand.purpose = ErrandPurpose::assist;
            errand.has_spot = true;
            errand.spot = spot;
            errand.spot_surface = surface.value;
            errand.near_m = static_cast<float>(at_hand_m);
            world.errands.give(world, helper, errand);
            break;
        }
    }
}

void set_out(World& world, AssistanceState& state, InNeed& need) {
    Agents& agents = world.agents;
    const auto row = static_cast<std::size_t>(state.row(need.person));
    const Carrying& carrying = state.carrying[need.population];
    double level_mps = carrying.level_mps;
    double down_mps = carrying.stair_down_mps;
    double up_mps = carrying.stair_up_mps;
    for (const AgentId person : need.team) {
        const auto helper = static_cast<std::size_t>(state.row(person));
        level_mps = std::min(level_mps, double{agents.free_speed_mps[helper]});
        down_mps = std::min(down_mps, double{agents.stair_down_mps[helper]});
        up_mps = std::min(up_mps, double{agents.stair_up_mps[helper]});
    }
    agents.free_speed_mps[row] = static_cast<float>(level_mps);
    if (carrying.takes_stairs()) {
        agents.mobility[row] = MobilityClass::reduced;
        agents.stair_down_mps[row] = static_cast<float>(down_mps);
        agents.stair_up_mps[row] = static_cast<float>(up_mps);
    }
    if (carrying.radius_m > 0.0) {
        agents.radius_m[row] = static_cast<float>(carrying.radius_m);
        agents.wall_radius_m[row] = std::min(agents.wall_radius_m[row], agents.radius_m[row]);
    }
    world.errands.end(world, row);
    for (const AgentId person : need.team) {
        const auto helper = static_cast<std::size_t>(state.row(person));
        Helper& entry = state.helpers[static_cast<std::size_t>(state.helper_of[person - 1])];
        ++entry.trips;
        Errand errand;
        errand.purpose = ErrandPurpose::assist;
        world.errands.give(world, helper, errand);
        agents.time_gap_s[helper] = std::min(team_time_gap_s, entry.own_time_gap_s);
    }
    ++state.trips;
    need.stage = HelpStage::moving;
    note_help(world, need.person, "sets out",
              fmt::format("{} helper{}", need.team.size(), need.team.size() == 1 ? "" : "s"), carrying.text);
}

void keep_together(World& world, std::size_t row, std::span<const std::size_t> helpers,
                   std::span<const std::uint8_t> stays_inside) {
    Agents& agents = world.agents;
    widen(world, row);
    double farthest_m = 0.0;
    for (std::size_t h = 0; h < helpers.size(); ++h) {
        const std::size_t helper = helpers[h];
        if (agents.goal[helper] != agents.goal[row]) {
            agents.goal[helper] = agents.goal[row];
            agents.exit_gate[helper] = agents.exit_gate[row];
            request_guidance(agents, helper);
            world.progress.restart(agents, helper, world.time_s());
            continue;
        }
        const double apart_m = length(place_of(agents, helper) - place_of(agents, row));
        const float ahead = agents.travel_time_s[row] - agents.travel_time_s[helper];
        if (ahead > ahead_s) {
            const bool stops = agents.travel_time_s[helper] < near_exit_s && stays_inside[h] != 0;
            hold_back(agents, helper, stops ? all_but_stops_frac : lets_pass_frac);
            continue;
        }
        farthest_m = std::max(farthest_m, apart_m);
        hold_back(agents, helper, apart_m < close_behind_m ? lets_pass_frac : 0.0F);
    }
    const double lag = (farthest_m - lags_from_m) / (lags_at_most_m - lags_from_m);
    hold_back(agents, row, static_cast<float>(std::clamp(lag, 0.0, double{all_but_stops_frac})));
}

void escort(World& world, AssistanceState& state, InNeed& need) {
    std::vector<std::size_t> helpers;
    std::vector<std::uint8_t> stays_inside;
    for (const AgentId person : need.team) {
        const std::int32_t listed = state.row(person);
        // Who is not there crossed the exit first.
        if (listed < 0 || is_unable(world.agents.activity[static_cast<std::size_t>(listed)]))
            continue;
        helpers.push_back(static_cast<std::size_t>(listed));
        const Helper& entry = state.helpers[static_cast<std::size_t>(state.helper_of[person - 1])];
        stays_inside.push_back(is_needed_again(world, state, entry) ? 1 : 0);
    }
    keep_together(world, static_cast<std::size_t>(state.row(need.person)), helpers, stays_inside);
}

}  // namespace wayout
