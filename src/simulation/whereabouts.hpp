/// Where somebody is.
#pragma once

#include "simulation/world.hpp"

#include <wayout/vec2.hpp>

#include <cstddef>

namespace wayout {

inline Vec2 place_of(const Agents& agents, std::size_t row) {
    return {agents.x_m[row], agents.y_m[row]};
}

inline Vec2 place_of(const World& world, std::size_t row) {
    return place_of(world.agents, row);
}

inline StoreyId storey_of(const World& world, std::size_t row) {
    return world.venue->surfaces[static_cast<std::size_t>(world.agents.surface[row])].storey;
}

}  // namespace wayout
