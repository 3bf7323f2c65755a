/// The chain against hand values.
#include "response/reference_plans.hpp"
#include "response/survival.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

double last_departure_s(const MedicalPlan& plan, const std::vector<Casualty>& casualties) {
    return figure_of(run_medical_chain(plan, casualties, 1), "last_departure_s");
}

/// One yellow with burns who goes by himself to the hospital next to him, which has no burn beds.
MedicalRun one_burn(int burn_beds_elsewhere) {
    MedicalPlan plan = simple_plan(1);
    plan.self_yellow_frac = 1.0;
    plan.hospitals[0].burn_beds = 0;
    plan.hospitals.push_back(plan.hospitals[0]);
    plan.hospitals[1].id = "other";
    plan.hospitals[1].burn_beds = burn_beds_elsewhere;
    plan.travel.push_back({"scene", "other", 1500.0, {}, {}});
    plan.travel.push_back({"hospital", "other", 1200.0, {}, {}});
    plan.transfers.vehicles = 1;
    plan.transfers.from_s = 20000.0;
    plan.transfers.load_s = Distribution::constant_value(300.0);
    std::vector<Casualty> casualties = casualties_of_class(TriageClass::yellow, 1);
    casualties[0].needs.burn = true;
    return run_medical_chain(plan, casualties, 1);
}

TEST(Transfers, WaitForTheirVehicleAndBeginNoEarlier) {
    const MedicalRun run = one_burn(1);
    const CasualtyCourse& c = run.courses[0];
    // Drive 900 s, emergency department for burns 6660 s.
    EXPECT_DOUBLE_EQ(c.at(CareState::waiting_transfer), 7560.0);
    EXPECT_DOUBLE_EQ(c.at(CareState::transferring), 20000.0);
    EXPECT_DOUBLE_EQ(c.at(CareState::admitted), 21500.0);
    EXPECT_EQ(c.hospital_in(CareState::in_ed), 0);
    EXPECT_EQ(c.hospital_in(CareState::admitted), 1);
    EXPECT_EQ(figure_of(run, "transferred"), 1.0);
    // Waiting for further care is no waiting for care.
    EXPECT_EQ(c.waited_s, 0.0);
}

TEST(Transfers, StayWhereNothingBetterIsFree) {
    const MedicalRun run = one_burn(0);
    EXPECT_DOUBLE_EQ(run.courses[0].at(CareState::admitted), 7560.0);
    EXPECT_EQ(run.courses[0].transferred_to, -1);
    EXPECT_EQ(figure_of(run, "not_transferred"), 1.0);
}

TEST(LateDeaths, AreAShareOfRedWhoCameToCareAndOfNoOtherFigure) {
    MedicalPlan plan = endless_plan();
    std::vector<Casualty> casualties = casualties_of_class(TriageClass::red, 10);
    for (Casualty& casualty : casualties) casualty.cause = InjuryCause::smoke;
    casualties[9].cause = InjuryCause::fall;
    const MedicalRun run = run_medical_chain(plan, casualties, 1);
    const double p = survival_probability(5.0);
    EXPECT_NEAR(figure_of(run, "late_deaths"), 0.3 * 9.0 * p, 1e-9);
    EXPECT_NEAR(figure_of(run, "expected_deaths"), 10.0 * (1.0 - p), 1e-9);
    // Gamma, shape 3.5, scale 2 days: with the chi-square law of 7 degrees P(chi2 < 7) = 0.5711 and P(chi2 <
    // 30) = 0.99990.
    EXPECT_NEAR(figure_of(run, "late_deaths.within_7_days") / figure_of(run, "late_deaths"), 0.5711, 5e-4);
    plan.late_death_frac = 0.0;
    EXPECT_EQ(figure_of(run_medical_chain(plan, casualties, 1), "late_deaths"), 0.0);
}

