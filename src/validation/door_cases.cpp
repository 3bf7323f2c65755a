/// Doors: flow by width in the laboratory, and against the capacities that codes allow.
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

namespace wayout {
namespace {

constexpr double door_depth_m = 0.2;

RunPlan door_plan(double width_m, int people, const char* profile, std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = two_rooms(width_m, door_depth_m, 4.0);
    plan.scenario.simulation.duration_s = 1800.0;
    plan.lines = {{vertical(10.0, 0.0, 10.0), "ground", {}}};
    plan.seed = seed;
    plan.cost = 0.05 * people;
    if (profile == lab_people)
        add_lab_people(plan.scenario);
    add_crowd(plan.scenario, people, rectangle(0, 0, 10, 10), profile);
    return plan;
}

std::vector<double> flows_per_width(std::span<const RunRecord> records, double width_m) {
    std::vector<double> flows;
    for (const RunRecord& record : records)
        flows.push_back(steady_flow_pps(record.first_times_over(0)) / width_m);
    return flows;
}

// ---------------------------------------------------------------- B1

constexpr double widths_m[] = {0.7, 0.8, 0.9, 1.0, 1.2, 1.6, 2.0};

Findings judge_widths(std::span<const RunRecord> records, std::size_t seed_count) {
    Findings findings;
    std::vector<double> widths;
    std::vector<double> means;
    ValidationSeries model{"wayout", false, {}, {}};
    for (std::size_t k = 0; k < std::size(widths_m); ++k) {
        const double width = widths_m[k];
        std::vector<double> flows = flows_per_width(variant_of(records, k, seed_count), width);
        widths.push_back(width);
        means.push_back(mean_of(flows) * width);
        model.points.push_back({width, means.back()});
        model.scatter.push_back({quantile_of(flows, 0.05) * width, quantile_of(flows, 0.95) * width});
        if (width == 0.7) {
            for (double& flow : flows) flow *= width;
            findings.quantities.push_back(
                quantity_of("flow, b = 0.7 m", "1/s", 1.71, Origin::computed, 1.4, 1.9, flows));
        } else if (width >= 0.9) {
            findings.quantities.push_back(quantity_of(fmt::format("flow per width, b = {} m", width),
                                                      "1/(m s)", no_value, Origin::computed, 1.7, 2.3,
                                                      flows));
        }
    }
    const LinearFit fit = fit_line(widths, means);
    const double slope[] = {fit.slope};
    const double r_squared[] = {fit.r_squared};
    findings.quantities.push_back(
        quantity_of("slope of flow against width", "1/(m s)", no_value, Origin::computed, 1.7, 2.2, slope));
    findings.quantities.push_back(
        quantity_of("r2 of flow against width", "", no_value, Origin::computed, 0.98, 1.0, r_squared));
    // hermes_uni_exit_flow.csv: exits of the corridor experiment, steady state.
    findings.figures.push_back(
        {"Flow by width of a door",
         "width, m",
         "flow, 1/s",
         {{"measured, HERMES", true, {{0.7, 1.71}, {0.95, 1.82}, {1.2, 2.39}, {1.6, 3.29}, {2.0, 3.86}}, {}},
          model}});
    findings.is_reproduced = all_inside(findings.quantities);
    findings.finding = fmt::format("slope {:.2f} /(m s), r2 {:.3f}", fit.slope, fit.r_squared);
    return findings;
}

// ---------------------------------------------------------------- D1

constexpr double design_widths_m[] = {0.9, 1.2, 1.8, 2.4};
constexpr int design_people = 400;
/// Green Guide, 82 persons per minute and metre on level ground [S].
constexpr double green_guide_ppms = 82.0 / 60.0;

enum class Opening { door, gap };

std::vector<RunPlan> design_plans(std::span<const std::uint64_t> seeds, Opening opening) {
    std::vector<RunPlan> plans;
    for (const double width : design_widths_m)
        for (const std::uint64_t seed : seeds) {
            RunPlan& plan = plans.emplace_back(door_plan(width, design_people, weidmann_people, seed));
            if (opening == Opening::gap)
                continue;
            DoorSpec& door = plan.scenario.venue.doors.emplace_back();
            door.id = "door";
            door.storey = "ground";
            const double middle = 10.0 + 0.5 * door_depth_m;
            door.line = vertical(middle, 5.0 - 0.5 * width, 5.0 + 0.5 * width);
        }
    return plans;
}

Findings judge_design(std::span<const RunRecord> records, std::size_t seed_count) {
    Findings findings;
    for (std::size_t k = 0; k < std::size(design_widths_m); ++k)
        findings.quantities.push_back(
            quantity_of(fmt::format("flow per width, b = {} m", design_widths_m[k]), "1/(m s)",
                        green_guide_ppms, Origin::secondary, 0.85 * green_guide_ppms, 1.10 * green_guide_ppms,
                        flows_per_width(variant_of(records, k, seed_count), design_widths_m[k])));
    findings.is_reproduced = all_inside(findings.quantities);
    const auto greatest = std::max_element(
        findings.quantities.begin(), findings.quantities.end(),
        [](const ValidationQuantity& a, const ValidationQuantity& b) { return a.mean < b.mean; });
    findings.finding =
        fmt::format("at most {:.2f} /(m s); the code allows {:.2f}", greatest->mean, green_guide_ppms);
    return findings;
}

}  // namespace

void add_door_cases(ValidationCases& cases) {
    ValidationCase& widths = cases.emplace_back();
    widths.experiment = {
        "B1", "doors: flow by width",
        "exits of the HERMES corridor, DOI 10.34735/ped.2009.14, computed from trajectories [C], and the "
        "spread of published bottlenecks (validation specification 3.1)",
        "1.7 to 2.3 /(m s) from 0.9 m on, 1.4 to 1.9 /s at 0.7 m, slope 1.7 to 2.2, r2 > 0.98 (bands of the "
        "validation specification)",
        Calibration::lab};
    widths.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const double width : widths_m)
            for (const std::uint64_t seed : seeds) {
                // At least 115 persons per metre: fewer mix the start with the steady state (Liao et al.
                // 2015, arXiv 1506.02433 [S]).
                const int people = std::max(100, static_cast<int>(std::ceil(115.0 * width)));
                plans.push_back(door_plan(width, people, lab_people, seed));
            }
        return plans;
    };
    widths.judge = judge_widths;

    for (const Opening opening : {Opening::door, Opening::gap}) {
        const bool is_door = opening == Opening::door;
        ValidationCase& design = cases.emplace_back();
        design.experiment = {is_door ? "D1" : "D1G",
                             is_door ? "doors: flow against what codes allow"
                                     : "gaps in a wall, drawn without a door, against what codes allow",
                             "Green Guide, 82 persons/(m min) on the level [S]",
                             "-15 to +10 % of the code's value at each width (validation specification 4)",
                             Calibration::design};
        if (!is_door)
            design.experiment.known_cause =
                "the limits of the design calibration hold at doors, exits and stairs; a gap in a wall has "
                "none";
        design.plan = [opening](std::span<const std::uint64_t> seeds) {
            return design_plans(seeds, opening);
        };
        design.judge = judge_design;
    }
}

}  // namespace wayout
