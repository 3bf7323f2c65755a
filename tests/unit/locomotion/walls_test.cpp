// Walls, closed gates and what they hide.
#include "chance.hpp"
#include "geometry/segment.hpp"
#include "hand_venue.hpp"
#include "locomotion/mover.hpp"
#include "steps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace wayout {
namespace {

using hand_made::add_person;
using hand_made::HandVenue;
using hand_made::position;

bool paths_cross(const Segment& wall, Vec2 from, Vec2 to) {
    return intersect(wall, {from, to}, 0.0).kind != SegmentCrossing::Kind::none;
}

TEST(Walls, NobodyIsEverPushedThroughAWall) {
    // 300 people in 6 m x 6 m (8 per m2) with thin walls and a corner, shoved about at random: directions
    // change every second, some press on against those before them.
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 12.0, 6.0));
    hand.add_room(floor, 0.0, 0.0, 12.0, 6.0);
    hand.add_wall(floor, {6.0, 0.0}, {6.0, 6.0});
    hand.add_wall(floor, {2.0, 2.0}, {4.0, 2.5});
    hand.add_wall(floor, {4.0, 2.5}, {4.0, 4.5});
    hand.add_wall(floor, {1.0, 4.0}, {1.5, 5.5});
    const std::shared_ptr<const Venue> venue = hand.finish();

    LocomotionSettings settings;
    settings.pressing_frac = 0.5;
    Mover mover(venue, settings);
    ThreadPool pool(1);
    Chance chance(20260101);
    Agents agents;
    for (int k = 0; k < 300; ++k) add_person(agents, {0.3 + 5.4 * chance(), 0.3 + 5.4 * chance()}, {});
    std::uint64_t crossed = 0;
    double largest_overlap_m = 0.0;
    for (int step = 0; step < 400; ++step) {
        if (step % 20 == 0)
            for (std::size_t row = 0; row < agents.size(); ++row) {
                const double angle = 6.283185 * chance();
                agents.desired_x[row] = static_cast<float>(std::cos(angle));
                agents.desired_y[row] = static_cast<float>(std::sin(angle));
            }
        std::vector<Vec2> before;
        for (std::size_t row = 0; row < agents.size(); ++row) before.push_back(position(agents, row));
        run_step(mover, agents, pool, step);
        largest_overlap_m = std::max(largest_overlap_m, mover.statistics().max_overlap_m);
        for (std::size_t row = 0; row < agents.size(); ++row)
            for (const Wall& wall : venue->walls)
                crossed += paths_cross(wall.line, before[row], position(agents, row)) ? 1U : 0U;
    }
    EXPECT_EQ(crossed, 0U);
    EXPECT_GT(largest_overlap_m, 0.02);  // they were indeed pushed
    for (std::size_t row = 0; row < agents.size(); ++row)
        EXPECT_TRUE(agents.x_m[row] > 0.0 && agents.x_m[row] < 6.0 && agents.y_m[row] > 0.0 &&
                    agents.y_m[row] < 6.0);
}

TEST(Walls, OnlyTheSideOfAOneSidedWallThatIsMeantStopsPeople) {
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 10.0, 10.0));
    hand.add_wall(floor, {2.0, 5.0}, {8.0, 5.0}, true);  // left of a -> b: y > 5
    const std::shared_ptr<const Venue> venue = hand.finish();
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {4.0, 4.0}, {0.0, 1.0});   // leaves upwards
    add_person(agents, {6.0, 6.0}, {0.0, -1.0});  // wants in from above
    Mover mover(venue, {});
    double largest_step_m = 0.0;
    for (int step = 0; step < 60; ++step) {
        const Vec2 before = position(agents, 0);
        run_step(mover, agents, pool, step);
        largest_step_m = std::max(largest_step_m, distance(before, position(agents, 0)));
    }
    EXPECT_GT(agents.y_m[0], 6.0);
    EXPECT_GE(agents.y_m[1], 5.2 - 1e-6);
    // Whoever has stepped over the line is not thrown off it: 2 x 1.34 m/s x 0.05 s at most.
    EXPECT_LT(largest_step_m, 0.135);
}

