#include "find_row.hpp"
#include "norms/rows.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace wayout::norms {
namespace {

RunFacts calm_run() {
    RunFacts run;
    run.people = run.out = 100;
    run.last_out_s = run.ended_s = 150.0;
    run.exits = {{"west", 50}, {"east", 50}};
    run.has_density = true;
    run.largest_queue_growth_pps = 1.5;
    run.longest_above_4_s = 15.0;
    return run;
}

NormRow judge(const RunFacts& run, Jurisdiction jurisdiction, const std::string& rule,
              const BuildingFacts& building = {}) {
    return row_of(run_rules(building, run), jurisdiction, rule);
}

TEST(CongestionRules, JudgePlacesQueuesAndTimes) {
    RunFacts run = calm_run();
    EXPECT_EQ(judge(run, Jurisdiction::imo, "3.5 people").verdict, NormVerdict::met);
    EXPECT_EQ(judge(run, Jurisdiction::imo, "1.5 persons").verdict, NormVerdict::met);
    // 10 % of 150 s.
    EXPECT_EQ(judge(run, Jurisdiction::rimea, "10 %").limit, 15.0);
    EXPECT_EQ(judge(run, Jurisdiction::rimea, "10 %").verdict, NormVerdict::met);
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "30 s").verdict, NormVerdict::met);

    run.congested_places = 1;
    run.largest_queue_growth_pps = 1.6;
    run.longest_above_4_s = 30.5;
    EXPECT_EQ(verdict_words(judge(run, Jurisdiction::imo, "3.5 people")), "not met");
    EXPECT_EQ(judge(run, Jurisdiction::imo, "1.5 persons").verdict, NormVerdict::not_met);
    EXPECT_EQ(verdict_words(judge(run, Jurisdiction::rimea, "10 %")),
              "not met (figure from memory, check the code)");
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "30 s").verdict, NormVerdict::not_met);
}

TEST(CongestionRules, KnowNothingWithoutAMap) {
    RunFacts run = calm_run();
    run.has_density = false;
    EXPECT_EQ(judge(run, Jurisdiction::imo, "3.5 people").verdict, NormVerdict::not_known);
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "30 s").verdict, NormVerdict::not_known);
}

TEST(TimeRules, CountTheLastPersonOut) {
    RunFacts run = calm_run();
    EXPECT_EQ(judge(run, Jurisdiction::green_guide, "2.5 min").verdict, NormVerdict::met);
    run.last_out_s = 480.5;
    EXPECT_EQ(judge(run, Jurisdiction::green_guide, "8 min").verdict, NormVerdict::not_met);
    // Somebody is inside after 150 s: too late for 2.5 min by then, nothing known of 8 min.
    run.out = 99;
    run.ended_s = 200.0;
    EXPECT_EQ(judge(run, Jurisdiction::green_guide, "2.5 min").verdict, NormVerdict::not_met);
    EXPECT_EQ(judge(run, Jurisdiction::green_guide, "8 min").verdict, NormVerdict::not_known);
}

TEST(ExitUseRules, NeedBothACrowdedAndAnIdleExit) {
    RunFacts run = calm_run();
    run.exits = {{"west", 61}, {"east", 30}, {"north", 9}};
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "60 %").verdict, NormVerdict::not_met);
    run.exits = {{"west", 61}, {"east", 29}, {"north", 10}};
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "60 %").verdict, NormVerdict::met);
    run.exits = {{"west", 60}, {"east", 40}, {"north", 0}};
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "60 %").verdict, NormVerdict::met);
    run.exits = {{"west", 100}};
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "60 %").verdict, NormVerdict::not_applicable);
}

TEST(ExitUseRules, HoldTheUsersOfTheMainEntranceAgainstItsWidth) {
    RunFacts run = calm_run();
    run.exits = {{"main", 70, true}, {"side", 30, false}};
    BuildingFacts building;
    building.is_main_entrance_named = true;
    building.exits = {{"main", 0.357, true, true}};  // 0.357 / 0.0051 = 70
    const NormRow enough = judge(run, Jurisdiction::nfpa, "those who used it", building);
    EXPECT_EQ(enough.verdict, NormVerdict::met);
    EXPECT_EQ(enough.assumptions, "70 % of those who are out left by it.");
    building.exits[0].clear_width_m -= 0.01;
    EXPECT_EQ(judge(run, Jurisdiction::nfpa, "those who used it", building).verdict, NormVerdict::not_met);
    building.escalators = 1;
    run.over_escalators = 4;
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "escalators", building).value, 4.0);
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "escalators").verdict, NormVerdict::not_applicable);
}

TEST(ForceRules, NeedAModelWithForces) {
    RunFacts run = calm_run();
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "crush dose").verdict, NormVerdict::not_known);
    run.has_forces = true;
    run.largest_crush_dose = 0.11;
    run.largest_wall_load_n_per_m = 2999.0;
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "crush dose").verdict, NormVerdict::not_met);
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "line load").verdict, NormVerdict::met);
}

TEST(TenabilityRules, CompareAvailableWithRequiredTime) {
    constexpr double never = std::numeric_limits<double>::infinity();
    RunFacts run = calm_run();
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "untenable").verdict, NormVerdict::not_known);
    run.has_air = true;
    run.zones = {{"hall", 150.0, 100.0}, {"foyer", never, 120.0}};
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "untenable").verdict, NormVerdict::met);
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "1.5 times").verdict, NormVerdict::met);  // 150 / 100
    run.zones[0].available_s = 149.0;
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "1.5 times").verdict, NormVerdict::not_met);
    run.zones[0].available_s = 99.0;
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "untenable").value, 1.0);
    run.zones[0] = {"hall", not_known, 100.0};  // no data is no clean air
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "untenable").verdict, NormVerdict::not_known);
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "1.5 times").verdict, NormVerdict::not_known);
    // Never empty: the whole run of 150 s is required.
    run.zones = {{"hall", 140.0, not_known}};
    EXPECT_EQ(judge(run, Jurisdiction::wayout, "untenable").verdict, NormVerdict::not_met);
}

}  // namespace
}  // namespace wayout::norms
