/// Reads trajectory.h5 of a result back, storey by storey.
#pragma once

#include <wayout/error.hpp>
#include <wayout/vec2.hpp>

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace wayout {

/// Successive positions of one person on one storey, without a gap; user coordinates.
struct StoredTrack {
    std::int64_t person{};
    std::int32_t first_frame{};
    std::vector<Vec2> positions_m;
};

struct StoredTrajectory {
    struct Storey {
        std::string id;
        std::string walkable_wkt;
        /// By the frame in which they begin, then by person. Who leaves the storey and comes back has
        /// several.
        std::vector<StoredTrack> tracks;
    };
    double fps{};  ///< time = frame / fps
    std::vector<Storey> storeys;
};

/// Frames from the first to the last time, both included.
Result<StoredTrajectory> read_trajectory_hdf5(const std::filesystem::path& file, double from_s = 0.0,
                                              double to_s = std::numeric_limits<double>::infinity());

}  // namespace wayout