TEST(Walls, NobodyKeepsWalkingAgainstTheJambAtTheEndOfAWall) {
    // As in plans of real buildings: a wall ends in a jamb that stands out by 0.15 m, the other side of the
    // passage is 1.31 m away. The person has slid along the wall and looks into the corner. There heading and
    // side alone would hold him for ever: U(-90) = -1 + 0.05 + 0.02 = -0.93 beats U(+60), the first direction
    // that is free, with a run of 0.92 m, f / H = 0.344: -sqrt(1 + 0.344 (0.344 - 1)) - 0.044 - 0.017 =
    // -0.941.
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, -2.0, 6.0, 4.0));
    hand.add_wall(floor, {0.0, 0.0}, {2.0, 0.0});
    hand.add_wall(floor, {2.0, 0.0}, {2.0, 0.15});
    hand.add_wall(floor, {2.0, 0.15}, {2.07, 0.15});
    hand.add_wall(floor, {2.07, 0.15}, {2.07, -0.07});
    hand.add_wall(floor, {0.0, 1.31}, {2.07, 1.31});
    const std::shared_ptr<const Venue> venue = hand.finish();
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {1.8078, 0.2055}, {0.9467, 0.3221});
    agents.heading_x[0] = 0.2987F;
    agents.heading_y[0] = -0.9543F;
    Mover mover(venue, {});
    for (int step = 0; step < 40; ++step) run_step(mover, agents, pool, step);
    // 2 s at 1.34 m/s, and a few tenths of a second to turn.
    EXPECT_GT(agents.x_m[0], 3.5);
}

TEST(Walls, AClosedGateHoldsAndAnOpenOneDoesNot) {
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 10.0, 4.0));
    hand.add_room(floor, 0.0, 0.0, 10.0, 4.0);
    hand.add_wall(floor, {5.0, 0.0}, {5.0, 1.4});
    hand.add_wall(floor, {5.0, 2.6}, {5.0, 4.0});
    const GateId door = hand.add_gate(GateKind::door, {{5.0, 1.4}, {5.0, 2.6}}, floor, floor);
    const std::shared_ptr<const Venue> venue = hand.finish();
    ThreadPool pool(1);
    const auto walk = [&](Mover& mover) {
        Agents agents;
        add_person(agents, {3.0, 2.0}, {1.0, 0.0});
        std::size_t crossings = 0;
        for (int step = 0; step < 100; ++step) {
            run_step(mover, agents, pool, step);
            crossings += mover.crossings().size();
        }
        return std::pair{agents.x_m[0], crossings};
    };
    Mover mover(venue, {});
    EXPECT_GT(walk(mover).first, 9.0);
    mover.set_gate_open(door, false);
    EXPECT_FALSE(mover.is_gate_open(door));
    const auto [x, crossings] = walk(mover);
    EXPECT_LE(x, 4.8 + 1e-6);
    EXPECT_EQ(crossings, 0U);
    mover.set_gate_open(door, true);
    const auto [x_again, crossings_again] = walk(mover);
    EXPECT_GT(x_again, 9.0);
    EXPECT_EQ(crossings_again, 1U);
}

/// A walk of 10 m along a wall behind which people stand; how far it leads aside.
double deviation_beside_standing_people(bool with_wall) {
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 16.0, 6.0));
    if (with_wall)
        hand.add_wall(floor, {0.0, 3.25}, {16.0, 3.25});
    Mover mover(hand.finish(), {});
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {2.0, 3.0}, {1.0, 0.0});
    for (int k = 0; k < 9; ++k) agents.activity[add_person(agents, {4.0 + k, 3.28}, {})] = Activity::waiting;
    // They stand so near to the line that they are in the way if they are seen: |0.28 m| < 0.6 (r + r) is not
    // met, so give them wide bodies.
    for (std::size_t row = 1; row < agents.size(); ++row) agents.radius_m[row] = 0.35F;
    double largest_m = 0.0;
    for (int step = 0; step < 150; ++step) {
        run_step(mover, agents, pool, step);
        largest_m = std::max(largest_m, std::abs(agents.y_m[0] - 3.0));
    }
    EXPECT_GT(agents.x_m[0], 10.0);
    return largest_m;
}

