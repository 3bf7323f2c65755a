#include "simulation/decision_place.hpp"

#include "simulation/world.hpp"

#include <utility>

namespace wayout {

Decision decision_of(const World& world, std::size_t row, const char* kind) {
    const Agents& agents = world.agents;
    Decision decision;
    decision.time_s = world.time_s();
    decision.person = agents.id[row];
    decision.kind = kind;
    decision.storey = world.venue->surfaces[static_cast<std::size_t>(agents.surface[row])].storey.value;
    decision.position_m = {agents.x_m[row], agents.y_m[row]};
    return decision;
}

void note_decision(World& world, std::size_t row, const char* kind, std::string choice, std::string reason) {
    if (!world.decisions.is_kept())
        return;
    Decision decision = decision_of(world, row, kind);
    decision.choice = std::move(choice);
    decision.reason = std::move(reason);
    world.decisions.note(std::move(decision));
}

}  // namespace wayout
