/// Phase of a step: the air acts on people and on what they think of their ways.
#include "simulation/world.hpp"

#include "harm/smoke_sight.hpp"
#include "harm/smoke_speed.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/rescue_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

constexpr std::size_t breathing_chunk_rows = 256;
constexpr std::size_t chunk_patches = 512;
/// Nobody is slowed to a standstill by the air: that is what incapacitation is for.
constexpr double largest_speed_loss = 0.98;
/// Walking where somebody lies: stepping over and around. Our choice.
constexpr double speed_frac_beside_lying = 0.5;

/// A whole number of breaths makes a second.
std::uint64_t breath_steps(double time_step_s) {
    auto steps = static_cast<std::uint64_t>(std::max(1.0, std::round(HazardState::breath_s / time_step_s)));
    while (steps_per_second(time_step_s) % steps != 0) --steps;
    return steps;
}

/// Free speed at which the slowing of a class of people is judged for ways.
constexpr double typical_speed_mps = 1.34;  // Weidmann 1993, as the fields

bool goes_on(HazardState& hazards, double source_s) {
    const Result<bool> advanced = hazards.source->advance_to(source_s);
    if (!advanced)
        hazards.failure = advanced.error();
    return advanced.has_value();
}

/// What somebody thinks of the air over a patch; notes whether the place can still be used.
PatchCondition condition_of(HazardState& hazards, std::size_t patch, double now_s, double step_s) {
    const AirSample sample = hazards.source->sample(hazards.patch_points[patch]);
    const bool is_covered = hazards.doses.is_known(sample);
    hazards.is_covered[patch] = is_covered ? 1 : 0;
    PatchCondition condition;
    if (!is_covered) {
        hazards.tenability.note_uncovered(patch);
        return condition;
    }
    const Air air = hazards.doses.with_substitutions(sample.air);
    const DoseBook::Terms rates = hazards.doses.rates_per_s(air, hazards.exposure.exertion);
    const double gas_per_s = hazards.doses.gas_part(rates);
    const double heat_per_s = hazards.doses.heat_part(rates);
    condition.extinction_per_m = static_cast<float>(air.extinction_per_m);
    condition.temperature_k = static_cast<float>(air.temperature_k);
    condition.speed_frac = static_cast<float>(
        std::max(1.0 - largest_speed_loss, speed_frac_in_air(hazards.exposure, air, typical_speed_mps)));
    condition.dose_per_s =
        static_cast<float>(std::max(gas_per_s, heat_per_s) / hazards.exposure.incapacitated_dose);
    condition.cost_factor = hazards.routes.cost_factor(condition);
    hazards.tenability.note(
        patch, air, {gas_per_s, heat_per_s, visibility_m(air.extinction_per_m, hazards.exposure.sign)}, now_s,
        step_s);
    return condition;
}

void look_at_floor(World& world, HazardState& hazards) {
    const double now_s = world.time_s();
    const double step_s = static_cast<double>(steps_per_second(world.time_step_s)) * world.time_step_s;
    const std::span<PatchCondition> conditions = hazards.routes.conditions();
    parallel_for(world.pool, conditions.size(), chunk_patches,
                 [&](std::size_t begin, std::size_t end, std::size_t) {
                     for (std::size_t p = begin; p < end; ++p)
                         conditions[p] = condition_of(hazards, p, now_s, step_s);
                 });
    hazards.film.add_second(now_s, conditions, hazards.tenability, hazards.is_covered);
}

/// Where everybody is, and whether the air there is clear.
void look_at_people(World& world, HazardState& hazards) {
    const Agents& agents = world.agents;
    hazards.walkers.assign(agents.size(), {});
    parallel_for(world.pool, agents.size(), breathing_chunk_rows,
                 [&](std::size_t begin, std::size_t end, std::size_t) {
                     for (std::size_t row = begin; row < end; ++row) {
                         if (agents.activity[row] == Activity::out)
                             continue;
                         const CellIndex cell = world.fields.grid().locate(
                             SurfaceId(agents.surface[row]), {agents.x_m[row], agents.y_m[row]});
                         const std::int32_t patch = cell == no_cell ? -1 : hazards.routes.patches().of(cell);
                         hazards.walkers[row] = {agents.goal[row], patch};
                         hazards.breathes_often[agents.id[row] - 1] =
                             patch < 0 || !hazards.routes.is_clear_from(agents.goal[row], patch) ? 1 : 0;
                     }
                 });
}

