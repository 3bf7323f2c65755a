// What people know of the building, through whole runs.
#include <wayout/simulation.hpp>

#include "hall.hpp"
#include "run_to_end.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace wayout {
namespace {

struct Finished {
    RunResults results;
    int passages(const std::string& exit, double from_s = -1.0) const {
        for (const PassageResult& passage : results.passages)
            if (passage.id == exit)
                return static_cast<int>(
                    std::count_if(passage.crossings.begin(), passage.crossings.end(),
                                  [from_s](const PassageCrossing& c) { return c.time_s > from_s; }));
        return -1;
    }
    /// The first decision of this kind that concerns `choice` (empty: any).
    const Decision* first(const std::string& kind, const std::string& choice = {}) const {
        for (const Decision& decision : results.decisions)
            if (decision.kind == kind && (choice.empty() || decision.choice == choice))
                return &decision;
        return nullptr;
    }
    int count(const std::string& kind, const std::string& part_of_reason) const {
        return static_cast<int>(
            std::count_if(results.decisions.begin(), results.decisions.end(), [&](const Decision& d) {
                return d.kind == kind && d.reason.find(part_of_reason) != std::string::npos;
            }));
    }
};

Finished finished_run(const Scenario& scenario, const RunOptions& options = {}) {
    Result<Simulation> simulation = Simulation::create(scenario, options);
    if (!simulation) {
        ADD_FAILURE() << simulation.error().front().where << ": " << simulation.error().front().message;
        return {};
    }
    while (!simulation->is_finished()) simulation->step();
    return {simulation->results()};
}

IncidentEvent event(IncidentEvent::Kind kind, double at_s, const std::string& target) {
    IncidentEvent result;
    result.kind = kind;
    result.at_s = at_s;
    result.target = target;
    return result;
}

/// They came by this exit and know no other; nobody follows anybody.
KnowledgeSpec came_by(const std::string& exit) {
    KnowledgeSpec knowledge;
    knowledge.entrance = {{exit, 1.0}};
    knowledge.p_other_exit = 0.0;
    knowledge.types = {1.0, 0.0, 0.0, 0.0};
    return knowledge;
}

PopulationSpec knowing(std::vector<Vec2> places, const KnowledgeSpec& knowledge, double start_s = 0.0) {
    PopulationSpec population = people_at("visitors", std::move(places), start_s);
    population.exit_choice = ExitChoice::familiar;
    population.knowledge = knowledge;
    return population;
}

TEST(Knowledge, TheWayInIsTheWayOut) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {knowing({{5, 5}}, came_by("east"))};  // west is 5 m away, east 15 m
    const Finished one = finished_run(scenario);
    EXPECT_EQ(one.passages("east"), 1);
    EXPECT_NEAR(one.results.people[0].exit_time_s, 15.0, 0.1);
    const Decision* chooses = one.first("chooses");
    ASSERT_NE(chooses, nullptr);
    EXPECT_EQ(chooses->choice, "east");
    // Both are in sight: east known (1), west not (3).
    ASSERT_EQ(chooses->options.size(), 2U);
    EXPECT_EQ(chooses->options[0].rank, 3);
    EXPECT_NEAR(chooses->options[0].walk_s, 5.0, 0.1);
    EXPECT_EQ(chooses->options[1].rank, 1);
    EXPECT_NEAR(chooses->options[1].walk_s, 15.0, 0.1);

    scenario.people.populations[0].exit_choice = ExitChoice::informed;  // control
    EXPECT_EQ(finished_run(scenario).passages("west"), 1);
    scenario.people.populations[0].exit_choice = ExitChoice::familiar;  // control: all that is seen is equal
    scenario.people.populations[0].knowledge->types = {0.0, 0.0, 0.0, 1.0};
    EXPECT_EQ(finished_run(scenario).passages("west"), 1);
}

TEST(Knowledge, QuickestAndNearestChooseAmongWhatIsKnown) {
    for (const ExitChoice choice : {ExitChoice::quickest, ExitChoice::nearest}) {
        Scenario scenario = room_with_two_exits();
        KnowledgeSpec knowledge = came_by("east");
        knowledge.exit_sight_m = 1.0;  // west is not seen
        scenario.people.populations = {knowing({{5, 5}}, knowledge)};
        scenario.people.populations[0].exit_choice = choice;
        EXPECT_EQ(finished_run(scenario).passages("east"), 1);
        scenario.people.populations[0].knowledge->known_exits = {"west"};
        EXPECT_EQ(finished_run(scenario).passages("west"), 1);
    }
}

