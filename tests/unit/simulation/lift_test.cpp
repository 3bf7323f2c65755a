#include <wayout/frame_sink.hpp>
#include <wayout/simulation.hpp>

#include "run_to_end.hpp"
#include "storeys.hpp"
#include "venue/venue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace wayout {
namespace {

/// "up", 3.5 m above "down"; a lift alone joins them. Both x 0-10, y 0-4; car x 4.5-5.5, y 4-6.
Scenario house_with_lift() {
    Scenario scenario;
    scenario.name = "lift";
    const Polygon car = rectangle(4.5, 4, 5.5, 6);
    for (const char* id : {"down", "up"}) {
        StoreySpec& storey = scenario.venue.storeys.emplace_back();
        storey.id = id;
        storey.elevation_m = std::string(id) == "up" ? 3.5 : 0.0;
        storey.floor = {rectangle(0, 0, 10, 4), car};
        DoorSpec& door = scenario.venue.doors.emplace_back();
        door.id = std::string("door-") + id;
        door.storey = id;
        door.line = {{4.5, 4}, {5.5, 4}};
    }
    ExitSpec& exit = scenario.venue.exits.emplace_back();
    exit.id = "exit";
    exit.storey = "down";
    exit.line = {{3, 0}, {7, 0}};
    LiftSpec& lift = scenario.venue.lifts.emplace_back();
    lift.id = "lift";
    lift.car = car;
    lift.stops = {{"down", "door-down", "stops[0]"}, {"up", "door-up", "stops[1]"}};
    lift.capacity_persons = 4;
    lift.speed_mps = 1.0;
    lift.acceleration_mps2 = 0.5;
    lift.door_open_s = 2;
    lift.door_close_s = 3;
    lift.dwell_s = 4;
    lift.riders = LiftSpec::Riders::everybody;
    add_profile(scenario, "walker", MobilityClass::ambulant, 0.2, 1.0);
    scenario.simulation.duration_s = 300;
    return scenario;
}

PopulationSpec& add_riders(Scenario& scenario, std::vector<Vec2> places) {
    PopulationSpec& riders = add_people(scenario, "riders", "walker", std::move(places));
    riders.assistance.emplace().lift = LiftUse::no_other_way;
    return riders;
}

/// Checks that nobody's place jumps.
struct WaySink final : FrameSink {
    explicit WaySink(const Venue& venue) : venue_(venue) {}
    void frame(const FrameView& f) override {
        for (std::size_t i = 0; i < f.id.size(); ++i) {
            const Vec2 p{f.x_m[i], f.y_m[i]};
            const double z = venue_.surfaces[static_cast<std::size_t>(f.surface[i])].z_m(p) +
                             (f.lifted_m.empty() ? 0.0 : double{f.lifted_m[i]});
            if (const auto before = last_.find(f.id[i]); before != last_.end()) {
                const auto& [q, z_before] = before->second;
                farthest_m = std::max(farthest_m, std::hypot(p.x - q.x, p.y - q.y));
                steepest_m = std::max(steepest_m, std::abs(z - z_before));
            }
            if (z > 0.1 && z < 3.4)
                ++between;
            last_[f.id[i]] = {p, z};
        }
    }
    Errors finish() override { return {}; }

