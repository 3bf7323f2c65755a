/// Doors, exits and escalators that are more than open or shut, in whole runs.
#include <wayout/simulation.hpp>

#include "hall.hpp"
#include "run_to_end.hpp"
#include "venue/venue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace wayout {
namespace {

RunResults run_and_count(const Scenario& scenario) {
    Result<Simulation> simulation = Simulation::create(scenario, {});
    if (!simulation) {
        ADD_FAILURE() << simulation.error().front().where << ": " << simulation.error().front().message;
        return {};
    }
    while (!simulation->is_finished()) {
        simulation->step();
        EXPECT_EQ(simulation->inside_count() + simulation->out_count(), simulation->placed_count());
    }
    return simulation->results();
}

const PassageResult& passage(const RunResults& results, const std::string& id) {
    return *std::find_if(results.passages.begin(), results.passages.end(),
                         [&](const PassageResult& p) { return p.id == id; });
}

int crossings(const RunResults& results, const std::string& id, int direction, int population = -1) {
    int count = 0;
    for (const PassageCrossing& crossing : passage(results, id).crossings)
        if (crossing.direction == direction &&
            (population < 0 || results.people[crossing.person - 1].population == population))
            ++count;
    return count;
}

IncidentEvent event_of(IncidentEvent::Kind kind, double at_s, const std::string& target) {
    IncidentEvent event;
    event.kind = kind;
    event.at_s = at_s;
    event.target = target;
    return event;
}

PopulationSpec bound_for(const char* exit, PopulationSpec population) {
    population.exit_choice = ExitChoice::fixed;
    population.exits = {exit};
    return population;
}

TEST(Openings, ATurnstileLetsOnePersonThroughAtATime) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {bound_for("west", people_at("crowd", places(3, 3, 5, 4)))};
    const RunResults free = run_and_count(scenario);
    scenario.venue.exits[0].rules.service_s = Distribution::constant_value(1.5);
    const RunResults held = run_and_count(scenario);
    const auto span_s = [](const RunResults& results) {
        const auto& all = passage(results, "west").crossings;
        return all.size() == 20U ? all.back().time_s - all.front().time_s : not_a_time;
    };
    EXPECT_NEAR(span_s(held), 19 * 1.5, 0.1);
    EXPECT_LT(span_s(free), 15.0);
}

TEST(Openings, PeopleShareTurnstilesByTheWaitTheyExpect) {
    Scenario scenario = room_with_two_exits();
    for (ExitSpec& exit : scenario.venue.exits) exit.rules.service_s = Distribution::constant_value(2.0);
    scenario.people.populations = {people_at("crowd", places(8.5, 3, 6, 5))};
    const RunResults results = run_and_count(scenario);
    EXPECT_EQ(results.status, RunStatus::all_out);
    EXPECT_GE(std::min(crossings(results, "west", 1), crossings(results, "east", 1)), 12);
}

TEST(Openings, NobodyGoesAgainstAOneWayDoor) {
    Scenario scenario = divided_room();
    scenario.people.populations = {bound_for("east", people_at("eastwards", places(6, 2, 4, 4))),
                                   bound_for("west", people_at("westwards", places(11, 2, 4, 3)))};
    const RunResults free = run_and_count(scenario);
    EXPECT_GT(crossings(free, "south", 1), 0);  // to the right of (10, 2) -> (10, 3.2): eastwards
    scenario.venue.doors[0].one_way_towards = Vec2{9, 2.5};
    const RunResults results = run_and_count(scenario);
    EXPECT_EQ(crossings(results, "south", 1), 0);
    EXPECT_GT(crossings(results, "south", -1), 0);
    EXPECT_EQ(results.status, RunStatus::all_out);
}

TEST(Openings, ThePointOfAOneWayDoorMustLieBesideIt) {
    Scenario scenario = divided_room();
    scenario.venue.doors[0].one_way_towards = Vec2{10, 6};
    scenario.people.populations = {people_at("one", {{3, 3}})};
    const Result<Simulation> refused = Simulation::create(scenario, {});
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().front().message.find("in line with the door"), std::string::npos);
}

TEST(Openings, ADoorTurnsAwayWhomItRefuses) {
    Scenario scenario = divided_room();
    scenario.people.populations = {bound_for("east", people_at("guests", places(6, 2, 4, 3))),
                                   bound_for("east", people_at("crew", places(6, 4.2, 4, 3)))};
    scenario.people.populations[1].role = "staff";
    EXPECT_GT(crossings(run_and_count(scenario), "south", 1, 0), 0);
    scenario.venue.doors[0].rules.refuses = {"visitor"};  // the role that guests have
    const RunResults results = run_and_count(scenario);
    EXPECT_EQ(crossings(results, "south", 1, 0), 0);
    EXPECT_EQ(crossings(results, "north", 1, 0), 12);
    EXPECT_GT(crossings(results, "south", 1, 1), 0);
    EXPECT_EQ(results.status, RunStatus::all_out);
}

