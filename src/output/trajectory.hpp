/// Trajectory files that other crowd-analysis programs open without a converter, written while the run goes
/// on. docs/formats/result.md says what is in them and which program reads what.
#pragma once

#include "venue/venue.hpp"

#include <wayout/error.hpp>
#include <wayout/frame_sink.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace wayout {

/// What the files say of the run, besides positions.
struct TrajectoryInfo {
    std::string title;    ///< name of the scenario
    std::string version;  ///< of the program
    std::uint64_t seed{0};
    double time_step_s{0.05};
    int every_nth_step{
        2};  ///< a frame is recorded so often; frames per second = 1 / (time_step_s * every_nth_step)
    std::string created_utc;  ///< ISO 8601; empty: the files do not tell

    double fps() const;
};

/// Steps between frames for so many frames per second. An Error unless the spacing comes out exactly: the
/// files know no time, only frame / fps.
Result<int> steps_per_frame(double time_step_s, double fps);

/// HDF5 in the layout of the Pedestrian Dynamics Data Archive (file_version 1.0.0), with z = height of the
/// floor and the storey.
Result<std::unique_ptr<FrameSink>> open_trajectory_hdf5(const std::filesystem::path& file, const Venue& venue,
                                                        const TrajectoryInfo& info);

/// JuPedSim SQLite, version 2: one file for each connected part of each storey. `path_of` tells where the
/// file of a given name goes; the names come back in `names`.
Result<std::unique_ptr<FrameSink>> open_trajectory_sqlite(
    const std::function<std::filesystem::path(const std::string& name)>& path_of, const Venue& venue,
    const TrajectoryInfo& info, std::vector<std::string>& names);

}  // namespace wayout
