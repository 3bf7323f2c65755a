/// Crowds for the acceptance tests of the movement model: analytic directions, lattices, periodic worlds.
#pragma once

#include "../../unit/locomotion/hand_venue.hpp"
#include "locomotion/mover.hpp"

#include <cstdint>
#include <vector>

namespace wayout::acceptance {

/// Body radius 0.2 m, time gap 1 s, free speed normal with mean 1.34 m/s and standard deviation 0.26 m/s, cut
/// to 0.5 ... 2.2 m/s.
std::size_t add_walker(Agents& agents, Vec2 position, Vec2 desired, std::uint64_t seed,
                       std::int32_t goal = 0);

/// Points of a hexagonal lattice with the given density, the first row at y0, each shaken by up to 2 cm.
std::vector<Vec2> hexagonal_lattice(double x0, double x1, double y0, int count, double density_per_m2,
                                    std::uint64_t seed);
/// `count` points in a rectangle, row by row at equal distances, each shaken by up to `jitter_m`.
std::vector<Vec2> square_lattice(double width_m, double depth_m, int count, double jitter_m,
                                 std::uint64_t seed);

/// Rule for overlaps, over all runs of a test: 99.9 % of pair-steps below 0.02 m and none above 0.10 m.
struct OverlapRule {
    std::uint64_t pair_count{0};
    std::uint64_t over_20_mm{0};
    std::uint64_t over_100_mm{0};
    double max_m{0.0};

    void add(const MoveStatistics& s);
    void add(const OverlapRule& o);
    double over_20_mm_frac() const;
    bool is_kept() const { return over_20_mm_frac() <= 0.001 && over_100_mm == 0; }
};

/// A rectangle from (0, 0) whose opposite sides are one: whoever leaves at x = width comes back at x = 0,
/// likewise in y when `depth_m` is positive. People near a side are seen from the other one through copies of
/// them.
class PeriodicWorld {
public:
    /// @param walled_depth_m  if positive, a corridor: walls at y = 0 and y = walled_depth_m
    PeriodicWorld(double width_m, double depth_m, double walled_depth_m, const LocomotionSettings& settings);

    Agents& agents() { return agents_; }
    void step();
    double time_s() const { return time_s_; }
    /// Sum over everybody of the way made in the desired direction, since the last call.
    double take_way_m();
    const OverlapRule& overlaps() const { return overlaps_; }

private:
    static constexpr double seen_m = 3.0;

    double width_m_;
    double depth_m_;
    Vec2 origin_;  ///< of the rectangle in the venue, so that copies have positive coordinates
    Mover mover_;
    ThreadPool pool_{1};
    Agents agents_;
    Agents with_copies_;
    OverlapRule overlaps_;
    double way_m_{0.0};
    double time_s_{0.0};
};

}  // namespace wayout::acceptance
