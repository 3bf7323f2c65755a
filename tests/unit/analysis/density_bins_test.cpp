#include "analysis/density_bins.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace wayout {
namespace {

TEST(DensityBins, PoolsSamplesByDensity) {
    const double nobody = std::numeric_limits<double>::quiet_NaN();
    const std::vector<DensitySample> samples{{1.1, 1.0}, {1.2, 0.6}, {0.9, 1.3}, {1.25, 0.1}, {0.0, nobody}};
    const std::vector<DensityBin> bins = density_bins(samples, 0.25, 2);
    // [1, 1.25): 1.1 and 1.2; the sample at 1.25 begins the next bin and is alone there.
    ASSERT_EQ(bins.size(), 1U);
    EXPECT_DOUBLE_EQ(bins[0].from, 1.0);
    EXPECT_DOUBLE_EQ(bins[0].to, 1.25);
    EXPECT_EQ(bins[0].count, 2U);
    EXPECT_DOUBLE_EQ(bins[0].mean_density, 1.15);
    EXPECT_DOUBLE_EQ(bins[0].mean_speed_mps, 0.8);
    EXPECT_NEAR(bins[0].speed_sd_mps, 0.2 * std::sqrt(2.0), 1e-12);
    EXPECT_DOUBLE_EQ(bins[0].mean_flow, (1.1 * 1.0 + 1.2 * 0.6) / 2.0);
    EXPECT_EQ(density_bins(samples, 0.25, 1).size(), 3U);
}

}  // namespace
}  // namespace wayout
