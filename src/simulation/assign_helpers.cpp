/// Which team goes to whom: nearest first, ties by person.
#include "simulation/assistance_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace wayout {
namespace {

constexpr double unknown_s = std::numeric_limits<double>::infinity();
/// Helpers come this close to the person's body.
constexpr float reach_m = 0.5F;

const PopulationSpec& population_of(const World& world, const InNeed& need) {
    return world.scenario.people.populations[need.population];
}

bool helps(const World& world, const Helper& helper, const InNeed& need) {
    return world.scenario.people.populations[helper.population].id ==
           population_of(world, need).assistance->helpers;
}

/// May still go to this person, now or later.
bool can_help(const World& world, const AssistanceState& state, const Helper& helper, const InNeed& need) {
    const std::int32_t row = state.row(helper.person);
    const std::optional<int>& trips = population_of(world, need).assistance->trips;
    return row >= 0 && !helper.is_released && helps(world, helper, need) &&
           !is_unable(world.agents.activity[static_cast<std::size_t>(row)]) &&
           (!trips || helper.trips < *trips || helper.charge == need.person);
}

bool is_idle(const World& world, const AssistanceState& state, const Helper& helper) {
    const auto row = static_cast<std::size_t>(state.row(helper.person));
    if (helper.charge != 0 || has_not_begun(world.agents.activity[row]))
        return false;
    switch (world.errands.of(helper.person).purpose) {
        case ErrandPurpose::none:
        case ErrandPurpose::post:
        case ErrandPurpose::hold:
        case ErrandPurpose::wait_for_air:
        case ErrandPurpose::assist:
            return true;
        default:
            return false;
    }
}

double way_s(const World& world, std::size_t row, std::int32_t area) {
    const Agents& agents = world.agents;
    const std::int32_t goal = goal_to_area_for(world, row, area);
    if (!world.fields.is_solved(goal))
        return unknown_s;
    const double pace = world.fields.reference_speed_mps(agents.mobility[row]) /
                        static_cast<double>(agents.free_speed_mps[row]);
    return pace * static_cast<double>(world.fields.time_s(goal, SurfaceId(agents.surface[row]),
                                                          {agents.x_m[row], agents.y_m[row]}));
}

/// Asks for the ways of all who might come.
void demand_ways(World& world, AssistanceState& state, const InNeed& need) {
    for (const Helper& helper : state.helpers)
        if (can_help(world, state, helper, need))
            world.fields.demand(
                goal_to_area_for(world, static_cast<std::size_t>(state.row(helper.person)), need.waits_at));
}

struct Team {
    double time_s{unknown_s};  ///< until the last of them is there
    std::vector<std::size_t> helpers;
};

Team nearest_team(const World& world, const AssistanceState& state, const InNeed& need) {
    struct Candidate {
        double time_s;
        std::size_t helper;
    };
    std::vector<Candidate> candidates;
    for (std::size_t h = 0; h < state.helpers.size(); ++h) {
        const Helper& helper = state.helpers[h];
        if (!can_help(world, state, helper, need) || !is_idle(world, state, helper))
            continue;
        const double time_s = way_s(world, static_cast<std::size_t>(state.row(helper.person)), need.waits_at);
        if (time_s < unknown_s)
            candidates.push_back({time_s, h});
    }
    const auto size = static_cast<std::size_t>(state.carrying[need.population].team_size);
    if (candidates.size() < size)
        return {};
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.time_s < b.time_s; });
    Team team;
    for (std::size_t i = 0; i < size; ++i) team.helpers.push_back(candidates[i].helper);
    team.time_s = candidates[size - 1].time_s;
    return team;
}

void send(World& world, AssistanceState& state, InNeed& need, const Team& team) {
    const auto charge = static_cast<std::size_t>(state.row(need.person));
    for (const std::size_t h : team.helpers) {
        Helper& helper = state.helpers[h];
        helper.charge = need.person;
        need.team.push_back(helper.person);
        const auto row = static_cast<std::size_t>(state.row(helper.person));
        Errand errand;
        errand.purpose = ErrandPurpose::assist;
        errand.area = need.waits_at;
        errand.companion = need.person;
        errand.near_m = world.agents.radius_m[row] + world.agents.radius_m[charge] + reach_m;
        world.errands.give(world, row, errand);
        note_help(
            world, helper.person, "goes to help", name_of_person(need.person),
            fmt::format("nearest of those who are free: {:.0f} s away", way_s(world, row, need.waits_at)));
    }
    need.stage = HelpStage::called;
}

/// Whether somebody may need helpers later.
bool may_need(const World& world, const AssistanceState& state, const InNeed& need) {
    switch (need.stage) {
        case HelpStage::by_lift:
        case HelpStage::to_wait:
        case HelpStage::waiting:
        case HelpStage::called:
        case HelpStage::preparing:
            return true;
        case HelpStage::not_begun: {
            const HelpNeed kind = population_of(world, need).assistance->need;
            const std::int32_t row = state.row(need.person);
            return row >= 0 && kind != HelpNeed::none &&
                   (kind != HelpNeed::stairs || has_no_own_way(world, static_cast<std::size_t>(row)));
        }
        case HelpStage::moving:
        case HelpStage::beyond:
        case HelpStage::ended:
            break;
    }
    return false;
}

