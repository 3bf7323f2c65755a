/// Density and speed in an area without Voronoi cells: by passage (method B) and by counting (method C).
#pragma once

#include "analysis/tracks.hpp"
#include "geometry/polygon.hpp"

#include <cstdint>
#include <vector>

namespace wayout {

/// State of an area at one moment.
struct AreaState {
    double time_s{};
    double density_per_m2{};
    double speed_mps{};  ///< NaN when nobody is there
};

/// Method C: people inside per area and the mean of their speeds, in every `every_frames`-th frame. Jumps by
/// one person per area.
std::vector<AreaState> classic_states(const Tracks& tracks, const Polygon& area, VelocityWindow window,
                                      std::int32_t every_frames = 1);

/// Method B, of one person.
struct AreaPassage {
    std::int32_t person{};
    double in_s{};
    double out_s{};
    double speed_mps{};       ///< length of the area / time in it
    double density_per_m2{};  ///< mean over the person's frames in the area of people inside per area
};
/// Method B for a rectangle of `length_m` in the direction of the flow, whose ends are `entry` and `exit`:
/// people who cross the entry and then the exit, by the time of their entry.
std::vector<AreaPassage> passages_between(const Tracks& tracks, const Segment& entry, const Segment& exit,
                                          double length_m, VelocityWindow window);

}  // namespace wayout
