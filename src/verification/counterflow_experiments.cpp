/// Two streams meet in a corridor: IMO test 8, NIST Verif.2.8, ISO 20414 test 6 (G5).
///
/// 100 people go from room 1 to room 2 while 0, 10, 50 or 100 go the other way; the time at which the last of
/// room 1 enters room 2 must increase with their number. Strictly increasing means over the seeds, and
/// everybody there within 600 s (a deadlock fails) [P].
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

constexpr int opposite_counts[] = {0, 10, 50, 100};
constexpr double longest_s = 600.0;

RunPlan two_streams(int opposite, std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = counterflow_rooms();
    PopulationSpec& first = add_crowd(plan.scenario, 100, rectangle(1, 0, 10, 10), imo_test_people);
    first.exit_choice = ExitChoice::fixed;
    first.exits = {"exit-right"};
    if (opposite > 0) {
        PopulationSpec& second =
            add_crowd(plan.scenario, opposite, rectangle(20, 0, 29, 10), imo_test_people);
        second.exit_choice = ExitChoice::fixed;
        second.exits = {"exit-left"};
    }
    plan.scenario.simulation.duration_s = longest_s;
    plan.lines = {{vertical(20, 4, 6), "ground", {}}};
    plan.seed = seed;
    plan.cost = 4 + 0.1 * opposite;
    return plan;
}

/// When the last of room 1 enters room 2 for the first time; NaN if not all do.
double last_entry_s(const RunRecord& record) {
    double last_s = 0.0;
    std::vector<char> entered(record.people.size(), 0);
    for (const LineCrossing& crossing : record.lines[0]) {
        const std::size_t person = crossing.person - 1;
        // The line is drawn upwards: whoever goes to the right crosses it from left to right.
        if (record.people[person].population != 0 || !crossing.left_to_right || entered[person] != 0)
            continue;
        entered[person] = 1;
        last_s = std::max(last_s, crossing.time_s);
    }
    return std::count(entered.begin(), entered.end(), 1) == 100 ? last_s : never_s;
}

std::vector<Judgement> judge_counterflow(const Conditions& conditions, std::span<const RunRecord> records) {
    const std::size_t seeds = conditions.seeds().size();
    std::vector<double> means;
    int unfinished = 0;
    std::string ranges;
    for (std::size_t k = 0; k < std::size(opposite_counts); ++k) {
        std::vector<double> times;
        for (const RunRecord& record : variant_of(records, k, seeds)) {
            const double time_s = last_entry_s(record);
            if (std::isnan(time_s))
                ++unfinished;
            else
                times.push_back(time_s);
        }
        means.push_back(mean_of(times));
        ranges += fmt::format("{}{} against: {}", k > 0 ? "; " : "", opposite_counts[k],
                              mean_and_range(times, 1, "s"));
    }
    bool increases = true;
    for (std::size_t k = 1; k < means.size(); ++k) increases = increases && means[k] > means[k - 1];
    Judgement judgement;
    judgement.measured =
        ranges + fmt::format("; {} of {} runs not finished in 600 s", unfinished, records.size());
    judgement.band = "means increase strictly; every run finishes within 600 s [P]";
    judgement.verdict = passed_if(increases && unfinished == 0);
    judgement.note = "FDS+Evac: 50.0, 75.0, 106.9, 136.1 s.";
    return {judgement};
}

}  // namespace

void add_counterflow_experiments(Experiments& catalogue) {
    Experiment experiment;
    experiment.tests = {
        {"IMO-8", "counterflow between two rooms",
         "IMO MSC.1/Circ.1238, test 8: time increases with the opposite stream; criterion [P]"},
        {"NIST-2.8", "horizontal counterflow", "NIST TN 1822, Verif.2.8; criterion [P]"},
        {"ISO-6", "horizontal counterflow", "ISO 20414:2020, test 6; criterion [P]"},
    };
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const int opposite : opposite_counts)
            for (const std::uint64_t seed : conditions.seeds()) plans.push_back(two_streams(opposite, seed));
        return plans;
    };
    experiment.judge = judge_counterflow;
    catalogue.push_back(std::move(experiment));
}

}  // namespace wayout
