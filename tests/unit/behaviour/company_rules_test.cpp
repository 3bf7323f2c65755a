#include "behaviour/company_rules.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace wayout {
namespace {

TEST(WaitingForOthers, SlowsWithTheDistanceOfTheLast) {
    // clamp(1 - (d - 2) / 3, 0.2, 1)
    EXPECT_DOUBLE_EQ(waiting_frac(0.0, 2.0, 5.0, 0.2), 1.0);
    EXPECT_DOUBLE_EQ(waiting_frac(2.0, 2.0, 5.0, 0.2), 1.0);
    EXPECT_DOUBLE_EQ(waiting_frac(3.5, 2.0, 5.0, 0.2), 0.5);
    EXPECT_DOUBLE_EQ(waiting_frac(4.4, 2.0, 5.0, 0.2), 0.2);
    EXPECT_DOUBLE_EQ(waiting_frac(50.0, 2.0, 5.0, 0.2), 0.2);
}

TEST(GroupStart, WhenHalfHaveDecidedOrTheLeaderHas) {
    const std::vector<double> own_s{40.0, 10.0, 30.0, 20.0};
    // Half of four: the second to decide. The leader (row 0) decides at 40 s, long after.
    EXPECT_DOUBLE_EQ(group_start_s(own_s, 0, 0.5, 5.0), 20.0);
    // The leader (row 1) decides first: 10 s and 5 s.
    EXPECT_DOUBLE_EQ(group_start_s(own_s, 1, 0.5, 5.0), 15.0);
    EXPECT_DOUBLE_EQ(group_start_s(own_s, 0, 1.0, 5.0), 40.0);
    EXPECT_DOUBLE_EQ(group_start_s(own_s, 0, 0.51, 5.0), 30.0);
}

TEST(GroupStart, WaitsForThoseWhoKnowNothingYet) {
    constexpr double never = std::numeric_limits<double>::infinity();
    EXPECT_EQ(group_start_s(std::vector<double>{never, 10.0, never}, 0, 0.5, 5.0), never);
    EXPECT_DOUBLE_EQ(group_start_s(std::vector<double>{7.0, never, never}, 0, 0.5, 5.0), 12.0);
}

TEST(GroupSpeed, FallsWithTheSizeThatWasMeasured) {
    EXPECT_DOUBLE_EQ(speed_by_size_mps(1), 1.22);
    EXPECT_DOUBLE_EQ(speed_by_size_mps(2), 1.18);
    EXPECT_DOUBLE_EQ(speed_by_size_mps(4), 1.10);
    EXPECT_DOUBLE_EQ(speed_by_size_mps(30), 1.10);
}

}  // namespace
}  // namespace wayout
