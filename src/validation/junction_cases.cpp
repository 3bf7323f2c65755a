/// Two streams that meet in a T-junction: HERMES 2009, DOI 10.34735/ped.2009.7 [S], run KO-240-050-240;
/// tables computed from the trajectories, data/experiments/README.md.
#include "embedded/junction_passages.hpp"
#include "embedded/junction_states.hpp"
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

namespace wayout {
namespace {

/// Arms in y -2.4 to 0, stem in x -2.4 to 0. Their ends are ours: the camera saw x -5 to 4 and y to 4.5.
constexpr double junction_width_m = 2.4;
constexpr double arm_m = 4.0;
constexpr double stem_m = 4.5;
constexpr double junction_middle_m = -0.5 * junction_width_m;  ///< of an arm in y, of the stem in x

struct Junction {
    double entrance_m;
    int people;  ///< in each of the two halls
};
constexpr Junction measured_run{0.5, 67};
/// At least 115 people per metre of the stem.
constexpr Junction saturated_run{2.4, 150};

struct Ends {
    double left, right, hall_m;
};
Ends ends_of(const Junction& junction) {
    return {-junction_width_m - arm_m, arm_m, waiting_m2 * junction.people / hall_width_m};
}

Polygon junction_floor(const Junction& junction) {
    const Ends ends = ends_of(junction);
    const double low = junction_middle_m - 0.5 * hall_width_m;
    const double high = junction_middle_m + 0.5 * hall_width_m;
    const double gap_low = junction_middle_m - 0.5 * junction.entrance_m;
    const double gap_high = junction_middle_m + 0.5 * junction.entrance_m;
    const double left_out = ends.left - board_m;
    const double right_out = ends.right + board_m;
    Ring ring;
    for (const Vec2 corner : {Vec2{left_out - ends.hall_m, low},
                              {left_out, low},
                              {left_out, gap_low},
                              {ends.left, gap_low},
                              {ends.left, -junction_width_m},
                              {ends.right, -junction_width_m},
                              {ends.right, gap_low},
                              {right_out, gap_low},
                              {right_out, low},
                              {right_out + ends.hall_m, low},
                              {right_out + ends.hall_m, high},
                              {right_out, high},
                              {right_out, gap_high},
                              {ends.right, gap_high},
                              {ends.right, 0.0},
                              {0.0, 0.0},
                              {0.0, stem_m},
                              {high, stem_m},
                              {high, stem_m + free_depth_m},
                              {low, stem_m + free_depth_m},
                              {low, stem_m},
                              {-junction_width_m, stem_m},
                              {-junction_width_m, 0.0},
                              {ends.left, 0.0},
                              {ends.left, gap_high},
                              {left_out, gap_high},
                              {left_out, high},
                              {left_out - ends.hall_m, high}})
        add_corner(ring, corner);
    return {std::move(ring), {}};
}

RunPlan junction_plan(const Junction& junction, std::uint64_t seed) {
    const Ends ends = ends_of(junction);
    const double low = junction_middle_m - 0.5 * hall_width_m;
    const double high = junction_middle_m + 0.5 * hall_width_m;
    RunPlan plan;
    Scenario& scenario = plan.scenario;
    scenario.name = scenario.venue.name = "T-junction";
    StoreySpec& storey = scenario.venue.storeys.emplace_back();
    storey.id = "ground";
    storey.floor = {junction_floor(junction)};
    ExitSpec& exit = scenario.venue.exits.emplace_back();
    exit.id = "exit";
    exit.storey = "ground";
    exit.line = horizontal(stem_m + free_depth_m, low, high);
    add_lab_people(scenario);
    const double left_out = ends.left - board_m;
    const double right_out = ends.right + board_m;
    add_crowd(scenario, junction.people, rectangle(left_out - ends.hall_m, low, left_out, high), lab_people);
    add_crowd(scenario, junction.people, rectangle(right_out, low, right_out + ends.hall_m, high),
              lab_people);
    scenario.simulation.duration_s = 600.0;
    plan.seed = seed;
    plan.keep_tracks = true;
    plan.cost = 0.2 * junction.people;
    return plan;
}

struct Passages {
    std::vector<double> left, right, stem;
    double from_s{}, to_s{};  ///< between 10 % and 90 % of the passages of the stem
};
Passages passages_of(const Tracks& tracks) {
    Passages passages;
    passages.left = first_times_over(tracks, vertical(-3.0, -junction_width_m, 0.0));
    passages.right = first_times_over(tracks, vertical(1.0, -junction_width_m, 0.0));
    passages.stem = first_times_over(tracks, horizontal(1.0, -junction_width_m, 0.0));
    passages.from_s = quantile_of(passages.stem, 0.1);
    passages.to_s = quantile_of(passages.stem, 0.9);
    return passages;
}

double left_share(const Passages& passages) {
    const double left = flow_between(passages.left, passages.from_s, passages.to_s);
    return left / (left + flow_between(passages.right, passages.from_s, passages.to_s));
}

struct Area {
    const char* name;
    const char* row;  ///< of the table
    Polygon polygon;
    std::vector<double> density, speed;
};

std::size_t row_of(const NumberTable& table, std::string_view area) {
    for (std::size_t row = 0; row < table.row_count(); ++row)
        if (table.text(row, "area_or_line") == area)
            return row;
    return table.row_count();
}

void judge_measured(std::span<const RunRecord> records, Findings& findings) {
    const NumberTable table(embedded::junction_states());
    std::vector<Area> areas{{"left arm", "left_branch", rectangle(-4.6, -2.4, -2.6, 0.0), {}, {}},
                            {"right arm", "right_branch", rectangle(0.2, -2.4, 2.2, 0.0), {}, {}},
                            {"merge", "merge_zone", rectangle(-2.4, -2.4, 0.0, 0.0), {}, {}},
                            {"stem", "stem_after", rectangle(-2.4, 1.0, 0.0, 3.0), {}, {}}};
    const Region floor{junction_floor(measured_run)};
    std::vector<double> shares, flows, balance;
    std::vector<std::vector<double>> times;
    for (const RunRecord& record : records) {
        const Tracks tracks = tracks_of(record);
        const Passages passages = passages_of(tracks);
        shares.push_back(left_share(passages));
        flows.push_back(flow_between(passages.stem, passages.from_s, passages.to_s));
        balance.push_back(static_cast<double>(passages.stem.size()) -
                          static_cast<double>(passages.left.size() + passages.right.size()));
        times.push_back(passages.stem);
        for (Area& area : areas) {
            const AreaState state = mean_state(tracks, area.polygon, floor, passages.from_s, passages.to_s);
            area.density.push_back(state.density_per_m2);
            area.speed.push_back(state.speed_mps);
        }
    }
    const PassageCurves curves =
        compare_passages("Passages into the stem of the T-junction",
                         column(NumberTable(embedded::junction_passages()), "time_s"), times);
    const auto add = [&](std::string name, const char* unit, double measured, double low, double high,
                         const std::vector<double>& values) {
        findings.quantities.push_back(
            quantity_of(std::move(name), unit, measured, Origin::computed, low, high, values));
    };
    const double measured_left = table.at(row_of(table, "flow_left_J_1/s"), "rho_C_mean_or_J");
    const double measured_right = table.at(row_of(table, "flow_right_J_1/s"), "rho_C_mean_or_J");
    add("share of the left arm", "", measured_left / (measured_left + measured_right), 0.45, 0.55, shares);
    add("N(t) in the stem: ERD", "", no_value, 0.0, 0.10, curves.erd);
    for (const Area& area : areas) {
        const double speed = table.at(row_of(table, area.row), "v_D_mean");
        add(std::string("speed, ") + area.name, "m/s", speed, speed - 0.15, speed + 0.15, area.speed);
    }
    add("people in the stem less those of the arms", "", 0.0, 0.0, 0.0, balance);
    findings.figures.push_back(curves.figure);
    ValidationSeries data{"measured", true, {}, {}};
    ValidationSeries model{"wayout", false, {}, {}};
    for (const Area& area : areas) {
        const std::size_t row = row_of(table, area.row);
        const double speed = table.at(row, "v_D_mean");
        const double sd = table.at(row, "v_D_sd");
        data.points.push_back({table.at(row, "rho_D_mean_or_Js"), speed});
        data.scatter.push_back({speed - sd, speed + sd});
        model.points.push_back({mean_of(area.density), mean_of(area.speed)});
        model.scatter.push_back({quantile_of(area.speed, 0.05), quantile_of(area.speed, 0.95)});
    }
    data.is_joined = model.is_joined = false;
    findings.figures.push_back({"Left arm, right arm, merge and stem: speed by density",
                                "density, 1/m2",
                                "speed, m/s",
                                {std::move(data), std::move(model)}});
    findings.finding = fmt::format("{:.2f} /s in the stem, measured {:.2f}", mean_of(flows),
                                   table.at(row_of(table, "flow_stem_J_1/s"), "rho_C_mean_or_J"));
}

void judge_saturated(std::span<const RunRecord> records, Findings& findings) {
    std::vector<double> flows, least, balance;
    for (const RunRecord& record : records) {
        const Passages passages = passages_of(tracks_of(record));
        flows.push_back(flow_between(passages.stem, passages.from_s, passages.to_s) / junction_width_m);
        least.push_back(std::min(left_share(passages), 1.0 - left_share(passages)));
        balance.push_back(static_cast<double>(passages.stem.size()) -
                          static_cast<double>(passages.left.size() + passages.right.size()));
    }
    const auto add = [&](const char* name, const char* unit, double low, double high,
                         const std::vector<double>& values) {
        findings.quantities.push_back(
            quantity_of(name, unit, no_value, Origin::secondary, low, high, values));
    };
    add("saturated: flow per width in the stem", "1/(m s)", 1.2, 1.75, flows);
    add("saturated: share of the weaker arm", "", 0.35, no_limit, least);
    add("saturated: people in the stem less those of the arms", "", 0.0, 0.0, balance);
    findings.finding +=
        fmt::format("; saturated {:.2f} /(m s), weaker arm {:.0f} %", mean_of(flows), 100.0 * mean_of(least));
}

}  // namespace

void add_junction_cases(ValidationCases& cases) {
    ValidationCase& junction = cases.emplace_back();
    junction.experiment = {
        "TJ", "T-junction: two streams into one",
        "HERMES 2009, DOI 10.34735/ped.2009.7 [S], run KO-240-050-240 computed from trajectories [C]",
        "shares 50 +-5 %, N(t) with ERD <= 0.10, speeds in the areas +-0.15 m/s, nobody lost between arms "
        "and stem; with entrances of 2.4 m 1.2 to 1.75 /(m s) in the stem and 35 % from either arm (bands of "
        "the validation specification)",
        Calibration::lab};
    junction.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const Junction& run : {measured_run, saturated_run})
            for (const std::uint64_t seed : seeds) plans.push_back(junction_plan(run, seed));
        return plans;
    };
    junction.judge = [](std::span<const RunRecord> records, std::size_t seed_count) {
        Findings findings;
        judge_measured(variant_of(records, 0, seed_count), findings);
        judge_saturated(variant_of(records, 1, seed_count), findings);
        findings.is_reproduced = all_inside(findings.quantities);
        return findings;
    };
}

}  // namespace wayout
