#include "validation/narrow_gate.hpp"

#include "validation/lab.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"

namespace wayout {
namespace {

constexpr double behind_m = 5.0;  ///< depth of the free area behind the gate: our choice

}  // namespace

Polygon floor_of(const GateSetup& gate) {
    const double h = 0.5 * gate.hall_m;
    const double b = 0.5 * gate.width_m;
    const double front = -gate.start_gap_m - gate.start_depth_m;
    const double end = gate.length_m + behind_m;
    return {{{-h, front},
             {h, front},
             {h, 0},
             {b, 0},
             {b, gate.length_m},
             {h, gate.length_m},
             {h, end},
             {-h, end},
             {-h, gate.length_m},
             {-b, gate.length_m},
             {-b, 0},
             {-h, 0}},
            {}};
}

RunPlan gate_plan(const GateSetup& gate, std::uint64_t seed) {
    const double h = 0.5 * gate.hall_m;
    RunPlan plan;
    Scenario& scenario = plan.scenario;
    scenario.name = scenario.venue.name = "gate";
    StoreySpec& storey = scenario.venue.storeys.emplace_back();
    storey.id = "ground";
    storey.floor = {floor_of(gate)};
    ExitSpec& exit = scenario.venue.exits.emplace_back();
    exit.id = "exit";
    exit.storey = "ground";
    exit.line = horizontal(gate.length_m + behind_m, -h, h);
    add_lab_people(scenario);
    add_crowd(scenario, gate.people,
              rectangle(-h, -gate.start_gap_m - gate.start_depth_m, h, -gate.start_gap_m), lab_people);
    scenario.simulation.duration_s = 600.0;
    plan.seed = seed;
    plan.keep_tracks = true;
    plan.cost = 0.1 * gate.people;
    return plan;
}

std::vector<double> times_at(const GateSetup& gate, const Tracks& tracks, double y) {
    return first_times_over(tracks, horizontal(y, -0.5 * gate.width_m, 0.5 * gate.width_m));
}

}  // namespace wayout
