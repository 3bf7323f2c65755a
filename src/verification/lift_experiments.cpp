/// Lifts.
///
/// NIST Verif.2.7, ISO 20414 test 20: somebody 3.5 m above the ground reaches the exit by lift [S]; that the
/// time is the hand sum, that the capacity is kept and that a lift out of service is not used [P]. ISO 20414
/// was not opened: only the title of test 20 was seen.
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr double walker_mps = 1.0;

void take_lift(PopulationSpec& population, LiftUse use) {
    population.assistance = AssistanceSpec{};
    population.assistance->lift = use;
}

/// Longer than anybody needs from the farthest place of the landing into the car: about 5 m at 1 m/s.
constexpr double one_rider_dwell_s = 8.0;

/// The lift of the library, by hand. One person 8.02 m before the door starts at 0 s and decides at 0.25 s
/// (once in 5 steps); he calls the lift when he comes to the landing, 2.5 m before the door, after 5.52 m
/// (not at the very end of a step). The car comes from the ground over 3.5 m: v^2 / a = 2 m < 3.5 m, so 3.5 m
/// / v + v / a. The door opens, stays open for the dwell time (he needs less to come in), closes; the ride;
/// the door opens. He walks from his place in the car straight to the exit.
/// @param way_out_m  from where he stands in the car to the line of the exit
double lift_by_hand_s(double speed_mps, double acceleration_mps2, double way_out_m) {
    const double called_at_s = 0.25 + 5.52 / walker_mps;
    const double ride_s = 3.5 / speed_mps + speed_mps / acceleration_mps2;
    return called_at_s + ride_s + 2.0 + one_rider_dwell_s + 3.0 + ride_s + 2.0 + way_out_m / walker_mps;
}

/// How far from the exit's line, y = 0, somebody stands before he walks out: the last place that he keeps for
/// a second.
double way_out_m(const std::vector<TrackPoint>& track) {
    constexpr std::size_t second_steps = 20;
    for (std::size_t k = track.size(); k > second_steps; --k)
        if (length(track[k - 1].p - track[k - 1 - second_steps].p) < 1e-6)
            return track[k - 1].p.y;
    return std::numeric_limits<double>::quiet_NaN();
}

RunPlan one_rider(double acceleration_mps2) {
    RunPlan plan;
    plan.scenario = lift_rooms(false);
    LiftSpec& lift = plan.scenario.venue.lifts.front();
    lift.acceleration_mps2 = acceleration_mps2;
    lift.dwell_s = one_rider_dwell_s;
    // A car as wide as its door: the way out is straight from every place.
    lift.car = rectangle(4, 4, 6, 6);
    for (StoreySpec& storey : plan.scenario.venue.storeys) storey.floor.back() = lift.car;
    for (DoorSpec& door : plan.scenario.venue.doors) door.line = horizontal(4, 4, 6);
    plan.keep_tracks = true;
    plan.scenario.simulation.navigation_cell_m = 0.1;
    add_profile(plan.scenario, {});
    take_lift(add_person(plan.scenario, {5, -4.02}, walker_mps, "first"), LiftUse::no_other_way);
    return plan;
}

std::vector<Vec2> twelve_places() {
    std::vector<Vec2> places;
    for (int i = 0; i < 12; ++i) places.push_back({2.0 + 1.5 * (i % 4), -4.0 + 1.5 * (i / 4)});
    return places;
}

RunPlan twelve_riders(int capacity) {
    RunPlan plan;
    plan.scenario = lift_rooms(false);
    plan.scenario.venue.lifts.front().capacity_persons = capacity;
    add_profile(plan.scenario, {});
    take_lift(add_people_at(plan.scenario, twelve_places(), "equal", "first"), LiftUse::no_other_way);
    plan.cost = 3;
    return plan;
}

RunPlan beside_stair(LiftSpec::Riders riders) {
    RunPlan plan;
    plan.scenario = lift_rooms(true);
    plan.scenario.venue.lifts.front().riders = riders;
    add_profile(plan.scenario, {});
    take_lift(add_person(plan.scenario, {5, 1}, walker_mps, "first"), LiftUse::preferred);
    return plan;
}