TEST(Knowledge, MostLeaveByTheMainEntrance) {
    Scenario scenario = room_with_two_exits();
    KnowledgeSpec knowledge;  // shares and chances of our choice
    knowledge.entrance = {{"west", 1.0}};
    scenario.people.populations = {knowing(places(4.25, 1.0, 24, 10, 0.5), knowledge)};
    const Finished biased = finished_run(scenario);
    EXPECT_EQ(biased.results.status, RunStatus::all_out);
    EXPECT_GE(biased.passages("west"), 192);  // 0.80 of 240
    EXPECT_LT(biased.passages("west"), 240);
    EXPECT_EQ(biased.results.health.stuck_count(), 0);
    scenario.people.populations[0].exit_choice = ExitChoice::informed;
    const int west = finished_run(scenario).passages("west");
    EXPECT_GT(west, 96);
    EXPECT_LT(west, 144);
}

// 20 m before the exit that they know at 1.0 m/s, which shuts at 1 s: within sight of the leaf (10 m) at 10
// s, within touch (3 m) at 17 s. They look once a second.
TEST(Knowledge, AShutExitIsLearnedOnSight) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {knowing({{20 - 0.5, 1}}, came_by("west"))};
    scenario.incident.events = {event(IncidentEvent::Kind::close_exit, 1.0, "west")};
    const double way_m = std::hypot(19.5, 3.0);  // to the near end of the exit, at (0, 4)
    const auto learns_at_m = [&](double sight_m) {
        scenario.people.populations[0].knowledge->closure_sight_m = sight_m;
        const Finished one = finished_run(scenario);
        const Decision* learns = one.first("learns", "west");
        EXPECT_NE(learns, nullptr);
        EXPECT_EQ(one.passages("west"), 0);
        EXPECT_EQ(one.passages("east"), 1);
        const Decision* changes = one.first("changes", "east");
        EXPECT_NE(changes, nullptr);
        if (learns == nullptr || changes == nullptr)
            return -1.0;
        EXPECT_NEAR(changes->time_s, learns->time_s, 1e-9);  // at once
        return way_m - learns->time_s;
    };
    const double on_sight_m = learns_at_m(10.0);
    EXPECT_LE(on_sight_m, 10.05);
    EXPECT_GE(on_sight_m, 8.9);
    const double by_touch_m = learns_at_m(0.0);
    EXPECT_LE(by_touch_m, 3.05);
    EXPECT_GE(by_touch_m, 1.9);
    // Control: who is informed turns in the second in which it shuts, and is out sooner.
    scenario.people.populations[0].exit_choice = ExitChoice::informed;
    EXPECT_LT(finished_run(scenario).results.people[0].exit_time_s, 5.0);
}

TEST(Knowledge, AWallHidesThatAnExitIsShut) {
    Scenario scenario = room_with_two_exits();
    WallSpec wall;  // before the west exit: the way leads round its ends
    wall.line = {{4, 2}, {4, 8}};
    scenario.venue.storeys[0].walls = {wall};
    KnowledgeSpec knowledge = came_by("west");
    knowledge.closure_sight_m = 15.0;
    scenario.people.populations = {knowing({{12, 5}}, knowledge)};
    scenario.incident.events = {event(IncidentEvent::Kind::close_exit, 0.5, "west")};
    const Finished one = finished_run(scenario);
    const Decision* learns = one.first("learns", "west");
    ASSERT_NE(learns, nullptr);
    EXPECT_GT(learns->time_s, 7.0);  // not before the end of the wall, 8.5 m away
    EXPECT_EQ(one.passages("east"), 1);
    scenario.venue.storeys[0].walls.clear();  // control: 12 m away and nothing between
    const Finished open = finished_run(scenario);
    ASSERT_NE(open.first("learns", "west"), nullptr);
    EXPECT_LT(open.first("learns", "west")->time_s, 2.0);
}

TEST(Knowledge, AnExitThatOpensAgainIsUsedAgain) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {knowing(places(1.0, 1.0, 10, 16, 0.45), came_by("west"))};
    scenario.incident.events = {event(IncidentEvent::Kind::close_exit, 5.0, "west"),
                                event(IncidentEvent::Kind::open_exit, 20.0, "west")};
    const Finished crowd = finished_run(scenario);
    EXPECT_EQ(crowd.results.status, RunStatus::all_out);
    EXPECT_GT(crowd.passages("west", 20.0), 0);
    EXPECT_GT(crowd.count("learns", "is open"), 0);
    EXPECT_EQ(crowd.results.health.stuck_count(), 0);
}

