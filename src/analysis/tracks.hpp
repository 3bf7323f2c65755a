/// Paths of people, sampled at equal times: what every measurement reads, whether they were walked in an
/// experiment or in a simulation.
///
/// Methods A to D of this module are those of Zhang, Klingsch, Schadschneider and Seyfried 2011 (J. Stat.
/// Mech. P06004, arXiv 1102.4766).
#pragma once

#include <wayout/vec2.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// Positions of one person in successive frames, without a gap.
struct Track {
    std::int32_t first_frame{0};
    std::vector<Vec2> positions_m;

    /// One past the last frame.
    std::int32_t end_frame() const { return first_frame + static_cast<std::int32_t>(positions_m.size()); }
    bool has(std::int32_t frame) const { return frame >= first_frame && frame < end_frame(); }
    /// @pre has(frame)
    Vec2 at(std::int32_t frame) const { return positions_m[static_cast<std::size_t>(frame - first_frame)]; }
};

/// Tracks of everybody on one storey; the index is the person.
struct Tracks {
    double frame_s{0.0};  ///< time between frames
    std::vector<Track> of_person;

    std::int32_t begin_frame() const;
    std::int32_t end_frame() const;
};

/// How velocities are taken from positions: displacement between the frames `half_window_frames` before and
/// after. Heads sway from step to step, so frame-to-frame speeds of measured tracks are not walking speeds;
/// +-5 frames at 16 Hz are usual (validation specification 0, after PedPy).
struct VelocityWindow {
    std::int32_t half_window_frames{5};
};

/// Velocity at a frame; at the ends of a track over the part of the window that exists; zero for a track of
/// one frame. @pre track.has(frame)
Vec2 velocity_mps(const Track& track, std::int32_t frame, double frame_s, VelocityWindow window);

/// Somebody in a frame.
struct Sample {
    std::int32_t person{};
    Vec2 position_m;
    double speed_mps{};
};
/// Everybody who has a position in the frame, in the order of persons.
std::vector<Sample> people_at(const Tracks& tracks, std::int32_t frame, VelocityWindow window);

}  // namespace wayout
