/// The largest attendance at which all goes well often enough: bisection, with a sequential test at each
/// attendance.
#include "statistics/sequential.hpp"
#include "study/member_figures.hpp"
#include "study/run_plan.hpp"
#include "study/study_words.hpp"
#include "study/variant_ranges.hpp"

#include <wayout/questions.hpp>
#include <wayout/simulation.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace wayout {
namespace {

/// Half of the band within which either answer will do, at most; a probability near 1 leaves less room.
constexpr double widest_half_band = 0.04;
constexpr std::size_t most_steps = 30;

SequentialSettings settings_of(const CapacityOptions& options) {
    SequentialSettings settings;
    settings.probability = options.probability;
    settings.half_indifference =
        std::min({widest_half_band, 0.8 * (1.0 - options.probability), 0.8 * options.probability});
    settings.max_runs = options.max_runs;
    return settings;
}

/// How many times the scenario's visitors there can be.
double most_attendance(const Scenario& scenario, const CapacityOptions& options) {
    if (options.most_frac > 0.0)
        return options.most_frac;
    double fullest = 0.0;
    for (const PopulationSpec& population : scenario.people.populations)
        if (population.role == "visitor" && population.seats_filled_frac)
            fullest = std::max(fullest, *population.seats_filled_frac);
    return fullest > 0.0 ? 1.0 / fullest : 2.0;
}

/// One attendance: runs until the sequential test has an answer.
class Tries {
public:
    Tries(const MemberRunner& runner, const CapacityOptions& options, const StudyRunOptions& run,
          CapacityResults& results)
        : runner_(runner), options_(options), run_(run), results_(results) {}

    /// Whether the attendance is enough; no value when the user has stopped it.
    Result<std::optional<bool>> is_enough(double attendance_frac) {
        StudySpec spec;
        spec.name = fmt::format("Attendance {:.4f}", attendance_frac);
        spec.runs = options_.max_runs;
        spec.seed = options_.seed;
        spec.time_limit_s = options_.time_limit_s;
        spec.as_json = "{}";
        VariantSpec variant{"as_is", spec.name, {}, 0.0, {}};
        variant.changes.push_back(
            {ScenarioChange::Act::scale, std::string(attendance_path), {}, attendance_frac});
        spec.variants.push_back(std::move(variant));
        const StudyPlan plan = StudyPlan::create_unchecked(spec, runner_.tree());
        StudyRunOptions here = run_;
        here.folder = run_.folder / fmt::format("attendance-{}", attendance_frac);
        here.resume = run_.resume && std::filesystem::exists(here.folder / "study.sqlite");
        SequentialTest test(settings_of(options_));
        const Result<StudyOutcome> outcome =
            run_plan(plan, runner_, here, [&](std::span<const MemberResult* const> members) {
                return test.add(went_well(*members.front(), options_.time_limit_s)) !=
                       SequentialAnswer::undecided;
            });
        if (!outcome)
            return outcome.error();
        results_.outcome.members += outcome->members;
        results_.outcome.failed += outcome->failed;
        results_.outcome.wall_s += outcome->wall_s;
        results_.outcome.ending = outcome->ending;
        if (outcome->ending == StudyEnding::interrupted)
            return std::optional<bool>();
        const Result<StudyResults> study = read_study_results(here.folder);
        if (!study)
            return study.error();
        return note(attendance_frac, test, *study);
    }

private:
    Result<std::optional<bool>> note(double attendance_frac, const SequentialTest& test,
                                     const StudyResults& study) {
        const VariantResults& variant = study.variants.front();
        if (variant.failed == variant.members)
            return Error{ErrorCode::unsupported, fmt::format("attendance x {:.4f}", attendance_frac),
                         "no run was possible: " + variant.problems.front()};
        CapacityPoint point;
        point.attendance_frac = attendance_frac;
        if (const FigureRange* placed = variant.figure("people.placed"))
            point.people = static_cast<int>(std::lround(placed->mean));
        point.well = probability_of(test.success_count(), test.run_count());
        point.is_enough = test.answer() == SequentialAnswer::at_least;
        point.is_cut_short = test.is_truncated();
        if (!point.is_enough && (fewest_too_many_ == 0 || point.people < fewest_too_many_)) {
            fewest_too_many_ = point.people;
            results_.binding = binding_of(variant);
        }
        results_.points.push_back(point);
        return std::optional<bool>(point.is_enough);
    }

