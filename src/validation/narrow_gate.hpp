/// A crowd before a gate in the middle of a wall, as narrow as the experiment wants it.
#pragma once

#include "analysis/tracks.hpp"
#include "verification/observed_run.hpp"

#include <wayout/scenario.hpp>

#include <cstdint>
#include <vector>

namespace wayout {

/// Centred at x = 0, flow towards +y; the gate begins at y = 0. Behind it is a free area of the hall's width.
struct GateSetup {
    double hall_m;    ///< width of the corridor before the gate
    double width_m;   ///< of the gate
    double length_m;  ///< of the gate
    int people;
    double start_gap_m;    ///< from the gate to the first rows
    double start_depth_m;  ///< of the crowd at the start, over the whole width of the hall
};

Polygon floor_of(const GateSetup& gate);
/// Laboratory people who keep their tracks.
RunPlan gate_plan(const GateSetup& gate, std::uint64_t seed);
/// Ascending times of everybody's first crossing of the gate's width at this y.
std::vector<double> times_at(const GateSetup& gate, const Tracks& tracks, double y);

}  // namespace wayout
