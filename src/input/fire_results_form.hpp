/// How a scenario says that the air comes from results of other programs. docs/formats/fire-results.md
/// explains the keys.
#pragma once

#include "input/form.hpp"

#include <wayout/fire_results.hpp>

namespace wayout {

/// {"smv": "fire/hall.smv", "offset_m": [0, 0], "offset_z_m": 0, "rotation_deg": 0}
Form<FdsResultSpec> fds_result();
/// {"file": "fire/hall_compartments.csv", "rooms": [{"number": 1, "zones": ["hall"]}]}
Form<CfastResultSpec> cfast_result();
/// [{"file": "hall.csv", "zones": ["hall"]}]
Form<CurvesSpec> curves();

}  // namespace wayout
