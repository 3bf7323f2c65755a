#include "hazards/fds_solids.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace wayout {
namespace {

/// Cells of a layer, row y by row y from below; '#' solid.
std::string picture(const FdsMesh& mesh, const FdsSolids& solids, int k) {
    std::string text;
    for (int j = 1; j <= mesh.cell_count[1]; ++j) {
        for (int i = 1; i <= mesh.cell_count[0]; ++i) text += solids.is_solid(i, j, k) ? '#' : '.';
        text += j < mesh.cell_count[1] ? "/" : "";
    }
    return text;
}

FdsMesh mesh_with(std::vector<FdsObstacle> obstacles, std::vector<ObstacleChange> changes = {}) {
    FdsMesh mesh;
    mesh.cell_count = {4, 3, 3};
    mesh.obstacles = std::move(obstacles);
    mesh.changes = std::move(changes);
    return mesh;
}

TEST(FdsSolids, FillsTheCellsBetweenTheNodesOfAnObstacle) {
    const FdsMesh mesh = mesh_with({{1, 3, 0, 2, 0, 3}, {2, 4, 1, 3, 0, 3}});
    FdsSolids solids(mesh);
    solids.add_layer(2);
    EXPECT_EQ(picture(mesh, solids, 2), ".##./.###/..##");
}

TEST(FdsSolids, IsSolidOnlyInTheLayersThatAnObstacleReaches) {
    // A table from node 1 to node 2 in height: the second layer of cells, no other.
    const FdsMesh mesh = mesh_with({{0, 4, 0, 3, 1, 2}});
    FdsSolids solids(mesh);
    for (const int k : {1, 2, 3}) solids.add_layer(k);
    EXPECT_EQ(picture(mesh, solids, 1), "..../..../....");
    EXPECT_EQ(picture(mesh, solids, 2), "####/####/####");
    EXPECT_EQ(picture(mesh, solids, 3), "..../..../....");
}

TEST(FdsSolids, FillsNoCellByThinWalls) {
    const FdsMesh mesh = mesh_with({{2, 2, 0, 3, 0, 3}, {0, 4, 1, 1, 0, 3}});
    FdsSolids solids(mesh);
    solids.add_layer(1);
    EXPECT_EQ(picture(mesh, solids, 1), "..../..../....");
}

TEST(FdsSolids, FollowsChangesForwardsAndBackwards) {
    const FdsMesh mesh = mesh_with({{0, 1, 0, 3, 0, 3}, {3, 4, 0, 3, 0, 3}},
                                   {{10.0, 0, false}, {20.0, 1, false}, {30.0, 0, true}});
    FdsSolids solids(mesh);
    solids.add_layer(1);
    EXPECT_EQ(picture(mesh, solids, 1), "#..#/#..#/#..#");
    solids.advance_to(10.0);
    EXPECT_EQ(picture(mesh, solids, 1), "...#/...#/...#");
    solids.advance_to(40.0);
    EXPECT_EQ(picture(mesh, solids, 1), "#.../#.../#...");
    solids.advance_to(25.0);
    EXPECT_EQ(picture(mesh, solids, 1), "..../..../....");
    solids.advance_to(9.9);
    EXPECT_EQ(picture(mesh, solids, 1), "#..#/#..#/#..#");
}

}  // namespace
}  // namespace wayout