TEST(Openings, WhoIsTurnedAwayAtAnExitLearnsItThereOrBefore) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("guests", places(4, 4, 3, 3))};
    scenario.venue.exits[0].rules.refuses = {"guests"};
    const RunResults known = run_and_count(scenario);
    EXPECT_EQ(crossings(known, "east", 1), 9);
    // Nobody goes westwards first: 20 - 5.2 m at most.
    for (const PersonResult& person : known.people) EXPECT_LT(person.distance_m, 17.5);

    scenario.venue.exits[0].rules.is_refusal_known = false;
    const RunResults surprised = run_and_count(scenario);
    EXPECT_EQ(crossings(surprised, "west", 1), 0);
    EXPECT_EQ(crossings(surprised, "east", 1), 9);
    const auto turned = std::count_if(surprised.decisions.begin(), surprised.decisions.end(),
                                      [](const Decision& d) { return d.kind == "is turned away"; });
    EXPECT_EQ(turned, 9);
    for (const Decision& decision : surprised.decisions)
        if (decision.kind == "is turned away") {
            EXPECT_LE(decision.position_m.x, 3.0 + 1e-9);  // learnt within 3 m of the exit
        }
}

TEST(Openings, WhoeverHasNoOtherExitIsReported) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("guests", {{8, 5}})};
    for (ExitSpec& exit : scenario.venue.exits) exit.rules.refuses = {"guests"};
    const Result<Simulation> refused = Simulation::create(scenario, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().front().code, ErrorCode::unreachable);
}

TEST(Openings, OnlyUnlockingOpensALock) {
    Scenario scenario = room_with_two_exits();
    scenario.venue.exits[0].state = OpeningState::locked;
    scenario.people.populations = {bound_for("west", people_at("one", {{3, 5}}))};
    scenario.incident.events = {event_of(IncidentEvent::Kind::open_exit, 5.0, "west"),
                                event_of(IncidentEvent::Kind::unlock_door, 12.0, "west")};
    const RunResults results = run_and_count(scenario);
    // 12 s, then 3 m at 1 m/s or less of it: people who know no way stand where they are.
    EXPECT_NEAR(results.people[0].exit_time_s, 15.0, 1.2);
    scenario.incident.events.pop_back();
    const Result<Simulation> refused = Simulation::create(scenario, {});
    EXPECT_FALSE(refused);  // an event that does not open it is no hope
}

TEST(Openings, ABarrierIsADoorThatIsTakenAway) {
    Scenario scenario = divided_room();
    scenario.venue.doors.resize(1);
    scenario.venue.doors[0].state = OpeningState::closed;
    scenario.people.populations = {bound_for("east", people_at("one", {{8, 2.6}}))};
    scenario.incident.events = {event_of(IncidentEvent::Kind::remove_barrier, 10.0, "south")};
    const RunResults results = run_and_count(scenario);
    ASSERT_EQ(passage(results, "south").crossings.size(), 1U);
    EXPECT_NEAR(passage(results, "south").crossings[0].time_s, 12.0, 1.2);
    EXPECT_EQ(time_of_event(results, "remove_barrier"), 10.0);
}

TEST(Openings, OneLeafLetsPeopleOutOverItsHalfOnly) {
    Scenario scenario = room_with_two_exits();
    scenario.venue.exits[0].line = {{0, 4}, {0, 6}};
    TwoLeaves& leaves = scenario.venue.exits[0].rules.leaves.emplace();
    leaves.open_leaves = 1;
    leaves.second_leaf_chance = 0.0;
    scenario.people.populations = {bound_for("west", people_at("crowd", places(1.5, 3, 8, 6)))};
    const auto out_above = [](const RunResults& results) {
        return std::count_if(results.people.begin(), results.people.end(),
                             [](const PersonResult& person) { return person.end_m.y > 5.0; });
    };
    const RunResults one = run_and_count(scenario);
    EXPECT_EQ(one.status, RunStatus::all_out);
    EXPECT_EQ(out_above(one), 0);
    leaves.open_leaves = 2;
    const RunResults two = run_and_count(scenario);
    EXPECT_GT(out_above(two), 0);
    // design: 1.33 persons/(m s) x 1 m and x 2 m; 48 people: 35.3 s and 17.7 s at least.
    const auto last = [](const RunResults& results) {
        return passage(results, "west").crossings.back().time_s;
    };
    EXPECT_GT(last(one), 35.0);
    EXPECT_LT(last(two), 0.7 * last(one));
    leaves.open_leaves = 1;
    scenario.incident.events = {event_of(IncidentEvent::Kind::open_leaf, 10.0, "west")};
    const RunResults opened = run_and_count(scenario);
    EXPECT_LT(last(opened), 0.85 * last(one));
    EXPECT_GT(out_above(opened), 0);
}

