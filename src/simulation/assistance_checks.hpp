/// What can be said of help before the first step, once the ways are known.
#pragma once

#include "simulation/world.hpp"

#include <cstddef>

namespace wayout {

/// Asks for the ways to refuges and landings. After all areas have been added, before the first refresh.
void demand_ways_to_help(World& world);

/// Whether somebody who cannot leave alone may count on help or on a lift.
bool counts_on_help(const World& world, std::size_t row);

/// The open exit that somebody would reach soonest as a member of this class; invalid if none.
GateId nearest_exit(World& world, std::size_t row, MobilityClass mobility);

/// Refuges smaller than the number of people who must wait there; people whom no team can bring out; doors
/// narrower than a device. With all doors and exits open that ever are.
Errors check_help(World& world);

}  // namespace wayout
