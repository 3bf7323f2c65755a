// What staff, alarms and messages tell people, step by step in a world of one person.
#include "agents/placement.hpp"
#include "hall.hpp"
#include "navigation/navigation_grid.hpp"
#include "simulation/knowledge_state.hpp"
#include "simulation/world.hpp"
#include "venue/venue.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <utility>

namespace wayout {
namespace {

constexpr GateId west{0};
constexpr GateId east{1};

/// One person at (5, 5), 5 m from the west exit and 15 m from the east one, who came by `entrance`.
std::unique_ptr<World> world_of_one(const std::string& entrance, bool shuts_west) {
    Scenario scenario = room_with_two_exits();
    PopulationSpec person = people_at("one", {{5, 5}});
    person.exit_choice = ExitChoice::familiar;
    KnowledgeSpec& knowledge = person.knowledge.emplace();
    knowledge.entrance = {{entrance, 1.0}};
    knowledge.p_other_exit = 0.0;
    knowledge.types = {1.0, 0.0, 0.0, 0.0};
    knowledge.closure_sight_m = 0.0;
    scenario.people.populations = {person};
    if (shuts_west) {
        IncidentEvent& event = scenario.incident.events.emplace_back();
        event.kind = IncidentEvent::Kind::close_exit;
        event.at_s = 0.2;
        event.target = "west";
    }
    Result<std::shared_ptr<const Venue>> venue = build_venue(scenario.venue);
    Result<PlacedPeople> people = place_people(scenario, **venue, 1);
    Result<std::shared_ptr<const NavigationGrid>> grid = build_navigation_grid(*venue);
    RunOptions options;
    options.threads = 1;
    auto world = std::make_unique<World>(*venue, *grid, std::make_shared<SharedFields>(), scenario,
                                         std::move(*people), options, 1, 0.05);
    EXPECT_TRUE(set_up_people(*world).empty());
    world->fields.refresh();
    world->recorder.first_frame(*world);
    return world;
}

void walk(World& world, int steps) {
    for (int i = 0; i < steps; ++i) step(world);
}

GateId heads_for(const World& world) {
    return GateId(world.agents.exit_gate[0]);
}

TEST(Teaching, AnExitThatOneIsToldOfCountsAsKnown) {
    const auto world = world_of_one("east", false);
    walk(*world, 10);
    EXPECT_EQ(heads_for(*world), east);
    EXPECT_FALSE(world->knowledge->is_familiar(1, west));
    walk(*world, 200);  // control: 10 s later, and past the pause of 5 s, nothing has changed
    EXPECT_EQ(heads_for(*world), east);

    const auto taught = world_of_one("east", false);
    walk(*taught, 1);
    teach(*taught, 1, west);
    EXPECT_EQ(heads_for(*taught), east);
    walk(*taught, 1);
    EXPECT_TRUE(taught->knowledge->is_familiar(1, west));
    EXPECT_EQ(heads_for(*taught), west);
}

TEST(Teaching, WhoIsInformedTurnsAtOnce) {
    const auto world = world_of_one("west", true);
    walk(*world, 8);
    EXPECT_EQ(heads_for(*world), west);  // does not know yet
    EXPECT_EQ(world->views[0], View::former);
    inform(*world, 1);
    walk(*world, 1);
    EXPECT_EQ(heads_for(*world), east);
    EXPECT_EQ(world->views[0], View::present);
}

TEST(Teaching, WithoutPeopleWhoLearnItHasNoEffect) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("one", {{5, 5}})};
    Result<std::shared_ptr<const Venue>> venue = build_venue(scenario.venue);
    Result<PlacedPeople> people = place_people(scenario, **venue, 1);
    Result<std::shared_ptr<const NavigationGrid>> grid = build_navigation_grid(*venue);
    World world(*venue, *grid, std::make_shared<SharedFields>(), scenario, std::move(*people), {}, 1, 0.05);
    EXPECT_TRUE(set_up_people(world).empty());
    EXPECT_EQ(world.knowledge, nullptr);
    teach(world, 1, west);
    inform(world, 1);
    inform_all(world);
}

/// Of several changes in a row the former view holds the last, but exits that have shut stay open in it.
TEST(FormerView, KeepsExitsOpenThatHaveShut) {
    const auto world = world_of_one("west", false);
    FieldStore& fields = world->fields;
    const auto shut = [&](GateId gate) {
        fields.keep_former();
        RouteState state = fields.state();
        state.gate_open[gate.row()] = 0;
        fields.set_state(state);
        fields.refresh();
    };
    shut(west);
    shut(east);
    const Vec2 here{5, 5};
    const SurfaceId floor(world->agents.surface[0]);
    for (const auto& [exit, metres] : {std::pair{west, 5.0}, std::pair{east, 15.0}}) {
        EXPECT_EQ(fields.state().gate_open[exit.row()], 0);
        EXPECT_EQ(fields.state(View::former).gate_open[exit.row()], 1);
        EXPECT_FALSE(fields.has_way(fields.goal(exit, MobilityClass::ambulant), floor, here));
        const std::int32_t goal = fields.goal(exit, MobilityClass::ambulant, View::former);
        const double time_s = static_cast<double>(fields.time_s(goal, floor, here));
        EXPECT_NEAR(time_s * fields.reference_speed_mps(MobilityClass::ambulant), metres, 0.6);
    }
    fields.keep_former();  // west opens again: that is what it was before the next change
    RouteState state = fields.state();
    state.gate_open[west.row()] = 1;
    fields.set_state(state);
    fields.refresh();
    fields.keep_former();
    EXPECT_EQ(fields.state(View::former).gate_open[west.row()], 1);
}

}  // namespace
}  // namespace wayout
