#include "behaviour/lift_motion.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// The speed that is reached on the way.
double top_speed_mps(double distance_m, double speed_mps, double acceleration_mps2) {
    return std::min(speed_mps, std::sqrt(distance_m * acceleration_mps2));
}

}  // namespace

double lift_travel_time_s(double distance_m, double speed_mps, double acceleration_mps2) {
    if (distance_m <= 0.0)
        return 0.0;
    const double top_mps = top_speed_mps(distance_m, speed_mps, acceleration_mps2);
    return distance_m / top_mps + top_mps / acceleration_mps2;
}

double lift_distance_m(double time_s, double distance_m, double speed_mps, double acceleration_mps2) {
    const double whole_s = lift_travel_time_s(distance_m, speed_mps, acceleration_mps2);
    if (time_s >= whole_s)
        return distance_m;
    const double top_mps = top_speed_mps(distance_m, speed_mps, acceleration_mps2);
    const double ramp_s = top_mps / acceleration_mps2;
    const double t = std::max(0.0, time_s);
    if (t < ramp_s)
        return 0.5 * acceleration_mps2 * t * t;
    const double left_s = whole_s - t;
    if (left_s < ramp_s)
        return distance_m - 0.5 * acceleration_mps2 * left_s * left_s;
    return top_mps * (t - 0.5 * ramp_s);
}

}  // namespace wayout
