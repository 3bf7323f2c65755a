#include "locomotion/anticipation_velocity.hpp"

#include "core/math.hpp"
#include "core/random.hpp"

#include <algorithm>
#include <cmath>

namespace wayout::anticipation_velocity {
namespace {

double speed_mps(const Constants& constants, const ReferenceWalker& walker, double spacing_m,
                 const Luck& luck) {
    double speed = spacing_m / walker.time_gap_s;
    if (std::abs(speed) < constants.creeping_mps) {
        const double sways[] = {constants.creeping_mps, -constants.creeping_mps, 0.0};
        speed = sways[uniform_below(3, luck.seed, luck.id, Draw::creeping, luck.step)];
    }
    return std::min(walker.free_speed_mps, std::max(-constants.creeping_mps, speed));
}

}  // namespace

Vec2 influence_of(const Constants& constants, const ReferenceWalker& walker, const SeenPerson& other,
                  const Luck& luck) {
    const double distance_m = length(other.offset_m);
    const Vec2 towards = other.offset_m / distance_m;
    if (dot(walker.desired, towards) < 0.0 && dot(walker.heading, towards) < 0.0)
        return {};
    const double approach_m =
        dot(walker.velocity_mps - other.velocity_mps, towards) * constants.anticipation_time_s;
    const double gap_m = std::max(0.0, distance_m - other.contact_m - approach_m);
    const double strength = constants.strength * (1.0 + 0.5 * (1.0 - dot(walker.desired, other.heading))) *
                            portable_exp(-gap_m / constants.range_m);
    const Vec2 left = perp(walker.desired);
    const double their_left_m =
        dot(left, other.offset_m + constants.anticipation_time_s * other.velocity_mps);
    const bool is_ahead = std::abs(their_left_m) < constants.no_side_m;
    const bool to_the_right =
        is_ahead ? uniform_below(2, luck.seed, luck.id, Draw::passing_side, luck.step, other.id) == 0
                 : their_left_m > 0.0;
    return (to_the_right ? -strength : strength) * left;
}

Vec2 turned_heading(const Constants& constants, const ReferenceWalker& walker, Vec2 direction,
                    double time_step_s) {
    if (dot(walker.desired, direction) * dot(walker.desired, walker.heading) < 0.0)
        return direction;
    return unit(walker.heading + (time_step_s / constants.turning_time_s) * (direction - walker.heading));
}

Vec2 turned_from_walls(const Constants& constants, double radius_m, Vec2 direction,
                       std::span<const Vec2> to_walls_m) {
    const double critical_m = radius_m + constants.wall_buffer_m;
    for (const Vec2 to_wall_m : to_walls_m) {
        if (length_squared(to_wall_m) > critical_m * critical_m)
            continue;
        const Vec2 away = -unit(to_wall_m);
        const double along_normal = dot(direction, away);
        if (along_normal < 0.0)
            direction += (constants.push_out - along_normal) * away;
    }
    return unit(direction);
}

ReferenceMotion motion(const Constants& constants, const ReferenceWalker& walker,
                       std::span<const SeenPerson> seen, std::span<const Vec2> to_walls_m, double time_step_s,
                       const Luck& luck) {
    Vec2 sum = walker.desired;
    for (const SeenPerson& other : seen) sum += influence_of(constants, walker, other, luck);
    Vec2 direction = unit(sum);
    if (direction == Vec2{})
        direction = walker.heading;
    const Vec2 turned = turned_heading(constants, walker, direction, time_step_s);
    const double spacing_m = reference_spacing_m(turned, seen, constants.spacing_buffer_m);
    const Vec2 heading = turned_from_walls(constants, walker.radius_m, turned, to_walls_m);
    // A direction straight into an edge may cancel: he stands.
    return heading == Vec2{} ? ReferenceMotion{walker.heading, 0.0}
                             : ReferenceMotion{heading, speed_mps(constants, walker, spacing_m, luck)};
}

}  // namespace wayout::anticipation_velocity
