/// People who press against each other: the desired velocity of the time-gap model, bodies as discs with
/// contact forces, in sub-steps (locomotion specification 10.2, 3.3, 3.4).
///
/// In place of the non-overlap projection, for some or all of those who walk:
///
///     m dv/dt = push + contacts with people and walls,  push = m (v_des - v) / tau, at most F_max along
///     v_des
///
/// by semi-implicit Euler; v_des is the planned velocity, or pressing_frac x free speed in the desired
/// direction for those who have no way ahead (our choice). Everybody outside the crush is a boundary that
/// moves as planned. A body reads the state of all at the start of the sub-step and writes its own, so that
/// the number of threads changes nothing.
#pragma once

#include "agents/agents.hpp"
#include "core/thread_pool.hpp"
#include "locomotion/crush_zone.hpp"
#include "locomotion/settings.hpp"

#include <wayout/vec2.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// Mean loads of a person over one step.
struct CrushLoad {
    float compressive_n{0.0F};  ///< sum of the normal forces
    /// Largest opposed pair: over 8 axes, the smaller of the sums of what presses from either side.
    float squeeze_n{0.0F};
    /// What of it loads the chest: half of (sum of the forces - length of their sum), forces from the side by
    /// half (people-and-response specification 4.2; the share is an estimate without data).
    float chest_n{0.0F};
};

/// Mean force of one person on one wall over one step.
struct WallPush {
    std::int32_t wall;  ///< of WallIndex::line
    float along_m;      ///< from its start
    float newton;
};

/// What is kept for one body while it is pressed.
struct LoadSum {
    static constexpr std::size_t axis_count = 8;
    double compressive_n{0.0};
    double chest_n{0.0};
    double chest_x_n{0.0};
    double chest_y_n{0.0};
    std::array<double, axis_count> forwards_n{};  ///< components along the axes, by sign
    std::array<double, axis_count> backwards_n{};

    /// @param share  of the chest
    void add(double normal_n, Vec2 direction, double share);
    CrushLoad mean(double samples) const;
};

/// Work space and results of a run; part of the mover.
struct CrushState {
    explicit CrushState(const SurfaceGrid& grid) : zone(grid) {}

    CrushZone zone;
    bool is_anybody_in{false};
    std::vector<std::uint8_t> is_in;  ///< by place; empty: nobody
    std::vector<Vec2> position[2];  ///< by body, now and next; of those outside at the start of the step ...
    std::vector<Vec2> drift_mps;    ///< ... and how they go on from there; 0 for those in the crush
    std::vector<Vec2> velocity[2];  ///< by body, now and next
    std::vector<LoadSum> sums;      ///< by place
    struct List {
        std::vector<std::uint32_t> entries;  ///< of the pair list, of those in the crush
        std::vector<double> wall_n;          ///< sum by TouchableWall
        std::vector<double> wall_along_m;    ///< where last
    };
    std::vector<List> lists;  ///< by used list

    std::vector<CrushLoad> loads;       ///< by row
    std::vector<WallPush> wall_pushes;  ///< of this step
};

}  // namespace wayout
