/// No permanent arch: a crowd before an opening never stops for good, whatever the seed.
///
/// Locomotion specification, summary and 10.1: with ranks by remaining time somebody can always move (a proof
/// sketched there for people of one goal); its evidence was three seeds. Widths and numbers of people are
/// those of the specification, the hundred seeds and the criteria ours [P].
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace wayout {
namespace {

constexpr double widths_m[] = {0.8, 1.0, 1.2, 1.6, 2.0, 2.4};
constexpr int crowds[] = {180, 240, 300};
/// The last of a crowd trickle: gaps between them are no arch.
constexpr double queue_share = 0.9;
/// An arch that holds longer than this would be seen as a standstill. The specification saw 1.7 s at most.
constexpr double longest_gap_s = 5.0;

std::vector<std::uint64_t> arch_seeds(const Conditions& conditions) {
    return conditions.seeds(conditions.quick ? 2 : 100);
}

RunPlan arch_plan(double width_m, int people, std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = two_rooms(width_m, 0.2, 5.0);
    add_crowd(plan.scenario, people, rectangle(0, 0, 10, 10), weidmann_people);
    plan.scenario.simulation.duration_s = 600.0;
    plan.lines = {{vertical(10.0, 0, 10), "ground", {}}};
    plan.seed = seed;
    plan.cost = 0.05 * people / width_m;
    return plan;
}

/// Longest time without a passage while there is a queue.
double longest_gap_of(const RunRecord& record) {
    const std::vector<double> times = record.first_times_over(0);
    const auto queued = static_cast<std::size_t>(std::floor(queue_share * record.placed));
    double longest_s = 0.0;
    for (std::size_t i = 1; i < std::min(queued, times.size()); ++i)
        longest_s = std::max(longest_s, times[i] - times[i - 1]);
    return longest_s;
}

Judgement judge_arches(std::span<const RunRecord> records, std::size_t seeds) {
    std::size_t not_out = 0;
    double worst_s = 0.0;
    std::vector<double> flows;      // persons per second and metre, mean by width
    std::vector<double> longest_s;  // by width
    std::size_t stuck = 0;
    for (std::size_t w = 0; w < std::size(widths_m); ++w) {
        std::vector<double> of_width;
        double longest_of_width_s = 0.0;
        for (const RunRecord& record :
             records.subspan(w * std::size(crowds) * seeds, std::size(crowds) * seeds)) {
            not_out += record.is_complete() ? 0U : 1U;
            stuck += record.stuck_count;
            longest_of_width_s = std::max(longest_of_width_s, longest_gap_of(record));
            of_width.push_back(flow_pps(record.first_times_over(0)) / widths_m[w]);
        }
        worst_s = std::max(worst_s, longest_of_width_s);
        longest_s.push_back(longest_of_width_s);
        flows.push_back(mean_of(of_width));
    }
    Judgement judgement;
    judgement.measured = fmt::format(
        "{} of {} runs with somebody left inside, {} people reported as stuck; longest time without a "
        "passage {} "
        "s for openings of {} m; {} /(m s)",
        not_out, records.size(), stuck, listed(longest_s, 1), listed(widths_m, 1), listed(flows, 2));
    judgement.band = fmt::format(
        "everybody out of every run within 600 s; at most {:.0f} s without a passage "
        "among the first 90 % [P]",
        longest_gap_s);
    judgement.verdict = passed_if(not_out == 0 && worst_s <= longest_gap_s);
    judgement.note = fmt::format("{} seeds for each of six widths with {} people in 10 m x 10 m.", seeds,
                                 fmt::format("{}, {} and {}", crowds[0], crowds[1], crowds[2]));
    return judgement;
}

Experiment no_permanent_arch() {
    Experiment experiment;
    experiment.tests = {{"WAYOUT-24", "no permanent arch before an opening",
                         "project test, locomotion specification 10.1 and 12 [P]"}};
    experiment.everybody_leaves = false;  // judged here: an arch is a result, not a flaw
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const double width_m : widths_m)
            for (const int people : crowds)
                for (const std::uint64_t seed : arch_seeds(conditions))
                    plans.push_back(arch_plan(width_m, people, seed));
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        return std::vector{judge_arches(records, arch_seeds(conditions).size())};
    };
    return experiment;
}

}  // namespace

void add_arch_experiments(Experiments& catalogue) {
    catalogue.push_back(no_permanent_arch());
}

}  // namespace wayout
