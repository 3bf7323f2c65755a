// When people begin to walk who have an internal clock: against times worked out by hand.
#include <wayout/simulation.hpp>

#include "agents/placement.hpp"
#include "curves_folder.hpp"
#include "hall.hpp"
#include "navigation/navigation_grid.hpp"
#include "run_to_end.hpp"
#include "simulation/noticing_state.hpp"
#include "simulation/world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

namespace wayout {
namespace {

AlarmSpec bell(double at_s, std::vector<std::string> heard_in = {}) {
    AlarmSpec alarm;
    alarm.id = "bell";
    alarm.at_s = at_s;
    alarm.heard_in = std::move(heard_in);
    return alarm;
}

AlarmSpec voice(double at_s, double length_s = 0.0) {
    AlarmSpec alarm = bell(at_s);
    alarm.id = "voice";
    alarm.kind = AlarmKind::voice;
    alarm.message.length_s = length_s;
    return alarm;
}

/// Others make nobody begin.
NoticingSpec alarm_only() {
    NoticingSpec noticing;
    noticing.others_rate_message = 0.0;
    noticing.others_rate_bell = 0.0;
    noticing.repeat_frac = 0.0;
    return noticing;
}

/// The room with one person who needs so long, and a clock.
Scenario room_with_one(double needs_s, std::vector<AlarmSpec> alarms) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("one", {{8, 5}}, needs_s)};
    scenario.people.noticing = alarm_only();
    scenario.incident.alarms = std::move(alarms);
    return scenario;
}

double start_s(const RunResults& results, std::size_t person = 0) {
    return results.people.at(person).start_time_s;
}

Scenario crowd_that_needs(int count, double needs_s) {
    Scenario scenario = room_with_two_exits();
    PopulationSpec people = people_at("crowd", {}, needs_s);
    people.positions.reset();
    people.count = count;
    people.storeys = {"floor"};
    scenario.people.populations = {people};
    return scenario;
}

int begun(const RunResults& results) {
    return static_cast<int>(std::count_if(results.people.begin(), results.people.end(),
                                          [](const PersonResult& p) { return !std::isnan(p.start_time_s); }));
}

bool has_event(const RunResults& results, const std::string& kind, double at_s) {
    return std::any_of(results.events.begin(), results.events.end(), [&](const Event& event) {
        return event.kind == kind && std::abs(event.time_s - at_s) < 1e-9;
    });
}

// ---------------------------------------------------------------- the alarm alone

TEST(Noticing, AnAlarmAtZeroAndNothingElseIsTheRunWithoutAClockBitForBit) {
    Scenario plain = crowd_that_needs(200, 0.0);
    Distribution& times = plain.people.populations[0].pre_movement_s;
    times.kind = Distribution::Kind::lognormal;
    times.mu = 3.0;
    times.sigma = 0.5;
    Scenario with_clock = plain;
    with_clock.people.noticing = alarm_only();
    with_clock.incident.alarms = {bell(0.0)};
    const RunResults a = run(plain);
    const RunResults b = run(with_clock);
    EXPECT_EQ(a.state_hash, b.state_hash);
    for (std::size_t i = 0; i < a.people.size(); ++i) EXPECT_EQ(start_s(a, i), start_s(b, i));
    with_clock.incident.alarms = {bell(1.0)};  // control: the hash sees the alarm
    EXPECT_NE(run(with_clock).state_hash, a.state_hash);
}

TEST(Noticing, TimesCountFromTheAlarm) {
    EXPECT_DOUBLE_EQ(start_s(run(room_with_one(20.0, {bell(12.5)}))), 32.5);
}

TEST(Noticing, NobodyBeginsWhereThereIsNoAlarm) {
    Scenario scenario = room_with_two_exits();
    scenario.venue.zones = {zone("near", rectangle(0, 0, 10, 10)), zone("far", rectangle(10, 0, 20, 10))};
    scenario.people.populations = {people_at("near", {{5, 5}}, 10.0), people_at("far", {{15, 5}}, 10.0)};
    scenario.people.noticing = alarm_only();
    scenario.incident.alarms = {bell(0.0, {"near"})};
    const RunResults results = run(scenario);
    EXPECT_EQ(start_s(results, 0), 10.0);
    EXPECT_TRUE(std::isnan(start_s(results, 1)));
    EXPECT_EQ(results.people[1].outcome, Outcome::inside);
    EXPECT_EQ(results.people[1].end_m.x, results.people[1].start_m.x);
    EXPECT_EQ(results.status, RunStatus::settled) << "nothing more can happen, so the run ends";
    scenario.incident.alarms[0].heard_in = {"floor"};  // control: the storey
    EXPECT_EQ(start_s(run(scenario), 1), 10.0);
}

