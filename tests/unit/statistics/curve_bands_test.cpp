#include "statistics/curve_bands.hpp"

#include "statistics/quantile.hpp"
#include "synthetic.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace wayout {
namespace {

TEST(CurveBands, ShareOutCountsThoseWhoNeverGetOut) {
    const std::vector<double> exit_times_s{10, 20, 20, 30};
    const MemberExits member{exit_times_s, 5};
    EXPECT_DOUBLE_EQ(out_frac_at(member, 9.9), 0.0);
    EXPECT_DOUBLE_EQ(out_frac_at(member, 20.0), 0.6);
    EXPECT_DOUBLE_EQ(out_frac_at(member, 1000.0), 0.8);
    EXPECT_DOUBLE_EQ(out_frac_at({{}, 0}, 0.0), 1.0);
}

TEST(CurveBands, QuantilesAreTakenAtEachTime) {
    // Runs in which both people are out by 10, 20, 30 s: at 15 s the shares are 1, 0, 0, at 25 s 1, 1, 0.
    const std::vector<std::vector<double>> exits{{10, 10}, {20, 20}, {30, 30}};
    const std::vector<MemberExits> members{{exits[0], 2}, {exits[1], 2}, {exits[2], 2}};
    const CurveBand band = out_frac_band(members, std::vector<double>{15.0, 25.0});
    EXPECT_DOUBLE_EQ(band.middle[0], 0.0);
    EXPECT_DOUBLE_EQ(band.middle[1], 1.0);
    // Three runs are too few for a band of 90 %: it ends with the smallest and the largest.
    EXPECT_DOUBLE_EQ(band.high[0], 1.0);
    EXPECT_DOUBLE_EQ(band.low[1], 0.0);
    // Position 0.3 x 4 = 1.2 among 0 0 1; 0.6 x 4 = 2.4.
    const CurveBand narrow = out_frac_band(members, std::vector<double>{15.0}, 0.3, 0.6);
    EXPECT_NEAR(narrow.low[0], 0.0, 1e-12);
    EXPECT_NEAR(narrow.high[0], 0.4, 1e-12);
    EXPECT_THROW((void)out_frac_band({}, std::vector<double>{15.0}), InternalError);
}

TEST(CurveBands, ExitTimesAtSharesHaveTheLengthAskedFor) {
    // 0, 1 ... 10 at the shares 1/8, 3/8, 5/8, 7/8: type 7 gives 10 x share.
    std::vector<double> exit_times_s(11);
    for (std::size_t i = 0; i < exit_times_s.size(); ++i) exit_times_s[i] = static_cast<double>(i);
    const std::vector<double> curve = exit_time_quantiles(exit_times_s, 4);
    const std::vector<double> expected{1.25, 3.75, 6.25, 8.75};
    ASSERT_EQ(curve.size(), expected.size());
    for (std::size_t i = 0; i < curve.size(); ++i) EXPECT_DOUBLE_EQ(curve[i], expected[i]);
}

TEST(CurveBands, IntervalOfTheMeanCurveIsThatOfTheMeanAtEachPoint) {
    std::vector<std::vector<double>> curves(20, std::vector<double>(3));
    std::vector<double> second(curves.size());
    for (std::size_t run = 0; run < curves.size(); ++run) {
        for (std::size_t point = 0; point < 3; ++point)
            curves[run][point] = 100.0 * static_cast<double>(point + 1) +
                                 synthetic_normal(1, static_cast<std::uint32_t>(point), run);
        second[run] = curves[run][1];
    }
    const CurveBand band = mean_curve_interval(curves, {3, 400, 0.9});
    const BootstrapEstimate alone = bootstrap(second, mean_of, {3, 400, 0.9});
    EXPECT_NEAR(band.middle[1], alone.estimate, 1e-10);
    EXPECT_NEAR(band.low[1], alone.percentile.low, 1e-10);
    EXPECT_NEAR(band.high[1], alone.percentile.high, 1e-10);
}

}  // namespace
}  // namespace wayout
