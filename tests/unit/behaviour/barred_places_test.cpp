#include "behaviour/barred_places.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

TEST(BarredPlaces, ArePersonalAndCanBeReopenedAndForgotten) {
    BarredPlaces places(3, 130);
    EXPECT_FALSE(places.has_any(2));
    places.bar(2, 129);
    places.bar(2, 129);  // seen twice
    places.bar(2, 0);
    EXPECT_TRUE(places.is_barred(2, 129));
    EXPECT_TRUE(places.is_barred(2, 0));
    EXPECT_FALSE(places.is_barred(2, 1));
    EXPECT_FALSE(places.is_barred(1, 129));
    EXPECT_FALSE(places.is_barred(3, 129));
    places.reopen(2, 129);
    places.reopen(2, 64);  // was none
    EXPECT_FALSE(places.is_barred(2, 129));
    EXPECT_TRUE(places.has_any(2));
    places.reopen(2, 0);
    EXPECT_FALSE(places.has_any(2));
    places.bar(2, 7);
    places.forget(2);
    EXPECT_FALSE(places.is_barred(2, 7));
    EXPECT_FALSE(places.has_any(2));
}

}  // namespace
}  // namespace wayout
