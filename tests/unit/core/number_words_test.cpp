#include "core/number_words.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace wayout {
namespace {

TEST(Grouped, PutsACommaBeforeEveryThirdDigit) {
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(6200), "6,200");
    EXPECT_EQ(grouped(-1234567), "-1,234,567");
}

TEST(NumberWords, GroupsWhatIsWhole) {
    EXPECT_EQ(number_words(6200.0), "6,200");
    EXPECT_EQ(number_words(1234567.0), "1,234,567");
    EXPECT_EQ(number_words(-0.0), "0");
    EXPECT_EQ(number_words(12.5), "12.5");
    EXPECT_EQ(number_words(1e300), "1e+300");
    EXPECT_EQ(number_words(std::numeric_limits<double>::infinity()), "inf");
}

}  // namespace
}  // namespace wayout
