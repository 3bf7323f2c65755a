// Walls are not asked again about bodies that cannot have come near them: nothing else may follow from that.
#include "chance.hpp"
#include "locomotion/projection.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace wayout {
namespace {

TouchableWall wall_before(Vec2 a, Vec2 b, Vec2 body, double clearance_m) {
    const double length_m = std::sqrt(length_squared(b - a));
    const Vec2 along = (1.0 / length_m) * (b - a);
    return {a, along, length_m, cross(along, body - a), dot(along, body - a), clearance_m, 0, false};
}

/// One body with some walls, as the first of a group.
struct Case {
    std::vector<Vec2> now{{1e9, 1e9}, {}};
    std::vector<Vec2> next{{1e9, 1e9}, {}};
    PairList pairs;

    Case(Vec2 body, const std::vector<TouchableWall>& walls) {
        now[1] = next[1] = body;
        pairs.walls = walls;
        pairs.entries.push_back({0, 0, 0, 0, static_cast<std::uint32_t>(walls.size())});
        BodyGroup& group = pairs.groups.emplace_back();
        group.body.fill(0);
        group.body[0] = 1;
        group.entry.fill(0);
        group.pushed_m.fill(0.0F);
        group.first_slot = group.slot_count = 0;
        group.has_walls = true;
        group.clear_of_walls_m.fill(0.0F);
    }

    /// The body is moved by others, then by walls.
    bool iterate(Vec2 by) {
        next[1] = now[1] + by;
        const ProjectionState state{nullptr, nullptr, nullptr, nullptr, {now, next, 0}, {}};
        const bool has_moved = push_out_of_walls(state, pairs);
        std::swap(now, next);
        return has_moved;
    }
};

TEST(PushOut, PassesOverWallsOnlyWhereTheyCouldNotAct) {
    Chance chance(20261127);
    int acted = 0;
    int passed_over = 0;
    for (int k = 0; k < 20000; ++k) {
        const Vec2 body{chance(-0.5, 0.5), chance(-0.5, 0.5)};
        std::vector<TouchableWall> walls;
        for (int w = 0; w < 3; ++w) {
            const Vec2 a{chance(-0.8, 0.8), chance(-0.8, 0.8)};
            const Vec2 b{chance(-0.8, 0.8), chance(-0.8, 0.8)};
            if (length_squared(b - a) > 0.01)
                walls.push_back(wall_before(a, b, body, chance(0.05, 0.25)));
        }
        Case with(body, walls);
        Case asked_always(body, walls);
        const double farthest_m = chance(0.0, 0.08);
        for (int round = 0; round < 8; ++round) {
            const Vec2 by{chance(-farthest_m, farthest_m), chance(-farthest_m, farthest_m)};
            passed_over += with.pairs.groups[0].clear_of_walls_m[0] > 0.2F ? 1 : 0;
            asked_always.pairs.groups[0].clear_of_walls_m.fill(0.0F);
            const bool has_moved = with.iterate(by);
            ASSERT_EQ(has_moved, asked_always.iterate(by)) << "case " << k << ", round " << round;
            ASSERT_EQ(with.now[1].x, asked_always.now[1].x) << "case " << k << ", round " << round;
            ASSERT_EQ(with.now[1].y, asked_always.now[1].y) << "case " << k << ", round " << round;
            acted += has_moved ? 1 : 0;
        }
    }
    // Both kinds were there.
    EXPECT_GT(acted, 10000);
    EXPECT_GT(passed_over, 1000);
}

}  // namespace
}  // namespace wayout
