/// What the plain and the vectorised kernel do alike for one person: set-up, walls, turning, setting out.
#pragma once

#include "locomotion/time_gap_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace wayout {

/// The person whose plan is made, as floats near the origin of the block.
struct Person {
    float x_m, y_m;            ///< relative to the origin of the block
    float cell_x_m, cell_y_m;  ///< relative to the corner of the cell
    float desired_x, desired_y;
    float heading_x, heading_y;
    float radius_m, wall_radius_m;
    float travel_time_s;
    float free_speed_mps, time_gap_s;
    float brisk_time_gap_s, brisk_offset_m;  ///< above the brisk speed v = (gap - offset) / brisk time gap
    float carry_x_mps, carry_y_mps;
    float horizon_m, per_horizon_per_m;
    float pair_margin_m;  ///< gap within which somebody may be touched before the step is over
    std::int32_t goal;    ///< -2: none, so that it equals nobody's
    std::int32_t id;
    bool stays;  ///< does not want to move, but can be pushed
    bool in_standoff;

    Person() = default;
    Person(const BlockJob& job, const CellJob& cell, std::size_t p) {
        const WalkerColumns& w = *job.walkers;
        const TimeGapConstants& k = *job.constants;
        x_m = static_cast<float>(w.x_m[p] - job.origin_x_m);
        y_m = static_cast<float>(w.y_m[p] - job.origin_y_m);
        cell_x_m = x_m - cell.corner_x_m;
        cell_y_m = y_m - cell.corner_y_m;
        desired_x = w.desired_x[p];
        desired_y = w.desired_y[p];
        heading_x = w.heading_x[p];
        heading_y = w.heading_y[p];
        radius_m = w.radius_m[p];
        wall_radius_m = w.wall_radius_m[p];
        travel_time_s = w.travel_time_s[p];
        free_speed_mps = w.free_speed_mps[p];
        time_gap_s = w.time_gap_s[p];
        brisk_time_gap_s = k.brisk_gap_frac * time_gap_s;
        brisk_offset_m = k.brisk_mps * (time_gap_s - brisk_time_gap_s);
        carry_x_mps = w.carry_x_mps[p];
        carry_y_mps = w.carry_y_mps[p];
        horizon_m = free_speed_mps * k.horizon_s;
        per_horizon_per_m = 1.0F / horizon_m;
        pair_margin_m =
            k.pair_margin_m + (free_speed_mps + job.fastest_mps) * static_cast<float>(k.time_step_s);
        goal = w.goal[p] >= 0 ? w.goal[p] : -2;
        id = w.id[p];
        stays = (desired_x == 0.0F && desired_y == 0.0F) || !(free_speed_mps > 0.0F);
        in_standoff = w.blocked_s[p] > k.standoff_time_s;
    }
};

/// A body that slides along a wall has direction and distance equal to those of the wall but for rounding;
/// what is below these limits is sliding and not walking into the wall.
inline constexpr float sliding_slope = 1e-3F;
inline constexpr float sliding_m = 1e-3F;

/// Within this way a wall stops the body in the very next step. For a direction that leads there neither the
/// heading nor the side on which people pass speaks: they could outweigh the way round the end of a wall, and
/// somebody would for ever walk against it.
inline float blocked_way_m(const TimeGapConstants& k, const Person& me) {
    return me.free_speed_mps * static_cast<float>(k.time_step_s);
}

/// Where walls can matter to the person.
///
/// A free run in direction theta counts up to H cos(theta) only. These runs end on a circle: through the
/// person, of diameter H, its centre straight ahead. Walls that are farther from it than the body's radius
/// change nothing.
struct WallReach {
    float farthest_m;  ///< from the person; beyond, walls need not be looked at
    float centre_x_m, centre_y_m, circle2_m2;

    WallReach(const TimeGapConstants& k, const Person& me) {
        constexpr float rounding_m = 1e-3F;
        farthest_m = std::max(me.horizon_m + me.wall_radius_m, k.range_m);
        centre_x_m = 0.5F * me.horizon_m * me.desired_x;
        centre_y_m = 0.5F * me.horizon_m * me.desired_y;
        const float circle_m = 0.5F * me.horizon_m + me.wall_radius_m + rounding_m;
        circle2_m2 = circle_m * circle_m;
    }
};

/// If two who pass each other have both stood for long without a gap, the lower id no longer sees the other
/// one. For a person in a stand-off: whether that is so with somebody to pass.
inline bool ignores(const BlockJob& job, const Person& me, std::int32_t place, std::int32_t id) {
    return place >= 0 && id > me.id &&
           job.walkers->blocked_s[static_cast<std::size_t>(place)] > job.constants->standoff_time_s;
}

/// The desired direction, turned as one of the sampled directions is.
inline Vec2f turned_direction(const TimeGapConstants& k, const Person& me, std::size_t turn) {
    return {k.cosine[turn] * me.desired_x - k.sine[turn] * me.desired_y,
            k.sine[turn] * me.desired_x + k.cosine[turn] * me.desired_y};
}

/// The heading relaxes towards the chosen direction c; whoever would turn through his back takes c at once.
inline Vec2f turned_heading(const TimeGapConstants& k, const Person& me, Vec2f c) {
    const float x = me.heading_x + k.turn_frac * (c.x - me.heading_x);
    const float y = me.heading_y + k.turn_frac * (c.y - me.heading_y);
    const float norm2 = x * x + y * y;
    if (!(norm2 > 1e-12F))
        return c;
    const float norm = std::sqrt(norm2);
    const Vec2f e{x / norm, y / norm};
    const bool backwards =
        e.x * me.desired_x + e.y * me.desired_y < 0.0F && c.x * me.desired_x + c.y * me.desired_y > 0.0F;
    return backwards ? c : e;
}

inline void stay(WalkerColumns& w, std::size_t p) {
    w.next_heading_x[p] = w.heading_x[p];
    w.next_heading_y[p] = w.heading_y[p];
    w.planned_m[p] = {w.x_m[p], w.y_m[p]};
    w.ignores[p] = 0;
}

/// Speed by the gap ahead (infinite if nobody is there), and where it leads.
inline void set_out(const TimeGapConstants& k, WalkerColumns& w, std::size_t p, const Person& me, Vec2f e,
                    float gap_m, bool ignores_somebody) {
    const float by_gap = std::max(gap_m / me.time_gap_s, (gap_m - me.brisk_offset_m) / me.brisk_time_gap_s);
    const float walking = by_gap < me.free_speed_mps ? by_gap : me.free_speed_mps;
    const float pressing = k.pressing_frac * me.free_speed_mps;
    const float speed = walking < pressing ? pressing : walking;
    w.next_heading_x[p] = e.x;
    w.next_heading_y[p] = e.y;
    w.planned_m[p] = {w.x_m[p] + static_cast<double>(e.x * speed) * k.time_step_s,
                      w.y_m[p] + static_cast<double>(e.y * speed) * k.time_step_s};
    w.ignores[p] = ignores_somebody ? 1 : 0;
}

}  // namespace wayout
