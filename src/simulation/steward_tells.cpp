/// What stewards tell others: the single places where staff reaches into what people know and notice.
#include "core/random.hpp"
#include "simulation/staff_state.hpp"
#include "simulation/world.hpp"

#include <algorithm>

namespace wayout {
namespace {

/// Those who are told begin within this time: people-and-response specification 1.4, U(5, 15) s, our choice.
constexpr double soonest_s = 5.0;
constexpr double latest_s = 15.0;

}  // namespace

void steward_teaches(World& world, std::size_t, GateId) {
    if (world.knowledge == nullptr)
        return;
}

void steward_instructs(World& world, std::size_t row) {
    Agents& agents = world.agents;
    if (world.noticing != nullptr || !has_not_begun(agents.activity[row]))
        return;
    const double begins_s = world.time_s() + soonest_s +
                            (latest_s - soonest_s) * uniform01(world.seed, agents.id[row], Draw::staff);
    if (begins_s >= static_cast<double>(agents.start_time_s[row]))
        return;
    agents.start_time_s[row] = static_cast<float>(begins_s);
    world.recorder.starts_at(agents.id[row], begins_s);
    Decision decision;
    decision.time_s = world.time_s();
    decision.person = agents.id[row];
    decision.kind = "is told to leave";
    decision.reason = "by a steward";
    decision.storey = world.venue->surfaces[static_cast<std::size_t>(agents.surface[row])].storey.value;
    decision.position_m = {agents.x_m[row], agents.y_m[row]};
    world.decisions.note(std::move(decision));
}

void steward_reports(World&) {}

}  // namespace wayout
