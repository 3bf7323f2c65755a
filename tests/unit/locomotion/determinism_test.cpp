// Equal bits for any number of threads and for every instruction set, in a scene that uses all parts of the
// movement.
#include "hand_venue.hpp"
#include "locomotion/mover.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace wayout {
namespace {

using hand_made::HandVenue;

/// Two rooms of 30 m x 20 m with doors of 1.2 m (one with a flow limit) in the wall between them, and a
/// platform joined to the right room over its whole side; people cross in both directions, some stand about.
struct Scene {
    std::shared_ptr<const Venue> venue;
    Agents agents;
    std::vector<float> carry_x;
    std::vector<float> carry_y;
};

constexpr std::array<double, 3> door_y_m = {4.0, 10.0, 16.0};

Scene crowded_rooms() {
    HandVenue venue;
    const SurfaceId floor = venue.add_surface(hand_made::rectangle(0.0, 0.0, 60.0, 20.0));
    const SurfaceId platform = venue.add_surface(hand_made::rectangle(60.0, 0.0, 66.0, 20.0));
    venue.add_wall(floor, {60.0, 20.0}, {0.0, 20.0});
    venue.add_wall(floor, {0.0, 20.0}, {0.0, 0.0});
    venue.add_wall(floor, {0.0, 0.0}, {60.0, 0.0});
    venue.add_wall(platform, {60.0, 0.0}, {66.0, 0.0});
    venue.add_wall(platform, {66.0, 0.0}, {66.0, 20.0});
    venue.add_wall(platform, {66.0, 20.0}, {60.0, 20.0});
    venue.add_wall(floor, {10.0, 12.0}, {14.0, 15.0});
    venue.add_wall(floor, {45.0, 6.0}, {45.0, 9.0}, true);
    double y = 0.0;
    for (const double door : door_y_m) {
        venue.add_wall(floor, {30.0, y}, {30.0, door - 0.6});
        venue.add_gate(GateKind::door, {{30.0, door - 0.6}, {30.0, door + 0.6}}, floor, floor,
                       door == 4.0 ? FlowLimit{FlowLimit::Kind::persons_per_s, 0.8} : FlowLimit{});
        y = door + 0.6;
    }
    venue.add_wall(floor, {30.0, y}, {30.0, 20.0});
    venue.add_gate(GateKind::joint, {{60.0, 0.0}, {60.0, 20.0}}, floor, platform);

    Scene scene;
    scene.venue = venue.finish();
    // 2,000 people on a lattice of 0.7 m, shaken by a simple congruential sequence.
    std::uint32_t random = 1;
    const auto shake = [&] {
        random = random * 1664525U + 1013904223U;
        return 0.1 * (static_cast<double>(random >> 8) * 0x1p-24 - 0.5);
    };
    for (int column = 0; column < 80; ++column)
        for (int row = 0; row < 25; ++row) {
            const double x = 0.8 + 0.81 * column;
            const Vec2 p{x + shake(), 0.9 + 0.75 * row + shake()};
            const std::int32_t goal = column % 3 == 0 ? 1 : 0;
            const std::size_t person =
                hand_made::add_person(scene.agents, p, {}, x > 59.95 ? platform : floor, goal);
            scene.agents.radius_m[person] = static_cast<float>(0.2 + 0.5 * shake());
            scene.agents.speed_limit_mps[person] = static_cast<float>(1.3 + 4.0 * shake());
            if (person % 7 == 0)
                scene.agents.activity[person] = person % 2 == 0 ? Activity::seated : Activity::waiting;
            if (person % 31 == 0)
                scene.agents.wall_radius_m[person] = 0.12F;
        }
    scene.carry_x.assign(scene.agents.size(), 0.0F);
    scene.carry_y.assign(scene.agents.size(), 0.0F);
    return scene;
}

/// Goal 0 to the right end, goal 1 to the left end, through the nearest door; every eleventh stays where he
/// is.
void aim(Scene& scene) {
    Agents& agents = scene.agents;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        const Vec2 p = hand_made::position(agents, row);
        const bool right = agents.goal[row] == 0;
        double door = door_y_m[0];
        for (const double d : door_y_m)
            if (std::abs(d - p.y) < std::abs(door - p.y))
                door = d;
        const bool before_door = right ? p.x < 29.8 : p.x > 30.2;
        const Vec2 target = before_door ? Vec2{30.0, std::clamp(p.y, door - 0.35, door + 0.35)}
                                        : Vec2{right ? 65.0 : 1.0, p.y};
        const Vec2 way = target - p;
        const Vec2 direction = agents.id[row] % 11 == 0 ? Vec2{} : unit(way);
        agents.desired_x[row] = static_cast<float>(direction.x);
        agents.desired_y[row] = static_cast<float>(direction.y);
        agents.travel_time_s[row] = static_cast<float>((length(way) + (before_door ? 30.0 : 0.0)) / 1.34);
        scene.carry_x[row] = p.y < 3.0 && p.x > 40.0 ? 0.3F : 0.0F;
    }
}

