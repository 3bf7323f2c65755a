#include "locomotion/calibrate.hpp"

namespace wayout {

LocomotionSettings calibrated_settings(Calibration calibration) {
    LocomotionSettings settings;
    if (calibration == Calibration::design)
        return settings;
    settings.blocking_width_factor = 0.87;
    settings.aside_relief_per_m2 = 15.0;
    settings.brisk_speed_mps = 0.6;
    settings.brisk_gap_frac = 0.435;
    settings.following_frac = 0.3;
    settings.horizon_s = 3.0;
    settings.intention_factor = 0.8;
    settings.passing_factor = 0.78;
    settings.right_bias = 0.1;
    return settings;
}

LocomotionSettings published_settings() {
    LocomotionSettings settings;
    settings.ranks_other_goals = false;
    settings.right_bias_for_all = true;
    return settings;
}

}  // namespace wayout