TEST(Knowledge, WhoFoundAnExitShutTriesItAgainAfterAWhile) {
    // East is shut as well, so that they wait; west opens unseen behind a wall.
    Scenario scenario = room_with_two_exits();
    KnowledgeSpec knowledge = came_by("west");
    knowledge.closure_sight_m = 0.0;
    knowledge.closure_memory_s = 40.0;
    scenario.people.populations = {knowing({{4, 5}}, knowledge)};
    scenario.incident.events = {event(IncidentEvent::Kind::close_exit, 0.0, "west"),
                                event(IncidentEvent::Kind::close_exit, 0.0, "east"),
                                event(IncidentEvent::Kind::open_exit, 30.0, "west")};
    const Finished one = finished_run(scenario);
    ASSERT_EQ(one.passages("west"), 1);
    EXPECT_GT(one.results.people[0].exit_time_s, 30.0);
}

TEST(Knowledge, ACrowdAtAShutExitDissolvesByWordOfMouth) {
    Scenario scenario = room_with_two_exits();
    KnowledgeSpec knowledge = came_by("west");
    knowledge.closure_sight_m = 0.0;  // only those within 3 m of it notice
    knowledge.p_talk_per_s = 0.2;
    scenario.people.populations = {knowing(places(1.0, 1.0, 12, 16, 0.45), knowledge)};
    scenario.incident.events = {event(IncidentEvent::Kind::close_exit, 3.0, "west")};
    const Finished crowd = finished_run(scenario);
    EXPECT_EQ(crowd.results.status, RunStatus::all_out);
    EXPECT_EQ(crowd.passages("west", 3.0), 0);
    EXPECT_GT(crowd.count("learns", "told by others that it is shut"), 0);
    EXPECT_EQ(crowd.results.health.stuck.size(), 0U);
    // Control: without a word everybody has to come to the door himself.
    scenario.people.populations[0].knowledge->p_talk_per_s = 0.0;
    const Finished silent = finished_run(scenario);
    EXPECT_EQ(silent.count("learns", "told by others"), 0);
}

TEST(Knowledge, ADoorInsideIsLearnedOnSight) {
    Scenario scenario = room_with_two_exits();
    add_wall(scenario, {{10, 0}, {10, 10}});
    add_door(scenario, "near", {{10, 1}, {10, 2}});
    add_door(scenario, "far", {{10, 8}, {10, 9}});
    KnowledgeSpec knowledge = came_by("west");
    knowledge.closure_sight_m = 4.0;
    scenario.people.populations = {knowing({{18, 1.5}}, knowledge)};
    scenario.incident.events = {event(IncidentEvent::Kind::close_door, 1.0, "near")};
    const Finished one = finished_run(scenario);
    const Decision* learns = one.first("learns", "near");
    ASSERT_NE(learns, nullptr);
    EXPECT_NEAR(learns->time_s, 4.5, 0.6);  // 8 m less 4 m at 1 m/s, and up to a second
    EXPECT_EQ(one.passages("far"), 1);
    EXPECT_EQ(one.passages("west"), 1);
    EXPECT_GT(one.results.people[0].exit_time_s, 21.0);  // back and up: 4 + 8 + 10 m at least
    scenario.people.populations[0].exit_choice = ExitChoice::informed;
    EXPECT_LT(finished_run(scenario).results.people[0].exit_time_s,
              20.5);  // straight to the far door or out in the east
}

TEST(Knowledge, ASignIsTakenInByAShareOfThoseWhoCanReadIt) {
    // 300 people, one after another out of the way of each other in spirit: nobody talks.
    Scenario scenario = room_with_two_exits();
    KnowledgeSpec knowledge = came_by("west");
    knowledge.exit_sight_m = 0.5;
    knowledge.p_talk_per_s = 0.0;
    scenario.people.populations = {knowing(places(8.0, 1.0, 20, 15, 0.5), knowledge)};
    SignSpec sign;
    sign.id = "to-east";
    sign.storey = "floor";
    sign.at = {10, 10};
    sign.facing_rad = -1.5707963267948966;
    sign.max_distance_m = 40.0;
    sign.leads_to = "east";
    scenario.venue.signs = {sign};
    const Finished crowd = finished_run(scenario);
    // Binomial, 300 x 0.38 = 114, standard deviation 8.4.
    EXPECT_NEAR(crowd.count("learns", "reads a sign"), 114, 26);
    scenario.venue.signs[0].facing_rad = 1.5707963267948966;
    EXPECT_NE(errors_of(scenario).find("nobody can stand where this sign can be read"), std::string::npos);
}