TEST(Openings, SomebodyInTheQueueOpensTheSecondLeaf) {
    Scenario scenario = room_with_two_exits();
    TwoLeaves& leaves = scenario.venue.exits[0].rules.leaves.emplace();
    leaves.open_leaves = 1;
    leaves.second_leaf_chance = 1.0;
    scenario.people.populations = {bound_for("west", people_at("crowd", places(0.5, 3, 8, 6)))};
    const RunResults results = run_and_count(scenario);
    const double opened_s = time_of_event(results, "open_leaf");
    // A queue of three stands after a few seconds; 10 s later at the earliest.
    EXPECT_GE(opened_s, 10.0);
    EXPECT_LE(opened_s, 15.0);
    EXPECT_TRUE(std::any_of(results.decisions.begin(), results.decisions.end(),
                            [](const Decision& decision) { return decision.kind == "opens"; }));
    leaves.second_leaf_chance = 0.0;
    EXPECT_TRUE(std::isnan(time_of_event(run_and_count(scenario), "open_leaf")));
}

/// Ground floor and upper floor, joined by an escalator of 10 m in plan and 5 m height, along x from 10
/// to 20.
Scenario with_escalator(int max_persons) {
    Scenario scenario = room_with_two_exits();
    scenario.venue.storeys[0].floor = {rectangle(0, 4, 10, 6)};
    StoreySpec upper;
    upper.id = "upper";
    upper.elevation_m = 5.0;
    upper.floor = {rectangle(20, 4, 30, 6)};
    scenario.venue.storeys.push_back(upper);
    scenario.venue.exits.resize(1);
    scenario.venue.exits[0].storey = "upper";
    scenario.venue.exits[0].line = {{30, 4}, {30, 6}};
    StairSpec escalator;
    escalator.id = "belt";
    escalator.kind = StairSpec::Kind::escalator;
    escalator.from_storey = "floor";
    escalator.to_storey = "upper";
    escalator.flights = {{{{10, 4.5}, {10, 5.5}}, {{20, 4.5}, {20, 5.5}}, {}}};
    escalator.motion = StairSpec::Motion::up;
    escalator.max_persons = max_persons;
    scenario.venue.stairs = {escalator};
    scenario.people.populations = {people_at("crowd", places(5, 4.4, 8, 2))};
    return scenario;
}

TEST(Openings, AnOverloadedEscalatorStops) {
    const RunResults free = run_and_count(with_escalator(0));
    EXPECT_TRUE(std::isnan(time_of_event(free, "escalator_overload")));
    const RunResults loaded = run_and_count(with_escalator(5));
    EXPECT_FALSE(std::isnan(time_of_event(loaded, "escalator_overload")));
    EXPECT_EQ(loaded.status, RunStatus::all_out);  // on foot from there
    EXPECT_GT(loaded.people.back().exit_time_s, 0.0);
}

TEST(Openings, ABrakingBeltComesToRestAfterItsWay) {
    // 0.5 m/s and 0.43 m/s2: 1.163 s and 0.291 m along the incline, 0.26 m in plan at cos = 10 / 11.18.
    Scenario scenario = with_escalator(0);
    scenario.people.populations = {people_at("one", {{9.5, 5}})};
    IncidentEvent stop = event_of(IncidentEvent::Kind::set_escalator, 10.0, "belt");
    scenario.incident.events = {stop};
    Result<Simulation> simulation = Simulation::create(scenario, {});
    ASSERT_TRUE(simulation);
    double at_stop = 0.0;
    double at_rest = 0.0;
    while (!simulation->is_finished()) {
        const double now_s = simulation->time_s();
        if (std::abs(now_s - 10.0) < 1e-6)
            at_stop = simulation->crowd().x_m[0];
        if (std::abs(now_s - 11.15) < 1e-6)
            at_rest = simulation->crowd().x_m[0];
        simulation->step();
    }
    const double cosine = 10.0 / std::sqrt(125.0);
    // Way in 1.15 s: 0.5 x 1.15 - 0.43 x 1.15^2 / 2.
    EXPECT_NEAR(at_rest - at_stop, (0.5 * 1.15 - 0.215 * 1.15 * 1.15) * cosine, 1e-3);
}

