/// What the calibration of a run means for its people.
#pragma once

#include <wayout/scenario.hpp>

namespace wayout {

/// Time gap at full motivation 0 and its loss with motivation: T = 1.0 s - 0.4 s x m, m in [0, 1].
/// Source: locomotion specification 10.1, prototype measurements of the door flow of this model (T 0.85
/// s: 1.81-1.94, T 0.6 s: 2.2 persons/(s m)); true of this model, not a property of people.
inline constexpr double calm_time_gap_s = 1.0;
inline constexpr double time_gap_loss_s = 0.4;

/// Motivation of the crowds of laboratory experiments, told to walk normally, and of calm people: 0.4 and 0
/// (locomotion specification 10.1, our choice).
inline constexpr double laboratory_motivation = 0.4;
inline constexpr double calm_motivation = 0.0;

/// What a code-minded calculation counts with, per metre of clear width, when a queue stands.
///
/// Doors and exits: 1.33, the most that 100 people need for a 1.0 m exit in the test IMO 4 (FDS+Evac guide,
/// read); Green Guide 82 per metre and minute = 1.37, NFPA 130 1.365, UK places of entertainment 1.27.
/// Stairs: 1.00, between NFPA 130 (0.925) and Green Guide (66 per metre and minute = 1.10, unverified). The
/// walking model alone lets more through: 1.7 to 1.9, as laboratory experiments do (`wayout validate`).
struct FlowLimits {
    double opening_pps_per_m{0.0};  ///< 0: no limit
    double stair_pps_per_m{0.0};
};
inline constexpr FlowLimits code_flow_limits{1.33, 1.00};

constexpr FlowLimits flow_limits(const SimulationSpec& simulation) {
    const bool limited = simulation.code_flow_limits.value_or(simulation.calibration == Calibration::design);
    return limited ? code_flow_limits : FlowLimits{};
}

/// The time gap that everybody keeps to whoever walks ahead: 1.00 s for design, on the safe side of measured
/// flows; 0.84 s to reproduce laboratory experiments.
constexpr double time_gap_s(Calibration calibration) {
    const double motivation = calibration == Calibration::lab ? laboratory_motivation : calm_motivation;
    return calm_time_gap_s - time_gap_loss_s * motivation;
}

}  // namespace wayout
