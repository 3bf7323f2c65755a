/// Each width rule with a hall that is just wide enough, and the same hall one centimetre short.
#include "find_row.hpp"
#include "norms/egress_capacity.hpp"
#include "norms/rows.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace wayout::norms {
namespace {

constexpr double one_cm = 0.01;

/// A hall of `people` with these exits, all of them ways out of its one room.
BuildingFacts hall(int people, const std::vector<double>& widths_m) {
    BuildingFacts facts;
    facts.people = people;
    RoomFacts room;
    room.name = "Hall";
    room.people = people;
    room.area_m2 = 1000.0;
    for (const double width_m : widths_m) {
        facts.exits.push_back({"exit", width_m});
        room.ways.push_back({width_m, false});
    }
    facts.rooms = {room};
    return facts;
}

NormRow judge(const BuildingFacts& facts, Jurisdiction jurisdiction, const std::string& rule,
              const std::string& subject) {
    return row_of(building_rules(facts), jurisdiction, rule, subject);
}

/// The verdict with these widths, and with the last one a centimetre narrower.
void expect_just_enough(int people, std::vector<double> widths_m, Jurisdiction jurisdiction,
                        const std::string& rule, const std::string& subject) {
    EXPECT_EQ(judge(hall(people, widths_m), jurisdiction, rule, subject).verdict, NormVerdict::met);
    widths_m.back() -= one_cm;
    EXPECT_EQ(judge(hall(people, widths_m), jurisdiction, rule, subject).verdict, NormVerdict::not_met);
}

TEST(WidthRules, MVStaettVOAsksForACentimetreOfEvery120Per200) {
    // 600 people: 3 x 1.20 m.
    for (const char* subject : {"all exits", "Hall"})
        expect_just_enough(600, {1.2, 1.2, 1.2}, Jurisdiction::mvstaettvo, "1.20 m per 200", subject);
    const NormRow row = judge(hall(600, {2.0, 2.0}), Jurisdiction::mvstaettvo, "1.20 m per 200", "all exits");
    EXPECT_NEAR(row.limit, 3.6, 1e-12);
    EXPECT_NEAR(row.margin(), 0.4, 1e-12);
}

TEST(WidthRules, MVStaettVOAsksForALeastWidthThatDependsOnThePlaces) {
    expect_just_enough(201, {2.0, 1.2}, Jurisdiction::mvstaettvo, "each way out", "Hall");
    expect_just_enough(200, {2.0, 0.9}, Jurisdiction::mvstaettvo, "each way out", "Hall");
}

TEST(WidthRules, MVStaettVOKeepsNecessaryStairsBelow240) {
    BuildingFacts facts = hall(100, {2.0});
    facts.stairs = {{"north", 2.0}, {"south", 2.4}};
    EXPECT_EQ(judge(facts, Jurisdiction::mvstaettvo, "stairs", "south").verdict, NormVerdict::met);
    facts.stairs[1].clear_width_m += one_cm;
    EXPECT_EQ(judge(facts, Jurisdiction::mvstaettvo, "stairs", "south").verdict, NormVerdict::not_met);
    facts.stairs.clear();
    EXPECT_EQ(judge(facts, Jurisdiction::mvstaettvo, "stairs", "").verdict, NormVerdict::not_applicable);
}

TEST(WidthRules, ADBDiscountsTheWidestExit) {
    // Of 2.0, 1.5 and 1.5 m the first is lost: 2 x 1.5 / 0.005 = 600.
    for (const char* subject : {"all exits", "Hall"})
        expect_just_enough(600, {2.0, 1.5, 1.5}, Jurisdiction::adb, "widest discounted", subject);
    const NormRow row =
        judge(hall(600, {2.0, 1.5, 1.49}), Jurisdiction::adb, "widest discounted", "all exits");
    EXPECT_EQ(row.value, 598.0);  // 300 + 298
}

TEST(WidthRules, ADBStepsFor60And110And220) {
    EXPECT_EQ(people_by_adb(0.74), 0.0);
    EXPECT_EQ(people_by_adb(0.75), 60.0);
    EXPECT_EQ(people_by_adb(0.84), 60.0);
    EXPECT_EQ(people_by_adb(0.85), 110.0);
    EXPECT_EQ(people_by_adb(1.04), 110.0);
    EXPECT_EQ(people_by_adb(1.05), 220.0);
    EXPECT_EQ(people_by_adb(1.10), 220.0);
    EXPECT_EQ(people_by_adb(1.15), 230.0);  // 1.15 / 0.005
}

TEST(WidthRules, ADBAllowsASmallRoomASingleWayFromMemoryOnly) {
    const NormRow small = judge(hall(60, {0.75}), Jurisdiction::adb, "widest discounted", "Hall");
    EXPECT_EQ(small.verdict, NormVerdict::met);
    EXPECT_EQ(small.source, FigureSource::memory);
    EXPECT_EQ(judge(hall(61, {2.0}), Jurisdiction::adb, "widest discounted", "Hall").verdict,
              NormVerdict::not_met);
}

TEST(WidthRules, IBCAndNFPACountByLengthPerPerson) {
    // 2 x 2.04 m / 5.1 mm = 800.
    for (const Jurisdiction jurisdiction : {Jurisdiction::ibc, Jurisdiction::nfpa})
        for (const char* subject : {"all exits", "Hall"})
            expect_just_enough(800, {2.04, 2.04}, jurisdiction, "7.6 mm", subject);
    // A stair of 1.52 m serves 1.52 / 0.0076 = 200.
    BuildingFacts facts = hall(200, {});
    facts.rooms[0].ways = {{1.52, true}};
    EXPECT_EQ(judge(facts, Jurisdiction::ibc, "7.6 mm", "Hall").verdict, NormVerdict::met);
    facts.rooms[0].ways[0].clear_width_m -= one_cm;
    EXPECT_EQ(judge(facts, Jurisdiction::ibc, "7.6 mm", "Hall").value, 198.0);  // 1.51 / 0.0076 = 198.7
}

TEST(WidthRules, ShutExitsAreNotCounted) {
    BuildingFacts facts = hall(200, {1.2, 1.2});
    facts.exits[0].is_open = facts.exits[1].is_open = false;
    EXPECT_EQ(judge(facts, Jurisdiction::mvstaettvo, "1.20 m per 200", "all exits").value, 0.0);
    EXPECT_EQ(judge(facts, Jurisdiction::ibc, "7.6 mm", "all exits").value, 0.0);
}

TEST(TimeCapacity, LosesTheWidestExitAndShowsBothFlows) {
    // (2.0 + 1.5 + 1.5 - 2.0) m in 480 s: x 82 / 60 = 1968 by the code, x 1.0 = 1440 by what was seen.
    const auto rows = building_rules(hall(1440, {2.0, 1.5, 1.5}));
    const NormRow code = row_of(rows, Jurisdiction::green_guide, "8 min", "code flow");
    const NormRow seen = row_of(rows, Jurisdiction::green_guide, "8 min", "seen of crowds");
    EXPECT_EQ(code.value, 1968.0);
    EXPECT_EQ(seen.value, 1440.0);
    EXPECT_EQ(code.source, FigureSource::secondary);
    EXPECT_EQ(seen.source, FigureSource::abstract);
    expect_just_enough(1440, {2.0, 1.5, 1.5}, Jurisdiction::green_guide, "8 min", "seen of crowds");
    expect_just_enough(1968, {2.0, 1.5, 1.5}, Jurisdiction::green_guide, "8 min", "code flow");
    // In 2.5 min: 3 m x 82 / 60 x 150 s = 615, from memory.
    const NormRow fast = row_of(rows, Jurisdiction::green_guide, "2.5 min", "code flow");
    EXPECT_EQ(fast.value, 615.0);
    EXPECT_EQ(verdict_words(fast), "not met (figure from memory, check the code)");
}

TEST(NumberOfExits, GrowsWithTheLoad) {
    const auto needed = [](int people) {
        return judge(hall(people, {2.0, 2.0}), Jurisdiction::ibc, "two ways out", "Hall").limit;
    };
    EXPECT_EQ(needed(49), 1.0);
    EXPECT_EQ(needed(50), 2.0);
    EXPECT_EQ(needed(500), 2.0);
    EXPECT_EQ(needed(501), 3.0);
    EXPECT_EQ(needed(1001), 4.0);
    BuildingFacts facts = hall(100, {2.0, 2.0});
    facts.separations = {{"Ground", 10.0, 20.0}};
    EXPECT_EQ(judge(facts, Jurisdiction::ibc, "half of its diagonal", "Ground").verdict, NormVerdict::met);
    facts.separations[0].apart_m -= one_cm;
    EXPECT_EQ(judge(facts, Jurisdiction::ibc, "half of its diagonal", "Ground").verdict,
              NormVerdict::not_met);
}

TEST(MainEntrance, IsForHalfOrTwoThirdsAndUnknownWithoutAName) {
    BuildingFacts facts = hall(600, {1.53, 2.0});
    EXPECT_EQ(judge(facts, Jurisdiction::nfpa, "half", "").verdict, NormVerdict::not_known);
    facts.is_main_entrance_named = true;
    facts.exits[0].is_main = true;
    facts.seated = 600;
    // 1.53 m / 5.1 mm = 300 = 600 / 2. All sit: the two thirds do not apply.
    EXPECT_EQ(judge(facts, Jurisdiction::nfpa, "half", "main").verdict, NormVerdict::met);
    EXPECT_EQ(judge(facts, Jurisdiction::ibc, "half", "main").verdict, NormVerdict::met);
    EXPECT_EQ(judge(facts, Jurisdiction::nfpa, "two thirds", "").verdict, NormVerdict::not_applicable);
    facts.seated = 0;
    EXPECT_EQ(judge(facts, Jurisdiction::nfpa, "two thirds", "main").limit, 400.0);
    EXPECT_EQ(verdict_words(judge(facts, Jurisdiction::nfpa, "two thirds", "main")), "not met");
    facts.exits[0].clear_width_m -= one_cm;
    EXPECT_EQ(judge(facts, Jurisdiction::nfpa, "half", "main").verdict, NormVerdict::not_met);
}

TEST(OccupantLoad, IsComparedWithTheAreaOfRoomsWithoutSeats) {
    BuildingFacts facts = hall(1000, {2.0, 2.0});
    facts.rooms[0].area_m2 = 460.0;  // 460 / 0.46 = 1000
    EXPECT_EQ(judge(facts, Jurisdiction::ibc, "0.46 m2", "Hall").verdict, NormVerdict::met);
    EXPECT_EQ(judge(facts, Jurisdiction::mvstaettvo, "two people per m2", "Hall").limit, 920.0);
    EXPECT_EQ(judge(facts, Jurisdiction::nfpa, "0.46 m2", "Hall").limit, 1000.0);
    facts.rooms[0].area_m2 = 975.0;  // above 929 m2: 975 / 0.65 = 1500
    EXPECT_NEAR(judge(facts, Jurisdiction::nfpa, "0.46 m2", "Hall").limit, 1500.0, 1e-9);
    facts.rooms[0].seats = 10;
    EXPECT_EQ(judge(facts, Jurisdiction::ibc, "0.46 m2", "").verdict, NormVerdict::not_applicable);
}

TEST(Stewards, OneForEach250) {
    BuildingFacts facts = hall(251, {2.0, 2.0});
    facts.stewards = 1;
    EXPECT_EQ(judge(facts, Jurisdiction::nfpa, "crowd manager", "stewards").limit, 2.0);
    EXPECT_EQ(judge(facts, Jurisdiction::nfpa, "crowd manager", "stewards").verdict, NormVerdict::not_met);
    facts.people = 250;
    EXPECT_EQ(judge(facts, Jurisdiction::nfpa, "crowd manager", "stewards").verdict, NormVerdict::met);
}

TEST(GoodPractice, EscalatorsStaffedExitsAndToiletsWithoutSigns) {
    BuildingFacts facts = hall(100, {2.0, 2.0});
    EXPECT_EQ(judge(facts, Jurisdiction::wayout, "escalator", "").verdict, NormVerdict::not_applicable);
    EXPECT_EQ(judge(facts, Jurisdiction::wayout, "staff", "").verdict, NormVerdict::met);
    facts.escalators = 1;
    facts.only_by_escalator = 3;
    facts.exits[0].depends_on_staff = true;
    facts.rooms.push_back({"Toilets", 0, 0, 20.0, {{0.9, false}}, true, false});
    EXPECT_EQ(judge(facts, Jurisdiction::wayout, "escalator", "").value, 3.0);
    EXPECT_EQ(judge(facts, Jurisdiction::wayout, "staff", "").verdict, NormVerdict::not_met);
    EXPECT_EQ(judge(facts, Jurisdiction::wayout, "toilet", "").verdict, NormVerdict::not_met);
    facts.rooms.back().has_sign = true;
    EXPECT_EQ(judge(facts, Jurisdiction::wayout, "toilet", "").verdict, NormVerdict::met);
}

TEST(BuildingRules, NeverSayThatABuildingComplies) {
    for (const NormRow& row : building_rules(hall(600, {1.2, 1.2})))
        EXPECT_EQ(norm_text(row).find("compl"), std::string::npos) << norm_text(row);
}

}  // namespace
}  // namespace wayout::norms
