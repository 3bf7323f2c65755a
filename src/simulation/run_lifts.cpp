#include "simulation/lift_state.hpp"
#include "simulation/world.hpp"

namespace wayout {

Errors set_up_lifts(World&) {
    return {};
}

void run_lifts(World& world) {
    if (world.lifts == nullptr)
        return;
}

}  // namespace wayout
