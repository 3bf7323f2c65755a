/// Bottlenecks: RiMEA v4.1.1 tests 12a to 12d, and test 12 of v3.
///
/// Set-ups as in the JuPedSim suite [S], with 150 people from the speed-age curve; criteria [P].
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wayout {
namespace {

constexpr int people_count = 150;
constexpr double room_end_m = 10.0;

RunPlan bottleneck_plan(Scenario scenario, std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = std::move(scenario);
    add_crowd(plan.scenario, people_count, rectangle(0, 0, 5, 10), rimea_people);
    plan.lines = {{vertical(room_end_m, 0, 10), "ground", {}}};
    plan.seed = seed;
    plan.cost = 8;
    return plan;
}

/// Last first crossing of the end of room 1.
double emptying_time_s(const RunRecord& record) {
    const std::vector<double> times = record.first_times_over(0);
    return times.size() == static_cast<std::size_t>(people_count) ? times.back() : never_s;
}

std::vector<double> emptying_times(std::span<const RunRecord> records) {
    std::vector<double> times;
    for (const RunRecord& record : records) times.push_back(emptying_time_s(record));
    return times;
}

// ---------------------------------------------------------------- 12a

constexpr double goal_distances_m[] = {0.2, 2.0, 5.0, 9.8};

Experiment goal_position() {
    Experiment experiment;
    experiment.tests = {{"RiMEA-12a", "distance of the goal behind an opening",
                         "RiMEA v4.1.1, A4 test 12a; direction as in JuPedSim's suite [S], band [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const double goal_m : goal_distances_m)
            for (const std::uint64_t seed : conditions.seeds())
                plans.push_back(bottleneck_plan(two_rooms(1.0, 0.2, goal_m), seed));
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds().size();
        std::vector<double> means;
        for (std::size_t k = 0; k < std::size(goal_distances_m); ++k)
            means.push_back(mean_of(emptying_times(variant_of(records, k, seeds))));
        const auto [low, high] = std::minmax_element(means.begin() + 1, means.end());
        const double spread = *high / *low - 1.0;
        Judgement judgement;
        judgement.measured = fmt::format(
            "room 1 empty after {} s for goals {} m behind the opening; spread from 2 m on {:.1f} %",
            listed(means, 1), listed(goal_distances_m, 1), 100.0 * spread);
        judgement.band = "spread from 2 m on < 10 %; time at 0.2 m at most that at 9.8 m [P]";
        judgement.verdict = passed_if(spread < 0.1 && means.front() <= means.back());
        if (means.front() > means.back())
            judgement.note =
                "Those who have left go on straight outwards for 2 m and hold up those behind; inside a "
                "building "
                "they would fan out behind the opening. An exit close behind an opening errs on the slow "
                "side.";
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- 12b

Experiment passage_length() {
    Experiment experiment;
    experiment.tests = {{"RiMEA-12b", "length of a bottleneck",
                         "RiMEA v4.1.1, A4 test 12b: longer is slower [S]; flow ratio and test [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const double passage_m : {0.2, 5.0})
            for (const std::uint64_t seed : conditions.seeds())
                plans.push_back(bottleneck_plan(two_rooms(1.0, passage_m, 9.8), seed));
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds().size();
        std::vector<double> differences;
        std::vector<double> flows[2];
        for (std::size_t i = 0; i < seeds; ++i) {
            differences.push_back(emptying_time_s(records[seeds + i]) - emptying_time_s(records[i]));
            for (std::size_t k = 0; k < 2; ++k) {
                const std::vector<double> times = records[k * seeds + i].first_times_over(0);
                flows[k].push_back(flow_pps(middle_eighty_percent(times)));
            }
        }
        const std::vector<double> short_s = emptying_times(variant_of(records, 0, seeds));
        const std::vector<double> long_s = emptying_times(variant_of(records, 1, seeds));
        const double ratio = mean_of(flows[1]) / mean_of(flows[0]);
        const double p = wilcoxon_p_value(differences);
        const bool all_longer =
            std::all_of(differences.begin(), differences.end(), [](double d) { return d > 0.0; });
        Judgement judgement;
        judgement.measured =
            fmt::format("0.2 m long {}, 5 m long {}; paired p = {:.4f}; flow ratio {:.2f}",
                        mean_and_range(short_s, 1, "s"), mean_and_range(long_s, 1, "s"), p, ratio);
        judgement.band = conditions.quick
                             ? "longer with every seed; flow ratio 0.6 to 1.0 [P]"
                             : "longer, one-sided signed-rank p < 0.05; flow ratio 0.6 to 1.0 [P]";
        judgement.verdict =
            passed_if((conditions.quick ? all_longer : p < 0.05) && ratio >= 0.6 && ratio <= 1.0);
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- 12c and v3

/// Mean of the ten highest counts.
double top_ten(const std::vector<AreaSample>& samples) {
    std::vector<double> counts;
    for (const AreaSample& sample : samples) counts.push_back(sample.count);
    std::sort(counts.rbegin(), counts.rend());
    counts.resize(std::min<std::size_t>(counts.size(), 10));
    return mean_of(counts);
}

double peak_count(const std::vector<AreaSample>& samples) {
    int peak = 0;
    for (const AreaSample& sample : samples) peak = std::max(peak, sample.count);
    return peak;
}

double share_95(const std::vector<AreaSample>& samples) {
    std::vector<double> counts;
    for (const AreaSample& sample : samples) counts.push_back(sample.count);
    return quantile_of(counts, 0.95);
}

Experiment second_opening() {
    Experiment experiment;
    experiment.tests = {{"RiMEA-12c", "two equal openings one after the other",
                         "RiMEA v4.1.1, A4 test 12c: no jam before the second [S]; counts [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const std::uint64_t seed : conditions.seeds(5)) {
            RunPlan plan = bottleneck_plan(three_rooms(), seed);
            plan.lines.push_back({vertical(20.2, 0, 10), "ground", {}});
            plan.areas = {{rectangle(8, 3.5, 10, 6.5), "ground", {}},
                          {rectangle(18.2, 3.5, 20.2, 6.5), "ground", {}}};
            plans.push_back(std::move(plan));
        }
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        std::vector<double> peaks[2];
        std::vector<double> tops[2];
        std::vector<double> lags;
        bool good = true;
        for (const RunRecord& record : records) {
            for (std::size_t k = 0; k < 2; ++k) {
                peaks[k].push_back(peak_count(record.areas[k]));
                tops[k].push_back(top_ten(record.areas[k]));
            }
            lags.push_back(record.first_times_over(1).back() - record.first_times_over(0).back());
            good = good && peaks[0].back() > peaks[1].back() && tops[0].back() > tops[1].back() &&
                   lags.back() < 20.0;
        }
        Judgement judgement;
        judgement.measured = fmt::format(
            "people in 2 m x 3 m: opening 1 peak {}, ten highest {}; opening 2 peak {}, ten highest {}; the "
            "last "
            "passes opening 2 {} after opening 1",
            mean_and_range(peaks[0], 1, ""), mean_and_range(tops[0], 1, ""), mean_and_range(peaks[1], 1, ""),
            mean_and_range(tops[1], 1, ""), mean_and_range(lags, 1, "s"));
        judgement.band = "both counts larger before opening 1, lag < 20 s, in every run [P]";
        judgement.verdict = passed_if(good);
        return std::vector{judgement};
    };
    return experiment;
}

Experiment jam_in_first_room() {
    Experiment experiment;
    experiment.tests = {
        {"RiMEA-12v3", "bottleneck between two rooms",
         "RiMEA v3.0.0, Annex 1 test 12: jam only in room 1; documentation, no exclusion [S]; count [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const std::uint64_t seed : conditions.seeds(5)) {
            RunPlan plan = bottleneck_plan(bottleneck_rooms(), seed);
            plan.areas = {{rectangle(8, 3.5, 10, 6.5), "ground", {}},
                          {rectangle(23, 3.5, 25, 6.5), "ground", {}}};
            plans.push_back(std::move(plan));
        }
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        std::vector<double> counts[2];
        for (const RunRecord& record : records)
            for (std::size_t k = 0; k < 2; ++k) counts[k].push_back(share_95(record.areas[k]));
        const bool as_expected = mean_of(counts[0]) >= 3.0 * mean_of(counts[1]);
        Judgement judgement;
        judgement.measured =
            fmt::format("95th percentile of people in 2 m x 3 m: before the corridor {}, before the exit {}",
                        mean_and_range(counts[0], 1, ""), mean_and_range(counts[1], 1, ""));
        judgement.band = "documented; expected: the first at least three times the second [P]";
        judgement.verdict = Verdict::documented;
        judgement.note = as_expected ? "As expected." : "Not as expected.";
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- 12d

constexpr double opening_widths_m[] = {0.8, 1.0, 1.2};

Experiment opening_width() {
    Experiment experiment;
    experiment.tests = {{"RiMEA-12d", "width of a bottleneck",
                         "RiMEA v4.1.1, A4 test 12d: flow rises with width [S]; band and fit [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const double width_m : opening_widths_m)
            for (const std::uint64_t seed : conditions.seeds())
                plans.push_back(bottleneck_plan(two_rooms(width_m, 5.0, 9.8), seed));
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds().size();
        std::vector<double> flows;
        bool good = true;
        for (std::size_t k = 0; k < std::size(opening_widths_m); ++k) {
            std::vector<double> of_seeds;
            for (const RunRecord& record : variant_of(records, k, seeds)) {
                const std::vector<double> times = record.first_times_over(0);
                of_seeds.push_back(flow_pps(middle_eighty_percent(times)));
            }
            flows.push_back(mean_of(of_seeds));
            const double yardstick = 1.9 * opening_widths_m[k];
            good = good && std::abs(flows[k] / yardstick - 1.0) <= 0.3 && (k == 0 || flows[k] > flows[k - 1]);
        }
        const LinearFit fit = fit_line(opening_widths_m, flows);
        Judgement judgement;
        judgement.measured = fmt::format(
            "{} /s for 0.8, 1.0, 1.2 m, {} /(m s); r2 = {:.3f}", listed(flows, 2),
            listed(std::vector{flows[0] / 0.8, flows[1] / 1.0, flows[2] / 1.2}, 2), fit.r_squared);
        judgement.band =
            "rising, within 30 % of 1.9 x width (1.06 to 1.98, 1.33 to 2.47, 1.60 to 2.96 /s), r2 > 0.9 [P]";
        judgement.verdict = passed_if(good && fit.r_squared > 0.9);
        judgement.note =
            "Flow of the middle 80 %, clear width, opening 5 m long. 1.9 /(m s) is the yardstick of "
            "JuPedSim's suite, from laboratory "
            "experiments; the design calibration is meant to stay below it. Bodies of 0.40 m walk in two "
            "files at 0.8 and "
            "1.0 m, in three at 1.2 m.";
        return std::vector{judgement};
    };
    return experiment;
}

}  // namespace

void add_bottleneck_experiments(Experiments& catalogue) {
    catalogue.push_back(goal_position());
    catalogue.push_back(passage_length());
    catalogue.push_back(second_opening());
    catalogue.push_back(jam_in_first_room());
    catalogue.push_back(opening_width());
}

}  // namespace wayout