/// What lies on the ground slows people.
double ground_speed_frac(const HazardState& hazards, std::size_t patch) {
    const bool is_beside_lying =
        hazards.lying_in_patch[patch] > 0 && hazards.exposure.on_incapacitation == OnIncapacitation::lies;
    return static_cast<double>(hazards.debris_speed_frac[patch]) *
           (is_beside_lying ? speed_frac_beside_lying : 1.0);
}

/// Whoever has not begun to walk and is in smoke, or feels the fire, begins.
void rouse(World& world, HazardState& hazards, std::size_t row, const AirSample& sample) {
    Agents& agents = world.agents;
    const bool waits = has_not_begun(agents.activity[row]);
    const auto now_s = static_cast<float>(world.time_s());
    if (!waits || agents.start_time_s[row] <= now_s || !hazards.doses.is_known(sample))
        return;
    const Air air = hazards.doses.with_substitutions(sample.air);
    if (air.extinction_per_m < hazards.aversion.begin_extinction_per_m &&
        air.radiant_flux_kw_per_m2 < hazards.aversion.begin_flux_kw_per_m2)
        return;
    agents.start_time_s[row] = now_s;
    hazards.is_roused[agents.id[row] - 1] = 1;
    world.start_reasons[agents.id[row] - 1] = "smoke or heat at the own place";
}

/// A responder breathes his own air, and sees as little as others.
float responder_speed_loss(const World& world, AgentId responder, const AirSample& sample) {
    if (!sample.covered)
        return 0.0F;
    const double seen_m = visibility_m(sample.air.extinction_per_m, world.hazards->exposure.sign);
    return static_cast<float>(1.0 - world.rescue->speed_frac(responder, seen_m));
}

void breathe_in(World& world, HazardState& hazards, std::size_t row, double dt_s) {
    Agents& agents = world.agents;
    const AgentId person = agents.id[row];
    const double now_s = world.time_s();
    const Vec2 at{agents.x_m[row], agents.y_m[row]};
    const AirSample sample = hazards.source->sample(hazards.head(*world.venue, agents.surface[row], at));
    if (is_responder(world, person)) {
        agents.speed_loss_frac[row] = responder_speed_loss(world, person, sample);
        return;
    }
    hazards.doses.add(person, sample, hazards.exposure.exertion, now_s, dt_s);
    if (counts_as_unable(world, row))
        return;
    rouse(world, hazards, row, sample);
    const Exposure& exposure = hazards.doses.of(person);
    double frac = 1.0 - world.lighting_loss_frac;
    if (hazards.doses.is_known(sample))
        frac *= speed_frac_in_air(hazards.exposure, hazards.doses.with_substitutions(sample.air),
                                  static_cast<double>(agents.free_speed_mps[row]));
    if (exposure.impaired.has_happened())
        frac *= hazards.exposure.impaired_speed_frac;
    if (world.incapacitated_count > 0 || !hazards.losses.empty()) {
        const CellIndex cell = world.fields.grid().locate(SurfaceId(agents.surface[row]), at);
        if (cell != no_cell)
            frac *= ground_speed_frac(hazards, static_cast<std::size_t>(hazards.routes.patches().of(cell)));
    }
    agents.speed_loss_frac[row] = static_cast<float>(std::min(1.0 - frac, largest_speed_loss));
}

