/// People from a storey and from above who share a landing, and the descent of a tall stair.
#include "validation/lab.hpp"
#include "validation/stair_tower.hpp"
#include "validation/validation_case.hpp"
#include "verification/experiment.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace wayout {
namespace {

void add_storey_people(RunPlan& plan, const StairTower& tower, int storey, int count) {
    add_crowd(plan.scenario, count, tower_room(tower), weidmann_people, tower_storey(storey));
}

// ---------------------------------------------------------------- LM

/// Two storeys feed a landing; so many people each keep both streams up for five minutes.
constexpr int merging_people = 300;
constexpr double merging_room_m = 12.0;
constexpr int tower_storeys = 5;
constexpr int people_per_storey = 60;

StairTower merging_tower(FloorDoor door) {
    return {.storeys = 3, .room_m = merging_room_m, .door = door};
}
StairTower five_storeys(FloorDoor door) {
    return {.storeys = tower_storeys, .door = door};
}

RunPlan merging_plan(FloorDoor door, std::uint64_t seed) {
    const StairTower tower = merging_tower(door);
    RunPlan plan;
    plan.scenario = stair_tower(tower);
    add_storey_people(plan, tower, 1, merging_people);
    add_storey_people(plan, tower, 2, merging_people);
    plan.lines = {{tower_stair_head(tower), {}, tower_stair(1)}};
    plan.scenario.simulation.duration_s = 1800.0;
    plan.seed = seed;
    plan.cost = 60.0;
    return plan;
}

RunPlan five_storey_plan(FloorDoor door, std::uint64_t seed) {
    const StairTower tower = five_storeys(door);
    RunPlan plan;
    plan.scenario = stair_tower(tower);
    for (int storey = 1; storey < tower.storeys; ++storey)
        add_storey_people(plan, tower, storey, people_per_storey);
    plan.scenario.simulation.duration_s = 1800.0;
    plan.seed = seed;
    plan.cost = 30.0;
    return plan;
}

/// Share of the storey among those who went on to the stair below while both streams pressed: from the first
/// arrival from above until one of the streams has nine tenths of its people through, at most five minutes.
double floor_share(const RunRecord& record) {
    struct Passing {
        double time_s;
        bool from_floor;
    };
    std::vector<Passing> passing;
    std::vector<char> seen(record.people.size(), 0);
    for (const LineCrossing& crossing : record.lines.front())
        if (seen[crossing.person - 1]++ == 0)
            passing.push_back({crossing.time_s, record.people[crossing.person - 1].population == 0});
    double from_s = no_value;
    int floor = 0, stair = 0, floor_before = 0;
    for (const Passing& each : passing) {
        if (each.from_floor && std::isnan(from_s)) {
            ++floor_before;
            continue;
        }
        if (std::isnan(from_s))
            from_s = each.time_s;
        if (each.time_s > from_s + 300.0 || floor + floor_before > 0.9 * merging_people ||
            stair > 0.9 * merging_people)
            break;
        (each.from_floor ? floor : stair) += 1;
    }
    return static_cast<double>(floor) / static_cast<double>(floor + stair);
}

Findings judge_merging(std::span<const RunRecord> records, std::size_t seed_count) {
    std::vector<double> opposite, adjacent, change;
    for (const RunRecord& record : variant_of(records, 0, seed_count))
        opposite.push_back(floor_share(record));
    for (const RunRecord& record : variant_of(records, 1, seed_count))
        adjacent.push_back(floor_share(record));
    const std::vector<double> across = evacuation_times(variant_of(records, 2, seed_count));
    const std::vector<double> beside = evacuation_times(variant_of(records, 3, seed_count));
    const double change_of_means[] = {std::abs(mean_of(beside) / mean_of(across) - 1.0)};
    Findings findings;
    findings.quantities = {
        quantity_of("share of the storey, door opposite", "", 0.52, Origin::secondary, 0.40, 0.60, opposite),
        quantity_of("share of the storey, door adjacent", "", 0.60, Origin::secondary, 0.50, 0.78, adjacent),
        quantity_of("change of the total time of five storeys", "", no_value, Origin::secondary, 0.0, 0.05,
                    change_of_means)};
    findings.finding = fmt::format(
        "floor share {:.2f} opposite, {:.2f} adjacent; five storeys {:.0f} and "
        "{:.0f} s",
        mean_of(opposite), mean_of(adjacent), mean_of(across), mean_of(beside));
    findings.is_reproduced = all_inside(findings.quantities);
    return findings;
}

// ---------------------------------------------------------------- DR

/// Stair 1.12 m wide, 40 people on each of nine storeys who set off within two minutes: ours.
constexpr StairTower drill_tower{.storeys = 10, .stair_m = 1.12, .door_m = 0.9, .room_m = 10.0};
constexpr int drill_people = 40;
constexpr double drill_start_s = 120.0;

RunPlan drill_plan(std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = stair_tower(drill_tower);
    for (int storey = 1; storey < drill_tower.storeys; ++storey) {
        add_storey_people(plan, drill_tower, storey, drill_people);
        plan.scenario.people.populations.back().pre_movement_s = uniform_between(0.0, drill_start_s);
        plan.lines.push_back({tower_stair_head(drill_tower), {}, tower_stair(storey)});
        plan.lines.push_back({tower_stair_foot(drill_tower), {}, tower_stair(storey)});
    }
    plan.scenario.simulation.duration_s = 1800.0;
    plan.seed = seed;
    plan.cost = 60.0;
    return plan;
}

/// Of everybody on every stair, from head to foot. [stair above storey k]
std::vector<std::vector<double>> descent_speeds(const RunRecord& record) {
    const double way_m = tower_stair_way_m(drill_tower);
    std::vector<std::vector<double>> speeds;
    for (std::size_t stair = 0; 2 * stair + 1 < record.lines.size(); ++stair) {
        std::vector<double> head_s(record.people.size(), no_value);
        for (const LineCrossing& crossing : record.lines[2 * stair])
            if (std::isnan(head_s[crossing.person - 1]))
                head_s[crossing.person - 1] = crossing.time_s;
        std::vector<double>& of_stair = speeds.emplace_back();
        for (const LineCrossing& crossing : record.lines[2 * stair + 1])
            if (const double from_s = head_s[crossing.person - 1]; !std::isnan(from_s)) {
                of_stair.push_back(way_m / (crossing.time_s - from_s));
                head_s[crossing.person - 1] = no_value;
            }
    }
    return speeds;
}

Findings judge_drill(std::span<const RunRecord> records, std::size_t) {
    std::vector<double> means;
    std::vector<std::vector<double>> by_stair(static_cast<std::size_t>(drill_tower.storeys - 1));
    double scatter = 0.0;
    for (const RunRecord& record : records) {
        std::vector<double> all;
        const std::vector<std::vector<double>> speeds = descent_speeds(record);
        for (std::size_t stair = 0; stair < speeds.size(); ++stair) {
            all.insert(all.end(), speeds[stair].begin(), speeds[stair].end());
            by_stair[stair].insert(by_stair[stair].end(), speeds[stair].begin(), speeds[stair].end());
        }
        means.push_back(mean_of(all));
        scatter += standard_deviation_of(all) / static_cast<double>(records.size());
    }
    Findings findings;
    findings.quantities = {
        quantity_of("speed of descent", "m/s", 0.44, Origin::secondary, 0.44 - 0.15, 0.44 + 0.15, means)};
    ValidationSeries data{"measured, all buildings", true, {}, {}};
    ValidationSeries model{"wayout", false, {}, {}};
    for (std::size_t stair = 0; stair < by_stair.size(); ++stair) {
        const double storey = static_cast<double>(stair + 1);
        data.points.push_back({storey, 0.44});
        data.scatter.push_back({0.44 - 0.19, 0.44 + 0.19});
        model.points.push_back({storey, mean_of(by_stair[stair])});
        model.scatter.push_back({quantile_of(by_stair[stair], 0.05), quantile_of(by_stair[stair], 0.95)});
    }
    findings.figures.push_back({"Speed of descent by storey; bars of the model are of people",
                                "storey",
                                "speed along the way, m/s",
                                {std::move(data), std::move(model)}});
    findings.finding = fmt::format("{:.2f} +- {:.2f} m/s, measured 0.44 +- 0.19", mean_of(means), scatter);
    findings.is_reproduced = all_inside(findings.quantities);
    return findings;
}

}  // namespace

