/// Air of the published cases, written in percent and ppm as they are.
#pragma once

#include "hazards/hazard_source.hpp"

namespace wayout::test {

inline Air gas(double co_ppm, double co2_percent, double o2_percent, double hcn_ppm = 0.0) {
    Air air;
    air.co_ppm = co_ppm;
    air.co2_frac = co2_percent / 100.0;
    air.o2_frac = o2_percent / 100.0;
    air.hcn_ppm = hcn_ppm;
    return air;
}

inline AirSample covered(const Air& air) {
    return {air, true};
}

inline const QuantitySet everything = QuantitySet().set();

/// CO uptake that the FDS+Evac guide prints for light work, with which the published cases are computed.
inline constexpr double guide_uptake_per_min = 2.764e-5;

// The four mixtures of the FDS+Evac guide, figure 8 (fire specification 1.9).
inline const Air case_a = gas(1000.0, 2.0, 15.0);
inline const Air case_b = gas(0.0, 0.0, 12.0);
inline const Air case_c = gas(1000.0, 0.0, 21.0);
inline const Air case_d = gas(1000.0, 3.43, 21.0);

}  // namespace wayout::test
