// Rows of seats: standing up, taking things along, and passing those who still sit.
#include <wayout/simulation.hpp>

#include "hall.hpp"
#include "run_to_end.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace wayout {
namespace {

/// One row of 12 seats of 0.5 m from x = 4.5 to 10.5 against the wall in the east, with the aisle in the
/// west.
Scenario one_row() {
    Scenario scenario = room_with_two_exits();
    scenario.venue.storeys[0].floor = {rectangle(0, 0, 10.5, 10)};
    scenario.venue.exits.pop_back();
    SeatingSpec seats;
    seats.id = "row";
    seats.on = "floor";
    seats.front_left = {4.5, 6.0};
    seats.row_count = 1;
    seats.seats_per_row = 12;
    seats.seat_width_m = 0.5;
    seats.row_pitch_m = 0.9;
    seats.row_clear_width_m = 0.4;
    scenario.venue.seating = {seats};
    // The backs of those in front: the clear way is a row's.
    ObstacleSpec front;
    front.id = "front";
    front.polygon = rectangle(4.5, 6.0, 10.5, 6.3);
    scenario.venue.storeys[0].obstacles = {front};
    return scenario;
}

PopulationSpec on_seats(const std::string& id, int count, double start_s) {
    PopulationSpec population = people_at(id, {}, start_s);
    population.positions.reset();
    population.polygon_storey.clear();
    population.seating = {"row"};
    population.count = count;
    return population;
}

/// Somebody of `leaver` who starts at 1 s among eleven who sit for 200 s.
Scenario leaver_among_sitters(std::uint64_t seed, double passing_speed_frac) {
    Scenario scenario = one_row();
    PopulationSpec leaver = on_seats("leaver", 1, 1.0);
    leaver.seated = SeatedSpec{};
    leaver.seated->passing_speed_frac = passing_speed_frac;
    scenario.people.populations = {leaver, on_seats("sitters", 11, 200.0)};
    scenario.simulation.seed = seed;
    scenario.simulation.duration_s = 400;
    return scenario;
}

// Whoever leaves passes up to eleven people who sit, whatever his seat: at most 6 m of row at 0.5 m/s and
// 8 m of floor at 1 m/s, far less than the 200 s after which the others get up.
TEST(Seated, WhoLeavesPassesThoseWhoSit) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        const RunResults results = run(leaver_among_sitters(seed, 1.0));
        EXPECT_LT(results.people[0].exit_time_s, 30.0)
            << "seed " << seed << ", seat at x " << results.people[0].start_m.x;
        EXPECT_EQ(results.health.stuck_count(), 0);
    }
}

TEST(Seated, PassingTakesLonger) {
    double farthest_x = 0.0;
    double freely_s = 0.0;
    double slowly_s = 0.0;
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        const RunResults results = run(leaver_among_sitters(seed, 1.0));
        if (results.people[0].start_m.x <= farthest_x)
            continue;
        farthest_x = results.people[0].start_m.x;
        freely_s = results.people[0].exit_time_s;
        slowly_s = run(leaver_among_sitters(seed, 0.5)).people[0].exit_time_s;
    }
    // In front of sitters at 0.25 m/s instead of 0.5 m/s: 2 s more for each metre of row that they fill.
    const double row_m = farthest_x - 4.5;
    EXPECT_GT(row_m, 3.0);
    EXPECT_NEAR(slowly_s - freely_s, 2.0 * row_m, 1.6);
}

TEST(Seated, NobodyElseIsSlowed) {
    Scenario scenario = leaver_among_sitters(1, 0.5);
    scenario.people.populations.pop_back();  // alone in the row
    const double slowly_s = run(scenario).people[0].exit_time_s;
    scenario.people.populations[0].seated->passing_speed_frac = 1.0;
    EXPECT_EQ(run(scenario).people[0].exit_time_s, slowly_s);
}

TEST(Seated, StandingUpAndABagComeOnTop) {
    Scenario scenario = one_row();
    scenario.people.populations = {on_seats("all", 12, 10.0)};
    SeatedSpec& seated = scenario.people.populations[0].seated.emplace();
    seated.stand_up_s = Distribution::constant_value(3.0);
    for (const PersonResult& person : run(scenario).people) EXPECT_EQ(person.start_time_s, 13.0);
    seated.bag_s = Distribution::constant_value(4.0);
    seated.bag_frac = 1.0;
    for (const PersonResult& person : run(scenario).people) EXPECT_EQ(person.start_time_s, 17.0);
    // With a clock the decision comes after 10 s of alarm, the action on top.
    scenario.people.noticing.emplace().others_rate_bell = 0.0;
    AlarmSpec alarm;
    alarm.id = "bell";
    alarm.at_s = 20.0;
    scenario.incident.alarms = {alarm};
    for (const PersonResult& person : run(scenario).people) EXPECT_EQ(person.start_time_s, 37.0);
}

// Seats are 0.5 m wide from x = 4.5 on, the aisle is in the west: seat k from the aisle (from 0) is at
// 4.75 + 0.5 k, and k seats lie between.
TEST(Seated, EachSeatToTheAisleCanAddTime) {
    Scenario scenario = one_row();
    scenario.people.populations = {on_seats("all", 12, 10.0)};
    scenario.people.populations[0].seated.emplace().per_seat_s = 2.0;
    for (const PersonResult& person : run(scenario).people)
        EXPECT_NEAR(person.start_time_s, 10.0 + 2.0 * std::round((person.start_m.x - 4.75) / 0.5), 1e-5)
            << "x " << person.start_m.x;
}

}  // namespace
}  // namespace wayout
