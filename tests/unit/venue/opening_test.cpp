#include "spec_helpers.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

using namespace test;

/// The room, divided at x = 5 by a wall.
VenueSpec divided_room(double thickness_m) {
    VenueSpec spec = room();
    spec.storeys[0].walls.push_back({{{5, 0}, {5, 8}}, thickness_m, "plan: walls[0]"});
    spec.doors.push_back(door_on("door", "ground", {5, 3}, {5, 4.2}));
    return spec;
}

TEST(Exit, OnTheEdgeHasTheFloorToItsLeft) {
    for (const bool turned : {false, true}) {
        VenueSpec spec = room();
        if (turned)
            std::swap(spec.exits[0].line.a, spec.exits[0].line.b);
        const auto v = built(spec);
        const Gate& g = v->gates[0];
        EXPECT_EQ(g.kind, GateKind::exit);
        // The floor lies at x < 10: to the left of the upward line.
        EXPECT_EQ(g.line, (Segment{{10, 3}, {10, 5}}));
        EXPECT_EQ(g.left, ground);
        EXPECT_FALSE(g.right.is_valid());
        EXPECT_TRUE(g.open_at_start);
    }
}

TEST(Exit, NarrowerThanItsLineLeavesFramesAsWalls) {
    VenueSpec spec = room();
    spec.exits[0].clear_width_m = 1.5;
    const auto v = built(spec);
    EXPECT_EQ(v->gates[0].line, (Segment{{10, 3.25}, {10, 4.75}}));
    EXPECT_DOUBLE_EQ(v->gates[0].clear_width_m, 1.5);
    EXPECT_TRUE(has_wall(*v, ground, {10, 0}, {10, 3.25}));
    EXPECT_TRUE(has_wall(*v, ground, {10, 4.75}, {10, 8}));
    EXPECT_DOUBLE_EQ(wall_length(*v, ground), 36.0 - 1.5);
}

TEST(Exit, ThatIsClosedIsNoWall) {
    VenueSpec spec = room();
    spec.exits[0].state = OpeningState::closed;
    const auto v = built(spec);
    EXPECT_FALSE(v->gates[0].open_at_start);
    EXPECT_DOUBLE_EQ(wall_length(*v, ground), 34.0);
}

TEST(Exit, SlightlyOffTheEdgeIsDrawnOnToIt) {
    VenueSpec spec = room();
    spec.exits[0].line = {{10.008, 3}, {9.995, 5}};
    const auto v = built(spec);
    EXPECT_EQ(v->gates[0].line, (Segment{{10, 3}, {10, 5}}));
    EXPECT_EQ(v->walls.size(), 5u);
}

TEST(Exit, AlongASlantedEdgeOpensIt) {
    VenueSpec spec = room();
    spec.storeys[0].floor = {{{{0, 0}, {9, 0}, {0, 12}}, {}}};
    // Edge from (9, 0) to (0, 12), 15 m long, direction (-0.6, 0.8): from 5 m to 7.5 m.
    spec.exits[0].line = {{6, 4}, {4.5, 6}};
    const auto v = built(spec);
    EXPECT_NEAR(v->gates[0].clear_width_m, 2.5, 1e-6);
    EXPECT_NEAR(wall_length(*v, ground), 9.0 + 12.0 + 15.0 - 2.5, 1e-4);
}

TEST(Exit, OverSeveralEdgesOpensAllOfThem) {
    VenueSpec spec = room();
    spec.storeys[0].floor = {box(0, 0, 10, 4)};
    // A nib of 1 mm divides the right side.
    spec.storeys[0].floor.push_back({{{0, 4}, {10, 4}, {10.001, 6}, {10, 8}, {0, 8}}, {}});
    spec.exits[0].line = {{10, 3}, {10, 7}};
    const auto v = built(spec);
    EXPECT_NEAR(wall_length(*v, ground), 36.0 - 4.0, 1e-3);
}

TEST(Exit, AcrossTheFloorEndsTheVenueThere) {
    for (const bool turned : {false, true}) {
        VenueSpec spec = room();
        spec.exits[0].line = turned ? Segment{{8, 8}, {8, 0}} : Segment{{8, 0}, {8, 8}};
        VenueNotes notes;
        const auto v = built(spec, &notes);
        EXPECT_DOUBLE_EQ(v->surfaces[0].area_m2, 64.0);
        EXPECT_EQ(v->gates[0].line, (Segment{{8, 0}, {8, 8}}));
        EXPECT_DOUBLE_EQ(wall_length(*v, ground), 8.0 + 8.0 + 8.0);
        EXPECT_TRUE(says(as_lines(notes.warnings), "16.0 m2 of floor beyond the exit are taken as outside"));
        EXPECT_FALSE(v->is_walkable(ground, {9, 4}));
    }
}