    /// What was short where it was too many.
    static std::vector<std::string> binding_of(const VariantResults& variant) {
        std::vector<std::string> binding;
        for (const FigureRange& f : variant.figures)
            if (f.name.starts_with("zone.") && f.name.ends_with(".margin_s") && f.low < 0.0)
                binding.push_back(
                    fmt::format("zone '{}': margin {}", f.name.substr(5, f.name.size() - 14), range_text(f)));
        for (std::size_t i = 0; i < std::min<std::size_t>(3, variant.jams.size()); ++i) {
            const JamRange& jam = variant.jams[i];
            binding.push_back(fmt::format("{}: jammed for {} on average, in {} of {} runs", jam.place,
                                          figure_text("_s", jam.mean_s), jam.any.yes, jam.any.of));
        }
        return binding;
    }

    const MemberRunner& runner_;
    const CapacityOptions& options_;
    const StudyRunOptions& run_;
    CapacityResults& results_;
    int fewest_too_many_{0};
};

Errors option_errors(const CapacityOptions& options, const Scenario& scenario) {
    Errors errors;
    if (options.time_limit_s <= 0.0 && !has_hazard(scenario))
        errors.push_back(
            {ErrorCode::schema, "time limit",
             "nothing in the incident makes conditions untenable, so that there is no limit to the "
             "attendance: give --time-limit in seconds, or a fire"});
    const bool has_visitors =
        std::any_of(scenario.people.populations.begin(), scenario.people.populations.end(),
                    [](const PopulationSpec& p) { return p.role == "visitor" && !p.positions; });
    if (!has_visitors)
        errors.push_back(
            {ErrorCode::schema, "people.populations", "there are no visitors whose number could be changed"});
    return errors;
}

/// Halves the range between an attendance that is enough and one that is too many.
Errors bisect(CapacityResults& results, Tries& tries, double most_frac) {
    double enough = 0.0, too_many = most_frac;
    for (std::size_t step = 0; step < most_steps; ++step) {
        // The scenario's own attendance first: that is what was asked about. Then the largest.
        const double tried = step == 0                                         ? std::min(1.0, most_frac)
                             : step == 1 && enough > 0.0 && enough < most_frac ? most_frac
                                                                               : 0.5 * (enough + too_many);
        const Result<std::optional<bool>> answer = tries.is_enough(tried);
        if (!answer)
            return answer.error();
        if (!answer->has_value())
            break;
        const bool is_enough = **answer;
        if (is_enough)
            enough = tried;
        else
            too_many = tried;
        if (enough >= most_frac) {
            results.is_upper_end = true;
            break;
        }
        const double people_per_frac = results.points.back().people / tried;
        const double gap = (too_many - enough) * people_per_frac;
        if (gap <= std::max(1.0, results.options.precision_frac * too_many * people_per_frac))
            break;
    }
    for (const CapacityPoint& point : results.points)
        if (point.is_enough)
            results.people = std::max(results.people, point.people);
    std::sort(results.points.begin(), results.points.end(),
              [](const CapacityPoint& a, const CapacityPoint& b) { return a.people < b.people; });
    return {};
}

}  // namespace

Result<CapacityResults> find_capacity(const std::filesystem::path& scenario, const CapacityOptions& options,
                                      const StudyRunOptions& run) {
    Result<ScenarioTree> tree = ScenarioTree::open(scenario);
    if (!tree)
        return tree.error();
    Errors errors = option_errors(options, tree->scenario());
    const MemberRunner runner(*tree);
    StudySpec as_it_is;
    as_it_is.variants.push_back({"as_is", "As it is", {}, 0.0, {}});
    for (Error& error : deep_problems(as_it_is, runner)) errors.push_back(std::move(error));
    if (!errors.empty())
        return errors;
    CapacityResults results;
    results.scenario_name = tree->scenario().name;
    results.options = options;
    Tries tries(runner, options, run, results);
    errors = bisect(results, tries, most_attendance(tree->scenario(), options));
    if (!errors.empty())
        return errors;
    return results;
}

}  // namespace wayout
