#include "behaviour/lift_motion.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

TEST(LiftMotion, ReachesTheRatedSpeedOnALongWay) {
    // 3.5 m at 1 m/s and 0.5 m/s2: 1 / 0.5 = 2 s and 1 m to gather speed, as much to slow down, 1.5 m at 1
    // m/s between: 2 + 1.5 + 2 = 5.5 s.
    EXPECT_DOUBLE_EQ(lift_travel_time_s(3.5, 1.0, 0.5), 5.5);
    EXPECT_DOUBLE_EQ(lift_distance_m(1.0, 3.5, 1.0, 0.5), 0.25);  // 0.5 a t^2
    EXPECT_DOUBLE_EQ(lift_distance_m(2.0, 3.5, 1.0, 0.5), 1.0);
    EXPECT_DOUBLE_EQ(lift_distance_m(3.0, 3.5, 1.0, 0.5), 2.0);
    EXPECT_DOUBLE_EQ(lift_distance_m(4.5, 3.5, 1.0, 0.5), 3.25);
    EXPECT_DOUBLE_EQ(lift_distance_m(5.5, 3.5, 1.0, 0.5), 3.5);
}

TEST(LiftMotion, DoesNotReachItOnAShortWay) {
    // 1 m at 0.25 m/s2: half the way with acceleration, t = sqrt(2 x 0.5 / 0.25) = 2 s, and as long to stop.
    EXPECT_DOUBLE_EQ(lift_travel_time_s(1.0, 5.0, 0.25), 4.0);
    EXPECT_DOUBLE_EQ(lift_distance_m(2.0, 1.0, 5.0, 0.25), 0.5);
}

TEST(LiftMotion, StaysWhereItIsBeforeAndAfter) {
    EXPECT_EQ(lift_distance_m(-1.0, 3.5, 1.0, 0.5), 0.0);
    EXPECT_EQ(lift_distance_m(99.0, 3.5, 1.0, 0.5), 3.5);
    EXPECT_EQ(lift_travel_time_s(0.0, 1.0, 0.5), 0.0);
}

}  // namespace
}  // namespace wayout
