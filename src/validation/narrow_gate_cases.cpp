/// Narrow gates and short corridors behind a crowd: CrowdQueue (DOI 10.34735/ped.2018.1), Seyfried et al.
/// 2009 (Transp. Sci. 43:395, arXiv physics/0702004), Liddle et al. 2011 (arXiv 1105.1532).
#include "embedded/crowdqueue_passages.hpp"
#include "statistics/curve_agreement.hpp"
#include "validation/lab.hpp"
#include "validation/narrow_gate.hpp"
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

// ---------------------------------------------------------------- B4

/// Run 040: gate 0.50 m wide and 1.1 m long, corridor 5.6 m, 75 people, low motivation. The start is ours.
constexpr GateSetup crowd_queue{5.6, 0.5, 1.1, 75, 0.3, 4.5};

Findings judge_crowd_queue(std::span<const RunRecord> records, std::size_t) {
    const NumberTable table(embedded::crowdqueue_passages());
    std::vector<double> measured;
    for (std::size_t row = 0; row < table.row_count(); ++row) measured.push_back(table.at(row, "time_s"));
    measured = from_first(std::move(measured));
    std::vector<double> grid;
    for (double t = 0.0; t <= measured.back() + 0.25; t += 0.5) grid.push_back(t);
    const std::vector<double> data = cumulative_count(measured, grid);
    std::vector<double> flow, gap_variation, density, erd;
    std::vector<std::vector<double>> curves;
    for (const RunRecord& record : records) {
        const Tracks tracks = tracks_of(record);
        const std::vector<double> times = times_at(crowd_queue, tracks, 0.0);
        flow.push_back(steady_flow_pps(times));
        const std::vector<double> gaps = time_gaps_s(times);
        gap_variation.push_back(standard_deviation_of(gaps) / mean_of(gaps));
        density.push_back(mean_state(tracks, rectangle(-0.4, -1.3, 0.4, -0.5), {floor_of(crowd_queue)},
                                     quantile_of(times, 0.1), quantile_of(times, 0.9))
                              .density_per_m2);
        curves.push_back(cumulative_count(from_first(times), grid));
        erd.push_back(curve_agreement(data, curves.back()).erd);
    }
    Findings findings;
    findings.quantities = {
        quantity_of("flow", "1/s", 1.15, Origin::computed, 1.0, 1.35, flow),
        quantity_of("time gaps: SD / mean", "", 0.467 / 0.863, Origin::computed, 0.35, 0.8, gap_variation),
        quantity_of("density 0.5 to 1.3 m before the gate", "1/m2", 6.8, Origin::computed, 5.5, 8.5, density),
        quantity_of("N(t): ERD", "", no_value, Origin::computed, 0.0, 0.12, erd)};
    ValidationSeries measured_series{"measured", true, {}, {}};
    ValidationSeries model_series{"wayout", false, {}, {}};
    for (std::size_t i = 0; i < grid.size(); ++i) {
        std::vector<double> at;
        for (const std::vector<double>& curve : curves) at.push_back(curve[i]);
        measured_series.points.push_back({grid[i], data[i]});
        model_series.points.push_back({grid[i], mean_of(at)});
        model_series.scatter.push_back({quantile_of(at, 0.05), quantile_of(at, 0.95)});
    }
    findings.figures.push_back({"Passages through a gate of 0.50 m",
                                "time since the first, s",
                                "people",
                                {std::move(measured_series), std::move(model_series)}});
    findings.finding = fmt::format("{:.2f} /s at {:.1f} per m2 before the gate; measured 1.15 and 6.8",
                                   mean_of(flow), mean_of(density));
    findings.is_reproduced = all_inside(findings.quantities);
    return findings;
}

// ---------------------------------------------------------------- B6

