#include "core/text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wayout {
namespace {

TEST(EditDistance, CountsInsertionsDeletionsAndSubstitutions) {
    EXPECT_EQ(edit_distance("", ""), 0U);
    EXPECT_EQ(edit_distance("exit", ""), 4U);
    EXPECT_EQ(edit_distance("", "exit"), 4U);
    EXPECT_EQ(edit_distance("exits", "exit"), 1U);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);   // k->s, e->i, +g
    EXPECT_EQ(edit_distance("saturday", "sunday"), 3U);  // -a, -t, r->n
}

TEST(EditDistance, CountsASwapOfNeighboursAsOne) {
    EXPECT_EQ(edit_distance("widht", "width"), 1U);
    EXPECT_EQ(edit_distance("ca", "abc"), 3U);  // restricted: a swapped pair is not edited again
}

const std::vector<std::string> keys = {"clear_width_m", "storeys", "seating", "stairs", "id"};

TEST(Nearest, FindsWhatWasMeant) {
    EXPECT_EQ(nearest("clear_widht_m", keys), "clear_width_m");
    EXPECT_EQ(nearest("clear_width", keys), "clear_width_m");
    EXPECT_EQ(nearest("clearWidth_m", keys), "clear_width_m");
    EXPECT_EQ(nearest("Stories", keys), "storeys");
    EXPECT_EQ(nearest("stair", keys), "stairs");
}

TEST(Nearest, FindsAPartOfALongName) {
    EXPECT_EQ(nearest("width", keys), "clear_width_m");
    EXPECT_EQ(nearest("seating_blocks", keys), "seating");
}

TEST(Nearest, KeepsSilentWhenNothingIsClose) {
    EXPECT_EQ(nearest("banana", keys), std::nullopt);
    EXPECT_EQ(nearest("x", keys), std::nullopt);
    EXPECT_EQ(nearest("", keys), std::nullopt);
    EXPECT_EQ(nearest("storeys", {}), std::nullopt);
    EXPECT_EQ(nearest(std::string(1000000, 's'), keys), std::nullopt);  // and does not take seconds
}

TEST(Nearest, PrefersTheCloserAndThenTheEarlier) {
    const std::vector<std::string> names = {"door_10", "door_11", "door_1"};
    EXPECT_EQ(nearest("door_12", names), "door_10");  // one edit from each of the three
    EXPECT_EQ(nearest("door_1x", std::vector<std::string>{"door_ab", "door_1y"}), "door_1y");
}

}  // namespace
}  // namespace wayout
