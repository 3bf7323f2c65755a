/// What people learn of the building: exits and signs in sight, what others know, doors that have opened or
/// shut. Everybody looks around once a second, in the step in which he also reconsiders his exit, and when he
/// begins to walk.
#include "core/random.hpp"
#include "geometry/segment.hpp"
#include "harm/smoke_sight.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/knowledge_state.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

namespace wayout {
namespace {

using News = KnowledgeState::News;

constexpr std::size_t chunk_rows = 64;
/// So near one notices that a leaf is shut whatever the smoke (locomotion spec 9.4).
constexpr double touch_m = 3.0;

/// Somebody who looks around, and what he finds.
class Look {
public:
    Look(const World& world, std::size_t row, std::vector<News>& found)
        : world_(world),
          knowledge_(*world.knowledge),
          found_(found),
          row_(row),
          person_(world.agents.id[row]),
          spec_(knowledge_.spec(world.agents.population[row])),
          exits_(world.rules[static_cast<std::size_t>(world.agents.population[row])].exits),
          surface_(world.agents.surface[row]),
          here_{world.agents.x_m[row], world.agents.y_m[row]},
          patch_(knowledge_.sight.patch_of(surface_, here_)) {}

    void around() {
        see_exits();
        read_signs();
        notice_openings();
        notice_changes();
        if (world_.agents.activity[row_] == Activity::walking)
            listen();
    }

private:
    bool is_open(GateId gate) const { return world_.fields.state().gate_open[gate.row()] != 0; }
    bool is_wrong_about(AgentId person, GateId exit) const {
        return believes_open(world_, person, exit) != is_open(exit);
    }

    void add(News::What what, std::int32_t subject, LearnedBy by, bool makes_familiar = false) {
        found_.push_back({person_, what, subject, by, makes_familiar, {}});
    }

    void see_exits() {
        for (const GateId exit : exits_) {
            if (knowledge_.is_familiar(person_, exit) || !sees_exit(world_, row_, patch_, exit))
                continue;
            if (knowledge_.leads_outside[exit.row()] != 0 && is_open(exit))
                add(News::What::exit, exit.value, LearnedBy::sight_of_outside, true);
            else if (!knowledge_.is_known_of(person_, exit))
                add(News::What::exit, exit.value, LearnedBy::sight);
        }
    }

    /// Signs lit from inside emit light as long as they are lit.
    SignKind kind_of(const HungSign& sign) const {
        const std::optional<PowerFailureSpec>& power = world_.scenario.incident.power;
        const bool is_dark = world_.lighting_loss_frac > 0.0 && power && !power->signs_stay_lit;
        return sign.lighting == SignSpec::Lighting::internal && !is_dark ? SignKind::emitting
                                                                         : SignKind::reflecting;
    }

    void read_signs() {
        const std::vector<HungSign>& signs = knowledge_.sight.signs();
        for (std::size_t s = 0; s < signs.size(); ++s) {
            const GateId exit = signs[s].exit;
            if (!knowledge_.sight.reads_sign(patch_, s) || knowledge_.knows(person_, exit) ||
                std::find(exits_.begin(), exits_.end(), exit) == exits_.end())
                continue;
            const double drawn =
                uniform01(world_.seed, person_, Draw::sign_notice, 0, static_cast<std::uint32_t>(s));
            if (drawn < spec_.p_notice_sign &&
                !is_hidden_by_smoke(world_, surface_, here_, signs[s].front, kind_of(signs[s])))
                add(News::What::exit, exit.value, LearnedBy::sign);
        }
    }

    /// Whether and how somebody makes out if a gate is open.
    std::optional<LearnedBy> makes_out(GateId gate) const {
        const Gate& g = world_.venue->gates[gate.row()];
        const double reach_m = std::max(touch_m, spec_.closure_sight_m);
        const double away_m = distance(g.line, here_);
        if (away_m > reach_m)
            return std::nullopt;
        // A point before the gate on the own side: a shut leaf does not hide itself.
        constexpr double in_front_m = 0.1;
        const Vec2 to_left = unit(perp(g.line.b - g.line.a));
        const bool is_left = !g.right.is_valid() || cross(g.line.b - g.line.a, here_ - g.line.a) >= 0.0;
        const Vec2 before = 0.5 * (g.line.a + g.line.b) + (is_left ? in_front_m : -in_front_m) * to_left;
        const SurfaceId to = is_left ? g.left : g.right;
        if (!knowledge_.sight.is_free(world_.fields.state().gate_open, surface_, here_, to, before))
            return std::nullopt;
        if (away_m <= touch_m)
            return LearnedBy::touch;
        if (is_hidden_by_smoke(world_, surface_, here_, before, SignKind::reflecting))
            return std::nullopt;
        return LearnedBy::sight;
    }

