/// What danger areas, shelters and orders came to, as results.
#pragma once

#include <wayout/results.hpp>

namespace wayout {

struct World;

/// Fills RunResults::danger and what people.csv says of them; nothing where the scenario has none of the
/// kind.
void describe_dangers(const World& world, RunResults& results);

}  // namespace wayout
