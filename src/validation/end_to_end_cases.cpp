/// Whole buildings whose egress can be checked by hand, people only: no fire, nobody falls.
#include "validation/lab.hpp"
#include "validation/validation_case.hpp"
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <limits>
#include <string>

namespace wayout {
namespace {

// ---------------------------------------------------------------- Gothenburg

constexpr double hall_length_m = 32.0;
constexpr double hall_depth_m = 9.5;
constexpr double door_m = 0.80;
constexpr int crowd = 400;
constexpr int licensed = 150;
/// Full time within this of the calculation by hand, the default of the validation specification 0.
constexpr double time_tolerance = 0.15;

RunPlan gothenburg_plan(int people, bool both_doors, const char* profile, std::uint64_t seed) {
    RunPlan plan;
    Scenario& scenario = plan.scenario;
    scenario.name = scenario.venue.name = "hall with two doors";
    StoreySpec& storey = scenario.venue.storeys.emplace_back();
    storey.id = "ground";
    storey.floor = {rectangle(0, 0, hall_length_m, hall_depth_m)};
    const double low = 0.5 * (hall_depth_m - door_m);
    for (const double x : {0.0, hall_length_m}) {
        if (x == 0.0 || both_doors) {
            ExitSpec& exit = scenario.venue.exits.emplace_back();
            exit.id = x == 0.0 ? "north-west" : "south-east";
            exit.storey = "ground";
            exit.line = vertical(x, low, low + door_m);
        }
    }
    if (profile == lab_people)
        add_lab_people(scenario);
    add_crowd(scenario, people, rectangle(0, 0, hall_length_m, hall_depth_m), profile);
    scenario.simulation.duration_s = 1800.0;
    plan.seed = seed;
    plan.cost = 0.2 * people;
    return plan;
}

Findings judge_gothenburg(std::span<const RunRecord> records, std::size_t seed_count, double by_hand_s) {
    const std::vector<double> one = evacuation_times(variant_of(records, 0, seed_count));
    const std::vector<double> both = evacuation_times(variant_of(records, 1, seed_count));
    Findings findings;
    findings.quantities = {
        quantity_of("400 people, one door", "s", by_hand_s, Origin::secondary,
                    (1.0 - time_tolerance) * by_hand_s, (1.0 + time_tolerance) * by_hand_s, one),
        quantity_of("150 people, both doors", "s", 0.5 * licensed / crowd * by_hand_s, Origin::secondary, 0.0,
                    90.0, both)};
    findings.finding = fmt::format("{:.0f} s through one door, {:.0f} s by hand; 150 people {:.0f} s",
                                   mean_of(one), by_hand_s, mean_of(both));
    findings.is_reproduced = all_inside(findings.quantities);
    return findings;
}

void add_gothenburg(ValidationCases& cases, const char* id, Calibration calibration, double flow_pps_per_m) {
    const char* profile = calibration == Calibration::lab ? lab_people : weidmann_people;
    const double by_hand_s = crowd / (flow_pps_per_m * door_m);
    ValidationCase& hall = cases.emplace_back();
    hall.experiment = {
        id,
        fmt::format("Gothenburg 1998: hall of 32 m x 9.5 m, doors of 0.80 m, {} people",
                    calibration == Calibration::lab ? "laboratory" : "design"),
        "NFPA summary, Burns 2003 [S]: licensed for 150, about 400 present, one door in use; movement only",
        fmt::format("400 people through one door within 15 % of {:.0f} s, by hand at {} /(m s); 150 through "
                    "both doors in less than 90 s (validation specification 7 a, c and 0)",
                    by_hand_s, flow_pps_per_m),
        calibration};
    hall.plan = [profile](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const std::uint64_t seed : seeds) plans.push_back(gothenburg_plan(crowd, false, profile, seed));
        for (const std::uint64_t seed : seeds)
            plans.push_back(gothenburg_plan(licensed, true, profile, seed));
        return plans;
    };
    hall.judge = [by_hand_s](std::span<const RunRecord> records, std::size_t seed_count) {
        return judge_gothenburg(records, seed_count, by_hand_s);
    };
}

// ---------------------------------------------------------------- The Station

constexpr int station_people = 404;
constexpr double front_share = 0.9;

enum class StationPeople { all_exits, mostly_front, by_knowledge };

/// A sketch from memory, not a survey: 24 m x 17 m; the front entrance behind a door of 0.91 m, two exits of
/// 0.91 m, the kitchen's of 0.76 m.
RunPlan station_plan(StationPeople who, std::uint64_t seed) {
    RunPlan plan;
    Scenario& scenario = plan.scenario;
    scenario.name = scenario.venue.name = "night club, sketch";
    StoreySpec& storey = scenario.venue.storeys.emplace_back();
    storey.id = "ground";
    storey.floor = {{{{0, 0},
                      {10, 0},
                      {10, -0.2},
                      {9.5, -0.2},
                      {9.5, -3.2},
                      {11.4, -3.2},
                      {11.4, -0.2},
                      {10.91, -0.2},
                      {10.91, 0},
                      {24, 0},
                      {24, 17},
                      {0, 17}},
                     {}}};
    const auto add = [&](const char* id, const Segment& line) {
        ExitSpec& exit = scenario.venue.exits.emplace_back();
        exit.id = id;
        exit.storey = "ground";
        exit.line = line;
    };
    add("front", horizontal(-3.2, 9.5, 11.4));
    add("bar", vertical(24, 4, 4.91));
    add("kitchen", vertical(24, 14, 14.76));
    add("platform", vertical(0, 14, 14.91));
    const Polygon floor = rectangle(0, 0, 24, 17);
    if (who == StationPeople::mostly_front) {
        const int front = static_cast<int>(front_share * station_people);
        PopulationSpec& to_front = add_crowd(scenario, front, floor, weidmann_people);
        to_front.exit_choice = ExitChoice::fixed;
        to_front.exits = {"front"};
        PopulationSpec& others = add_crowd(scenario, station_people - front, floor, weidmann_people);
        others.exits = {"bar", "kitchen", "platform"};
    } else {
        PopulationSpec& all = add_crowd(scenario, station_people, floor, weidmann_people);
        if (who == StationPeople::by_knowledge) {
            // Nobody is told where to go: they came by the front and know others as our defaults say.
            all.exit_choice = ExitChoice::familiar;
            all.knowledge.emplace().entrance = {{"front", 1.0}};
        }
    }
    scenario.simulation.duration_s = 1800.0;
    plan.seed = seed;
    plan.cost = 60.0;
    return plan;
}

Findings judge_station(std::span<const RunRecord> records, std::size_t seed_count) {
    const std::vector<double> all = evacuation_times(variant_of(records, 0, seed_count));
    const std::vector<double> front = evacuation_times(variant_of(records, 1, seed_count));
    const std::vector<double> knowing = evacuation_times(variant_of(records, 2, seed_count));
    std::vector<double> shares;
    for (const RunRecord& record : variant_of(records, 2, seed_count))
        shares.push_back(static_cast<double>(record.times_through("front").size()) / record.placed);
    Findings findings;
    findings.quantities = {
        quantity_of("404 people, all exits", "s", 150.0, Origin::memory, 120.0, 180.0, all),
        quantity_of("nine of ten to the front", "s", 240.0, Origin::memory, 240.0,
                    std::numeric_limits<double>::infinity(), front),
        quantity_of("share by the front where all came by it and choose by what they know", "", 0.67,
                    Origin::memory, 0.6, 0.9, shares)};
    findings.finding = fmt::format(
        "{:.0f} s by all exits, {:.0f} s with nine of ten to the front ({:.2f} times as long); by their own "
        "knowledge {:.2f} of them take the front, {:.0f} s; plan from memory",
        mean_of(all), mean_of(front), mean_of(front) / mean_of(all), mean_of(shares), mean_of(knowing));
    findings.is_reproduced = findings.quantities[0].is_inside() && findings.quantities[1].is_inside();
    return findings;
}

}  // namespace

void add_end_to_end_cases(ValidationCases& cases) {
    // 1.3 /(m s) as codes and FDS+Evac's queue estimate, 1.9 as laboratory doors (validation specification
    // 7).
    add_gothenburg(cases, "GO", Calibration::design, 1.3);
    add_gothenburg(cases, "GOL", Calibration::lab, 1.9);

    ValidationCase& station = cases.emplace_back();
    station.experiment = {
        "TS",
        "The Station 2003: night club with four exits, people only",
        "times by press on NIST NCSTAR 2 [S]; plan and widths from memory [M]: shown, decides nothing",
        "404 people by all exits in 120 to 180 s, with nine of ten to the front more than 240 s (validation "
        "specification 7 a, b); two thirds tried the front first",
        Calibration::design,
        false};
    station.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const StationPeople who :
             {StationPeople::all_exits, StationPeople::mostly_front, StationPeople::by_knowledge})
            for (const std::uint64_t seed : seeds) plans.push_back(station_plan(who, seed));
        return plans;
    };
    station.judge = judge_station;
}

}  // namespace wayout
