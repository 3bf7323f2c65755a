/// How the car of a lift moves between two stops: constant acceleration up to the rated speed, constant
/// speed, constant deceleration (elementary kinematics; the change of acceleration, jerk, is neglected).
#pragma once

namespace wayout {

/// From standing to standing over this distance: d / v + v / a, or 2 sqrt(d / a) where the rated speed is not
/// reached (d < v^2 / a).
double lift_travel_time_s(double distance_m, double speed_mps, double acceleration_mps2);

/// How far the car has come after this time.
double lift_distance_m(double time_s, double distance_m, double speed_mps, double acceleration_mps2);

}  // namespace wayout
