/// What people know of the building, and how they learn more.
#pragma once

#include <wayout/named.hpp>
#include <wayout/vec2.hpp>

#include <string>
#include <vector>

namespace wayout {

struct SignSpec : Named {
    std::string storey;
    Vec2 at;
};

/// Of a population: which exits it knows, how it chooses.
struct KnowledgeSpec {};

}  // namespace wayout
