/// From where which exit can be seen and which sign can be read: looked up by pieces of floor, since people
/// look around every second and buildings hardly change.
#pragma once

#include "behaviour/bit_table.hpp"
#include "core/thread_pool.hpp"
#include "navigation/navigation_grid.hpp"
#include "navigation/patches.hpp"
#include "navigation/wall_bins.hpp"
#include "venue/venue.hpp"

#include <wayout/knowledge.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// A sign as it hangs in the venue (local coordinates).
struct HungSign {
    Vec2 front;         ///< just before the sign
    Vec2 normal;        ///< unit, to those who read it
    SurfaceId surface;  ///< of the floor before it; invalid: there is none
    double reach_m{0.0};
    SignSpec::Lighting lighting{SignSpec::Lighting::internal};
    GateId exit;  ///< that it tells of
};

HungSign hang(const SignSpec& sign, const Venue& venue);

/// Walls, obstacles and shut doors hide; seats and people do not. One sees surfaces that are joined to the
/// own, no farther.
class SightMap {
public:
    /// @param exit_reach_m  from so far exits are looked for
    SightMap(const NavigationGrid& grid, std::vector<HungSign> signs, double exit_reach_m);

    /// After doors have opened or closed.
    void look(std::span<const std::uint8_t> gate_open, ThreadPool& pool);

    /// The piece of floor that stands for a place; -1: none.
    std::int32_t patch_of(SurfaceId surface, Vec2 p) const;
    /// Without regard to smoke. No patch sees nothing.
    bool sees_exit(std::int32_t patch, GateId exit) const {
        return patch >= 0 && exits_.has(static_cast<std::size_t>(patch), exit.row());
    }
    /// The angle counts: L <= reach cos(theta), the circle that touches the sign (Xie et al. 2007: that the
    /// angle matters read in the abstract, the circle from memory - verify).
    bool reads_sign(std::int32_t patch, std::size_t sign) const {
        return patch >= 0 && signs_seen_.has(static_cast<std::size_t>(patch), sign);
    }
    /// Whether anybody can stand where the sign can be read.
    bool is_read_anywhere(std::size_t sign) const;
    const std::vector<HungSign>& signs() const { return signs_; }
    /// The point at which people look to see an exit: before its middle, inside.
    Vec2 before(GateId gate) const;

    /// Whether nothing but seats and people is between.
    bool is_free(std::span<const std::uint8_t> gate_open, SurfaceId from, Vec2 p, SurfaceId to, Vec2 q) const;

private:
    bool finds_exit(std::span<const std::uint8_t> gate_open, SurfaceId from, Vec2 p, GateId exit) const;
    bool finds_sign(std::span<const std::uint8_t> gate_open, SurfaceId from, Vec2 p,
                    const HungSign& sign) const;

    const NavigationGrid& grid_;
    Patches patches_;
    std::vector<WallBins> walls_;  ///< [SurfaceId] that hide
    std::vector<HungSign> signs_;
    double exit_reach_m_;
    BitTable exits_;       ///< [patch][exit]
    BitTable signs_seen_;  ///< [patch][sign]
};

}  // namespace wayout