/// Those for whom too few helpers are left who can come to them stay where they are.
void give_up_hopeless(World& world, AssistanceState& state) {
    const bool may_ways_open = world.next_event < world.events.size();
    const auto may_come = [&](const Helper& helper, const InNeed& need) {
        if (!can_help(world, state, helper, need))
            return false;
        const auto row = static_cast<std::size_t>(state.row(helper.person));
        const std::int32_t goal = goal_to_area_for(world, row, need.waits_at);
        return may_ways_open || helper.charge != 0 || !world.fields.is_solved(goal) ||
               way_s(world, row, need.waits_at) < unknown_s;
    };
    for (InNeed& need : state.in_need) {
        if (need.stage != HelpStage::waiting)
            continue;
        const auto able = std::count_if(state.helpers.begin(), state.helpers.end(),
                                        [&](const Helper& helper) { return may_come(helper, need); });
        if (able >= state.carrying[need.population].team_size)
            continue;
        need.stage = HelpStage::beyond;
        note_help(world, need.person, "stays", "",
                  fmt::format("{} helper{} left, {} needed", able, able == 1 ? " is" : "s are",
                              state.carrying[need.population].team_size));
    }
}

/// Helpers without a charge stand by as long as anybody may need them: at first where they are, later where
/// the next one waits. Then they leave like everybody else.
void stand_by_or_leave(World& world, AssistanceState& state) {
    for (Helper& helper : state.helpers) {
        const std::int32_t listed = state.row(helper.person);
        if (listed < 0 || helper.is_released)
            continue;
        const auto row = static_cast<std::size_t>(listed);
        if (is_unable(world.agents.activity[row]) || !is_idle(world, state, helper))
            continue;
        const ErrandPurpose purpose = world.errands.of(helper.person).purpose;
        const auto next = std::find_if(state.in_need.begin(), state.in_need.end(), [&](const InNeed& need) {
            return can_help(world, state, helper, need) && may_need(world, state, need);
        });
        if (next == state.in_need.end()) {
            helper.is_released = true;
            if (purpose == ErrandPurpose::assist)
                world.errands.end(world, row);
            continue;
        }
        if (purpose != ErrandPurpose::none)
            continue;
        Errand errand;
        errand.purpose = ErrandPurpose::assist;
        if (helper.trips > 0 && next->waits_at >= 0) {
            errand.area = next->waits_at;
        } else {
            errand.has_spot = true;
            errand.spot = {world.agents.x_m[row], world.agents.y_m[row]};
            errand.spot_surface = world.agents.surface[row];
        }
        world.errands.give(world, row, errand);
    }
}

}  // namespace

bool is_needed_again(const World& world, const AssistanceState& state, const Helper& helper) {
    return std::any_of(state.in_need.begin(), state.in_need.end(), [&](const InNeed& need) {
        return need.person != helper.charge && can_help(world, state, helper, need) &&
               may_need(world, state, need);
    });
}

void dismiss(World& world, AssistanceState& state, InNeed& need) {
    for (const AgentId person : need.team) {
        Helper& helper = state.helpers[static_cast<std::size_t>(state.helper_of[person - 1])];
        helper.charge = 0;
        const std::int32_t listed = state.row(person);
        if (listed < 0)
            continue;
        const auto row = static_cast<std::size_t>(listed);
        world.agents.hold_back_frac[row] = 0.0F;
        world.agents.time_gap_s[row] = helper.own_time_gap_s;
        world.errands.end(world, row);
    }
    need.team.clear();
}

void assign_helpers(World& world, AssistanceState& state) {
    // A team that has lost somebody is no team any more.
    for (InNeed& need : state.in_need) {
        const bool is_whole = std::all_of(need.team.begin(), need.team.end(), [&](AgentId person) {
            const std::int32_t row = state.row(person);
            return row >= 0 && !is_unable(world.agents.activity[static_cast<std::size_t>(row)]);
        });
        if (is_whole || need.stage == HelpStage::moving)
            continue;
        dismiss(world, state, need);
        need.stage = HelpStage::waiting;
    }
    for (const InNeed& need : state.in_need)
        if (need.stage == HelpStage::waiting)
            demand_ways(world, state, need);
    for (;;) {
        InNeed* first = nullptr;
        Team team;
        for (InNeed& need : state.in_need) {
            if (need.stage != HelpStage::waiting)
                continue;
            if (Team nearest = nearest_team(world, state, need); nearest.time_s < team.time_s) {
                team = std::move(nearest);
                first = &need;
            }
        }
        if (first == nullptr)
            break;
        send(world, state, *first, team);
    }
    give_up_hopeless(world, state);
    stand_by_or_leave(world, state);
}

}  // namespace wayout
