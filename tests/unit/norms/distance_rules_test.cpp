#include "find_row.hpp"
#include "norms/rows.hpp"

#include <gtest/gtest.h>

namespace wayout::norms {
namespace {

BuildingFacts ways(double to_exit_m, double to_stair_m, double out_of_room_m, double one_way_m) {
    BuildingFacts facts;
    facts.to_exit = {to_exit_m, "far corner"};
    facts.to_storey_exit = {to_stair_m, "gallery"};
    facts.out_of_room = {out_of_room_m, "hall"};
    facts.in_one_direction = {one_way_m, "corridor"};
    return facts;
}

TEST(DistanceRules, HoldTheLongestWayAgainstEachLimit) {
    const auto rows = distance_rules(ways(45.0, 45.0, 30.0, 18.0));
    EXPECT_EQ(row_of(rows, Jurisdiction::adb, "45 m").verdict, NormVerdict::met);
    EXPECT_EQ(row_of(rows, Jurisdiction::adb, "18 m").verdict, NormVerdict::met);
    EXPECT_EQ(row_of(rows, Jurisdiction::mvstaettvo, "30 m").verdict, NormVerdict::met);
    const auto longer = distance_rules(ways(61.5, 61.5, 60.5, 23.5));
    for (const auto& [jurisdiction, rule] :
         {std::pair{Jurisdiction::adb, "45 m"}, std::pair{Jurisdiction::adb, "18 m"},
          std::pair{Jurisdiction::mvstaettvo, "30 m"}, std::pair{Jurisdiction::green_guide, "30 m"},
          std::pair{Jurisdiction::ibc, "61 m"}, std::pair{Jurisdiction::nfpa, "common path"}})
        EXPECT_EQ(row_of(longer, jurisdiction, rule).verdict, NormVerdict::not_met) << rule;
    EXPECT_NEAR(row_of(longer, Jurisdiction::adb, "18 m").margin(), -5.5, 1e-12);
}

TEST(DistanceRules, AStairMayEndTheWaySoThatItIsNotKnown) {
    const NormRow row = row_of(distance_rules(ways(70.0, 40.0, 20.0, 0.0)), Jurisdiction::adb, "45 m");
    EXPECT_EQ(row.verdict, NormVerdict::not_known);
    EXPECT_NE(row.assumptions.find("40.0 m"), std::string::npos);
    // Too far even to the stair: that length counts.
    const NormRow far = row_of(distance_rules(ways(70.0, 46.0, 20.0, 0.0)), Jurisdiction::adb, "45 m");
    EXPECT_EQ(far.verdict, NormVerdict::not_met);
    EXPECT_EQ(far.value, 46.0);
    EXPECT_EQ(far.subject, "gallery");
}

TEST(DistanceRules, MVStaettVODependsOnAHeightThatIsNotKnown) {
    // 42 m: 12 m above 30 m are three steps of 5 m, 3 x 2.5 m above 5 m.
    const NormRow row = row_of(distance_rules(ways(42, 42, 42, 0)), Jurisdiction::mvstaettvo, "30 m");
    EXPECT_EQ(row.verdict, NormVerdict::not_known);
    EXPECT_NE(row.assumptions.find("12.5 m"), std::string::npos);
    EXPECT_EQ(row_of(distance_rules(ways(60.1, 60.1, 60.1, 0)), Jurisdiction::mvstaettvo, "30 m").verdict,
              NormVerdict::not_met);
}

TEST(DistanceRules, WithoutAWayNothingIsKnown) {
    EXPECT_EQ(row_of(distance_rules(BuildingFacts{}), Jurisdiction::adb, "45 m").verdict,
              NormVerdict::not_known);
}

}  // namespace
}  // namespace wayout::norms