/// Every rule at once: a crowd of 60 before a door of one leaf, a one-way door and a turnstile, some of them
/// turned away at the exit, and a steward who holds the door for a while.
Scenario with_all_rules() {
    Scenario scenario = divided_room();
    scenario.venue.doors[0].one_way_towards = Vec2{15, 2.6};
    TwoLeaves& leaves = scenario.venue.doors[1].rules.leaves.emplace();
    leaves.open_leaves = 1;
    Distribution service;
    service.kind = Distribution::Kind::lognormal;
    service.mu = -0.5;
    service.sigma = 0.3;
    scenario.venue.exits[1].rules.service_s = service;
    scenario.venue.exits[0].rules.refuses = {"guests"};
    scenario.venue.exits[0].rules.is_refusal_known = false;
    scenario.people.populations = {people_at("guests", places(2, 2, 8, 4)),
                                   people_at("others", places(2, 5, 7, 4))};
    StewardSpec& steward = scenario.response.stewards.emplace_back();
    steward.id = "s";
    steward.profile = "walker";
    steward.post_storey = "floor";
    steward.post = {11, 5};
    StewardTask& hold = steward.tasks.emplace_back();
    hold.kind = StewardTask::Kind::hold;
    hold.held = "north";
    hold.from_s = 5.0;
    hold.until_s = 15.0;
    return scenario;
}

TEST(Openings, TheNumberOfThreadsMakesNoDifferenceAndNobodyJumps) {
    std::uint64_t hashes[2] = {0, 0};
    std::size_t decisions[2] = {0, 0};
    for (const int threads : {1, 3}) {
        RunOptions options;
        options.threads = threads;
        Result<Simulation> simulation = Simulation::create(with_all_rules(), options);
        ASSERT_TRUE(simulation) << simulation.error().front().message;
        std::vector<Vec2> before(100, Vec2{-1, -1});
        double farthest_m = 0.0;
        while (!simulation->is_finished()) {
            simulation->step();
            const CrowdView crowd = simulation->crowd();
            for (std::size_t i = 0; i < crowd.id.size(); ++i) {
                const Vec2 now{crowd.x_m[i], crowd.y_m[i]};
                if (before[crowd.id[i]].x >= 0.0)
                    farthest_m = std::max(farthest_m, length(now - before[crowd.id[i]]));
                before[crowd.id[i]] = now;
            }
        }
        // 1 m/s: 0.05 m in a step; bodies that are pushed apart move a little more.
        EXPECT_LT(farthest_m, 0.2);
        const std::size_t run_and_count = threads == 1 ? 0 : 1;
        hashes[run_and_count] = simulation->state_hash();
        const RunResults results = simulation->results();
        decisions[run_and_count] = results.decisions.size();
        EXPECT_EQ(results.status, RunStatus::all_out);
        EXPECT_EQ(crossings(results, "south", -1), 0);
        EXPECT_EQ(crossings(results, "west", 1, 0), 0);
        EXPECT_GT(crossings(results, "west", 1, 1), 0);
    }
    EXPECT_EQ(hashes[0], hashes[1]);
    EXPECT_EQ(decisions[0], decisions[1]);
}

TEST(Openings, AShiftOfThePlanChangesNothing) {
    std::uint64_t hashes[2] = {0, 0};
    for (const bool is_shifted : {false, true}) {
        Scenario scenario = with_all_rules();
        scenario.simulation.duration_s = 30;
        const Vec2 by = is_shifted ? Vec2{452000.0, 5411000.0} : Vec2{};
        const auto shift = [by](auto& line) {
            line.a += by;
            line.b += by;
        };
        for (Vec2& p : scenario.venue.storeys[0].floor[0].outer) p += by;
        for (Vec2& p : scenario.venue.storeys[0].walls[0].line) p += by;
        for (DoorSpec& door : scenario.venue.doors) {
            shift(door.line);
            if (door.one_way_towards)
                *door.one_way_towards += by;
        }
        for (ExitSpec& exit : scenario.venue.exits) shift(exit.line);
        for (PopulationSpec& population : scenario.people.populations)
            for (Vec2& p : *population.positions) p += by;
        scenario.response.stewards[0].post += by;
        Result<Simulation> simulation = Simulation::create(scenario, {});
        ASSERT_TRUE(simulation) << simulation.error().front().message;
        while (!simulation->is_finished()) simulation->step();
        hashes[is_shifted ? 1 : 0] = simulation->state_hash();
    }
    EXPECT_EQ(hashes[0], hashes[1]);
}

}  // namespace
}  // namespace wayout
