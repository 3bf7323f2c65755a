/// Groups: they set out together, share an exit, wait for each other, and part in a crowd in smoke.
/// docs/models/company.md has the rules.
#include "simulation/company_state.hpp"
#include "simulation/decision_place.hpp"
#include "simulation/whereabouts.hpp"
#include "simulation/world.hpp"

#include "behaviour/company_rules.hpp"
#include "geometry/segment.hpp"
#include "navigation/guidance.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/knowledge_state.hpp"
#include "simulation/passage_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace wayout {
namespace {

/// Somebody with a child behind all but stops, whatever the group's slowest share.
constexpr double carer_slowest_frac = 0.06;
/// So far people see that one of theirs is overcome. Our choice.
constexpr double overcome_sight_m = 10.0;

double apart_m(const World& world, std::size_t a, std::size_t b) {
    const Agents& agents = world.agents;
    const Vec2 p = place_of(agents, a);
    const Vec2 q = place_of(agents, b);
    const double rise_m = world.venue->surfaces[static_cast<std::size_t>(agents.surface[a])].z_m(p) -
                          world.venue->surfaces[static_cast<std::size_t>(agents.surface[b])].z_m(q);
    return std::sqrt(length_squared(p - q) + rise_m * rise_m);
}

}  // namespace

const CompanySpec& CompanyState::spec_of(const World& world, const Group& group) const {
    return *world.scenario.people.populations[group.population].company;
}

void CompanyState::find_rows(const World& world) {
    const Agents& agents = world.agents;
    std::fill(row_of_.begin(), row_of_.end(), -1);
    for (std::size_t row = 0; row < agents.size(); ++row)
        if (agents.activity[row] != Activity::out)
            row_of_[agents.id[row] - 1] = static_cast<std::int32_t>(row);
}

// ---------------------------------------------------------------- setting out

/// Keeps the times at which the members begin those of the group, also when a cue or a message changes what
/// one of them has decided. Whoever was roused by smoke goes at once and brings the others along.
void CompanyState::set_out_together(World& world, std::size_t g) {
    Agents& agents = world.agents;
    Group& group = groups_[g];
    const CompanySpec& spec = spec_of(world, group);
    std::vector<double>& own_s = own_start_scratch_s_;
    own_s.clear();
    bool waits = false;
    for (const AgentId person : companies_.of_group(g)) {
        Member& member = of(person);
        if (member.is_away)
            continue;
        if (row_of_[person - 1] >= 0) {
            const auto row = static_cast<std::size_t>(row_of_[person - 1]);
            if (has_not_begun(agents.activity[row])) {
                waits = true;
                if (agents.start_time_s[row] != member.group_start_s)
                    member.own_start_s = agents.start_time_s[row];
            } else if (group.first_begun_s == never_s) {
                group.first_begun_s = static_cast<float>(world.time_s());
            }
        }
        own_s.push_back(static_cast<double>(member.own_start_s));
    }
    if (!waits) {
        group.first_begun_s = std::min(group.first_begun_s, static_cast<float>(world.time_s()));
        return;
    }
    const double planned_s = group_start_s(own_s, 0, spec.start_share_frac, double{group.start_delay_s});
    const auto start_s = static_cast<float>(
        std::min(planned_s, static_cast<double>(group.first_begun_s) + double{group.start_delay_s}));
    for (const AgentId person : companies_.of_group(g)) {
        Member& member = of(person);
        if (member.is_away || row_of_[person - 1] < 0)
            continue;
        const auto row = static_cast<std::size_t>(row_of_[person - 1]);
        const bool is_roused = world.hazards != nullptr && world.hazards->is_roused[person - 1] != 0;
        if (!has_not_begun(agents.activity[row]) || is_roused || agents.start_time_s[row] == start_s)
            continue;
        agents.start_time_s[row] = member.group_start_s = start_s;
        world.recorder.starts_at(person, static_cast<double>(start_s));
    }
}

// ---------------------------------------------------------------- who leads, and where to

bool CompanyState::walks_with_group(const World& world, AgentId person) const {
    if (row_of_[person - 1] < 0 || of(person).is_away)
        return false;
    const auto row = static_cast<std::size_t>(row_of_[person - 1]);
    const bool has_own_errand = world.errands.has_one(person) && of(person).task != Task::searching;
    return world.agents.activity[row] == Activity::walking && !has_own_errand;
}