TEST(Noticing, APhasedAlarmEmptiesOneZoneAfterTheOther) {
    Scenario scenario = room_with_two_exits();
    scenario.venue.zones = {zone("near", rectangle(0, 0, 10, 10)), zone("far", rectangle(10, 0, 20, 10))};
    scenario.people.populations = {people_at("near", {{5, 5}}, 10.0), people_at("far", {{15, 5}}, 10.0)};
    scenario.people.noticing = alarm_only();
    scenario.incident.alarms = {bell(0.0, {"near"}), bell(45.0, {"far"})};
    scenario.incident.alarms[1].id = "second";
    const RunResults results = run(scenario);
    EXPECT_EQ(start_s(results, 0), 10.0);
    EXPECT_EQ(start_s(results, 1), 55.0);
    EXPECT_TRUE(has_event(results, "alarm_sounds", 0.0));
    EXPECT_TRUE(has_event(results, "alarm_sounds", 45.0));
}

TEST(Noticing, AnAlarmThatFailsIsNotHeard) {
    Scenario scenario = room_with_one(10.0, {bell(5.0)});
    scenario.incident.alarms[0].fails = true;
    const RunResults results = run(scenario);
    EXPECT_TRUE(std::isnan(start_s(results)));
    EXPECT_TRUE(has_event(results, "alarm_fails", 5.0));
    EXPECT_FALSE(has_event(results, "alarm_sounds", 5.0));
    scenario.incident.alarms[0].fails = false;
    EXPECT_EQ(start_s(run(scenario)), 15.0);
}

TEST(Noticing, AnAlarmThatNeedsPowerWaitsForIt) {
    Scenario scenario = room_with_one(10.0, {bell(30.0)});
    PowerFailureSpec& power = scenario.incident.power.emplace();
    power.fails_at_s = 20.0;
    power.returns_at_s = 60.0;
    EXPECT_EQ(start_s(run(scenario)), 70.0);
    scenario.incident.alarms[0].needs_power = false;
    EXPECT_EQ(start_s(run(scenario)), 40.0);
    // Sounds for 5 s, is silent from 20 to 60 s: 5 s are left then.
    scenario.incident.alarms = {bell(15.0)};
    EXPECT_EQ(start_s(run(scenario)), 65.0);
    power.returns_at_s.reset();
    EXPECT_TRUE(std::isnan(start_s(run(scenario))));
}

TEST(Noticing, AnAlarmThatStopsLeavesTheClockStanding) {
    Scenario scenario = room_with_one(20.0, {bell(0.0)});
    scenario.incident.alarms[0].until_s = 15.0;
    EXPECT_TRUE(std::isnan(start_s(run(scenario))));
    AlarmSpec again = bell(40.0);
    again.id = "again";
    scenario.incident.alarms.push_back(again);
    EXPECT_EQ(start_s(run(scenario)), 45.0);
}

TEST(Noticing, OnlyAShareHears) {
    Scenario scenario = crowd_that_needs(400, 5.0);
    scenario.people.noticing = alarm_only();
    scenario.incident.alarms = {bell(0.0)};
    scenario.incident.alarms[0].heard_frac = 0.3;
    // 120 expected, standard deviation sqrt(400 x 0.3 x 0.7) = 9.2.
    EXPECT_NEAR(begun(run(scenario)), 120, 37);
    scenario.incident.alarms[0].heard_frac = 0.0;
    EXPECT_EQ(begun(run(scenario)), 0);
}

TEST(Noticing, WhileTheShowGoesOnTheAlarmCountsHalf) {
    Scenario scenario = room_with_one(40.0, {bell(0.0)});
    scenario.people.noticing->show_stops_at_s = 30.0;
    EXPECT_DOUBLE_EQ(start_s(run(scenario)), 55.0);  // 15 s of the clock in 30 s, then 25 s
    scenario.people.noticing->show_in = {"floor"};
    EXPECT_DOUBLE_EQ(start_s(run(scenario)), 55.0);
    scenario.venue.zones = {zone("elsewhere", rectangle(15, 0, 20, 10))};
    scenario.people.noticing->show_in = {"elsewhere"};
    EXPECT_DOUBLE_EQ(start_s(run(scenario)), 40.0);
}

