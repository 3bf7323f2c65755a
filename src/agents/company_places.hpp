/// Places side by side for people who belong together.
#pragma once

#include "agents/free_space.hpp"
#include "agents/standing_places.hpp"
#include "agents/start_area.hpp"
#include "venue/venue.hpp"

#include <wayout/ids.hpp>
#include <wayout/scenario.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// Seats for groups of these sizes, one after the other: each group on seats that touch each other in a row,
/// where the row has room; else it goes on in the next one. Groups and empty seats are in random order.
/// @param free_seats  rows of Venue::seats, ascending; enough for everybody
/// @return the seats of all members, group after group
std::vector<std::uint32_t> seats_for_groups(const Venue& venue, std::span<const SeatingSpec> blocks,
                                            std::span<const std::uint32_t> free_seats,
                                            std::span<const int> sizes, std::uint64_t seed, AgentId first_id);

/// Standing members keep within this distance of the first of them. Our choice: at the spacing of about
/// 0.8 m between walking members (Moussaid et al. 2010, read) a group of six fits.
inline constexpr double group_reach_m = 1.5;

/// Places for groups who stand: the first member at a uniform point of the area, the others within
/// group_reach_m of him, no wall between. Groups that find no such place stay out of the result, and those
/// after them; `space` then holds those placed.
/// @param ids       of all members, group after group
/// @param radius_m  likewise
/// @return places of the groups that found one, group after group
std::vector<StandingPlace> places_for_groups(const StartArea& area, FreeSpace& space, std::uint64_t seed,
                                             std::span<const AgentId> ids, std::span<const double> radius_m,
                                             std::span<const int> sizes);

/// The same places in another order: each group takes the first that is left and those nearest to it. Of
/// different storeys only where no other is left.
std::vector<StandingPlace> near_each_other(std::vector<StandingPlace> places, std::span<const int> sizes);

}  // namespace wayout
