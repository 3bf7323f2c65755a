/// What a mover keeps for a reference model.
#pragma once

#include "locomotion/reference_person.hpp"

#include <cstdint>
#include <vector>

namespace wayout {

/// Somebody near a block.
struct NearbyPerson {
    Vec2 position_m;
    Vec2 velocity_mps;
    Vec2 heading;
    double radius_m{0.0};
    AgentId id{0};
    std::int32_t place{0};  ///< ~place of those who do not walk
};

struct ReferenceState {
    /// Of one thread.
    struct Scratch {
        std::vector<std::int32_t> surfaces;
        std::vector<NearbyPerson> nearby;  ///< of a block
        std::vector<SeenPerson> seen;      ///< by one walker
        std::vector<Vec2> to_walls_m;
    };
    std::vector<Scratch> scratch;  ///< by worker
    /// By id: steering angle of version 3 of the collision-free speed model.
    std::vector<double> steering_rad;
};

}  // namespace wayout
