/// Where people may stop without holding up others.
#pragma once

#include "agents/agents.hpp"
#include "venue/venue.hpp"

#include <wayout/ids.hpp>
#include <wayout/vec2.hpp>

#include <cstddef>
#include <vector>

namespace wayout {

class StandingRoom {
public:
    explicit StandingRoom(const Venue& venue);

    /// Not on stairs, escalators, ramps and tiers and in doorways.
    bool may_stop_at(const Venue& venue, SurfaceId surface, Vec2 place) const;
    /// Nor in seat rows.
    bool may_stop(const Venue& venue, const Agents& agents, std::size_t row) const;

private:
    std::vector<std::vector<std::size_t>> gates_of_surface_;
};

}  // namespace wayout
