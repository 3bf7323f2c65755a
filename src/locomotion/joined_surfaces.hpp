/// Which surfaces can be seen from a place on another one, through joints near by.
#pragma once

#include "geometry/box.hpp"
#include "venue/venue.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// A flight, its landing and the next flight: people see and push each other across up to two joints. Pieces
/// that lie above each other in plan are never taken together, since plan positions would then mislead.
class JoinedSurfaces {
public:
    explicit JoinedSurfaces(const Venue& venue);

    /// Surfaces, ascending and without `surface` itself, that are reached from the box on `surface` through
    /// joints that lie within `range_m` of the box.
    void append_seen_from(std::size_t surface, const Box& box, double range_m,
                          std::vector<std::int32_t>& seen) const;

    /// Whether some of the points lie beyond a joint over which `other` is reached from `surface`. A floor
    /// goes on behind the far end of its flight, at another height: what lies there is near in plan only.
    bool is_any_beyond_joint(std::size_t surface, std::size_t other, std::span<const Vec2> points) const;

private:
    struct Joint {
        std::size_t other;
        Segment line;  ///< `other` lies to its left
    };
    bool overlap(std::size_t a, std::size_t b) const;

    std::vector<std::vector<Joint>> joints_;  ///< of each surface
    std::vector<std::vector<std::size_t>>
        overlapping_;  ///< surfaces two joints away that overlap this one in plan
};

/// Distance between a box and a segment; 0 if they meet.
double distance(const Box& box, const Segment& segment);

}  // namespace wayout
