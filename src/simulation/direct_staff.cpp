/// Phase of a step: what stewards do. Once a second.
#include "simulation/staff_state.hpp"
#include "simulation/world.hpp"

namespace wayout {

Errors set_up_staff(World& world) {
    Errors errors;
    if (!world.scenario.response.stewards.empty())
        world.staff = std::make_unique<StaffState>(world, errors);
    return errors;
}

void direct_staff(World& world) {
    if (world.staff == nullptr || world.step_index % steps_per_second(world.time_step_s) != 0)
        return;
    world.staff->run(world);
}

bool has_staff_on_duty(const World& world) {
    return world.staff != nullptr && world.staff->is_on_duty();
}

std::vector<GateId> gates_opened_by_staff(const World& world) {
    return world.staff != nullptr ? world.staff->gates_opened() : std::vector<GateId>{};
}

}  // namespace wayout
