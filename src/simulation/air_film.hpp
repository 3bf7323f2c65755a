/// Pictures of the air over a run, for the replay.
#pragma once

#include "navigation/way_ahead.hpp"
#include "simulation/patch_raster.hpp"
#include "simulation/tenability.hpp"

#include <wayout/results.hpp>

#include <span>
#include <vector>

namespace wayout {

class AirFilm {
public:
    AirFilm(const Venue& venue, const NavigationGrid& grid, const Patches& patches);

    /// Called once a second; keeps a frame when one is due. Beyond a number of frames every second one is
    /// dropped: a long run has a coarser film, not a larger report.
    void add_second(double now_s, std::span<const PatchCondition> conditions, const Tenability& tenability,
                    std::span<const std::uint8_t> is_covered);
    const AirFrames& frames() const { return frames_; }

private:
    std::vector<PatchRaster> rasters_;
    AirFrames frames_;
};

}  // namespace wayout
