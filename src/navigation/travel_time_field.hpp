/// Travel times from everywhere to a set of exits or to an area, over all storeys: the solution T of
/// |grad T| = slowness with T = 0 on the exit lines or in the area, by the second-order fast marching method
/// (Sethian 1996; locomotion spec 9.1).
#pragma once

#include "core/large_vector.hpp"
#include "navigation/navigation_grid.hpp"
#include "navigation/walking_speed.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace wayout {

/// One field: immutable once solved; made for one grid, one mobility class, one set of exits, one state of
/// the doors.
struct TravelTimeField {
    static constexpr float unknown = std::numeric_limits<float>::infinity();

    /// [CellIndex] seconds at the reference speeds of the class; +inf where no exit can be reached.
    LargeVector<float> time_s;
    /// [CellIndex] GateId::value of the gate crossed next on the way, the exit itself included; -1 where the
    /// time is unknown.
    LargeVector<std::int16_t> next_gate;
    /// [GateId] whether and how this class may cross the gate in this state.
    std::vector<GateCode> passable;

    /// Solved with costs: then the way over a gate is not as quick at all of its points.
    bool has_costs{false};

    /// A line where the time is zero: an exit shortened at both ends.
    struct Goal {
        GateId gate;
        Segment line;
        float slowness_s_per_m;  ///< in front of it
    };
    std::vector<Goal> goals;
};

/// The segment with this much cut off at both ends; its middle when nothing would be left.
Segment shortened(const Segment& line, double margin_m);

/// Whether somebody gets from a cell to its neighbour over a gate that may be passed with conditions.
bool link_over_gate_is_open(const NavigationGrid& grid, const Gate& gate, GateCode code, CellIndex c,
                            LatticeDirection d);

/// Whether somebody gets from a cell to its neighbour over no gate that is closed to the class.
inline bool link_is_open(const NavigationGrid& grid, const TravelTimeField& field, CellIndex c,
                         LatticeDirection d) {
    if (!grid.is_gate_between(c, d)) [[likely]]
        return true;
    for (const NavigationGrid::GateLink& crossed : grid.gates_between(c, d)) {
        const auto g = static_cast<std::size_t>(crossed.gate);
        const GateCode code = field.passable[g];
        if (code != gate_free &&
            (code == gate_shut || !link_over_gate_is_open(grid, grid.venue().gates[g], code, c, d)))
            return false;
    }
    return true;
}

/// What makes ways longer than they are in clear air: a factor >= 1 on the slowness of every piece of floor.
/// Empty: none.
struct RouteCosts {
    std::span<const std::int32_t> piece_of_cell;  ///< [CellIndex] row of `factor`; -1: absent cells
    std::span<const float> factor;
    /// By row of `factor`: 1: nobody goes there any more; whoever is there leaves.
    std::span<const std::uint8_t> is_closed;
};

/// Solves the field of the given exits. Pure: safe to call from several threads at once; same input, same
/// bits. Closed gates, and gates too narrow for the class, are barriers; closed exits are no goals. Cost:
/// about 0.3 us per cell; memory: 6 bytes per cell in the result, 13 more while solving.
TravelTimeField solve_travel_time(const NavigationGrid& grid, const MobilityFieldSettings& settings,
                                  const RouteState& state, std::span<const GateId> exits,
                                  const RouteCosts& costs = {});

/// The field of the way to an area: the time is zero on all of these cells that routes lead over. The gate
/// ahead is -1 where no gate lies on the way.
TravelTimeField solve_travel_time_to_area(const NavigationGrid& grid, const MobilityFieldSettings& settings,
                                          const RouteState& state, std::span<const CellIndex> area,
                                          const RouteCosts& costs = {});

}  // namespace wayout
