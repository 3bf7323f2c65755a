#include "simulation/decision_place.hpp"

#include "simulation/world.hpp"

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

}  // namespace wayout
