#include "locomotion/collision_free_speed.hpp"

#include "core/math.hpp"

#include <algorithm>

namespace wayout::collision_free_speed {
namespace {

/// Direction of a sum of pulls; the old heading where they cancel.
Vec2 direction_of(Vec2 sum, Vec2 heading) {
    const Vec2 direction = unit(sum);
    return direction == Vec2{} ? heading : direction;
}

Vec2 repulsion_by_walls(const Constants& constants, double radius_m, std::span<const Vec2> to_walls_m) {
    Vec2 sum;
    for (const Vec2 to_wall_m : to_walls_m) sum += repulsion_by_wall(constants, radius_m, to_wall_m);
    return sum;
}

double hyperbolic_tangent(double x) {
    const double shrunk = portable_exp(-2.0 * std::abs(x));
    return std::copysign((1.0 - shrunk) / (1.0 + shrunk), x);
}

}  // namespace

Vec2 repulsion_by(const Constants& constants, const SeenPerson& other) {
    const double distance_m = length(other.offset_m);
    const double strength = constants.neighbour_strength *
                            portable_exp((other.contact_m - distance_m) / constants.neighbour_range_m);
    return -strength * (other.offset_m / distance_m);
}

Vec2 repulsion_by_wall(const Constants& constants, double radius_m, Vec2 to_wall_m) {
    const double distance_m = length(to_wall_m);
    const double strength =
        constants.wall_strength * portable_exp((radius_m - distance_m) / constants.wall_range_m);
    return -strength * (to_wall_m / distance_m);
}

ReferenceMotion motion(const Constants& constants, const ReferenceWalker& walker,
                       std::span<const SeenPerson> seen, std::span<const Vec2> to_walls_m) {
    Vec2 sum;
    for (const SeenPerson& other : seen) sum += repulsion_by(constants, other);
    sum += walker.desired + repulsion_by_walls(constants, walker.radius_m, to_walls_m);
    const Vec2 direction = direction_of(sum, walker.heading);
    const double by_spacing_mps = reference_spacing_m(direction, seen) / walker.time_gap_s;
    return {direction, std::min(walker.free_speed_mps, std::max(0.0, by_spacing_mps))};
}

double steering_target_rad(const SteeringConstants& constants, Vec2 reference,
                           std::span<const SeenPerson> seen) {
    double largest_weight = 0.0;
    double left_m = 0.0;
    for (const SeenPerson& other : seen) {
        const double ahead_m = dot(reference, other.offset_m);
        if (ahead_m <= 0.0)
            continue;
        const double their_left_m = cross(reference, other.offset_m);
        const double weight = portable_exp(-ahead_m / constants.range_ahead_m -
                                           std::abs(their_left_m) / constants.range_aside_m);
        if (weight > largest_weight) {
            largest_weight = weight;
            left_m = their_left_m;
        }
    }
    const double side = left_m / (std::abs(left_m) + constants.side_softness_m);
    return constants.largest_turn_rad * hyperbolic_tangent(-largest_weight * side);
}

ReferenceMotion steered_motion(const SteeringConstants& constants, const ReferenceWalker& walker,
                               std::span<const SeenPerson> seen, std::span<const Vec2> to_walls_m,
                               double time_step_s, double& steering_rad) {
    const Vec2 reference = direction_of(
        walker.desired + repulsion_by_walls(constants.walls, walker.radius_m, to_walls_m), walker.heading);
    steering_rad += std::min(1.0, time_step_s / constants.relaxation_time_s) *
                    (steering_target_rad(constants, reference, seen) - steering_rad);
    const SinCos turn = portable_sin_cos(steering_rad);
    const Vec2 direction = turn.cos * reference + turn.sin * perp(reference);
    const auto spacing_along = [&](Vec2 way) {
        return std::min(constants.largest_spacing_m, reference_spacing_m(way, seen));
    };
    const double spacing_m = (1.0 - constants.share_of_desired) * spacing_along(direction) +
                             constants.share_of_desired * spacing_along(walker.desired);
    return {direction, std::min(walker.free_speed_mps,
                                std::max(constants.least_speed_mps, spacing_m / walker.time_gap_s))};
}

}  // namespace wayout::collision_free_speed
