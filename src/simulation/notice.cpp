#include "simulation/noticing_state.hpp"
#include "simulation/world.hpp"

namespace wayout {

Errors set_up_noticing(World&) {
    return {};
}

void notice(World& world) {
    if (world.noticing == nullptr)
        return;
}

}  // namespace wayout
