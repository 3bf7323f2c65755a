/// How fast a pattern of fast and slow travels along a closed way: in single file jams run backwards.
#pragma once

#include "analysis/tracks.hpp"

namespace wayout {

struct WaveSpeed {
    double speed_mps{};    ///< in the direction of x; NaN when all walk equally fast at all times
    double correlation{};  ///< of the pattern with itself after the lag, shifted by speed x lag
};

/// The shift at which the speeds along the way, less their mean, agree best with those `lag_s` later. Speeds
/// between people are interpolated. The way is the x axis of the tracks, measured on and on, lap after lap.
/// @param limit_mps  speeds from -limit to limit are tried, in steps of 0.02 m/s
/// @pre limit_mps x lag_s is below half the loop, else the wave cannot be told from the next one
WaveSpeed wave_speed(const Tracks& tracks, double loop_m, VelocityWindow window, double lag_s,
                     double limit_mps = 1.5);

}  // namespace wayout
