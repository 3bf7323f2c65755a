/// Stairs behind a crowd: flow in the laboratory and design calibrations, speed at one person per m2, and
/// flow against the values of codes.
#include "validation/lab.hpp"
#include "validation/validation_case.hpp"
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <string>

namespace wayout {
namespace {

constexpr double riser_m = 0.18;
constexpr double tread_m = 0.28;
constexpr int steps = 18;
constexpr double stair_hall_depth_m = 12.0;
constexpr double stair_hall_width_m = 10.0;
constexpr double stair_approach_m = 4.0;
constexpr double landing_m = 2.0;
const double incline_cos = tread_m / std::hypot(tread_m, riser_m);

struct StairRun {
    Direction direction;
    double width_m;
    double gap_m;  ///< door in a wall across the way to the stair, 0: none
    int people;
};

/// Hall, way, stair, landing with the exit, all along x.
RunPlan stair_plan(const StairRun& run, const char* profile, std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = fed_stair({.room_depth_m = stair_hall_depth_m,
                               .room_width_m = stair_hall_width_m,
                               .approach_m = stair_approach_m,
                               .width_m = run.width_m,
                               .run_m = steps * tread_m,
                               .rise_m = steps * riser_m,
                               .landing_m = landing_m},
                              run.direction);
    Scenario& scenario = plan.scenario;
    StairSpec& stair = scenario.venue.stairs.front();
    stair.riser_m = riser_m;
    stair.tread_m = tread_m;
    const std::string start = run.direction == Direction::up ? "ground" : "first";
    const double middle = 0.5 * stair_hall_width_m;
    if (run.gap_m > 0.0) {
        for (StoreySpec& storey : scenario.venue.storeys)
            if (storey.id == start)
                storey.walls.push_back({{{stair_hall_depth_m + 0.5, middle - 0.5 * run.width_m},
                                         {stair_hall_depth_m + 0.5, middle + 0.5 * run.width_m}},
                                        0.0,
                                        {}});
        DoorSpec& feeder = scenario.venue.doors.emplace_back();
        feeder.id = "feeder";
        feeder.storey = start;
        feeder.line = vertical(stair_hall_depth_m + 0.5, middle - 0.5 * run.gap_m, middle + 0.5 * run.gap_m);
        // More than gets through, so that the code's limit does not decide how dense it is on the stair.
        feeder.flow_limit = {FlowLimit::Kind::specific_flow, 5.0};
    }
    if (profile == lab_people)
        add_lab_people(scenario);
    add_crowd(scenario, run.people, rectangle(0, 0, stair_hall_depth_m, stair_hall_width_m), profile, start);
    scenario.simulation.duration_s = 1800.0;
    const double foot = stair_hall_depth_m + stair_approach_m;
    plan.areas = {
        {rectangle(foot, middle - 0.5 * run.width_m, foot + steps * tread_m, middle + 0.5 * run.width_m),
         {},
         "stair"}};
    plan.seed = seed;
    plan.cost = 0.1 * run.people;
    return plan;
}

double flow_per_width(const RunRecord& record, double width_m) {
    return steady_flow_pps(record.times_through("exit")) / width_m;
}

// ---------------------------------------------------------------- ST, STD

constexpr double stair_m = 2.0;
/// A queue before the whole width, and two doors that let through what makes about one person per m2.
constexpr double gaps_m[] = {0.0, 0.7, 0.9};
constexpr int queue_people = 300;
constexpr int walking_people = 150;

std::vector<RunPlan> stair_plans(std::span<const std::uint64_t> seeds, const char* profile) {
    std::vector<RunPlan> plans;
    for (const Direction direction : {Direction::down, Direction::up})
        for (const double gap_m : gaps_m)
            for (const std::uint64_t seed : seeds)
                plans.push_back(stair_plan(
                    {direction, stair_m, gap_m, gap_m > 0.0 ? walking_people : queue_people}, profile, seed));
    return plans;
}

/// Speed along the slope at 0.75 to 1.25 people per m2 of plan.
double speed_at_one(const RunRecord& record) {
    constexpr double area_m2 = stair_m * steps * tread_m;
    std::vector<double> speeds;
    for (const AreaSample& sample : record.areas.front())
        if (sample.count >= 0.75 * area_m2 && sample.count <= 1.25 * area_m2)
            speeds.push_back(sample.mean_speed_mps / incline_cos);
    return mean_of(speeds);
}

/// @param records  the first half of them down, the others up
ValidationFigure diagram_of(std::span<const RunRecord> records) {
    ValidationFigure figure{
        "Speed by density on a stair 2.0 m wide", "density in plan, 1/m2", "speed along the slope, m/s", {}};
    const std::size_t half = records.size() / 2;
    for (const bool down : {true, false}) {
        std::vector<std::vector<double>> by_count(25);  // two counts in each
        for (const RunRecord& record : records.subspan(down ? 0 : half, half))
            for (const AreaSample& sample : record.areas.front())
                if (const auto k = static_cast<std::size_t>(sample.count) / 2; k > 0 && k < by_count.size())
                    by_count[k].push_back(sample.mean_speed_mps / incline_cos);
        ValidationSeries series{down ? "wayout, down" : "wayout, up", false, {}, {}};
        for (std::size_t k = 0; k < by_count.size(); ++k) {
            if (by_count[k].size() < 10)
                continue;
            const double density = (2.0 * static_cast<double>(k) + 0.5) / (stair_m * steps * tread_m);
            series.points.push_back({density, mean_of(by_count[k])});
            series.scatter.push_back({quantile_of(by_count[k], 0.05), quantile_of(by_count[k], 0.95)});
        }
        figure.series.push_back(std::move(series));
    }
    // SFPE, k = 1.08 m/s for 18/28 cm [S]; its density is that of plan here.
    ValidationSeries sfpe{"SFPE, 18/28 cm", true, {}, {}};
    for (double density = 0.5; density < 3.6; density += 0.5)
        sfpe.points.push_back({density, 1.08 * std::min(0.85, 1.0 - 0.266 * density)});
    figure.series.push_back(std::move(sfpe));
    return figure;
}

struct StairBand {
    double flow_low, flow_high, speed_low, speed_high;
};

Findings judge_stairs(std::span<const RunRecord> records, std::size_t seed_count, const StairBand& down,
                      const StairBand& up) {
    Findings findings;
    double flows[2]{};
    for (const std::size_t way : {0U, 1U}) {
        const StairBand& band = way == 0 ? down : up;
        const std::string name = way == 0 ? "down" : "up";
        const std::size_t first = way * std::size(gaps_m);
        std::vector<double> flow, speed;
        for (const RunRecord& record : variant_of(records, first, seed_count))
            flow.push_back(flow_per_width(record, stair_m));
        for (const std::size_t fed : {1U, 2U})
            for (const RunRecord& record : variant_of(records, first + fed, seed_count))
                if (const double v = speed_at_one(record); !std::isnan(v))
                    speed.push_back(v);
        // SFPE's greatest flow for 18/28 cm, per metre of effective width [S].
        findings.quantities.push_back(quantity_of("flow per width, " + name, "1/(m s)", 1.01,
                                                  Origin::secondary, band.flow_low, band.flow_high, flow));
        findings.quantities.push_back(quantity_of("speed at 1 per m2, " + name, "m/s", no_value,
                                                  Origin::secondary, band.speed_low, band.speed_high, speed));
        flows[way] = mean_of(flow);
    }
    findings.figures.push_back(diagram_of(records));
    findings.finding = fmt::format("{:.2f} /(m s) down, {:.2f} up", flows[0], flows[1]);
    findings.is_reproduced = all_inside(findings.quantities);
    return findings;
}

// ---------------------------------------------------------------- D1S

/// Green Guide: 66 persons per minute and metre [S, flagged unverified there].
constexpr double green_guide_pps_per_m = 66.0 / 60.0;
constexpr double code_widths_m[] = {1.2, 2.0};
/// Five minutes at the code's value.
int code_people(double width_m) {
    return static_cast<int>(std::ceil(300.0 * nfpa_pps_per_m * width_m));
}

Findings judge_codes(std::span<const RunRecord> records, std::size_t seed_count) {
    Findings findings;
    std::size_t variant = 0;
    std::vector<double> all;
    for (const char* direction : {"down", "up"})
        for (const double width_m : code_widths_m) {
            std::vector<double> flows;
            for (const RunRecord& record : variant_of(records, variant, seed_count))
                flows.push_back(flow_per_width(record, width_m));
            ++variant;
            all.insert(all.end(), flows.begin(), flows.end());
            for (const auto& [code, value] :
                 {std::pair{"NFPA 130", nfpa_pps_per_m}, std::pair{"Green Guide", green_guide_pps_per_m}})
                findings.quantities.push_back(
                    quantity_of(fmt::format("{} m {}, {}", width_m, direction, code), "1/(m s)", value,
                                Origin::secondary, 0.85 * value, 1.10 * value, flows));
        }
    findings.finding = fmt::format("{:.2f} /(m s); the codes count with {:.2f} and {:.2f}", mean_of(all),
                                   nfpa_pps_per_m, green_guide_pps_per_m);
    findings.is_reproduced = all_inside(findings.quantities);
    return findings;
}

}  // namespace

void add_stair_cases(ValidationCases& cases) {
    constexpr const char* source =
        "Fruin by way of RiMEA and PD 7974-6 [S]; SFPE, 18/28 cm [S]; Weidmann's capacities from memory, in "
        "the choice of the band only";
    ValidationCase& lab = cases.emplace_back();
    lab.experiment = {"ST", "stair 2.0 m wide, 18/28 cm, laboratory people", source,
                      "0.85 to 1.25 /(m s) down and 0.75 to 1.05 up from a queue; at 1 per m2 of plan 0.5 to "
                      "0.8 m/s along the slope down and 0.4 to 0.65 up (validation specification 5.2)",
                      Calibration::lab};
    lab.experiment.known_cause =
        "a stair slows free walking only, to 0.7 and 0.6 of that of students; distances are those of level "
        "ground, and the laboratory calibration has no limits of flow";
    lab.plan = [](std::span<const std::uint64_t> seeds) { return stair_plans(seeds, lab_people); };
    lab.judge = [](std::span<const RunRecord> records, std::size_t seed_count) {
        return judge_stairs(records, seed_count, {0.85, 1.25, 0.5, 0.8}, {0.75, 1.05, 0.4, 0.65});
    };

    ValidationCase& design = cases.emplace_back();
    design.experiment = {"STD", "stair 2.0 m wide, 18/28 cm, design", source,
                         "as ST, with at most 1.10 /(m s) (validation specification 5.2)",
                         Calibration::design};
    design.plan = [](std::span<const std::uint64_t> seeds) { return stair_plans(seeds, weidmann_people); };
    design.judge = [](std::span<const RunRecord> records, std::size_t seed_count) {
        return judge_stairs(records, seed_count, {0.85, 1.10, 0.5, 0.8}, {0.75, 1.05, 0.4, 0.65});
    };

    ValidationCase& codes = cases.emplace_back();
    codes.experiment = {
        "D1S", "stairs: flow against what codes allow",
        "NFPA 130, 0.0555 persons/(mm min) [S]; Green Guide, 66 persons/(m min) [S, unverified there]",
        "-15 to +10 % of the value of either code, five minutes from a queue (validation specification 4)",
        Calibration::design};
    codes.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const Direction direction : {Direction::down, Direction::up})
            for (const double width_m : code_widths_m)
                for (const std::uint64_t seed : seeds)
                    plans.push_back(
                        stair_plan({direction, width_m, 0.0, code_people(width_m)}, weidmann_people, seed));
        return plans;
    };
    codes.judge = judge_codes;
}

}  // namespace wayout