constexpr double seyfried_widths_m[] = {0.8, 0.9, 1.0, 1.1, 1.2};
/// 60 people at 3.3 per m2 in a corridor 4 m wide. Width of the corridor and 3 m before the entrance are
/// ours.
GateSetup seyfried_setup(double width_m) {
    return {4.0, width_m, 2.8, 60, 3.0, 60.0 / 3.3 / 4.0};
}

/// Share of the passages in the middle third of the width that the bodies' centres can use.
double share_in_middle(const GateSetup& gate, const Tracks& tracks, double y) {
    const double usable_m = gate.width_m - 2.0 * production_radius_m;
    const Segment line = horizontal(y, -0.5 * gate.width_m, 0.5 * gate.width_m);
    int count = 0;
    int middle = 0;
    for (const LinePassage& passage : first_passages_through(tracks, line, lab_window)) {
        const Track& track = tracks.of_person[static_cast<std::size_t>(passage.person)];
        const auto frame = static_cast<std::int32_t>(std::floor(passage.time_s / tracks.frame_s));
        if (!track.has(frame))
            continue;
        ++count;
        middle += std::abs(track.at(frame).x) < usable_m / 6.0 ? 1 : 0;
    }
    return static_cast<double>(middle) / std::max(1, count);
}

Findings judge_seyfried(std::span<const RunRecord> records, std::size_t seed_count) {
    Findings findings;
    ValidationSeries model{"wayout", false, {}, {}};
    for (std::size_t k = 0; k < std::size(seyfried_widths_m); ++k) {
        const GateSetup gate = seyfried_setup(seyfried_widths_m[k]);
        const double b = gate.width_m;
        const Region floor{floor_of(gate)};
        std::vector<double> flow, before, inside, speed, middle;
        for (const RunRecord& record : variant_of(records, k, seed_count)) {
            const Tracks tracks = tracks_of(record);
            const std::vector<double> times = times_at(gate, tracks, 0.5 * gate.length_m);
            flow.push_back(flow_pps(times) / b);
            const double from_s = quantile_of(times, 0.2);
            const double to_s = quantile_of(times, 0.8);
            before.push_back(
                mean_state(tracks, rectangle(-0.5, -1.5, 0.5, -0.5), floor, from_s, to_s).density_per_m2);
            const AreaState state = mean_state(tracks, rectangle(-0.5 * b, 0.4, 0.5 * b, gate.length_m - 0.4),
                                               floor, from_s, to_s);
            inside.push_back(state.density_per_m2);
            speed.push_back(state.speed_mps);
            middle.push_back(share_in_middle(gate, tracks, 0.5 * gate.length_m));
        }
        const double measured = b == 0.8 ? 1.61 : b == 1.2 ? 1.97 : no_value;
        const auto add = [&](const char* what, const char* unit, double value, double low, double high,
                             const std::vector<double>& values) {
            findings.quantities.push_back(quantity_of(fmt::format("{}, b = {} m", what, b), unit, value,
                                                      Origin::secondary, low, high, values));
        };
        add("flow per width", "1/(m s)", measured, 1.45, 2.15, flow);
        add("density 1 m before", "1/m2", no_value, 3.5, 6.5, before);
        add("density inside", "1/m2", no_value, 1.2, 2.0, inside);
        add("speed inside", "m/s", no_value, 0.8, 1.35, speed);
        if (b >= 0.9)
            add("share in the middle third", "", no_value, 0.0, 1.0 / 3.0, middle);
        model.points.push_back({b, mean_of(flow) * b});
        model.scatter.push_back({quantile_of(flow, 0.05) * b, quantile_of(flow, 0.95) * b});
    }
    findings.figures.push_back({"Flow by width, bottleneck 2.8 m long, 60 people",
                                "width, m",
                                "flow, 1/s",
                                {{"measured", true, {{0.8, 0.8 * 1.61}, {1.2, 1.2 * 1.97}}, {}}, model}});
    const auto inside = std::count_if(findings.quantities.begin(), findings.quantities.end(),
                                      [](const ValidationQuantity& q) { return q.is_inside(); });
    findings.finding = fmt::format("{} of {} quantities inside", inside, findings.quantities.size());
    findings.is_reproduced = all_inside(findings.quantities);
    return findings;
}

