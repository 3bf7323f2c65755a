/// How cases judge, by records made by hand: each has a twin that must fail.
#include "validation/stair_tower.hpp"
#include "validation/validation_case.hpp"
#include "verification/people.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

namespace wayout {
namespace {

const ValidationCase& case_of(const std::string& id) {
    for (const ValidationCase& validation : validation_cases())
        if (validation.experiment.id == id)
            return validation;
    throw std::runtime_error("no case " + id);
}

Findings judged(const std::string& id, const std::vector<RunRecord>& records) {
    return case_of(id).judge(records, 1);
}

// ---------------------------------------------------------------- B5

/// The inflow asked for, and a block of so many seconds at 4 per m2.
RunRecord fed_bottleneck(int dense_s) {
    RunRecord record;
    record.gate_ids = {"feeder"};
    for (int i = 0; i < 200; ++i) {
        Passage& passage = record.passages.emplace_back();
        passage.time_s = i / (0.9 * 1.61 * 1.2);
        passage.gate = GateId(0);
    }
    std::vector<AreaSample>& samples = record.areas.emplace_back();
    for (int t = 0; t < 120; ++t)
        samples.push_back({static_cast<double>(t), t >= 40 && t < 40 + dense_s ? 4 : 1, 0.1});
    return record;
}

// Of five samples four at 4 and one at 1 make 3.4: a block of n seconds is above 3 in n - 2 means.
TEST(JamCase, AsksForThirtySecondsAboveThree) {
    EXPECT_TRUE(judged("B5", {fed_bottleneck(33)}).is_reproduced);
    EXPECT_FALSE(judged("B5", {fed_bottleneck(31)}).is_reproduced);
}

// ---------------------------------------------------------------- FIS

/// 95 people cross y = 0 at 1 m/s with time lapses of a Pareto law from shortest_s on, one of them longer by
/// extra_s.
RunRecord passing_by_power_law(double exponent, double shortest_s, double extra_s = 0.0) {
    constexpr double frame_s = 0.05;
    RunRecord record;
    double time_s = 2.0;
    for (int i = 0; i < 95; ++i) {
        std::vector<TrackPoint>& track = record.tracks.emplace_back();
        const int first = static_cast<int>(std::ceil((time_s - 1.0) / frame_s));
        for (int frame = first; frame < first + 40; ++frame)
            track.push_back({frame * frame_s, {0.0, frame * frame_s - time_s}});
        time_s +=
            shortest_s * std::pow((i + 0.5) / 94.0, -1.0 / (exponent - 1.0)) + (i == 50 ? extra_s : 0.0);
    }
    return record;
}

// Mean lapses are shortest x (alpha - 1) / (alpha - 2): flow 1 / 1.208 calm, 1 / 1.455 when pushing, ratio
// 0.83.
TEST(PushLevelCase, AsksForHeavierTailsAndLessFlowTheHarderPeoplePush) {
    const RunRecord calm = passing_by_power_law(6.8, 0.8);
    const RunRecord contact = passing_by_power_law(5.5, 0.8);
    const RunRecord push = passing_by_power_law(4.2, 0.8);
    const Findings good = judged("FIS", {calm, contact, push});
    EXPECT_TRUE(good.is_reproduced) << good.finding;
    EXPECT_NEAR(good.quantities[0].mean, 6.8, 0.4);
    EXPECT_NEAR(good.quantities[2].mean, 4.2, 0.2);
    EXPECT_NEAR(good.quantities[3].mean, 0.83, 0.02);
    EXPECT_FALSE(judged("FIS", {push, contact, calm}).is_reproduced);
    EXPECT_FALSE(judged("FIS", {contact, calm, push}).is_reproduced);  // all but the order
    EXPECT_FALSE(judged("FIS", {calm, contact, passing_by_power_law(4.2, 0.5)}).is_reproduced);  // faster
    EXPECT_FALSE(judged("FIS", {passing_by_power_law(6.8, 0.8, 10.0), contact, push}).is_reproduced);
}

// ---------------------------------------------------------------- GO

RunRecord everybody_out_at(double time_s) {
    RunRecord record;
    record.placed = record.out = 1;
    record.people.resize(1);
    record.people[0].left_s = time_s;
    return record;
}

// By hand 400 / (1.3 x 0.8) = 385 s, +-15 %: 327 to 442 s.
TEST(GothenburgCase, HoldsTheTimeAgainstTheCalculationByHand) {
    EXPECT_TRUE(judged("GO", {everybody_out_at(440.0), everybody_out_at(80.0)}).is_reproduced);
    EXPECT_FALSE(judged("GO", {everybody_out_at(445.0), everybody_out_at(80.0)}).is_reproduced);
    EXPECT_FALSE(judged("GO", {everybody_out_at(440.0), everybody_out_at(95.0)}).is_reproduced);
}

// ---------------------------------------------------------------- LM

/// 300 people of each storey; of ten who go on, so many are of the lower one.
RunRecord merging(int floor_of_ten) {
    RunRecord record;
    record.people.resize(600);
    for (std::size_t i = 300; i < 600; ++i) record.people[i].population = 1;
    std::vector<LineCrossing>& line = record.lines.emplace_back();
    AgentId floor = 0, stair = 300;
    for (int i = 0; i < 300; ++i)
        line.push_back({static_cast<double>(i), i % 10 < floor_of_ten ? ++floor : ++stair, true});
    return record;
}

TEST(MergingCase, CountsTheShareOfTheStorey) {
    // 0.40 to 0.60 opposite, 0.50 to 0.78 adjacent.
    const std::vector<RunRecord> even{merging(5), merging(6), everybody_out_at(200.0),
                                      everybody_out_at(205.0)};
    EXPECT_TRUE(judged("LM", even).is_reproduced);
    EXPECT_NEAR(judged("LM", even).quantities[0].mean, 0.5, 0.02);
    EXPECT_FALSE(judged("LM", {merging(5), merging(8), even[2], even[3]}).is_reproduced);
    // 200 and 215 s: 7.5 % apart.
    EXPECT_FALSE(judged("LM", {even[0], even[1], even[2], everybody_out_at(215.0)}).is_reproduced);
}

// ---------------------------------------------------------------- DR

/// One person comes down nine stairs at this speed.
RunRecord descent(double speed_mps) {
    RunRecord record;
    record.people.resize(1);
    // Two flights of 9 x 0.28 m in plan less 0.05 m: 4.94 m, falling 2 x 9 x 0.178 x 2.47 / 2.52 = 3.140 m:
    // 5.854 m along the slope; half a circle of radius 0.56 m round the landing: 1.759 m.
    const double way_m = 5.854 + 1.759;
    for (int stair = 0; stair < 9; ++stair) {
        record.lines.push_back({{100.0 - 10.0 * stair, 1, true}});
        record.lines.push_back({{100.0 - 10.0 * stair + way_m / speed_mps, 1, true}});
    }
    return record;
}

TEST(DrillCase, TakesTheSpeedAlongTheWay) {
    const Findings findings = judged("DR", {descent(0.44), descent(0.44)});
    EXPECT_NEAR(findings.quantities[0].mean, 0.44, 0.001);
    EXPECT_TRUE(findings.is_reproduced);
    EXPECT_FALSE(judged("DR", {descent(0.75)}).is_reproduced);
}

// ---------------------------------------------------------------- stair tower

TEST(StairTower, EverybodyGetsOutByEitherDoor) {
    for (const FloorDoor door : {FloorDoor::adjacent, FloorDoor::opposite}) {
        const StairTower tower{.storeys = 4, .door = door};
        RunPlan plan;
        plan.scenario = stair_tower(tower);
        for (int storey = 1; storey < tower.storeys; ++storey)
            add_crowd(plan.scenario, 5, tower_room(tower), weidmann_people, tower_storey(storey));
        plan.lines = {{tower_stair_head(tower), {}, tower_stair(3)},
                      {tower_stair_foot(tower), {}, "stair-1"}};
        plan.scenario.simulation.duration_s = 300.0;
        const RunRecord record = observe(plan);
        ASSERT_TRUE(record.error.empty()) << record.error;
        EXPECT_TRUE(record.is_complete());
        EXPECT_FALSE(record.violations.any()) << record.violations.first;
        // Five come down the highest stair, all fifteen the lowest.
        EXPECT_EQ(record.first_times_over(0).size(), 5U);
        EXPECT_EQ(record.first_times_over(1).size(), 15U);
    }
}

}  // namespace
}  // namespace wayout
