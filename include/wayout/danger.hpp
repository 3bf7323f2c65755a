/// Areas where people must not be, and rooms where they take shelter. An area says only where not to be: it
/// does nothing to anybody.
#pragma once

#include <wayout/named.hpp>

#include <string>
#include <vector>

namespace wayout {

struct DangerAreaSpec : Named {};

struct ShelterSpec : Named {};

}  // namespace wayout