Experiment lift_usage() {
    Experiment experiment;
    experiment.tests = {
        {"NIST-2.7", "lift", "NIST TN 1822, Verif.2.7; hand sum, capacity, out of service [P]"},
        {"ISO-20", "lift", "ISO 20414:2020, test 20 (title only); judged as NIST Verif.2.7 [P]"},
    };
    experiment.plan = [](const Conditions&) {
        return std::vector<RunPlan>{one_rider(0.5),
                                    one_rider(5.0),
                                    twelve_riders(4),
                                    twelve_riders(6),
                                    beside_stair(LiftSpec::Riders::nobody),
                                    beside_stair(LiftSpec::Riders::everybody)};
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        const double expected_s = lift_by_hand_s(1.0, 0.5, way_out_m(records[0].tracks[0]));
        const double arrival_s = records[0].people[0].left_s;
        const double quick_start_s = records[1].people[0].left_s;
        const LiftResult& four = records[2].assistance.lifts.front();
        const LiftResult& six = records[3].assistance.lifts.front();
        const LiftResult& off = records[4].assistance.lifts.front();
        const LiftResult& on = records[5].assistance.lifts.front();
        Judgement judgement;
        judgement.measured = fmt::format(
            "out after {:.2f} s, by hand {:.2f} s; 12 people, capacity 4: at most {} in the car, {} carried; "
            "out "
            "of service: {} trips, out through '{}'",
            arrival_s, expected_s, four.most_aboard, four.riders, off.trips, records[4].people[0].exit);
        judgement.band = "within a step (0.05 s) of the hand sum; at most 4; no trip, out by the stair [P]";
        const bool controls_fail = std::abs(quick_start_s - expected_s) > 1.0 && six.most_aboard > 4 &&
                                   on.trips > 0 && records[5].people[0].exit == "exit";
        judgement.verdict = passed_if(std::abs(arrival_s - expected_s) <= 0.05 + 1e-6 &&
                                      four.most_aboard == 4 && four.riders == 12 && off.trips == 0 &&
                                      records[4].people[0].exit == "exit-2" && controls_fail);
        judgement.note = fmt::format(
            "Controls: with ten times the acceleration {:.2f} s; with capacity 6 up to {} in the car; in "
            "service "
            "the same person goes by lift, {} trips.",
            quick_start_s, six.most_aboard, on.trips);
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- failing lift

RunPlan failing_lift(double fails_at_s) {
    RunPlan plan;
    plan.scenario = lift_rooms(true);
    LiftSpec& lift = plan.scenario.venue.lifts.front();
    lift.capacity_persons = 1;
    lift.fails_at_s = fails_at_s;
    RefugeSpec& refuge = plan.scenario.venue.refuges.emplace_back();
    refuge.id = "refuge";
    refuge.storey = "first";
    refuge.polygon = rectangle(0.5, -5.5, 4, -2.5);
    refuge.places = 3;
    add_profile(plan.scenario, {});
    EqualPeople users;
    users.id = "wheelchair";
    users.radius_m = 0.4;
    add_profile(plan.scenario, users);
    plan.scenario.people.profiles.back().groups.front().mobility = MobilityClass::wheelchair;
    PopulationSpec& in_need = add_people_at(plan.scenario, {{3, 1}, {5, 1}, {7, 1}}, "wheelchair", "first");
    in_need.assistance = AssistanceSpec{};
    in_need.assistance->need = HelpNeed::stairs;
    in_need.assistance->device = CarryDevice::evac_chair;
    in_need.assistance->helpers = "helpers";
    in_need.assistance->lift = LiftUse::no_other_way;
    PopulationSpec& helpers = add_people_at(plan.scenario, {{8, -3}}, "equal", "first");
    helpers.id = "helpers";
    plan.cost = 5;
    return plan;
}

Experiment lift_fails() {
    Experiment experiment;
    experiment.tests = {{"WAYOUT-43", "a lift that fails",
                         "project: whoever it has not fetched goes to the refuge and is carried down"}};
    experiment.plan = [](const Conditions&) {
        return std::vector<RunPlan>{failing_lift(20.0), failing_lift(1e9)};
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        const AssistanceOutcome& fails = records[0].assistance;
        const AssistanceOutcome& works = records[1].assistance;
        Judgement judgement;
        judgement.measured = fmt::format(
            "fails at 20 s: {} by lift, {} carried down by {} trips, {} left inside", fails.lifts[0].riders,
            fails.helped_out, fails.trips, records[0].placed - records[0].out);
        judgement.band = "1 by lift (its door closes before), 2 carried, nobody left inside";
        judgement.verdict =
            passed_if(fails.lifts[0].riders == 1 && fails.helped_out == 2 && fails.trips == 2 &&
                      records[0].is_complete() && works.lifts[0].riders == 3 && works.trips == 0);
        judgement.note = fmt::format("Control: a lift that works takes all {} and nobody is carried.",
                                     works.lifts[0].riders);
        return std::vector{judgement};
    };
    return experiment;
}

}  // namespace

void add_lift_experiments(Experiments& catalogue) {
    catalogue.push_back(lift_usage());
    catalogue.push_back(lift_fails());
}

}  // namespace wayout
