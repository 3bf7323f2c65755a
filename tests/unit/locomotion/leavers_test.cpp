// Whoever has left through an exit keeps up the time gap of those behind.
#include "locomotion/leavers.hpp"

#include "hand_venue.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace wayout {
namespace {

using hand_made::add_person;
using hand_made::HandVenue;
using hand_made::position;

enum class Way { through_exit, through_exit_forgotten, without_exit };

/// Two people go one behind the other along y = 1, the first 0.05 m before the line x = 5; the places of the
/// second after each step.
std::vector<Vec2> places_of_second(Way way) {
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 20.0, 2.0));
    const bool has_exit = way != Way::without_exit;
    if (has_exit)
        hand.add_gate(GateKind::exit, {{5.0, 0.0}, {5.0, 2.0}}, floor, SurfaceId());
    Mover mover(hand.finish(), {});
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {4.95, 1.0}, {1.0, 0.0});
    add_person(agents, {3.95, 1.0}, {1.0, 0.0});
    agents.travel_time_s = {0.1F, 1.0F};
    agents.exit_gate = {has_exit ? 0 : -1, has_exit ? 0 : -1};
    std::vector<Vec2> places;
    for (int step = 0; step < 14; ++step) {
        find_neighbours(mover, agents, pool);
        plan_velocities(mover, agents, pool);
        if (way == Way::through_exit)
            keep_gap_to_leavers(mover, agents, pool);
        move(mover, agents, 0.05 * step, pool);
        let_leavers_walk_on(mover, agents);
        for (const GateCrossing& crossing : mover.crossings())
            agents.activity[static_cast<std::size_t>(crossing.row)] = Activity::out;
        places.push_back(position(agents, 1));
    }
    return places;
}

TEST(Leavers, AreFollowedLikePeopleOnTheFloor) {
    const std::vector<Vec2> floor = places_of_second(Way::without_exit);
    const std::vector<Vec2> exit = places_of_second(Way::through_exit);
    // The gap of 0.6 m limits the second to about 0.6 m/s from the first step on; free he would go 0.067 m.
    EXPECT_NEAR(floor[0].x, 3.95 + 0.03, 0.001);
    for (std::size_t step = 0; step < floor.size(); ++step)
        EXPECT_NEAR(exit[step].x, floor[step].x, 1e-5) << "step " << step;
}

TEST(Leavers, ForgottenTheyLetTheNextOneRun) {
    const std::vector<Vec2> floor = places_of_second(Way::without_exit);
    const std::vector<Vec2> forgotten = places_of_second(Way::through_exit_forgotten);
    EXPECT_GT(forgotten.back().x, floor.back().x + 0.1);
}

TEST(Leavers, ThoseOnAnotherStoreyDoNotSeeThem) {
    HandVenue hand;
    const SurfaceId floor = hand.add_surface(hand_made::rectangle(0.0, 0.0, 20.0, 2.0));
    const SurfaceId above = hand.add_surface(hand_made::rectangle(0.0, 0.0, 20.0, 2.0));
    hand.add_gate(GateKind::exit, {{5.0, 0.0}, {5.0, 2.0}}, floor, SurfaceId());
    Mover mover(hand.finish(), {});
    ThreadPool pool(1);
    Agents agents;
    add_person(agents, {4.95, 1.0}, {1.0, 0.0});
    add_person(agents, {3.95, 1.0}, {1.0, 0.0}, above);
    agents.travel_time_s = {0.1F, 1.0F};
    agents.exit_gate = {0, 0};
    for (int step = 0; step < 4; ++step) {
        find_neighbours(mover, agents, pool);
        plan_velocities(mover, agents, pool);
        keep_gap_to_leavers(mover, agents, pool);
        move(mover, agents, 0.05 * step, pool);
        let_leavers_walk_on(mover, agents);
        for (const GateCrossing& crossing : mover.crossings())
            agents.activity[static_cast<std::size_t>(crossing.row)] = Activity::out;
    }
    // Free speed: 4 x 0.067 m.
    EXPECT_NEAR(agents.x_m[1], 3.95 + 0.268, 1e-5);
}

}  // namespace
}  // namespace wayout
