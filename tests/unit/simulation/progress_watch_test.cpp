#include "simulation/progress_watch.hpp"

#include "hall.hpp"
#include "navigation/navigation_grid.hpp"
#include "simulation/field_store.hpp"
#include "venue/venue.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace wayout {
namespace {

/// Somebody who walks on the spot before the first gate, for 40 s.
ProgressWatch watch_with_passages_by(AgentId who, std::int32_t exit = 0, float travel_time_s = 12.0F) {
    const auto venue = build_venue(room_with_two_exits().venue);
    EXPECT_TRUE(venue.has_value());
    Agents agents;
    for_each_column(agents, [](auto& column) { column.emplace_back(); });
    agents.id[0] = 7;
    agents.activity[0] = Activity::walking;
    agents.travel_time_s[0] = travel_time_s;
    agents.exit_gate[0] = exit;
    agents.x_m[0] = agents.y_m[0] = 5.0;
    ProgressWatch watch(**venue, 30.0);
    watch.restart(agents, 0, 0.0);
    const RouteState state = initial_route_state(**venue);
    for (double now_s = 1.0; now_s <= 40.0; now_s += 1.0) {
        watch.gate_passed(GateId(0), who, now_s);
        watch.check(agents, state, **venue, now_s);
    }
    return watch;
}

TEST(ProgressWatch, OthersWhoPassTheGateAheadAreAQueue) {
    EXPECT_EQ(watch_with_passages_by(8).stuck_now(), 0);
}

TEST(ProgressWatch, WhoGoesToAndFroOverAGateIsNoQueueToHimself) {
    EXPECT_EQ(watch_with_passages_by(7).stuck_now(), 1);
}

TEST(ProgressWatch, TellsWhoHasNoExitFromWhoMeansToGoElsewhere) {
    const ProgressWatch has_none = watch_with_passages_by(7, -1, std::numeric_limits<float>::infinity());
    ASSERT_EQ(has_none.found().size(), 1U);
    EXPECT_EQ(has_none.found()[0].cause, "no exit that this person may use is open and can be reached");
    const ProgressWatch goes_elsewhere = watch_with_passages_by(7, -1);
    ASSERT_EQ(goes_elsewhere.found().size(), 1U);
    EXPECT_EQ(goes_elsewhere.found()[0].cause, "does not get on to where he means to go, which is no exit");
}

}  // namespace
}  // namespace wayout