// ---------------------------------------------------------------- messages

TEST(Noticing, PeopleListenToTheEnd) {
    Scenario scenario = room_with_one(10.0, {voice(5.0, 20.0)});
    EXPECT_DOUBLE_EQ(start_s(run(scenario)), 35.0);
    scenario.people.noticing->repeat_frac = 1.0;
    EXPECT_DOUBLE_EQ(start_s(run(scenario)), 55.0);
    scenario.incident.alarms[0].until_s = 30.0;  // cut off: nothing urges any more
    EXPECT_TRUE(std::isnan(start_s(run(scenario))));
}

TEST(Noticing, AMessageAfterABellStopsTheClockWhileItIsSaid) {
    // Bell from 0 s: 5 s of the clock by the message, which takes 12 s; 5 s are left.
    EXPECT_DOUBLE_EQ(start_s(run(room_with_one(10.0, {bell(0.0), voice(5.0, 12.0)}))), 22.0);
}

TEST(Noticing, AShareListensTwice) {
    Scenario scenario = crowd_that_needs(400, 5.0);
    scenario.people.noticing = alarm_only();
    scenario.people.noticing->repeat_frac = 0.3;
    scenario.incident.alarms = {voice(0.0, 10.0)};
    const RunResults results = run(scenario);
    int twice = 0;
    for (const PersonResult& person : results.people) {
        EXPECT_TRUE(person.start_time_s == 15.0 || person.start_time_s == 25.0) << person.start_time_s;
        twice += person.start_time_s == 25.0 ? 1 : 0;
    }
    EXPECT_NEAR(twice, 120, 37);
}

TEST(Noticing, WhoFollowsAMessageStaysAndOthersKeepTheirClock) {
    Scenario scenario = crowd_that_needs(400, 5.0);
    scenario.people.noticing = alarm_only();
    scenario.incident.alarms = {voice(0.0)};
    scenario.incident.alarms[0].instruction = Instruction::stay;
    // p = 0.5: 200 stay, standard deviation 10.
    EXPECT_NEAR(begun(run(scenario)), 200, 40);
    scenario.people.noticing->compliance.base_frac = 1.0;
    scenario.people.noticing->compliance.most_frac = 1.0;
    EXPECT_EQ(begun(run(scenario)), 0);
    scenario.people.noticing->compliance.base_frac = 0.0;
    EXPECT_EQ(begun(run(scenario)), 400);
}

TEST(Noticing, StayingEndsWithTheMessage) {
    Scenario scenario = room_with_one(10.0, {bell(0.0), voice(4.0)});
    scenario.people.noticing->compliance.base_frac = 1.0;
    scenario.people.noticing->compliance.most_frac = 1.0;
    scenario.incident.alarms[1].instruction = Instruction::stay;
    scenario.incident.alarms[1].until_s = 50.0;
    EXPECT_DOUBLE_EQ(start_s(run(scenario)), 56.0);  // 4 s shown by then, the bell goes on
}

TEST(Noticing, AnAllClearPutsTheClockBack) {
    Scenario scenario = room_with_one(20.0, {bell(0.0), voice(10.0)});
    scenario.people.noticing->compliance.base_frac = 1.0;
    scenario.people.noticing->compliance.most_frac = 1.0;
    scenario.incident.alarms[1].instruction = Instruction::all_clear;
    EXPECT_TRUE(std::isnan(start_s(run(scenario))));
    AlarmSpec again = bell(60.0);
    again.id = "again";
    scenario.incident.alarms.push_back(again);
    EXPECT_DOUBLE_EQ(start_s(run(scenario)), 80.0);
    scenario.people.noticing->compliance.base_frac = 0.0;
    EXPECT_DOUBLE_EQ(start_s(run(scenario)), 20.0);
}

