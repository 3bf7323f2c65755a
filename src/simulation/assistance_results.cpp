#include "simulation/assistance_results.hpp"

#include "simulation/assistance_state.hpp"
#include "simulation/lift_state.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wayout {

namespace {

bool is_inside(const World& world, AgentId person) {
    const Agents& agents = world.agents;
    for (std::size_t row = 0; row < agents.size(); ++row)
        if (agents.id[row] == person)
            return agents.activity[row] != Activity::out;
    return false;
}

}  // namespace

AssistanceOutcome assistance_outcome(const World& world) {
    AssistanceOutcome outcome;
    if (const AssistanceState* state = world.assistance.get()) {
        outcome.is_modelled = true;
        outcome.helped_out = state->helped_out;
        outcome.trips = state->trips;
        for (const InNeed& need : state->in_need) {
            outcome.in_need += need.has_needed ? 1 : 0;
            // Out in the last steps, which assist() has not seen yet.
            outcome.helped_out += need.stage == HelpStage::moving && !is_inside(world, need.person) ? 1 : 0;
            outcome.without_help +=
                need.has_needed && need.stage != HelpStage::moving && need.stage != HelpStage::ended ? 1 : 0;
        }
        for (const Refuge& refuge : state->refuges)
            outcome.refuges.push_back({refuge.spec.id, refuge.spec.label(), refuge.storey.value,
                                       refuge.spec.places, refuge.most_at_once, refuge.turned_away,
                                       static_cast<int>(refuge.inside.size())});
        const auto& populations = world.scenario.people.populations;
        for (std::size_t p = 0; p < populations.size(); ++p)
            if (populations[p].assistance && populations[p].assistance->need != HelpNeed::none &&
                !populations[p].assistance->helpers.empty())
                outcome.parameters.push_back(
                    fmt::format("population '{}': {}", populations[p].label(), state->carrying[p].text));
    }
    if (const LiftState* lifts = world.lifts.get()) {
        outcome.is_modelled = true;
        for (std::size_t l = 0; l < lifts->lifts.size(); ++l) {
            const Lift& lift = lifts->lifts[l];
            LiftResult& result = outcome.lifts.emplace_back();
            result.id = lift.spec.id;
            result.name = lift.spec.label();
            result.trips = lift.trips;
            result.riders = lift.rider_count;
            result.most_aboard = lift.most_aboard;
            result.waiting_at_end = static_cast<int>(
                std::count_if(lifts->waits.begin(), lifts->waits.end(),
                              [&](const LiftWait& wait) { return wait.lift == l && wait.is_there; }));
            if (lift.spec.riders == LiftSpec::Riders::nobody)
                result.out_of_service_s = 0.0;
            else if (!lift.is_in_service)
                result.out_of_service_s = lift.spec.fails_at_s;
        }
    }
    return outcome;
}

std::string reason_without_help(const World& world, std::size_t row) {
    const AgentId person = world.agents.id[row];
    if (world.lifts != nullptr && world.lifts->is_by_lift[person - 1] != 0)
        return "was on the way by lift when the run ended";
    if (world.assistance == nullptr)
        return {};
    const InNeed* need = world.assistance->need_of_person(person);
    if (need == nullptr)
        return {};
    const std::string where =
        need->refuge >= 0
            ? fmt::format("in or before refuge '{}'",
                          world.assistance->refuges[static_cast<std::size_t>(need->refuge)].spec.label())
            : "where he was";
    switch (need->stage) {
        case HelpStage::to_wait:
            return fmt::format("on the way to wait {} when the run ended", where);
        case HelpStage::waiting:
            return fmt::format("waits {}: no team has come for him", where);
        case HelpStage::called:
            return fmt::format("waits {}: a team was on its way to him when the run ended", where);
        case HelpStage::preparing:
            return fmt::format("waits {}: the team was preparing him when the run ended", where);
        case HelpStage::moving:
            return "on the way out with helpers when the run ended";
        case HelpStage::beyond:
            return need->has_needed
                       ? fmt::format("waits {}: too few helpers are left, or none were named", where)
                       : "no lift is in service and no other way leads out";
        case HelpStage::not_begun:
        case HelpStage::by_lift:
        case HelpStage::ended:
            break;
    }
    return {};
}

}  // namespace wayout