/// The first of each party, in the order of the group, who is able, has begun and is on no errand of his own.
void CompanyState::choose_leaders(const World& world, std::size_t g) {
    const std::span<const AgentId> people = companies_.of_group(g);
    const CompanySpec& spec = spec_of(world, groups_[g]);
    for (const AgentId person : people) {
        Member& member = of(person);
        const bool goes = walks_with_group(world, person);
        if (goes && member.begun_at_s == never_s)
            member.begun_at_s = static_cast<float>(world.time_s());
        member.leader = 0;
        member.classes = 0;
        member.pace_mps =
            goes ? world.agents.free_speed_mps[static_cast<std::size_t>(row_of_[person - 1])] : 0.0F;
    }
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (of(people[i]).pace_mps <= 0.0F || of(people[i]).leader != 0)
            continue;
        Member& leader = of(people[i]);
        float slowest_mps = leader.pace_mps;
        int size = 0;
        const auto goes_along = [&](AgentId person) {
            return of(person).pace_mps > 0.0F && of(person).party == leader.party;
        };
        for (const AgentId person : people.subspan(i))
            if (goes_along(person)) {
                slowest_mps = std::min(slowest_mps, of(person).pace_mps);
                const auto mobility = world.agents.mobility[static_cast<std::size_t>(row_of_[person - 1])];
                leader.classes |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(mobility));
                ++size;
            }
        if (spec.speed_by_size && size > 1)
            slowest_mps = std::min(slowest_mps, static_cast<float>(speed_by_size_mps(size)));
        for (const AgentId person : people.subspan(i))
            if (goes_along(person)) {
                of(person).leader = people[i];
                of(person).pace_mps = slowest_mps;
            }
    }
}

bool CompanyState::follows(AgentId person) const {
    const AgentId leader = of(person).leader;
    return leader != 0 && leader != person;
}

double CompanyState::pace_mps(AgentId person, double own_mps) const {
    const float pace_mps = of(person).pace_mps;
    return of(person).leader != 0 && pace_mps > 0.0F ? static_cast<double>(pace_mps) : own_mps;
}

bool CompanyState::has_way_for_all(const World& world, std::size_t row, GateId exit) const {
    const Agents& agents = world.agents;
    const AgentId person = agents.id[row];
    for (const MobilityClass mobility :
         {MobilityClass::ambulant, MobilityClass::reduced, MobilityClass::wheelchair}) {
        const bool is_there = (of(person).classes >> static_cast<unsigned>(mobility) & 1U) != 0;
        if (is_there && mobility != agents.mobility[row] &&
            !world.fields.has_way(world.fields.goal(exit, mobility, world.views[person - 1]),
                                  SurfaceId(agents.surface[row]), place_of(agents, row)))
            return false;
    }
    return true;
}

/// Everybody heads for the exit of the leader.
void CompanyState::share_exit(World& world, std::size_t g) {
    Agents& agents = world.agents;
    for (const AgentId person : companies_.of_group(g)) {
        if (!follows(person) || of(person).task == Task::searching)
            continue;
        const auto row = static_cast<std::size_t>(row_of_[person - 1]);
        const AgentId leader = of(person).leader;
        const GateId exit(agents.exit_gate[static_cast<std::size_t>(row_of_[leader - 1])]);
        if (exit.is_valid() && exit.value == agents.exit_gate[row] && world.passage_choice != nullptr)
            world.passage_choice->go_along(world, static_cast<std::size_t>(row_of_[leader - 1]), row);
        if (!exit.is_valid() || exit.value == agents.exit_gate[row])
            continue;
        const std::int32_t goal = goal_for(world, row, exit);
        if (!world.fields.has_way(goal, SurfaceId(agents.surface[row]), place_of(agents, row)))
            continue;
        agents.exit_gate[row] = exit.value;
        agents.goal[row] = goal;
        agents.last_switch_s[row] = static_cast<float>(world.time_s());
        // Whoever is led somewhere knows the exit from then on, and thinks of it as the leader does: he does
        // not turn elsewhere as soon as the leader is out.
        if (has_limited_knowledge(world, agents.population[row])) {
            world.knowledge->make_known_of(person, exit);
            world.knowledge->kept_rank[person - 1] = world.knowledge->kept_rank[leader - 1];
        }
        world.progress.restart(agents, row, world.time_s());
        request_guidance(agents, row);
        note_decision(world, row, "follows", world.venue->gates[exit.row()].name,
                      fmt::format("person {} leads the group there", leader));
    }
}

// ---------------------------------------------------------------- waiting

double CompanyState::density_per_m2(const World& world, std::size_t row) {
    if (!std::exchange(is_near_taken_, true))
        near_.take(world.agents);
    return near_.density_per_m2(world.agents, row);
}

