/// Before the first step: what is wrong with signs and with what people are said to know, and who knows what.
#include "behaviour/familiarity.hpp"
#include "core/random.hpp"
#include "simulation/knowledge_state.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

namespace wayout {
namespace {

Error error_at(const Named& thing, const char* kind, std::string message) {
    Error error;
    error.code = ErrorCode::out_of_range;
    error.where = fmt::format("{} ({} '{}')", thing.where, kind, thing.label());
    error.message = std::move(message);
    return error;
}

Error error_at(const SignSpec& sign, std::string message) {
    Error error = error_at(sign, "sign", std::move(message));
    error.storey = sign.storey;
    error.x_m = sign.at.x;
    error.y_m = sign.at.y;
    return error;
}

bool is_exit(const Venue& venue, GateId gate) {
    return gate.is_valid() && gate.value < venue.exit_count;
}

Errors sign_errors(const World& world, const SightMap& sight) {
    Errors errors;
    const std::vector<SignSpec>& signs = world.scenario.venue.signs;
    for (std::size_t i = 0; i < signs.size(); ++i) {
        const HungSign& hung = sight.signs()[i];
        if (!is_exit(*world.venue, hung.exit))
            errors.push_back(
                error_at(signs[i], fmt::format("leads_to: there is no exit '{}'", signs[i].leads_to)));
        if (!world.venue->storey_by_id(signs[i].storey).is_valid())
            errors.push_back(error_at(signs[i], fmt::format("there is no storey '{}'", signs[i].storey)));
        else if (!sight.is_read_anywhere(i))
            errors.push_back(error_at(
                signs[i], fmt::format("nobody can stand where this sign can be read: it hangs in or behind a "
                                      "wall, or faces one. Move it a little before the wall, or turn "
                                      "facing_deg to those who are to read it (from up to {:.1f} m)",
                                      hung.reach_m)));
    }
    return errors;
}

void check_exits(const World& world, const PopulationSpec& population, const ChoiceRule& rule,
                 const std::string& id, const char* key, Errors& errors) {
    const GateId gate = world.venue->gate_by_id(id);
    if (!is_exit(*world.venue, gate))
        errors.push_back(
            error_at(population, "population", fmt::format("knowledge.{}: there is no exit '{}'", key, id)));
    else if (std::find(rule.exits.begin(), rule.exits.end(), gate) == rule.exits.end())
        errors.push_back(error_at(
            population, "population",
            fmt::format(
                "knowledge.{}: exit '{}' is not among those that they may use ('exits'); add it there "
                "or leave it out here",
                key, id)));
}

Errors population_errors(const World& world) {
    Errors errors;
    const auto& populations = world.scenario.people.populations;
    for (std::size_t p = 0; p < populations.size(); ++p) {
        const PopulationSpec& population = populations[p];
        if (!population.knowledge) {
            if (population.exit_choice == ExitChoice::familiar)
                errors.push_back(error_at(population, "population",
                                          "exit_choice 'familiar' needs 'knowledge': say there by which exit "
                                          "they came in (entrance)"));
            continue;
        }
        const KnowledgeSpec& knowledge = *population.knowledge;
        for (const KnowledgeSpec::Entrance& entrance : knowledge.entrance)
            check_exits(world, population, world.rules[p], entrance.exit, "entrance", errors);
        for (const std::string& id : knowledge.known_exits)
            check_exits(world, population, world.rules[p], id, "known_exits", errors);
        if (knowledge.entrance.empty() && knowledge.known_exits.empty() &&
            population.exit_choice != ExitChoice::informed && population.exit_choice != ExitChoice::fixed)
            errors.push_back(error_at(population, "population",
                                      "knowledge: which exit did they come in by? Name it in 'entrance', or "
                                      "exits in 'known_exits'"));
        const double sum = knowledge.types.sum();
        if (!(std::abs(sum - 1.0) <= 1e-3))
            errors.push_back(
                error_at(population, "population",
                         fmt::format("knowledge.types: the shares add up to {:.6g}, not to 1", sum)));
    }
    return errors;
}

/// Whose draw decides by which entrance somebody came: those of a group came together. Our choice.
AgentId entrance_chooser(const Companies& companies, AgentId person) {
    const std::int32_t group = companies.of.empty() ? -1 : companies.of[person - 1];
    return group < 0 ? person : companies.of_group(static_cast<std::size_t>(group)).front();
}

/// Who knows what, and chooses how: draws of the person's own, but for the entrance.
void draw_knowledge(World& world) {
    KnowledgeState& knowledge = *world.knowledge;
    const Agents& agents = world.agents;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        const AgentId person = agents.id[row];
        const std::int32_t population = agents.population[row];
        if (!knowledge.is_limited(population)) {
            for (std::int32_t e = 0; e < world.venue->exit_count; ++e)
                knowledge.make_familiar(person, GateId(e));
            continue;
        }
        const KnowledgeSpec& spec = knowledge.spec(population);
        const ChoiceRule& rule = world.rules[static_cast<std::size_t>(population)];
        const auto drawn = [&](std::uint32_t index) {
            return uniform01(world.seed, person, Draw::familiarity, 0, index);
        };
        if (!spec.entrance.empty()) {
            const double entrance =
                uniform01(world.seed, entrance_chooser(world.companies, person), Draw::familiarity, 0, 0);
            knowledge.make_familiar(
                person, world.venue->gate_by_id(spec.entrance[entrance_for(spec.entrance, entrance)].exit));
        }
        for (const std::string& id : spec.known_exits)
            knowledge.make_familiar(person, world.venue->gate_by_id(id));
        for (const GateId exit : rule.exits)
            if (rule.choice == ExitChoice::fixed ||
                drawn(1 + static_cast<std::uint32_t>(exit.value)) < spec.p_other_exit)
                knowledge.make_familiar(person, exit);
        knowledge.types[person - 1] = type_for(spec.types, uniform01(world.seed, person, Draw::choice_type));
    }
}

std::vector<HungSign> hang_all(const World& world) {
    std::vector<HungSign> signs;
    for (const SignSpec& sign : world.scenario.venue.signs) signs.push_back(hang(sign, *world.venue));
    return signs;
}

}  // namespace

