/// Danger areas: places where people must not be.
///
/// WAYOUT-44: test W12 of the verification specification. A circle of r(t) before one of two exits: nobody
/// who
///   knows of it goes in, those in it leave by the shortest way, who finds out on the way turns round and
///   clears by the other exit, and a circle of radius 0 changes nothing.
/// WAYOUT-45: a shelter takes as many as it has places, is locked then, and nobody is caught in its door.
/// WAYOUT-46: the earlier people are told of an area on their way, the less time they spend in it.
/// Criteria [P]. Each has a control that must miss the band.
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

// ---------------------------------------------------------------- WAYOUT-44

constexpr Vec2 danger_centre{6.0, 10.0};
constexpr double first_radius_m = 2.0;
constexpr double danger_radius_m = 4.0;
constexpr double growing_until_s = 10.0;
constexpr double sight_of_it_m = 6.0;
constexpr int hall_crowd = 60;

enum class Knowing { told_at_once, by_sight, nobody, radius_zero, no_area };

/// Hall 40 m x 20 m with exit-1 in the west wall and exit-2 in the east wall; a circle before exit-1 that
/// grows from 2 to 4 m in 10 s. One person stands in it from the start.
RunPlan before_an_exit(Knowing knowing, std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = corridor(40.0, 20.0);
    ExitSpec west = plan.scenario.venue.exits[0];
    west.id = "exit-1";
    west.line = vertical(0, 9, 11);
    ExitSpec east = west;
    east.id = "exit-2";
    east.line = vertical(40, 9, 11);
    plan.scenario.venue.exits = {west, east};
    plan.scenario.simulation.duration_s = 300.0;
    plan.seed = seed;
    plan.keep_tracks = true;
    add_crowd(plan.scenario, hall_crowd, rectangle(17, 2, 30, 18), weidmann_people).exit_choice =
        ExitChoice::nearest;
    add_person(plan.scenario, danger_centre + Vec2{0.2, 0.0}, 1.3);
    if (knowing == Knowing::no_area)
        return plan;
    DangerAreaSpec& area = plan.scenario.incident.danger_areas.emplace_back();
    area.id = "area";
    area.path = {{0.0, danger_centre}};
    area.radius_m = {{0.0, knowing == Knowing::radius_zero ? 0.0 : first_radius_m},
                     {growing_until_s, knowing == Knowing::radius_zero ? 0.0 : danger_radius_m}};
    area.heard_m = 0.0;
    area.spread_per_s = 0.0;
    area.sight_m = sight_of_it_m;
    area.by_message_only = knowing == Knowing::nobody;
    if (knowing == Knowing::told_at_once)
        area.messages = {{.at_s = 0.0}};
    plan.scenario.incident.danger_response.hold_frac = 0.0;
    plan.probe = [](const Simulation& simulation, RunRecord& record) {
        if (!simulation.is_finished())
            return;
        record.numbers.clear();
        for (const PersonResult& person : simulation.results().people)
            record.numbers.push_back(person.aware_s);
    };
    return plan;
}

double radius_at(double time_s) {
    const double part = std::clamp(time_s / growing_until_s, 0.0, 1.0);
    return first_radius_m + part * (danger_radius_m - first_radius_m);
}

/// Steps into the circle, as it is then, of people who knew of it a second before: fields are taken over once
/// a second.
int entries_of_those_who_knew(const RunRecord& record) {
    int entries = 0;
    for (std::size_t i = 0; i < record.tracks.size(); ++i)
        for (std::size_t k = 1; k < record.tracks[i].size(); ++k) {
            const TrackPoint& now = record.tracks[i][k];
            const double radius_m = radius_at(now.time_s);
            const bool steps_in = length(now.p - danger_centre) < radius_m &&
                                  length(record.tracks[i][k - 1].p - danger_centre) >= radius_m;
            entries += steps_in && i < record.numbers.size() && record.numbers[i] + 1.0 < now.time_s ? 1 : 0;
        }
    return entries;
}

