#include <wayout/hydraulic_check.hpp>

#include "venue/venue.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace wayout {
namespace {

/// Nobody has to be kept apart: the longest step that the paths along walls allow.
constexpr double time_step_s = 0.1;

std::vector<double> sorted_exit_times_s(const Simulation& simulation) {
    std::vector<double> times_s;
    for (const Passage& passage : simulation.passages())
        if (simulation.venue().gates[passage.gate.row()].kind == GateKind::exit)
            times_s.push_back(passage.time_s);
    std::sort(times_s.begin(), times_s.end());
    return times_s;
}

}  // namespace

Result<HydraulicCheck> hydraulic_check(const Scenario& scenario, std::shared_ptr<const Building> building,
                                       const RunOptions& options) {
    RunOptions by_hand = options;
    by_hand.model = std::string(hydraulic_model);
    by_hand.time_step_s = time_step_s;
    by_hand.record = Record::nothing;
    // As a hand calculation does it: without fire and danger areas, and without bodies that press. All leave,
    // and begin when they are told to.
    Scenario drill = scenario;
    drill.incident.fire.reset();
    drill.incident.losses.clear();
    drill.incident.danger_areas.clear();
    std::erase_if(drill.incident.orders,
                  [](const OrderSpec& order) { return order.instruction != Instruction::evacuate; });
    drill.simulation.pushing.reset();
    Result<Simulation> simulation = Simulation::create(drill, by_hand, std::move(building));
    if (!simulation)
        return simulation.error();
    while (!simulation->is_finished()) simulation->step();

    const std::vector<double> times_s = sorted_exit_times_s(*simulation);
    HydraulicCheck check;
    check.is_known = true;
    check.placed = simulation->placed_count();
    check.out = simulation->out_count();
    const auto time_of = [&](double share) {
        const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(check.placed)));
        return rank >= 1 && rank <= times_s.size() ? times_s[rank - 1] : not_a_time;
    };
    check.time_50_s = time_of(0.50);
    check.time_95_s = time_of(0.95);
    check.time_all_s = time_of(1.0);
    for (double at_s = 0.0;; at_s += check.curve_interval_s) {
        const auto out = std::upper_bound(times_s.begin(), times_s.end(), at_s) - times_s.begin();
        check.out_by_time.push_back(static_cast<int>(out));
        if (static_cast<std::size_t>(out) == times_s.size())
            break;
    }
    return check;
}

}  // namespace wayout
