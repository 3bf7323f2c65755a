#include "simulation/company_state.hpp"
#include "simulation/world.hpp"

namespace wayout {

Errors set_up_company(World&) {
    return {};
}

void keep_company(World& world) {
    if (world.company == nullptr)
        return;
}

}  // namespace wayout
