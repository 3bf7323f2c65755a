#include "simulation/near_count.hpp"

#include "hall.hpp"
#include "venue/venue.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

TEST(NearCount, CountsThoseWithinAMetre) {
    const auto venue = build_venue(room_with_two_exits().venue);
    ASSERT_TRUE(venue.has_value());
    Agents agents;
    // The one asked for, two within 1 m over the edges of cells, one 1.05 m off, one who is out.
    agents.x_m = {5.05, 4.95, 5.9, 5.05, 5.1};
    agents.y_m = {3.05, 2.2, 3.05, 4.1, 3.1};
    agents.surface.assign(5, 0);
    agents.activity = {Activity::walking, Activity::walking, Activity::seated, Activity::walking,
                       Activity::out};
    NearCount near(**venue);
    near.take(agents);
    EXPECT_NEAR(near.density_per_m2(agents, 0), 3.0 / 3.14159265, 1e-6);
    EXPECT_NEAR(near.density_per_m2(agents, 3), 1.0 / 3.14159265, 1e-6);
}

}  // namespace
}  // namespace wayout
