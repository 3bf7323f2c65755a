// The published reference models in a whole run.
#include <wayout/simulation.hpp>

#include "hall.hpp"
#include "run_to_end.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace wayout {
namespace {

/// A lane of 10 m x 4 m with an exit of 1.4 m at its end, and 40 people in it.
Scenario lane(std::string_view model) {
    Scenario scenario = room_with_two_exits();
    scenario.venue.storeys[0].floor = {rectangle(0, 0, 10, 4)};
    scenario.venue.exits = {scenario.venue.exits[1]};
    scenario.venue.exits[0].line = {{10, 1.3}, {10, 2.7}};
    std::vector<Vec2> places;
    for (int i = 0; i < 40; ++i) places.push_back({8.5 - 0.7 * (i / 5), 0.6 + 0.7 * (i % 5)});
    scenario.people.populations = {people_at("crowd", places)};
    scenario.simulation.model = model;
    scenario.simulation.code_flow_limits = false;
    return scenario;
}

class ReferenceModelRun : public testing::TestWithParam<std::string_view> {};

TEST_P(ReferenceModelRun, BearsItsNameAndAccountsForEverybody) {
    const RunResults results = run(lane(GetParam()));
    EXPECT_EQ(results.model, GetParam());
    EXPECT_EQ(results.status, RunStatus::all_out);
    EXPECT_TRUE(results.health.conservation_ok);
    EXPECT_FALSE(results.crush.is_modelled);
}

TEST_P(ReferenceModelRun, IsTheSameForAnyNumberOfThreadsAndAnotherThanTheDefault) {
    const RunResults one = run(lane(GetParam()));
    for (const int threads : {2, 3, 8}) EXPECT_EQ(run(lane(GetParam()), threads).state_hash, one.state_hash);
    EXPECT_NE(run(lane("time-gap")).state_hash, one.state_hash);
}

TEST_P(ReferenceModelRun, HasItsOwnTimeGapWhateverTheCalibration) {
    Scenario scenario = lane(GetParam());
    const std::uint64_t design = run(scenario).state_hash;
    scenario.simulation.calibration = Calibration::lab;
    EXPECT_EQ(run(scenario).state_hash, design);
}

TEST_P(ReferenceModelRun, HasNoSideToKeepTo) {
    Scenario scenario = lane(GetParam());
    scenario.simulation.keep_left = true;
    const Result<Simulation> simulation = Simulation::create(scenario);
    ASSERT_FALSE(simulation);
    EXPECT_EQ(simulation.error().front().where, "keep_left");
}

TEST_P(ReferenceModelRun, HasNoPushing) {
    Scenario scenario = lane(GetParam());
    scenario.simulation.pushing = 0.8;
    const Result<Simulation> simulation = Simulation::create(scenario);
    ASSERT_FALSE(simulation);
    EXPECT_EQ(simulation.error().front().where, "pushing");
}

std::string test_name(const testing::TestParamInfo<std::string_view>& model) {
    std::string name(model.param);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(All, ReferenceModelRun,
                         testing::Values(collision_free_speed_model, collision_free_speed_v3_model,
                                         anticipation_velocity_model),
                         test_name);

TEST(ReferenceModelNames, AreThoseOfTheErrorForUnknownModels) {
    const Result<Simulation> simulation = Simulation::create(lane("anticipation"));
    ASSERT_FALSE(simulation);
    for (const std::string_view model :
         {collision_free_speed_model, collision_free_speed_v3_model, anticipation_velocity_model})
        EXPECT_NE(simulation.error().front().message.find(model), std::string::npos) << model;
}

}  // namespace
}  // namespace wayout