TEST(Noticing, WhoFollowsAMessageTakesTheExitsItNames) {
    Scenario scenario = room_with_one(10.0, {voice(0.0)});  // at x = 8: west is nearer
    scenario.people.noticing->compliance.base_frac = 1.0;
    scenario.people.noticing->compliance.most_frac = 1.0;
    scenario.incident.alarms[0].message.exits = {"east"};
    const auto exit_of = [](const RunResults& results) {
        return results.passages[static_cast<std::size_t>(results.people[0].exit_passage)].id;
    };
    EXPECT_EQ(exit_of(run(scenario)), "east");
    IncidentEvent close;
    close.kind = IncidentEvent::Kind::close_exit;
    close.at_s = 12.0;
    close.target = "east";
    scenario.incident.events = {close};
    EXPECT_EQ(exit_of(run(scenario)), "west") << "as long as it can be reached";
    scenario.incident.events.clear();
    scenario.people.noticing->compliance.base_frac = 0.0;
    EXPECT_EQ(exit_of(run(scenario)), "west");
}

// ---------------------------------------------------------------- cues

// Two people 3 m apart. The first is ready at once and, with both exits shut, stays where he is. So N = e^-1
// for the second, whose clock runs at 1 + 2 e^-1 = 1.735759: 60 s take 34.56701 s.
TEST(Noticing, OthersWhoLeaveMakePeopleBeginSooner) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("early", {{8, 5}}, 0.0), people_at("late", {{11, 5}}, 60.0)};
    scenario.people.noticing = NoticingSpec{};
    scenario.incident.alarms = {bell(0.0)};
    for (const char* exit : {"west", "east"}) {
        IncidentEvent close;
        close.kind = IncidentEvent::Kind::close_exit;
        close.target = exit;
        scenario.incident.events.push_back(close);
    }
    const RunResults results = run(scenario);
    EXPECT_EQ(start_s(results, 0), 0.0);
    EXPECT_NEAR(start_s(results, 1), 34.56701, 1e-4);
    scenario.people.noticing->others_reach_m = 2.9;
    EXPECT_EQ(start_s(run(scenario), 1), 60.0);
    scenario.people.noticing = alarm_only();
    EXPECT_EQ(start_s(run(scenario), 1), 60.0);
}

// A message makes others count half as much: 60 / (1 + e^-1) = 43.86352 s.
TEST(Noticing, WithAMessageOthersCountLess) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("early", {{8, 5}}, 0.0), people_at("late", {{11, 5}}, 60.0)};
    scenario.people.noticing = NoticingSpec{};
    scenario.incident.alarms = {voice(0.0)};
    for (const char* exit : {"west", "east"}) {
        IncidentEvent close;
        close.kind = IncidentEvent::Kind::close_exit;
        close.target = exit;
        scenario.incident.events.push_back(close);
    }
    EXPECT_NEAR(start_s(run(scenario), 1), 43.86352, 1e-4);
}

TEST(Noticing, OneEarlyStarterLowersTheMedianOfARoom) {
    const auto median = [](const RunResults& results) {
        std::vector<double> starts;
        for (const PersonResult& person : results.people) starts.push_back(person.start_time_s);
        std::sort(starts.begin(), starts.end());
        return starts[starts.size() / 2];
    };
    Scenario scenario = crowd_that_needs(60, 0.0);
    Distribution& times = scenario.people.populations[0].pre_movement_s;
    times.kind = Distribution::Kind::lognormal;
    times.mu = 3.5;
    times.sigma = 0.3;
    scenario.people.populations.push_back(people_at("early", {{10, 5}}, 0.5));
    scenario.incident.alarms = {bell(0.0)};
    scenario.people.noticing = alarm_only();
    const double alone_s = median(run(scenario));
    scenario.people.noticing = NoticingSpec{};
    EXPECT_LT(median(run(scenario)), alone_s - 1.0);
}

TEST(Noticing, NobodySeesThroughAWall) {
    Scenario scenario = room_with_two_exits();
    scenario.venue.storeys[0].walls = {{{{9.5, 0}, {9.5, 10}}, 0.0, "wall"}};
    scenario.people.populations = {people_at("early", {{8, 5}}, 0.0), people_at("late", {{11, 5}}, 60.0)};
    scenario.people.noticing = NoticingSpec{};
    scenario.incident.alarms = {bell(0.0)};
    EXPECT_EQ(start_s(run(scenario), 1), 60.0);
}

