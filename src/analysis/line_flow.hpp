/// Flow through a line (method A), counts over time, and time gaps.
#pragma once

#include "analysis/tracks.hpp"

#include <wayout/vec2.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// Somebody's path crossed a line.
struct LinePassage {
    std::int32_t person{};
    double time_s{};       ///< interpolated between the frames before and after
    double speed_mps{};    ///< in the frame after the crossing
    bool left_to_right{};  ///< as seen along the line from a to b
};

/// All crossings, by time, then person. Who touches the line and turns back has not crossed it.
std::vector<LinePassage> passages_through(const Tracks& tracks, const Segment& line, VelocityWindow window);
/// The first crossing of each person, by time, then person: the basis of N(t).
std::vector<LinePassage> first_passages_through(const Tracks& tracks, const Segment& line,
                                                VelocityWindow window);
std::vector<double> times_of(std::span<const LinePassage> passages);

/// Persons per second between the passages of the given shares of all: (n2 - n1) / (t2 - t1) with n1 =
/// ceil(from N) and n2 = floor(to N), counted from 1. 0 when fewer than two passages are left or all
/// happen at once. @param times_s  in ascending order
double steady_flow_pps(std::span<const double> times_s, double from_share = 0.1, double to_share = 0.9);

/// N(t): how many times are not later than each of `at_s`. Both in ascending order.
std::vector<double> cumulative_count(std::span<const double> times_s, std::span<const double> at_s);

/// Differences of successive times.
std::vector<double> time_gaps_s(std::span<const double> times_s);

/// Method A in one window of time.
struct LineState {
    double from_s{};
    double flow_pps{};
    double speed_mps{};       ///< mean at the moments of crossing; 0 without a crossing
    double density_per_m2{};  ///< flow / (speed x width); 0 without a crossing
};
/// Whole windows of `window_s` from `from_s` on, up to `to_s`; directions are not told apart.
std::vector<LineState> line_states(std::span<const LinePassage> passages, double width_m, double from_s,
                                   double to_s, double window_s = 10.0);

}  // namespace wayout
