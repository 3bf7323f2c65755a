#include "simulation/rescue_senses.hpp"

#include "harm/smoke_sight.hpp"
#include "simulation/assistance_state.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/whereabouts.hpp"

#include <cmath>
#include <limits>

namespace wayout {

double extinction_per_m(const World& world, std::size_t row) {
    if (world.hazards == nullptr)
        return 0.0;
    const CellIndex cell =
        world.fields.grid().locate(SurfaceId(world.agents.surface[row]), place_of(world, row));
    const std::int32_t patch = cell == no_cell ? -1 : world.hazards->routes.patches().of(cell);
    return patch < 0
               ? 0.0
               : double{world.hazards->routes.conditions()[static_cast<std::size_t>(patch)].extinction_per_m};
}

double visibility_at_m(const World& world, std::size_t row) {
    return world.hazards == nullptr
               ? std::numeric_limits<double>::infinity()
               : visibility_m(extinction_per_m(world, row), world.hazards->exposure.sign);
}

bool leaves_by_himself(const World& world, std::size_t row) {
    const Agents& agents = world.agents;
    const double idle_s = world.time_s() - double{agents.progress_at_s[row]};
    const bool has_turned_back =
        world.hazards != nullptr && !std::isnan(world.hazards->turned_back_s[agents.id[row] - 1]);
    return agents.activity[row] == Activity::walking && agents.exit_gate[row] >= 0 &&
           std::isfinite(agents.travel_time_s[row]) && idle_s < world.scenario.simulation.stuck_after_s &&
           !has_turned_back && extinction_per_m(world, row) < mask_extinction_per_m;
}

bool is_being_helped(const World& world, AgentId person) {
    if (world.assistance == nullptr)
        return false;
    const InNeed* need = world.assistance->need_of_person(person);
    return need != nullptr && (need->stage == HelpStage::called || need->stage == HelpStage::preparing ||
                               need->stage == HelpStage::moving);
}

}  // namespace wayout
