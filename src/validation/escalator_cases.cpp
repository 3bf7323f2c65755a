/// Escalators: entry flow standing and running, and what happens when the landing at the comb is blocked.
#include "validation/lab.hpp"
#include "validation/validation_case.hpp"
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace wayout {
namespace {

constexpr double escalator_width_m = 1.0;
constexpr double run_m = 8.0;  ///< in plan
constexpr double escalator_hall_m = 10.0;
constexpr double escalator_approach_m = 2.0;
constexpr int escalator_people = 200;
const double rise_m = run_m * std::tan(std::numbers::pi / 6.0);

void make_escalator(Scenario& scenario, StairSpec::Motion motion) {
    StairSpec& escalator = scenario.venue.stairs.front();
    escalator.kind = StairSpec::Kind::escalator;
    escalator.motion = motion;
    escalator.belt_speed_mps = 0.5;
    escalator.riders = StairSpec::Riders::stand;
}

/// A hall, an escalator up, a landing with the exit.
RunPlan escalator_plan(StairSpec::Motion motion, const char* profile, std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = fed_stair({.room_depth_m = escalator_hall_m,
                               .room_width_m = escalator_hall_m,
                               .approach_m = escalator_approach_m,
                               .width_m = escalator_width_m,
                               .run_m = run_m,
                               .rise_m = rise_m,
                               .landing_m = 3.0},
                              Direction::up);
    make_escalator(plan.scenario, motion);
    if (profile == lab_people)
        add_lab_people(plan.scenario);
    add_crowd(plan.scenario, escalator_people, rectangle(0, 0, escalator_hall_m, escalator_hall_m), profile);
    plan.scenario.simulation.duration_s = 1200.0;
    plan.seed = seed;
    plan.cost = 20.0;
    return plan;
}

std::vector<double> flows_of(std::span<const RunRecord> records) {
    std::vector<double> flows;
    for (const RunRecord& record : records)
        flows.push_back(steady_flow_pps(record.times_through("exit")) / escalator_width_m);
    return flows;
}

// ---------------------------------------------------------------- the comb

constexpr double comb_m = 2.0;  ///< side of the landing
constexpr double comb_duration_s = 120.0;

/// As above with a landing of 2 m x 2 m whose exit lets nobody out. Nobody is to be out at the end.
RunPlan comb_plan(std::uint64_t seed) {
    RunPlan plan = escalator_plan(StairSpec::Motion::up, lab_people, seed);
    Scenario& scenario = plan.scenario;
    const double top = escalator_hall_m + escalator_approach_m + run_m;
    const double middle = 0.5 * escalator_hall_m;
    const Polygon landing = rectangle(top, middle - 0.5 * comb_m, top + comb_m, middle + 0.5 * comb_m);
    for (StoreySpec& storey : scenario.venue.storeys)
        if (storey.id == "first")
            storey.floor = {landing};
    ExitSpec& exit = scenario.venue.exits.front();
    exit.line = vertical(top + comb_m, middle - 0.5 * comb_m, middle + 0.5 * comb_m);
    exit.flow_limit = {FlowLimit::Kind::persons_per_s, 1e-4};
    scenario.simulation.model = "time-gap+crush";
    scenario.simulation.duration_s = comb_duration_s;
    plan.areas = {{landing, "first", {}}};
    plan.sample_period_s = 0.5;
    plan.walk = [](const RunPlan& made, RunRecord& record) {
        RunPlan blocked = made;
        blocked.walk = {};
        const RunRecord run = observe(blocked);
        record.error = run.error;
        record.violations = run.violations;
        record.areas = run.areas;
    };
    return plan;
}

/// From 2 to 7 people per m2 on the landing; NaN if it never gets there.
double filling_s(const RunRecord& record) {
    const auto first_with = [&](double density_per_m2) {
        for (const AreaSample& sample : record.areas.front())
            if (sample.count >= density_per_m2 * comb_m * comb_m)
                return sample.time_s;
        return no_value;
    };
    return first_with(7.0) - first_with(2.0);
}

double highest_density(const RunRecord& record) {
    int most = 0;
    for (const AreaSample& sample : record.areas.front()) most = std::max(most, sample.count);
    return most / (comb_m * comb_m);
}

Findings judge_lab(std::span<const RunRecord> records, std::size_t seed_count) {
    const std::vector<double> stopped = flows_of(variant_of(records, 0, seed_count));
    const std::vector<double> running = flows_of(variant_of(records, 1, seed_count));
    std::vector<double> filling, highest;
    ValidationSeries model{"wayout, mean", false, {}, {}};
    const std::span<const RunRecord> combs = variant_of(records, 2, seed_count);
    for (const RunRecord& record : combs) {
        filling.push_back(filling_s(record));
        highest.push_back(highest_density(record));
    }
    for (std::size_t i = 0; i < combs.front().areas.front().size(); i += 4) {
        std::vector<double> densities;
        for (const RunRecord& record : combs)
            if (i < record.areas.front().size())
                densities.push_back(record.areas.front()[i].count / (comb_m * comb_m));
        model.points.push_back({combs.front().areas.front()[i].time_s, mean_of(densities)});
        model.scatter.push_back({quantile_of(densities, 0.05), quantile_of(densities, 0.95)});
    }
    Findings findings;
    findings.quantities = {
        quantity_of("entry flow, stopped", "1/(m s)", 1.15, Origin::secondary, 0.85 * 1.15, 1.10 * 1.15,
                    stopped),
        quantity_of("entry flow, running at 0.5 m/s", "1/(m s)", 1.78, Origin::secondary, 0.85 * 1.78,
                    1.10 * 1.78, running),
        // (7 - 2) x 4 m2 / 1.7 per s, EN 115 belt flow from memory.
        quantity_of("blocked landing: from 2 to 7 per m2", "s", 11.8, Origin::memory, 10.0, 13.5, filling),
        quantity_of("blocked landing: highest density", "1/m2", no_value, Origin::memory, 7.0,
                    std::numeric_limits<double>::infinity(), highest)};
    findings.figures.push_back({"Landing of 2 m x 2 m at the comb, nobody gets off it",
                                "time, s",
                                "people per m2",
                                {std::move(model)}});
    findings.finding = fmt::format("{:.2f} /(m s) stopped, {:.2f} running; blocked landing {:.1f} per m2",
                                   mean_of(stopped), mean_of(running), mean_of(highest));
    findings.is_reproduced = all_inside(findings.quantities);
    return findings;
}

}  // namespace

void add_escalator_cases(ValidationCases& cases) {
    ValidationCase& lab = cases.emplace_back();
    lab.experiment = {
        "ES", "escalator 1.0 m wide, stopped, running, and with its landing blocked",
        "Okada et al. 2011: 1.15 /(m s) stopped, 1.78 running at 0.5 m/s [S: abstract]; blocked landing: "
        "arithmetic with the belt flow of EN 115 from memory [M], decides nothing",
        "-15 to +10 % of the measured entry flow, the band of the validation specification 4 for single "
        "elements; landing from 2 to 7 per m2 in 12 s (validation specification 5.3)",
        Calibration::lab};
    lab.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const StairSpec::Motion motion : {StairSpec::Motion::stopped, StairSpec::Motion::up})
            for (const std::uint64_t seed : seeds) plans.push_back(escalator_plan(motion, lab_people, seed));
        for (const std::uint64_t seed : seeds) plans.push_back(comb_plan(seed));
        return plans;
    };
    lab.judge = judge_lab;

    ValidationCase& design = cases.emplace_back();
    design.experiment = {"D1E", "stopped escalator: flow against what codes allow",
                         "NFPA 130, stopped escalators as stairs, 0.0555 persons/(mm min) [S]",
                         "-15 to +10 % of the code's value (validation specification 4)",
                         Calibration::design};
    design.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const std::uint64_t seed : seeds)
            plans.push_back(escalator_plan(StairSpec::Motion::stopped, weidmann_people, seed));
        return plans;
    };
    design.judge = [](std::span<const RunRecord> records, std::size_t) {
        Findings findings;
        findings.quantities = {quantity_of("entry flow, stopped", "1/(m s)", nfpa_pps_per_m,
                                           Origin::secondary, 0.85 * nfpa_pps_per_m, 1.10 * nfpa_pps_per_m,
                                           flows_of(records))};
        findings.finding = fmt::format("{:.2f} /(m s); the code counts with {:.2f}",
                                       findings.quantities.front().mean, nfpa_pps_per_m);
        findings.is_reproduced = all_inside(findings.quantities);
        return findings;
    };
}

}  // namespace wayout
