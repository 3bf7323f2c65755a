/// Pushing at a narrow door: Pastor et al. 2015 (Phys. Rev. E 92:062817, arXiv 1507.05110), with the model
/// that has contact forces. Faster is slower in the experiment; the specification (3.4) warns not to promise
/// it, because its sign depends on how bodies rub.
#include "analysis/line_flow.hpp"
#include "analysis/power_tail.hpp"
#include "validation/lab.hpp"
#include "validation/narrow_gate.hpp"
#include "validation/validation_case.hpp"
#include "verification/experiment.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

/// What people were told, the level of pushing that stands for it here (ours), and the exponent of the tail
/// of the time lapses with the accepted band [S: full-text digest; bands of the validation specification].
struct Level {
    const char* told;
    double pushing;
    double exponent;
    double low;
    double high;
};
constexpr std::array<Level, 3> levels{{{"avoid contact", 0.0, 6.8, 5.5, 9.0},
                                       {"soft contact", 0.3, 5.5, 4.3, 7.5},
                                       {"soft pushing", 1.0, 4.2, 3.3, 5.5}}};

/// 95 people, door of 0.69 m [S]. A wall 0.2 m thick and a crowd at 3.3 per m2 in a room 6 m wide are ours.
constexpr GateSetup door{6.0, 0.69, 0.2, 95, 0.3, 95.0 / 3.3 / 6.0};
constexpr double longest_calm_gap_s = 10.0;

/// Share of the time lapses that are at least so long.
ValidationSeries survival_of(std::string name, std::vector<double> lapses_s) {
    ValidationSeries series{std::move(name), false, {}, {}};
    std::sort(lapses_s.begin(), lapses_s.end());
    const double longest_s = lapses_s.empty() ? 0.0 : lapses_s.back();
    for (double t = 0.0; t <= longest_s; t += 0.1) {
        const auto below = std::lower_bound(lapses_s.begin(), lapses_s.end(), t) - lapses_s.begin();
        series.points.push_back({t, 1.0 - static_cast<double>(below) / static_cast<double>(lapses_s.size())});
    }
    return series;
}

Findings judge_push_levels(std::span<const RunRecord> records, std::size_t seed_count) {
    Findings findings;
    ValidationFigure survival{
        "Time lapses at a door of 0.69 m", "time lapse, s", "share that long or longer", {}};
    std::array<double, levels.size()> exponents{};
    std::array<std::vector<double>, levels.size()> flows_pps;
    std::vector<double> longest_s;
    for (std::size_t k = 0; k < levels.size(); ++k) {
        std::vector<double> lapses_s;  // of all runs together
        std::vector<double> longest_of_runs_s;
        for (const RunRecord& record : variant_of(records, k, seed_count)) {
            const std::vector<double> times_s = times_at(door, tracks_of(record), 0.0);
            flows_pps[k].push_back(flow_pps(times_s));
            const std::vector<double> of_run_s = time_gaps_s(times_s);
            lapses_s.insert(lapses_s.end(), of_run_s.begin(), of_run_s.end());
            longest_of_runs_s.push_back(quantile_of(of_run_s, 1.0));
        }
        exponents[k] = power_tail_exponent(lapses_s, median_of(lapses_s));
        const Level& level = levels[k];
        findings.quantities.push_back(
            quantity_of(fmt::format("exponent of the tail, {} (pushing {})", level.told, level.pushing), "",
                        level.exponent, Origin::secondary, level.low, level.high, std::array{exponents[k]}));
        survival.series.push_back(survival_of(fmt::format("pushing {}", level.pushing), lapses_s));
        if (k == 0)
            longest_s = longest_of_runs_s;
    }
    std::vector<double> ratios;
    for (std::size_t i = 0; i < seed_count; ++i) ratios.push_back(flows_pps.back()[i] / flows_pps.front()[i]);
    findings.quantities.push_back(
        quantity_of("flow, pushing 1 over 0", "", no_value, Origin::secondary, 0.75, 1.0, ratios));
    findings.quantities.push_back(quantity_of("longest lapse of all runs, pushing 0", "s", no_value,
                                              Origin::secondary, 0.0, longest_calm_gap_s,
                                              std::array{quantile_of(longest_s, 1.0)}));
    const bool falls = exponents[0] > exponents[1] && exponents[1] > exponents[2];
    findings.finding = fmt::format("exponents {}: {}; {:.2f}, {:.2f}, {:.2f} /s with pushing 0, 0.3, 1",
                                   listed(exponents, 1), falls ? "falling" : "not falling",
                                   mean_of(flows_pps[0]), mean_of(flows_pps[1]), mean_of(flows_pps[2]));
    findings.figures.push_back(std::move(survival));
    findings.is_reproduced = falls && all_inside(findings.quantities);
    return findings;
}

}  // namespace

void add_push_level_cases(ValidationCases& cases) {
    ValidationCase& pushing = cases.emplace_back();
    pushing.experiment = {
        "FIS", "door of 0.69 m, 95 people: time lapses by pushing",
        "Pastor et al. 2015, Phys. Rev. E 92:062817, arXiv 1507.05110 [S: full-text digest]",
        "tail of the pooled time lapses from their median on falls off with exponents in 5.5 to 9, 4.3 to "
        "7.5, "
        "3.3 to 5.5, and less steeply the harder people push; flow pushing over calm 0.75 to 1.0; no lapse "
        "above 10 s when calm (bands of the validation specification). Model crush, pushing 0, 0.3, 1",
        Calibration::lab};
    pushing.experiment.known_cause =
        "bodies that press harder get through faster here: friction of round bodies with these constants "
        "makes "
        "no arch that lasts, as in the prototype of the specification (10.2)";
    pushing.full_seeds = 20;
    pushing.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const Level& level : levels)
            for (const std::uint64_t seed : seeds) {
                RunPlan& plan = plans.emplace_back(gate_plan(door, seed));
                plan.scenario.simulation.model = "crush";
                plan.scenario.simulation.pushing = level.pushing;
                plan.cost *= 10.0;
            }
        return plans;
    };
    pushing.judge = judge_push_levels;
}

}  // namespace wayout