    double farthest_m{0.0};
    double steepest_m{0.0};
    int between{0};

private:
    const Venue& venue_;
    std::map<AgentId, std::pair<Vec2, double>> last_;
};

TEST(Lift, RidersGoDownWithoutAJump) {
    Scenario scenario = house_with_lift();
    scenario.outputs.trajectory_fps = 20.0;
    add_riders(scenario, {{5, 2}, {3, 2}});
    Result<Simulation> simulation = Simulation::create(scenario, {});
    ASSERT_TRUE(simulation.has_value());
    WaySink sink(simulation->venue());
    simulation->record_frames_to(sink);
    while (!simulation->is_finished()) simulation->step();
    EXPECT_EQ(simulation->results().status, RunStatus::all_out);
    // A step is 0.05 s: nobody walks faster than 1 m/s and the car goes at 1 m/s.
    EXPECT_LT(sink.farthest_m, 0.06);
    EXPECT_LT(sink.steepest_m, 0.0501);
    EXPECT_GT(sink.between, 20);
}

TEST(Lift, KeepsItsCapacityAndTakesAll) {
    Scenario scenario = house_with_lift();
    std::vector<Vec2> places;
    for (int i = 0; i < 10; ++i) places.push_back({1.0 + 0.8 * i, 1.0});
    add_riders(scenario, places);
    const RunResults results = run(scenario);
    EXPECT_EQ(results.status, RunStatus::all_out);
    ASSERT_EQ(results.assistance.lifts.size(), 1U);
    EXPECT_EQ(results.assistance.lifts[0].riders, 10);
    EXPECT_EQ(results.assistance.lifts[0].most_aboard, 4);
    EXPECT_GE(results.assistance.lifts[0].trips, 6);  // up and down, three times at least
    EXPECT_EQ(results.state_hash, run(scenario, 3).state_hash);
}

TEST(Lift, OutOfServicePeopleStayAndTheRunSettles) {
    Scenario scenario = house_with_lift();
    add_riders(scenario, {{5, 2}});
    scenario.venue.lifts[0].fails_at_s = 1.0;
    const RunResults results = run(scenario);
    EXPECT_EQ(results.status, RunStatus::settled);
    EXPECT_EQ(results.assistance.lifts[0].riders, 0);
    EXPECT_NE(results.people[0].cause.find("no lift is in service"), std::string::npos)
        << results.people[0].cause;
}

TEST(Lift, WhoeverIsInTheCarWhenItFailsUpstairsGetsOutAgain) {
    Scenario scenario = house_with_lift();
    add_profile(scenario, "wheelchair", MobilityClass::wheelchair, 0.3, 1.0);
    PopulationSpec& riders = add_people(scenario, "riders", "wheelchair", {{5, 2}});
    riders.assistance.emplace().lift = LiftUse::no_other_way;
    riders.assistance->need = HelpNeed::stairs;
    RefugeSpec& refuge = scenario.venue.refuges.emplace_back();
    refuge.id = "refuge";
    refuge.storey = "up";
    refuge.polygon = rectangle(0, 0, 2, 4);
    refuge.places = 1;
    // Called at about 0.3 s, the car is there and open after 7.8 s (5.5 s + 2 s), closes at 11.8 s, leaves at
    // 14.8 s.
    scenario.venue.lifts[0].fails_at_s = 13.0;
    const RunResults results = run(scenario);
    EXPECT_EQ(results.assistance.lifts[0].riders, 1);
    EXPECT_EQ(results.assistance.lifts[0].trips, 1);
    EXPECT_EQ(results.status, RunStatus::settled);
    EXPECT_LT(results.people[0].end_m.x, 2.01);
    EXPECT_NE(results.people[0].cause.find("refuge"), std::string::npos) << results.people[0].cause;

    // Control: a little later the car is on its way and brings him down.
    scenario.venue.lifts[0].fails_at_s = 16.0;
    EXPECT_EQ(run(scenario).status, RunStatus::all_out);
}

TEST(Lift, ThreeStoreysAreServedDownwards) {
    Scenario scenario = house_with_lift();
    StoreySpec top = scenario.venue.storeys[1];
    top.id = "top";
    top.elevation_m = 7.0;
    scenario.venue.storeys.push_back(top);
    DoorSpec door = scenario.venue.doors[1];
    door.id = "door-top";
    door.storey = "top";
    scenario.venue.doors.push_back(door);
    scenario.venue.lifts[0].stops.push_back({"top", "door-top", "stops[2]"});
    add_riders(scenario, {{5, 2}});
    PopulationSpec& above = add_riders(scenario, {{5, 2}});
    above.id = "above";
    above.polygon_storey = "top";
    const RunResults results = run(scenario);
    EXPECT_EQ(results.status, RunStatus::all_out);
    EXPECT_EQ(results.assistance.lifts[0].riders, 2);
    EXPECT_EQ(results.assistance.lifts[0].most_aboard, 2);  // taken on the way down
    EXPECT_EQ(results.assistance.lifts[0].trips, 3);        // to the top, to the middle, to the ground
}

TEST(LiftErrors, NobodyIsPlacedInTheCar) {
    Scenario scenario = house_with_lift();
    PopulationSpec& crowd = add_people(scenario, "crowd", "walker", {}, "");
    crowd.positions.reset();
    crowd.polygon_storey.clear();
    crowd.storeys = {"down"};
    crowd.density_per_m2 = 1.0;
    const Result<Simulation> simulation = Simulation::create(scenario, {});
    ASSERT_TRUE(simulation.has_value()) << errors_of(scenario);
    EXPECT_EQ(simulation->placed_count(), 40);  // 10 m x 4 m, without the 2 m2 of the car

    scenario.people.populations.clear();
    add_riders(scenario, {{5, 5}});
    EXPECT_NE(errors_of(scenario).find("somebody starts in the car"), std::string::npos)
        << errors_of(scenario);
}

TEST(LiftErrors, AShaftThatIsOpenIsRefused) {
    Scenario scenario = house_with_lift();
    scenario.venue.storeys[1].floor = {rectangle(0, 0, 10, 6)};
    scenario.venue.storeys[1].walls = {{{{3, 4}, {4.5, 4}}, 0.0, {}}, {{{5.5, 4}, {7, 4}}, 0.0, {}}};
    add_riders(scenario, {{5, 2}});
    const std::string errors = errors_of(scenario);
    EXPECT_NE(errors.find("the car is not closed on storey 'up'"), std::string::npos) << errors;
}

TEST(LiftErrors, DoorsStopsAndStartAreChecked) {
    Scenario scenario = house_with_lift();
    add_riders(scenario, {{5, 2}});
    scenario.venue.doors[1].state = OpeningState::closed;
    scenario.venue.lifts[0].starts_at = "cellar";
    IncidentEvent& event = scenario.incident.events.emplace_back();
    event.kind = IncidentEvent::Kind::close_door;
    event.target = "door-down";
    const std::string errors = errors_of(scenario);
    EXPECT_NE(errors.find("door 'door-up' is closed at the start"), std::string::npos) << errors;
    EXPECT_NE(errors.find("door 'door-down' is moved by lift 'lift'"), std::string::npos) << errors;
    scenario.venue.doors[1].state = OpeningState::open;
    EXPECT_NE(errors_of(scenario).find("the lift does not stop at 'cellar'"), std::string::npos)
        << errors_of(scenario);
}

}  // namespace
}  // namespace wayout