double CompanyState::extinction_per_m(const World& world, std::size_t row) const {
    if (world.hazards == nullptr)
        return 0.0;
    const RouteHazards& routes = world.hazards->routes;
    const CellIndex cell =
        world.fields.grid().locate(SurfaceId(world.agents.surface[row]), place_of(world.agents, row));
    const std::int32_t patch = cell == no_cell ? -1 : routes.patches().of(cell);
    return patch < 0
               ? 0.0
               : static_cast<double>(routes.conditions()[static_cast<std::size_t>(patch)].extinction_per_m);
}

/// Nor in a crowd: others would be held up.
bool CompanyState::may_wait(const World& world, std::size_t row, double no_wait_density_per_m2) {
    return standing_room_.may_stop(*world.venue, world.agents, row) &&
           density_per_m2(world, row) <= no_wait_density_per_m2;
}

/// Share of the own walking speed that somebody takes who does not leave the others behind.
double CompanyState::share_of_speed(World& world, std::size_t g, AgentId person, double period_s) {
    const Agents& agents = world.agents;
    const CompanySpec& spec = spec_of(world, groups_[g]);
    Member& member = of(person);
    const auto row = static_cast<std::size_t>(row_of_[person - 1]);
    double behind_m = 0.0;
    double ahead_m = 0.0;
    bool is_anybody_behind = false;
    bool is_anybody_ahead = false;
    bool is_carer = false;
    for (const AgentId other : companies_.of_group(g)) {
        const Member& mate = of(other);
        if (other == person || mate.party != member.party || mate.is_away || row_of_[other - 1] < 0)
            continue;
        const auto there = static_cast<std::size_t>(row_of_[other - 1]);
        const bool has_to_come = has_not_begun(agents.activity[there]);
        const bool goes_along =
            walks_with_group(world, other) && agents.exit_gate[there] == agents.exit_gate[row];
        const bool is_behind = goes_along && time_to_exit_s(world, there) > time_to_exit_s(world, row);
        if (!has_to_come && !is_behind) {
            if (goes_along)
                ahead_m = std::max(ahead_m, apart_m(world, row, there));
            is_anybody_ahead = is_anybody_ahead || goes_along;
            continue;
        }
        // Those beside him are not behind, however far to the side.
        const double along_m = has_to_come
                                   ? std::numeric_limits<double>::infinity()
                                   : double{time_to_exit_s(world, there) - time_to_exit_s(world, row)} *
                                         world.fields.reference_speed_mps(agents.mobility[row]);
        behind_m = std::max(behind_m, std::min(along_m, apart_m(world, row, there)));
        is_anybody_behind = is_anybody_behind || is_behind;
        is_carer = is_carer || (mate.is_child && !member.is_child);
    }

    const auto own_mps = static_cast<double>(agents.free_speed_mps[row]);
    // Whoever has fallen behind catches up.
    const bool is_in_step = is_anybody_behind || (is_anybody_ahead && ahead_m <= spec.wait_from_m);
    const double pace_frac = is_in_step ? std::min(1.0, static_cast<double>(member.pace_mps) / own_mps) : 1.0;
    if (behind_m <= spec.wait_from_m) {
        member.waited_s = 0.0F;
        member.has_gone_on = false;
        return pace_frac;
    }
    if (member.has_gone_on || !may_wait(world, row, spec.no_wait_density_per_m2))
        return pace_frac;
    member.waited_s += static_cast<float>(period_s);
    const double patience_s = is_carer ? std::max(spec.patience_s, spec.search_limit_s) : spec.patience_s;
    if (static_cast<double>(member.waited_s) > patience_s) {
        member.has_gone_on = true;
        note_decision(world, row, "goes on", "",
                      fmt::format("has waited {:.0f} s for others of the group, the last {:.1f} m behind",
                                  patience_s, behind_m));
        return pace_frac;
    }
    return pace_frac * waiting_frac(behind_m, spec.wait_from_m, spec.wait_full_m,
                                    is_carer ? std::min(carer_slowest_frac, spec.wait_slowest_frac)
                                             : spec.wait_slowest_frac);
}

void CompanyState::hold_back(World& world, std::size_t g, double period_s) {
    const bool keeps_together = spec_of(world, groups_[g]).keeps_together;
    for (const AgentId person : companies_.of_group(g)) {
        if (row_of_[person - 1] < 0)
            continue;
        Member& member = of(person);
        const bool is_held = keeps_together && walks_with_group(world, person);
        const float held_frac =
            is_held ? static_cast<float>(1.0 - share_of_speed(world, g, person, period_s)) : 0.0F;
        // Others may hold the person back for reasons of their own: the stronger one counts.
        float& frac = world.agents.hold_back_frac[static_cast<std::size_t>(row_of_[person - 1])];
        frac = frac <= member.held_frac ? held_frac : std::max(frac, held_frac);
        member.held_frac = held_frac;
    }
}