TEST(Exit, AcrossACorridorBetweenThinWalls) {
    VenueSpec spec = room();
    // A passage of 2 m between two partitions leads to the right side.
    spec.storeys[0].walls.push_back({{{6, 3}, {10, 3}}, 0.0, ""});
    spec.storeys[0].walls.push_back({{{6, 5}, {10, 5}}, 0.0, ""});
    spec.exits[0].line = {{8, 3.004}, {8, 4.997}};
    spec.exits[0].clear_width_m = 1.6;
    const auto v = built(spec);
    // Behind the exit 2 x 2 m go.
    EXPECT_DOUBLE_EQ(v->surfaces[0].area_m2, 76.0);
    EXPECT_NEAR(distance(v->gates[0].line.a, Vec2{8, 3.2}), 0.0, 1e-9);
    EXPECT_NEAR(distance(v->gates[0].line.b, Vec2{8, 4.8}), 0.0, 1e-9);
    EXPECT_TRUE(has_wall(*v, ground, {8, 3}, {8, 3.2}));
    EXPECT_TRUE(has_wall(*v, ground, {8, 4.8}, {8, 5}));
    EXPECT_TRUE(has_wall(*v, ground, {6, 3}, {8, 3}));
}

TEST(Exit, AcrossKeepsTheSideThatIsUsedEvenIfSmaller) {
    VenueSpec spec = room();
    // A hall of 3 x 8 m with an inner door, and a forecourt of 7 x 8 m.
    spec.exits[0].line = {{3, 0}, {3, 8}};
    spec.storeys[0].walls.push_back({{{0, 4}, {3, 4}}, 0.0, ""});
    spec.doors.push_back(door_on("d", "ground", {1, 4}, {2, 4}));
    const auto v = built(spec);
    EXPECT_DOUBLE_EQ(v->surfaces[0].area_m2, 24.0);
    EXPECT_EQ(v->gates[0].line, (Segment{{3, 0}, {3, 8}}));
}

TEST(Exit, InAThickOuterWallIsAPassageThroughIt) {
    VenueSpec spec = room();
    // The wall's axis lies on the edge, so half of its thickness is floor.
    spec.storeys[0].walls.push_back({{{10, 0}, {10, 8}}, 0.4, ""});
    spec.exits[0].clear_width_m = 1.8;
    const auto v = built(spec);
    EXPECT_DOUBLE_EQ(v->gates[0].clear_width_m, 1.8);
    EXPECT_EQ(v->gates[0].line, (Segment{{10, 3.1}, {10, 4.9}}));
    // 80 minus the inner half of the wall, but for the passage
    EXPECT_NEAR(v->surfaces[0].area_m2, 80.0 - 0.2 * (8.0 - 1.8), 1e-9);
}

TEST(Exit, WhereItIsNotIsSaidWithDistanceAndCure) {
    VenueSpec spec = room();
    spec.exits[0].name = "Main";
    spec.exits[0].line = {{10.25, 3}, {10.25, 5}};
    std::string p = problems_of(spec);
    EXPECT_TRUE(
        says(p,
             "exits[0] (exit 'Main') | the exit is not on the floor: its middle (10.25, 4.00) is 0.25 "
             "m away from the edge at (10.00, 4.00)"));
    EXPECT_TRUE(says(p, "draw it along the edge of the floor"));
    spec.exits[0].line = {{7, 3}, {7, 5}};
    EXPECT_TRUE(says(problems_of(spec), "its end (7.00, 3.00) is 3.00 m away from the nearest wall"));
    spec.exits[0].line = {{10, 7}, {10, 9}};
    EXPECT_TRUE(says(problems_of(spec), "only 1.00 m of the line of 2.00 m lie on the edge of the floor"));
}

TEST(Exit, ThatPeopleCanWalkRoundIsAnError) {
    VenueSpec spec = room();
    ObstacleSpec block;
    block.polygon = box(4, 3, 6, 8);
    spec.storeys[0].obstacles.push_back(block);
    spec.exits[0].line = {{4, 3}, {4, 0}};
    spec.exits.push_back(exit_on("other", "ground", {10, 3}, {10, 5}));
    EXPECT_EQ(problems_of(spec), "");
    // From the side of the block to the edge at the top: round the block one comes to the other side.
    spec.storeys[0].obstacles[0].polygon = box(4, 3, 6, 5);
    EXPECT_TRUE(says(problems_of(spec), "people can walk round the exit to its other side"));
}

