/// Flow through a door 1 m wide: IMO test 4, NIST Verif.5.2, ISO 20414 test 11.
///
/// 1.33 persons per second is a limit for models that cap the flow, not a fact about people; NIST and ISO
/// offer two readings [secondary]: a cap that is set must be kept, or the flow that emerges must not exceed
/// the threshold. Both are run:
///   cap      whole-period flow at most 1.33 /s and, as there is always a queue, at least 0.97 x 1.33 /s [P];
///   emergent specific flow in 1.1 to 2.0 /(m s) [P], and said where it exceeds 1.33.
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wayout {
namespace {

constexpr double cap_pps = 1.33;
constexpr double door_m = 1.0;

RunPlan room_of_100(std::uint64_t seed, bool is_capped) {
    RunPlan plan;
    plan.scenario = room();
    if (is_capped)
        plan.scenario.venue.exits[0].flow_limit = {FlowLimit::Kind::persons_per_s, cap_pps};
    add_crowd(plan.scenario, 100, rectangle(0, 0, 8, 5), imo_test_people);
    plan.seed = seed;
    plan.cost = 3;
    return plan;
}

std::vector<Judgement> judge_flow(const Conditions& conditions, std::span<const RunRecord> records) {
    const std::size_t seeds = conditions.seeds().size();
    std::vector<double> capped;
    for (const RunRecord& record : variant_of(records, 0, seeds))
        capped.push_back(flow_pps(record.times_through("exit")));
    std::vector<double> whole;
    std::vector<double> sustained;
    for (const RunRecord& record : variant_of(records, 1, seeds)) {
        const std::vector<double> times = record.times_through("exit");
        whole.push_back(flow_pps(times) / door_m);
        sustained.push_back(flow_pps(middle_eighty_percent(times)) / door_m);
    }
    const auto within = [](const std::vector<double>& values, double low, double high) {
        return std::all_of(values.begin(), values.end(), [&](double v) { return v >= low && v <= high; });
    };
    // A ten-thousandth for the rounding of interpolated times.
    const bool cap_kept = within(capped, 0.97 * cap_pps, cap_pps * 1.0001);
    const bool credible = within({mean_of(whole)}, 1.1, 2.0) && within({mean_of(sustained)}, 1.1, 2.0);
    Judgement judgement;
    judgement.measured =
        fmt::format("cap: {}; emergent: {}, sustained {}{}", mean_and_range(capped, 3, "/s"),
                    mean_and_range(whole, 2, "/(m s)"), mean_and_range(sustained, 2, "/(m s)"),
                    mean_of(whole) > cap_pps ? ": exceeds IMO 1.33" : "");
    judgement.band = "cap: 1.290 to 1.330 /s; emergent: 1.1 to 2.0 /(m s) [P]";
    judgement.verdict = passed_if(cap_kept && credible);
    judgement.note =
        "1 m is the clear width. 1.33 is a ceiling for models that cap the flow; set a flow limit of 1.33 on "
        "exits to apply it. "
        "FDS+Evac: 1.24 to 1.54 /s.";
    return {judgement};
}

}  // namespace

void add_door_flow_experiments(Experiments& catalogue) {
    Experiment experiment;
    experiment.tests = {
        {"IMO-4", "flow through an exit of 1 m",
         "IMO MSC.1/Circ.1238, test 4: at most 1.33 /s [S]; two readings [P]"},
        {"NIST-5.2", "maximum flow at an opening",
         "NIST TN 1822, Verif.5.2: cap kept, or emergent flow reported [S]; bands [P]"},
        {"ISO-11", "maximum flow at an opening",
         "ISO 20414:2020, test 11: cap kept, or emergent flow reported [S]; bands [P]"},
    };
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const bool is_capped : {true, false})
            for (const std::uint64_t seed : conditions.seeds()) plans.push_back(room_of_100(seed, is_capped));
        return plans;
    };
    experiment.judge = judge_flow;
    catalogue.push_back(std::move(experiment));
}

}  // namespace wayout
