#include "simulation/choose_by_knowledge.hpp"

#include "simulation/company_state.hpp"
#include "simulation/decision_place.hpp"
#include "simulation/exit_options.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/knowledge_state.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>

namespace wayout {
namespace {

/// The nearest who walk ahead, in sight, to an exit that the person may use and holds open. Those of his own
/// group go where he goes and tell him nothing.
class Leaders {
public:
    Leaders(const World& world, std::size_t row, const FollowingRule& rule) {
        const Agents& agents = world.agents;
        const KnowledgeState& knowledge = *world.knowledge;
        const AgentId person = agents.id[row];
        const std::vector<GateId>& allowed =
            world.rules[static_cast<std::size_t>(agents.population[row])].exits;
        const SurfaceId surface(agents.surface[row]);
        const Vec2 here{agents.x_m[row], agents.y_m[row]};
        const auto comes_before = [here](const Leader& a, const Leader& b) {
            const double a2 = length_squared(a.at - here);
            const double b2 = length_squared(b.at - here);
            return a2 != b2 ? a2 < b2 : a.person < b.person;
        };
        knowledge.crowd.visit(here, rule.reach_m, [&](const CrowdPicture::Walker& other) {
            const Leader leader{other.person, other.exit, other.at, other.heading};
            if (other.person == person || !other.exit.is_valid() || !leads(leader, here, rule) ||
                (world.company != nullptr && world.company->go_together(person, other.person)) ||
                (count_ == rule.most && !comes_before(leader, found_[count_ - 1])) ||
                std::find(allowed.begin(), allowed.end(), other.exit) == allowed.end() ||
                !counts_on(world, person, other.exit) || is_way_barred(world, row, other.exit) ||
                !knowledge.sight.is_free(world.fields.state().gate_open, surface, here, other.surface,
                                         other.at))
                return;
            std::size_t place = count_ < rule.most ? count_++ : count_ - 1;
            for (; place > 0 && comes_before(leader, found_[place - 1]); --place)
                found_[place] = found_[place - 1];
            found_[place] = leader;
        });
    }

