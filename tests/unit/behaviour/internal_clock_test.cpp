// The clock of those who have not begun to walk, against values worked out by hand.
#include "behaviour/internal_clock.hpp"

#include "behaviour/compliance.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

CueRates rates(double alarm, double smoke = 0.0, double others = 0.0) {
    CueRates r{};
    r[static_cast<std::size_t>(Cue::alarm)] = alarm;
    r[static_cast<std::size_t>(Cue::smoke)] = smoke;
    r[static_cast<std::size_t>(Cue::others)] = others;
    return r;
}

TEST(InternalClock, StandsUntilThereIsACue) {
    const InternalClock clock(30.0);
    EXPECT_EQ(clock.reaches_s(), never);
    EXPECT_EQ(InternalClock(0.0).reaches_s(), never) << "who needs no time still needs a cue";
}

TEST(InternalClock, WithAnAlarmAtZeroTheTimeIsTheDrawnOneBitForBit) {
    for (const double drawn_s : {0.1, 1.0 / 3.0, 67.123456789, 1e-7, 12345.678}) {
        InternalClock clock(drawn_s);
        clock.run_at(rates(1.0), 0.0);
        EXPECT_EQ(clock.reaches_s(), drawn_s);
        clock.run_at(rates(1.0), 0.05);  // looked at again, nothing new
        EXPECT_EQ(clock.reaches_s(), drawn_s);
    }
}

TEST(InternalClock, ALaterAlarmShiftsTheTime) {
    InternalClock clock(30.0);
    clock.run_at(rates(1.0), 12.5);
    EXPECT_EQ(clock.reaches_s(), 42.5);
}

// 10 s at rate 1, then 1 + 3: of 50 s there are 40 left, which take 10 s.
TEST(InternalClock, SmokeMakesItRunFaster) {
    InternalClock clock(50.0);
    clock.run_at(rates(1.0), 0.0);
    clock.run_at(rates(1.0, 3.0), 10.0);
    EXPECT_DOUBLE_EQ(clock.reaches_s(), 20.0);
    EXPECT_EQ(clock.leading(20.0), Cue::smoke);  // 30 of the 50 s
    // Then the smoke goes after 5 s: 10 + 20 shown, 20 s left at rate 1.
    clock.run_at(rates(1.0), 15.0);
    EXPECT_DOUBLE_EQ(clock.reaches_s(), 35.0);
    EXPECT_EQ(clock.leading(35.0), Cue::alarm);  // 10 + 5 + 20 against 15
}

TEST(InternalClock, InvestigatingComesAtItsPart) {
    InternalClock clock(50.0);
    clock.run_at(rates(0.5), 0.0);  // the show goes on
    EXPECT_DOUBLE_EQ(clock.reaches_s(0.4), 40.0);
    clock.run_at(rates(1.0), 60.0);
    EXPECT_DOUBLE_EQ(clock.reaches_s(), 80.0);
}

TEST(InternalClock, AMessageFreezesIt) {
    InternalClock clock(20.0);
    clock.run_at(rates(1.0), 0.0);
    clock.run_at(rates(0.0), 5.0);
    EXPECT_EQ(clock.reaches_s(), never);
    clock.run_at(rates(1.0), 25.0);
    EXPECT_DOUBLE_EQ(clock.reaches_s(), 40.0);
}

TEST(InternalClock, WhoIsToldNeedsNoMoreThanThat) {
    InternalClock clock(100.0);
    clock.run_at(rates(1.0), 0.0);
    clock.need_at_most(7.0, 30.0);
    EXPECT_DOUBLE_EQ(clock.reaches_s(), 37.0);
    clock.need_at_most(500.0, 31.0);
    EXPECT_DOUBLE_EQ(clock.reaches_s(), 37.0);
}

TEST(InternalClock, AnAllClearPutsItBack) {
    InternalClock clock(20.0);
    clock.run_at(rates(1.0), 0.0);
    clock.reset(15.0);
    EXPECT_EQ(clock.reaches_s(), never);
    clock.run_at(rates(1.0), 100.0);
    EXPECT_DOUBLE_EQ(clock.reaches_s(), 120.0);
}

// Two at 3 m and 6 m, the nearer leaves: e^-1 = 0.367879, e^-2 = 0.135335; the sum is below 1, so the share
// is 0.367879 itself.
TEST(OthersInView, FewCountLittle) {
    OthersInView view(3.0);
    view.add(3.0, true);
    view.add(6.0, false);
    EXPECT_NEAR(view.leaving_frac(), 0.367879441, 1e-9);
}

// Ten at 0.3 m (weight e^-0.1 = 0.904837 each), four of whom leave: 4 / 10.
TEST(OthersInView, InACrowdTheShareCounts) {
    OthersInView view(3.0);
    for (int i = 0; i < 10; ++i) view.add(0.3, i < 4);
    EXPECT_NEAR(view.leaving_frac(), 0.4, 1e-12);
    EXPECT_EQ(OthersInView(3.0).leaving_frac(), 0.0);
}

AlarmSpec full_message(AlarmKind kind) {
    AlarmSpec alarm;
    alarm.kind = kind;
    alarm.message = {true, true, true, {}, 10.0};
    return alarm;
}

TEST(Compliance, AddsWhatApplies) {
    const ComplianceSpec numbers;
    AlarmSpec plain;
    plain.kind = AlarmKind::voice;
    EXPECT_DOUBLE_EQ(compliance_frac(numbers, plain, false), 0.5);
    EXPECT_DOUBLE_EQ(compliance_frac(numbers, full_message(AlarmKind::voice), false), 0.90);
    EXPECT_DOUBLE_EQ(compliance_frac(numbers, plain, true), 0.60);
    plain.kind = AlarmKind::live;
    EXPECT_DOUBLE_EQ(compliance_frac(numbers, plain, false), 0.65);
}

TEST(Compliance, StaysWithinItsLimits) {
    const ComplianceSpec numbers;
    // 0.5 + 0.15 + 0.10 + 0.15 + 0.10 + 0.15 = 1.15
    EXPECT_DOUBLE_EQ(compliance_frac(numbers, full_message(AlarmKind::live), true), 0.98);
    AlarmSpec tired;
    tired.kind = AlarmKind::voice;
    tired.false_alarms = 2;
    EXPECT_NEAR(compliance_frac(numbers, tired, false), 0.3, 1e-12);
    tired.false_alarms = 20;
    EXPECT_NEAR(compliance_frac(numbers, tired, false), 0.2, 1e-12) << "at most 0.3 less";
    ComplianceSpec none;
    none.base_frac = 0.1;
    EXPECT_EQ(compliance_frac(none, tired, false), 0.0);
}

}  // namespace
}  // namespace wayout
