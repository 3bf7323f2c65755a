/// Phase of a step: alarms sound and fall silent, people look around, and their clocks run accordingly.
#include "simulation/noticing_steps.hpp"

#include "simulation/decision_place.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/seated_state.hpp"

#include <algorithm>

namespace wayout {
namespace {

constexpr std::size_t noticing_chunk_rows = 128;

/// Makes for an exit, or has decided to.
bool is_seen_leaving(const World& world, std::size_t row) {
    const Agents& agents = world.agents;
    return has_decided(world, row) && !world.errands.has_one(agents.id[row]);
}

void take_picture(World& world) {
    NoticingState& state = *world.noticing;
    const Agents& agents = world.agents;
    list_rows_by_id(agents, state.rows);
    std::erase_if(state.rows, [&](std::int32_t listed) {
        const Activity activity = agents.activity[static_cast<std::size_t>(listed)];
        return activity == Activity::out || is_unable(activity);
    });
    state.viewpoints.resize(agents.size());
    state.leaves.resize(agents.size());
    parallel_for(world.pool, agents.size(), noticing_chunk_rows,
                 [&](std::size_t begin, std::size_t end, std::size_t) {
                     for (std::size_t row = begin; row < end; ++row) {
                         state.viewpoints[row] = viewpoint_of(world.fields.grid(), state.rooms, agents, row);
                         state.leaves[row] = is_seen_leaving(world, row) ? 1 : 0;
                     }
                 });
    state.others.take(agents, state.rows, state.viewpoints, state.leaves);
    if (state.fire && world.hazards != nullptr && world.hazards->has_begun(world.time_s()))
        state.fire->look(*world.hazards, world.pool, world.time_s());
}

/// Extinction of the air on the patch of floor where somebody is.
double extinction_at(const World& world, std::size_t row) {
    if (world.hazards == nullptr)
        return 0.0;
    const CellIndex cell = world.fields.grid().locate(SurfaceId(world.agents.surface[row]),
                                                      {world.agents.x_m[row], world.agents.y_m[row]});
    if (cell == no_cell)
        return 0.0;
    const auto patch = static_cast<std::size_t>(world.hazards->routes.patches().of(cell));
    return static_cast<double>(world.hazards->routes.conditions()[patch].extinction_per_m);
}

void note_investigating(World& world, std::size_t row, std::size_t worker) {
    NoticingState::Person& person = world.noticing->people[world.agents.id[row] - 1];
    if (person.is_investigating ||
        person.clock.reaches_s(world.noticing->spec.investigating_frac) > world.time_s())
        return;
    person.is_investigating = true;
    if (!world.decisions.is_kept())
        return;
    Decision decision = decision_of(world, row, "investigates");
    decision.reason = cue_words[static_cast<std::size_t>(person.clock.leading(world.time_s()))];
    world.decisions.note(worker, std::move(decision));
}

/// Once a second: own smoke, fire in view, others who leave.
void look_around(World& world, std::size_t row, std::size_t worker) {
    const double now_s = world.time_s();
    if (!is_open_to_cues(world, row, now_s))
        return;
    NoticingState& state = *world.noticing;
    const NoticingSpec& spec = state.spec;
    NoticingState::Person& person = state.people[world.agents.id[row] - 1];
    note_investigating(world, row, worker);
    const Viewpoint& viewpoint = state.viewpoints[row];
    person.others_frac = state.others.leaving_frac(world.agents.id[row], viewpoint);
    level(person.levels, Cue::others) = others_rate(spec, person) * person.others_frac;
    level(person.levels, Cue::smoke) =
        extinction_at(world, row) > spec.smoke_extinction_per_m ? spec.smoke_rate : 0.0;
    level(person.levels, Cue::fire_in_view) =
        state.fire && state.fire->is_in_view(viewpoint) ? spec.fire_in_view_rate : 0.0;
    wind(world, row, now_s);
}

void look_around(World& world) {
    const Agents& agents = world.agents;
    bool anybody_waits = false;
    for (std::size_t row = 0; row < agents.size() && !anybody_waits; ++row)
        anybody_waits = is_waiting(world, row);
    if (!anybody_waits)
        return;
    take_picture(world);
    for_each_inside(world, [&](std::size_t row, std::size_t worker) { look_around(world, row, worker); });
}

}  // namespace

/// Takes over how the clock runs from that time on, and when the person will begin if nothing changes.
void wind(World& world, std::size_t row, double from_s) {
    NoticingState::Person& person = world.noticing->people[world.agents.id[row] - 1];
    CueRates rates = person.levels;
    if (person.is_told) {
        double sum = 0.0;
        for (const double rate : rates) sum += rate;
        level(rates, Cue::told) = std::max(0.0, 1.0 - sum);
    } else if (from_s < person.listens_until_s) {
        rates = {};
    }
    person.clock.run_at(rates, from_s);
    const double start_s = std::min(person.clock.reaches_s() + person.action_s, person.at_latest_s);
    const auto rounded_s = static_cast<float>(start_s);
    if (rounded_s == world.agents.start_time_s[row])
        return;
    world.agents.start_time_s[row] = rounded_s;
    world.recorder.starts_at(world.agents.id[row], static_cast<double>(rounded_s));
}

void notice(World& world) {
    if (world.seated != nullptr)
        world.seated->watch(world);
    if (world.noticing == nullptr)
        return;
    follow_alarms(world);
    if (world.step_index % steps_per_second(world.time_step_s) == 0)
        look_around(world);
}

}  // namespace wayout
