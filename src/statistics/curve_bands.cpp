#include "statistics/curve_bands.hpp"

#include "core/assert.hpp"
#include "statistics/quantile.hpp"

#include <algorithm>
#include <functional>

namespace wayout {

double out_frac_at(const MemberExits& member, double time_s) {
    if (member.people_count == 0)
        return 1.0;
    const auto later = std::upper_bound(member.exit_times_s.begin(), member.exit_times_s.end(), time_s);
    return static_cast<double>(later - member.exit_times_s.begin()) /
           static_cast<double>(member.people_count);
}

CurveBand out_frac_band(std::span<const MemberExits> members, std::span<const double> times_s,
                        double low_share, double high_share) {
    WAYOUT_ASSERT(!members.empty(), "a band of no runs");
    CurveBand band;
    std::vector<double> out(members.size());
    for (const double time_s : times_s) {
        std::transform(members.begin(), members.end(), out.begin(),
                       [time_s](const MemberExits& member) { return out_frac_at(member, time_s); });
        std::sort(out.begin(), out.end());
        band.low.push_back(prediction_limit_of_sorted(out, low_share));
        band.middle.push_back(prediction_limit_of_sorted(out, 0.5));
        band.high.push_back(prediction_limit_of_sorted(out, high_share));
    }
    return band;
}

std::vector<double> exit_time_quantiles(std::span<const double> exit_times_s, std::size_t count) {
    WAYOUT_ASSERT(!exit_times_s.empty(), "quantiles of no exit times");
    std::vector<double> curve(count);
    for (std::size_t i = 0; i < count; ++i)
        curve[i] =
            quantile_of_sorted(exit_times_s, (static_cast<double>(i) + 0.5) / static_cast<double>(count));
    return curve;
}

CurveBand mean_curve_interval(std::span<const std::vector<double>> curves,
                              const BootstrapSettings& settings) {
    WAYOUT_ASSERT(!curves.empty(), "a mean of no curves");
    const std::size_t point_count = curves.front().size();
    for (const std::vector<double>& curve : curves)
        WAYOUT_ASSERT(curve.size() == point_count, "curves of different length");

    // [point][replicate]: a replicate is a set of whole runs, the same at each point.
    const auto replicate_count = static_cast<std::size_t>(settings.replicates);
    std::vector<std::vector<double>> replicates(point_count, std::vector<double>(replicate_count));
    const auto run_count = static_cast<double>(curves.size());
    std::vector<std::uint32_t> rows(curves.size());
    std::vector<double> sum(point_count);
    for (std::size_t r = 0; r < replicate_count; ++r) {
        resample_rows(rows, settings.seed, static_cast<std::uint32_t>(r));
        std::fill(sum.begin(), sum.end(), 0.0);
        for (const std::uint32_t row : rows)
            std::transform(sum.begin(), sum.end(), curves[row].begin(), sum.begin(), std::plus<>());
        for (std::size_t point = 0; point < point_count; ++point)
            replicates[point][r] = sum[point] / run_count;
    }

    CurveBand band;
    for (std::size_t point = 0; point < point_count; ++point) {
        const ConfidenceInterval interval = percentile_interval(replicates[point], settings.confidence);
        double total = 0.0;
        for (const std::vector<double>& curve : curves) total += curve[point];
        band.low.push_back(interval.low);
        band.middle.push_back(total / run_count);
        band.high.push_back(interval.high);
    }
    return band;
}

}  // namespace wayout