// ---------------------------------------------------------------- parting

/// In a crowd in smoke people lose each other; nobody loses a child in his care, and no child his adult.
void CompanyState::part(World& world, std::size_t g) {
    if (world.hazards == nullptr)
        return;
    Group& group = groups_[g];
    const CompanySpec& spec = spec_of(world, group);
    for (const AgentId person : companies_.of_group(g)) {
        Member& member = of(person);
        if (!follows(person) || member.is_child)
            continue;
        const auto row = static_cast<std::size_t>(row_of_[person - 1]);
        if (extinction_per_m(world, row) <= spec.break_extinction_per_m ||
            density_per_m2(world, row) <= spec.break_density_per_m2)
            continue;
        const std::span<const AgentId> people = companies_.of_group(g);
        const bool has_child = std::any_of(people.begin(), people.end(), [&](AgentId other) {
            return of(other).is_child && of(other).party == member.party && !of(other).is_away;
        });
        if (has_child)
            continue;
        member.party = group.party_count++;
        member.leader = 0;
        note_decision(world, row, "loses the others", "", "in dense smoke and a dense crowd");
    }
}

/// Somebody of the group is overcome: whoever sees it leaves, or waits beside him; adults wait beside a
/// child.
void CompanyState::see_overcome(World& world, std::size_t g) {
    const Agents& agents = world.agents;
    const CompanySpec& spec = spec_of(world, groups_[g]);
    for (const AgentId person : companies_.of_group(g)) {
        Member& member = of(person);
        if (member.is_missed || row_of_[person - 1] < 0)
            continue;
        const auto row = static_cast<std::size_t>(row_of_[person - 1]);
        if (!is_unable(agents.activity[row]))
            continue;
        member.is_missed = true;
        for (const AgentId other : companies_.of_group(g)) {
            if (other == person || !walks_with_group(world, other) || of(other).party != member.party)
                continue;
            const auto there = static_cast<std::size_t>(row_of_[other - 1]);
            const bool cares = spec.stays_with_overcome || (member.is_child && !of(other).is_child);
            if (!cares ||
                !is_in_sight(world, SurfaceId(agents.surface[there]), place_of(agents, there),
                             SurfaceId(agents.surface[row]), place_of(agents, row), overcome_sight_m))
                continue;
            Errand errand;
            errand.purpose = ErrandPurpose::hold;
            errand.until_s = static_cast<float>(world.time_s() + spec.patience_s);
            world.errands.give(world, there, errand);
            note_decision(world, there, "stays", fmt::format("person {}", person),
                          "one of the group is overcome");
        }
    }
}

// ---------------------------------------------------------------- the phase

void CompanyState::run(World& world) {
    constexpr std::uint64_t rounds_per_s = 2;
    const std::uint64_t period =
        std::max(std::uint64_t{1}, steps_per_second(world.time_step_s) / rounds_per_s);
    const bool is_due = world.step_index % period == 0;
    if (!is_due && not_begun_.empty())
        return;
    find_rows(world);
    for (const std::size_t g : not_begun_) set_out_together(world, g);
    std::erase_if(not_begun_, [&](std::size_t g) {
        const std::span<const AgentId> people = companies_.of_group(g);
        return std::none_of(people.begin(), people.end(), [&](AgentId person) {
            const std::int32_t row = row_of_[person - 1];
            return row >= 0 && !of(person).is_away &&
                   has_not_begun(world.agents.activity[static_cast<std::size_t>(row)]);
        });
    });
    if (!is_due)
        return;
    is_near_taken_ = false;
    const double period_s = static_cast<double>(period) * world.time_step_s;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        if (groups_[g].is_done)
            continue;
        keep_children(world, g);
        search(world, g);
        fetch(world, g);
        see_overcome(world, g);
        choose_leaders(world, g);
        part(world, g);
        if (spec_of(world, groups_[g]).keeps_together)
            share_exit(world, g);
        hold_back(world, g, period_s);
        const std::span<const AgentId> people = companies_.of_group(g);
        groups_[g].is_done = std::none_of(people.begin(), people.end(),
                                          [&](AgentId person) { return row_of_[person - 1] >= 0; });
    }
}

void keep_company(World& world) {
    if (world.company != nullptr)
        world.company->run(world);
}

}  // namespace wayout
