/// Unidirectional corridor with open boundaries: HERMES 2009, Duesseldorf, DOI 10.34735/ped.2009.14; tables
/// computed from the trajectories, data/experiments/README.md.
#include "analysis/density_bins.hpp"
#include "analysis/voronoi.hpp"
#include "core/assert.hpp"
#include "embedded/corridor_diagram_b180.hpp"
#include "embedded/corridor_diagram_b300.hpp"
#include "embedded/corridor_runs.hpp"
#include "validation/hermes_halls.hpp"
#include "validation/lab.hpp"
#include "validation/validation_case.hpp"
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace wayout {
namespace {

/// One of the 17 runs; the corridor spans x from 0 to its width, the flow goes towards -y.
struct CorridorRun {
    std::string name;
    double entrance_m, corridor_m, exit_m;
    int people;
    double density_per_m2, speed_mps, flow_pps;
};

const std::vector<CorridorRun>& corridor_runs() {
    static const std::vector<CorridorRun> runs = [] {
        const NumberTable table(embedded::corridor_runs());
        std::vector<CorridorRun> all;
        for (std::size_t row = 0; row < table.row_count(); ++row)
            all.push_back({table.label(row), table.at(row, "b_entrance_m"), table.at(row, "b_corridor_m"),
                           table.at(row, "b_exit_m"), static_cast<int>(table.at(row, "n_persons")),
                           table.at(row, "rho_D_mean"), table.at(row, "v_D_mean"),
                           table.at(row, "J_line_1/s")});
        return all;
    }();
    return runs;
}

double waiting_depth_m(const CorridorRun& run) {
    return waiting_m2 * run.people / hall_width_m;
}

/// Free area, gap, corridor, gap, waiting area, from below to above.
Polygon corridor_floor(const CorridorRun& run) {
    const double middle = 0.5 * run.corridor_m;
    const double left = middle - 0.5 * hall_width_m;
    const double right = middle + 0.5 * hall_width_m;
    const double exit_left = middle - 0.5 * run.exit_m;
    const double exit_right = middle + 0.5 * run.exit_m;
    const double entrance_left = middle - 0.5 * run.entrance_m;
    const double entrance_right = middle + 0.5 * run.entrance_m;
    const double bottom = -half_length_m - board_m;
    const double top = half_length_m + board_m;
    Ring ring{{left, bottom - free_depth_m}, {right, bottom - free_depth_m}, {right, bottom}};
    // From a corner of the gap's outer side to the corridor, or back; a gap as wide as the corridor has none.
    const auto pass_board = [&](Vec2 from, Vec2 to) {
        ring.push_back(from);
        if (from.x != to.x) {
            const double inner_y = std::abs(from.y) < std::abs(to.y) ? from.y : to.y;
            ring.push_back({std::abs(from.y) < std::abs(to.y) ? to.x : from.x, inner_y});
        }
        ring.push_back(to);
    };
    pass_board({exit_right, bottom}, {run.corridor_m, -half_length_m});
    pass_board({run.corridor_m, half_length_m}, {entrance_right, top});
    ring.insert(
        ring.end(),
        {{right, top}, {right, top + waiting_depth_m(run)}, {left, top + waiting_depth_m(run)}, {left, top}});
    pass_board({entrance_left, top}, {0.0, half_length_m});
    pass_board({0.0, -half_length_m}, {exit_left, bottom});
    ring.push_back({left, bottom});
    return {std::move(ring), {}};
}

RunPlan corridor_plan(const CorridorRun& run, std::uint64_t seed) {
    const double middle = 0.5 * run.corridor_m;
    const double left = middle - 0.5 * hall_width_m;
    const double right = middle + 0.5 * hall_width_m;
    const double top = half_length_m + board_m;
    const double end = -half_length_m - board_m - free_depth_m;
    RunPlan plan;
    Scenario& scenario = plan.scenario;
    scenario.name = scenario.venue.name = run.name;
    StoreySpec& storey = scenario.venue.storeys.emplace_back();
    storey.id = "ground";
    storey.floor = {corridor_floor(run)};
    ExitSpec& exit = scenario.venue.exits.emplace_back();
    exit.id = "exit";
    exit.storey = "ground";
    exit.line = horizontal(end, left, right);
    add_lab_people(scenario);
    add_crowd(scenario, run.people, rectangle(left, top, right, top + waiting_depth_m(run)), lab_people);
    scenario.simulation.duration_s = 900.0;
    plan.seed = seed;
    plan.keep_tracks = true;
    plan.cost = 0.1 * run.people;
    return plan;
}

struct CorridorMeasures {
    double density_per_m2{}, speed_mps{}, flow_pps{};
    std::vector<DensitySample> samples;
};

/// Method D in x 0 to b, y -2 to 0, every 0.5 s; flow through y = 0; window between 20 % and 80 % of the
/// passages of y = -1, as for the data of the wide corridor.
CorridorMeasures measure_corridor(const CorridorRun& run, const RunRecord& record) {
    const Tracks tracks = tracks_of(record);
    const std::vector<double> low = first_times_over(tracks, horizontal(-1.0, 0.0, run.corridor_m));
    const double from_s = quantile_of(low, 0.2);
    const double to_s = quantile_of(low, 0.8);
    const Polygon measured = rectangle(0.0, -2.0, run.corridor_m, 0.0);
    const Region floor{corridor_floor(run)};
    CorridorMeasures result;
    std::vector<double> densities;
    std::vector<double> speeds;
    const auto every = static_cast<std::int32_t>(std::lround(0.5 / tracks.frame_s));
    for (auto frame = static_cast<std::int32_t>(std::ceil(from_s / tracks.frame_s));
         frame * tracks.frame_s <= to_s; frame += every) {
        const auto state = voronoi_state(people_at(tracks, frame, lab_window), measured, floor);
        WAYOUT_ASSERT(state.has_value(), "the corridor is a sound polygon");
        if (std::isnan(state->speed_mps))
            continue;
        densities.push_back(state->density_per_m2);
        speeds.push_back(state->speed_mps);
        result.samples.push_back({state->density_per_m2, state->speed_mps});
    }
    result.density_per_m2 = mean_of(densities);
    result.speed_mps = mean_of(speeds);
    const std::vector<double> passed = first_times_over(tracks, horizontal(0.0, 0.0, run.corridor_m));
    const auto first = std::lower_bound(passed.begin(), passed.end(), from_s);
    const auto last = std::upper_bound(passed.begin(), passed.end(), to_s);
    result.flow_pps = static_cast<double>(last - first) / (to_s - from_s);
    return result;
}

/// Band of speeds in a bin of the diagram: +-0.15 m/s below 1.75 per m2, +-0.12 above (validation
/// specification 1.2).
double speed_tolerance_mps(double density) {
    return density < 1.75 ? 0.15 : 0.12;
}

struct DiagramAgreement {
    int bins{0};
    int inside{0};
};

DiagramAgreement compare_diagram(std::string_view csv, const std::vector<DensitySample>& samples,
                                 ValidationFigure& figure, const std::string& width) {
    const NumberTable table(csv);
    ValidationSeries data{"measured, b = " + width, true, {}, {}};
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        const double x = table.at(row, "rho_mean_1/m2");
        const double v = table.at(row, "v_mean_m/s");
        const double sd = table.at(row, "v_sd_m/s");
        data.points.push_back({x, v});
        data.scatter.push_back({v - sd, v + sd});
    }
    ValidationSeries model{"wayout, b = " + width, false, {}, {}};
    DiagramAgreement agreement;
    for (const DensityBin& bin : density_bins(samples, 0.25, 15)) {
        model.points.push_back({bin.mean_density, bin.mean_speed_mps});
        model.scatter.push_back(
            {bin.mean_speed_mps - bin.speed_sd_mps, bin.mean_speed_mps + bin.speed_sd_mps});
        for (std::size_t row = 0; row < table.row_count(); ++row)
            if (std::abs(table.at(row, "rho_lo_1/m2") - bin.from) < 1e-9) {
                ++agreement.bins;
                agreement.inside += std::abs(table.at(row, "v_mean_m/s") - bin.mean_speed_mps) <=
                                            speed_tolerance_mps(bin.mean_density)
                                        ? 1
                                        : 0;
            }
    }
    figure.series.push_back(std::move(data));
    figure.series.push_back(std::move(model));
    return agreement;
}

Findings judge_corridors(std::span<const RunRecord> records, std::size_t seed_count) {
    Findings findings;
    std::vector<DensitySample> narrow;
    std::vector<DensitySample> wide;
    int runs_inside = 0;
    for (std::size_t k = 0; k < corridor_runs().size(); ++k) {
        const CorridorRun& run = corridor_runs()[k];
        std::vector<double> densities;
        std::vector<double> speeds;
        std::vector<double> flows;
        for (const RunRecord& record : variant_of(records, k, seed_count)) {
            const CorridorMeasures measures = measure_corridor(run, record);
            densities.push_back(measures.density_per_m2);
            speeds.push_back(measures.speed_mps);
            flows.push_back(measures.flow_pps);
            std::vector<DensitySample>& pool = run.corridor_m < 2.0 ? narrow : wide;
            pool.insert(pool.end(), measures.samples.begin(), measures.samples.end());
        }
        const double room = std::max(0.2, 0.15 * run.density_per_m2);
        const ValidationQuantity density =
            quantity_of(run.name + " density", "1/m2", run.density_per_m2, Origin::computed,
                        run.density_per_m2 - room, run.density_per_m2 + room, densities);
        const ValidationQuantity speed =
            quantity_of(run.name + " speed", "m/s", run.speed_mps, Origin::computed, run.speed_mps - 0.15,
                        run.speed_mps + 0.15, speeds);
        const ValidationQuantity flow = quantity_of(run.name + " flow", "1/s", run.flow_pps, Origin::computed,
                                                    0.88 * run.flow_pps, 1.12 * run.flow_pps, flows);
        runs_inside += density.is_inside() && speed.is_inside() && flow.is_inside() ? 1 : 0;
        findings.quantities.insert(findings.quantities.end(), {density, speed, flow});
    }
    ValidationFigure& figure = findings.figures.emplace_back();
    figure.title = "Speed by density in the corridor";
    figure.x_label = "density, 1/m2";
    figure.y_label = "speed, m/s";
    const DiagramAgreement b180 = compare_diagram(embedded::corridor_diagram_b180(), narrow, figure, "1.8 m");
    const DiagramAgreement b300 = compare_diagram(embedded::corridor_diagram_b300(), wide, figure, "3.0 m");
    const int bins = b180.bins + b300.bins;
    const int inside = b180.inside + b300.inside;
    findings.finding = fmt::format("{} of {} runs inside; {} of {} bins of the speed-density diagram inside",
                                   runs_inside, corridor_runs().size(), inside, bins);
    findings.is_reproduced = runs_inside >= 15 && bins >= 5 && inside >= 0.8 * bins;
    return findings;
}

}  // namespace

void add_corridor_cases(ValidationCases& cases) {
    ValidationCase& corridor = cases.emplace_back();
    corridor.experiment = {
        "UNI", "unidirectional corridor with open boundaries, 17 runs",
        "HERMES 2009, DOI 10.34735/ped.2009.14, computed from trajectories [C]; Zhang et al. 2011, "
        "arXiv 1102.4766",
        "15 of 17 runs with speed +-0.15 m/s, flow +-12 %, density +-max(0.2 /m2, 15 %); 80 % of the bins of "
        "the diagram within +-0.15 m/s, +-0.12 from 1.75 /m2 on (bands of the validation specification)",
        Calibration::lab};
    corridor.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const CorridorRun& run : corridor_runs())
            for (const std::uint64_t seed : seeds) plans.push_back(corridor_plan(run, seed));
        return plans;
    };
    corridor.judge = judge_corridors;
}

}  // namespace wayout
