/// How fast a person walks on each kind of surface, and which surfaces a mobility class uses at all.
/// The same rules serve the travel-time fields and the moving people, so that a field promises what people
/// do.
#pragma once

#include "venue/venue.hpp"

#include <wayout/scenario.hpp>
#include <wayout/vec2.hpp>

#include <cstdint>
#include <vector>

namespace wayout {

/// Steeper inclines are climbed in steps and take stair speeds, gentler ones are ramps and take the level
/// speed. 1 : 8, our choice for seating tiers, whose steps are not drawn; a ramp keeps the level speed
/// whatever its slope.
inline constexpr double max_ramp_gradient = 0.125;

/// Shuffling sideways along a row of fixed seats; our choice within the 0.4-0.6 of the free speed of
/// locomotion spec 9.7.
inline constexpr double seat_row_speed_mps = 0.5;

/// Speeds of a person, or the reference speeds of a class: on the level, and along the incline of stairs.
struct WalkingSpeeds {
    double level_mps{1.34};
    double stair_down_mps{0.7 * 1.34};
    double stair_up_mps{0.6 * 1.34};
};

/// The state of the building that routes depend on; changes at events only.
struct RouteState {
    std::vector<GateCode> gate_open;        ///< [GateId] whether and how it may be crossed
    std::vector<StairSpec::Motion> motion;  ///< [SurfaceId] of escalators; stopped elsewhere

    friend bool operator==(const RouteState&, const RouteState&) = default;
};

RouteState initial_route_state(const Venue& venue);

/// What a mobility class can use and how fast, for one set of travel-time fields.
struct MobilityFieldSettings {
    /// Times of a field are those of somebody with these speeds; a person's own time is about field time x
    /// level_mps / own speed.
    WalkingSpeeds speeds;
    bool uses_stairs{true};      ///< stairs, stopped escalators and tiers steeper than max_ramp_gradient
    bool uses_escalators{true};  ///< running ones, in their direction
    bool uses_seat_rows{true};
    double min_clear_width_m{0.0};  ///< narrower gates are closed to the class, and narrower gaps too
    std::vector<GateId> refused;    ///< gates that turn the class away
    /// Cost of walking close to walls: slowness x (1 + wall_cost max(0, 1 - d / wall_cost_range_m)^2) at the
    /// distance d (locomotion spec 9.1, our choice). Not in seat rows and not at gates narrower than twice
    /// the range: doors would repel.
    double wall_cost{1.0};
    double wall_cost_range_m{0.5};
    /// Goal lines are shortened at both ends by the body radius plus 0.05 m, so that nobody aims at the jamb
    /// (spec 9.1).
    double goal_margin_m{0.25};
};

/// Level speed 1.34 m/s (Weidmann 1993, from memory) and stairs at 0.7 / 0.6 of it (locomotion spec 9.6) for
/// everybody who is ambulant; `reduced`: stairs at 0.40 of the level speed in both directions (walking stick,
/// 0.32 / 0.81 m/s down, Boyce, Shields and Silcock 1999, from memory; up is our choice); `wheelchair`: level
/// and ramps only, 0.80 m clear.
MobilityFieldSettings default_field_settings(MobilityClass mobility);

/// Speeds in plan (m/s) on one surface: along the contour lines, up and down the axis. 0: cannot be walked in
/// that direction.
struct SurfacePace {
    double level_mps{};
    double up_mps{};
    double down_mps{};
};

/// Own walking on a surface: stair or level speed x cos(incline) along the axis. All zero for those who stand
/// on a running escalator: the belt carries them.
SurfacePace surface_pace(const Surface& surface, StairSpec::Motion motion, const WalkingSpeeds& speeds);

/// What a class counts on when it plans a route: own walking plus the belt; zero where the class cannot or
/// must not go.
SurfacePace route_pace(const Surface& surface, StairSpec::Motion motion,
                       const MobilityFieldSettings& settings);

/// Speed in any plan direction by the ellipse 1/v^2 = (c/v_axis)^2 + (1 - c^2)/v_level^2, c the cosine
/// between direction and axis (ours; exact for a ramp, where only the way gets longer). A zero direction
/// gives the level speed.
double pace_in_direction(const SurfacePace& pace, Vec2 up, Vec2 direction);

/// Speed in plan (m/s) of somebody who walks by own force in a plan direction: surface_pace() in that
/// direction.
double walking_speed_mps(const Surface& surface, StairSpec::Motion motion, const WalkingSpeeds& speeds,
                         Vec2 direction);

/// Part of the speed up stairs that is left after so much height by own force: nobody tires below 25 m, then
/// 1 % is lost with each metre, down to a half. Source: people-and-response specification 2.5, a default of
/// its own after Okada (no fall within 22 m) and the long escalator of Stockholm (abstracts).
double fatigue_factor(double climbed_m);

/// Velocity in plan of the steps of a running escalator; zero on any other surface.
Vec2 belt_velocity_mps(const Surface& surface, StairSpec::Motion motion);

/// Gates that a class cannot pass although they may be open: narrower than its clear width.
std::vector<GateId> impassable_gates(const Venue& venue, const MobilityFieldSettings& settings);

}  // namespace wayout