TEST(Brought, CasualtiesAreNotCarriedAgain) {
    MedicalPlan plan = simple_plan(1);
    plan.points[0].carry.emplace();
    plan.points[0].carry->level_m = 100.0;
    std::vector<Casualty> casualties = casualties_of_class(TriageClass::red, 2);
    casualties[1].is_brought = true;
    const MedicalRun run = run_medical_chain(plan, casualties, 1);
    EXPECT_FALSE(std::isnan(run.courses[0].at(CareState::carried)));
    EXPECT_TRUE(std::isnan(run.courses[1].at(CareState::carried)));
}

TEST(Ambulances, HundredYellowsLeaveInFiveWaves) {
    // 10 ambulances, 2 yellow each, round trip 15 + 10 + 15 = 40 min: 20 every 40 min, at 0, 40, ..., 160.
    const std::vector<Casualty> yellows = casualties_of_class(TriageClass::yellow, 100);
    EXPECT_DOUBLE_EQ(last_departure_s(simple_plan(10), yellows), 160.0 * 60.0);
    // Control: with eleven the fifth wave has but 12, and still leaves at 160 min; with 13 there are four.
    EXPECT_DOUBLE_EQ(last_departure_s(simple_plan(13), yellows), 120.0 * 60.0);
}

TEST(Ambulances, RoundTripArithmeticHolds) {
    // X = N t / (T n): 100 yellows, t = 40 min, n = 2; to be gone by the wave at T - t with T = 200 min needs
    // 100 * 40 / (200 * 2) = 10 ambulances. One fewer is too few.
    const std::vector<Casualty> yellows = casualties_of_class(TriageClass::yellow, 100);
    const double allowed_s = 200.0 * 60.0;
    const double round_trip_s = 40.0 * 60.0;
    const auto needed = static_cast<int>(std::ceil(100.0 * round_trip_s / (allowed_s * 2.0)));
    EXPECT_EQ(needed, 10);
    EXPECT_LE(last_departure_s(simple_plan(needed), yellows) + round_trip_s, allowed_s);
    EXPECT_GT(last_departure_s(simple_plan(needed - 1), yellows) + round_trip_s, allowed_s);
}

TEST(Ambulances, TakeOneRedOrTwoYellow) {
    // Two vehicles: the red and the first pair of yellows at 0, the third yellow 40 min later.
    std::vector<Casualty> casualties = casualties_of_class(TriageClass::yellow, 4);
    casualties[3].given_class = TriageClass::red;
    const MedicalRun run = run_medical_chain(simple_plan(2), casualties, 1);
    EXPECT_EQ(run.courses[3].at(CareState::driving), 0.0);
    EXPECT_EQ(run.courses[0].at(CareState::driving), 0.0);
    EXPECT_EQ(run.courses[1].at(CareState::driving), 0.0);
    EXPECT_EQ(run.courses[2].at(CareState::driving), 2400.0);
}

TEST(Ambulances, AreSharedAlsoWhereNowhereIsRoom) {
    // One patient an hour: the first has room, the three others are sent over it, by twos.
    MedicalPlan plan = simple_plan(2);
    plan.hospitals[0].cap_per_hour = 1.0;
    const MedicalRun run = run_medical_chain(plan, casualties_of_class(TriageClass::yellow, 4), 1);
    for (const CasualtyCourse& c : run.courses) EXPECT_EQ(c.at(CareState::driving), 0.0);
    EXPECT_EQ(run.strained.size(), 3u);
}

TEST(Ambulances, ComeEvenlyAfterTurnoutAndDrive) {
    // Three from a base 300 s away, called at 100 s, turn-out 60 s, over 120 s: there at 460, 520, 580 s.
    MedicalPlan plan = simple_plan(3);
    plan.fleets[0].base = "base";
    plan.fleets[0].called_s = 100.0;
    plan.fleets[0].turnout_s = 60.0;
    plan.fleets[0].arrival = FleetArrival::evenly;
    plan.fleets[0].over_s = 120.0;
    plan.travel.push_back({"base", "scene", 300.0, {}, {}});
    const MedicalRun run = run_medical_chain(plan, casualties_of_class(TriageClass::red, 3), 1);
    for (int i = 0; i < 3; ++i)
        EXPECT_DOUBLE_EQ(run.courses[static_cast<std::size_t>(i)].at(CareState::loading), 460.0 + 60.0 * i);
}