Errors set_up_knowledge(World& world) {
    const auto& populations = world.scenario.people.populations;
    const bool is_asked_for =
        std::any_of(populations.begin(), populations.end(),
                    [](const PopulationSpec& population) { return population.knowledge.has_value(); });
    Errors errors = population_errors(world);
    const std::vector<std::uint8_t>& gate_open = world.fields.state().gate_open;
    if (!is_asked_for && !world.scenario.venue.signs.empty()) {
        SightMap sight(world.fields.grid(), hang_all(world), 0.0);
        sight.look(gate_open, world.pool);
        const Errors found = sign_errors(world, sight);
        errors.insert(errors.end(), found.begin(), found.end());
    }
    if (!is_asked_for)
        return errors;
    auto knowledge = std::make_unique<KnowledgeState>(world, hang_all(world));
    knowledge->sight.look(gate_open, world.pool);
    const Errors found = sign_errors(world, knowledge->sight);
    errors.insert(errors.end(), found.begin(), found.end());
    if (!errors.empty())
        return errors;
    world.knowledge = std::move(knowledge);
    draw_knowledge(world);
    return {};
}

Errors check_signs_lead_out(const World& world) {
    const std::set<MobilityClass> classes(world.agents.mobility.begin(), world.agents.mobility.end());
    Errors errors;
    for (const SignSpec& sign : world.scenario.venue.signs) {
        const HungSign hung = hang(sign, *world.venue);
        const bool leads_out = std::any_of(classes.begin(), classes.end(), [&](MobilityClass mobility) {
            return world.fields.has_way(world.fields.goal(hung.exit, mobility), hung.surface, hung.front);
        });
        if (leads_out)
            continue;
        Error error = error_at(
            sign,
            fmt::format("leads_to: exit '{}' cannot be reached from this sign, even with all doors open",
                        sign.leads_to));
        error.code = ErrorCode::unreachable;
        errors.push_back(std::move(error));
    }
    return errors;
}

}  // namespace wayout
