/// Reads back what the replay document of a result says of single people: where they were, and the smoke
/// there.
#pragma once

#include <wayout/error.hpp>
#include <wayout/results.hpp>
#include <wayout/vec2.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace wayout {

/// Somebody at one frame of the replay; local coordinates.
struct TrackPoint {
    double time_s{0.0};
    Vec2 at_m;
    int storey{0};
    ReplayFrame::State state{ReplayFrame::waiting};
    double density_per_m2{0.0};
};

/// Ascending in time, from the start to the last frame before somebody is out.
using Track = std::vector<TrackPoint>;

class StoredReplay {
public:
    /// @param document  JSON text (web/README.md, section 3); empty: the run has no frames
    /// @param people  rows of RunResults::people, as many as the document must have
    static Result<StoredReplay> read(const std::string& document, std::size_t people, std::size_t storeys);

    /// Between two frames; 0: there are no frames.
    double interval_s() const { return interval_s_; }
    /// Of those people, by their row, in that order; empty without frames. Error: damaged.
    Result<std::vector<Track>> tracks(std::span<const std::size_t> rows) const;
    /// Extinction coefficient at head height in the last frame of the air; NaN: no data there, or no fire.
    double extinction_per_m(int storey, Vec2 at_m, double time_s) const;

private:
    struct Chunk {
        std::size_t first_frame{0};
        std::size_t frame_count{0};
        std::string data;
    };
    struct AirGrid {
        int storey{-1};
        Vec2 corner_m;
        std::size_t nx{0};
        std::size_t ny{0};
        std::size_t first_cell{0};  ///< in a frame
    };

    std::size_t people_{0};
    std::size_t storeys_{0};
    double interval_s_{0.0};
    double position_step_m_{0.01};
    double density_step_per_m2_{0.0};  ///< 0: has no densities
    std::vector<Chunk> chunks_;
    double air_cell_m_{1.0};
    double air_interval_s_{0.0};
    double extinction_step_per_m_{0.0};
    std::vector<AirGrid> air_grids_;
    std::vector<std::vector<std::uint8_t>> extinction_;  ///< [frame][cell]; empty: no smoke in this run
};

}  // namespace wayout
