#include "analysis/voronoi.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace wayout {
namespace {

Polygon rectangle(double x0, double y0, double x1, double y1) {
    return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}};
}

std::vector<Sample> samples(const std::vector<Vec2>& positions, double speed_mps = 1.0) {
    std::vector<Sample> people;
    for (const Vec2 p : positions) people.push_back({static_cast<std::int32_t>(people.size()), p, speed_mps});
    return people;
}

TEST(Voronoi, CellsOfALatticeAreItsSquares) {
    std::vector<Vec2> lattice;
    for (int i = 0; i < 5; ++i)
        for (int j = 0; j < 4; ++j) lattice.push_back({0.25 + 0.5 * i, 0.25 + 0.5 * j});
    const auto cells = voronoi_cells(lattice, {rectangle(0, 0, 2.5, 2)});
    ASSERT_TRUE(cells);
    for (const Region& cell : *cells) EXPECT_NEAR(area(cell), 0.25, 1e-4);
}

TEST(Voronoi, DensityOfALatticeIsTheSameOverEveryArea) {
    std::vector<Vec2> lattice;
    for (int i = 0; i < 10; ++i)
        for (int j = 0; j < 10; ++j) lattice.push_back({0.25 + 0.5 * i, 0.25 + 0.5 * j});
    // 4 per m2, also where counting gives 3 x 3 / (1.3 x 1.3) = 5.3.
    for (const Polygon& measured : {rectangle(1, 1, 2, 2), rectangle(1.1, 1.1, 2.4, 2.4)}) {
        const auto state = voronoi_state(samples(lattice, 0.7), measured, {rectangle(0, 0, 5, 5)});
        ASSERT_TRUE(state);
        EXPECT_NEAR(state->density_per_m2, 4.0, 0.003);
        EXPECT_NEAR(state->speed_mps, 0.7, 1e-9);
    }
}

TEST(Voronoi, SpeedsCountByTheAreaOfTheirCells) {
    // Two people in 4 m x 2 m: each has 2 m x 2 m. Of the strip from 1.5 to 3 m a third belongs to the first:
    // v = (1 x 0.3 + 2 x 0.9) / 3 = 0.7; rho = (0.25 + 0.5) / 3.
    std::vector<Sample> people = samples({{1, 1}, {3, 1}});
    people[0].speed_mps = 0.3;
    people[1].speed_mps = 0.9;
    const auto state = voronoi_state(people, rectangle(1.5, 0, 3, 2), {rectangle(0, 0, 4, 2)});
    ASSERT_TRUE(state);
    EXPECT_NEAR(state->density_per_m2, 0.25, 1e-4);
    EXPECT_NEAR(state->speed_mps, 0.7, 1e-4);
}

TEST(Voronoi, ACellEndsAtWalls) {
    // A wall 0.2 m thick with a passage of 1 m at its end; the person's cell is the whole floor of 4 x 2 less
    // the wall 0.2 x 1.
    const Region floor{{{{0, 0}, {1.8, 0}, {1.8, 1}, {2, 1}, {2, 0}, {4, 0}, {4, 2}, {0, 2}}, {}}};
    const auto cells = voronoi_cells(std::vector<Vec2>{{0.5, 0.5}}, floor);
    ASSERT_TRUE(cells);
    EXPECT_NEAR(area((*cells)[0]), 7.8, 1e-3);
}

TEST(Voronoi, OfACellInPiecesThePieceWithThePersonCounts) {
    const Region rooms{rectangle(0, 0, 2, 2), rectangle(2.2, 0, 4, 2)};
    const auto cells = voronoi_cells(std::vector<Vec2>{{0.5, 1}}, rooms);
    ASSERT_TRUE(cells);
    EXPECT_NEAR(area((*cells)[0]), 4.0, 1e-3);  // 7.6 with the other room
}

TEST(Voronoi, ACutOffCellIsACircle) {
    const auto cells = voronoi_cells(std::vector<Vec2>{{5, 5}}, {rectangle(0, 0, 10, 10)}, 0.8);
    ASSERT_TRUE(cells);
    EXPECT_NEAR(area((*cells)[0]), std::numbers::pi * 0.64, 1e-9);
}

TEST(Voronoi, WhoIsOutsideHasNoCell) {
    const auto cells = voronoi_cells(std::vector<Vec2>{{1, 1}, {9, 9}}, {rectangle(0, 0, 2, 2)});
    ASSERT_TRUE(cells);
    EXPECT_NEAR(area((*cells)[0]), 4.0, 1e-4);
    EXPECT_TRUE((*cells)[1].empty());
}

TEST(Voronoi, WithoutPeopleThereIsNoSpeed) {
    const auto state = voronoi_state({}, rectangle(0, 0, 1, 1), {rectangle(0, 0, 2, 2)});
    ASSERT_TRUE(state);
    EXPECT_EQ(state->density_per_m2, 0.0);
    EXPECT_TRUE(std::isnan(state->speed_mps));
}

TEST(Voronoi, StatesFollowTheFrames) {
    // One person on 2 m x 1 m walks at 1 m/s; the area is the second metre: always half of the cell.
    const Tracks tracks{0.5, {{4, {{0.25, 0.5}, {0.75, 0.5}, {1.25, 0.5}}}}};
    const auto states = voronoi_states(tracks, rectangle(1, 0, 2, 1), {rectangle(0, 0, 2, 1)}, {1});
    ASSERT_TRUE(states);
    ASSERT_EQ(states->size(), 3U);
    EXPECT_DOUBLE_EQ((*states)[0].time_s, 2.0);
    EXPECT_NEAR((*states)[2].density_per_m2, 0.5, 1e-4);
    EXPECT_NEAR((*states)[1].speed_mps, 1.0, 1e-12);
}

}  // namespace
}  // namespace wayout
