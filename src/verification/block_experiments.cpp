/// One parameter at a time in a building of three storeys: RiMEA test 8 (G13, 448 people).
///
/// The guideline asks to document the total times. Criteria [P]: all 448 leave; the time falls strictly with
/// the speed from 0.5 to 1.5 m/s; it rises with the reaction time with slope 1 +- 0.1.
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

constexpr int people_per_room = 4;
constexpr int people_in_block = 448;
constexpr double speeds_mps[] = {0.5, 0.75, 1.0, 1.25, 1.5};
constexpr double reactions_s[] = {30.0, 60.0, 120.0};  // and 0 in the runs before
constexpr std::size_t speed_one = 2;                   // row of 1.0 m/s

struct Variant {
    Distribution speed;
    double reaction_s{0.0};
};

std::vector<Variant> variants() {
    std::vector<Variant> all;
    for (const double speed : speeds_mps) all.push_back({Distribution::constant_value(speed)});
    all.push_back({uniform_between(0.5, 1.0)});
    all.push_back({uniform_between(0.25, 1.25)});
    for (const double reaction : reactions_s) all.push_back({Distribution::constant_value(1.0), reaction});
    return all;
}

std::vector<std::uint64_t> block_seeds(const Conditions& conditions) {
    return conditions.quick ? std::vector<std::uint64_t>{1} : std::vector<std::uint64_t>{1, 2, 3, 4, 5};
}

RunPlan block_plan(const Variant& variant, std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = room_block();
    add_profile(plan.scenario, {.free_speed_mps = variant.speed});
    for (const BlockRoom& room : rooms_of_block())
        add_crowd(plan.scenario, people_per_room, room.polygon, "equal", room.storey).pre_movement_s =
            Distribution::constant_value(variant.reaction_s);
    plan.seed = seed;
    plan.cost = 25;
    return plan;
}

}  // namespace

void add_block_experiments(Experiments& catalogue) {
    Experiment experiment;
    experiment.tests = {
        {"RiMEA-8", "one parameter at a time, three storeys",
         "RiMEA v4.1.1, A3 test 8: document the times [S]; criteria [P], plan [F] completed by us [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const Variant& variant : variants())
            for (const std::uint64_t seed : block_seeds(conditions))
                plans.push_back(block_plan(variant, seed));
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = block_seeds(conditions).size();
        std::vector<double> means;
        for (std::size_t k = 0; k < variants().size(); ++k)
            means.push_back(mean_of(evacuation_times(variant_of(records, k, seeds))));
        const bool all_there = std::all_of(records.begin(), records.end(), [](const RunRecord& record) {
            return record.placed == people_in_block && record.out == people_in_block;
        });
        const std::span<const double> by_speed(means.data(), std::size(speeds_mps));
        bool falls = true;
        for (std::size_t k = 1; k < by_speed.size(); ++k) falls = falls && by_speed[k] < by_speed[k - 1];
        std::vector<double> delays{0.0};
        std::vector<double> delayed{means[speed_one]};
        for (std::size_t k = 0; k < std::size(reactions_s); ++k) {
            delays.push_back(reactions_s[k]);
            delayed.push_back(means[std::size(speeds_mps) + 2 + k]);
        }
        const LinearFit fit = fit_line(delays, delayed);
        const bool rises = std::is_sorted(delayed.begin(), delayed.end());
        Judgement judgement;
        judgement.measured = fmt::format(
            "{} people out in {} s at 0.5, 0.75, ..., 1.5 m/s; {} s for 0.75 m/s spread over 0.5 to 1.0 and "
            "0.25 to 1.25; {} s for reaction "
            "times 0, 30, 60, 120 s at 1.0 m/s, slope {:.3f}",
            people_in_block, listed(by_speed, 0),
            listed(std::span(means).subspan(std::size(speeds_mps), 2), 0), listed(delayed, 0), fit.slope);
        judgement.band = "all 448 out; falls with speed; rises with reaction time, slope 1 +- 0.1 [P]";
        judgement.verdict = passed_if(all_there && falls && rises && std::abs(fit.slope - 1.0) <= 0.1);
        judgement.note =
            "Rooms, corridors and doors as in the figure; core, flights 1.2 m wide and two ground exits of 1 "
            "m placed by us.";
        return std::vector{judgement};
    };
    catalogue.push_back(std::move(experiment));
}

}  // namespace wayout
