#include <wayout/hydraulic_check.hpp>
#include <wayout/simulation.hpp>

#include "hall.hpp"
#include "run_to_end.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// A lane of 10 m x 3 m with an exit of 0.8 m at its end, and 60 people in it at 2.3 per m2.
Scenario narrow_exit(const std::string& model, double pushing) {
    Scenario scenario = room_with_two_exits();
    scenario.venue.storeys[0].floor = {rectangle(0, 0, 10, 3)};
    scenario.venue.exits = {scenario.venue.exits[1]};
    scenario.venue.exits[0].line = {{10, 1.1}, {10, 1.9}};
    std::vector<Vec2> places;
    for (int i = 0; i < 60; ++i) places.push_back({9.5 - 0.55 * (i / 5), 0.4 + 0.55 * (i % 5)});
    scenario.people.populations = {people_at("crowd", places)};
    scenario.simulation.model = model;
    if (has_contact_forces(model))
        scenario.simulation.pushing = pushing;
    scenario.simulation.calibration = Calibration::lab;
    return scenario;
}

double largest_dose(const RunResults& results) {
    double dose = 0.0;
    for (const PersonResult& p : results.people) dose = std::max(dose, p.crush_dose);
    return dose;
}

TEST(CrushRun, HarderPushingIsALargerDoseAndEverybodyGetsOut) {
    double before = -1.0;
    for (const double pushing : {0.0, 0.3, 1.0}) {
        const RunResults results = run(narrow_exit("crush", pushing));
        EXPECT_EQ(results.status, RunStatus::all_out) << pushing;
        EXPECT_TRUE(results.crush.is_modelled);
        EXPECT_GT(largest_dose(results), before) << pushing;
        before = largest_dose(results);
        EXPECT_FALSE(results.wall_loads.empty());
        for (const PersonResult& p : results.people) {
            EXPECT_LE(p.squeeze_15s_n, p.max_squeeze_n);
            EXPECT_LE(p.squeeze_60s_n, p.squeeze_15s_n);
        }
    }
}

TEST(CrushRun, ACalmQueueIsNoCrush) {
    // The exit lets one person out in 4 s; the others stand in front of it for minutes and do not push.
    Scenario scenario = narrow_exit("crush", 0.0);
    scenario.venue.exits[0].flow_limit = {FlowLimit::Kind::persons_per_s, 0.25};
    const RunResults results = run(scenario);
    EXPECT_LT(largest_dose(results), 0.01);
    EXPECT_NEAR(results.crush.expected_distress, 0.0, 0.01);
}

TEST(CrushRun, ContactForcesWhereItIsDenseLoadThoseAtTheExit) {
    const RunResults results = run(narrow_exit("time-gap+crush", 1.0));
    EXPECT_EQ(results.status, RunStatus::all_out);
    EXPECT_GT(largest_dose(results), 0.0);
}

TEST(CrushRun, WithoutItThereAreNoLoads) {
    const RunResults results = run(narrow_exit("time-gap", 1.0));
    EXPECT_FALSE(results.crush.is_modelled);
    EXPECT_TRUE(results.wall_loads.empty());
    EXPECT_TRUE(std::isnan(results.people[0].max_squeeze_n));
    EXPECT_TRUE(std::isnan(results.people[0].crush_dose));
}

TEST(CrushRun, PushingIsRefusedByAModelInWhichNobodyCan) {
    Scenario scenario = narrow_exit("crush", 0.3);
    for (const char* model : {"time-gap", "time-gap-plain", "hydraulic"}) {
        RunOptions options;
        options.model = model;  // as `--model` does
        const Result<Simulation> simulation = Simulation::create(scenario, options);
        ASSERT_FALSE(simulation) << model;
        EXPECT_EQ(simulation.error().front().where, "pushing");
        EXPECT_NE(simulation.error().front().message.find("leave the key out, or use"), std::string::npos);
    }
    RunOptions options;
    options.model = "time-gap+crush";
    EXPECT_TRUE(Simulation::create(scenario, options));
    // The check by hand that accompanies a run sees to it itself.
    EXPECT_TRUE(hydraulic_check(scenario, *Building::create(scenario)));
}

TEST(CrushRun, WithoutTheKeyPeoplePress) {
    Scenario given = narrow_exit("crush", 0.3);
    Scenario without = given;
    without.simulation.pushing.reset();
    EXPECT_EQ(run(given).state_hash, run(without).state_hash);
    EXPECT_EQ(run(without).crush.pushing, 0.3);
    EXPECT_NE(run(given).state_hash, run(narrow_exit("crush", 0.0)).state_hash);
}

TEST(CrushRun, IsTheSameForAnyNumberOfThreads) {
    const Scenario scenario = narrow_exit("time-gap+crush", 0.6);
    const RunResults one = run(scenario, 1);
    const RunResults three = run(scenario, 3);
    EXPECT_EQ(one.state_hash, three.state_hash);
    EXPECT_EQ(largest_dose(one), largest_dose(three));
}

}  // namespace
}  // namespace wayout
