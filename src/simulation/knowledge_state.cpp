#include "simulation/knowledge_state.hpp"

#include "behaviour/familiarity.hpp"
#include "harm/smoke_sight.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// More changes at one moment share the last number.
constexpr std::size_t most_changes = 64;

bool limits(const PopulationSpec& population) {
    return population.knowledge.has_value() && population.exit_choice != ExitChoice::informed;
}

double longest_exit_sight_m(const Scenario& scenario) {
    double reach_m = 0.0;
    for (const PopulationSpec& population : scenario.people.populations)
        if (population.knowledge)
            reach_m = std::max(reach_m, population.knowledge->exit_sight_m);
    return reach_m;
}

/// Whoever knows everything that he needs has the building as it is in mind.
void settle_view(World& world, std::size_t row) {
    const KnowledgeState& knowledge = *world.knowledge;
    const AgentId person = world.agents.id[row];
    if (!is_former(world.views[person - 1]) || knowledge.unseen[person - 1] != 0)
        return;
    const RouteState& now = world.fields.state();
    for (std::int32_t e = 0; e < world.venue->exit_count; ++e)
        if (const GateId exit(e);
            knowledge.knows(person, exit) &&
            believes_open(world, person, exit) != (now.gate_open[exit.row()] != gate_shut))
            return;
    set_view(world, row, View::present);
}

}  // namespace

KnowledgeState::KnowledgeState(const World& world, std::vector<HungSign> signs)
    : unseen(world.agents.size(), 0),
      decides_now(world.agents.size(), 0),
      sight(world.fields.grid(), std::move(signs), longest_exit_sight_m(world.scenario)),
      crowd(world.venue->extent_m),
      found(static_cast<std::size_t>(world.pool.thread_count())),
      types(world.agents.size(), ChoiceType::conservative),
      changes_by_following(world.agents.size(), 0),
      kept_rank(world.agents.size(), rank_unknown),
      exit_count_(static_cast<std::size_t>(world.venue->exit_count)),
      familiar_(world.agents.size(), exit_count_),
      known_of_(world.agents.size(), exit_count_),
      shut_until_s_(world.agents.size() * exit_count_, -std::numeric_limits<float>::infinity()) {
    for (const PopulationSpec& population : world.scenario.people.populations) {
        is_limited_.push_back(limits(population) ? 1 : 0);
        specs_.push_back(population.knowledge.value_or(KnowledgeSpec{}));
    }
    for (std::size_t e = 0; e < exit_count_; ++e) {
        const auto& exits = world.scenario.venue.exits;
        const auto spec = std::find_if(exits.begin(), exits.end(), [&](const ExitSpec& exit) {
            return exit.id == world.venue->gates[e].id;
        });
        leads_outside.push_back(spec != exits.end() && spec->outside_visible ? 1 : 0);
        opens_by_use.push_back(spec != exits.end() && spec->unused_until_opened ? 1 : 0);
    }
}

std::string KnowledgeState::in_words(AgentId person) const {
    std::size_t count = 0;
    for (std::size_t e = 0; e < exit_count_; ++e) count += knows(person, GateId::from(e)) ? 1U : 0U;
    return fmt::format("{} of {} exits", count, exit_count_);
}

bool KnowledgeState::knows_more(AgentId person, AgentId than) const {
    for (std::size_t w = 0; w < familiar_.word_count(); ++w) {
        const std::uint64_t own = familiar_.word(person - 1, w) | known_of_.word(person - 1, w);
        const std::uint64_t others = familiar_.word(than - 1, w) | known_of_.word(than - 1, w);
        if ((own & ~others) != 0)
            return true;
    }
    return false;
}

bool has_limited_knowledge(const World& world, std::int32_t population) {
    return world.knowledge != nullptr && world.knowledge->is_limited(population);
}

bool believes_open(const World& world, AgentId person, GateId exit) {
    if (world.knowledge != nullptr && world.knowledge->has_found_shut(person, exit))
        return !world.knowledge->holds_shut(person, exit, world.time_s()) &&
               world.fields.state().gate_open[exit.row()] != 0;
    // Exits that lie in a danger area are open all the same.
    const View openings = view_of(is_former(world.views[person - 1]), false);
    return world.fields.state(openings).gate_open[exit.row()] != gate_shut;
}

void find_out(World& world, std::size_t row) {
    const AgentId person = world.agents.id[row];
    world.knowledge->unseen[person - 1] = 0;
    for (std::int32_t e = 0; e < world.venue->exit_count; ++e)
        world.knowledge->forget_shut(person, GateId(e));
    set_view(world, row, View::present);
}

