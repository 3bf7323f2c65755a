/// Parents who look for a child that is elsewhere, children who are kept until they come, and people who turn
/// back for a thing. docs/models/company.md has the rules.
#include "simulation/company_state.hpp"
#include "simulation/decision_place.hpp"
#include "simulation/whereabouts.hpp"
#include "simulation/world.hpp"

#include "core/random.hpp"
#include "simulation/hazard_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace wayout {
namespace {

// Indices of Draw::group_return.
constexpr std::uint32_t search_index = 0;
constexpr std::uint32_t return_index = 1;

/// So near to the child the parent has found it; those who come along stop a little farther off.
constexpr float joined_m = 1.0F;
constexpr float joined_behind_m = 2.5F;
/// Other children of the group who are in sight of the first one come along. Our choice.
constexpr double children_sight_m = 10.0;
/// Whoever is where the child should be looks around for so long. Our choice.
constexpr double look_around_s = 5.0;

bool is_in_area(const World& world, std::size_t row, std::int32_t area) {
    const CellIndex cell =
        world.fields.grid().locate(SurfaceId(world.agents.surface[row]), place_of(world.agents, row));
    const std::span<const CellIndex> cells = world.fields.area_cells(area);
    return cell != no_cell && std::binary_search(cells.begin(), cells.end(), cell);
}

}  // namespace

/// A child away from its parents does not leave by itself when its time has come, but with smoke around it.
void CompanyState::keep_children(World& world, std::size_t g) {
    const Agents& agents = world.agents;
    const CompanySpec& spec = spec_of(world, groups_[g]);
    if (spec.kind != CompanySpec::Kind::family || !(spec.search_frac > 0.0))
        return;
    for (const AgentId person : companies_.of_group(g)) {
        Member& member = of(person);
        if (!member.is_away || row_of_[person - 1] < 0)
            continue;
        const auto row = static_cast<std::size_t>(row_of_[person - 1]);
        if (extinction_per_m(world, row) > spec.break_extinction_per_m) {
            if (std::exchange(member.task, Task::none) == Task::waits) {
                world.errands.end(world, row);
                note_decision(world, row, "goes", "", "there is smoke");
            }
            continue;
        }
        if (member.task == Task::none && has_not_begun(agents.activity[row]) && spec.child_waits_s > 0.0 &&
            static_cast<double>(agents.start_time_s[row]) <= world.time_s() + 0.5) {
            member.task = Task::waits;
            Errand errand;
            errand.purpose = ErrandPurpose::hold;
            errand.until_s = agents.start_time_s[row] + static_cast<float>(spec.child_waits_s);
            world.errands.give(world, row, errand);
            note_decision(world, row, "waits", spec.children_in, "for the parents to come");
        } else if (member.task == Task::waits && !world.errands.has_one(person)) {
            member.task = Task::none;
            note_decision(world, row, "goes", "",
                          fmt::format("nobody has come for {:.0f} s", spec.child_waits_s));
        }
    }
}

/// The nearest child that is away and inside; 0: none.
AgentId CompanyState::next_child(const World& world, std::size_t g, std::size_t from_row) const {
    const Agents& agents = world.agents;
    AgentId next = 0;
    double nearest_m2 = std::numeric_limits<double>::infinity();
    for (const AgentId person : companies_.of_group(g)) {
        if (!of(person).is_away || row_of_[person - 1] < 0)
            continue;
        const auto row = static_cast<std::size_t>(row_of_[person - 1]);
        const double away_m2 = length_squared(place_of(agents, row) - place_of(agents, from_row));
        if (!is_unable(agents.activity[row]) && away_m2 < nearest_m2) {
            nearest_m2 = away_m2;
            next = person;
        }
    }
    return next;
}

