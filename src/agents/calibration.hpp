/// What the calibration of a run means for its people.
#pragma once

#include <wayout/scenario.hpp>

namespace wayout {

/// What a calibration says of each person; what it says of the model is in locomotion/calibrate.hpp.
struct PersonCalibration {
    /// To whoever walks ahead.
    double time_gap_s;
    /// Of the radii that profiles give. These are of clothed people with bags.
    double radius_factor;
};

/// Calm people: 1.00 s gives the flows that the locomotion specification (10.1, prototype measurements)
/// reports on the safe side of measured ones; true of this model, not a property of people.
inline constexpr PersonCalibration calm_people{1.0, 1.0};
/// People in laboratory experiments, fitted with the constants of locomotion/calibrate.hpp to measured
/// corridors, doors and gates (docs/validation.md). 0.85 x 0.20 m is the circle of as much area as an ellipse
/// of 0.45 m x 0.25 m, and lets people stand as densely as they did before gates.
inline constexpr PersonCalibration laboratory_people{1.15, 0.85};
/// The same as published: time gap 1.0 s - 0.4 s x motivation 0.4.
inline constexpr PersonCalibration laboratory_people_as_published{0.84, 1.0};

/// The calibration is one of the time-gap model; other models have constants of their own and walk with
/// people as profiles give them.
constexpr Calibration fitted_calibration(const SimulationSpec& simulation) {
    const bool has_own_constants =
        is_reference_model(simulation.model) || simulation.model == hydraulic_model;
    return has_own_constants ? Calibration::design : simulation.calibration;
}

constexpr PersonCalibration person_calibration(const SimulationSpec& simulation) {
    if (fitted_calibration(simulation) == Calibration::design)
        return calm_people;
    return simulation.model == plain_model ? laboratory_people_as_published : laboratory_people;
}

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

}  // namespace wayout
