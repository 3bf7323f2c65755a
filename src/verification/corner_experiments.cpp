/// People go round a corner: a few without touching walls, a crowd without losing more than the longer way.
///
/// IMO test 6, RiMEA test 6, NIST Verif.2.3, ISO 20414 test 4 (G3, 20 persons): the wall test of every run,
/// and all out in less than 60 s [P]. RiMEA test 15 (G11, 500 persons): short straight <= corner <= long
/// straight; "ideally" in the guideline, required here as the mean of the seeds [P].
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wayout {
namespace {

Experiment small_corner(std::vector<VerificationTest> tests, const char* people) {
    Experiment experiment;
    experiment.tests = std::move(tests);
    experiment.plan = [people](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const std::uint64_t seed : conditions.seeds()) {
            RunPlan& plan = plans.emplace_back();
            plan.scenario = corner();
            add_crowd(plan.scenario, 20, rectangle(0, 0, 6, 2), people);
            plan.seed = seed;
        }
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        const std::vector<double> times = evacuation_times(records);
        int violations = 0;
        for (const RunRecord& record : records)
            violations += record.violations.outside_count + record.violations.wall_crossing_count;
        Judgement judgement;
        judgement.measured = fmt::format("all out after {}; {} positions outside or steps through walls",
                                         mean_and_range(times, 1, "s"), violations);
        judgement.band =
            "0 positions more than 1 mm outside, 0 steps through walls; all out in less than 60 s [P]";
        judgement.verdict = passed_if(
            violations == 0 && std::all_of(times.begin(), times.end(), [](double t) { return t < 60.0; }));
        return std::vector{judgement};
    };
    return experiment;
}

Experiment crowd_corner() {
    Experiment experiment;
    experiment.tests = {{"RiMEA-15", "a crowd goes round a corner",
                         "RiMEA v4.1.1, A4 test 15: times in order, ideally [S]; required of the means [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const CrowdWay way : {CrowdWay::short_straight, CrowdWay::corner, CrowdWay::long_straight})
            for (const std::uint64_t seed : conditions.seeds(5)) {
                RunPlan& plan = plans.emplace_back();
                plan.scenario = crowd_way(way);
                add_crowd(plan.scenario, 500, rectangle(0, 0, 6, 20), rimea_people);
                plan.seed = seed;
                plan.cost = 12;
            }
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds(5).size();
        const std::vector<double> short_s = evacuation_times(variant_of(records, 0, seeds));
        const std::vector<double> corner_s = evacuation_times(variant_of(records, 1, seeds));
        const std::vector<double> long_s = evacuation_times(variant_of(records, 2, seeds));
        bool same_people = true;
        for (std::size_t i = 0; i < seeds; ++i)
            for (std::size_t person = 0; person < records[i].people.size(); ++person)
                same_people = same_people &&
                              records[i].people[person].start == records[i + seeds].people[person].start &&
                              records[i].people[person].free_speed_mps ==
                                  records[i + 2 * seeds].people[person].free_speed_mps;
        Judgement judgement;
        judgement.measured =
            fmt::format("44 m straight {}, corner {}, 75.4 m straight {}", mean_and_range(short_s, 1, "s"),
                        mean_and_range(corner_s, 1, "s"), mean_and_range(long_s, 1, "s"));
        judgement.band = "means in this order [P]";
        judgement.verdict = passed_if(same_people && mean_of(short_s) <= mean_of(corner_s) &&
                                      mean_of(corner_s) <= mean_of(long_s));
        judgement.note = same_people ? "The same people stand in the same places in all three."
                                     : "The people were not the same in all three: the comparison is void.";
        if (mean_of(corner_s) > mean_of(long_s))
            judgement.note +=
                " People take the way of least walking time whatever the crowd on it: all press round the "
                "inner "
                "corner, and most of the 20 m of width stays empty.";
        return std::vector{judgement};
    };
    return experiment;
}

}  // namespace

void add_corner_experiments(Experiments& catalogue) {
    catalogue.push_back(small_corner(
        {{"IMO-6", "rounding a corner", "IMO MSC.1/Circ.1238, test 6: no wall is crossed; time limit [P]"},
         {"NIST-2.3", "movement around a corner", "NIST TN 1822, Verif.2.3; time limit [P]"},
         {"ISO-4", "movement around a corner", "ISO 20414:2020, test 4; time limit [P]"}},
        imo_test_people));
    catalogue.push_back(small_corner(
        {{"RiMEA-6", "rounding a corner", "RiMEA v4.1.1, A2 test 6: no wall is crossed; time limit [P]"}},
        rimea_people));
    catalogue.push_back(crowd_corner());
}

}  // namespace wayout
