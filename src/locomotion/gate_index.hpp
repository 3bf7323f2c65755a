/// Which gates somebody in a cell may cross in one step, and who may cross those with a flow limit.
#pragma once

#include "locomotion/joined_surfaces.hpp"
#include "locomotion/settings.hpp"
#include "locomotion/surface_grid.hpp"
#include "venue/venue.hpp"

#include <wayout/ids.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// For each cell the gates within `reach_m`.
class GateIndex {
public:
    /// Nobody goes farther in one step: at 0.1 s that would be 10 m/s.
    static constexpr double reach_m = 1.0;

    GateIndex(const Venue& venue, const SurfaceGrid& grid, const JoinedSurfaces& joined);

    /// Rows of Venue::gates, ascending.
    std::span<const std::int32_t> gates_near(std::int32_t cell) const {
        const auto c = static_cast<std::size_t>(cell);
        return {gates_.data() + first_[c], first_[c + 1] - first_[c]};
    }

private:
    std::vector<std::uint32_t> first_;  ///< [cell]; one more at the end
    std::vector<std::int32_t> gates_;
};

/// A body's path of one step crosses a gate.
struct PathCrossing {
    std::int32_t gate{0};
    bool left_to_right{false};
    double path_frac{0.0};
};

/// Whether the straight path crosses the gate's line, and where. The line itself belongs to its right side.
bool crosses(const Gate& gate, Vec2 from, Vec2 to, PathCrossing& crossing);

/// The timers of gates with a flow limit, one for each direction (locomotion spec 7.3; the delay at a door of
/// the hydraulic model, SFPE Handbook, Gwynne & Rosenbaum, from memory, verify).
///
/// Somebody may cross from t_open on. While a queue stands, t_open advances by exactly 1 / Q for each person,
/// so that rounding to time steps loses no flow; after a pause it starts anew from the time of the crossing.
class GateTimers {
public:
    GateTimers(const Venue& venue, const LocomotionSettings& settings);

    bool is_limited(std::int32_t gate) const { return interval_s_[static_cast<std::size_t>(gate)] > 0.0; }
    /// Of a gate with two leaves: how much of it is open from now on. Caps that go by the width follow it.
    void set_leaves(const Venue& venue, const LocomotionSettings& settings, GateId gate, bool both_open);
    /// Whether the joint leads to a flight that is climbed on foot from now on: an escalator at rest does.
    void set_stair(const Venue& venue, const LocomotionSettings& settings, GateId joint, bool is_stair);
    /// Asks for one person, in order of precedence; true: he crosses now.
    bool let_through(std::int32_t gate, bool left_to_right, double time_s);
    /// After all have asked.
    void end_step();

private:
    struct Timer {
        double opens_at_s{0.0};
        bool queue_before{false};  ///< somebody had to wait in the last step ...
        bool queue_now{false};     ///< ... or in this one
        bool used_now{false};
    };
    std::vector<double> interval_s_;  ///< 1 / Q by gate; 0: no limit
    std::vector<std::array<Timer, 2>> timers_;
};

}  // namespace wayout
