#include "simulation/field_store.hpp"

#include "core/thread_pool.hpp"
#include "hall.hpp"
#include "navigation/navigation_grid.hpp"
#include "venue/venue.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

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
    store.refresh();
    store.keep_former();
    RouteState state = store.state();
    state.gate_open[west.row()] = 0;
    store.set_state(state);
    store.refresh();
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
    store.refresh();
    EXPECT_FALSE(store.is_solved(goal));
    EXPECT_EQ(time_from_middle(goal), TravelTimeField::unknown);
    store.demand(goal);
    store.refresh();
    EXPECT_TRUE(store.is_solved(goal));
    EXPECT_NEAR(time_from_middle(goal), 5.0 / 1.34, 0.1);
    EXPECT_FALSE(store.exit_of_goal(goal).is_valid());
}

TEST_F(Fields, AChangeMakesOnlyTheExitsOwnFieldStale) {
    store.refresh();
    RouteState state = store.state();
    state.gate_open[west.row()] = 0;
    store.set_state(state);
    EXPECT_TRUE(store.is_stale(store.goal(west, ambulant)));
    EXPECT_FALSE(store.is_stale(store.goal(east, ambulant)));
    EXPECT_FALSE(store.is_stale(store.goal(west, ambulant, View::former)));
}

TEST_F(Fields, AreSolvedWhenSomebodyAsks) {
    store.refresh();
    const std::int32_t to_west = store.goal(west, ambulant);
    const std::int32_t to_east = store.goal(east, ambulant);
    EXPECT_FALSE(store.is_ready(to_west));
    time_from_middle(to_west);
    EXPECT_TRUE(store.is_ready(to_west));
    EXPECT_FALSE(store.is_ready(to_east));
    EXPECT_EQ(store.fields()[static_cast<std::size_t>(to_east)], nullptr);
    const std::array<std::int32_t, 3> goals{to_east, -1, to_east};
    store.make_ready(goals, pool);
    EXPECT_EQ(store.fields()[static_cast<std::size_t>(to_east)], &store.field(to_east));
}

TEST_F(Fields, OfSeveralGoalsAreSolvedAtOnceAndNoOthers) {
    store.refresh();
    const std::int32_t to_west = store.goal(west, ambulant);
    const std::int32_t to_east = store.goal(east, ambulant);
    store.solve({to_east, to_east}, pool);
    EXPECT_TRUE(store.is_ready(to_east));
    EXPECT_FALSE(store.is_ready(to_west));
    const TravelTimeField* const before = &store.field(to_east);
    store.solve({to_west, to_east}, pool);
    EXPECT_TRUE(store.is_ready(to_west));
    EXPECT_EQ(&store.field(to_east), before);
    store.solve({}, pool);
}

// Whoever asks late gets what he would have got at once: doors and costs are those of refresh().
TEST_F(Fields, HoldForTheMomentOfTheRefresh) {
    const std::vector<std::int32_t> piece_of_cell(store.grid().cell_count(), 0);
    std::vector<float> factor{3.0F};
    const std::vector<std::uint8_t> is_closed{0};
    store.set_costs({piece_of_cell, factor, is_closed});
    store.refresh();
    factor.front() = 1.0F;
    RouteState state = store.state();
    state.gate_open[west.row()] = 0;
    store.set_state(state);
    // 10 m in air that makes ways three times as long.
    EXPECT_NEAR(time_from_middle(store.goal(west, ambulant)), 3.0 * 10.0 / 1.34, 0.9);
    EXPECT_NEAR(time_from_middle(store.goal(east, ambulant)), 3.0 * 10.0 / 1.34, 0.9);
    // Control: after the next one they are others.
    store.make_stale(store.goal(east, ambulant));
    store.refresh();
    EXPECT_EQ(time_from_middle(store.goal(west, ambulant)), TravelTimeField::unknown);
    EXPECT_NEAR(time_from_middle(store.goal(east, ambulant)), 10.0 / 1.34, 0.3);
}

// As long as the former building is the present one, both views have one field in memory.
TEST_F(Fields, ViewsOfTheSameBuildingShareTheirFields) {
    store.refresh();
    for (const View view : {View::present_wary, View::former_wary}) store.demand_exits(view);
    store.refresh();
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
    store.refresh();
    EXPECT_NE(field_of(View::former_wary), field_of(View::present_wary));
    EXPECT_EQ(time_from_middle(store.goal(west, ambulant, View::present_wary)), TravelTimeField::unknown);
    EXPECT_NEAR(time_from_middle(store.goal(west, ambulant, View::former_wary)), 10.0 / 1.34, 0.3);
}

}  // namespace
}  // namespace wayout
