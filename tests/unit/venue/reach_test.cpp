#include "spec_helpers.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

using namespace test;

TEST(Reach, ARoomWithoutADoorIsAnError) {
    VenueSpec spec = room();
    spec.storeys[0].where = "venue.json: storeys[0]";
    spec.storeys[0].name = "Ground floor";
    spec.storeys[0].walls.push_back({{{0, 5}, {4, 5}, {4, 8}}, 0.0, ""});
    const auto result = build_venue(spec);
    ASSERT_FALSE(result);
    ASSERT_EQ(result.error().size(), 1u);
    const Error& e = result.error().front();
    EXPECT_EQ(e.code, ErrorCode::unreachable);
    EXPECT_EQ(e.where, "venue.json: storeys[0] (storey 'Ground floor')");
    EXPECT_TRUE(
        says(e.message,
             "the part of 12.0 m2 at (2.00, 6.50) has no way to any exit; add a door, a stair or an exit"));
    EXPECT_EQ(e.storey, "ground");
    EXPECT_DOUBLE_EQ(e.x_m, 2.0);
    EXPECT_DOUBLE_EQ(e.y_m, 6.5);
    // The negative control: a door mends it.
    spec.doors.push_back(door_on("d", "ground", {4, 6}, {4, 7}));
    EXPECT_EQ(problems_of(spec), "");
}

TEST(Reach, AnIslandOrAStoreyWithoutAStairIsAnError) {
    VenueSpec spec = room();
    spec.storeys[0].floor.push_back(box(20, 0, 24, 3));
    spec.storeys.push_back(storey("upper", 3.0, {box(0, 0, 10, 8)}));
    const std::string p = problems_of(spec);
    EXPECT_TRUE(says(p, "the part of 12.0 m2 at (22.00, 1.50)"));
    EXPECT_TRUE(says(p, "storeys[1] (storey 'upper') | the part of 80.0 m2 at (5.00, 4.00)"));
    EXPECT_EQ(line_count(p), 2u);
}

TEST(Reach, AWallWithAGapDoesNotDivide) {
    VenueSpec spec = room();
    spec.storeys[0].walls.push_back({{{5, 0}, {5, 7}}, 0.0, ""});
    EXPECT_EQ(problems_of(spec), "");
}

TEST(Reach, SliversAreDroppedWithAWarning) {
    VenueSpec spec = room();
    spec.storeys[0].floor.push_back(box(20, 0, 20.4, 0.5));
    VenueNotes notes;
    const auto v = built(spec, &notes);
    EXPECT_DOUBLE_EQ(v->surfaces[0].area_m2, 80.0);
    EXPECT_FALSE(v->is_walkable(SurfaceId(0), {20.2, 0.25}));
    EXPECT_TRUE(says(as_lines(notes.warnings),
                     "a sliver of 0.200 m2 at (20.20, 0.25) has no way out and is left out"));
}

TEST(Reach, TheGapOfADoubleLineIsASliverHoweverLong) {
    VenueSpec spec = room();
    spec.storeys[0].walls.push_back({{{4, 0}, {4, 8}}, 0.0, ""});
    spec.storeys[0].walls.push_back({{{4.2, 0}, {4.2, 8}}, 0.0, ""});
    spec.exits.push_back(exit_on("west", "ground", {0, 3}, {0, 5}));
    VenueNotes notes;
    const auto v = built(spec, &notes);
    EXPECT_NEAR(v->surfaces[0].area_m2, 80.0 - 0.2 * 8.0, 1e-9);
    EXPECT_EQ(notes.warnings.size(), 1u);
}

TEST(Reach, IsNotJudgedWhileADoorIsUnusable) {
    VenueSpec spec = room();
    spec.storeys[0].walls.push_back({{{5, 0}, {5, 8}}, 0.0, ""});
    spec.doors.push_back(door_on("d", "ground", {4, 3}, {4, 4}));  // not on the wall
    const std::string p = problems_of(spec);
    EXPECT_TRUE(says(p, "the door is not on a wall"));
    EXPECT_EQ(line_count(p), 1u) << p;
}

TEST(Reach, APartitionMayEndInTheMiddleOfAnExit) {
    VenueSpec spec = room();
    spec.storeys[0].walls.push_back({{{0, 4}, {10, 4}}, 0.0, ""});
    EXPECT_EQ(problems_of(spec), "");
}

TEST(Reach, ThroughAClosedExitIsAWarning) {
    VenueSpec spec = room();
    spec.exits[0].state = OpeningState::closed;
    EXPECT_TRUE(
        says(warnings_of(spec), "can be left only through doors or exits that are closed at the start"));
    spec.exits.push_back(exit_on("open", "ground", {0, 3}, {0, 5}));
    EXPECT_EQ(warnings_of(spec), "");
}

}  // namespace
}  // namespace wayout