Agents run(int threads, std::string_view instruction_set, int steps, std::uint64_t* held = nullptr,
           const LocomotionSettings& settings = {}) {
    Scene scene = crowded_rooms();
    ThreadPool pool(threads);
    Mover mover(scene.venue, settings, instruction_set);
    for (int step = 0; step < steps; ++step) {
        if (step == 50)  // some of those who stand about set out
            for (std::size_t row = 0; row < scene.agents.size(); row += 2)
                scene.agents.activity[row] = Activity::walking;
        if (step == 100)
            mover.set_gate_open(GateId(1), false);
        aim(scene);
        find_neighbours(mover, scene.agents, pool, {scene.carry_x, scene.carry_y});
        plan_velocities(mover, scene.agents, pool);
        move(mover, scene.agents, step * 0.05, pool);
        if (held != nullptr)
            *held += mover.statistics().held_at_gates;
    }
    return std::move(scene.agents);
}

bool have_equal_bits(const Agents& a, const Agents& b) {
    std::vector<std::vector<char>> bytes[2];
    const auto collect = [](const Agents& agents, std::vector<std::vector<char>>& out) {
        for_each_column(agents, [&](const auto& column) {
            const auto* first = reinterpret_cast<const char*>(column.data());
            out.emplace_back(first, first + column.size() * sizeof(column[0]));
        });
    };
    collect(a, bytes[0]);
    collect(b, bytes[1]);
    return bytes[0] == bytes[1];
}

TEST(MovementDeterminism, DoesNotDependOnTheNumberOfThreads) {
    std::uint64_t held = 0;
    const Agents one = run(1, {}, 200, &held);
    EXPECT_GT(held, 0U);  // the scene does use the flow limit
    for (const int threads : {2, 3, 8})
        EXPECT_TRUE(have_equal_bits(one, run(threads, {}, 200))) << threads << " threads";
    EXPECT_FALSE(have_equal_bits(one, run(1, {}, 199)));
}

TEST(MovementDeterminism, OfReferenceModelsDoesNotDependOnTheNumberOfThreads) {
    std::vector<Agents> by_model{run(1, {}, 150)};
    for (const PlanningModel model :
         {PlanningModel::collision_free_speed, PlanningModel::collision_free_speed_v3,
          PlanningModel::anticipation_velocity}) {
        LocomotionSettings settings;
        settings.planning = model;
        settings.seed = 1;
        const Agents one = run(1, {}, 150, nullptr, settings);
        for (const int threads : {2, 3, 8})
            EXPECT_TRUE(have_equal_bits(one, run(threads, {}, 150, nullptr, settings)))
                << static_cast<int>(model) << ", " << threads << " threads";
        for (const Agents& other : by_model) EXPECT_FALSE(have_equal_bits(one, other));
        by_model.push_back(one);
        // Chance acts in one of them only.
        settings.seed = 2;
        EXPECT_EQ(have_equal_bits(one, run(1, {}, 150, nullptr, settings)),
                  model != PlanningModel::anticipation_velocity);
    }
}

TEST(MovementDeterminism, DoesNotDependOnTheInstructionSet) {
    const Agents plain = run(1, "scalar", 200);
    EXPECT_GE(supported_instruction_sets().size(), 1U);
    for (const std::string_view set : supported_instruction_sets())
        EXPECT_TRUE(have_equal_bits(plain, run(1, set, 200))) << set;
}

}  // namespace
}  // namespace wayout
