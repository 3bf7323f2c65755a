/// What a run tells of help, refuges and lifts.
#pragma once

#include "simulation/world.hpp"

#include <wayout/results.hpp>

#include <cstddef>
#include <string>

namespace wayout {

AssistanceOutcome assistance_outcome(const World& world);

/// Why somebody who needs help or a lift is still inside; empty if that is not the reason.
std::string reason_without_help(const World& world, std::size_t row);

}  // namespace wayout
