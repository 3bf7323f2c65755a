/// Curves of many runs as one band: how many are out at each time, in half of the runs and in nearly all.
#pragma once

#include "statistics/bootstrap.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace wayout {

/// One run: when people were out, in ascending order, and how many there were. Those who never got out are
/// in the count only.
struct MemberExits {
    std::span<const double> exit_times_s;
    std::size_t people_count{};
};

/// Share of the people who are out by `time_s` (at that time included); 1 if there was nobody.
double out_frac_at(const MemberExits& member, double time_s);

/// Pointwise: each place of the curve for itself. A single run may well leave the band somewhere.
struct CurveBand {
    std::vector<double> low;
    std::vector<double> middle;
    std::vector<double> high;
};

/// Prediction limits over the runs of the share that is out, at each time of the grid.
/// @param members  at least one
CurveBand out_frac_band(std::span<const MemberExits> members, std::span<const double> times_s,
                        double low_share = 0.05, double high_share = 0.95);

/// Exit times at the shares (i + 1/2) / count of those who got out, i = 0 ... count - 1 (quantiles of type
/// 7): the form in which runs with different numbers of people have curves of one length.
/// @param exit_times_s  ascending, at least one
std::vector<double> exit_time_quantiles(std::span<const double> exit_times_s, std::size_t count);

/// The mean curve of the runs (`middle`) and its bootstrap percentile interval, point by point; whole runs
/// are drawn again.
/// @param curves  at least one, of equal length
CurveBand mean_curve_interval(std::span<const std::vector<double>> curves,
                              const BootstrapSettings& settings = {});

}  // namespace wayout