TEST(Ambulances, MutualAidComesAtTheRate) {
    // 1000 vehicles at 60 an hour: the last gap of 1000 exponential ones with mean 60 s is at 60,000 s, with
    // a standard deviation of 60 sqrt(1000) = 1897 s; four of them.
    MedicalPlan plan = simple_plan(1000);
    plan.fleets[0].arrival = FleetArrival::at_random;
    plan.fleets[0].per_hour = 60.0;
    plan.fleets[0].hand_over_s = Distribution::constant_value(1e6);
    plan.horizon_s = 1e6;
    const MedicalRun run = run_medical_chain(plan, casualties_of_class(TriageClass::red, 1000), 1);
    EXPECT_NEAR(figure_of(run, "last_departure_s"), 60'000.0, 4 * 1897.0);
}

TEST(Buses, WaitUntilFullOrUntilTheirTimeIsUp) {
    MedicalPlan plan = simple_plan(1);
    plan.fleets[0].is_bus = true;
    plan.fleets[0].capacity = {0, 0, 3};
    plan.fleets[0].fill_wait_s = 600.0;
    std::vector<Casualty> greens = casualties_of_class(TriageClass::green, 4);
    greens[1].found_s = 100.0;
    greens[2].found_s = 200.0;
    greens[3].found_s = 5000.0;
    const MedicalRun run = run_medical_chain(plan, greens, 1);
    EXPECT_EQ(run.courses[0].at(CareState::driving), 200.0);  // full
    EXPECT_EQ(run.courses[3].at(CareState::driving), 5600.0);
}

TEST(Survivors, WithEndlessMeansAreTheSumOfTheCurve) {
    std::vector<Casualty> casualties = casualties_of_class(TriageClass::green, 120);
    double expected = 0.0;
    for (std::size_t i = 0; i < casualties.size(); ++i) {
        casualties[i].rpm = static_cast<double>(1 + i % 12);
        casualties[i].found_s = static_cast<double>(i);
        expected += 1.0 / (1.0 + std::exp(2.90 - 0.566 * *casualties[i].rpm));
    }
    const MedicalRun run = run_medical_chain(endless_plan(), casualties, 1);
    EXPECT_NEAR(figure_of(run, "expected_survivors"), expected, 1e-9);
    EXPECT_EQ(figure_of(run, "expected_deaths_by_delay"), 0.0);
    // Control: one ambulance is not endless.
    EXPECT_LT(figure_of(run_medical_chain(simple_plan(1), casualties, 1), "expected_survivors"),
              expected - 5.0);
}

TEST(Survivors, LoseScoreOnTheWayAndHalfOfItOnceTreated) {
    // Red with score 5, nothing waits: treatment of 30 min, then 15 min on the road. Halved from the begin of
    // treatment: 45 min at half pace, 5 - 0.75 = 4.25. Without the post: 15 min in full, 4.5.
    const std::vector<Casualty> red = casualties_of_class(TriageClass::red, 1);
    MedicalPlan plan = simple_plan(1);
    EXPECT_NEAR(run_medical_chain(plan, red, 1).courses[0].rpm_at_care, 4.5, 1e-9);
    TreatmentPostSpec& post = plan.posts.emplace_back();
    post.id = "post";
    post.place = "scene";
    post.red_s = Distribution::constant_value(1800.0);
    const MedicalRun run = run_medical_chain(plan, red, 1);
    EXPECT_NEAR(run.courses[0].rpm_at_care, 4.25, 1e-9);
    EXPECT_NEAR(run.courses[0].survival, survival_probability(4.25), 1e-12);
}

TEST(Embargo, NobodyOfTheMedicalStaffBeginsBeforeItIsLifted) {
    MedicalPlan plan = simple_plan(5);
    const std::vector<Casualty> reds = casualties_of_class(TriageClass::red, 3);
    EXPECT_EQ(run_medical_chain(plan, reds, 1).courses[0].at(CareState::in_triage), 0.0);
    plan.points[0].embargo = {{0.0, 1800.0}};
    const MedicalRun run = run_medical_chain(plan, reds, 1);
    for (const CasualtyCourse& c : run.courses) {
        EXPECT_EQ(c.at(CareState::in_triage), 1800.0);
        EXPECT_EQ(c.waited_s, 1800.0);
    }
}

TEST(Shifts, WorkBeginsOnlyWithinThem) {
    MedicalPlan plan = simple_plan(5);
    plan.triage.time_s = Distribution::constant_value(60.0);
    plan.triage.crews[0].count = 1;
    plan.triage.crews[0].shifts = {{0.0, 100.0}, {1000.0, 2000.0}};
    // At 0 and 60 (which goes on until 120), then at 1000.
    const MedicalRun run = run_medical_chain(plan, casualties_of_class(TriageClass::red, 3), 1);
    EXPECT_EQ(run.courses[0].at(CareState::in_triage), 0.0);
    EXPECT_EQ(run.courses[1].at(CareState::in_triage), 60.0);
    EXPECT_EQ(run.courses[2].at(CareState::in_triage), 1000.0);
}

TEST(Treatment, IsLeftOutWhenTheLastBayHasClosed) {
    MedicalPlan plan = simple_plan(5);
    TreatmentPostSpec& post = plan.posts.emplace_back();
    post.id = "post";
    post.place = "scene";
    post.red_s = Distribution::constant_value(600.0);
    post.shifts = {{0.0, 500.0}};
    const MedicalRun run = run_medical_chain(plan, casualties_of_class(TriageClass::red, 2), 1);
    EXPECT_EQ(run.courses[0].at(CareState::waiting_transport), 600.0);
    EXPECT_EQ(run.courses[1].at(CareState::waiting_transport), 500.0);
    EXPECT_TRUE(std::isnan(run.courses[1].at(CareState::in_treatment)));
}

TEST(Carry, TeamsBringThoseWhoCannotWalk) {
    // One team, 115 m: 100 s in, 45, 115 s out, 45: 305 s a trip. The green walks.
    MedicalPlan plan = simple_plan(5);
    plan.points[0].carry.emplace();
    plan.points[0].carry->level_m = 115.0;
    std::vector<Casualty> casualties = casualties_of_class(TriageClass::yellow, 3);
    casualties[1].given_class = TriageClass::red;
    casualties[2].given_class = TriageClass::green;
    const MedicalRun run = run_medical_chain(plan, casualties, 1);
    EXPECT_NEAR(run.courses[0].at(CareState::waiting_triage), 305.0, 1e-9);  // found first, team was free
    EXPECT_NEAR(run.courses[1].at(CareState::waiting_triage), 610.0, 1e-9);
    EXPECT_EQ(run.courses[2].at(CareState::waiting_triage), 0.0);
}

TEST(Triage, SharesOfMisjudgementAreThoseOfTheMatrix) {
    MedicalPlan plan = simple_plan(1);
    plan.triage.matrix.reset();
    plan.triage.repair_frac = 0.0;
    plan.horizon_s = 60.0;
    constexpr int count = 20'000;
    std::vector<Casualty> yellows = casualties_of_class(TriageClass::yellow, count);
    for (Casualty& c : yellows) c.rpm = 10.0;
    const auto shares = [&](const MedicalRun& run) {
        std::array<double, 3> share{};
        for (const CasualtyCourse& c : run.courses) share[static_cast<std::size_t>(*c.judged)] += 1.0 / count;
        return share;
    };
    // SALT: 8 % red, 81 % yellow, 11 % green. Four standard errors of the largest: 4 sqrt(.15 / 20000) =
    // 0.011.
    const std::array<double, 3> share = shares(run_medical_chain(plan, yellows, 1));
    EXPECT_NEAR(share[0], 0.08, 0.011);
    EXPECT_NEAR(share[1], 0.81, 0.011);
    EXPECT_NEAR(share[2], 0.11, 0.011);
    // Half of the misjudged are set right: 0.81 + 0.5 * 0.19 = 0.905 in the end.
    plan.triage.repair_frac = 0.5;
    plan.triage.look_again_after_s = 30.0;
    plan.fleets.clear();
    EXPECT_NEAR(shares(run_medical_chain(plan, yellows, 1))[1], 0.905, 0.011);
}

TEST(ByThemselves, TheShareGoesToTheNearestHospital) {
    MedicalPlan plan = simple_plan(1);
    plan.self_green_frac = 0.40;
    plan.self_yellow_frac = 0.15;
    constexpr int count = 10'000;
    // Four standard errors: 4 sqrt(.24 / 10000) = 0.02.
    EXPECT_NEAR(
        figure_of(run_medical_chain(plan, casualties_of_class(TriageClass::green, count), 1), "by_self"),
        0.40 * count, 0.02 * count);
    EXPECT_NEAR(
        figure_of(run_medical_chain(plan, casualties_of_class(TriageClass::yellow, count), 1), "by_self"),
        0.15 * count, 0.02 * count);
    EXPECT_EQ(figure_of(run_medical_chain(plan, casualties_of_class(TriageClass::red, 100), 1), "by_self"),
              0.0);
    std::vector<Casualty> lying = casualties_of_class(TriageClass::green, 100);
    for (Casualty& c : lying) c.walks = false;
    EXPECT_EQ(figure_of(run_medical_chain(plan, lying, 1), "by_self"), 0.0);
}

TEST(Hospital, EmergencyPlacesLimitTheRate) {
    // HACSC = ED beds / 2.5 h: with 2 beds the reds begin at 0.25 h (drive), 0.25, 2.75, 2.75, 5.25.
    MedicalPlan plan = simple_plan(5);
    plan.hospitals[0].ed_beds = 2;
    const MedicalRun run = run_medical_chain(plan, casualties_of_class(TriageClass::red, 5), 1);
    std::vector<double> begins_s;
    for (const CasualtyCourse& c : run.courses) begins_s.push_back(c.at(CareState::in_ed));
    std::sort(begins_s.begin(), begins_s.end());
    EXPECT_EQ(begins_s, (std::vector<double>{900.0, 900.0, 9900.0, 9900.0, 18900.0}));
}

TEST(Hospital, CrushedRedsAreOperatedOneAfterAnother) {
    MedicalPlan plan = simple_plan(5);
    plan.hospitals[0].operating_rooms = 1;
    std::vector<Casualty> reds = casualties_of_class(TriageClass::red, 3);
    for (Casualty& c : reds) c.cause = InjuryCause::crush;
    reds[2].cause = InjuryCause::smoke;
    const MedicalRun run = run_medical_chain(plan, reds, 1);
    // In the department from 900 to 9900 s; then 2 h each.
    EXPECT_EQ(run.courses[0].at(CareState::admitted), 9900.0 + 7200.0);
    EXPECT_EQ(run.courses[1].at(CareState::admitted), 9900.0 + 14400.0);
    EXPECT_EQ(run.courses[2].at(CareState::admitted), 9900.0);
}

TEST(Dead, AreJudgedAndNotTakenAway) {
    const MedicalRun run = run_medical_chain(simple_plan(5), casualties_of_class(TriageClass::black, 4), 1);
    EXPECT_EQ(figure_of(run, "found_dead"), 4.0);
    EXPECT_EQ(figure_of(run, "expected_survivors"), 0.0);
    EXPECT_EQ(figure_of(run, "by_vehicle"), 0.0);
    EXPECT_EQ(figure_of(run, "unserved"), 0.0);
}

TEST(Preventable, IsAScoreOfFourAndAnHourOfWaiting) {
    // One vehicle, round trip 40 min: the reds wait 0, 40 and 80 min.
    std::vector<Casualty> reds = casualties_of_class(TriageClass::red, 3);
    EXPECT_EQ(figure_of(run_medical_chain(simple_plan(1), reds, 1), "preventable_delay"), 1.0);
    for (Casualty& c : reds) c.rpm = 3.9;
    EXPECT_EQ(figure_of(run_medical_chain(simple_plan(1), reds, 1), "preventable_delay"), 0.0);
}

TEST(LoadingOrder, SurvivalLossPutsTheSteepFirst) {
    // p' at r = 10 times 0.5 against p' at r = 5 times 1: 0.566 * 0.94 * 0.06 / 2 < 0.566 * 0.48 * 0.52. But
    // a score of 1 (0.566 * 0.088 * 0.912 = 0.045) loses less than one of 5 (0.141): the class does not see
    // it.
    std::vector<Casualty> reds = casualties_of_class(TriageClass::red, 2);
    reds[0].rpm = 1.0;
    reds[1].rpm = 5.0;
    MedicalPlan plan = simple_plan(1);
    EXPECT_EQ(run_medical_chain(plan, reds, 1).courses[0].at(CareState::driving), 0.0);
    plan.loading_order = LoadingOrder::by_survival_loss;
    plan.fleets[0].called_s = 60.0;  // both wait when it comes
    EXPECT_EQ(run_medical_chain(plan, reds, 1).courses[1].at(CareState::driving), 60.0);
}

TEST(Vehicles, AreCalledToWherePeopleWait) {
    MedicalPlan plan = simple_plan(2);
    plan.points.push_back(plan.points[0]);
    plan.points[1].id = "back";
    plan.triage.crews.push_back(plan.triage.crews[0]);
    plan.triage.crews[1].id = "officers-back";
    plan.triage.crews[1].place = "back";
    plan.travel.push_back({"scene", "back", 120.0, {}, {}});
    plan.travel.push_back({"back", "hospital", 600.0, {}, {}});
    std::vector<Casualty> reds = casualties_of_class(TriageClass::red, 1);
    reds[0].place = "back";
    const MedicalRun run = run_medical_chain(plan, reds, 1);
    EXPECT_EQ(run.courses[0].at(CareState::driving), 120.0);
    EXPECT_EQ(run.courses[0].at(CareState::waiting_ed), 720.0);
}

TEST(Chain, SameSeedSameRunOtherSeedAnother) {
    MedicalPlan plan = simple_plan(3);
    plan.triage.time_s.reset();
    plan.triage.matrix.reset();
    plan.triage.crews[0].count = 2;
    const std::vector<Casualty> yellows = casualties_of_class(TriageClass::yellow, 40);
    const MedicalRun a = run_medical_chain(plan, yellows, 5);
    const MedicalRun b = run_medical_chain(plan, yellows, 5);
    const MedicalRun other = run_medical_chain(plan, yellows, 6);
    bool differs = false;
    for (std::size_t i = 0; i < yellows.size(); ++i) {
        EXPECT_EQ(a.courses[i].at(CareState::in_ed), b.courses[i].at(CareState::in_ed));
        differs = differs || a.courses[i].at(CareState::waiting_transport) !=
                                 other.courses[i].at(CareState::waiting_transport);
    }
    EXPECT_TRUE(differs);
    EXPECT_GT(a.event_count, yellows.size());
}

}  // namespace
}  // namespace wayout
