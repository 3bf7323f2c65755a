#include "output/trajectory.hpp"

#include "output/number_text.hpp"

#include <cmath>

namespace wayout {

double TrajectoryInfo::fps() const {
    const double fps = 1.0 / (time_step_s * every_nth_step);
    // 1 / (0.05 * 2) is 10 and not 9.999999999999998: steps_per_frame() has made sure that the spacing is a
    // short decimal.
    const double decimal = std::round(fps * 1e6) / 1e6;
    return std::abs(fps - decimal) < 1e-9 * decimal ? decimal : fps;
}

Result<int> steps_per_frame(double time_step_s, double fps) {
    const double steps = 1.0 / (time_step_s * fps);
    const double whole = std::round(steps);
    if (!std::isfinite(steps) || whole < 1.0 || whole > 1e6 || std::abs(steps - whole) > 1e-6 * steps)
        return Error{ErrorCode::out_of_range,
                     "outputs.trajectory_fps",
                     trimmed(fps, 6) + " frames per second do not fit the time step of " +
                         trimmed(time_step_s, 6) +
                         " s: the time between two frames must be a whole number of steps. Choose 1 / (time "
                         "step x whole number), for example " +
                         trimmed(1.0 / (time_step_s * std::max(1.0, std::ceil(steps - 1e-9))), 6),
                     "",
                     0.0,
                     0.0};
    return static_cast<int>(whole);
}

}  // namespace wayout