TEST(Exit, BehindAnotherExitIsAnError) {
    VenueSpec spec = room();
    spec.exits.push_back(exit_on("inner", "ground", {7, 0}, {7, 8}));
    EXPECT_TRUE(
        says(problems_of(spec), "exits[1] (exit 'inner') | the area behind the exit has an exit itself"));
}

TEST(Exit, WithUseOnBothSidesIsAnError) {
    VenueSpec spec = room();
    spec.exits[0].line = {{5, 0}, {5, 8}};
    spec.storeys[0].walls.push_back({{{2, 0}, {2, 8}}, 0.0, ""});
    spec.storeys[0].walls.push_back({{{8, 0}, {8, 8}}, 0.0, ""});
    spec.doors.push_back(door_on("west", "ground", {2, 4}, {2, 5}));
    spec.doors.push_back(door_on("east", "ground", {8, 4}, {8, 5}));
    EXPECT_TRUE(says(problems_of(spec), "there are stairs, doors or seats on both sides of the exit"));
}

TEST(Door, CutsAThinWallOpen) {
    VenueSpec spec = divided_room(0.0);
    spec.doors[0].clear_width_m = 1.0;
    const auto v = built(spec);
    ASSERT_EQ(v->gates.size(), 2u);
    const Gate& d = v->gates[1];
    EXPECT_EQ(d.kind, GateKind::door);
    EXPECT_EQ(d.left, d.right);
    EXPECT_NEAR(d.line.a.y, 3.1, 1e-12);
    EXPECT_NEAR(d.line.b.y, 4.1, 1e-12);
    EXPECT_TRUE(has_wall(*v, ground, {5, 0}, {5, 3}));
    EXPECT_TRUE(has_wall(*v, ground, {5, 3}, {5, 3.1}));    // frame
    EXPECT_TRUE(has_wall(*v, ground, {5, 4.1}, {5, 4.2}));  // frame
    EXPECT_TRUE(has_wall(*v, ground, {5, 4.2}, {5, 8}));
    EXPECT_NEAR(wall_length(*v, ground), 34.0 + 7.0, 1e-9);
    EXPECT_DOUBLE_EQ(v->surfaces[0].area_m2, 80.0);
}

TEST(Door, CutsAPassageThroughAThickWall) {
    VenueSpec spec = divided_room(0.2);
    spec.doors[0].clear_width_m = 1.0;
    spec.doors[0].line = {{5.08, 3}, {5.08, 4.2}};  // near one face: drawn on to the axis
    const auto v = built(spec);
    EXPECT_NEAR(v->surfaces[0].area_m2, 80.0 - 0.2 * (8.0 - 1.0), 1e-9);
    const Gate& d = v->gates[1];
    EXPECT_NEAR(distance(d.line.a, Vec2{5, 3.1}), 0.0, 1e-9);
    EXPECT_NEAR(distance(d.line.b, Vec2{5, 4.1}), 0.0, 1e-9);
    EXPECT_TRUE(v->is_walkable(ground, {4.95, 3.5}));
    EXPECT_FALSE(v->is_walkable(ground, {4.95, 4.3}));
    EXPECT_TRUE(has_wall(*v, ground, {4.9, 3.1}, {5.1, 3.1}));  // jamb
}

TEST(Door, StandsInAGapBetweenWalls) {
    VenueSpec spec = room();
    spec.storeys[0].walls.push_back({{{5, 0}, {5, 3}}, 0.2, ""});
    spec.storeys[0].walls.push_back({{{5, 4}, {5, 8}}, 0.0, ""});
    spec.doors.push_back(door_on("door", "ground", {5, 3.006}, {5, 3.995}));
    spec.doors[0].clear_width_m = 0.9;
    const auto v = built(spec);
    EXPECT_NEAR(distance(v->gates[1].line.a, Vec2{5, 3.05}), 0.0, 1e-9);
    EXPECT_NEAR(distance(v->gates[1].line.b, Vec2{5, 3.95}), 0.0, 1e-9);
    EXPECT_TRUE(has_wall(*v, ground, {5, 3}, {5, 3.05}));
    EXPECT_TRUE(has_wall(*v, ground, {5, 3.95}, {5, 4}));
}

