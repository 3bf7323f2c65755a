#include "simulation/exit_options.hpp"

#include "behaviour/familiarity.hpp"
#include "simulation/company_state.hpp"
#include "simulation/danger_state.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/knowledge_state.hpp"
#include "simulation/noticing_state.hpp"
#include "simulation/world.hpp"

#include <algorithm>

namespace wayout {

std::int32_t patch_of(const World& world, SurfaceId surface, Vec2 position) {
    if (world.hazards == nullptr || world.hazards->routes.is_clear())
        return -1;
    const CellIndex cell = world.fields.grid().locate(surface, position);
    if (cell == no_cell)
        return -1;
    const CellIndex aisle = world.fields.seat_rows().aisle_from(world.fields.grid(), cell);
    return world.hazards->routes.patches().of(aisle != no_cell ? aisle : cell);
}

namespace {

/// What somebody at a place thinks of the ways from there.
struct OwnWays {
    AgentId person;
    std::int32_t patch;
    double own_pace;
    /// Whoever stands in such air already refuses no way.
    bool bears_all;
};

bool is_barred(const HazardState& hazards, const OwnWays& own, std::int32_t goal) {
    return !own.bears_all && hazards.barred.has_any(own.person) &&
           hazards.routes.leads_over(goal, own.patch, own.person, hazards.barred);
}

/// Smoke on the way: costs time, and from a certain density on the way is refused.
void judge_air(HazardState& hazards, const OwnWays& own, std::int32_t goal, ExitOption& option) {
    bool turns_back = false;
    if (hazards.routes.is_smoke_ahead(goal, own.patch)) {
        const WayAhead ahead = hazards.routes.look(goal, own.patch, own.own_pace);
        option.walk_s = std::max(0.0, option.walk_s + ahead.extra_s);
        turns_back = !own.bears_all && hazards.routes.turns_back(ahead);
    }
    if (turns_back)
        hazards.routes.note_barrier(goal, own.patch, own.own_pace, own.person, hazards.barred);
    else if (!own.bears_all && hazards.barred.has_any(own.person))
        hazards.routes.note_open_way(goal, own.patch, own.person, hazards.barred);
}

/// Looks along the ways that matter: that of the present exit, and of the best exit until it is one whose way
/// has been looked along. Smoke seldom shortens a way, so those that are not looked along are no better.
void judge_ways(World& world, std::size_t row, std::int32_t patch, double own_pace,
                std::vector<ExitOption>& options) {
    HazardState& hazards = *world.hazards;
    const Agents& agents = world.agents;
    const ExitChoice rule = world.rules[static_cast<std::size_t>(agents.population[row])].choice;
    const OwnWays own{agents.id[row], patch, own_pace, hazards.routes.is_unbearable(patch)};
    const auto look_for_bars = [&] {
        for (ExitOption& option : options)
            option.is_refused = is_barred(hazards, own, goal_for(world, row, option.exit));
    };
    std::uint64_t judged = 0;  // by option; beyond 64 all are looked along
    const auto judge = [&](std::size_t i) {
        judge_air(hazards, own, goal_for(world, row, options[i].exit), options[i]);
        judged |= std::uint64_t{1} << (i % 64);
        look_for_bars();  // the same smoke may bar other ways too
    };
    look_for_bars();
    for (std::size_t i = 0; i < options.size(); ++i)
        if (options[i].exit.value == agents.exit_gate[row] || i >= 64)
            judge(i);
    for (std::size_t round = 0; round < options.size(); ++round) {
        const std::size_t best = best_option(options, rule);
        if (best >= 64 || (judged >> best & 1U) != 0)
            break;
        judge(best);
    }
}

bool contains(std::span<const GateId> exits, GateId exit) {
    return std::find(exits.begin(), exits.end(), exit) != exits.end();
}

/// What the exit is to somebody who chooses by what he knows. What others point out by heading there counts
/// as known, though not as an own way in that is in sight (our choice). The wait counts where it can be seen:
/// vis_ik in FDS+Evac (Ehtamo et al. 2010, read).
void set_rank(const World& world, std::size_t row, std::int32_t patch, std::span<const GateId> pointed_out,
              ExitOption& option) {
    const KnowledgeState& knowledge = *world.knowledge;
    const AgentId person = world.agents.id[row];
    const Acquaintance acquaintance{knowledge.is_familiar(person, option.exit),
                                    knowledge.is_known_of(person, option.exit),
                                    sees_exit(world, row, patch, option.exit)};
    option.rank = rank_of(acquaintance, knowledge.types[person - 1]);
    if (contains(pointed_out, option.exit))
        option.rank = std::min(option.rank, rank_known);
    if (option.exit.value == world.agents.exit_gate[row])
        option.rank = std::min(option.rank, static_cast<int>(knowledge.kept_rank[person - 1]));
    if (!acquaintance.is_in_sight)
        option.queue_s = 0.0;
}

/// Whoever follows a message that names exits takes one of them, as long as he may and can.
void keep_to_exits_told(const World& world, AgentId person, std::vector<ExitOption>& options) {
    const std::span<const GateId> told = exits_told(world, person);
    const auto is_told = [&told](const ExitOption& option) {
        return std::binary_search(told.begin(), told.end(), option.exit);
    };
    if (std::any_of(options.begin(), options.end(), is_told))
        std::erase_if(options, [&](const ExitOption& option) { return !is_told(option); });
}

/// Knows of the exit, or has been told of it.
bool has_in_mind(const World& world, std::size_t row, GateId exit, std::span<const GateId> told) {
    return !has_limited_knowledge(world, world.agents.population[row]) ||
           world.knowledge->knows(world.agents.id[row], exit) || contains(told, exit);
}

}  // namespace

bool counts_on(const World& world, AgentId person, GateId exit) {
    return believes_open(world, person, exit) && !world.openings.is_turned_away(person, exit, world.time_s());
}

double own_pace(const World& world, std::size_t row) {
    const Agents& agents = world.agents;
    const auto own_mps = static_cast<double>(agents.free_speed_mps[row]);
    return world.fields.reference_speed_mps(agents.mobility[row]) /
           (world.company != nullptr ? world.company->pace_mps(agents.id[row], own_mps) : own_mps);
}

bool is_way_barred(const World& world, std::size_t row, GateId exit) {
    const Agents& agents = world.agents;
    if (world.hazards == nullptr || !world.hazards->barred.has_any(agents.id[row]))
        return false;
    const std::int32_t goal = goal_for(world, row, exit);
    const std::int32_t patch =
        patch_of(world, SurfaceId(agents.surface[row]), {agents.x_m[row], agents.y_m[row]});
    const HazardState& hazards = *world.hazards;
    return patch >= 0 && world.fields.is_solved(goal) &&
           is_barred(hazards, {agents.id[row], patch, 1.0, hazards.routes.is_unbearable(patch)}, goal);
}

void list_options(World& world, std::size_t row, std::span<const GateId> pointed_out,
                  std::vector<ExitOption>& options) {
    const Agents& agents = world.agents;
    const AgentId person = agents.id[row];
    const ChoiceRule& rule = world.rules[static_cast<std::size_t>(agents.population[row])];
    const SurfaceId surface(agents.surface[row]);
    const Vec2 position{agents.x_m[row], agents.y_m[row]};
    const CompanyState* company = world.company.get();
    const double pace = own_pace(world, row);
    const std::span<const GateId> told = exits_told(world, person);
    const bool is_limited = has_limited_knowledge(world, agents.population[row]);
    const bool has_ranks = is_limited && rule.choice == ExitChoice::familiar;
    const std::int32_t sight_patch =
        has_ranks ? world.knowledge->sight.patch_of(surface, position) : std::int32_t{-1};
    options.clear();
    const PlaceOnWay place = world.fields.place(surface, position);
    for (const GateId exit : rule.exits)
        if (const std::int32_t goal = goal_for(world, row, exit); world.fields.is_ready(goal))
            prefetch_travel_time(world.fields.field(goal), place);
    const auto add = [&](GateId exit) {
        const std::int32_t goal = goal_for(world, row, exit);
        const float field_time_s = world.fields.time_s(goal, place);
        if (field_time_s == TravelTimeField::unknown ||
            (company != nullptr && !company->has_way_for_all(world, row, exit)) ||
            (is_wary(world.views[person - 1]) && !leads_off_dangers(world, row, goal)))
            return;
        const auto time_s = static_cast<double>(field_time_s);
        ExitOption& option =
            options.emplace_back(ExitOption{exit, time_s * pace, world.queues.queue_s(exit, time_s)});
        if (has_ranks)
            set_rank(world, row, sight_patch, pointed_out, option);
    };
    for (const GateId exit : rule.exits)
        if (counts_on(world, person, exit) &&
            (has_in_mind(world, row, exit, told) || contains(pointed_out, exit)))
            add(exit);
    if (is_limited && options.empty())
        for (const GateId exit : rule.exits)
            if (counts_on(world, person, exit))
                add(exit);
    keep_to_exits_told(world, person, options);
    if (const std::int32_t patch = patch_of(world, surface, position); patch >= 0 && !options.empty())
        judge_ways(world, row, patch, pace, options);
}

void add_unsolved_goals(const World& world, std::size_t row, std::vector<std::int32_t>& goals) {
    const AgentId person = world.agents.id[row];
    const std::span<const GateId> told = exits_told(world, person);
    for (const GateId exit : world.rules[static_cast<std::size_t>(world.agents.population[row])].exits) {
        const std::int32_t goal = goal_for(world, row, exit);
        if (!world.fields.is_ready(goal) && counts_on(world, person, exit) &&
            has_in_mind(world, row, exit, told))
            goals.push_back(goal);
    }
}

}  // namespace wayout
