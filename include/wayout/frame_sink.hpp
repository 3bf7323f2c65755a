/// Where a run sends its people, moment by moment, while it goes on: trajectory files, a live view, a test.
#pragma once

#include <wayout/error.hpp>
#include <wayout/ids.hpp>

#include <cstdint>
#include <span>

namespace wayout {

/// Everybody in the venue at one moment, as columns of equal length, ascending in id. Local coordinates of
/// the venue. The spans live only during the call.
struct FrameView {
    std::int64_t index{0};  ///< 0 is the state before the first step; then without gaps
    double time_s{0.0};     ///< index / frames per second
    std::span<const AgentId> id;
    std::span<const double> x_m;
    std::span<const double> y_m;
    std::span<const float>
        heading_x;  ///< unit vector of the velocity, the last one when standing, (0, 0) if there is none
    std::span<const float> heading_y;
    std::span<const std::int32_t> surface;  ///< SurfaceId::value
    std::span<const float> lifted_m;  ///< height above the surface, or below it: of riders in lifts; empty: 0
                                      ///< for all
};

class FrameSink {
public:
    virtual ~FrameSink() = default;

    /// Called from one thread, in the order of time. Also for moments in which nobody is left.
    virtual void frame(const FrameView& frame) = 0;
    /// After the last frame. Problems of any earlier call (disk full) come out here.
    virtual Errors finish() = 0;
};

}  // namespace wayout