/// Zones of the two halves of the room, smoke in the east.
Scenario smoke_in_the_east(const CurvesFolder& folder, Vec2 place, double needs_s) {
    Scenario scenario = room_with_two_exits();
    scenario.venue.zones = {zone("west-half", rectangle(0, 0, 12, 10)),
                            zone("east-half", rectangle(12, 0, 20, 10))};
    scenario.folder = folder.path();
    ConstantAir air;
    folder.write("clear.csv", air.csv());
    air.extinction_per_m = 0.5;
    folder.write("smoke.csv", air.csv());
    scenario.incident.fire.emplace().curves.emplace().curves = {{"clear.csv", {"west-half"}, "curves[0]"},
                                                                {"smoke.csv", {"east-half"}, "curves[1]"}};
    scenario.people.populations = {people_at("one", {place}, needs_s)};
    scenario.people.noticing = alarm_only();
    scenario.simulation.duration_s = 300;
    return scenario;
}

TEST(Noticing, SmokeInViewMakesTheClockRun) {
    const CurvesFolder folder;
    Scenario scenario = smoke_in_the_east(folder, {5, 5}, 40.0);
    EXPECT_NEAR(start_s(run(scenario)), 40.0 / 3.0, 1e-5);
    scenario.incident.alarms = {bell(0.0)};
    EXPECT_DOUBLE_EQ(start_s(run(scenario)), 10.0);  // 1 + 3
    scenario.people.noticing->fire_sight_m = 3.0;    // the smoke begins 7 m away
    EXPECT_DOUBLE_EQ(start_s(run(scenario)), 40.0);
}

TEST(Noticing, SmokeBehindADoorIsNotInView) {
    const CurvesFolder folder;
    Scenario scenario = smoke_in_the_east(folder, {5, 5}, 40.0);
    scenario.venue.storeys[0].walls = {{{{12, 0}, {12, 10}}, 0.0, "wall"}};
    add_door(scenario, "door", {{12, 4}, {12, 6}});
    EXPECT_TRUE(std::isnan(start_s(run(scenario))));
}

TEST(Noticing, InSmokeTheClockRunsFasterUnlessOneBeginsAtOnce) {
    const CurvesFolder folder;
    Scenario scenario = smoke_in_the_east(folder, {15, 5}, 70.0);
    scenario.incident.alarms = {bell(0.0)};
    EXPECT_LE(start_s(run(scenario)), 0.05) << "smoke at the own place rouses";
    scenario.incident.fire->aversion.begin_extinction_per_m = 10.0;
    EXPECT_DOUBLE_EQ(start_s(run(scenario)), 10.0);  // 1 + 3 + 3
}

// A built-in fire of 300 kW in the middle of the room with a smoke detector under the ceiling. The person
// stands in another room behind a door and sees nothing of it.
Scenario fire_with_detector(double delay_s) {
    Scenario scenario = room_with_one(10.0, {bell(0.0)});
    scenario.incident.alarms[0].at_s.reset();
    scenario.incident.alarms[0].on_detector = "d";
    scenario.incident.alarms[0].delay_s = delay_s;
    scenario.venue.storeys[0].walls = {{{{12, 0}, {12, 10}}, 0.0, "wall"}};
    add_door(scenario, "door", {{12, 4}, {12, 6}});
    scenario.venue.zones = {zone("west-half", rectangle(0, 0, 12, 10)),
                            zone("east-half", rectangle(12, 0, 20, 10))};
    ZoneFireSpec& fire = scenario.incident.fire.emplace().zone_model.emplace();
    scenario.incident.fire->starts_at_s = 7.0;
    for (const char* id : {"west-half", "east-half"}) {
        CompartmentSpec& room = fire.compartments.emplace_back();
        room.id = id;
        room.zones = {id};
        room.height_m = 3.0;
        room.ceiling_lining = room.wall_lining = room.floor_lining = std::string(adiabatic_lining);
    }
    for (const char* id : {"west-half", "east-half"}) {
        WallOpeningSpec& opening = fire.wall_openings.emplace_back();
        opening.id = std::string(id) + "-exit";
        opening.from = id;
        opening.to = std::string(outside_air);
        opening.width_m = 2.0;
        opening.soffit_m = 2.0;
    }
    ZoneFireSourceSpec& source = fire.fires.emplace_back();
    source.id = "bin";
    source.compartment = "east-half";
    source.x_m = 16.0;
    source.y_m = 5.0;
    source.fuel = find_fuel_preset("pu_foam_gm21")->fuel;
    source.heat_release.table_kw = {{0.0, 300.0}};
    source.hrrpua_kw_per_m2 = 300.0;
    FireDetectorSpec& detector = fire.detectors.emplace_back();
    detector.id = "d";
    detector.compartment = "east-half";
    detector.x_m = 14.0;
    detector.y_m = 5.0;
    detector.height_m = 2.9;
    fire.end_s = 300.0;
    scenario.simulation.duration_s = 250.0;
    scenario.incident.exposure.substitutions = {{Quantity::no, 0.0, "none"}, {Quantity::no2, 0.0, "none"}};
    return scenario;
}

