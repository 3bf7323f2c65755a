#include "navigation/navigation_grid.hpp"

#include "seat_block.hpp"
#include "venue_sketch.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout::test {
namespace {

std::shared_ptr<const NavigationGrid> grid_of(const VenueSketch& sketch, double cell_m, double angle = 0.0) {
    return build_navigation_grid(sketch.finish(angle, {angle == 0.0 ? 0.0 : 10.0, 0.0}), {cell_m}).value();
}

TEST(NavigationGrid, ChoosesItsCellFromTheNarrowestPassage) {
    const auto with_door = [](double width, double size) {
        VenueSketch sketch;
        const SurfaceId s = sketch.floor(rectangle(0, 0, size, size));
        sketch.exit(s, {0, 5 + width}, {0, 5});
        return automatic_cell_m(*sketch.finish());
    };
    EXPECT_EQ(with_door(1.19, 20), 0.1);
    EXPECT_EQ(with_door(1.25, 20), 0.2);
    EXPECT_EQ(with_door(4.0, 20), 0.2);
    EXPECT_EQ(with_door(4.0, 300), 0.4);  // 90,000 m2
    EXPECT_EQ(with_door(2.0, 300), 0.2);
    EXPECT_EQ(automatic_cell_m(*SeatBlock(0.4).sketch.finish()), 0.1);
}

TEST(NavigationGrid, RefusesAbsurdCells) {
    const auto venue = SeatBlock(0.4).sketch.finish();
    for (const double h : {0.001, 5.0, -0.1, std::nan("")}) {
        const auto grid = build_navigation_grid(venue, {h});
        ASSERT_FALSE(grid.has_value()) << h;
        EXPECT_EQ(grid.error().front().code, ErrorCode::out_of_range);
        EXPECT_EQ(grid.error().front().where, "simulation.navigation_cell_m");
    }
    VenueSketch sketch;
    sketch.floor(rectangle(0, 0, 5000, 5000));
    EXPECT_FALSE(build_navigation_grid(sketch.finish(), {0.1}).has_value());  // 2.5e9 cells
}

TEST(NavigationGrid, HoldsTheFloorWithoutItsHoles) {
    VenueSketch sketch;
    const SurfaceId s = sketch.floor(rectangle(0, 0, 6, 4), {rectangle(2, 1, 4, 3)});
    const auto grid = grid_of(sketch, 0.2);
    // (6 x 4 - 2 x 2) / 0.04 = 500 cells
    int cells = 0;
    for (CellIndex c = 0; c < static_cast<CellIndex>(grid->cell_count()); ++c)
        cells += grid->is(c, NavigationGrid::absent) ? 0 : 1;
    EXPECT_EQ(cells, 500);
    EXPECT_EQ(grid->locate(s, {3, 2}), no_cell);
    EXPECT_EQ(grid->locate(s, {6.5, 2}), no_cell);
    const CellIndex c = grid->locate(s, {1.13, 2.71});
    ASSERT_NE(c, no_cell);
    EXPECT_NEAR(grid->centre(c).x, 1.1, 1e-4);
    EXPECT_NEAR(grid->centre(c).y, 2.7, 1e-4);
    EXPECT_NEAR(grid->wall_distance_m(grid->locate(s, {1.1, 2.1})), 0.75,
                1e-9);  // 0.9 m, beyond what is known
    EXPECT_NEAR(grid->wall_distance_m(grid->locate(s, {1.5, 2.1})), 0.5, 0.003);
}

TEST(NavigationGrid, CutsLinksAtAPartitionOfAnyDirection) {
    for (const double angle : {0.0, 0.31, 0.7853981633974483}) {
        VenueSketch sketch;
        const SurfaceId s = sketch.floor(rectangle(0, 0, 8, 4));
        sketch.wall(s, {4, 0}, {4, 4});
        const auto grid = grid_of(sketch, 0.1, angle);
        const double c = std::cos(angle);
        const double n = std::sin(angle);
        for (CellIndex i = 0; i < static_cast<CellIndex>(grid->cell_count()); ++i) {
            const Vec2 p = grid->centre(i) - Vec2{angle == 0.0 ? 0.0 : 10.0, 0.0};
            const bool left = c * p.x + n * p.y < 4.0;
            for (const CellIndex k : grid->neighbours(i)) {
                if (k == no_cell)
                    continue;
                const Vec2 q = grid->centre(k) - Vec2{angle == 0.0 ? 0.0 : 10.0, 0.0};
                EXPECT_EQ(left, c * q.x + n * q.y < 4.0);
            }
        }
    }
}

TEST(NavigationGrid, FindsTheOwnSideOfAThinWall) {
    // Cells of 0.4 m, partition at x = 4.05: the square of the cell whose centre is 4.2 reaches from 4.0
    // to 4.4.
    VenueSketch sketch;
    const SurfaceId s = sketch.floor(rectangle(0, 0, 8, 8));
    sketch.wall(s, {4.05, 0}, {4.05, 8});
    const auto grid = grid_of(sketch, 0.4);
    EXPECT_LT(grid->centre(grid->locate(s, {4.02, 4.1})).x, 4.05);
    EXPECT_GT(grid->centre(grid->locate(s, {4.08, 4.1})).x, 4.05);
}

TEST(NavigationGrid, ContinuesOverJoints) {
    VenueSketch sketch;
    const SurfaceId lower = sketch.floor(rectangle(0, 0, 5, 3));
    const SurfaceId stair = sketch.incline(SurfaceKind::stair, rectangle(5, 1, 9, 2), {1, 0}, 2.0, 4.0);
    const GateId joint = sketch.joint(lower, stair, {5, 1}, {5, 2});
    const auto grid = grid_of(sketch, 0.1);
    const CellIndex c = grid->locate(lower, {4.95, 1.55});
    const CellIndex n = grid->neighbour(c, LatticeDirection::east);
    ASSERT_NE(n, no_cell);
    EXPECT_EQ(grid->surface(c), lower);
    EXPECT_EQ(grid->surface(n), stair);
    EXPECT_EQ(grid->neighbour(n, LatticeDirection::west), c);
    ASSERT_EQ(grid->gates_between(c, LatticeDirection::east).size(), 1U);
    EXPECT_EQ(grid->gates_between(c, LatticeDirection::east).front().gate, joint.value);
    EXPECT_TRUE(grid->gates_between(c, LatticeDirection::north).empty());
    // A position just over the joint is found from either side.
    EXPECT_EQ(grid->locate(lower, {5.12, 1.55}), grid->locate(stair, {5.12, 1.55}));
    EXPECT_EQ(grid->locate(stair, {4.88, 1.55}), grid->locate(lower, {4.88, 1.55}));
    // Beside the joint the wall of the floor stands.
    EXPECT_EQ(grid->neighbour(grid->locate(lower, {4.95, 0.55}), LatticeDirection::east), no_cell);
}

TEST(NavigationGrid, TellsOneNeighbourAsItTellsAll) {
    // Two floors joined over one edge, a door in a partition and a hole, turned so that borders of cells,
    // tiles and surfaces fall together nowhere.
    VenueSketch sketch;
    const SurfaceId lower = sketch.floor(rectangle(0, 0, 5, 4), {rectangle(1, 1, 1.5, 1.5)});
    const SurfaceId upper = sketch.floor(rectangle(5, 0, 9, 4));
    sketch.joint(lower, upper, {5, 1}, {5, 2});
    sketch.wall(lower, {3, 0}, {3, 4});
    sketch.door(lower, {3, 1.4}, {3, 2.6});
    for (const double angle : {0.0, 0.3}) {
        const auto grid = grid_of(sketch, 0.1, angle);
        int links = 0;
        int to_other_surface = 0;
        int over_gates = 0;
        for (CellIndex c = 0; c < static_cast<CellIndex>(grid->cell_count()); ++c)
            for (const LatticeDirection d : lattice_directions) {
                const CellIndex n = grid->neighbours(c)[static_cast<std::size_t>(d)];
                ASSERT_EQ(grid->neighbour(c, d), n) << "cell " << c << ", direction " << static_cast<int>(d);
                ASSERT_EQ(grid->is_gate_between(c, d), !grid->gates_between(c, d).empty());
                if (n == no_cell)
                    continue;
                ++links;
                to_other_surface += grid->surface(n) != grid->surface(c) ? 1 : 0;
                over_gates += grid->is_gate_between(c, d) ? 1 : 0;
            }
        EXPECT_GT(links, 4 * 3000);
        EXPECT_GE(to_other_surface, 2 * 9);   // the joint is 1 m wide: ten cells, there and back
        EXPECT_GE(over_gates, 2 * (9 + 11));  // and the door 1.2 m
    }
}

TEST(NavigationGrid, KeepsThreeCellsFreeAcrossANarrowDoor) {
    for (const double width : {0.6, 0.8, 1.0})
        for (double offset = 0.0; offset < 0.1; offset += 0.013)
            for (const double angle : {0.0, 0.4, 0.7853981633974483}) {
                VenueSketch sketch;
                const SurfaceId s = sketch.floor(rectangle(0, 0, 8, 4));
                sketch.wall(s, {4, 0}, {4, 4});
                sketch.door(s, {4, 1.5 + offset}, {4, 1.5 + offset + width});
                const auto grid = grid_of(sketch, 0.1, angle);
                int open_links = 0;
                for (CellIndex i = 0; i < static_cast<CellIndex>(grid->cell_count()); ++i)
                    for (const LatticeDirection d : lattice_directions)
                        if (!grid->gates_between(i, d).empty() && !grid->is(i, NavigationGrid::soft) &&
                            !grid->is(grid->neighbour(i, d), NavigationGrid::soft))
                            ++open_links;
                EXPECT_GE(open_links, 2 * 3) << width << " " << offset << " " << angle;
            }
}

}  // namespace
}  // namespace wayout::test
