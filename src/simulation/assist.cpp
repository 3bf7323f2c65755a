/// People who need help: where they wait, who comes, and their way out together.
#include "simulation/assistance_state.hpp"
#include "simulation/lift_state.hpp"

#include "core/random.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wayout {
namespace {

/// As often as Errands looks at arrivals.
constexpr std::uint64_t assist_period_steps = 5;
/// So long helpers look for a place beside somebody (our choice).
constexpr double gathering_s = 8.0;

const AssistanceSpec& spec_of(const World& world, const InNeed& need) {
    return *world.scenario.people.populations[need.population].assistance;
}

bool may_wait_in(const AssistanceSpec& spec, const Refuge& refuge) {
    return spec.refuges.empty() ||
           std::find(spec.refuges.begin(), spec.refuges.end(), refuge.spec.id) != spec.refuges.end();
}

double way_at_reference_speed_s(const World& world, std::size_t row, std::int32_t area) {
    const Agents& agents = world.agents;
    return static_cast<double>(world.fields.time_s(goal_to_area_for(world, row, area),
                                                   SurfaceId(agents.surface[row]),
                                                   {agents.x_m[row], agents.y_m[row]}));
}

void stay_here(World& world, std::size_t row, ErrandPurpose purpose) {
    Errand errand;
    errand.purpose = purpose;
    errand.has_spot = true;
    errand.spot = {world.agents.x_m[row], world.agents.y_m[row]};
    errand.spot_surface = world.agents.surface[row];
    world.errands.give(world, row, errand);
}

/// Whoever is there already stays in his place.
void wait_at(World& world, InNeed& need, std::size_t row, std::int32_t area) {
    const Agents& agents = world.agents;
    const ErrandPurpose purpose = need.refuge >= 0 ? ErrandPurpose::refuge : ErrandPurpose::assisted;
    need.waits_at = area;
    need.stage = HelpStage::to_wait;
    const CellIndex cell =
        world.fields.grid().locate(SurfaceId(agents.surface[row]), {agents.x_m[row], agents.y_m[row]});
    const std::span<const CellIndex> cells = world.fields.area_cells(area);
    if (cell != no_cell && std::binary_search(cells.begin(), cells.end(), cell)) {
        stay_here(world, row, purpose);
        return;
    }
    Errand errand;
    errand.purpose = purpose;
    errand.area = area;
    world.errands.give(world, row, errand);
}

/// To the nearest refuge with a place; before the nearest one when all are full; without refuges, or for
/// those who do not move alone, where they are.
void send_to_wait(World& world, AssistanceState& state, InNeed& need, std::size_t row) {
    const AssistanceSpec& spec = spec_of(world, need);
    need.has_needed = true;
    std::int32_t nearest = -1, nearest_free = -1;
    double nearest_s = TravelTimeField::unknown, nearest_free_s = TravelTimeField::unknown;
    if (spec.need == HelpNeed::stairs)
        for (std::size_t r = 0; r < state.refuges.size(); ++r) {
            const Refuge& refuge = state.refuges[r];
            if (!may_wait_in(spec, refuge))
                continue;
            const double time_s = way_at_reference_speed_s(world, row, refuge.area);
            if (time_s < nearest_s) {
                nearest_s = time_s;
                nearest = static_cast<std::int32_t>(r);
            }
            if (time_s < nearest_free_s && static_cast<int>(refuge.inside.size()) < refuge.spec.places) {
                nearest_free_s = time_s;
                nearest_free = static_cast<std::int32_t>(r);
            }
        }
    need.refuge = nearest_free >= 0 ? nearest_free : nearest;
    if (need.refuge < 0) {
        note_help(world, need.person, "waits", "where he is", "cannot leave without help");
        wait_at(world, need, row, need.home);
        return;
    }
    Refuge& refuge = state.refuges[static_cast<std::size_t>(need.refuge)];
    const std::string name = fmt::format("refuge '{}'", refuge.spec.label());
    if (nearest_free >= 0) {
        refuge.inside.push_back(need.person);
        if (nearest_free != nearest)
            ++state.refuges[static_cast<std::size_t>(nearest)].turned_away;
        note_help(world, need.person, "waits", name,
                  nearest_free == nearest
                      ? "cannot take the stairs"
                      : fmt::format("cannot take the stairs; refuge '{}' is full",
                                    state.refuges[static_cast<std::size_t>(nearest)].spec.label()));
        wait_at(world, need, row, refuge.area);
        return;
    }
    ++refuge.turned_away;
    note_help(world, need.person, "waits", "before " + name, "every refuge that can be reached is full");
    wait_at(world, need, row, refuge.forecourt >= 0 ? refuge.forecourt : refuge.area);
}

/// Somebody who has begun to move and has neither help nor a lift so far.
void begin(World& world, AssistanceState& state, InNeed& need, std::size_t row) {
    const AssistanceSpec& spec = spec_of(world, need);
    const bool moves_alone = spec.need == HelpNeed::none || spec.need == HelpNeed::stairs;
    if (has_not_begun(world.agents.activity[row]) || world.errands.has_one(need.person))
        return;
    if (!moves_alone) {
        send_to_wait(world, state, need, row);
        return;
    }
    if (const std::optional<LiftOption> lift = lift_to_take(world, row)) {
        need.stage = HelpStage::by_lift;
        take_lift(world, row, *lift);
        return;
    }
    if (!has_no_own_way(world, row))
        return;
    if (spec.need == HelpNeed::stairs) {
        send_to_wait(world, state, need, row);
    } else if (world.lifts != nullptr && spec.lift != LiftUse::never) {
        need.stage = HelpStage::beyond;
        stay_here(world, row, ErrandPurpose::lift);
        note_help(world, need.person, "stays", "", "no lift is in service and no other way leads out");
    }
}

/// Whether everybody of the team is with him.
bool is_team_there(const World& world, const InNeed& need) {
    return std::all_of(need.team.begin(), need.team.end(),
                       [&](AgentId helper) { return world.errands.has_arrived(helper); });
}

/// Helpers who have not found their places by then stand where they are.
void stop_gathering(World& world, const AssistanceState& state, const InNeed& need) {
    for (const AgentId helper : need.team)
        if (const auto row = static_cast<std::size_t>(state.row(helper));
            world.agents.activity[row] == Activity::walking)
            stay_here(world, row, ErrandPurpose::assist);
}

/// Whether all of the team who have not left before him are overcome.
bool has_lost_team(const World& world, const AssistanceState& state, const InNeed& need) {
    int able = 0, unable = 0;
    for (const AgentId helper : need.team)
        if (const std::int32_t row = state.row(helper); row >= 0)
            ++(is_unable(world.agents.activity[static_cast<std::size_t>(row)]) ? unable : able);
    return able == 0 && unable > 0;
}

void go_on_with(World& world, AssistanceState& state, InNeed& need) {
    const std::int32_t listed = state.row(need.person);
    if (listed < 0 || is_unable(world.agents.activity[static_cast<std::size_t>(listed)])) {
        if (need.stage == HelpStage::moving && listed < 0)
            ++state.helped_out;
        dismiss(world, state, need);
        need.stage = HelpStage::ended;
        return;
    }
    const auto row = static_cast<std::size_t>(listed);
    switch (need.stage) {
        case HelpStage::not_begun:
            begin(world, state, need, row);
            break;
        case HelpStage::by_lift:
            if (world.lifts->is_by_lift[need.person - 1] == 0)
                need.stage = HelpStage::not_begun;
            break;
        case HelpStage::to_wait:
            if (!world.errands.has_one(need.person))
                wait_at(world, need, row, need.waits_at);
            else if (world.errands.has_arrived(need.person))
                need.stage = HelpStage::waiting;
            break;
        case HelpStage::waiting:
            if (!world.errands.has_one(need.person))
                wait_at(world, need, row, need.waits_at);
            break;
        case HelpStage::called:
            if (is_team_there(world, need)) {
                const AssistanceSpec& spec = spec_of(world, need);
                const double u = uniform01(world.seed, need.person, Draw::assistance);
                need.there_s = world.time_s();
                need.ready_s = need.there_s + spec.preparation_min_s +
                               u * (spec.preparation_max_s - spec.preparation_min_s);
                need.stage = HelpStage::preparing;
                gather_behind(world, state, need);
                note_help(world, need.person, "is prepared", "",
                          fmt::format("the team is there; ready at {:.0f} s", need.ready_s));
            }
            break;
        case HelpStage::preparing:
            if (world.time_s() >= need.ready_s - 0.5 * world.time_step_s)
                set_out(world, state, need);
            else if (world.time_s() >= need.there_s + gathering_s)
                stop_gathering(world, state, need);
            break;
        case HelpStage::moving:
            if (!has_lost_team(world, state, need)) {
                escort(world, state, need);
                break;
            }
            dismiss(world, state, need);
            need.stage = HelpStage::beyond;
            stay_here(world, row, ErrandPurpose::assisted);
            note_help(world, need.person, "stays", "", "the team is overcome");
            break;
        case HelpStage::beyond:
        case HelpStage::ended:
            break;
    }
}

void count_in_refuges(AssistanceState& state) {
    for (std::size_t r = 0; r < state.refuges.size(); ++r) {
        Refuge& refuge = state.refuges[r];
        std::erase_if(refuge.inside, [&](AgentId person) {
            const HelpStage stage = state.need_of_person(person)->stage;
            return stage == HelpStage::moving || stage == HelpStage::ended;
        });
        const auto there = std::count_if(refuge.inside.begin(), refuge.inside.end(), [&](AgentId person) {
            return state.need_of_person(person)->stage != HelpStage::to_wait;
        });
        refuge.most_at_once = std::max(refuge.most_at_once, static_cast<int>(there));
    }
}

}  // namespace

