/// Areas in plan.
#pragma once

#include <wayout/vec2.hpp>

#include <vector>

namespace wayout {

/// Ring of points, not closed (the first point is not repeated).
using Ring = std::vector<Vec2>;

struct Polygon {
    Ring outer;
    std::vector<Ring> holes;
};

}  // namespace wayout
