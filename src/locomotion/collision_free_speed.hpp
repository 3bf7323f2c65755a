/// The collision-free speed model: a direction from exponential repulsions, a speed from the spacing ahead.
///
///     e = unit(e0 + sum_j -A exp((l - d) / D) n  + sum_w -A_w exp((r - d_w) / D_w) n_w)
///     v = min(v0, max(0, s / T))
///
/// n and n_w point from the walker to the other one and to the nearest point of each wall segment, l is the
/// contact distance, s the spacing along e. Every segment counts: a wall that is cut in two repels twice near
/// the joint, as published.
///
/// Source: Tordeux, Chraibi & Seyfried, "Collision-free speed model for pedestrian dynamics", TGF 2015
/// (2016), arXiv 1512.05597; equations and defaults as read in JuPedSim's versions 2 and 3 (locomotion
/// specification 1).
#pragma once

#include "locomotion/reference_person.hpp"

#include <span>

namespace wayout::collision_free_speed {

/// Version 2. Source of the values: read in JuPedSim.
struct Constants {
    double neighbour_strength{8.0};
    double neighbour_range_m{0.1};
    double wall_strength{5.0};
    double wall_range_m{0.02};
};

Vec2 repulsion_by(const Constants& constants, const SeenPerson& other);
/// @param to_wall_m  from the walker to the nearest point of the segment; not zero
Vec2 repulsion_by_wall(const Constants& constants, double radius_m, Vec2 to_wall_m);

ReferenceMotion motion(const Constants& constants, const ReferenceWalker& walker,
                       std::span<const SeenPerson> seen, std::span<const Vec2> to_walls_m);

/// Version 3, "rotational steering": only the neighbour with the largest weight turns the walker, by an angle
/// from e_ref = unit(e0 + walls) that relaxes; the spacing is that along e, mixed with that along e0. Source
/// of equations and values: read in JuPedSim (2026).
struct SteeringConstants {
    Constants walls;            ///< of which the walls' are used
    double range_ahead_m{2.0};  ///< 0.1 m x 20
    double range_aside_m{0.8};  ///< 0.1 m x 8
    double largest_turn_rad{1.57};
    double side_softness_m{0.05};
    double relaxation_time_s{0.3};
    double share_of_desired{0.15};  ///< of the spacing along e0
    double least_speed_mps{-0.01};
    /// So that a free way along one of the two directions does not hide somebody along the other one. (ours:
    /// JuPedSim has the largest number there is in place of infinity)
    double largest_spacing_m{10.0};
};

/// Angle to which those around turn the walker; positive: to the left.
double steering_target_rad(const SteeringConstants& constants, Vec2 reference,
                           std::span<const SeenPerson> seen);

/// @param steering_rad  angle between e_ref and heading, a state of the walker: read and brought up to date
ReferenceMotion steered_motion(const SteeringConstants& constants, const ReferenceWalker& walker,
                               std::span<const SeenPerson> seen, std::span<const Vec2> to_walls_m,
                               double time_step_s, double& steering_rad);

}  // namespace wayout::collision_free_speed
