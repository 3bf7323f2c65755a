/// What people learn of the building: exits and signs in sight, what others know, doors that have opened or
/// shut. Everybody looks around once a period, in the step in which he also reconsiders his exit, and when he
/// begins to walk.
#include "simulation/decision_place.hpp"
#include "simulation/knowledge_state.hpp"
#include "simulation/look_around.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

namespace wayout {
namespace {

using News = KnowledgeState::News;

constexpr std::size_t learning_chunk_rows = 64;

/// An exit that stood unused counts as open and seen to lead outside once somebody has gone through.
void note_first_use(World& world) {
    KnowledgeState& knowledge = *world.knowledge;
    for (; knowledge.next_passage < world.passages.size(); ++knowledge.next_passage) {
        const GateId gate = world.passages[knowledge.next_passage].gate;
        if (gate.value >= world.venue->exit_count || knowledge.leads_outside[gate.row()] != 0 ||
            knowledge.opens_by_use[gate.row()] == 0)
            continue;
        knowledge.leads_outside[gate.row()] = 1;
        const Gate& exit = world.venue->gates[gate.row()];
        Event event;
        event.time_s = world.time_s();
        event.kind = "first_use";
        event.subject = exit.id;
        event.text = fmt::format("Exit '{}' is opened by the first who uses it", exit.name);
        event.storey = exit.storey.value;
        event.position_m = 0.5 * (exit.line.a + exit.line.b);
        event.mark = true;
        world.recorder.add_event(std::move(event));
    }
}

std::string words_for(const News& news, const World& world) {
    std::string fact;
    if (news.what == News::What::shut_exit)
        fact = "is shut";
    else if (news.what == News::What::open_exit)
        fact = "is open";
    else if (news.what == News::What::change)
        fact = world.knowledge->changes[static_cast<std::size_t>(news.subject)].opens ? "is open"
                                                                                      : "has changed";
    switch (news.by) {
        case LearnedBy::told:
            return news.how;
        case LearnedBy::touch:
            return fmt::format("finds that it {}", fact);
        case LearnedBy::sight:
            return fmt::format("sees that it {}", fact);
        case LearnedBy::sight_of_outside:
            return "sees that it leads outside";
        case LearnedBy::sign:
            return "reads a sign";
        case LearnedBy::neighbour:
            return fmt::format("told by others that it {}", fact);
    }
    return {};
}

void write_down(World& world, std::size_t row, const News& news) {
    // What lies before everybody's eyes, or is in everybody's mouth, fills the log and says little.
    const bool is_common =
        news.what == News::What::exit && (news.by == LearnedBy::sight || news.by == LearnedBy::neighbour);
    if (!world.decisions.is_kept() || is_common)
        return;
    Decision decision = decision_of(world, row, "learns");
    if (news.what == News::What::change) {
        const KnowledgeState::Change& change =
            world.knowledge->changes[static_cast<std::size_t>(news.subject)];
        decision.choice = change.gate.is_valid() ? world.venue->gates[change.gate.row()].name
                                                 : world.venue->surfaces[change.escalator.row()].name;
    } else if (news.subject >= 0) {
        decision.choice = world.venue->gates[static_cast<std::size_t>(news.subject)].name;
    }
    decision.reason = words_for(news, world);
    decision.knows = world.knowledge->in_words(news.person);
    world.decisions.note(std::move(decision));
}

/// Whether it tells the person anything: others may have told the same in the same step.
bool is_new(const World& world, const News& news) {
    const KnowledgeState& knowledge = *world.knowledge;
    const GateId exit(news.subject);
    switch (news.what) {
        case News::What::exit:
            return news.makes_familiar ? !knowledge.is_familiar(news.person, exit)
                                       : !knowledge.knows(news.person, exit);
        case News::What::shut_exit:
        case News::What::open_exit:
            return believes_open(world, news.person, exit) == (news.what == News::What::shut_exit);
        case News::What::change:
            return (knowledge.unseen[news.person - 1] >>
                        std::min<std::size_t>(static_cast<std::size_t>(news.subject), 63) &
                    1U) != 0;
        case News::What::everything:
            return true;
    }
    return false;
}

void take_in_news(World& world) {
    KnowledgeState& knowledge = *world.knowledge;
    std::vector<News>& news = knowledge.news;
    std::sort(news.begin(), news.end(), [](const News& a, const News& b) {
        return std::tie(a.person, a.what, a.subject, a.by, a.how) <
               std::tie(b.person, b.what, b.subject, b.by, b.how);
    });
    const Agents& agents = world.agents;
    knowledge.row_of.assign(knowledge.unseen.size(), -1);
    for (std::size_t row = 0; row < agents.size(); ++row)
        if (agents.activity[row] != Activity::out && !is_unable(agents.activity[row]) &&
            knowledge.is_limited(agents.population[row]))
            knowledge.row_of[agents.id[row] - 1] = static_cast<std::int32_t>(row);
    for (const News& item : news) {
        const std::int32_t row = knowledge.row_of[item.person - 1];
        if (row < 0 || !is_new(world, item))
            continue;
        take_in(world, static_cast<std::size_t>(row), item);
        write_down(world, static_cast<std::size_t>(row), item);
    }
    news.clear();
}

}  // namespace

void learn(World& world) {
    if (world.knowledge == nullptr)
        return;
    KnowledgeState& knowledge = *world.knowledge;
    const Agents& agents = world.agents;
    note_first_use(world);
    knowledge.crowd.take(agents);

    const std::uint64_t period = decision_period_steps(world);
    knowledge.lookers.clear();
    for (std::size_t row = 0; row < agents.size(); ++row) {
        const Activity activity = agents.activity[row];
        if (activity == Activity::out || is_unable(activity) || !knowledge.is_limited(agents.population[row]))
            continue;
        const bool begins =
            has_not_begun(activity) && static_cast<double>(agents.start_time_s[row]) <= world.time_s();
        if (begins || reconsiders(world.decision_turns[agents.id[row] - 1], world.step_index, period))
            knowledge.lookers.push_back(row);
    }
    parallel_for(world.pool, knowledge.lookers.size(), learning_chunk_rows,
                 [&](std::size_t begin, std::size_t end, std::size_t, std::size_t worker) {
                     for (std::size_t k = begin; k < end; ++k)
                         look_around(world, knowledge.lookers[k], knowledge.found[worker]);
                 });

    std::swap(knowledge.news, knowledge.told);
    knowledge.told.clear();
    for (std::vector<News>& of_worker : knowledge.found) {
        std::move(of_worker.begin(), of_worker.end(), std::back_inserter(knowledge.news));
        of_worker.clear();
    }
    if (!knowledge.news.empty())
        take_in_news(world);
}

}  // namespace wayout