void add_merging_cases(ValidationCases& cases) {
    ValidationCase& merging = cases.emplace_back();
    merging.experiment = {
        "LM", "landing: people from the storey and from above",
        "Galea, Sharp & Lawrence 2008 (opposite 48 to 56 %, adjacent 60 % and more) [S]; Boyce, Purser & "
        "Shields 2012 [S: abstract]; geometry as in a Pathfinder study [S], door positions ours",
        "floor share 0.40 to 0.60 with the door opposite the incoming stair, 0.50 to 0.78 beside it, both "
        "streams pressing; total time of five storeys changes by less than 5 % (validation specification "
        "5.4)",
        Calibration::design};
    merging.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const FloorDoor door : {FloorDoor::opposite, FloorDoor::adjacent})
            for (const std::uint64_t seed : seeds) plans.push_back(merging_plan(door, seed));
        for (const FloorDoor door : {FloorDoor::opposite, FloorDoor::adjacent})
            for (const std::uint64_t seed : seeds) plans.push_back(five_storey_plan(door, seed));
        return plans;
    };
    merging.judge = judge_merging;

    ValidationCase& drill = cases.emplace_back();
    drill.experiment = {"DR", "drill: descent of ten storeys with merging",
                        "14 buildings of 6 to 62 storeys, 0.44 +- 0.19 m/s, Peacock et al. 2017, Fire "
                        "Technol. 53:845 [S: abstract]; building and people here are ours",
                        "mean speed from head to foot of the stairs, landing half way included, 0.44 +- 0.15 "
                        "m/s (validation specification 5.2)",
                        Calibration::design};
    drill.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const std::uint64_t seed : seeds) plans.push_back(drill_plan(seed));
        return plans;
    };
    drill.judge = judge_drill;
}

}  // namespace wayout
