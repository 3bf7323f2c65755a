/// Buildings drawn at random, for what must hold in any of them.
#pragma once

#include <wayout/scenario.hpp>

#include <cstdint>

namespace wayout {

/// The exit that shuts in every layout, and when.
inline constexpr const char* exit_that_shuts = "exit-1";
inline constexpr double exit_shuts_s = 15.0;

/// A grid of one to three by one to three rooms on one storey, a door of 1.2 m in every wall between two
/// rooms or at least in as many as join all rooms, two to four exits of 1.2 to 2 m in outer walls. 30 to 80
/// people who came by the exit that shuts or by another one, with the default shares of types; signs in some
/// rooms.
Scenario random_layout(std::uint64_t seed);

}  // namespace wayout
