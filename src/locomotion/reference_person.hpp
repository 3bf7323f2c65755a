/// What the published reference models know of a person and of those around: plain values, so that an
/// equation can be held against its source by hand.
#pragma once

#include <wayout/ids.hpp>
#include <wayout/vec2.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace wayout {

/// The person whose motion is planned. Directions are unit vectors.
struct ReferenceWalker {
    Vec2 desired;
    Vec2 heading;
    Vec2 velocity_mps;
    double radius_m{0.2};
    double free_speed_mps{1.2};
    double time_gap_s{1.0};
};

/// Somebody near by and in sight.
struct SeenPerson {
    Vec2 offset_m;          ///< from the walker to them; never zero
    double contact_m{0.4};  ///< sum of the radii
    Vec2 velocity_mps;
    Vec2 heading;  ///< unit; zero for those who do not walk (our choice: they look nowhere)
    AgentId id{0};
};

struct ReferenceMotion {
    Vec2 heading;
    double speed_mps{0.0};  ///< along the heading; a model may let people step back
};

/// Spacing of the collision-free speed model, which all three use: distance less contact distance of the
/// nearest of those who are ahead, within the width of a contact distance to either side; infinite if nobody
/// is. Source: Tordeux, Chraibi & Seyfried 2016, arXiv 1512.05597, as read in JuPedSim (locomotion
/// specification 1).
/// @param buffer_m  added to the contact distance
inline double reference_spacing_m(Vec2 direction, std::span<const SeenPerson> seen, double buffer_m = 0.0) {
    double smallest_m = std::numeric_limits<double>::infinity();
    for (const SeenPerson& other : seen) {
        const double contact_m = other.contact_m + buffer_m;
        if (dot(direction, other.offset_m) >= 0.0 && std::abs(cross(direction, other.offset_m)) <= contact_m)
            smallest_m = std::min(smallest_m, length(other.offset_m) - contact_m);
    }
    return smallest_m;
}

}  // namespace wayout