TEST(Door, WithItsEndsInsideTheWallsIsCutOffThere) {
    VenueSpec spec = room();
    spec.storeys[0].walls.push_back({{{5, 0}, {5, 3}}, 0.2, ""});
    spec.storeys[0].walls.push_back({{{5, 4}, {5, 8}}, 0.2, ""});
    ObstacleSpec block;
    block.polygon = box(4, 2, 6, 3);
    spec.storeys[0].obstacles.push_back(block);
    spec.doors.push_back(door_on("door", "ground", {5.2, 2.5}, {5.2, 4.0}));
    // At x = 5.2 only the block stands in the way; the other end is in the open, 0.1 m from the second wall.
    EXPECT_TRUE(says(problems_of(spec),
                     "the door is not on a wall: its end (5.20, 4.00) is 0.10 m away from the nearest wall, "
                     "at (5.10, 4.00)"));
    spec.doors[0].line = {{5.05, 2.5}, {5.05, 4.5}};
    const auto v = built(spec);
    EXPECT_NEAR(v->gates[1].clear_width_m, 1.0, 1e-9);
}

TEST(Door, ThatIsClosedIsNoWallButSaysWhatItCloses) {
    VenueSpec spec = divided_room(0.0);
    spec.doors[0].state = OpeningState::closed;
    VenueNotes notes;
    const auto v = built(spec, &notes);
    EXPECT_FALSE(v->gates[1].open_at_start);
    EXPECT_NEAR(wall_length(*v, ground), 34.0 + 8.0 - 1.2, 1e-9);
    EXPECT_TRUE(says(as_lines(notes.warnings),
                     "the part at (2.50, 4.00) (40.0 m2) can be left only through doors or exits that are "
                     "closed at the start"));
    EXPECT_EQ(notes.warnings.size(), 1u);
}

TEST(Door, InTheOpenIsAnErrorWithTheDistanceToTheWall) {
    VenueSpec spec = room();
    spec.doors.push_back(door_on("d", "ground", {5, 3}, {5, 4}));
    const std::string p = problems_of(spec);
    EXPECT_TRUE(says(p,
                     "doors[0] (door 'd') | the door is not on a wall: its end (5.00, 3.00) is 3.00 m away "
                     "from the nearest wall, at (5.00, 0.00)"));
}

TEST(Door, BesideTheFloorOrAcrossAnotherWallIsAnError) {
    VenueSpec spec = divided_room(0.0);
    spec.doors[0].line = {{15, 3}, {15, 4}};
    EXPECT_TRUE(
        says(problems_of(spec), "the door is not on the floor: its middle (15.00, 3.50) is 5.00 m away"));
    spec.doors[0].line = {{0, 4}, {6, 4}};
    EXPECT_TRUE(says(problems_of(spec), "the line crosses a wall at (5.00, 4.00)"));
}

TEST(Door, OnTheEdgeOfTheFloorLeadsNowhere) {
    VenueSpec spec = room();
    spec.doors.push_back(door_on("d", "ground", {0, 3}, {0, 4}));
    EXPECT_TRUE(says(problems_of(spec),
                     "the door lies on the edge of the floor at (0.00, 3.50), so it leads nowhere"));
    spec.storeys[0].walls.push_back({{{0, 0}, {0, 8}}, 0.3, ""});
    EXPECT_TRUE(says(problems_of(spec), "there is no floor on one side of the door"));
}

TEST(Gates, MustNotShareALine) {
    VenueSpec spec = divided_room(0.0);
    spec.exits.push_back(exit_on("second", "ground", {10, 5}, {10, 6}));
    EXPECT_EQ(problems_of(spec), "");
    spec.exits[1].line = {{10, 4.5}, {10, 6}};
    EXPECT_TRUE(says(problems_of(spec),
                     "exits[1] (exit 'second') | the exit lies on the same line as exits[0] (exit 'exit')"));
    spec.exits[1].line = {{5, 3}, {5, 4.2}};
    EXPECT_TRUE(says(problems_of(spec),
                     "doors[0] (door 'door') | the door lies on the same line as exits[1] (exit 'second')"));
}

TEST(Gates, StandInTheOrderExitsDoorsJoints) {
    VenueSpec spec = divided_room(0.0);
    spec.exits.push_back(exit_on("back", "ground", {0, 3}, {0, 5}));
    const auto v = built(spec);
    ASSERT_EQ(v->gates.size(), 3u);
    EXPECT_EQ(v->exit_count, 2);
    EXPECT_EQ(v->gates[0].id, "exit");
    EXPECT_EQ(v->gates[1].id, "back");
    EXPECT_EQ(v->gates[2].id, "door");
    EXPECT_EQ(v->gate_by_id("door"), GateId(2));
    EXPECT_FALSE(v->gate_by_id("nowhere").is_valid());
    EXPECT_NEAR(v->narrowest_passage_m, 1.2, 1e-9);
}

}  // namespace
}  // namespace wayout