bool is_any_help_due(const AssistanceState& state) {
    return std::any_of(state.in_need.begin(), state.in_need.end(), [](const InNeed& need) {
        return need.stage != HelpStage::not_begun && need.stage != HelpStage::beyond &&
               need.stage != HelpStage::ended;
    });
}

std::string name_of_person(AgentId person) {
    return fmt::format("person {}", person);
}

void note_help(World& world, AgentId person, const char* kind, std::string choice, std::string reason) {
    if (!world.decisions.is_kept())
        return;
    Decision decision;
    decision.time_s = world.time_s();
    decision.person = person;
    decision.kind = kind;
    decision.choice = std::move(choice);
    decision.reason = std::move(reason);
    if (const std::int32_t listed = world.assistance->row(person); listed >= 0) {
        const auto row = static_cast<std::size_t>(listed);
        decision.storey =
            world.venue->surfaces[static_cast<std::size_t>(world.agents.surface[row])].storey.value;
        decision.position_m = {world.agents.x_m[row], world.agents.y_m[row]};
    }
    world.decisions.note(std::move(decision));
}

void assist(World& world) {
    if (world.assistance == nullptr || world.step_index % assist_period_steps != 0)
        return;
    AssistanceState& state = *world.assistance;
    std::fill(state.row_of.begin(), state.row_of.end(), -1);
    for (std::size_t row = 0; row < world.agents.size(); ++row)
        if (world.agents.activity[row] != Activity::out)
            state.row_of[world.agents.id[row] - 1] = static_cast<std::int32_t>(row);
    for (InNeed& need : state.in_need) go_on_with(world, state, need);
    count_in_refuges(state);
    assign_helpers(world, state);
}

}  // namespace wayout
