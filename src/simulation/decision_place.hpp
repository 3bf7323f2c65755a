/// A decision with what is the same for all of them.
#pragma once

#include <wayout/results.hpp>

#include <cstddef>
#include <string>

namespace wayout {

struct World;

/// Of this person, here and now; the rest is to be filled in.
Decision decision_of(const World& world, std::size_t row, const char* kind);

/// Writes it into the log, where one is kept. From a phase that is not parallel.
void note_decision(World& world, std::size_t row, const char* kind, std::string choice, std::string reason);

}  // namespace wayout
