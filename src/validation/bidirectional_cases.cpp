/// Two opposed streams in a corridor: HERMES 2009, DOI 10.34735/ped.2009.10 to .12; table computed from the
/// trajectories, data/experiments/README.md.
#include "analysis/lane_order.hpp"
#include "embedded/bidirectional_runs.hpp"
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
#include <limits>
#include <string>

namespace wayout {
namespace {

constexpr double two_way_width_m = 3.6;
constexpr double two_way_middle_m = 0.5 * two_way_width_m;

/// The corridor spans x from 0 to its width and y from -4 to 4.
struct Run {
    std::string name;
    bool is_free{};  ///< "bo": everybody leaves on the side they like; "bot": the side is prescribed
    double entrance_m{};
    int people{};
    double density_per_m2{}, speed_mps{}, flow_pps{}, order{}, order_shuffled{};
};

/// All of the table.
const std::vector<Run>& runs() {
    static const std::vector<Run> chosen = [] {
        const NumberTable table(embedded::bidirectional_runs());
        std::vector<Run> all;
        for (std::size_t row = 0; row < table.row_count(); ++row) {
            const std::string& name = table.label(row);
            const bool is_free = name.starts_with("bo-");
            const double entrance = std::stod(name.substr(name.size() - 3)) / 100.0;
            all.push_back({name, is_free, entrance, static_cast<int>(table.at(row, "n_persons")),
                           table.at(row, "rho_D_mean"), table.at(row, "v_D_mean"),
                           table.at(row, "J_total_1/s"), table.at(row, "lane_order_mean"),
                           table.at(row, "lane_order_shuffled")});
        }
        return all;
    }();
    return chosen;
}

double waiting_depth_m(const Run& run) {
    return waiting_m2 * 0.5 * run.people / hall_width_m;
}

/// From below: waiting area, board with the entrance, free area, corridor, and the same mirrored.
Polygon two_way_floor(const Run& run) {
    const double left = two_way_middle_m - 0.5 * hall_width_m;
    const double right = two_way_middle_m + 0.5 * hall_width_m;
    const double gap_left = two_way_middle_m - 0.5 * run.entrance_m;
    const double gap_right = two_way_middle_m + 0.5 * run.entrance_m;
    const double free_end = half_length_m + free_depth_m;
    const double board_end = free_end + board_m;
    const double end = board_end + waiting_depth_m(run);
    Ring right_side{{right, -end},
                    {right, -board_end},
                    {gap_right, -board_end},
                    {gap_right, -free_end},
                    {right, -free_end},
                    {right, -half_length_m},
                    {two_way_width_m, -half_length_m},
                    {two_way_width_m, half_length_m},
                    {right, half_length_m},
                    {right, free_end},
                    {gap_right, free_end},
                    {gap_right, board_end},
                    {right, board_end},
                    {right, end}};
    Ring ring = right_side;
    for (auto corner = right_side.rbegin(); corner != right_side.rend(); ++corner) {
        // Mirrored on the axis of the corridor.
        const double x = corner->x == right ? left : corner->x == gap_right ? gap_left : 0.0;
        ring.push_back({x, corner->y});
    }
    return {std::move(ring), {}};
}

void add_side_exit(Scenario& scenario, const char* id, double x, double y0, double y1) {
    ExitSpec& exit = scenario.venue.exits.emplace_back();
    exit.id = id;
    exit.storey = "ground";
    exit.line = vertical(x, y0, y1);
}

RunPlan plan_of_run(const Run& run, std::uint64_t seed) {
    const double left = two_way_middle_m - 0.5 * hall_width_m;
    const double right = two_way_middle_m + 0.5 * hall_width_m;
    const double free_end = half_length_m + free_depth_m;
    const double board_end = free_end + board_m;
    const double end = board_end + waiting_depth_m(run);
    RunPlan plan;
    Scenario& scenario = plan.scenario;
    scenario.name = scenario.venue.name = run.name;
    StoreySpec& storey = scenario.venue.storeys.emplace_back();
    storey.id = "ground";
    storey.floor = {two_way_floor(run)};
    add_side_exit(scenario, "up-left", left, half_length_m, free_end);
    add_side_exit(scenario, "up-right", right, half_length_m, free_end);
    add_side_exit(scenario, "down-left", left, -free_end, -half_length_m);
    add_side_exit(scenario, "down-right", right, -free_end, -half_length_m);
    add_lab_people(scenario);
    const Polygon below = rectangle(left, -end, right, -board_end);
    const Polygon above = rectangle(left, board_end, right, end);
    const auto add_stream = [&](int count, const Polygon& where, const char* target, const char* other) {
        PopulationSpec& stream = add_crowd(scenario, count, where, lab_people);
        stream.exit_choice = other ? ExitChoice::nearest : ExitChoice::fixed;
        stream.exits = other ? std::vector<std::string>{target, other} : std::vector<std::string>{target};
    };
    const int half = run.people / 2;
    if (run.is_free) {
        add_stream(half, below, "up-left", "up-right");
        add_stream(run.people - half, above, "down-left", "down-right");
    } else {
        add_stream(half / 2, below, "up-left", nullptr);
        add_stream(half - half / 2, below, "up-right", nullptr);
        add_stream((run.people - half) / 2, above, "down-left", nullptr);
        add_stream(run.people - half - (run.people - half) / 2, above, "down-right", nullptr);
    }
    scenario.simulation.duration_s = 400.0;
    plan.seed = seed;
    plan.keep_tracks = true;
    plan.cost = 0.1 * run.people;
    return plan;
}

struct Measures {
    double density_per_m2{}, speed_mps{}, flow_pps{}, order{}, order_shuffled{};
    bool is_gridlocked{};
};

/// Less than 0.2 /s for 20 s, so at most three passages, at any time within the window.
bool has_gridlock(const std::vector<double>& times_s, double from_s, double to_s) {
    constexpr double span_s = 20.0;
    constexpr std::size_t fewest = 4;
    for (std::size_t i = 0; i + fewest < times_s.size(); ++i)
        if (times_s[i] >= from_s && times_s[i + fewest] <= to_s && times_s[i + fewest] - times_s[i] > span_s)
            return true;
    return false;
}

/// Window between 15 % and 85 % of the crossings of y = 0; area y -1 to 1; lanes among those in |y| < 3 m.
Measures measure_two_way(const Run& run, const RunRecord& record) {
    const Tracks tracks = tracks_of(record);
    const std::vector<double> times = first_times_over(tracks, horizontal(0.0, 0.0, two_way_width_m));
    const double from_s = quantile_of(times, 0.15);
    const double to_s = quantile_of(times, 0.85);
    const AreaState state = mean_state(tracks, rectangle(0.0, -1.0, two_way_width_m, 1.0),
                                       {two_way_floor(run)}, from_s, to_s, 1.0);
    Measures measures{
        state.density_per_m2, state.speed_mps, flow_between(times, from_s, to_s), 0.0, 0.0, false};
    measures.is_gridlocked = !record.is_complete() || has_gridlock(times, from_s, to_s);
    std::vector<double> order;
    std::vector<double> shuffled;
    const auto every = static_cast<std::int32_t>(std::lround(1.0 / tracks.frame_s));
    for (auto frame = static_cast<std::int32_t>(std::ceil(from_s / tracks.frame_s));
         frame * tracks.frame_s <= to_s; frame += every) {
        std::vector<StreamMember> members;
        for (const Track& track : tracks.of_person)
            if (track.has(frame) && std::abs(track.at(frame).y) < 3.0)
                members.push_back({track.at(frame), track.positions_m.front().y < 0.0});
        const double value = lane_order(members);
        if (std::isnan(value))
            continue;
        order.push_back(value);
        shuffled.push_back(lane_order_shuffled(members, record.seed, static_cast<std::uint32_t>(frame)));
    }
    measures.order = mean_of(order);
    measures.order_shuffled = mean_of(shuffled);
    return measures;
}

Findings judge_two_way(std::span<const RunRecord> records, std::size_t seed_count) {
    Findings findings;
    // [0] free choice of sides, [1] sides that are fixed.
    ValidationSeries data[] = {{"measured, free", true, {}, {}, false},
                               {"measured, fixed", true, {}, {}, false}};
    ValidationSeries model[] = {{"wayout, free", false, {}, {}, false},
                                {"wayout, fixed", false, {}, {}, false}};
    std::vector<double> gridlocks;
    for (std::size_t k = 0; k < runs().size(); ++k) {
        const Run& run = runs()[k];
        std::vector<double> density, speed, flow, order, excess;
        for (const RunRecord& record : variant_of(records, k, seed_count)) {
            const Measures m = measure_two_way(run, record);
            density.push_back(m.density_per_m2);
            speed.push_back(m.speed_mps);
            flow.push_back(m.flow_pps);
            order.push_back(m.order);
            excess.push_back(m.order - m.order_shuffled);
            gridlocks.push_back(m.is_gridlocked ? 1.0 : 0.0);
        }
        findings.quantities.push_back(quantity_of(run.name + " density", "1/m2", run.density_per_m2,
                                                  Origin::computed, 0.8 * run.density_per_m2,
                                                  1.2 * run.density_per_m2, density));
        findings.quantities.push_back(quantity_of(run.name + " speed", "m/s", run.speed_mps, Origin::computed,
                                                  run.speed_mps - 0.15, run.speed_mps + 0.15, speed));
        findings.quantities.push_back(quantity_of(run.name + " flow, both ways", "1/s", run.flow_pps,
                                                  Origin::computed, 0.85 * run.flow_pps, 1.15 * run.flow_pps,
                                                  flow));
        if (run.is_free)
            findings.quantities.push_back(
                quantity_of(run.name + " lane order", "", run.order, Origin::computed, 0.85, 1.0, order));
        if (run.density_per_m2 > 0.9)
            findings.quantities.push_back(quantity_of(run.name + " lane order above chance", "",
                                                      run.order - run.order_shuffled, Origin::computed, 0.25,
                                                      no_limit, excess));
        if (run.density_per_m2 > 1.25)
            findings.quantities.push_back(quantity_of(run.name + " flow per width", "1/(m s)", no_value,
                                                      Origin::computed, 1.2, 1.55, [&] {
                                                          std::vector<double> specific = flow;
                                                          for (double& j : specific) j /= two_way_width_m;
                                                          return specific;
                                                      }()));
        const std::size_t sides = run.is_free ? 0 : 1;
        data[sides].points.push_back({run.density_per_m2, run.flow_pps / two_way_width_m});
        model[sides].points.push_back({mean_of(density), mean_of(flow) / two_way_width_m});
        model[sides].scatter.push_back(
            {quantile_of(flow, 0.05) / two_way_width_m, quantile_of(flow, 0.95) / two_way_width_m});
    }
    findings.quantities.push_back(
        quantity_of("share of runs in gridlock", "", 0.0, Origin::secondary, 0.0, 0.0, gridlocks));
    findings.figures.push_back(
        {"Flow by density in opposed streams",
         "density, 1/m2",
         "flow per width, both ways, 1/(m s)",
         {std::move(data[0]), std::move(model[0]), std::move(data[1]), std::move(model[1])}});
    const auto inside = std::count_if(findings.quantities.begin(), findings.quantities.end(),
                                      [](const ValidationQuantity& q) { return q.is_inside(); });
    findings.finding = fmt::format("{} of {} quantities inside; {:.0f} of {} runs in gridlock", inside,
                                   findings.quantities.size(),
                                   mean_of(gridlocks) * static_cast<double>(records.size()), records.size());
    findings.is_reproduced = all_inside(findings.quantities);
    return findings;
}

}  // namespace

void add_bidirectional_cases(ValidationCases& cases) {
    ValidationCase& opposed = cases.emplace_back();
    opposed.experiment = {
        "BI", "opposed streams in a corridor, 12 runs",
        "HERMES 2009, DOI 10.34735/ped.2009.10 to .12, computed from trajectories [C]; Zhang et al. 2012, "
        "arXiv 1107.5246",
        "each run: flow +-15 %, speed +-0.15 m/s, density +-20 %; flow per width 1.2 to 1.55 above 1.25 per "
        "m2; lane order 0.25 above chance, 0.85 with free choice of sides; never less than 0.2 /s for 20 s "
        "(bands of "
        "the validation specification)",
        Calibration::lab};
    opposed.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const Run& run : runs())
            for (const std::uint64_t seed : seeds) plans.push_back(plan_of_run(run, seed));
        return plans;
    };
    opposed.judge = judge_two_way;
}

}  // namespace wayout
