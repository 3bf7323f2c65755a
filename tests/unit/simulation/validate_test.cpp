/// The whole-state check that builds with WAYOUT_VALIDATE make in every step.
#include "simulation/world.hpp"

#include "hall.hpp"
#include "navigation/navigation_grid.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayout {
namespace {

World world_of(const Scenario& scenario) {
    const std::shared_ptr<const Venue> venue = build_venue(scenario.venue).value();
    const std::shared_ptr<const NavigationGrid> grid = build_navigation_grid(venue).value();
    return World(venue, grid, std::make_shared<SharedFields>(), scenario,
                 place_people(scenario, *venue, 1).value(), RunOptions{}, 1, scenario.simulation.time_step_s);
}

/// What a step says of the state that it finds; nothing: it is in order.
std::string complaint_of_step(World& world) {
    try {
        step(world);
    } catch (const InternalError& error) {
        return error.what();
    }
    return {};
}

#ifdef WAYOUT_VALIDATE_ENABLED
constexpr bool validates = true;
#else
constexpr bool validates = false;
#endif

TEST(Validate, StopsAStepWithAStateThatCannotBe) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("three", {{8, 5}, {9, 5}, {10, 5}}, 60.0)};
    World world = world_of(scenario);
    EXPECT_EQ(complaint_of_step(world), "");
    world.agents.radius_m[1] = -0.2F;  // of somebody who waits: nothing else looks at it
    const std::string complaint = complaint_of_step(world);
    EXPECT_EQ(complaint.find("row 1 (person 2): radius is not positive") != std::string::npos, validates)
        << complaint;
    // Control: a release build goes on, for the check costs time; its own cheap checks stay.
    EXPECT_EQ(complaint.empty(), !validates) << complaint;
    world.agents.radius_m[1] = 0.2F;
    EXPECT_EQ(complaint_of_step(world), "");
    ++world.placed_count;
    EXPECT_NE(complaint_of_step(world).find("people were lost or made up"), std::string::npos);
}

}  // namespace
}  // namespace wayout
