/// Hydraulic relations: speed and flow as hand calculations count with, for a second opinion on a run.
///
/// Source: SFPE Handbook, chapters of Nelson & Mowrer and of Gwynne & Rosenbaum, as in the locomotion
/// specification 7 (from memory but for F = (1 - a D) k D, read in the Pathfinder reference).
#pragma once

#include "venue/venue.hpp"

#include <optional>

namespace wayout::hydraulic {

/// a in S = k (1 - a D). [Units: m2/person]
inline constexpr double density_factor_m2 = 0.266;
/// k on the level. [Units: m/s]
inline constexpr double level_k_mps = 1.40;
/// Below 0.54 /m2 nobody is held up; speeds do not rise further: 0.85 k.
inline constexpr double free_speed_frac = 0.85;
/// Densities above count as this one, or a full room would never empty (our guard).
inline constexpr double greatest_density_per_m2 = 3.55;
/// People keep so far from jambs and from the sides of stairs, on each side. [Units: m]
inline constexpr double boundary_layer_m = 0.15;
/// Entry flow of escalators per metre of clear width, standing still and running at 0.5 m/s: Okada et al.
/// 2011, in an abstract (locomotion specification 9.6). [Units: persons/(s m)]
inline constexpr double stopped_escalator_pps_per_m = 1.15;
inline constexpr double running_escalator_pps_per_m = 1.78;
/// Of narrow openings this part of the clear width counts, however wide the layers (our guard).
inline constexpr double least_effective_frac = 0.5;

/// k on stairs: 51.8 sqrt(tread / riser) m/min.
double stair_k_mps(double riser_m, double tread_m);
/// k of a surface: stairs by their steps, tiers by their slope, level ground else.
double k_mps(const Surface& surface);

/// S(D) along the slope.
double speed_mps(double k_mps, double density_per_m2);
/// F(D) per metre of effective width. [Units: persons/(s m)]
double specific_flow_pps_per_m(double k_mps, double density_per_m2);
/// The largest of F(D): k / (4 a), at D = 1 / (2 a).
double greatest_specific_flow_pps_per_m(double k_mps);
/// Clear width less the boundary layers.
double effective_width_m(double clear_width_m);

/// What a gate lets through in each direction at most, in persons per second: doors and exits as on the
/// level, the ends of stairs and escalators as these. Nothing for other joints.
std::optional<double> capacity_pps(const Venue& venue, const Gate& gate);

}  // namespace wayout::hydraulic
