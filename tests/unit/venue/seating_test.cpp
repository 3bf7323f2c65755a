#include "spec_helpers.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <numbers>

namespace wayout {
namespace {

using namespace test;

/// Two rows of four seats of 0.5 m, looking to +y, with an aisle of 1.2 m after the second seat, from (2, 6)
/// backwards.
VenueSpec small_block() {
    VenueSpec spec = room();
    SeatingSpec s;
    s.id = "stalls";
    s.on = "ground";
    s.front_left = {2, 6};
    s.row_count = 2;
    s.seats_per_row = 4;
    s.row_pitch_m = 0.9;
    s.row_clear_width_m = 0.4;
    s.aisles = {{2, 1.2}};
    spec.seating.push_back(s);
    return spec;
}

TEST(Seating, TwoRowsByHand) {
    const auto v = built(small_block());
    ASSERT_EQ(v->seats.size(), 8u);
    // Row 1: clear way y = 6.0-5.6, seats 5.6-5.1, centre 0.25 m behind 5.6. Seats at x = 2.25, 2.75,
    // then 1.2 m of aisle from 3.0 to 4.2: 4.45, 4.95. Row 2 lies 0.9 m farther back.
    const double x[4] = {2.25, 2.75, 4.45, 4.95};
    for (std::size_t i = 0; i < 8; ++i) {
        EXPECT_EQ(v->seats[i].position, (Vec2{x[i % 4], i < 4 ? 5.35 : 4.45})) << i;
        EXPECT_EQ(v->seats[i].facing, (Vec2{0, 1}));
        EXPECT_EQ(v->seats[i].row, SeatRowId::from(i / 2));
        EXPECT_EQ(v->seats[i].block, 0);
        EXPECT_EQ(v->seats[i].surface, SurfaceId(0));
    }
    ASSERT_EQ(v->seat_rows.size(), 4u);
    EXPECT_EQ(v->seat_rows[1].lane.outer.size(), 4u);
    EXPECT_NEAR(area(v->seat_rows[1].lane), 1.0 * 0.4, 1e-12);
    EXPECT_EQ(locate(v->seat_rows[1].lane, {4.7, 5.8}), Side::inside);
    EXPECT_EQ(v->seat_rows[0].number, 1);
    EXPECT_EQ(v->seat_rows[3].number, 2);
    EXPECT_EQ(v->seat_rows[3].block, "stalls");
    EXPECT_DOUBLE_EQ(v->narrowest_passage_m, 0.4);
}

TEST(Seating, BanksHaveBacksEndsAndOneSidedFronts) {
    const auto v = built(small_block());
    const SurfaceId ground(0);
    // First bank of row 1
    EXPECT_TRUE(has_wall(*v, ground, {2, 5.1}, {3, 5.1}));  // backs
    EXPECT_TRUE(has_wall(*v, ground, {2, 5.6}, {2, 5.1}));  // ends
    EXPECT_TRUE(has_wall(*v, ground, {3, 5.6}, {3, 5.1}));
    EXPECT_TRUE(has_wall(*v, ground, {2, 5.6}, {3, 5.6}));  // front
    EXPECT_FALSE(has_wall(*v, ground, {2, 6}, {3, 6}));     // nothing in front of the first clear way
    // Room 5 walls, 4 banks of 4 walls
    EXPECT_EQ(v->walls.size(), 5u + 16u);
    int one_sided = 0;
    for (const Wall& w : v->walls) {
        if (!w.one_sided)
            continue;
        ++one_sided;
        // Left of a -> b is the clear way, in front.
        EXPECT_DOUBLE_EQ(unit(perp(w.line.b - w.line.a)).y, 1.0);
    }
    EXPECT_EQ(one_sided, 4);
    // Seats stay walkable: people sit there.
    EXPECT_TRUE(v->is_walkable(ground, v->seats[0].position));
    EXPECT_DOUBLE_EQ(v->surfaces[0].area_m2, 80.0);
}

TEST(Seating, LookingInAnyDirection) {
    // Facing +x: the left is +y, rows go to -x, seats to -y.
    VenueSpec spec = small_block();
    spec.seating[0].facing_rad = 0.0;
    spec.seating[0].front_left = {6, 7};
    const auto v = built(spec);
    // 0.4 + 0.25 m behind the front, 0.25 m to the right; the last: another 0.9 m behind, 1.0 + 1.2 + 0.75 m
    // to the right
    EXPECT_EQ(v->seats[0].position, (Vec2{5.35, 6.75}));
    EXPECT_EQ(v->seats[7].position, (Vec2{4.45, 4.05}));
    EXPECT_EQ(v->seats[0].facing, (Vec2{1, 0}));
}

TEST(Seating, RowsMayHaveDifferentNumbersOfSeats) {
    VenueSpec spec = small_block();
    spec.seating[0].seats_in_row = {1, 5};
    const auto v = built(spec);
    ASSERT_EQ(v->seats.size(), 6u);
    EXPECT_EQ(v->seats[0].position, (Vec2{2.25, 5.35}));
    EXPECT_EQ(v->seats[5].position, (Vec2{4.2 + 2 * 0.5 + 0.25, 4.45}));
    EXPECT_EQ(v->seat_rows.size(), 3u);
    spec.seating[0].seats_in_row = {1};
    EXPECT_TRUE(says(problems_of(spec), "1 numbers of seats for 2 rows"));
}

TEST(Seating, ShallowSeatsMoveThePersonForward) {
    VenueSpec spec = small_block();
    spec.seating[0].row_pitch_m = 0.75;  // 0.35 m deep: half is 0.175, but 0.20 m are kept
    EXPECT_EQ(built(spec)->seats[0].position, (Vec2{2.25, 5.4}));
    spec.seating[0].row_pitch_m = 0.85;  // 0.45 m deep
    EXPECT_EQ(built(spec)->seats[0].position, (Vec2{2.25, 5.375}));
}

/// One bank of six seats in a quarter ring round a stage at (20, 20): radius of the first clear way 10 m.
VenueSpec curved_block() {
    VenueSpec spec;
    spec.storeys.push_back(storey("ground", 0.0, {box(0, 0, 40, 40)}));
    spec.exits.push_back(exit_on("exit", "ground", {0, 10}, {0, 12}));
    SeatingSpec s;
    s.id = "arc";
    s.on = "ground";
    s.row_count = 2;
    s.seats_per_row = 6;
    s.seat_width_m = 0.5;
    s.row_pitch_m = 1.0;
    s.row_clear_width_m = 0.5;
    s.curvature_radius_m = 10.0;
    s.facing_rad = std::numbers::pi / 2;  // the middle looks to +y, so the block lies below the stage
    // Left end: half of the row is 3 seats, (3 x 0.5) / 10.5 rad to the left of straight down.
    const double half = 1.5 / 10.5;
    s.front_left = {20.0 - 10.0 * std::sin(half), 20.0 - 10.0 * std::cos(half)};
    spec.seating.push_back(s);
    return spec;
}

TEST(Seating, CurvedRowsLieRoundTheStage) {
    const auto v = built(curved_block());
    ASSERT_EQ(v->seats.size(), 12u);
    const Vec2 stage{20, 20};
    for (std::size_t i = 0; i < 12; ++i) {
        // Clear way 0.5 m, centre 0.25 m behind: radius 10.75 and 11.75.
        EXPECT_NEAR(distance(v->seats[i].position, stage), i < 6 ? 10.75 : 11.75, 3e-4);
        const Vec2 to_stage = unit(stage - v->seats[i].position);
        EXPECT_NEAR(dot(to_stage, v->seats[i].facing), 1.0, 1e-7);
    }
    // From left to right, 0.5 m apart at radius 10.5: 0.5 / 10.5 rad
    const Vec2 first = v->seats[0].position - stage;
    const Vec2 second = v->seats[1].position - stage;
    EXPECT_NEAR(std::asin(cross(unit(first), unit(second))), 0.5 / 10.5, 3e-5);
    EXPECT_LT(v->seats[0].position.x, v->seats[5].position.x);
    // Symmetric about the middle in both rows
    EXPECT_NEAR(v->seats[0].position.x + v->seats[5].position.x, 40.0, 3e-4);
    EXPECT_NEAR(v->seats[6].position.x + v->seats[11].position.x, 40.0, 3e-4);
    EXPECT_NEAR(v->seats[6].position.y, v->seats[11].position.y, 3e-4);
    // 2 banks: 6 fronts, 6 backs, 2 ends each; the room has 5 walls
    EXPECT_EQ(v->walls.size(), 5u + 2u * 14u);
    for (const Wall& w : v->walls) {
        EXPECT_TRUE(!w.one_sided || cross(w.line.b - w.line.a, stage - w.line.a) > 0.0);
    }
}

TEST(Seating, CurvedAislesPointToTheStage) {
    VenueSpec spec = curved_block();
    spec.seating[0].aisles = {{3, 1.2}};
    spec.seating[0].row_count = 8;
    const auto v = built(spec);
    // The middle between the banks keeps its direction in every row.
    const Vec2 stage = [&] {
        // Two seats of one row look along lines that meet there.
        const Vec2 p = v->seats[0].position;
        const Vec2 q = v->seats[5].position;
        const Vec2 d = v->seats[0].facing;
        const Vec2 e = v->seats[5].facing;
        return p + cross(q - p, e) / cross(d, e) * d;
    }();
    for (std::size_t row = 0; row < 8; ++row) {
        const Vec2 left = v->seats[6 * row + 2].position;
        const Vec2 right = v->seats[6 * row + 3].position;
        const Vec2 middle = unit(0.5 * (left + right) - stage);
        EXPECT_NEAR(cross(middle, Vec2{0, -1}), 0.0, 1e-4) << row;
        // The aisle never gets narrower than given.
        EXPECT_GE(distance(left, right), 1.2 + 0.5 - 1e-3);
    }
}

TEST(Seating, ThatDoesNotFitIsReportedOnceWithTheFirstSeat) {
    VenueSpec spec = small_block();
    spec.seating[0].front_left = {
        6.5, 6};  // the last two seats of both rows reach over x = 10 at 8.7-9.7: still inside
    EXPECT_EQ(problems_of(spec), "");
    spec.seating[0].front_left = {7, 6};  // seats at 7.0, 7.5, 9.2, 9.7-10.2
    const std::string p = problems_of(spec);
    EXPECT_TRUE(says(p,
                     "seating[0] (seating 'stalls') | 2 of the seats do not fit: row 1, seat 4 at (9.95, "
                     "5.55) reaches over the edge of 'ground'"));
    EXPECT_EQ(line_count(p), 1u);
    // A pillar of 5 cm within one seat, and a partition across another
    spec = small_block();
    ObstacleSpec pillar;
    pillar.polygon = box(2.2, 5.3, 2.25, 5.35);
    spec.storeys[0].obstacles.push_back(pillar);
    EXPECT_TRUE(says(problems_of(spec), "1 of the seats do not fit: row 1, seat 1"));
    spec = small_block();
    spec.storeys[0].walls.push_back({{{2.75, 0}, {2.75, 4.5}}, 0.0, ""});
    EXPECT_TRUE(says(problems_of(spec), "1 of the seats do not fit: row 2, seat 2"));
}

TEST(Seating, UpToACentimetreOverTheEdgeIsTolerated) {
    VenueSpec spec = small_block();
    spec.seating[0].front_left = {10.005 - 3.2, 6};
    EXPECT_EQ(problems_of(spec), "");
    spec.seating[0].front_left = {10.03 - 3.2, 6};
    EXPECT_NE(problems_of(spec), "");
}

TEST(Seating, BlocksMustNotOverlap) {
    VenueSpec spec = small_block();
    SeatingSpec other = spec.seating[0];
    other.id = "circle";
    other.front_left = {2, 4.4};  // row 2 of the stalls ends at 4.2: 0.2 m x 2 m in common
    spec.seating.push_back(other);
    EXPECT_TRUE(says(problems_of(spec),
                     "seating[1] (seating 'circle') | its rows overlap those of seating[0] (seating "
                     "'stalls') by 0.40 m2"));
    spec.seating[1].front_left = {2, 4.2};
    EXPECT_EQ(problems_of(spec), "");
}

TEST(Seating, NumbersAreChecked) {
    VenueSpec spec = small_block();
    spec.seating[0].row_clear_width_m = 0.25;
    EXPECT_TRUE(says(problems_of(spec),
                     "seating[0].row_clear_width_m (seating 'stalls') | 0.25 m between seat rows is too "
                     "narrow to walk through"));
    spec = small_block();
    spec.seating[0].row_pitch_m = 0.6;
    EXPECT_TRUE(says(problems_of(spec),
                     "a row pitch of 0.60 m minus the clear width of 0.40 m leaves 0.20 m for the seats"));
    spec = small_block();
    spec.seating[0].row_count = 0;
    EXPECT_TRUE(says(problems_of(spec), "the number of rows is 0 rows; it must lie between 1 and 1000"));
    spec = small_block();
    spec.seating[0].row_count = 1000;
    spec.seating[0].seats_per_row = 10000;
    EXPECT_TRUE(says(problems_of(spec), "10000000 seats in one block"));
    spec = small_block();
    spec.seating[0].aisles = {{2, 1.2}, {1, 1.2}};
    EXPECT_TRUE(says(problems_of(spec), "aisles are listed from left to right"));
    spec = small_block();
    spec.seating[0].aisles = {{2, 0.3}};
    EXPECT_TRUE(says(problems_of(spec), "the width of the aisle is 0.3 m"));
    spec = small_block();
    spec.seating[0].on = "grond";
    EXPECT_TRUE(says(problems_of(spec), "there is no storey or tier 'grond'; did you mean 'ground'?"));
}

TEST(Seating, SixThousandSeatsAreBuiltQuickly) {
    VenueSpec spec;
    spec.storeys.push_back(storey("ground", 0.0, {box(0, 0, 60, 60)}));
    spec.exits.push_back(exit_on("exit", "ground", {0, 10}, {0, 12}));
    SeatingSpec s;
    s.id = "stalls";
    s.on = "ground";
    s.front_left = {3, 57};
    s.row_count = 60;
    s.seats_per_row = 100;
    s.seat_width_m = 0.5;
    s.aisles = {{25, 1.2}, {50, 1.2}, {75, 1.2}};
    spec.seating.push_back(s);
    const auto start = std::chrono::steady_clock::now();
    const auto v = built(spec);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    EXPECT_EQ(v->seats.size(), 6000u);
    EXPECT_EQ(v->seat_rows.size(), 240u);
    EXPECT_LT(took.count(),
              5.0);  // well below 1 s when optimised; sanitizers and a loaded machine take longer
}

}  // namespace
}  // namespace wayout