    std::span<const Leader> all() const { return {found_.data(), count_}; }

private:
    std::array<Leader, std::max(herding_rule.most, follower_rule.most)> found_;
    std::size_t count_{0};
};

bool can_reach(const World& world, std::size_t row, GateId exit) {
    const Agents& agents = world.agents;
    return world.fields.has_way(goal_for(world, row, exit), SurfaceId(agents.surface[row]),
                                {agents.x_m[row], agents.y_m[row]});
}

/// Goes where most of those ahead go; without any, on to where he goes already. Invalid: chooses for himself.
KnowingChoice follow(World& world, std::size_t row, const ExitChoiceSettings& settings) {
    const Agents& agents = world.agents;
    const AgentId person = agents.id[row];
    const Leaders leaders(world, row, herding_rule);
    const Vec2 here{agents.x_m[row], agents.y_m[row]};
    const GateId current(agents.exit_gate[row]);
    const bool keeps = current.is_valid() && counts_on(world, person, current) &&
                       can_reach(world, row, current) && !is_way_barred(world, row, current);
    KnowledgeState& knowledge = *world.knowledge;
    int& changes = knowledge.changes_by_following[person - 1];
    const double own_votes = votes_for_own_exit(knowledge.spec(agents.population[row]).own_vote, changes);
    const GateId exit =
        followed_exit(leaders.all(), here, herding_rule, keeps ? current : GateId{}, own_votes);
    const bool may_change =
        world.time_s() - static_cast<double>(agents.last_switch_s[row]) >= settings.switch_pause_s;
    if (!exit.is_valid() || exit == current || (keeps && !may_change) || !can_reach(world, row, exit))
        return {keeps ? current : GateId{}, 0};
    const auto count = std::count_if(leaders.all().begin(), leaders.all().end(),
                                     [exit](const Leader& leader) { return leader.exit == exit; });
    knowledge.make_known_of(person, exit);
    changes += keeps ? 1 : 0;
    return {exit, static_cast<int>(count)};
}

void keep_rank(KnowledgeState& knowledge, AgentId person, GateId exit,
               const std::vector<ExitOption>& options) {
    knowledge.kept_rank[person - 1] = rank_unknown;
    for (const ExitOption& option : options)
        if (option.exit == exit)
            knowledge.kept_rank[person - 1] = static_cast<std::int8_t>(option.rank);
}

const char* remark_for(const ExitOption& option) {
    if (option.is_refused)
        return "refused: smoke or heat on the way";
    switch (option.rank) {
        case rank_known_in_sight:
            return "known, in sight";
        case rank_known:
            return "known";
        case rank_known_of:
            return "seen, signed or heard of";
        case rank_unknown:
            return "not known before";
        default:
            return "";
    }
}

std::string reason_for(const World& world, std::size_t row, const KnowingChoice& choice,
                       const std::vector<ExitOption>& options) {
    if (choice.leader_count > 0)
        return fmt::format("follows {} of those ahead", choice.leader_count);
    const auto option_of = [&](GateId exit) {
        return std::find_if(options.begin(), options.end(),
                            [exit](const ExitOption& option) { return option.exit == exit; });
    };
    const GateId current(world.agents.exit_gate[row]);
    const auto now = option_of(choice.exit);
    if (now == options.end())
        return "no way out is known to be open";
    if (now->rank == rank_unknown)
        return "knows no way out: tries the next one";
    const auto before = option_of(current);
    if (!current.is_valid())
        return options.size() == 1 ? "the only one" : "the best";
    if (before == options.end())
        return fmt::format("'{}' is no way out any more", world.venue->gates[current.row()].name);
    if (before->is_refused && !now->is_refused)
        return fmt::format("smoke or heat on the way to '{}'", world.venue->gates[current.row()].name);
    if (now->rank < before->rank)
        return "preferred to what is known less";
    return fmt::format("shorter by {:.0f} s", before->total_s() - now->total_s());
}

}  // namespace

KnowingChoice choose_by_knowledge(World& world, std::size_t row, const ExitChoiceSettings& settings,
                                  std::vector<ExitOption>& options) {
    const Agents& agents = world.agents;
    const AgentId person = agents.id[row];
    const ExitChoice rule = world.rules[static_cast<std::size_t>(agents.population[row])].choice;
    const ChoiceType type = world.knowledge->types[person - 1];
    const GateId current(agents.exit_gate[row]);
    if (rule == ExitChoice::familiar && type == ChoiceType::herding) {
        const KnowingChoice followed = follow(world, row, settings);
        list_options(world, row, {}, options);
        if (followed.exit.is_valid()) {
            keep_rank(*world.knowledge, person, followed.exit, options);
            return followed;
        }
    } else if (rule == ExitChoice::familiar && type == ChoiceType::follower) {
        const Leaders leaders(world, row, follower_rule);
        std::array<GateId, follower_rule.most> pointed_out;
        std::size_t count = 0;
        for (const Leader& leader : leaders.all()) pointed_out[count++] = leader.exit;
        list_options(world, row, {pointed_out.data(), count}, options);
    } else {
        list_options(world, row, {}, options);
    }
    if (options.empty()) {
        // Nobody stays for having nothing in mind: people look for a way, and find the one that there is.
        find_out(world, row);
        list_options(world, row, {}, options);
    }
    const GateId chosen = choose_exit(options, rule, current, world.time_s(),
                                      static_cast<double>(agents.last_switch_s[row]), settings);
    if (chosen.is_valid())
        world.knowledge->make_known_of(person, chosen);
    keep_rank(*world.knowledge, person, chosen, options);
    return {chosen, 0};
}

void note_choice_by_knowledge(World& world, std::size_t row, std::size_t worker, const KnowingChoice& choice,
                              const std::vector<ExitOption>& options) {
    if (!world.decisions.is_kept())
        return;
    const Agents& agents = world.agents;
    const GateId current(agents.exit_gate[row]);
    Decision decision = decision_of(world, row, "");
    decision.reason = reason_for(world, row, choice, options);
    decision.kind = !choice.exit.is_valid()     ? "loses the way"
                    : !current.is_valid()       ? "chooses"
                    : refuses(options, current) ? "turns back"
                                                : "changes";
    if (choice.exit.is_valid())
        decision.choice = world.venue->gates[choice.exit.row()].name;
    decision.knows = world.knowledge->in_words(decision.person);
    for (const ExitOption& option : options) {
        DecisionOption& weighed = decision.options.emplace_back();
        weighed.passage = option.exit.value;
        weighed.walk_s = option.walk_s;
        weighed.queue_s = option.queue_s;
        weighed.rank = option.is_refused && option.rank > 0 ? rank_disturbed : option.rank;
        weighed.remark = remark_for(option);
    }
    world.decisions.note(worker, std::move(decision));
}

}  // namespace wayout
