#include "simulation/progress_watch.hpp"

#include "hall.hpp"
#include "navigation/navigation_grid.hpp"
#include "simulation/field_store.hpp"
#include "venue/venue.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

/// Somebody who walks on the spot before the first gate, for 40 s.
int stuck_after_passages_by(AgentId who) {
    const auto venue = build_venue(room_with_two_exits().venue);
    EXPECT_TRUE(venue.has_value());
    Agents agents;
    for_each_column(agents, [](auto& column) { column.emplace_back(); });
    agents.id[0] = 7;
    agents.activity[0] = Activity::walking;
    agents.travel_time_s[0] = 12.0F;
    agents.x_m[0] = agents.y_m[0] = 5.0;
    ProgressWatch watch(**venue, 30.0);
    watch.restart(agents, 0, 0.0);
    const RouteState state = initial_route_state(**venue);
    for (double now_s = 1.0; now_s <= 40.0; now_s += 1.0) {
        watch.gate_passed(GateId(0), who, now_s);
        watch.check(agents, state, **venue, now_s);
    }
    return watch.stuck_now();
}

TEST(ProgressWatch, OthersWhoPassTheGateAheadAreAQueue) {
    EXPECT_EQ(stuck_after_passages_by(8), 0);
}

TEST(ProgressWatch, WhoGoesToAndFroOverAGateIsNoQueueToHimself) {
    EXPECT_EQ(stuck_after_passages_by(7), 1);
}

}  // namespace
}  // namespace wayout