void CompanyState::search(World& world, std::size_t g) {
    Group& group = groups_[g];
    const CompanySpec& spec = spec_of(world, group);
    if (group.child_area < 0 || spec.kind != CompanySpec::Kind::family)
        return;
    if (group.searcher != 0) {
        go_on_searching(world, g);
        return;
    }
    if (group.has_thought_of_search)
        return;
    // The leader, once he has begun to walk.
    for (const AgentId person : companies_.of_group(g)) {
        if (of(person).is_child || !walks_with_group(world, person))
            continue;
        group.has_thought_of_search = true;
        const auto row = static_cast<std::size_t>(row_of_[person - 1]);
        if (next_child(world, g, row) == 0)
            return;
        if (uniform01(world.seed, person, Draw::group_return, 0, search_index) < spec.search_frac)
            begin_search(world, g, row);
        else
            note_decision(world, row, "leaves", "", "without the child, who is elsewhere");
        return;
    }
}

/// One adult goes, and the others leave; children who would be left without any adult come along.
void CompanyState::begin_search(World& world, std::size_t g, std::size_t leader_row) {
    Group& group = groups_[g];
    const CompanySpec& spec = spec_of(world, group);
    const AgentId leader = world.agents.id[leader_row];
    const std::span<const AgentId> people = companies_.of_group(g);
    const auto is_with_leader = [&](AgentId person) {
        return of(person).party == of(leader).party && walks_with_group(world, person);
    };
    const bool has_other_adult = std::any_of(people.begin(), people.end(), [&](AgentId person) {
        return person != leader && !of(person).is_child && is_with_leader(person);
    });
    group.searcher = leader;
    group.sought = next_child(world, g, leader_row);
    group.search_until_s = static_cast<float>(world.time_s() + spec.search_limit_s);
    group.not_found_since_s = never_s;
    const std::int32_t party = group.party_count++;
    Errand errand;
    errand.purpose = ErrandPurpose::search;
    errand.area = group.child_area;
    errand.companion = group.sought;
    errand.until_s = group.search_until_s;
    errand.stays = false;
    for (const AgentId person : people) {
        if (person != leader && (has_other_adult || !is_with_leader(person)))
            continue;
        errand.near_m = person == leader ? joined_m : joined_behind_m;
        of(person).task = Task::searching;
        world.errands.give(world, static_cast<std::size_t>(row_of_[person - 1]), errand);
    }
    // After all are found who are with the leader.
    for (const AgentId person : people)
        if (of(person).task == Task::searching)
            of(person).party = party;
    note_decision(world, leader_row, "searches", fmt::format("person {}", group.sought),
                  fmt::format("the child is in '{}'", spec.children_in));
}

void CompanyState::end_search(World& world, std::size_t g, const char* why) {
    Group& group = groups_[g];
    for (const AgentId person : companies_.of_group(g)) {
        if (of(person).task != Task::searching)
            continue;
        of(person).task = Task::none;
        if (row_of_[person - 1] >= 0)
            world.errands.end(world, static_cast<std::size_t>(row_of_[person - 1]));
    }
    if (row_of_[group.searcher - 1] >= 0)
        note_decision(world, static_cast<std::size_t>(row_of_[group.searcher - 1]), "ends search", "", why);
    group.searcher = 0;
}

void CompanyState::join(World& world, std::size_t g, AgentId child) {
    const Group& group = groups_[g];
    Member& member = of(child);
    const auto row = static_cast<std::size_t>(row_of_[child - 1]);
    member.is_away = false;
    member.task = Task::none;
    member.party = of(group.searcher).party;
    if (has_not_begun(world.agents.activity[row])) {
        world.agents.start_time_s[row] = static_cast<float>(world.time_s());
        world.recorder.starts_at(child, world.time_s());
    }
    world.errands.end(world, row);
    note_decision(world, row, "joins", fmt::format("person {}", group.searcher), "has been found");
}

