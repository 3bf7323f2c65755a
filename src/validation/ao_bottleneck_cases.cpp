/// Wide bottlenecks: HERMES 2009 series AO, DOI 10.34735/ped.2009.6. A crowd of about 350 in a half disc
/// passes a gap between two boards. Geometry after Liao et al. 2014 [S], flows of the series [S], densities
/// and N(t) of the run with b = 3.0 m computed from its trajectories [C] (data/experiments/README.md).
#include "analysis/voronoi.hpp"
#include "core/assert.hpp"
#include "embedded/ao_300_passages.hpp"
#include "statistics/curve_agreement.hpp"
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

constexpr double corridor_m = 20.0;
constexpr double half_board_m = 0.5;
constexpr double start_radius_m = 8.6;
constexpr double depth_m = 12.0;  ///< of the corridor before and behind the boards: our choice

struct AoRun {
    double width_m;
    int people;
    double flow_pps;
};
/// Flows between 10 % and 90 % of the passages; public re-analysis of the archive's trajectories [S].
constexpr AoRun ao_runs[] = {
    {2.4, 349, 6.07}, {3.0, 348, 7.17}, {3.6, 349, 8.96}, {4.4, 349, 10.87}, {5.0, 349, 13.82}};
constexpr std::size_t run_with_tracks = 1;

/// Centred at x = 0, flow towards +y, the line of N(t) at y = 0.
Polygon ao_floor(double width_m) {
    const double w = 0.5 * width_m;
    const double c = 0.5 * corridor_m;
    return {{{-c, -depth_m},
             {c, -depth_m},
             {c, -half_board_m},
             {w, -half_board_m},
             {w, half_board_m},
             {c, half_board_m},
             {c, depth_m},
             {-c, depth_m},
             {-c, half_board_m},
             {-w, half_board_m},
             {-w, -half_board_m},
             {-c, -half_board_m}},
            {}};
}

Polygon half_disc() {
    Ring ring;
    constexpr int corners = 24;
    for (int k = 0; k <= corners; ++k) {
        const double angle = std::numbers::pi * (1.0 + static_cast<double>(k) / corners);
        ring.push_back({start_radius_m * std::cos(angle), -half_board_m + start_radius_m * std::sin(angle)});
    }
    return {std::move(ring), {}};
}

RunPlan ao_plan(const AoRun& run, std::uint64_t seed) {
    RunPlan plan;
    Scenario& scenario = plan.scenario;
    scenario.name = scenario.venue.name = "wide bottleneck";
    StoreySpec& storey = scenario.venue.storeys.emplace_back();
    storey.id = "ground";
    storey.floor = {ao_floor(run.width_m)};
    ExitSpec& exit = scenario.venue.exits.emplace_back();
    exit.id = "exit";
    exit.storey = "ground";
    exit.line = horizontal(depth_m, -0.5 * corridor_m, 0.5 * corridor_m);
    add_lab_people(scenario);
    add_crowd(scenario, run.people, half_disc(), lab_people);
    scenario.simulation.duration_s = 600.0;
    plan.seed = seed;
    plan.keep_tracks = true;
    plan.cost = 20.0;
    return plan;
}

std::vector<double> gap_times(const AoRun& run, const RunRecord& record) {
    return first_times_over(tracks_of(record), horizontal(0.0, -0.5 * run.width_m, 0.5 * run.width_m));
}

// ---------------------------------------------------------------- B2

std::vector<double> times_in(const NumberTable& table) {
    std::vector<double> times;
    for (std::size_t row = 0; row < table.row_count(); ++row) times.push_back(table.at(row, "time_s"));
    return times;
}