TEST(Knowledge, SignsAreChecked) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("one", {{5, 5}})};
    SignSpec sign;
    sign.id = "lost";
    sign.where = "venue.signs[0]";
    sign.storey = "floor";
    sign.at = {5, 5};
    sign.leads_to = "north";
    scenario.venue.signs = {sign};
    EXPECT_NE(errors_of(scenario).find("there is no exit 'north'"), std::string::npos);
    scenario.venue.signs[0].leads_to = "west";
    EXPECT_EQ(errors_of(scenario), "");
    scenario.venue.signs[0].at = {5, 30};
    EXPECT_NE(errors_of(scenario).find("nobody can stand"), std::string::npos);
    scenario.venue.signs[0].at = {15, 5};
    scenario.venue.signs[0].facing_rad = 3.14159265358979;
    WallSpec wall;
    wall.line = {{10, 0}, {10, 10}};
    scenario.venue.storeys[0].walls = {wall};
    EXPECT_NE(errors_of(scenario).find("cannot be reached from this sign"), std::string::npos);
}

TEST(Knowledge, WhatCannotBeKnownIsAnError) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {knowing({{5, 5}}, came_by("north"))};
    scenario.people.populations[0].exits = {"west"};
    scenario.people.populations[0].knowledge->known_exits = {"east"};
    scenario.people.populations[0].knowledge->types.active = 0.5;
    const std::string errors = errors_of(scenario);
    EXPECT_NE(errors.find("entrance: there is no exit 'north'"), std::string::npos) << errors;
    EXPECT_NE(errors.find("'east' is not among those"), std::string::npos) << errors;
    EXPECT_NE(errors.find("add up to 1.5"), std::string::npos) << errors;
    scenario.people.populations[0].knowledge.reset();
    EXPECT_NE(errors_of(scenario).find("'familiar' needs 'knowledge'"), std::string::npos);
}

TEST(Knowledge, AnUnusedExitIsAsKnownOnceSomebodyHasUsedIt) {
    Scenario scenario = room_with_two_exits();
    scenario.venue.exits[1].unused_until_opened = true;
    // In the middle, a little nearer to the east.
    scenario.people.populations = {knowing(places(10.5, 3.0, 4, 8, 0.5), came_by("west"), 15.0)};
    scenario.people.populations[0].knowledge->p_talk_per_s = 0.0;
    EXPECT_EQ(finished_run(scenario).passages("east"), 0);  // control: nobody opens it
    scenario.people.populations.push_back(people_at("first", {{18, 5}}));
    scenario.people.populations.back().exits = {"east"};
    const Finished opened = finished_run(scenario);
    EXPECT_GT(opened.passages("east", 10.0), 16);
    EXPECT_GT(opened.count("learns", "leads outside"), 0);
}

TEST(Knowledge, WhoKnowsNoWayOutTriesTheNext) {
    Scenario scenario = room_with_two_exits();
    KnowledgeSpec knowledge = came_by("west");
    knowledge.exit_sight_m = 0.1;
    scenario.people.populations = {knowing({{5, 5}}, knowledge)};
    scenario.incident.events = {event(IncidentEvent::Kind::close_exit, 1.0, "west")};
    const Finished one = finished_run(scenario);
    EXPECT_EQ(one.passages("east"), 1);
    EXPECT_EQ(one.count("changes", "knows no way out"), 1);
}

TEST(Knowledge, ThreadsChangeNothing) {
    Scenario scenario = room_with_two_exits();
    KnowledgeSpec knowledge;
    knowledge.entrance = {{"west", 0.5}, {"east", 0.5}};
    scenario.people.populations = {knowing(places(2.0, 1.0, 32, 16, 0.5), knowledge)};
    scenario.incident.events = {event(IncidentEvent::Kind::close_exit, 8.0, "west"),
                                event(IncidentEvent::Kind::open_exit, 20.0, "west"),
                                event(IncidentEvent::Kind::close_exit, 25.0, "east")};
    scenario.simulation.duration_s = 600;
    RunOptions one;
    one.threads = 1;
    RunOptions four;
    four.threads = 4;
    const RunResults a = finished_run(scenario, one).results;
    const RunResults b = finished_run(scenario, four).results;
    EXPECT_EQ(a.state_hash, b.state_hash);
    ASSERT_EQ(a.decisions.size(), b.decisions.size());
    for (std::size_t i = 0; i < a.decisions.size(); ++i) {
        EXPECT_EQ(a.decisions[i].person, b.decisions[i].person);
        EXPECT_EQ(a.decisions[i].reason, b.decisions[i].reason);
    }
    EXPECT_EQ(a.status, RunStatus::all_out);
}

}  // namespace
}  // namespace wayout
