#include <wayout/simulation.hpp>

#include "run_to_end.hpp"
#include "storeys.hpp"
#include "venue/venue.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace wayout {
namespace {

Scenario one_helper_and(std::vector<Vec2> users) {
    Scenario scenario = two_storeys();
    add_wheelchairs(scenario, std::move(users), "staff");
    add_people(scenario, "staff", "walker", {{8, 2}});
    return scenario;
}

TEST(Assistance, HelpersBringSomebodyDownAndAllLeave) {
    const RunResults results = run(one_helper_and({{1.5, 2}}));
    EXPECT_EQ(results.status, RunStatus::all_out);
    EXPECT_EQ(results.assistance.in_need, 1);
    EXPECT_EQ(results.assistance.helped_out, 1);
    EXPECT_EQ(results.assistance.trips, 1);
    EXPECT_EQ(results.assistance.without_help, 0);
    ASSERT_EQ(results.assistance.refuges.size(), 1U);
    EXPECT_EQ(results.assistance.refuges[0].most_at_once, 1);
    // Not sooner than preparation (10 s), 7 m of level before the stair and 5 m behind it at 1.34 m/s (the
    // helper is slower than the chair) and sqrt(34) m of stair at 0.83 m/s: 10 + 9.0 + 7.0 s.
    EXPECT_GT(results.people[0].exit_time_s, 26.0);
    EXPECT_LT(results.people[0].exit_time_s, 60.0);
}

TEST(Assistance, WithoutHelpersTheRunEndsSettledWithPlaceAndCause) {
    Scenario scenario = two_storeys();
    add_wheelchairs(scenario, {{6, 2}}, "");
    const RunResults results = run(scenario);
    EXPECT_EQ(results.status, RunStatus::settled);
    EXPECT_EQ(results.people[0].outcome, Outcome::inside);
    EXPECT_LT(results.people[0].end_m.x, 3.01);
    EXPECT_NE(results.people[0].cause.find("refuge"), std::string::npos) << results.people[0].cause;
    EXPECT_EQ(results.assistance.without_help, 1);
}

TEST(Assistance, TeamAndChargeKeepTogether) {
    Scenario scenario = one_helper_and({{1.5, 2}});
    Result<Simulation> simulation = Simulation::create(scenario, {});
    ASSERT_TRUE(simulation.has_value());
    // From the top of the stair on, until one is out: within 1.5 m, but for what the periods of looking
    // allow.
    double farthest_m = 0.0;
    while (!simulation->is_finished()) {
        simulation->step();
        const CrowdView crowd = simulation->crowd();
        if (crowd.id.size() == 2 && crowd.x_m[0] > 5.0)
            farthest_m =
                std::max(farthest_m, std::hypot(crowd.x_m[0] - crowd.x_m[1], crowd.y_m[0] - crowd.y_m[1]));
    }
    EXPECT_GT(farthest_m, 0.5);
    EXPECT_LT(farthest_m, 1.7);
}

TEST(Assistance, TheSameRunForAnyNumberOfThreads) {
    const Scenario scenario = one_helper_and({{1.2, 0.8}, {1.2, 2}, {1.2, 3.2}});
    RunOptions one;
    one.threads = 1;
    RunOptions three;
    three.threads = 3;
    const RunResults a = run(scenario, one);
    const RunResults b = run(scenario, three);
    EXPECT_EQ(a.state_hash, b.state_hash);
    EXPECT_EQ(a.assistance.trips, 3);
    EXPECT_EQ(a.status, RunStatus::all_out);
}

TEST(Assistance, AFourPersonTeamComesTogether) {
    Scenario scenario = two_storeys();
    add_wheelchairs(scenario, {{1.5, 2}}, "staff").device = CarryDevice::stretcher;
    add_people(scenario, "staff", "walker", {{5, 1}, {6, 3}, {7, 1}, {8, 3}});
    const RunResults results = run(scenario);
    EXPECT_EQ(results.status, RunStatus::all_out);
    EXPECT_EQ(results.assistance.helped_out, 1);
}

TEST(Assistance, HelpersComeFromBelowAgainstTheFlow) {
    Scenario scenario = two_storeys();
    add_wheelchairs(scenario, {{1.5, 2}}, "staff");
    add_people(scenario, "staff", "walker", {{17, 2}}, "down");
    std::vector<Vec2> crowd;
    for (int i = 0; i < 12; ++i) crowd.push_back({4.0 + 0.6 * (i % 6), 1.0 + 2.0 * (i / 6)});
    add_people(scenario, "crowd", "walker", crowd);
    const RunResults results = run(scenario);
    EXPECT_EQ(results.status, RunStatus::all_out);
    EXPECT_EQ(results.assistance.helped_out, 1);
}

TEST(Assistance, PushedPeopleAreFetchedWhereTheyAre) {
    Scenario scenario = two_storeys();
    PopulationSpec& user = add_people(scenario, "user", "wheelchair", {{17, 2}}, "down");
    user.assistance.emplace().need = HelpNeed::pushed;
    user.assistance->helpers = "staff";
    add_people(scenario, "staff", "walker", {{18, 3}}, "down");
    const RunResults helped = run(scenario);
    EXPECT_EQ(helped.status, RunStatus::all_out);
    EXPECT_GT(helped.people[0].exit_time_s, 30.0);  // shortest preparation

    // Control: alone he would be out after 3 m at 0.7 m/s.
    scenario.people.populations[0].assistance.reset();
    EXPECT_LT(run(scenario).people[0].exit_time_s, 6.0);
}

TEST(Assistance, WhoCanLeaveAloneNeedsNobody) {
    Scenario scenario = two_storeys();
    AssistanceSpec& assistance = add_wheelchairs(scenario, {{17, 2}}, "staff");
    scenario.people.populations[0].polygon_storey = "down";
    assistance.preparation_max_s = 10.0;
    add_people(scenario, "staff", "walker", {{18, 3}}, "down");
    const RunResults results = run(scenario);
    EXPECT_EQ(results.status, RunStatus::all_out);
    EXPECT_EQ(results.assistance.in_need, 0);
    EXPECT_LT(results.people[0].exit_time_s, 6.0);
}

TEST(AssistanceErrors, ARefugeWithTooFewPlacesIsNamedBefore) {
    Scenario scenario = two_storeys(1);
    add_wheelchairs(scenario, {{1.5, 1}, {1.5, 3}}, "staff");
    add_people(scenario, "staff", "walker", {{8, 2}});
    const std::string errors = errors_of(scenario);
    EXPECT_NE(errors.find("2 people who cannot take the stairs are to wait in 'refuge', which has 1 place"),
              std::string::npos)
        << errors;
    scenario.venue.refuges[0].places = 2;
    EXPECT_EQ(errors_of(scenario), "");
}

TEST(AssistanceErrors, ListsAllThatIsWrongAtOnce) {
    Scenario scenario = two_storeys();
    AssistanceSpec& assistance = add_wheelchairs(scenario, {{1.5, 2}}, "staff");
    assistance.device = CarryDevice::stretcher;
    add_people(scenario, "staff", "walker", {{8, 2}});
    PopulationSpec& walkers = add_people(scenario, "walkers", "walker", {{5, 2}});
    walkers.assistance.emplace().need = HelpNeed::stairs;
    const std::string errors = errors_of(scenario);
    EXPECT_NE(errors.find("a team is 4 helpers, but 'staff' has only 1 people"), std::string::npos) << errors;
    EXPECT_NE(errors.find("takes stairs alone"), std::string::npos) << errors;
}

TEST(AssistanceErrors, ADeviceThatDoesNotFitThroughIsRefused) {
    Scenario scenario = two_storeys();
    add_wheelchairs(scenario, {{1.5, 2}}, "staff");
    add_people(scenario, "staff", "walker", {{8, 2}});
    scenario.venue.stairs[0].flights = {{{{15, 1.7}, {15, 2.3}}, {{10, 1.7}, {10, 2.3}}, {}}};
    const std::string errors = errors_of(scenario);
    EXPECT_NE(errors.find("0.60 m wide, too narrow for the body of 0.80 m"), std::string::npos) << errors;
}

TEST(AssistanceErrors, AWayWithStairsNeedsADevice) {
    Scenario scenario = two_storeys();
    PopulationSpec& user = add_people(scenario, "user", "wheelchair", {{5, 2}});
    user.assistance.emplace().need = HelpNeed::pushed;
    user.assistance->helpers = "staff";
    add_people(scenario, "staff", "walker", {{8, 2}});
    const std::string errors = errors_of(scenario);
    EXPECT_NE(errors.find("no device is named to carry them on"), std::string::npos) << errors;
}

TEST(PreMovementFactor, MultipliesTheTimeThatIsDrawn) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("one", {{8, 5}}, 20.0)};
    const double before_s = run(scenario).people[0].start_time_s;
    scenario.people.profiles[0].groups[0].pre_movement_factor = 1.5;
    EXPECT_DOUBLE_EQ(before_s, 20.0);
    EXPECT_DOUBLE_EQ(run(scenario).people[0].start_time_s, 30.0);
}

}  // namespace
}  // namespace wayout
