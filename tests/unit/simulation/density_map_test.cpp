#include "simulation/density_map.hpp"

#include "hall.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace wayout {
namespace {

class DensityMapTest : public ::testing::Test {
protected:
    std::shared_ptr<const Venue> venue = *build_venue(room_with_two_exits().venue);
    DensityMap map{*venue};

    void see(const std::vector<Vec2>& places) {
        std::vector<double> x;
        std::vector<double> y;
        for (const Vec2 p : places) {
            x.push_back(p.x);
            y.push_back(p.y);
        }
        const std::vector<std::int32_t> surface(places.size(), 0);
        map.add_sample(x, y, surface);
    }
};

TEST_F(DensityMapTest, CountsPeopleInTheWindowAroundACell) {
    // Eight people within half a metre of (10.2, 5.0): a window of 2 m x 2 m = 4 m2 in the open holds them
    // all. 8 / 4 = 2 per m2.
    see({{10.0, 4.6},
         {10.0, 5.0},
         {10.0, 5.4},
         {10.4, 4.6},
         {10.4, 5.0},
         {10.4, 5.4},
         {9.7, 5.0},
         {10.7, 5.0}});
    map.close_second(1.0, 1.0);
    EXPECT_NEAR(map.density_per_m2(0, {10.2, 5.0}), 2.0, 1e-6);
    EXPECT_EQ(map.density_per_m2(0, {4.0, 5.0}), 0.0);
    EXPECT_NEAR(map.peak_per_m2(), 2.0, 1e-6);
}

TEST_F(DensityMapTest, DividesByTheWalkableAreaBesideAWall) {
    // In the corner cell the window reaches 1.2 m into the room on both sides: 1.44 m2, counted as the least
    // window of 2 m2.
    see({{0.2, 0.2}, {0.6, 0.2}});
    map.close_second(1.0, 1.0);
    EXPECT_NEAR(map.density_per_m2(0, {0.2, 0.2}), 2.0 / 2.0, 1e-6);
}

TEST_F(DensityMapTest, AveragesOverTheSamplesOfASecond) {
    see({{10.2, 5.0}});
    see({});
    see({});
    see({});
    map.close_second(1.0, 1.0);
    EXPECT_NEAR(map.density_per_m2(0, {10.2, 5.0}), 1.0 / (4.0 * 4.0),
                1e-6);  // one person in one of four samples, 4 m2
}

TEST_F(DensityMapTest, AddsUpTheTimeAboveTheThresholds) {
    std::vector<Vec2> crowd;
    for (int i = 0; i < 15; ++i) crowd.push_back({9.5 + 0.35 * (i % 4), 4.5 + 0.35 * (i / 4)});
    for (int second = 1; second <= 3; ++second) {
        see(crowd);  // 15 in 4 m2 = 3.75 per m2: congested (3.5), not crowded (4)
        map.close_second(second, 1.0);
    }
    const DensityMap::Layer& layer = map.layers()[0];
    const std::size_t cell = layer.cell_of({10.0, 5.0});
    EXPECT_FLOAT_EQ(layer.above_congested_s[cell], 3.0F);
    EXPECT_FLOAT_EQ(layer.above_crowded_s[cell], 0.0F);
    EXPECT_FLOAT_EQ(layer.first_congested_s[cell], 0.0F);
    EXPECT_FLOAT_EQ(layer.last_congested_s[cell], 3.0F);
    // Half a second with nobody changes none of that; the peak is that of the first second.
    see({});
    map.close_second(3.5, 0.5);
    EXPECT_FLOAT_EQ(layer.above_congested_s[cell], 3.0F);
    EXPECT_FLOAT_EQ(layer.last_congested_s[cell], 3.0F);
    EXPECT_NEAR(layer.peak_per_m2[cell], 3.75F, 1e-5F);
    EXPECT_FLOAT_EQ(layer.peak_at_s[cell], 1.0F);
    EXPECT_NEAR(layer.sum_per_m2_s[cell], 3 * 3.75, 1e-5);
    EXPECT_DOUBLE_EQ(map.observed_s(), 3.5);
    EXPECT_EQ(map.density_per_m2(0, {10.0, 5.0}), 0.0);
    const std::size_t empty = layer.cell_of({3.0, 5.0});
    EXPECT_EQ(layer.first_congested_s[empty], std::numeric_limits<float>::infinity());
    EXPECT_EQ(layer.peak_at_s[empty], 0.0F);
}

}  // namespace
}  // namespace wayout
