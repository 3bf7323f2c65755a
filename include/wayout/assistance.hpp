/// People who cannot leave by stairs on their own: refuges, helpers, lifts for evacuation.
#pragma once

#include <wayout/named.hpp>

#include <string>
#include <vector>

namespace wayout {

struct RefugeSpec : Named {};

struct LiftSpec : Named {};

/// Of a population: what help its members need.
struct AssistanceSpec {};

}  // namespace wayout
