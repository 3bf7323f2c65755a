/// A venue with its grid and one solved field.
#pragma once

#include "navigation/guidance.hpp"
#include "navigation/navigation_grid.hpp"
#include "navigation/travel_time_field.hpp"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace wayout::test {

/// Ambulant people who walk along walls as quickly as elsewhere, so that times are lengths over speeds.
struct NoWallCost : MobilityFieldSettings {
    NoWallCost() { wall_cost = 0.0; }
};

struct Solved {
    /// Without exits: all of the venue. Without a state: that at the start.
    explicit Solved(std::shared_ptr<const Venue> venue, double cell_m,
                    const MobilityFieldSettings& settings = NoWallCost(), std::vector<GateId> exits = {},
                    std::optional<RouteState> route_state = {})
        : state(route_state ? *route_state : initial_route_state(*venue)) {
        if (exits.empty())
            for (std::size_t i = 0; i < venue->gates.size(); ++i)
                if (venue->gates[i].kind == GateKind::exit)
                    exits.push_back(GateId::from(i));
        grid = build_navigation_grid(std::move(venue), {cell_m}).value();
        field = solve_travel_time(*grid, settings, state, exits);
    }

    double time(SurfaceId s, Vec2 p) const { return static_cast<double>(travel_time_s(*grid, field, s, p)); }
    int next_gate(SurfaceId s, Vec2 p) const {
        return field.next_gate[static_cast<std::size_t>(grid->locate(s, p))];
    }

    RouteState state;
    std::shared_ptr<const NavigationGrid> grid;
    TravelTimeField field;
};

}  // namespace wayout::test
