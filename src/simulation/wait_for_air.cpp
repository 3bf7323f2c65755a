#include "simulation/wait_for_air.hpp"

#include "core/random.hpp"
#include "simulation/company_state.hpp"
#include "simulation/decision_place.hpp"
#include "simulation/exit_options.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/whereabouts.hpp"
#include "simulation/world.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <optional>

namespace wayout {
namespace {

/// Nobody stays for a dose that is more than this share of what makes people turn back. Our choice.
constexpr double waiting_dose_frac = 0.1;

/// However short they are told to wait: or somebody would decide anew in every step.
constexpr double least_wait_s = 1.0;

/// They stand apart: of so many places drawn around one the place farthest from others. Our choices.
constexpr std::uint32_t places_looked_at = 8;
constexpr double own_reach_m = 6.0;
constexpr double reach_of_the_led_m = 2.0;
constexpr double sight_m = 15.0;

bool is_bearable(const World& world, SurfaceId surface, Vec2 place) {
    const HazardState& hazards = *world.hazards;
    const std::int32_t patch = patch_of(world, surface, place);
    if (patch < 0)
        return true;
    const double dose =
        hazards.aversion.barred_wait_s *
        static_cast<double>(hazards.routes.conditions()[static_cast<std::size_t>(patch)].dose_per_s);
    return !hazards.routes.is_unbearable(patch) && dose < waiting_dose_frac * hazards.aversion.turn_back_dose;
}

bool is_bearable(const World& world, std::size_t row) {
    return is_bearable(world, SurfaceId(world.agents.surface[row]), place_of(world, row));
}

bool may_wait(const World& world, std::size_t row) {
    return is_bearable(world, row) && world.hazards->standing_room.may_stop(*world.venue, world.agents, row);
}

/// Distance to the next person on the same surface.
double room_around_m(const World& world, std::size_t row, Vec2 place) {
    const Agents& agents = world.agents;
    double nearest_m = own_reach_m;
    for (std::size_t other = 0; other < agents.size(); ++other)
        if (other != row && agents.surface[other] == agents.surface[row] &&
            agents.activity[other] != Activity::out)
            nearest_m = std::min(nearest_m, length(place_of(world, other) - place));
    return nearest_m;
}

/// Where somebody waits who would be around a place: where he is, if nothing is better and he may wait there.
std::optional<Vec2> place_to_wait(const World& world, std::size_t row, Vec2 around, double reach_m) {
    const SurfaceId surface(world.agents.surface[row]);
    const Vec2 here = place_of(world, row);
    const auto draw = [&](std::uint32_t number) {
        return uniform01(world.seed, world.agents.id[row], Draw::own_place, world.step_index, number);
    };
    std::optional<Vec2> best;
    if (may_wait(world, row))
        best = here;
    double most_m = !best || length(around - here) > reach_m ? 0.0 : room_around_m(world, row, here);
    for (std::uint32_t i = 0; i < places_looked_at; ++i) {
        const double away_m = reach_m * std::sqrt(draw(2 * i));
        const double angle = 2.0 * std::numbers::pi * draw(2 * i + 1);
        const Vec2 place = around + away_m * Vec2{std::cos(angle), std::sin(angle)};
        const CellIndex cell = world.fields.grid().locate(surface, place);
        if (cell == no_cell || world.fields.grid().surface(cell) != surface ||
            !is_bearable(world, surface, place) ||
            !world.hazards->standing_room.may_stop_at(*world.venue, surface, place) ||
            !is_in_sight(world, surface, here, surface, place, sight_m))
            continue;
        if (const double room_m = room_around_m(world, row, place); room_m > most_m) {
            best = place;
            most_m = room_m;
        }
    }
    return best;
}

/// @return where; nothing: he would be in the way, or in bad air, and goes on
std::optional<Vec2> wait(World& world, std::size_t row, Vec2 around, double reach_m) {
    HazardState& hazards = *world.hazards;
    const std::optional<Vec2> place = place_to_wait(world, row, around, reach_m);
    if (!place)
        return place;
    hazards.barred.forget(world.agents.id[row]);  // looks again afterwards
    world.errands.give(world, row,
                       {.purpose = ErrandPurpose::wait_for_air,
                        .has_spot = true,
                        .spot = *place,
                        .spot_surface = world.agents.surface[row],
                        .until_s = static_cast<float>(
                            world.time_s() + std::max(least_wait_s, hazards.aversion.barred_wait_s))});
    return place;
}

}  // namespace

bool would_rather_wait(const World& world, std::size_t row, std::span<const ExitOption> options,
                       GateId chosen) {
    if (world.hazards == nullptr || world.hazards->aversion.barred_wait_s <= 0.0 || !refuses_all(options) ||
        is_responder(world, world.agents.id[row]))
        return false;
    return (!chosen.is_valid() || refuses(options, chosen)) && may_wait(world, row);
}

void begin_waiting_for_air(World& world, std::span<const std::size_t> deciders) {
    if (world.hazards == nullptr)
        return;
    const Agents& agents = world.agents;
    for (const std::size_t row : deciders) {
        const AgentId person = agents.id[row];
        if (world.hazards->waits_now[person - 1] == 0)
            continue;
        world.hazards->waits_now[person - 1] = 0;
        note_decision(world, row, "waits", "", "smoke or heat on every way that he knows");
        const std::optional<Vec2> place = wait(world, row, place_of(world, row), own_reach_m);
        if (!place || world.company == nullptr)
            continue;
        for (std::size_t other = 0; other < agents.size(); ++other)
            if (agents.id[other] != person && world.company->leader_of(agents.id[other]) == person &&
                agents.activity[other] == Activity::walking && !world.errands.has_one(agents.id[other]))
                wait(world, other,
                     agents.surface[other] == agents.surface[row] ? *place : place_of(world, other),
                     reach_of_the_led_m);
    }
}

void leave_unbearable_air(World& world) {
    if (world.hazards == nullptr || world.hazards->aversion.barred_wait_s <= 0.0 ||
        world.step_index % steps_per_second(world.time_step_s) != 0)
        return;
    for (std::size_t row = 0; row < world.agents.size(); ++row)
        if (world.errands.of(world.agents.id[row]).purpose == ErrandPurpose::wait_for_air &&
            !is_unable(world.agents.activity[row]) && !is_bearable(world, row))
            world.errands.end(world, row);
}

}  // namespace wayout
