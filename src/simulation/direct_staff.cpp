#include "simulation/staff_state.hpp"
#include "simulation/world.hpp"

namespace wayout {

Errors set_up_staff(World&) {
    return {};
}

void direct_staff(World& world) {
    if (world.staff == nullptr)
        return;
}

}  // namespace wayout
