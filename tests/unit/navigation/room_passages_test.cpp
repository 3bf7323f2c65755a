#include "navigation/room_passages.hpp"

#include "field_fixture.hpp"
#include "venue_sketch.hpp"

#include <gtest/gtest.h>

#include <set>
#include <utility>

namespace wayout::test {
namespace {

/// 20 m x 8 m with a wall at x = 10 and doors of 1 m in it, at y = 2 and y = 6.
class PassagesOfTwoRooms : public testing::Test {
protected:
    PassagesOfTwoRooms() : solved(sketch(), 0.1), passages(*solved.grid) {}

    static std::shared_ptr<const Venue> sketch() {
        VenueSketch sketch;
        const SurfaceId s = sketch.floor(rectangle(0, 0, 20, 8));
        sketch.wall(s, {10, 0}, {10, 1.5});
        sketch.wall(s, {10, 2.5}, {10, 5.5});
        sketch.wall(s, {10, 6.5}, {10, 8});
        sketch.exit(s, {0, 5}, {0, 3});
        sketch.door(s, {10, 1.5}, {10, 2.5});
        sketch.door(s, {10, 5.5}, {10, 6.5});
        return sketch.finish();
    }
    std::int32_t room_at(Vec2 p) const { return passages.rooms().of(solved.grid->locate(SurfaceId(0), p)); }

    Solved solved;
    RoomPassages passages;
};

TEST_F(PassagesOfTwoRooms, AreFourPassagesOfTwoRooms) {
    EXPECT_EQ(passages.all().size(), 4U);
    const std::int32_t west = room_at({3, 4});
    const std::int32_t east = room_at({17, 4});
    for (const auto& [from, to] : {std::pair{west, east}, std::pair{east, west}}) {
        ASSERT_EQ(passages.out_of(from).size(), 2U);
        for (const RoomPassage& passage : passages.out_of(from)) {
            EXPECT_EQ(passage.from, from);
            EXPECT_EQ(passage.to, to);
            EXPECT_EQ(passages.find(from, passage.gate), &passage);
            EXPECT_EQ(&passages.all()[static_cast<std::size_t>(passages.row_of(passage))], &passage);
            // Drawn upwards: the east is to the right.
            EXPECT_EQ(passage.left_to_right, to == east);
        }
    }
}

TEST_F(PassagesOfTwoRooms, LeadToTheCellsRightBehindTheDoor) {
    for (const RoomPassage& passage : passages.out_of(room_at({3, 4}))) {
        ASSERT_GE(passage.beyond->size(), 8U);  // 1 m of cells of 0.1 m, less the jambs
        for (const CellIndex c : *passage.beyond) {
            EXPECT_GT(solved.grid->centre(c).x, 10.0);
            EXPECT_LT(solved.grid->centre(c).x, 10.2);
        }
    }
}

TEST_F(PassagesOfTwoRooms, ExitsAndOtherRoomsAreNone) {
    EXPECT_EQ(passages.find(room_at({3, 4}), GateId(0)), nullptr);  // the exit
    EXPECT_EQ(passages.find(room_at({3, 4}), GateId{}), nullptr);
}

// Four rooms in a row: the two ways between the first and the second share layers with those between the
// third and the fourth, all others need their own.
TEST(LayersOfPassages, ShareNoRoom) {
    VenueSketch sketch;
    const SurfaceId s = sketch.floor(rectangle(0, 0, 40, 8));
    for (const double x : {10.0, 20.0, 30.0}) {
        sketch.wall(s, {x, 0}, {x, 3});
        sketch.wall(s, {x, 4}, {x, 8});
    }
    sketch.exit(s, {0, 5}, {0, 3});
    for (const double x : {10.0, 20.0, 30.0}) sketch.door(s, {x, 3}, {x, 4});
    const Solved solved(sketch.finish(), 0.1);
    const RoomPassages passages(*solved.grid);
    ASSERT_EQ(passages.all().size(), 6U);
    EXPECT_EQ(passages.layer_count(), 4);
    std::set<std::pair<std::int32_t, std::int32_t>> rooms_of_layers;
    for (const RoomPassage& passage : passages.all())
        for (const std::int32_t room : {passage.from, passage.to})
            EXPECT_TRUE(rooms_of_layers.emplace(passage.layer, room).second) << room;
}

// A stair of 4 m height is no room but a passage, by the gates at its two ends.
TEST(StairAsPassage, LeadsFromFloorToFloor) {
    VenueSketch sketch;
    const SurfaceId low = sketch.floor(rectangle(0, 0, 10, 8));
    const SurfaceId stair = sketch.incline(SurfaceKind::stair, rectangle(10, 0, 16, 8), {1, 0}, 4.0, 6.0);
    const SurfaceId high = sketch.floor(rectangle(16, 0, 26, 8));
    sketch.joint(low, stair, {10, 8}, {10, 0});
    sketch.joint(stair, high, {16, 8}, {16, 0});
    sketch.exit(low, {0, 5}, {0, 3});
    auto venue = std::make_shared<Venue>(*sketch.finish());
    venue->storeys = {{"low", "low", 0.0, low}, {"high", "high", 4.0, high}};
    venue->surfaces[low.row()].storey = venue->surfaces[stair.row()].storey = StoreyId(0);
    venue->surfaces[high.row()].storey = StoreyId(1);
    const Solved s(venue, 0.1);
    const RoomPassages passages(*s.grid);
    const std::int32_t upstairs = passages.rooms().of(s.grid->locate(high, {20, 4}));
    const std::int32_t downstairs = passages.rooms().of(s.grid->locate(low, {5, 4}));
    const std::int32_t between = passages.rooms().of(s.grid->locate(stair, {13, 4}));
    ASSERT_EQ(passages.out_of(upstairs).size(), 1U);
    const RoomPassage& down = passages.out_of(upstairs).front();
    EXPECT_EQ(down.to, downstairs);
    EXPECT_EQ(down.by, between);
    EXPECT_NE(down.gate, down.last);
    EXPECT_NEAR(s.grid->centre(down.beyond->front()).x, 10.0, 0.1);  // at the foot
    EXPECT_EQ(passages.out_of(downstairs).front().gate, down.last);
    EXPECT_TRUE(passages.out_of(between).empty());
    EXPECT_EQ(passages.gates_of(between).size(), 2U);
}

}  // namespace
}  // namespace wayout::test
