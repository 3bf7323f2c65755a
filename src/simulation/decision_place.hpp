/// A decision with what is the same for all of them.
#pragma once

#include <wayout/results.hpp>

#include <cstddef>

namespace wayout {

struct World;

/// Of this person, here and now; the rest is to be filled in.
Decision decision_of(const World& world, std::size_t row, const char* kind);

}  // namespace wayout
