#include "response/destination.hpp"
#include "response/reference_plans.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

/// "near" (5 min, 2 an hour, no burn bed) and "far" (30 min, 1 burn bed, 3 an hour).
MedicalPlan two_hospitals() {
    MedicalPlan plan = simple_plan(1);
    plan.hospitals[0].id = "near";
    plan.hospitals[0].burn_beds = 0;
    plan.hospitals[0].cap_per_hour = 2.0;
    plan.hospitals.push_back(plan.hospitals[0]);
    plan.hospitals[1].id = "far";
    plan.hospitals[1].burn_beds = 1;
    plan.hospitals[1].cap_per_hour = 3.0;
    plan.travel = {{"scene", "near", 300.0, {}, {}}, {"scene", "far", 1800.0, {}, {}}};
    return plan;
}

TEST(Destination, IsTheNearestUntilItsHourIsFull) {
    const MedicalPlan plan = two_hospitals();
    const TravelTable travel(plan);
    HospitalRooms rooms(plan);
    for (const double time_s : {0.0, 10.0}) {
        const Destination to = rooms.choose(travel, 0, {}, time_s);
        EXPECT_EQ(to.hospital, 0u);
        EXPECT_EQ(to.strain, "");
        rooms.promise(to.hospital, {}, time_s);
    }
    EXPECT_EQ(rooms.choose(travel, 0, {}, 20.0).hospital, 1u);
    // An hour after the first there is room again.
    EXPECT_EQ(rooms.choose(travel, 0, {}, 3600.0).hospital, 0u);
}

TEST(Destination, OverAllCapsIsTheNearestAndSaysSo) {
    const MedicalPlan plan = two_hospitals();
    const TravelTable travel(plan);
    HospitalRooms rooms(plan);
    for (int i = 0; i < 5; ++i) rooms.promise(rooms.choose(travel, 0, {}, 0.0).hospital, {}, 0.0);
    const Destination to = rooms.choose(travel, 0, {}, 0.0);
    EXPECT_EQ(to.hospital, 0u);
    EXPECT_EQ(to.strain, "over the patients an hour of every hospital that could");
}

TEST(Destination, BurnsGoWhereThereIsABurnBed) {
    const MedicalPlan plan = two_hospitals();
    const TravelTable travel(plan);
    HospitalRooms rooms(plan);
    const HospitalDemand burn{{true, false, false}, false};
    EXPECT_EQ(rooms.choose(travel, 0, burn, 0.0).hospital, 1u);
    rooms.promise(1, burn, 0.0);
    const Destination second = rooms.choose(travel, 0, burn, 0.0);
    EXPECT_EQ(second.hospital, 1u);
    EXPECT_EQ(second.strain, "no bed of the kind needed is left");
    EXPECT_EQ(rooms.burn_beds_used(1), 1);
}

TEST(Destination, WithoutAnyBurnBedIsTheNearestAndSaysSo) {
    MedicalPlan plan = two_hospitals();
    plan.hospitals[1].burn_beds = 0;
    const TravelTable travel(plan);
    const HospitalRooms rooms(plan);
    const Destination to = rooms.choose(travel, 0, {{true, false, false}, false}, 0.0);
    EXPECT_EQ(to.hospital, 0u);
    EXPECT_EQ(to.strain, "no hospital has burn beds");
}

TEST(Travel, WayBackOfItsOwnIsKept) {
    MedicalPlan plan = two_hospitals();
    plan.travel.push_back({"near", "scene", 400.0, {}, {}});
    plan.travel[1] = {"scene", "far", {}, 20'000.0, {}};
    const TravelTable travel(plan);
    EXPECT_EQ(travel.time_s(0, 1), 300.0);
    EXPECT_EQ(travel.time_s(1, 0), 400.0);
    // 20 km at 10 m/s, both ways.
    EXPECT_EQ(travel.time_s(0, 2), 2000.0);
    EXPECT_EQ(travel.time_s(2, 0), 2000.0);
}

}  // namespace
}  // namespace wayout