    void notice_openings() {
        for (const GateId exit : exits_)
            if (knowledge_.knows(person_, exit) && is_wrong_about(person_, exit))
                if (const std::optional<LearnedBy> by = makes_out(exit))
                    add(is_open(exit) ? News::What::open_exit : News::What::shut_exit, exit.value, *by);
    }

    void notice_changes() {
        const std::uint64_t unseen = knowledge_.unseen[person_ - 1];
        if (unseen == 0)
            return;
        for (std::size_t i = 0; i < knowledge_.changes.size(); ++i) {
            if ((unseen >> std::min<std::size_t>(i, 63) & 1U) == 0)
                continue;
            const KnowledgeState::Change& change = knowledge_.changes[i];
            std::optional<LearnedBy> by;
            if (change.gate.is_valid()) {
                by = makes_out(change.gate);
            } else if (change.escalator == surface_) {
                by = LearnedBy::touch;
            } else {
                for (std::size_t g = 0; g < world_.venue->gates.size() && !by; ++g)
                    if (const Gate& gate = world_.venue->gates[g];
                        gate.left == change.escalator || gate.right == change.escalator)
                        by = makes_out(GateId::from(g));
            }
            if (by)
                add(News::What::change, static_cast<std::int32_t>(i), *by);
        }
    }

    /// Whether the other knows anything that this person does not.
    bool has_news(AgentId other) const {
        if (knowledge_.knows_more(other, person_) ||
            (knowledge_.unseen[person_ - 1] & ~knowledge_.unseen[other - 1]) != 0)
            return true;
        return std::any_of(exits_.begin(), exits_.end(), [&](GateId exit) {
            return knowledge_.knows(person_, exit) && is_wrong_about(person_, exit) &&
                   !is_wrong_about(other, exit);
        });
    }

    void hear(AgentId other) {
        for (const GateId exit : exits_) {
            if (knowledge_.knows(other, exit) && !knowledge_.knows(person_, exit))
                add(News::What::exit, exit.value, LearnedBy::neighbour);
            if (is_wrong_about(person_, exit) && !is_wrong_about(other, exit))
                add(is_open(exit) ? News::What::open_exit : News::What::shut_exit, exit.value,
                    LearnedBy::neighbour);
        }
        const std::uint64_t seen = knowledge_.unseen[person_ - 1] & ~knowledge_.unseen[other - 1];
        for (std::size_t i = 0; i < knowledge_.changes.size(); ++i)
            if ((seen >> std::min<std::size_t>(i, 63) & 1U) != 0)
                add(News::What::change, static_cast<std::int32_t>(i), LearnedBy::neighbour);
    }

    bool knows_all() const {
        return knowledge_.unseen[person_ - 1] == 0 &&
               std::all_of(exits_.begin(), exits_.end(), [&](GateId exit) {
                   return knowledge_.knows(person_, exit) && !is_wrong_about(person_, exit);
               });
    }

    void listen() {
        if (spec_.p_talk_per_s <= 0.0 || knows_all())
            return;
        knowledge_.crowd.visit(here_, spec_.talk_distance_m, [&](const CrowdPicture::Walker& other) {
            if (other.person == person_ || !has_news(other.person))
                return;
            const float drawn =
                uniform01_float(world_.seed, person_, Draw::word_of_mouth, world_.step_index, other.person);
            if (static_cast<double>(drawn) < spec_.p_talk_per_s &&
                knowledge_.sight.is_free(world_.fields.state().gate_open, surface_, here_, other.surface,
                                         other.at))
                hear(other.person);
        });
    }

    const World& world_;
    const KnowledgeState& knowledge_;
    std::vector<News>& found_;
    std::size_t row_;
    AgentId person_;
    const KnowledgeSpec& spec_;
    const std::vector<GateId>& exits_;
    SurfaceId surface_;
    Vec2 here_;
    std::int32_t patch_;
};

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
    Decision decision;
    decision.time_s = world.time_s();
    decision.person = news.person;
    decision.kind = "learns";
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
    decision.storey = world.venue->surfaces[static_cast<std::size_t>(world.agents.surface[row])].storey.value;
    decision.position_m = {world.agents.x_m[row], world.agents.y_m[row]};
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

    const std::uint64_t period = steps_per_second(world.time_step_s);
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
    parallel_for(world.pool, knowledge.lookers.size(), chunk_rows,
                 [&](std::size_t begin, std::size_t end, std::size_t, std::size_t worker) {
                     for (std::size_t k = begin; k < end; ++k)
                         Look(world, knowledge.lookers[k], knowledge.found[worker]).around();
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