TEST(Noticing, ADetectorSetsTheAlarmOff) {
    const RunResults at_once = run(fire_with_detector(0.0));
    ASSERT_EQ(at_once.hazards.detectors.size(), 1U);
    const double signal_s = at_once.hazards.detectors[0].at_s;
    ASSERT_GT(signal_s, 7.0);
    // The signal is known at the next breath of 0.2 s.
    EXPECT_GE(start_s(at_once), signal_s + 10.0 - 1e-4);
    EXPECT_LE(start_s(at_once), signal_s + 10.3);
    EXPECT_NEAR(start_s(run(fire_with_detector(30.0))), signal_s + 40.0, 1e-4);
}

TEST(Noticing, FlamesAreSeenInTheirCompartment) {
    Scenario scenario = fire_with_detector(0.0);
    scenario.people.populations = {people_at("near", {{18, 2}}, 30.0), people_at("far", {{8, 5}}, 30.0)};
    scenario.incident.alarms.clear();
    scenario.incident.fire->aversion.begin_extinction_per_m = 50.0;
    scenario.incident.fire->aversion.begin_flux_kw_per_m2 = 1000.0;
    scenario.people.noticing->smoke_rate = 0.0;
    const RunResults results = run(scenario);
    // 300 kW from the start of the fire at 7 s on: 30 s at rate 3.
    EXPECT_NEAR(start_s(results, 0), 17.0, 1e-4);
    EXPECT_TRUE(std::isnan(start_s(results, 1)));
}

TEST(Noticing, ReasonsAreKept) {
    const CurvesFolder folder;
    Scenario scenario = smoke_in_the_east(folder, {5, 5}, 40.0);
    scenario.incident.alarms = {bell(0.0)};
    const RunResults results = run(scenario);
    ASSERT_EQ(results.starts.size(), 1U);
    EXPECT_EQ(results.starts[0].reason, "fire in view");
    EXPECT_EQ(results.starts[0].count, 1);
    const auto found = [&](const std::string& kind) {
        return std::find_if(results.decisions.begin(), results.decisions.end(),
                            [&](const Decision& d) { return d.kind == kind; });
    };
    ASSERT_NE(found("begins"), results.decisions.end());
    EXPECT_EQ(found("begins")->reason, "fire in view");
    ASSERT_NE(found("investigates"), results.decisions.end());
    EXPECT_EQ(found("investigates")->time_s, 4.0);  // 0.4 x 40 s at rate 4
    const RunResults plain = run([] {
        Scenario s = room_with_two_exits();
        s.people.populations = {people_at("one", {{8, 5}}, 1.0)};
        return s;
    }());
    EXPECT_TRUE(plain.starts.empty());
    ASSERT_FALSE(plain.decisions.empty());
    EXPECT_EQ(plain.decisions[0].reason, "drawn time");
}

TEST(Noticing, TheNumberOfThreadsChangesNothing) {
    Scenario scenario = crowd_that_needs(150, 0.0);
    Distribution& times = scenario.people.populations[0].pre_movement_s;
    times.kind = Distribution::Kind::lognormal;
    times.mu = 3.0;
    times.sigma = 0.5;
    scenario.people.noticing = NoticingSpec{};
    scenario.incident.alarms = {bell(0.0), voice(10.0, 5.0)};
    scenario.incident.alarms[0].heard_frac = 0.7;
    const RunResults one = run(scenario, 1);
    const RunResults three = run(scenario, 3);
    EXPECT_EQ(one.state_hash, three.state_hash);
    ASSERT_EQ(one.decisions.size(), three.decisions.size());
    for (std::size_t i = 0; i < one.decisions.size(); ++i) {
        EXPECT_EQ(one.decisions[i].person, three.decisions[i].person);
        EXPECT_EQ(one.decisions[i].reason, three.decisions[i].reason);
    }
}

// ---------------------------------------------------------------- what others ask for

