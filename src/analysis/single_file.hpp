/// Density and speed in single file, where only the order along the way matters.
#pragma once

#include "analysis/tracks.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace wayout {

struct SingleFileSample {
    std::int32_t person{};
    std::int32_t frame{};
    double density_per_m{};  ///< one-dimensional Voronoi: 2 / (distance from the one behind to the one ahead)
    double speed_mps{};      ///< along the way, without sign
};

/// Samples of everybody with somebody before and behind, in every `every_frames`-th frame. The way is the x
/// axis of the tracks.
/// @param loop_m  length of a closed way on which x is measured continuously; nothing for an open one
std::vector<SingleFileSample> single_file_samples(const Tracks& tracks, VelocityWindow window,
                                                  std::optional<double> loop_m = {},
                                                  std::int32_t every_frames = 1);

}  // namespace wayout