bool is_hidden_by_smoke(const World& world, SurfaceId surface, Vec2 p, Vec2 q, SignKind kind) {
    if (world.hazards == nullptr || world.hazards->routes.is_clear())
        return false;
    const RouteHazards& routes = world.hazards->routes;
    const NavigationGrid& grid = world.fields.grid();
    const double away_m = length(q - p);
    const int parts = std::max(1, static_cast<int>(std::ceil(away_m)));
    double sum_per_m = 0.0;
    for (int i = 0; i < parts; ++i) {
        const Vec2 at = p + (i + 0.5) / parts * (q - p);
        const CellIndex cell = grid.cell_at(surface, grid.lattice_point(at));
        const std::int32_t patch = cell == no_cell ? -1 : routes.patches().of(cell);
        if (patch >= 0)
            sum_per_m +=
                static_cast<double>(routes.conditions()[static_cast<std::size_t>(patch)].extinction_per_m);
    }
    return away_m * sum_per_m / parts > sign_constant(kind);
}

bool sees_exit(const World& world, std::size_t row, std::int32_t patch, GateId exit) {
    const KnowledgeState& knowledge = *world.knowledge;
    if (!knowledge.sight.sees_exit(patch, exit))
        return false;
    const Agents& agents = world.agents;
    const Vec2 here{agents.x_m[row], agents.y_m[row]};
    const Vec2 there = knowledge.sight.before(exit);
    const SignKind kind = world.hazards != nullptr ? world.hazards->exposure.sign : SignKind::reflecting;
    return length(there - here) <= knowledge.spec(agents.population[row]).exit_sight_m &&
           !is_hidden_by_smoke(world, SurfaceId(agents.surface[row]), here, there, kind);
}

void teach(World& world, AgentId person, GateId exit, const char* how) {
    if (world.knowledge != nullptr)
        world.knowledge->told.push_back(
            {person, KnowledgeState::News::What::exit, exit.value, LearnedBy::told, true, how});
}

void inform(World& world, AgentId person, const char* how) {
    if (world.knowledge != nullptr)
        world.knowledge->told.push_back(
            {person, KnowledgeState::News::What::everything, -1, LearnedBy::told, false, how});
}

void inform_all(World& world) {
    if (world.knowledge == nullptr)
        return;
    for (std::size_t row = 0; row < world.agents.size(); ++row) find_out(world, row);
}

void note_changes(World& world, const RouteState& before) {
    if (world.knowledge == nullptr)
        return;
    KnowledgeState& knowledge = *world.knowledge;
    const RouteState& now = world.fields.state();
    const auto exits = static_cast<std::size_t>(world.venue->exit_count);
    knowledge.changes.clear();
    bool has_door_changed = false;
    for (std::size_t g = exits; g < now.gate_open.size(); ++g)
        if (now.gate_open[g] != before.gate_open[g]) {
            knowledge.changes.push_back({GateId::from(g), {}, now.gate_open[g] != 0});
            has_door_changed = true;
        }
    for (std::size_t s = 0; s < now.motion.size(); ++s)
        if (now.motion[s] != before.motion[s])
            knowledge.changes.push_back({{}, SurfaceId::from(s), false});
    if (has_door_changed)
        knowledge.sight.look(now.gate_open, world.pool);
    const std::size_t count = std::min(knowledge.changes.size(), most_changes);
    const std::uint64_t all = count == most_changes ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    for (std::size_t row = 0; row < world.agents.size(); ++row) {
        if (!knowledge.is_limited(world.agents.population[row]))
            continue;
        knowledge.unseen[world.agents.id[row] - 1] = all;
        settle_view(world, row);
    }
}

void take_in(World& world, std::size_t row, const KnowledgeState::News& news) {
    KnowledgeState& knowledge = *world.knowledge;
    const AgentId person = news.person;
    const GateId exit(news.subject);
    using What = KnowledgeState::News::What;
    switch (news.what) {
        case What::exit:
            news.makes_familiar ? knowledge.make_familiar(person, exit)
                                : knowledge.make_known_of(person, exit);
            break;
        case What::shut_exit:
            knowledge.hold_shut_until(
                person, exit,
                static_cast<float>(world.time_s() +
                                   knowledge.spec(world.agents.population[row]).closure_memory_s));
            break;
        case What::open_exit:
            // The way there is one of the building as it is.
            knowledge.forget_shut(person, exit);
            knowledge.make_known_of(person, exit);
            knowledge.unseen[person - 1] = 0;
            set_view(world, row, View::present);
            break;
        case What::change:
            knowledge.unseen[person - 1] = 0;
            break;
        case What::everything:
            find_out(world, row);
            break;
    }
    // What was learned of a door inside: the way leads through the building as it is.
    if (news.what == What::change)
        set_view(world, row, View::present);
    settle_view(world, row);
    knowledge.decides_now[person - 1] = 1;
    // Who is told does not wait out the pause after his last change.
    if (news.by == LearnedBy::told)
        world.agents.last_switch_s[row] = -std::numeric_limits<float>::infinity();
}

}  // namespace wayout