void CompanyState::go_on_searching(World& world, std::size_t g) {
    Group& group = groups_[g];
    const CompanySpec& spec = spec_of(world, group);
    const Agents& agents = world.agents;
    const AgentId searcher = group.searcher;
    if (row_of_[searcher - 1] < 0 ||
        is_unable(agents.activity[static_cast<std::size_t>(row_of_[searcher - 1])])) {
        end_search(world, g, "cannot go on");
        return;
    }
    const auto row = static_cast<std::size_t>(row_of_[searcher - 1]);
    if (row_of_[group.sought - 1] < 0) {
        end_search(world, g, "the child is out");
        return;
    }
    const auto child_row = static_cast<std::size_t>(row_of_[group.sought - 1]);
    if (is_unable(agents.activity[child_row])) {
        end_search(world, g, "the child is overcome");
        return;
    }
    if (world.errands.has_arrived(searcher)) {
        join(world, g, group.sought);
        for (const AgentId person : companies_.of_group(g)) {
            if (!of(person).is_away || row_of_[person - 1] < 0)
                continue;
            const auto other_row = static_cast<std::size_t>(row_of_[person - 1]);
            if (!is_unable(agents.activity[other_row]) &&
                is_in_sight(world, SurfaceId(agents.surface[row]), place_of(agents, row),
                            SurfaceId(agents.surface[other_row]), place_of(agents, other_row),
                            children_sight_m))
                join(world, g, person);
        }
        end_search(world, g, "the child is found");
        if (next_child(world, g, row) != 0)
            begin_search(world, g, row);
        return;
    }
    const bool has_air = world.hazards != nullptr;
    if (world.time_s() >= static_cast<double>(group.search_until_s) || !world.errands.has_one(searcher)) {
        end_search(world, g, "has searched for too long");
        return;
    }
    if (has_air && world.hazards->doses.of(searcher).fed_asphyxiant() > spec.search_limit_dose) {
        end_search(world, g, "has taken up too much of the gases");
        return;
    }
    const std::int32_t goal = goal_to_area_for(world, row, group.child_area);
    if (world.fields.is_solved(goal) &&
        !world.fields.has_way(goal, SurfaceId(agents.surface[row]), place_of(agents, row))) {
        end_search(world, g, "there is no way to the child");
        return;
    }
    const bool is_in_sight_now =
        is_in_sight(world, SurfaceId(agents.surface[row]), place_of(agents, row),
                    SurfaceId(agents.surface[child_row]), place_of(agents, child_row), children_sight_m);
    if (is_in_sight_now || !is_in_area(world, row, group.child_area)) {
        group.not_found_since_s = never_s;
    } else if (group.not_found_since_s == never_s) {
        group.not_found_since_s = static_cast<float>(world.time_s());
    } else if (world.time_s() >= static_cast<double>(group.not_found_since_s) + look_around_s) {
        end_search(world, g, "the child is not there any more");
    }
}

/// Turning back for a thing to the zone of the start: once in a run, not out of the care of a child, and not
/// with smoke where one is or on the way.
void CompanyState::fetch(World& world, std::size_t g) {
    Group& group = groups_[g];
    const CompanySpec& spec = spec_of(world, group);
    if (!(spec.return_frac > 0.0))
        return;
    const std::span<const AgentId> people = companies_.of_group(g);
    for (const AgentId person : people) {
        Member& member = of(person);
        if (row_of_[person - 1] < 0)
            continue;
        const auto row = static_cast<std::size_t>(row_of_[person - 1]);
        if (member.task == Task::fetching && !world.errands.has_one(person)) {
            member.task = Task::none;
            note_decision(world, row, "leaves", "", "has been back for a thing, or found no way");
            continue;
        }
        if (member.start_area < 0 || member.has_thought_of_return || member.task != Task::none ||
            world.time_s() < static_cast<double>(member.begun_at_s) + spec.return_after_s ||
            !walks_with_group(world, person) || is_in_area(world, row, member.start_area))
            continue;
        member.has_thought_of_return = true;
        const bool has_child = std::any_of(people.begin(), people.end(), [&](AgentId other) {
            return of(other).is_child && of(other).party == member.party && row_of_[other - 1] >= 0;
        });
        if (has_child || extinction_per_m(world, row) > spec.break_extinction_per_m ||
            !(uniform01(world.seed, person, Draw::group_return, 0, return_index) < spec.return_frac))
            continue;
        member.task = Task::fetching;
        member.party = group.party_count++;
        Errand errand;
        errand.purpose = ErrandPurpose::fetch;
        errand.area = member.start_area;
        errand.until_s = static_cast<float>(world.time_s() + spec.search_limit_s);
        errand.stays = false;
        world.errands.give(world, row, errand);
        note_decision(world, row, "turns back", "", "for a thing left behind");
    }
}

}  // namespace wayout
