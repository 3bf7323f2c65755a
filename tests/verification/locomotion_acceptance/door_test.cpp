// Doors: capacity proportional to the width, nobody left behind, little influence of the time step.
//
// 180 people in a room 6 m wide, at first on a lattice of 3 per m2 from 1 m before the door on; wall 0.2 m
// thick. Flow from the 30th to the 150th person. Bands: acceptance list of the movement model
// (docs/models/movement.md).
#include "crowd.hpp"
#include "geometry/segment.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace wayout::acceptance {
namespace {

constexpr int people = 180;
constexpr double room_width_m = 6.0;
constexpr double outside_m = 4.0;  ///< depth of what lies before the door; people leave there

struct DoorRun {
    std::vector<double> passages_s;
    OverlapRule overlaps;
    std::uint64_t wall_reverts{0};

    double specific_flow_pps_per_m(double width_m) const {
        return 120.0 / (passages_s[149] - passages_s[29]) / width_m;
    }
    /// Longest time between two people, from the first to the 150th.
    double longest_gap_s() const {
        double longest = 0.0;
        for (std::size_t k = 1; k < 150; ++k) longest = std::max(longest, passages_s[k] - passages_s[k - 1]);
        return longest;
    }
};

DoorRun run(double width_m, std::uint64_t seed, double time_step_s) {
    hand_made::HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, room_width_m, 40.0));
    const double left = 0.5 * (room_width_m - width_m);
    const double right = left + width_m;
    const double inner = outside_m + 0.2;
    hand.add_wall(floor, {0.0, inner}, {left, inner});
    hand.add_wall(floor, {left, inner}, {left, outside_m});
    hand.add_wall(floor, {left, outside_m}, {0.0, outside_m});
    hand.add_wall(floor, {room_width_m, outside_m}, {right, outside_m});
    hand.add_wall(floor, {right, outside_m}, {right, inner});
    hand.add_wall(floor, {right, inner}, {room_width_m, inner});
    hand.add_wall(floor, {0.0, 0.0}, {0.0, 40.0});
    hand.add_wall(floor, {room_width_m, 0.0}, {room_width_m, 40.0});
    const GateId door =
        hand.add_gate(GateKind::door, {{left, outside_m + 0.1}, {right, outside_m + 0.1}}, floor, floor);
    hand.add_gate(GateKind::exit, {{0.0, 0.5}, {room_width_m, 0.5}}, floor, SurfaceId());

    LocomotionSettings settings;
    settings.time_step_s = time_step_s;
    Mover mover(hand.finish(), settings);
    ThreadPool pool(1);
    Agents agents;
    for (const Vec2 p : hexagonal_lattice(0.3, room_width_m - 0.3, inner + 1.0, people, 3.0, seed))
        add_walker(agents, p, {0.0, -1.0}, seed);

    DoorRun result;
    const auto steps = static_cast<int>(std::lround(300.0 / time_step_s));
    for (int step = 0; step < steps && agents.size() > 0; ++step) {
        for (std::size_t row = 0; row < agents.size(); ++row) {
            // Nearest point of the door, shortened by the body and 5 cm at both ends; straight on behind its
            // inner edge.
            const Vec2 p = hand_made::position(agents, row);
            const double kept_m = static_cast<double>(agents.radius_m[row]) + 0.05;
            const Vec2 way = Vec2{std::clamp(p.x, left + kept_m, right - kept_m), inner} - p;
            const bool is_inside = p.y > inner + 1e-6;
            const Vec2 direction = is_inside ? unit(way) : Vec2{0.0, -1.0};
            agents.desired_x[row] = static_cast<float>(direction.x);
            agents.desired_y[row] = static_cast<float>(direction.y);
            agents.travel_time_s[row] = static_cast<float>((is_inside ? length(way) + inner : p.y) / 1.34);
        }
        find_neighbours(mover, agents, pool);
        plan_velocities(mover, agents, pool);
        move(mover, agents, step * time_step_s, pool);
        result.overlaps.add(mover.statistics());
        result.wall_reverts += mover.statistics().wall_reverts;
        for (const GateCrossing& crossing : mover.crossings()) {
            if (crossing.gate != door)
                agents.activity[static_cast<std::size_t>(crossing.row)] = Activity::out;
            else if (crossing.left_to_right)
                result.passages_s.push_back((step + static_cast<double>(crossing.step_frac)) * time_step_s);
            else
                // Pushed back over the line by a neighbour: that passage does not count, the next one does.
                result.passages_s.pop_back();
        }
        hand_made::remove_rows_that_are_out(agents);
    }
    std::sort(result.passages_s.begin(), result.passages_s.end());
    return result;
}

TEST(Door, SpecificFlowDoesNotDependOnTheWidthAndNobodyStaysBehind) {
    OverlapRule all;
    for (const double width_m : {0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.2, 2.4}) {
        double sum = 0.0;
        double longest_gap_s = 0.0;
        OverlapRule worst;
        std::printf("door %.1f m:", width_m);
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const DoorRun door = run(width_m, seed, 0.05);
            ASSERT_EQ(door.passages_s.size(), static_cast<std::size_t>(people))
                << width_m << " m, seed " << seed;
            const double flow = door.specific_flow_pps_per_m(width_m);
            std::printf(" %.2f", flow);
            sum += flow;
            longest_gap_s = std::max(longest_gap_s, door.longest_gap_s());
            all.add(door.overlaps);
            EXPECT_EQ(door.wall_reverts, 0U);
            worst.add(door.overlaps);
        }
        std::printf("  mean %.3f /(m s), longest gap %.2f s, overlap %.3f m\n", sum / 5.0, longest_gap_s,
                    worst.max_m);
        EXPECT_GE(sum / 5.0, 1.6) << width_m;
        EXPECT_LE(sum / 5.0, 1.95) << width_m;
        EXPECT_LE(longest_gap_s, 5.0) << width_m;
    }
    EXPECT_TRUE(all.is_kept()) << all.over_20_mm_frac() << ", " << all.max_m << " m";
}

TEST(Door, FlowHardlyDependsOnTheTimeStep) {
    for (const double width_m : {0.8, 1.2, 1.6, 2.0, 2.4}) {
        double flow[2] = {};
        const double time_steps_s[2] = {0.1, 0.025};
        for (int k = 0; k < 2; ++k)
            for (std::uint64_t seed = 1; seed <= 5; ++seed) {
                const DoorRun door = run(width_m, seed, time_steps_s[k]);
                ASSERT_EQ(door.passages_s.size(), static_cast<std::size_t>(people));
                flow[k] += 0.2 * door.specific_flow_pps_per_m(width_m);
            }
        std::printf("door %.1f m: %.3f /(m s) at 0.1 s, %.3f at 0.025 s (%+.1f %%)\n", width_m, flow[0],
                    flow[1], 100.0 * (flow[0] / flow[1] - 1.0));
        EXPECT_LT(std::abs(flow[0] / flow[1] - 1.0), 0.08) << width_m;
    }
}

}  // namespace
}  // namespace wayout::acceptance