// ---------------------------------------------------------------- B7

constexpr double lengths_m[] = {0.06, 4.0};
/// 180 people, 1.2 m wide; hall and start (3.3 per m2) are ours.
GateSetup length_setup(double length_m) {
    return {6.0, 1.2, length_m, 180, 1.0, 180.0 / 3.3 / 6.0};
}

Findings judge_lengths(std::span<const RunRecord> records, std::size_t seed_count) {
    std::vector<double> flows[2];
    for (std::size_t k = 0; k < std::size(lengths_m); ++k) {
        const GateSetup gate = length_setup(lengths_m[k]);
        for (const RunRecord& record : variant_of(records, k, seed_count))
            flows[k].push_back(steady_flow_pps(times_at(gate, tracks_of(record), 0.0)));
    }
    std::vector<double> ratios;
    for (std::size_t i = 0; i < flows[0].size(); ++i) ratios.push_back(flows[0][i] / flows[1][i]);
    Findings findings;
    findings.quantities = {
        quantity_of("flow, 0.06 m over 4 m long", "", no_value, Origin::secondary, 1.05, 1.35, ratios)};
    findings.finding =
        fmt::format("{:.2f} /s through 0.06 m, {:.2f} /s through 4 m", mean_of(flows[0]), mean_of(flows[1]));
    findings.is_reproduced = all_inside(findings.quantities);
    return findings;
}

}  // namespace

void add_narrow_gate_cases(ValidationCases& cases) {
    ValidationCase& queue = cases.emplace_back();
    queue.experiment = {
        "B4", "gate of 0.50 m: flow, time gaps, density before it",
        "CrowdQueue run 040, low motivation, DOI 10.34735/ped.2018.1, computed from trajectories [C]; Adrian "
        "et al. 2020",
        "1.0 to 1.35 /s, SD of time gaps 0.35 to 0.8 of their mean, 5.5 to 8.5 per m2 before the gate, N(t) "
        "with "
        "ERD <= 0.12 (bands of the validation specification)",
        Calibration::lab};
    queue.experiment.known_cause =
        "people wait in turn, in order of their remaining way: time gaps are too even";
    queue.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const std::uint64_t seed : seeds) plans.push_back(gate_plan(crowd_queue, seed));
        return plans;
    };
    queue.judge = judge_crowd_queue;

    ValidationCase& seyfried = cases.emplace_back();
    seyfried.experiment = {
        "B6", "bottleneck 2.8 m long, 60 people",
        "Seyfried et al. 2009, Transp. Sci. 43:395, arXiv physics/0702004 [S: full-text digest]",
        "at each width 1.45 to 2.15 /(m s), 3.5 to 6.5 per m2 1 m before, 1.2 to 2.0 per m2 at 0.8 to 1.35 "
        "m/s "
        "inside (bands of the validation specification); two lanes from 0.9 m on, taken as less than a third "
        "of the people in the middle third (ours)",
        Calibration::lab};
    seyfried.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const double width : seyfried_widths_m)
            for (const std::uint64_t seed : seeds) plans.push_back(gate_plan(seyfried_setup(width), seed));
        return plans;
    };
    seyfried.judge = judge_seyfried;

    ValidationCase& length = cases.emplace_back();
    length.experiment = {
        "B7", "bottleneck 1.2 m wide: flow by length",
        "Liddle et al. 2011, arXiv 1105.1532 [S: abstract]: very short bottlenecks let through more",
        "flow through 0.06 m over flow through 4 m: 1.05 to 1.35 (band of the validation specification)",
        Calibration::lab};
    length.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const double each : lengths_m)
            for (const std::uint64_t seed : seeds) plans.push_back(gate_plan(length_setup(each), seed));
        return plans;
    };
    length.judge = judge_lengths;
}

}  // namespace wayout