void judge_passages(std::span<const RunRecord> records, Findings& findings) {
    const std::vector<double> measured = times_in(NumberTable(embedded::ao_300_passages()));
    std::vector<double> grid;
    for (double t = 0.0; t <= measured.back() + 0.25; t += 0.5) grid.push_back(t);
    const std::vector<double> data = cumulative_count(measured, grid);
    std::vector<std::vector<double>> model;
    std::vector<double> erd;
    std::vector<double> epc;
    std::vector<double> sc;
    std::vector<double> last;
    for (const RunRecord& record : records) {
        const std::vector<double> times = from_first(gap_times(ao_runs[run_with_tracks], record));
        model.push_back(cumulative_count(times, grid));
        const CurveAgreement agreement = curve_agreement(data, model.back());
        erd.push_back(agreement.erd);
        epc.push_back(agreement.epc);
        sc.push_back(agreement.sc);
        last.push_back(times.empty() ? never_s : times.back());
    }
    findings.quantities.push_back(
        quantity_of("N(t) of b = 3.0 m: ERD", "", no_value, Origin::computed, 0.0, 0.10, erd));
    findings.quantities.push_back(
        quantity_of("N(t) of b = 3.0 m: EPC", "", no_value, Origin::computed, 0.92, 1.08, epc));
    findings.quantities.push_back(
        quantity_of("N(t) of b = 3.0 m: SC", "", no_value, Origin::computed, 0.9, 1.0, sc));
    findings.quantities.push_back(quantity_of("last of b = 3.0 m", "s", measured.back(), Origin::computed,
                                              0.85 * measured.back(), 1.15 * measured.back(), last));
    ValidationFigure& figure = findings.figures.emplace_back();
    figure.title = "Passages through the gap of 3.0 m";
    figure.x_label = "time since the first, s";
    figure.y_label = "people";
    ValidationSeries measured_series{"measured", true, {}, {}};
    ValidationSeries model_series{"wayout", false, {}, {}};
    for (std::size_t i = 0; i < grid.size(); ++i) {
        measured_series.points.push_back({grid[i], data[i]});
        std::vector<double> at;
        for (const std::vector<double>& run : model) at.push_back(run[i]);
        model_series.points.push_back({grid[i], mean_of(at)});
        model_series.scatter.push_back({quantile_of(at, 0.05), quantile_of(at, 0.95)});
    }
    figure.series = {std::move(measured_series), std::move(model_series)};
}

Findings judge_flows(std::span<const RunRecord> records, std::size_t seed_count) {
    Findings findings;
    std::vector<double> widths;
    std::vector<double> means;
    ValidationSeries data{"measured", true, {}, {}};
    ValidationSeries model{"wayout", false, {}, {}};
    for (std::size_t k = 0; k < std::size(ao_runs); ++k) {
        const AoRun& run = ao_runs[k];
        std::vector<double> flows;
        for (const RunRecord& record : variant_of(records, k, seed_count))
            flows.push_back(steady_flow_pps(gap_times(run, record)) / run.width_m);
        findings.quantities.push_back(quantity_of(fmt::format("flow per width, b = {} m", run.width_m),
                                                  "1/(m s)", run.flow_pps / run.width_m, Origin::secondary,
                                                  2.2, 2.9, flows));
        widths.push_back(run.width_m);
        means.push_back(mean_of(flows) * run.width_m);
        data.points.push_back({run.width_m, run.flow_pps});
        model.points.push_back({run.width_m, means.back()});
        model.scatter.push_back(
            {quantile_of(flows, 0.05) * run.width_m, quantile_of(flows, 0.95) * run.width_m});
    }
    const double slope[] = {fit_line(widths, means).slope};
    findings.quantities.push_back(
        quantity_of("slope of flow against width", "1/(m s)", 2.9, Origin::secondary, 2.3, 3.5, slope));
    findings.figures.push_back({"Flow by width of the gap", "width, m", "flow, 1/s", {data, model}});
    judge_passages(variant_of(records, run_with_tracks, seed_count), findings);
    findings.is_reproduced = all_inside(findings.quantities);
    findings.finding = fmt::format("slope {:.2f} /(m s); measured 2.9", slope[0]);
    return findings;
}

// ---------------------------------------------------------------- B3

struct MeasuredArea {
    const char* name;
    double y_from, y_to;
    double half_width;
    double density_per_m2, density_low, density_high;
    double speed_mps, speed_low, speed_high;
};
constexpr double any_speed = std::numeric_limits<double>::infinity();
/// Across the whole gap; distances from the board's face (validation specification 3.2 and, for the bands,
/// 3.5).
constexpr MeasuredArea ao_areas[] = {
    {"0.5 to 1.5 m before the gap", -2.0, -1.0, 1.5, 5.15, 4.3, 6.0, 0.36, 0.0, any_speed},
    {"inside the gap", -0.5, 0.5, 1.5, 3.27, 2.7, 3.8, 0.74, 0.6, 0.9}};

