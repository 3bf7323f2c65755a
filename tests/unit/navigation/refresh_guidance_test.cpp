#include "field_fixture.hpp"
#include "seat_block.hpp"
#include "venue_sketch.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout::test {
namespace {

void add(Agents& agents, SurfaceId surface, Vec2 p) {
    const std::size_t row = agents.size();
    for_each_column(agents, [&](auto& column) { column.resize(row + 1); });
    agents.x_m[row] = p.x;
    agents.y_m[row] = p.y;
    agents.surface[row] = surface.value;
    agents.activity[row] = Activity::walking;
    agents.id[row] = static_cast<AgentId>(row + 1);
    agents.radius_m[row] = 0.2F;
    agents.free_speed_mps[row] = 1.2F;
    agents.stair_down_mps[row] = 0.8F;
    agents.stair_up_mps[row] = 0.6F;
    request_guidance(agents, row);
}

struct Crowd {
    Solved solved;
    Agents agents;
    std::vector<const TravelTimeField*> fields{&solved.field};

    explicit Crowd(Solved s) : solved(std::move(s)) {}
    void refresh(std::int64_t step) {
        refresh_guidance(*solved.grid, fields, solved.state, {step, 5}, agents, 0, agents.size());
    }
};

VenueSketch hall() {
    VenueSketch sketch;
    const SurfaceId s = sketch.floor(rectangle(0, 0, 30, 12));
    sketch.exit(s, {0, 7}, {0, 5});
    return sketch;
}

TEST(RefreshGuidance, LooksAroundWhenAsked) {
    Crowd crowd{Solved(hall().finish(), 0.2)};
    add(crowd.agents, SurfaceId(0), {20, 6});
    crowd.refresh(3);  // id 1: (3 + 1) mod 5 != 0, only the request counts
    const Guidance g = guide(*crowd.solved.grid, crowd.solved.field, SurfaceId(0), {20, 6}, 0.2);
    EXPECT_EQ(crowd.agents.aim_x_m[0], g.aim.x);
    EXPECT_EQ(crowd.agents.aim_y_m[0], g.aim.y);
    EXPECT_EQ(crowd.agents.desired_x[0], static_cast<float>(g.direction.x));
    EXPECT_EQ(crowd.agents.next_gate[0], 0);
    // 20 m / 1.34 m/s = 14.925 s
    EXPECT_NEAR(crowd.agents.travel_time_s[0], 14.925F, 0.02F);
    EXPECT_EQ(crowd.agents.speed_limit_mps[0], 1.2F);
}

TEST(RefreshGuidance, WalksTowardsTheAimBetweenTwoLooks) {
    Crowd crowd{Solved(hall().finish(), 0.2)};
    add(crowd.agents, SurfaceId(0), {20, 6});
    crowd.agents.aim_x_m[0] = 20;  // an aim that no look would choose: north
    crowd.agents.aim_y_m[0] = 8;
    crowd.agents.aim_surface[0] = -1;
    for (const std::int64_t step : {0, 1, 2, 3}) {  // id 1 looks at 4, 9, ...
        crowd.refresh(step);
        EXPECT_EQ(crowd.agents.desired_y[0], 1.0F) << step;
        EXPECT_NEAR(crowd.agents.travel_time_s[0], 14.925F, 0.02F) << step;
    }
    crowd.refresh(4);
    EXPECT_LT(crowd.agents.desired_x[0], -0.99F);
}

TEST(RefreshGuidance, ReckonsTheTimeOnOpenGround) {
    Crowd crowd{Solved(hall().finish(), 0.2)};
    add(crowd.agents, SurfaceId(0), {20, 6});
    crowd.refresh(4);  // id 1 looks: the exit lies 20 m to the west, the aim 2 m
    EXPECT_EQ(crowd.agents.aim_surface[0], 0);
    EXPECT_NEAR(crowd.agents.aim_x_m[0], 18.0, 1e-3);
    EXPECT_NEAR(crowd.agents.aim_pace_s_per_m[0], 1.0F / 1.34F, 1e-3F);
    // Pushed 0.5 m back: 20.5 m / 1.34 m/s = 15.299 s, and the way is still to the aim.
    crowd.agents.x_m[0] = 20.5;
    crowd.refresh(5);
    EXPECT_NEAR(crowd.agents.travel_time_s[0], 15.299F, 0.02F);
    EXPECT_EQ(crowd.agents.desired_x[0], -1.0F);
    // On another surface nothing is known of the ground: the field is read.
    crowd.agents.aim_surface[0] = 1;
    crowd.agents.aim_time_s[0] = 1000.0F;
    crowd.refresh(6);
    EXPECT_NEAR(crowd.agents.travel_time_s[0], 15.299F, 0.02F);
}

TEST(RefreshGuidance, LooksAroundBeforeTheAimIsReached) {
    Crowd crowd{Solved(hall().finish(), 0.2)};
    add(crowd.agents, SurfaceId(0), {20, 6});
    crowd.agents.aim_x_m[0] = 20;
    crowd.agents.aim_y_m[0] = 6.3;
    crowd.refresh(0);
    EXPECT_LT(crowd.agents.desired_x[0], -0.99F);
}

TEST(RefreshGuidance, LeavesThoseAloneWhoDoNotWalk) {
    Crowd crowd{Solved(hall().finish(), 0.2)};
    add(crowd.agents, SurfaceId(0), {20, 6});
    crowd.agents.activity[0] = Activity::seated;
    crowd.agents.desired_x[0] = 0.25F;
    crowd.refresh(4);
    EXPECT_EQ(crowd.agents.desired_x[0], 0.25F);
}

TEST(RefreshGuidance, StopsThoseWithoutGoalOrWay) {
    VenueSketch sketch = hall();
    sketch.wall(SurfaceId(0), {15, 0}, {15, 12});
    Crowd crowd{Solved(sketch.finish(), 0.2)};
    add(crowd.agents, SurfaceId(0), {20, 6});
    add(crowd.agents, SurfaceId(0), {10, 6});
    crowd.agents.goal[1] = -1;
    crowd.refresh(0);
    for (const std::size_t row : {0U, 1U}) {
        EXPECT_EQ(crowd.agents.desired_x[row], 0.0F);
        EXPECT_EQ(crowd.agents.desired_y[row], 0.0F);
        EXPECT_TRUE(std::isinf(crowd.agents.travel_time_s[row]));
        EXPECT_EQ(crowd.agents.next_gate[row], -1);
    }
}

TEST(RefreshGuidance, TakesTheSpeedOfTheGround) {
    VenueSketch sketch;
    const SurfaceId lower = sketch.floor(rectangle(0, 0, 10, 4));
    const SurfaceId stair = sketch.incline(SurfaceKind::stair, rectangle(10, 0, 14, 4), {1, 0}, 3.0, 4.0);
    const SurfaceId upper = sketch.floor(rectangle(14, 0, 20, 4));
    const GateId west = sketch.exit(lower, {0, 4}, {0, 0});
    const GateId east = sketch.exit(upper, {20, 0}, {20, 4});
    sketch.joint(lower, stair, {10, 0}, {10, 4});
    sketch.joint(stair, upper, {14, 0}, {14, 4});
    const auto venue = sketch.finish();
    Crowd down{Solved(venue, 0.2, NoWallCost(), {west})};
    add(down.agents, stair, {12, 2});
    add(down.agents, upper, {17, 2});
    down.refresh(0);
    // cos(incline) = 4 / 5: 0.8 x 0.8 and 0.6 x 0.8 m/s in plan
    EXPECT_NEAR(down.agents.speed_limit_mps[0], 0.64F, 1e-6F);
    EXPECT_EQ(down.agents.speed_limit_mps[1], 1.2F);
    Crowd up{Solved(venue, 0.2, NoWallCost(), {east})};
    add(up.agents, stair, {12, 2});
    up.refresh(0);
    EXPECT_NEAR(up.agents.speed_limit_mps[0], 0.48F, 1e-6F);

    const SeatBlock block(0.4);
    Crowd seats{Solved(block.sketch.finish(), 0.1)};
    add(seats.agents, block.hall, block.in_row(1, 2.0));
    add(seats.agents, block.hall, block.on_seat(1, 3));
    add(seats.agents, block.hall, {0.6, 5.0});
    seats.refresh(0);
    EXPECT_EQ(seats.agents.speed_limit_mps[0], 0.5F);
    EXPECT_EQ(seats.agents.speed_limit_mps[1], 0.5F);
    EXPECT_EQ(seats.agents.speed_limit_mps[2], 1.2F);
}

TEST(RefreshGuidance, GivesEverybodyOfALargeCrowdTheirOwnTime) {
    Crowd crowd{Solved(hall().finish(), 0.2)};
    for (int i = 0; i < 200; ++i) add(crowd.agents, SurfaceId(0), {1.0 + 0.137 * i, 0.5 + 0.05 * i});
    crowd.agents.activity[70] = Activity::waiting;
    crowd.agents.travel_time_s[70] = -1.0F;
    crowd.refresh(0);
    for (std::size_t row = 0; row < 200; ++row) {
        const Vec2 p{crowd.agents.x_m[row], crowd.agents.y_m[row]};
        const float expected =
            row == 70 ? -1.0F : travel_time_s(*crowd.solved.grid, crowd.solved.field, SurfaceId(0), p);
        EXPECT_EQ(crowd.agents.travel_time_s[row], expected) << row;
    }
}

TEST(RefreshGuidance, LeadsOutOfARowToItsNearestAisleFirst) {
    // An exit at the end of the east aisle, and somebody 0.5 m west of the middle of row 2
    // (seat_row_field_test has the figures): the exit draws east, the row's nearest aisle lies west.
    SeatBlock block(0.4);
    const GateId exit = block.sketch.exit(block.hall, {6.4, 0}, {7.2, 0});
    Crowd crowd{Solved(block.sketch.finish(), 0.1, NoWallCost(), {exit})};
    const SeatRowField rows = solve_seat_rows(*crowd.solved.grid);
    add(crowd.agents, block.hall, block.in_row(2, 2.0));
    const auto refresh = [&](const SeatRowField* field) {
        request_guidance(crowd.agents, 0);
        refresh_guidance(*crowd.solved.grid, crowd.fields, crowd.solved.state, {0, 5}, crowd.agents, 0, 1,
                         field);
    };
    refresh(&rows);
    EXPECT_LT(crowd.agents.desired_x[0], -0.98F);
    // x = 3.2: (3.2 - 1.15) / 0.5 to the aisle; the exit beyond it is the gate ahead, all the same.
    EXPECT_NEAR(crowd.agents.seat_row_time_s[0], 4.1F, 1e-3F);
    // ... and (2.00 + 5.85) m / 1.34 m/s round the block to the exit.
    EXPECT_NEAR(crowd.agents.travel_time_s[0], 4.1F + 5.86F, 0.12F);
    EXPECT_EQ(crowd.agents.next_gate[0], exit.value);
    EXPECT_EQ(crowd.agents.speed_limit_mps[0], 0.5F);
    refresh(nullptr);  // control
    EXPECT_GT(crowd.agents.desired_x[0], 0.98F);
    EXPECT_EQ(crowd.agents.seat_row_time_s[0], 0.0F);
}

TEST(RefreshGuidance, WritesOnlyItsRows) {
    Crowd crowd{Solved(hall().finish(), 0.2)};
    for (int i = 0; i < 6; ++i) add(crowd.agents, SurfaceId(0), {20, 2.0 + i});
    refresh_guidance(*crowd.solved.grid, crowd.fields, crowd.solved.state, {0, 5}, crowd.agents, 2, 4);
    for (std::size_t row = 0; row < 6; ++row)
        EXPECT_EQ(crowd.agents.desired_x[row] != 0.0F, row == 2 || row == 3) << row;
}

}  // namespace
}  // namespace wayout::test
