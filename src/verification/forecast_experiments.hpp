/// Tests of what is made of reports.
#pragma once

#include "verification/experiment.hpp"

namespace wayout {

void add_forecast_experiments(Experiments& catalogue);  // WAYOUT 72-76

}  // namespace wayout
