// Expected values are worked out by hand in the comments.
#include "behaviour/danger_area.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr double tolerance = 1e-12;

/// A circle that walks from (0, 0) to (10, 0) between 10 s and 20 s while it grows from 1 m to 3 m.
DangerAreaSpec moving_circle() {
    DangerAreaSpec spec;
    spec.path = {{10.0, {0, 0}}, {20.0, {10, 0}}};
    spec.radius_m = {{10.0, 1.0}, {20.0, 3.0}};
    return spec;
}

DangerAreaSpec square() {
    DangerAreaSpec spec;
    spec.polygon = Polygon{{{0, 0}, {4, 0}, {4, 4}, {0, 4}}, {}};
    return spec;
}

TEST(DangerArea, CircleIsLinearBetweenItsTimesAndConstantBeyond) {
    const DangerAreaSpec spec = moving_circle();
    EXPECT_EQ(shape_at(spec, 0.0).centre, (Vec2{0, 0}));
    EXPECT_EQ(shape_at(spec, 0.0).radius_m, 1.0);
    // Half way: (5, 0), 2 m.
    EXPECT_EQ(shape_at(spec, 15.0).centre, (Vec2{5, 0}));
    EXPECT_EQ(shape_at(spec, 15.0).radius_m, 2.0);
    EXPECT_EQ(shape_at(spec, 99.0).centre, (Vec2{10, 0}));
    EXPECT_EQ(shape_at(spec, 99.0).radius_m, 3.0);
}

TEST(DangerArea, IsThereFromItsBeginUntilBeforeItsEnd) {
    DangerAreaSpec spec = square();
    spec.from_s = 5.0;
    spec.until_s = 8.0;
    EXPECT_FALSE(shape_at(spec, 4.9).is_there);
    EXPECT_TRUE(shape_at(spec, 5.0).is_there);
    EXPECT_FALSE(shape_at(spec, 8.0).is_there);
}

TEST(DangerArea, CircleOfRadiusZeroIsNeverThere) {
    DangerAreaSpec spec = moving_circle();
    spec.radius_m = {{0.0, 0.0}};
    EXPECT_FALSE(is_ever_there(spec));
    EXPECT_FALSE(shape_at(spec, 15.0).is_there);
    EXPECT_TRUE(std::isinf(distance_m(shape_at(spec, 15.0), {5, 0})));
    EXPECT_TRUE(is_ever_there(moving_circle()));  // control
}

TEST(DangerArea, DistancesAreToTheEdgeAndNegativeInside) {
    const DangerAreaSpec circle = moving_circle();
    // At 15 s: centre (5, 0), radius 2; (5, 5) is 5 - 2 = 3 m off, (5, 1) is 1 m in.
    EXPECT_NEAR(distance_m(shape_at(circle, 15.0), {5, 5}), 3.0, tolerance);
    EXPECT_NEAR(distance_m(shape_at(circle, 15.0), {5, 1}), -1.0, tolerance);
    const DangerAreaSpec spec = square();
    // (7, 8) from the corner (4, 4): a triangle of 3, 4, 5.
    EXPECT_NEAR(distance_m(shape_at(spec, 0.0), {7, 8}), 5.0, tolerance);
    EXPECT_NEAR(distance_m(shape_at(spec, 0.0), {1, 2}), -1.0, tolerance);
}

TEST(DangerArea, OutlineGrowsOnAllSides) {
    DangerAreaSpec spec = square();
    spec.from_s = 10.0;
    spec.grows_mps = 0.5;
    // 6 s after its begin: 3 m. (9, 2) is 5 m off the square, so 2 m off; (7, 8) 5 - 3 = 2 m.
    EXPECT_NEAR(distance_m(shape_at(spec, 16.0), {9, 2}), 2.0, tolerance);
    EXPECT_NEAR(distance_m(shape_at(spec, 16.0), {7, 8}), 2.0, tolerance);
    // Its outline is 3 m off the square everywhere.
    for (const Vec2 p : outline_of(shape_at(spec, 16.0)))
        EXPECT_NEAR(distance_m(shape_at(square(), 16.0), p), 3.0, 1e-9);
}

TEST(DangerArea, NearestPointLiesOnTheEdge) {
    const DangerShape shape = shape_at(moving_circle(), 15.0);
    const Vec2 nearest = nearest_point(shape, {5, 5});
    EXPECT_NEAR(nearest.x, 5.0, tolerance);
    EXPECT_NEAR(nearest.y, 2.0, tolerance);
    EXPECT_EQ(nearest_point(shape, {5, 1}), (Vec2{5, 1}));
}