/// A world before its first step.
std::unique_ptr<World> world_with_people(const Scenario& scenario) {
    const auto venue = build_venue(scenario.venue);
    EXPECT_TRUE(venue.has_value());
    auto people = place_people(scenario, **venue, 1);
    EXPECT_TRUE(people.has_value());
    const auto grid = build_navigation_grid(*venue);
    RunOptions options;
    options.threads = 1;
    auto world = std::make_unique<World>(*venue, *grid, std::make_shared<SharedFields>(), scenario,
                                         std::move(*people), options, 1, 0.05);
    EXPECT_TRUE(set_up_people(*world).empty());
    world->fields.refresh();
    return world;
}

TEST(Noticing, WhoIsToldBeginsWithinFifteenSeconds) {
    for (const bool has_clock : {true, false}) {
        Scenario scenario = crowd_that_needs(100, 600.0);
        if (has_clock)
            scenario.people.noticing = alarm_only();  // and no alarm at all
        const auto world = world_with_people(scenario);
        for (int i = 0; i < 200; ++i) step(*world);  // 10 s
        for (std::size_t row = 0; row < world->agents.size(); ++row)
            if (world->agents.id[row] <= 50)
                instruct(*world, row, world->time_s());
        for (std::size_t row = 0; row < world->agents.size(); ++row) {
            const float start = world->agents.start_time_s[row];
            if (world->agents.id[row] <= 50) {
                EXPECT_GE(start, 14.999F);
                EXPECT_LE(start, 25.001F);
            } else {
                EXPECT_GT(start, 599.0F);
            }
        }
    }
}

TEST(Noticing, BeginAtIsKeptAgainstWhatTheClockSays) {
    Scenario scenario = room_with_one(100.0, {bell(0.0)});
    const auto world = world_with_people(scenario);
    step(*world);
    begin_at(*world, 0, 30.0, "the group leaves");
    for (int i = 0; i < 700 && world->agents.activity[0] != Activity::walking; ++i) step(*world);
    EXPECT_NEAR(world->time_s(), 30.0, 0.11);
    ASSERT_FALSE(world->start_reasons[0].empty());
    EXPECT_EQ(world->start_reasons[0], "the group leaves");
    EXPECT_TRUE(has_decided(*world, 0));
}

TEST(Noticing, WhatAnAlarmAsksForCanBeAsked) {
    Scenario scenario = room_with_one(100.0, {voice(1.0)});
    scenario.incident.alarms[0].instruction = Instruction::shelter;
    scenario.people.noticing->compliance.base_frac = 1.0;
    scenario.people.noticing->compliance.most_frac = 1.0;
    const auto world = world_with_people(scenario);
    EXPECT_FALSE(instruction_for(*world, 1).has_value());
    for (int i = 0; i < 25; ++i) step(*world);
    EXPECT_EQ(instruction_for(*world, 1), Instruction::shelter);
}

// ---------------------------------------------------------------- others

TEST(Noticing, WhoHasDrunkNeedsLonger) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("one", {{8, 5}}, 20.0)};
    scenario.people.populations[0].alcohol = AlcoholSpec{0.0, 1.0, 1.2, 1.5};
    EXPECT_DOUBLE_EQ(start_s(run(scenario)), 30.0);
    scenario.people.populations[0].alcohol = AlcoholSpec{1.0, 0.0, 1.2, 1.5};
    EXPECT_DOUBLE_EQ(start_s(run(scenario)), 24.0);
    scenario.people.populations[0].alcohol = AlcoholSpec{0.0, 0.0, 1.2, 1.5};
    EXPECT_DOUBLE_EQ(start_s(run(scenario)), 20.0);
}

TEST(Noticing, SaysAllThatIsWrongBeforeTheFirstStep) {
    Scenario scenario = room_with_one(10.0, {bell(0.0, {"nowhere"}), AlarmSpec{}, bell(0.0)});
    scenario.incident.alarms[1].id = "no-time";
    scenario.incident.alarms[2].on_detector = "d1";
    scenario.incident.alarms[2].at_s.reset();
    scenario.people.populations[0].seated = SeatedSpec{};
    scenario.people.noticing.reset();
    scenario.incident.power.emplace().silent_alarm_delay_s = 20.0;
    const std::string text = errors_of(scenario);
    for (const char* part : {"'nowhere'", "give one of a time", "only the built-in fire",
                             "do not start on seats", "\"noticing\": {}", "silent_alarm_delay_s"})
        EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
}

}  // namespace
}  // namespace wayout