Findings judge_densities(std::span<const RunRecord> records, std::size_t) {
    Findings findings;
    const Region floor{ao_floor(ao_runs[run_with_tracks].width_m)};
    std::vector<double> densities[2];
    std::vector<double> speeds[2];
    for (const RunRecord& record : records) {
        const Tracks tracks = tracks_of(record);
        const std::vector<double> times = gap_times(ao_runs[run_with_tracks], record);
        const auto every = static_cast<std::int32_t>(std::lround(0.5 / tracks.frame_s));
        const auto begin = static_cast<std::int32_t>(std::ceil(quantile_of(times, 0.1) / tracks.frame_s));
        const auto end = static_cast<std::int32_t>(std::floor(quantile_of(times, 0.9) / tracks.frame_s));
        for (std::size_t a = 0; a < std::size(ao_areas); ++a) {
            const MeasuredArea& area = ao_areas[a];
            const Polygon measured = rectangle(-area.half_width, area.y_from, area.half_width, area.y_to);
            std::vector<double> in_time;
            std::vector<double> speed_in_time;
            for (std::int32_t frame = begin; frame <= end; frame += every) {
                const auto state = voronoi_state(people_at(tracks, frame, lab_window), measured, floor);
                WAYOUT_ASSERT(state.has_value(), "the floor is a sound polygon");
                in_time.push_back(state->density_per_m2);
                speed_in_time.push_back(std::isnan(state->speed_mps) ? 0.0 : state->speed_mps);
            }
            densities[a].push_back(mean_of(in_time));
            speeds[a].push_back(mean_of(speed_in_time));
        }
    }
    for (std::size_t a = 0; a < std::size(ao_areas); ++a) {
        const MeasuredArea& area = ao_areas[a];
        findings.quantities.push_back(quantity_of(std::string("density ") + area.name, "1/m2",
                                                  area.density_per_m2, Origin::computed, area.density_low,
                                                  area.density_high, densities[a]));
        findings.quantities.push_back(quantity_of(std::string("speed ") + area.name, "m/s", area.speed_mps,
                                                  Origin::computed, area.speed_low, area.speed_high,
                                                  speeds[a]));
    }
    std::vector<double> differences;
    for (std::size_t i = 0; i < records.size(); ++i) differences.push_back(densities[0][i] - densities[1][i]);
    findings.quantities.push_back(quantity_of("density before less density inside", "1/m2", 5.15 - 3.27,
                                              Origin::computed, 1.2, std::numeric_limits<double>::infinity(),
                                              differences));
    findings.is_reproduced = all_inside(findings.quantities);
    findings.finding = fmt::format("{:.2f} per m2 before the gap, {:.2f} inside; measured 5.15 and 3.27",
                                   mean_of(densities[0]), mean_of(densities[1]));
    return findings;
}

}  // namespace

void add_ao_bottleneck_cases(ValidationCases& cases) {
    ValidationCase& flows = cases.emplace_back();
    flows.experiment = {
        "B2", "wide bottleneck: flow by width, passages over time",
        "HERMES 2009 series AO, DOI 10.34735/ped.2009.6; flows from a public re-analysis [S], N(t) "
        "computed from trajectories [C]",
        "2.2 to 2.9 /(m s) at each width, slope 2.3 to 3.5; N(t) of 3.0 m: ERD <= 0.10, EPC 0.92 to "
        "1.08, SC >= 0.9, last within 15 % (bands of the validation specification)",
        Calibration::lab};
    flows.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const AoRun& run : ao_runs)
            for (const std::uint64_t seed : seeds) plans.push_back(ao_plan(run, seed));
        return plans;
    };
    flows.judge = judge_flows;

    ValidationCase& densities = cases.emplace_back();
    densities.experiment = {
        "B3", "wide bottleneck: densities before and inside",
        "HERMES 2009, run AO-300, DOI 10.34735/ped.2009.6, computed from trajectories [C]",
        "before the gap 4.3 to 6.0 per m2, inside 2.7 to 3.8 at 0.6 to 0.9 m/s, difference at "
        "least 1.2 (bands of the validation specification)",
        Calibration::lab};
    densities.experiment.known_cause =
        "this crowd walked 0.7 m/s at 3.3 per m2 inside the gap, and 0.3 m/s at the same density in the "
        "corridors of "
        "the same campaign; the model has one way of walking for both and lies between";
    densities.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const std::uint64_t seed : seeds) plans.push_back(ao_plan(ao_runs[run_with_tracks], seed));
        return plans;
    };
    densities.judge = judge_densities;
}

}  // namespace wayout
