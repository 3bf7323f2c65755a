#include "simulation/assistance_state.hpp"
#include "simulation/world.hpp"

namespace wayout {

Errors set_up_assistance(World&) {
    return {};
}

void assist(World& world) {
    if (world.assistance == nullptr)
        return;
}

}  // namespace wayout