TEST(DangerArea, NobodyStepsTowardsItWhereItIsTooNear) {
    const DangerShape shape = shape_at(moving_circle(), 15.0);  // (5, 0), 2 m
    // 3 m off and 5 m to keep: straight towards it stands; slanting goes along; away and along go on.
    const Vec2 here{5, 5};
    EXPECT_EQ(kept_off(shape, 5.0, here, {0, -1}), (Vec2{0, 0}));
    const Vec2 along = kept_off(shape, 5.0, here, {0.6, -0.8});
    EXPECT_NEAR(along.x, 1.0, tolerance);
    EXPECT_NEAR(along.y, 0.0, tolerance);
    EXPECT_EQ(kept_off(shape, 5.0, here, {0, 1}), (Vec2{0, 1}));
    EXPECT_EQ(kept_off(shape, 2.9, here, {0, -1}), (Vec2{0, -1}));  // control: far enough
    // In the outline the way out is the nearest edge: from (1, 2) to the west.
    const DangerAreaSpec spec = square();
    EXPECT_EQ(away_from(shape_at(spec, 0.0), {1, 2}), (Vec2{-1, 0}));
}

TEST(DangerArea, KnowsWhenItChangesLast) {
    EXPECT_EQ(last_change_s(moving_circle()), 20.0);
    EXPECT_EQ(last_change_s(square()), 0.0);
    DangerAreaSpec growing = square();
    growing.grows_mps = 0.1;
    EXPECT_TRUE(std::isinf(last_change_s(growing)));
    growing.until_s = 30.0;
    EXPECT_EQ(last_change_s(growing), 30.0);
}

TEST(DangerCost, FallsFromElevenAtTheDistanceKept) {
    const DangerAreaSpec spec = square();  // A = 10, r_avoid 5 m, r_fear 10 m
    EXPECT_NEAR(danger_cost_factor(spec, 5.0), 11.0, tolerance);
    EXPECT_NEAR(danger_cost_factor(spec, -2.0), 11.0, tolerance);
    // 10 m farther: 1 + 10 / e = 4.678794
    EXPECT_NEAR(danger_cost_factor(spec, 15.0), 4.678794411714423, 1e-9);
    EXPECT_EQ(danger_cost_factor(spec, std::numeric_limits<double>::infinity()), 1.0);
    DangerAreaSpec none = spec;  // control
    none.fear_factor = 0.0;
    EXPECT_EQ(danger_cost_factor(none, 5.0), 1.0);
}

TEST(DangerWord, SpreadsAtItsRate) {
    // 1 - exp(-0.2) = 0.181269
    EXPECT_NEAR(spread_probability(0.2, 1.0), 0.18126924692201815, tolerance);
    EXPECT_EQ(spread_probability(0.0, 1.0), 0.0);
}

TEST(DangerChoiceRule, LeaveElseShelterElseKeepAwayElseHold) {
    EXPECT_EQ(choose_in_danger({.can_leave = true, .can_shelter = true, .can_keep_away = true}),
              DangerChoice::leave);
    EXPECT_EQ(choose_in_danger({.can_shelter = true, .can_keep_away = true}), DangerChoice::shelter);
    EXPECT_EQ(choose_in_danger({.can_keep_away = true}), DangerChoice::keep_away);
    EXPECT_EQ(choose_in_danger({}), DangerChoice::hold);
    EXPECT_EQ(choose_in_danger({.can_leave = true, .can_shelter = true, .wants_shelter = true}),
              DangerChoice::shelter);
    EXPECT_EQ(choose_in_danger({.can_leave = true, .wants_shelter = true}), DangerChoice::leave);
}

TEST(DangerResponse, TheShareThatStandsStillFirstAndItsTimes) {
    const DangerResponseSpec spec;  // 5 %, 5 to 30 s
    constexpr int people = 20'000;
    int count = 0;
    double sum_s = 0.0;
    for (AgentId person = 1; person <= people; ++person)
        if (const std::optional<double> hold_s = first_hold_s(spec, 1, person)) {
            ++count;
            sum_s += *hold_s;
            EXPECT_GE(*hold_s, 5.0);
            EXPECT_LE(*hold_s, 30.0);
        }
    // Binomial: 1000 +- 3 x sqrt(20000 x 0.05 x 0.95) = 92. Mean 17.5 s, sd 7.2 s, so +- 3 x 7.2 /
    // sqrt(1000).
    EXPECT_NEAR(count, 1000, 93);
    EXPECT_NEAR(sum_s / count, 17.5, 0.7);
    DangerResponseSpec nobody = spec;
    nobody.hold_frac = 0.0;
    EXPECT_FALSE(first_hold_s(nobody, 1, 1).has_value());
}

TEST(Orders, AreFollowedAfterAUniformDelay) {
    OrderSpec order;
    order.at_s = 60.0;
    order.delay_s = 10.0;
    EXPECT_EQ(obeys_at_s(order, 1, 1, 0), 70.0);
    order.delay_spread_s = 4.0;
    double least_s = 1e9, most_s = 0.0;
    for (AgentId person = 1; person <= 2000; ++person) {
        least_s = std::min(least_s, obeys_at_s(order, 1, person, 0));
        most_s = std::max(most_s, obeys_at_s(order, 1, person, 0));
    }
    EXPECT_NEAR(least_s, 66.0, 0.05);
    EXPECT_NEAR(most_s, 74.0, 0.05);
}

}  // namespace
}  // namespace wayout
