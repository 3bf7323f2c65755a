/// What a calibration means for the constants of the time-gap model.
#pragma once

#include "locomotion/settings.hpp"

#include <wayout/scenario.hpp>

namespace wayout {

/// design: the defaults. lab: the constants that agree best with measured corridors, doors, wide bottlenecks,
/// gates and single files together (docs/validation.md; source: fitted by us to the tables in
/// data/experiments, within the bands of the validation specification).
LocomotionSettings calibrated_settings(Calibration calibration);

/// As the model was first published (locomotion specification 10.1), for comparison.
LocomotionSettings published_settings();

}  // namespace wayout
