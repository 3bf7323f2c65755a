/// Stewards who are described by a profile are people of their own.
#pragma once

#include <wayout/scenario.hpp>

namespace wayout {

/// Adds a population of one for each steward with a profile, placed at his post, role "steward". Before
/// people are placed.
void add_stewards(Scenario& scenario);

}  // namespace wayout
