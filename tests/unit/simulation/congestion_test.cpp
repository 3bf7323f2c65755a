#include "simulation/congestion.hpp"

#include "hall.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace wayout {
namespace {

/// A crowd that stands still in the room of 20 m x 10 m for so many seconds, as the recorder would see it.
struct Watched {
    std::shared_ptr<const Venue> venue = *build_venue(room_with_two_exits().venue);
    DensityMap map{*venue};
    ReplayFrames replay;

    void see(const std::vector<Vec2>& places, int seconds) {
        std::vector<double> x;
        std::vector<double> y;
        ReplayFrame frame;
        for (const Vec2 p : places) {
            x.push_back(p.x);
            y.push_back(p.y);
            frame.row.push_back(static_cast<std::uint32_t>(frame.row.size()));
            frame.x.push_back(static_cast<std::uint16_t>(std::lround(p.x / replay.step_m)));
            frame.y.push_back(static_cast<std::uint16_t>(std::lround(p.y / replay.step_m)));
            frame.storey.push_back(0);
        }
        const std::vector<std::int32_t> surface(places.size(), 0);
        for (int i = 0; i < seconds; ++i) {
            map.add_sample(x, y, surface);
            map.close_second(++now_s_, 1.0);
            replay.frames.push_back(frame);
        }
    }

private:
    double now_s_{0.0};
};

/// Sixteen people in cells of 0.4 m: their corner cell has its centre at (9.4, 4.2), the opposite one at
/// (10.6, 5.4). One window of 2 m x 2 m holds them all, 16 / 4 = 4.0 per m2.
std::vector<Vec2> sixteen() {
    std::vector<Vec2> places;
    for (int i = 0; i < 16; ++i) places.push_back({9.4 + 0.4 * (i % 4), 4.2 + 0.4 * (i / 4)});
    return places;
}

TEST(FindCongestion, CountsEverybodyInTheWindowsOfASmallSpot) {
    Watched crowd;
    std::vector<Vec2> places = sixteen();
    places.push_back({3.0, 5.0});  // far away
    crowd.see(places, 12);
    const std::vector<CongestionSpot> spots = find_congestion(crowd.map, *crowd.venue, crowd.replay);
    ASSERT_EQ(spots.size(), 1U);
    // 3.5 per m2 are 14 people in 4 m2: only windows that hold all four rows and columns have more than 12.
    // Those are 2 x 2 cells, 0.64 m2, in which only four of the sixteen stand.
    EXPECT_NEAR(spots[0].area_m2, 0.64, 1e-6);
    EXPECT_EQ(spots[0].queue_size, 16);
    EXPECT_NEAR(spots[0].peak_density_per_m2, 4.0, 1e-6);
    EXPECT_NEAR(spots[0].congested_s, 12.0, 1e-6);
    EXPECT_NEAR(spots[0].centre_m.x, 10.0, 1e-6);
    EXPECT_NEAR(spots[0].centre_m.y, 4.8, 1e-6);
}

TEST(FindCongestion, NeedsTheDensityAndTheTime) {
    Watched short_one;
    short_one.see(sixteen(), 9);
    EXPECT_TRUE(find_congestion(short_one.map, *short_one.venue, short_one.replay).empty());
    Watched thin;
    std::vector<Vec2> places = sixteen();
    places.resize(13);  // 3.25 per m2
    thin.see(places, 60);
    EXPECT_TRUE(find_congestion(thin.map, *thin.venue, thin.replay).empty());
}

}  // namespace
}  // namespace wayout
