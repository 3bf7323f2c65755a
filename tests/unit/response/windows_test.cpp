#include "response/windows.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

TEST(Windows, NoShiftsMeanAlways) {
    const std::vector<TimeWindow> open = open_windows({}, {});
    EXPECT_TRUE(is_within(open, 0.0));
    EXPECT_TRUE(is_within(open, 1e9));
    EXPECT_TRUE(is_open_from(open, 1e9));
}

TEST(Windows, EmbargoIsCutOut) {
    // Shift 100 to 500 without 200 to 300.
    const std::vector<TimeWindow> shifts{{100.0, 500.0}};
    const std::vector<TimeWindow> embargo{{200.0, 300.0}};
    const std::vector<TimeWindow> open = open_windows(shifts, embargo);
    EXPECT_FALSE(is_within(open, 99.0));
    EXPECT_TRUE(is_within(open, 100.0));
    EXPECT_FALSE(is_within(open, 200.0));
    EXPECT_TRUE(is_within(open, 300.0));
    EXPECT_FALSE(is_within(open, 500.0));
    EXPECT_TRUE(is_open_from(open, 499.0));
    EXPECT_FALSE(is_open_from(open, 500.0));
    // 50 s of 100 to 200, and 100 s of 300 to 500.
    EXPECT_DOUBLE_EQ(open_time_s(open, 150.0, 400.0), 150.0);
}

TEST(Windows, EmbargoOverTheWholeShiftLeavesNothing) {
    const std::vector<TimeWindow> shifts{{100.0, 200.0}};
    const std::vector<TimeWindow> embargo{{0.0, 1000.0}};
    EXPECT_TRUE(open_windows(shifts, embargo).empty());
}

}  // namespace
}  // namespace wayout
