/// Finds places for people who stand: uniform over an area, bodies apart from each other and from walls.
#pragma once

#include "agents/free_space.hpp"
#include "agents/start_area.hpp"

#include <wayout/ids.hpp>
#include <wayout/vec2.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

struct StandingPlace {
    SurfaceId surface;
    Vec2 p;
};

/// Places for the people of these ids and radii, in this order. All draws belong to
/// these ids, so that other people elsewhere do not change them. On success the bodies are in `space`, with
/// id - 1 as their number.
///
/// Up to about 3 people per m2 (radius 0.2 m): random sequential addition, each person at a uniform point
/// that is still free. Beyond: a hexagonal lattice as wide as the number allows, a random subset of its
/// sites, and 20 sweeps of random single moves (Metropolis et al. 1953: a move into free space is taken, any
/// other refused), which lead from the lattice towards the uniform distribution over all arrangements without
/// overlap. Where neither serves (odd shapes, bodies of very different size), the larger of the two partial
/// results, with moves and additions in turn. Cost: linear in the number of people; about 0.3 us per person
/// where there is room, 20 us in a packed crowd.
///
/// When not everybody finds a place the result is shorter than `radius_m`, and its length says how many
/// fitted; `space` is then as before.
std::vector<StandingPlace> find_standing_places(const StartArea& area, FreeSpace& space, std::uint64_t seed,
                                                std::span<const AgentId> ids,
                                                std::span<const double> radius_m);

}  // namespace wayout
