/// Constants of the time-gap model: sampled directions, rank rule, time-gap speed law, non-overlap
/// projection.
#pragma once

#include "locomotion/contact_law.hpp"
#include "locomotion/reference_models.hpp"

#include <cstdint>

namespace wayout {

/// Sums of intervals, or of service times, and multiples of the time step differ in the last places.
inline constexpr double time_rounding_s = 1e-9;

/// Contact forces in place of the projection. Source: locomotion specification 10.2 and 3.3, prototype
/// measurements, unless another is named.
struct CrushSettings {
    enum class Where {
        nowhere,
        dense,      ///< around places of high density or hard contact
        everywhere  ///< all who walk
    } where{Where::nowhere};
    ContactLaw law;
    /// [Units: s] [Limit: friction needs less than 6.7 ms at an overlap of 0.05 m and six contacts]
    double sub_step_s{0.0025};
    double relaxation_time_s{0.5};
    /// The most that somebody pushes to get on: 100 N calm, 200 N at full effort. (our choice; needs a
    /// source)
    double push_n{100.0};
    /// A crush begins above this density or this contact indicator, and holds for some time. (our choice)
    double density_per_m2{4.0};
    double contact_n{50.0};
    double hold_s{5.0};
};

/// Defaults run as they are. Source of all defaults, unless another is named: prototype measurements with the
/// equations of this module (they hold for this model, not for people); docs/models/movement.md has the
/// tables.
///
/// Per-person constants (radius, free speed, time gap) are columns of Agents, so that a calibration or a
/// level of motivation is a matter of the people and not of the model.
struct LocomotionSettings {
    /// How velocities are planned. With a reference model bodies are not kept apart: what remains of the
    /// settings below are time step, walls, gates and counters.
    PlanningModel planning{PlanningModel::time_gap};
    /// Of the draws that a reference model makes.
    std::uint64_t seed{0};

    /// Step of the explicit Euler scheme. [Units: s] [Limit: 0.01 to 0.1; transient overlap grows with it]
    double time_step_s{0.05};
    /// People pass each other on the left: right_bias and the order of the sampled directions are mirrored.
    bool keep_left{false};

    /// How far ahead a free run is looked for: horizon x free speed. [Units: s]
    double horizon_s{2.0};
    /// People farther away are not seen; at exactly this distance they are. [Units: m] [Limit: > 0 and <= 2,
    /// two cells of the cell list]
    double neighbour_range_m{2.0};
    /// Half width of the lane in which somebody ahead limits the speed, as a fraction of the sum of the
    /// radii.
    double blocking_width_factor{0.7};
    /// Sum of the radii is reduced by this factor for people who pass or cross: they turn their shoulders.
    double passing_factor{0.6};
    /// Others are taken to move with velocity v + factor x (what they desire - v).
    double intention_factor{0.5};
    /// Utility of keeping the present heading.
    double heading_inertia{0.05};
    /// Utility of turning to the right: of those who have somebody to pass, or of everybody.
    double right_bias{0.02};
    bool right_bias_for_all{false};
    /// Directions are chosen anew after so long, by all in the same step; between, people turn by the angle
    /// they chose last and their speed follows the gap ahead as in every step. Rounded to whole time steps.
    /// [Units: s] (our choice; docs/models/movement.md has what it changes)
    double choice_period_s{0.1};
    /// Relaxation time of the heading. [Units: s]
    double turning_time_s{0.2};
    /// Up to this speed v = gap / T; from there on it rises by 1 / (this fraction x T) for each metre of gap.
    /// 1: one time gap for all speeds. [Limit: above 0, at most 1] [Units: m/s]
    double brisk_speed_mps{0.6};
    double brisk_gap_frac{1.0};
    /// Somebody `a` to the side of the line of walking counts as farther ahead: gap x (1 + this x a^2).
    /// [Units: 1/m2]
    double aside_relief_per_m2{0.0};
    /// Behind somebody faster than the gap allows, the gap counts as the mean of itself and of the gap that
    /// goes with his speed, which has this weight: where a crowd gathers speed people keep closer.
    double following_frac{0.0};
    /// Among people of different goals who walk in about the same direction (60 degrees), those behind in the
    /// mean of both directions do not block: without it two streams through one narrow gap lock each other.
    bool ranks_other_goals{true};
    /// Speed that is kept up against people ahead, as a fraction of the free speed: 0 waits, above 0 presses
    /// (Maury & Venel 2011, arXiv 0901.0984).
    double pressing_frac{0.0};

    CrushSettings crush;

    /// People are points that do not see each other; what holds them up are walls and the capacities of
    /// hydraulic::capacity_pps, which then stand in for the two flows below.
    bool is_hydraulic{false};

    /// Jacobi iterations of the non-overlap projection.
    int projection_iterations{8};
    double projection_relaxation{0.9};
    /// Part of its last displacement that a body which still overlaps others adds to the next one, at most as
    /// far as it is pushed now: the heavy-ball method (Polyak 1964; from memory, verify). Measured with this
    /// module: a third to a three-hundredth of the pairs that overlap by more than 0.02 m without it.
    double projection_momentum{0.5};
    /// Pairs whose gap at the start of the projection is larger take no part in it. [Units: m]
    double projection_margin_m{0.15};
    /// The velocity that others see is limited to this factor times the free speed.
    double max_speed_factor{1.5};

    /// Two people of different goals who have both made hardly any way for longer than this no longer block
    /// each other's steering: the one with the lower id ignores the other until they have passed. [Units: s]
    /// (safety net; our choice)
    double standoff_time_s{2.0};
    /// Hardly any way: less than this fraction of the free speed in the desired direction. (our choice)
    double standoff_speed_frac{0.05};

    /// Flow through doors, exits, and flights of stairs and stopped escalators that have no limit of their
    /// own, per metre of clear width and in each direction; 0: as the model gives. [Units: persons/(s m)]
    double opening_flow_pps_per_m{0.0};
    double stair_flow_pps_per_m{0.0};

    /// For the contact indicator only: F = mass x correction / (relaxation time x time step). [Units: kg, s]
    /// 80 kg, 0.5 s: Helbing, Farkas & Vicsek 2000 (from memory, verify).
    double body_mass_kg{80.0};
    double contact_relaxation_time_s{0.5};
};

}  // namespace wayout
