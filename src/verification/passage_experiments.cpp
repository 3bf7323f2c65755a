/// Two doors on the way to one exit. Set-up and criterion are the project's own [P].
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace wayout {
namespace {

constexpr int crowd = 120;
constexpr double level_mps = 1.34;
constexpr double door_m = 1.2;
constexpr double code_flow_pps_per_m = 1.33;

/// The crowd at the southern door of the divided room; from either door it is as far to the exit.
RunPlan plan_with(PassageRule rule, std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = divided_room();
    add_profile(plan.scenario, {.free_speed_mps = Distribution::constant_value(level_mps)});
    PopulationSpec& population = add_crowd(plan.scenario, crowd, rectangle(1, 0.5, 9.5, 4.5), "equal");
    population.exits = {"exit"};
    population.passage_choice = rule;
    plan.seed = seed;
    plan.cost = crowd;
    return plan;
}

double mean_time_s(std::span<const RunRecord> records) {
    double sum_s = 0.0;
    for (const RunRecord& record : records) sum_s += record.evacuation_time_s();
    return sum_s / static_cast<double>(records.size());
}

}  // namespace

void add_passage_experiments(Experiments& catalogue) {
    Experiment experiment;
    experiment.tests = {{"WAYOUT-77", "a crowd shares two doors on the way to one exit",
                         "project test: time of evenly used doors by hand, at the flow of codes [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const PassageRule rule : {PassageRule::quickest, PassageRule::shortest})
            for (const std::uint64_t seed : conditions.seeds()) plans.push_back(plan_with(rule, seed));
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds().size();
        const std::span<const RunRecord> shared = variant_of(records, 0, seeds);
        const std::span<const RunRecord> one_door = variant_of(records, 1, seeds);
        // From the middle of a door to the nearer end of the exit.
        const double walk_s = std::hypot(10.0, 1.4) / level_mps;
        const double by_hand_s = crowd / (2.0 * code_flow_pps_per_m * door_m) + walk_s;
        const double by_one_door_s = crowd / (code_flow_pps_per_m * door_m) + walk_s;
        double least_share = 1.0;
        for (const RunRecord& record : shared)
            for (const char* door : {"door-1", "door-2"})
                least_share =
                    std::min(least_share, static_cast<double>(record.times_through(door).size()) / crowd);
        const double time_s = mean_time_s(shared);
        const double control_s = mean_time_s(one_door);
        const auto is_met = [by_hand_s](double t) { return t >= 0.9 * by_hand_s && t <= 1.3 * by_hand_s; };
        Judgement judgement;
        judgement.measured =
            fmt::format("{:.1f} s; at least {:.0f} % by each door", time_s, 100 * least_share);
        judgement.band =
            fmt::format("0.9 to 1.3 times the {:.1f} s by hand; a third by each door [P]", by_hand_s);
        judgement.verdict = passed_if(is_met(time_s) && least_share >= 1.0 / 3.0 && !is_met(control_s));
        judgement.note =
            fmt::format("Control: by the shortest way all take one door, {:.1f} s ({:.1f} s by hand).",
                        control_s, by_one_door_s);
        return std::vector{judgement};
    };
    catalogue.push_back(std::move(experiment));
}

}  // namespace wayout
