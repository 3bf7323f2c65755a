/// What rescue teams make out of people and air around them.
#pragma once

#include "simulation/world.hpp"

#include <cstddef>

namespace wayout {

/// In smoke of less extinction than this a team saves its air. Our choice.
inline constexpr double mask_extinction_per_m = 0.1;

/// At somebody's place; 0 without a fire.
double extinction_per_m(const World& world, std::size_t row);
/// +inf without a fire.
double visibility_at_m(const World& world, std::size_t row);
/// Gets on towards the exit of his choice in clear air, and so needs nobody to lead him.
bool leaves_by_himself(const World& world, std::size_t row);
/// Helpers of his own are on their way to him, or with him.
bool is_being_helped(const World& world, AgentId person);

}  // namespace wayout
