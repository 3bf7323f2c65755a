#include "simulation/danger_state.hpp"
#include "simulation/world.hpp"

namespace wayout {

Errors set_up_dangers(World&) {
    return {};
}

void watch_dangers(World& world) {
    if (world.dangers == nullptr)
        return;
}

}  // namespace wayout
