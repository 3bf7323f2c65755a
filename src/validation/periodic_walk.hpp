/// A straight corridor whose ends are joined: who walks out at the far end comes in at the near one. It holds
/// a density for as long as one likes, which no run of a scenario does, so it runs on the movement alone,
/// without way-finding. The people are those of a scenario, drawn and calibrated as in every run.
#pragma once

#include "verification/observed_run.hpp"

#include <string>
#include <vector>

namespace wayout {

struct PeriodicCorridor {
    double length_m{20.0};
    double width_m{5.0};
    int people{10};
    int lanes{0};  ///< side by side at the start; 0: as many as give even distances
    double run_in_s{30.0};
    double measured_s{30.0};
    double frame_s{0.1};  ///< of the tracks; a multiple of the time step
};

/// A plan that walks in the corridor and keeps everybody's track of the measured time; x is measured on and
/// on, lap after lap. The walk begins with equal distances along the corridor, in the order of the ids, and
/// people shifted at random by at most a tenth of a metre.
///
/// Beyond each end stand copies of those within 6 m of the other, renewed in every step: three times as far
/// as people see, so that whoever is inside moves as in an endless corridor. There is one goal ahead of all,
/// and the remaining times of those inside and of the copies continue each other: the rank rule ("behind":
/// more time to the same goal) has no seam.
RunPlan periodic_plan(const PeriodicCorridor& corridor, const std::string& profile, std::uint64_t seed);

}  // namespace wayout
