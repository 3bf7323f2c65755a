/// Whoever stands in dense smoke and sees no exit may take any door of the room for the way out. Toilets and
/// other dead ends in which people were found after fires (Kiss 2013, Crocus City Hall 2024:
/// people-and-response specification 3.1, read in secondary texts) are the motive; the chance is the default
/// of that specification, its own choice.
#include "simulation/passage_choice.hpp"

#include "core/random.hpp"
#include "geometry/segment.hpp"
#include "simulation/decision_place.hpp"
#include "simulation/exit_options.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/knowledge_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace wayout {
namespace {

/// From this extinction on; people-and-response specification 3.1, its own choice.
constexpr double dense_per_m = 1.0;
/// An exit is seen up to this over the extinction; as the knowledge model, Jin's value for what reflects
/// light.
constexpr double seen_up_to = 3.0;

/// So far somebody goes into a room that he takes for the way out, or to the wall; our choice.
constexpr double looks_into_m = 5.0;
constexpr double pace_m = 0.5;
constexpr float gives_up_after_s = 30.0F;

/// Of the air where somebody stands; 0: clear, or not known.
double extinction_at(const World& world, SurfaceId surface, Vec2 position) {
    const std::int32_t patch = patch_of(world, surface, position);
    return patch < 0
               ? 0.0
               : static_cast<double>(
                     world.hazards->routes.conditions()[static_cast<std::size_t>(patch)].extinction_per_m);
}

/// The doors and stairs out of a room, but the one by which the way leads, that are open as far as he knows.
std::vector<const RoomPassage*> other_passages(const World& world, std::size_t row, std::int32_t room) {
    const std::int32_t goal = goal_for(world, row, GateId(world.agents.exit_gate[row]));
    const std::vector<GateCode>& passable = world.fields.field(goal).passable;
    std::vector<const RoomPassage*> others;
    for (const RoomPassage& passage : world.fields.room_passages()->out_of(room))
        if (passage.gate.value != world.agents.next_gate[row] && passable[passage.gate.row()] != gate_shut)
            others.push_back(&passage);
    return others;
}

}  // namespace

void PassageChoice::look_for_the_way(World& world, std::size_t row, const RoomPassage& behind) {
    const Gate& gate = world.venue->gates[behind.last.row()];
    const SurfaceId surface(world.agents.surface[row]);
    const Vec2 here{world.agents.x_m[row], world.agents.y_m[row]};
    const Vec2 across = perp(direction(gate.line));
    const Vec2 onwards = dot(here - gate.line.a, across) > 0.0 ? across : -across;
    Errand errand{.purpose = ErrandPurpose::find_way,
                  .has_spot = true,
                  .spot = here,
                  .spot_surface = surface.value,
                  .until_s = static_cast<float>(world.time_s()) + gives_up_after_s,
                  .stays = false};
    for (double away_m = pace_m; away_m <= looks_into_m; away_m += pace_m) {
        const Vec2 spot = here + away_m * onwards;
        if (world.fields.grid().locate(surface, spot) == no_cell ||
            !is_in_sight(world, surface, here, surface, spot + pace_m * onwards, looks_into_m + pace_m))
            break;
        errand.spot = spot;
    }
    world.errands.give(world, row, errand);
}

bool PassageChoice::goes_astray(World& world, std::size_t row, std::size_t worker) {
    Agents& agents = world.agents;
    const AgentId person = agents.id[row];
    if (asked_in_.empty() || !has_limited_knowledge(world, agents.population[row]) ||
        agents.exit_gate[row] < 0)
        return false;
    Detour& detour = detours_[person - 1];
    const bool goes_round = is_on_detour(world, row);
    if (goes_round && detour.is_astray)
        return true;
    const SurfaceId surface(agents.surface[row]);
    const Vec2 position{agents.x_m[row], agents.y_m[row]};
    const double extinction_per_m = extinction_at(world, surface, position);
    const std::int32_t room = room_of(world, row);
    std::vector<std::int32_t>& asked_in = asked_in_[person - 1];
    const GateId ahead(agents.next_gate[row]);
    if (extinction_per_m <= dense_per_m || room < 0 || !ahead.is_valid() ||
        std::find(asked_in.begin(), asked_in.end(), room) != asked_in.end())
        return false;
    const Gate& next = world.venue->gates[ahead.row()];
    if (next.kind == GateKind::exit && distance(next.line, position) <= seen_up_to / extinction_per_m)
        return false;
    const std::vector<const RoomPassage*> others = other_passages(world, row, room);
    const auto draw = static_cast<std::uint32_t>(room);  // once for each person and room
    const double p = world.knowledge->spec(agents.population[row]).p_wrong_door;
    if (others.empty() || uniform01(world.seed, person, Draw::wrong_door, 0, draw) >= p) {
        asked_in.push_back(room);
        return false;
    }
    const RoomPassage& taken = *others[uniform_below(static_cast<std::uint32_t>(others.size()), world.seed,
                                                     person, Draw::wrong_door, 1, draw)];
    const std::int32_t passage = world.fields.room_passages()->row_of(taken);
    const std::int32_t goal = goal_of(world, row, passage);
    if (!world.fields.is_solved(goal)) {  // the same again in a second
        tallies_[worker].wanted_goals.push_back(goal);
        return false;
    }
    asked_in.push_back(room);
    if (!world.fields.has_way(goal, surface, position))
        return false;
    if (world.decisions.is_kept()) {
        Decision decision = decision_of(world, row, "goes astray");
        decision.choice = name_of(world.venue->gates[taken.gate.row()]);
        decision.reason = fmt::format("sees no exit in smoke of {:.1f} per m", extinction_per_m);
        world.decisions.note(worker, std::move(decision));
    }
    tallies_[worker].begun += goes_round ? 0 : 1;
    detour = {.passage = passage, .is_astray = true};
    agents.goal[row] = goal;
    restart(world, row);
    return true;
}

}  // namespace wayout