/// Whoever has reached his threshold by now stays where he is: also those who have not begun to walk.
void stop_the_incapacitated(World& world, HazardState& hazards) {
    if (hazards.exposure.on_incapacitation == OnIncapacitation::walks)
        return;
    Agents& agents = world.agents;
    std::vector<std::int32_t> rows;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        const bool is_able = agents.activity[row] != Activity::out && !counts_as_unable(world, row) &&
                             !is_responder(world, agents.id[row]);
        if (is_able && hazards.doses.of(agents.id[row]).incapacitated.time_s <= world.time_s())
            rows.push_back(static_cast<std::int32_t>(row));
    }
    std::sort(rows.begin(), rows.end(), [&](std::int32_t a, std::int32_t b) {
        return agents.id[static_cast<std::size_t>(a)] < agents.id[static_cast<std::size_t>(b)];
    });
    for (const std::int32_t listed : rows) {
        const auto row = static_cast<std::size_t>(listed);
        incapacitate(world, row);
        const ThresholdCrossing& crossing = hazards.doses.of(agents.id[row]).incapacitated;
        Event event;
        event.time_s = crossing.time_s;
        event.kind = "incapacitated";
        event.subject = fmt::format("{}", agents.id[row]);
        event.text = fmt::format("Person {} is overcome by {}", agents.id[row],
                                 harm_cause_names[static_cast<std::size_t>(crossing.cause)]);
        event.storey = world.venue->surfaces[static_cast<std::size_t>(agents.surface[row])].storey.value;
        event.position_m = {agents.x_m[row], agents.y_m[row]};
        event.mark = hazards.incapacitated_count == 0;
        ++hazards.incapacitated_count;
        world.recorder.add_event(std::move(event));
    }
}

}  // namespace

void incapacitate(World& world, std::size_t row) {
    Agents& agents = world.agents;
    agents.activity[row] = world.hazards->exposure.on_incapacitation == OnIncapacitation::stands
                               ? Activity::incapacitated
                               : Activity::lying;
    agents.vx_mps[row] = 0.0F;
    agents.vy_mps[row] = 0.0F;
    agents.desired_x[row] = 0.0F;
    agents.desired_y[row] = 0.0F;
    agents.exit_gate[row] = -1;
    agents.next_gate[row] = -1;
    agents.goal[row] = -1;
    ++world.incapacitated_count;
    world.errands.forget(agents.id[row]);
    world.progress.left(agents.id[row], world.time_s());
    const CellIndex cell =
        world.fields.grid().locate(SurfaceId(agents.surface[row]), {agents.x_m[row], agents.y_m[row]});
    if (cell != no_cell)
        ++world.hazards->lying_in_patch[static_cast<std::size_t>(world.hazards->routes.patches().of(cell))];
}

void breathe(World& world) {
    if (world.hazards == nullptr)
        return;
    HazardState& hazards = *world.hazards;
    const double now_s = world.time_s();
    const std::uint64_t period = breath_steps(world.time_step_s);
    const bool is_full_second = world.step_index % steps_per_second(world.time_step_s) == 0;
    if (!hazards.has_begun(now_s) || (world.step_index % period != 0 && !is_full_second) ||
        !goes_on(hazards, now_s - hazards.starts_at_s))
        return;
    if (is_full_second) {
        look_at_floor(world, hazards);
        look_at_people(world, hazards);
        hazards.routes.update(world.fields, hazards.walkers);
    }
    const double breath_s = static_cast<double>(period) * world.time_step_s;
    const double second_s = static_cast<double>(steps_per_second(world.time_step_s)) * world.time_step_s;
    parallel_for(world.pool, world.agents.size(), breathing_chunk_rows,
                 [&](std::size_t begin, std::size_t end, std::size_t) {
                     for (std::size_t row = begin; row < end; ++row) {
                         if (world.agents.activity[row] == Activity::out)
                             continue;
                         if (hazards.breathes_often[world.agents.id[row] - 1] != 0)
                             breathe_in(world, hazards, row, breath_s);
                         else if (is_full_second)
                             breathe_in(world, hazards, row, second_s);
                     }
                 });
    for (std::size_t row = 0; row < world.agents.size(); ++row)
        if (hazards.is_roused[world.agents.id[row] - 1] != 0)
            world.recorder.starts_at(world.agents.id[row],
                                     static_cast<double>(world.agents.start_time_s[row]));
    stop_the_incapacitated(world, hazards);
}

}  // namespace wayout
