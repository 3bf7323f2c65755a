#include "simulation/field_store.hpp"

#include "core/thread_pool.hpp"
#include "hall.hpp"
#include "navigation/navigation_grid.hpp"
#include "venue/venue.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout {
namespace {

class Fields : public testing::Test {
protected:
    Fields()
        : venue(*build_venue(room_with_two_exits().venue)),
          store(*build_navigation_grid(venue, {}), {MobilityClass::ambulant}) {}

    float time_from_middle(std::int32_t goal) const { return store.time_s(goal, SurfaceId(0), {10.0, 5.0}); }

    std::shared_ptr<const Venue> venue;
    ThreadPool pool{1};
    FieldStore store;
    GateId west{0};
    GateId east{1};
};

constexpr auto ambulant = MobilityClass::ambulant;

TEST_F(Fields, FormerFieldsKeepTheExitThatHasClosed) {
    store.refresh(pool);
    store.keep_former();
    RouteState state = store.state();
    state.gate_open[west.row()] = 0;
    store.set_state(state);
    store.refresh(pool);
    EXPECT_EQ(time_from_middle(store.goal(west, ambulant)), TravelTimeField::unknown);
    // 10 m at the reference speed of 1.34 m/s, the walls of the doorway a little dearer.
    EXPECT_NEAR(time_from_middle(store.goal(west, ambulant, View::former)), 10.0 / 1.34, 0.3);
    EXPECT_EQ(store.state(View::former).gate_open[west.row()], 1);
    EXPECT_EQ(store.state(View::present).gate_open[west.row()], 0);
}

TEST_F(Fields, GoalsOfBothViewsNameTheSameExit) {
    const std::int32_t now = store.goal(east, ambulant);
    const std::int32_t before = store.goal(east, ambulant, View::former);
    EXPECT_NE(now, before);
    EXPECT_EQ(store.exit_of_goal(now), east);
    EXPECT_EQ(store.exit_of_goal(before), east);
    EXPECT_EQ(store.in_view(now, View::former), before);
    EXPECT_EQ(store.in_view(before, View::present), now);
    EXPECT_EQ(store.view_of_goal(before), View::former);
}

TEST_F(Fields, AnAreaIsSolvedWhenSomebodyAsksForIt) {
    std::vector<CellIndex> cells;
    for (std::size_t i = 0; i < store.grid().cell_count(); ++i) {
        const auto c = static_cast<CellIndex>(i);
        if (!store.grid().is(c, NavigationGrid::absent) && store.grid().centre(c).x > 15.0)
            cells.push_back(c);
    }
    const std::int32_t area = store.add_area(cells);
    const std::int32_t goal = store.goal_to_area(area, ambulant);
    store.refresh(pool);
    EXPECT_FALSE(store.is_solved(goal));
    EXPECT_EQ(time_from_middle(goal), TravelTimeField::unknown);
    store.demand(goal);
    store.refresh(pool);
    EXPECT_TRUE(store.is_solved(goal));
    EXPECT_NEAR(time_from_middle(goal), 5.0 / 1.34, 0.1);
    EXPECT_FALSE(store.exit_of_goal(goal).is_valid());
}

TEST_F(Fields, AChangeMakesOnlyTheExitsOwnFieldStale) {
    store.refresh(pool);
    RouteState state = store.state();
    state.gate_open[west.row()] = 0;
    store.set_state(state);
    EXPECT_TRUE(store.is_stale(store.goal(west, ambulant)));
    EXPECT_FALSE(store.is_stale(store.goal(east, ambulant)));
    EXPECT_FALSE(store.is_stale(store.goal(west, ambulant, View::former)));
}

// As long as the former building is the present one, both views have one field in memory.
TEST_F(Fields, ViewsOfTheSameBuildingShareTheirFields) {
    store.refresh(pool);
    for (const View view : {View::present_wary, View::former_wary}) store.demand_exits(view);
    store.refresh(pool);
    const auto field_of = [&](View view) { return &store.field(store.goal(west, ambulant, view)); };
    EXPECT_TRUE(store.is_solved(store.goal(west, ambulant, View::former_wary)));
    EXPECT_EQ(field_of(View::former_wary), field_of(View::present_wary));
    EXPECT_NE(field_of(View::present_wary), field_of(View::present));
    // Control: once they differ, each has its own.
    store.keep_former();
    RouteState state = store.state();
    state.gate_open[west.row()] = 0;
    store.set_state(state);
    store.make_wary_stale();
    store.refresh(pool);
    EXPECT_NE(field_of(View::former_wary), field_of(View::present_wary));
    EXPECT_EQ(time_from_middle(store.goal(west, ambulant, View::present_wary)), TravelTimeField::unknown);
    EXPECT_NEAR(time_from_middle(store.goal(west, ambulant, View::former_wary)), 10.0 / 1.34, 0.3);
}

}  // namespace
}  // namespace wayout
