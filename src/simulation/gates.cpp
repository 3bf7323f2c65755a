#include "simulation/gates.hpp"

#include "navigation/guidance.hpp"
#include "simulation/openings.hpp"
#include "simulation/world.hpp"

namespace wayout {

void operate_gates(World& world, std::span<const GateId> gates, bool open) {
    BuildingChange change(world);
    for (const GateId gate : gates) change.set_open(gate, open);
    change.apply();
}

void reconsider_ways(World& world) {
    for (std::size_t row = 0; row < world.agents.size(); ++row) {
        request_guidance(world.agents, row);
        world.progress.restart(world.agents, row, world.time_s());
    }
}

}  // namespace wayout