/// People who first came at least 2 m nearer to exit-1 and then left by exit-2.
int turned_round(const RunRecord& record) {
    int count = 0;
    for (std::size_t i = 0; i < record.people.size(); ++i) {
        double west_m = record.people[i].start.x;
        for (const TrackPoint& point : record.tracks[i]) west_m = std::min(west_m, point.p.x);
        count += record.people[i].exit == "exit-2" && west_m < record.people[i].start.x - 2.0 ? 1 : 0;
    }
    return count;
}

std::size_t through(const RunRecord& record, const char* exit) {
    return record.times_through(exit).size();
}

Experiment keeping_out() {
    Experiment experiment;
    experiment.tests = {
        {"WAYOUT-44", "nobody who knows of a danger area goes into it",
         "verification specification, W12; people-and-response specification, section 5 [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const Knowing knowing : {Knowing::told_at_once, Knowing::by_sight, Knowing::nobody,
                                      Knowing::radius_zero, Knowing::no_area})
            for (const std::uint64_t seed : conditions.seeds())
                plans.push_back(before_an_exit(knowing, seed));
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds().size();
        struct Sums {
            int entries{0};
            int turned{0};
            std::size_t by_exit_1{0};
            int left_inside{0};
            double longest_in_s{0.0};  ///< of the person who starts in the circle
        };
        const auto sums_of = [&](std::size_t variant) {
            Sums sums;
            for (const RunRecord& record : variant_of(records, variant, seeds)) {
                sums.entries += entries_of_those_who_knew(record);
                sums.turned += turned_round(record);
                sums.by_exit_1 += through(record, "exit-1");
                sums.left_inside += record.placed - record.out;
                double in_s = 0.0;
                for (const TrackPoint& point : record.tracks.back())
                    if (length(point.p - danger_centre) < radius_at(point.time_s))
                        in_s = point.time_s;
                sums.longest_in_s = std::max(sums.longest_in_s, in_s);
            }
            return sums;
        };
        const Sums told = sums_of(0), by_sight = sums_of(1), nobody = sums_of(2);
        bool is_unchanged = true;
        for (std::size_t i = 0; i < seeds; ++i)
            is_unchanged = is_unchanged && variant_of(records, 3, seeds)[i].state_hash ==
                                               variant_of(records, 4, seeds)[i].state_hash;
        // Out of the circle at 1.3 m/s while it grows at 0.2 m/s: 2 m / 1.1 m/s, two seconds to learn and to
        // decide, in which he may go 2.6 m astray, and the way round to the side that leads on.
        constexpr double longest_in_s = 8.0;
        Judgement judgement;
        judgement.measured = fmt::format(
            "told at 0 s: {} by exit-1, {} entries; by sight: {} by exit-1, {} entries, {} turned round; the "
            "one in it is out of it after {:.1f} s; radius 0: {}",
            told.by_exit_1, told.entries, by_sight.by_exit_1, by_sight.entries, by_sight.turned,
            told.longest_in_s, is_unchanged ? "same state" : "another state");
        judgement.band = fmt::format(
            "nobody by exit-1, no entry by those who know, at least 1 turns round in each run, out of it "
            "within "
            "{:.0f} s, everybody out, same state hash with radius 0 [P]",
            longest_in_s);
        const bool is_met = told.by_exit_1 == 0 && told.entries == 0 && by_sight.by_exit_1 == 0 &&
                            by_sight.entries == 0 && by_sight.turned >= static_cast<int>(seeds) &&
                            told.longest_in_s <= longest_in_s &&
                            told.left_inside + by_sight.left_inside == 0 && is_unchanged;
        judgement.verdict = passed_if(is_met && nobody.by_exit_1 > 0 && nobody.turned == 0);
        judgement.note = fmt::format(
            "{} people, nearest exit, circle of 4 m before exit-1 [P]. Control: where nobody learns of it, "
            "{} "
            "leave by exit-1 and {} turn round.",
            hall_crowd + 1, nobody.by_exit_1, nobody.turned);
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- WAYOUT-45

constexpr int places = 10;
constexpr int seekers = 20;
constexpr double door_x_m = 12.0;

/// A hall 12 m x 8 m and a room 8 m x 8 m beyond a door of 1.2 m, which is the shelter. Nobody may leave: all
/// are told to shelter.
RunPlan full_shelter(bool is_lockable, std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = corridor(20.0, 8.0);
    plan.scenario.venue.exits[0].line = vertical(0, 3, 5);
    WallSpec wall;
    wall.line = {{door_x_m, 0}, {door_x_m, 8}};
    plan.scenario.venue.storeys[0].walls.push_back(wall);
    DoorSpec door;
    door.id = "door";
    door.storey = "ground";
    door.line = vertical(door_x_m, 3.4, 4.6);
    plan.scenario.venue.doors.push_back(door);
    ZoneSpec zone;
    zone.id = "room";
    zone.storey = "ground";
    zone.polygon = rectangle(door_x_m, 0, 20, 8);
    plan.scenario.venue.zones.push_back(zone);
    ShelterSpec shelter;
    shelter.id = "shelter";
    shelter.zone = "room";
    shelter.doors = {"door"};
    shelter.capacity = is_lockable ? places : 2 * seekers;
    shelter.lockable = is_lockable;
    plan.scenario.venue.shelters.push_back(shelter);
    plan.scenario.incident.orders = {{.at_s = 0.0, .instruction = Instruction::shelter}};
    plan.scenario.simulation.duration_s = 120.0;
    plan.keep_tracks = true;
    plan.seed = seed;
    add_crowd(plan.scenario, seekers, rectangle(2, 1, 10, 7), weidmann_people);
    plan.probe = [](const Simulation& simulation, RunRecord& record) {
        if (!simulation.is_finished())
            return;
        const RunResults results = simulation.results();
        const ShelterResult& found = results.danger.shelters[0];
        record.numbers = {static_cast<double>(found.sheltered), found.locked_s,
                          results.status == RunStatus::settled ? 1.0 : 0.0};
    };
    return plan;
}

Experiment shelter_fills() {
    Experiment experiment;
    experiment.everybody_leaves = false;
    experiment.tests = {{"WAYOUT-45", "a shelter fills, is locked, and catches nobody in its door",
                         "people-and-response specification, section 5 [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const bool is_lockable : {true, false})
            for (const std::uint64_t seed : conditions.seeds())
                plans.push_back(full_shelter(is_lockable, seed));
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds().size();
        struct Found {
            int right_runs{0};
            double nearest_m{1e9};  ///< to the line of the door when it is locked
            std::vector<double> sheltered;
        };
        const auto look_at = [&](std::size_t variant) {
            Found found;
            for (const RunRecord& record : variant_of(records, variant, seeds)) {
                found.sheltered.push_back(record.numbers.empty() ? never_s : record.numbers[0]);
                if (record.numbers.size() != 3 || std::isnan(record.numbers[1]))
                    continue;
                const double locked_s = record.numbers[1];
                bool is_quiet = true;
                int within = 0;
                for (const std::vector<TrackPoint>& track : record.tracks)
                    for (std::size_t k = 1; k < track.size(); ++k) {
                        const bool was_in = track[k - 1].p.x > door_x_m;
                        const bool is_in = track[k].p.x > door_x_m;
                        if (was_in != is_in && track[k].time_s > locked_s + 0.05)
                            is_quiet = false;
                        if (std::abs(track[k].time_s - locked_s) < 0.03 && std::abs(track[k].p.y - 4.0) < 0.8)
                            found.nearest_m = std::min(found.nearest_m, std::abs(track[k].p.x - door_x_m));
                        if (k + 1 == track.size() && is_in)
                            ++within;
                    }
                found.right_runs +=
                    record.numbers[0] == places && within == places && is_quiet && record.numbers[2] == 1.0
                        ? 1
                        : 0;
            }
            return found;
        };
        const Found locked = look_at(0), open = look_at(1);
        Judgement judgement;
        judgement.measured = fmt::format(
            "{} of {} runs: {} sheltered, door locked, nobody through it later, run over; nearest body to "
            "the "
            "door then {:.2f} m",
            locked.right_runs, seeds, mean_and_range(locked.sheltered, 0, ""), locked.nearest_m);
        judgement.band = fmt::format("all runs: {} of {} people; no centre within {:.2f} m of the line [P]",
                                     places, seekers, production_radius_m);
        judgement.verdict = passed_if(locked.right_runs == static_cast<int>(seeds) &&
                                      locked.nearest_m >= production_radius_m && open.right_runs == 0);
        judgement.note = fmt::format(
            "{} people are told to shelter in a room with {} places. Control: a shelter that is not locked, "
            "with {} places, takes {}.",
            seekers, places, 2 * seekers, mean_and_range(open.sheltered, 0, ""));
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- WAYOUT-46

constexpr double early_s = 5.0;
constexpr double late_s = 15.0;
constexpr std::size_t pairs = 10;

/// A hall 60 m x 10 m; the nearer exit lies beyond the area, the farther one behind.
RunPlan told_at(double at_s, std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = corridor(60.0, 10.0);
    plan.scenario.venue.exits[0].line = vertical(60, 4, 6);
    ExitSpec behind = plan.scenario.venue.exits[0];
    behind.id = "behind";
    behind.line = vertical(0, 4, 6);
    plan.scenario.venue.exits.push_back(behind);
    plan.scenario.simulation.duration_s = 300.0;
    plan.seed = seed;
    add_crowd(plan.scenario, 40, rectangle(26, 1, 36, 9), weidmann_people).exit_choice = ExitChoice::nearest;
    DangerAreaSpec& area = plan.scenario.incident.danger_areas.emplace_back();
    area.id = "area";
    area.polygon = rectangle(44, 0, 54, 10);
    area.by_message_only = true;
    area.spread_per_s = 0.0;
    area.messages = {{.at_s = at_s}};
    plan.probe = [](const Simulation& simulation, RunRecord& record) {
        if (simulation.is_finished())
            record.numbers = {simulation.results().danger.person_s};
    };
    return plan;
}

Experiment earlier_is_less() {
    Experiment experiment;
    experiment.tests = {{"WAYOUT-46", "earlier information, less time in the area",
                         "people-and-response specification, section 5; one-sided sign test [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const double at_s : {early_s, late_s, late_s})
            for (std::uint64_t seed = 1; seed <= std::max(pairs, conditions.seeds().size()); ++seed)
                plans.push_back(told_at(at_s, seed));
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        const std::size_t seeds = records.size() / 3;
        const auto exposure = [&](std::size_t variant) {
            std::vector<double> person_s;
            for (const RunRecord& record : variant_of(records, variant, seeds))
                person_s.push_back(record.numbers.empty() ? never_s : record.numbers[0]);
            return person_s;
        };
        const std::vector<double> early = exposure(0), late = exposure(1), again = exposure(2);
        std::vector<double> falls, control;
        for (std::size_t i = 0; i < seeds; ++i) {
            falls.push_back(late[i] - early[i]);
            control.push_back(again[i] - late[i]);
        }
        constexpr double significant = 0.05;
        const double p = sign_test_p_value(falls);
        const double control_p = sign_test_p_value(control);
        Judgement judgement;
        judgement.measured =
            fmt::format("told at {:.0f} s {}, at {:.0f} s {} person-seconds; p = {:.4f}", early_s,
                        mean_and_range(early, 0, ""), late_s, mean_and_range(late, 0, ""), p);
        judgement.band = fmt::format("less when told earlier, p < {} over {} pairs [P]", significant, seeds);
        judgement.verdict = passed_if(p < significant && !(control_p < significant));
        judgement.note = fmt::format(
            "40 people in a hall of 60 m, area before the nearer exit. Control: the same time twice, p = "
            "{:.2f}.",
            control_p);
        return std::vector{judgement};
    };
    return experiment;
}

}  // namespace

void add_danger_experiments(Experiments& catalogue) {
    catalogue.push_back(keeping_out());
    catalogue.push_back(shelter_fills());
    catalogue.push_back(earlier_is_less());
}

}  // namespace wayout
