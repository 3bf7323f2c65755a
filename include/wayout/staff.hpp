/// Stewards and other staff with posts and tasks.
#pragma once

#include <wayout/named.hpp>

#include <string>
#include <vector>

namespace wayout {

struct StewardSpec : Named {};

/// Who responds to the incident.
struct ResponseSpec {
    std::vector<StewardSpec> stewards;
};

}  // namespace wayout