TEST(Walls, PeopleBehindAWallDeflectNobody) {
    EXPECT_LT(deviation_beside_standing_people(true), 0.05);
    EXPECT_GT(deviation_beside_standing_people(false), 0.05);
}

TEST(WallIndex, LeavesOutWhatIsHiddenAndNothingElse) {
    // From a cell between two rows of parallel walls only the next two matter; from a cell beside their ends
    // all do.
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 40.0, 20.0));
    for (int row = 0; row < 20; ++row) hand.add_wall(floor, {10.0, 0.5 + row}, {30.0, 0.5 + row});
    const std::shared_ptr<const Venue> venue = hand.finish();
    const SurfaceGrid grid(*venue);
    const JoinedSurfaces joined(*venue);
    const WallIndex index(venue, grid, joined);
    // The cell from (20, 10) to (21, 11) is cut by the wall at y = 10.5, so those at 9.5 and 11.5 count too,
    // and no others.
    const NearWalls between = index.walls_near(grid.cell_at(0, 20.5, 10.7));
    std::vector<std::int32_t> found(between.wall, between.wall + between.count);
    std::sort(found.begin(), found.end());
    EXPECT_EQ(found, (std::vector<std::int32_t>{9, 10, 11}));
    // From (8, 10) to (9, 11) the ends at x = 10 are all in sight: those within 4.5 m are y = 6.5 ... 14.5,
    // less sqrt(4.5^2 - 1^2) = 4.39 m from the cell: 10 - 4.39 = 5.61 < y < 15.39.
    EXPECT_EQ(index.walls_near(grid.cell_at(0, 8.5, 10.5)).count, 9U);
}

TEST(WallIndex, RowsOfSeatsHideEachOther) {
    // Six banks of 66 rows of seats, 8 m long, aisles of 1.2 m between: each row has a back of two lines and
    // a front edge.
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 56.0, 61.0));
    for (int bank = 0; bank < 6; ++bank)
        for (int row = 0; row < 66; ++row) {
            const double x = 0.6 + 9.2 * bank;
            const double y = 0.6 + 0.9 * row;
            hand.add_wall(floor, {x, y}, {x + 8.0, y});
            hand.add_wall(floor, {x, y + 0.05}, {x + 8.0, y + 0.05});
            hand.add_wall(floor, {x, y + 0.5}, {x + 8.0, y + 0.5}, true);
        }
    const std::shared_ptr<const Venue> venue = hand.finish();
    EXPECT_EQ(venue->walls.size(), 1188U);
    const SurfaceGrid grid(*venue);
    const JoinedSurfaces joined(*venue);
    const WallIndex index(venue, grid, joined);
    // In the middle of a bank: the two backs that touch or border the cell, with two lines each, and front
    // edges between.
    EXPECT_LE(index.walls_near(grid.cell_at(0, 4.5, 30.5)).count, 8U);
    // Over a whole bank, its ends and half of the aisles: in sight of the aisle are the ends of all rows
    // within reach.
    std::size_t listed = 0;
    std::size_t in_reach = 0;
    for (int x = 9; x < 19; ++x)
        for (int y = 20; y < 40; ++y) {
            const Box cell = SurfaceGrid::box_of_cell(x, y);
            listed += index.walls_near(grid.cell_at(0, x + 0.5, y + 0.5)).count;
            for (const Wall& wall : venue->walls)
                in_reach += distance(cell, wall.line) <= WallIndex::reach_m ? 1U : 0U;
        }
    EXPECT_LT(3 * listed, 2 * in_reach);
}

}  // namespace
}  // namespace wayout
