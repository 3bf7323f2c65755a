#include "analysis/single_file.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

Track walker(double x_m, double step_m) {
    return {0, {{x_m, 0}, {x_m + step_m, 0}}};
}

TEST(SingleFile, DensityIsTwoOverTheWayBetweenTheNeighbours) {
    // At 0, 1 and 3 m, given in another order: only the middle one has both neighbours.
    const Tracks tracks{0.5, {walker(3, 0.1), walker(0, 0.1), walker(1, -0.2)}};
    const std::vector<SingleFileSample> samples = single_file_samples(tracks, {1});
    ASSERT_EQ(samples.size(), 2U);
    EXPECT_EQ(samples[0].person, 2);
    EXPECT_DOUBLE_EQ(samples[0].density_per_m, 2.0 / 3.0);
    EXPECT_DOUBLE_EQ(samples[0].speed_mps, 0.4);
}

TEST(SingleFile, ALoopHasNoEnds) {
    // On 10 m, at 0, 1 and 3 m (the last after two rounds): 8, 3 and 9 m between the neighbours.
    const Tracks tracks{0.5, {walker(0, 0), walker(1, 0), walker(23, 0)}};
    const std::vector<SingleFileSample> samples = single_file_samples(tracks, {1}, 10.0, 2);
    ASSERT_EQ(samples.size(), 3U);
    EXPECT_DOUBLE_EQ(samples[0].density_per_m, 2.0 / 8.0);
    EXPECT_DOUBLE_EQ(samples[1].density_per_m, 2.0 / 3.0);
    EXPECT_DOUBLE_EQ(samples[2].density_per_m, 2.0 / 9.0);
}

}  // namespace
}  // namespace wayout
