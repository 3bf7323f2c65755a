/// Tonight's runs, the verdict on them, and what would make it a go.
#include "output/number_text.hpp"
#include "study/member_figures.hpp"
#include "study/run_plan.hpp"
#include "study/tonight_changes.hpp"
#include "study/variant_ranges.hpp"

#include <wayout/briefing.hpp>
#include <wayout/simulation.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace wayout {
namespace {

namespace fs = std::filesystem;
using Act = ScenarioChange::Act;

constexpr std::size_t most_jams_told = 3;

Error in_tonight(const TonightSpec& tonight, std::string_view key, std::string message) {
    return {ErrorCode::schema,
            tonight.where.empty() ? std::string(key) : fmt::format("{}: {}", tonight.where, key),
            std::move(message)};
}

Errors criterion_errors(const TonightSpec& tonight, const Scenario& scenario) {
    if (tonight.time_limit_s > 0.0 || has_hazard(scenario))
        return {};
    return {in_tonight(
        tonight, "criterion.time_limit_s",
        "nothing in the incident makes conditions untenable, so that there is no limit: give one in "
        "seconds, or a fire")};
}

/// How often all went well in a variant; members that did not end count as not well.
Probability well_of(const StudyResults& study, std::size_t variant, double time_limit_s) {
    int yes = 0, of = 0;
    for (const MemberResult& member : study.members)
        if (member.variant == static_cast<int>(variant)) {
            ++of;
            yes += went_well(member, time_limit_s) ? 1 : 0;
        }
    return probability_of(yes, of);
}

/// Fills what the sheet says of tonight's own runs.
void describe_tonight(const StudyResults& study, BriefingResults& results) {
    const VariantResults& variant = study.variants.front();
    results.well = well_of(study, 0, results.tonight.time_limit_s);
    results.failed = variant.failed;
    results.verdict = verdict_on(results.well, results.tonight.probability);
    if (const FigureRange* last = variant.figure("egress_time_s.last"))
        results.last_out = *last;
    if (const FigureRange* margin = variant.figure("smallest_margin_s"))
        results.smallest_margin = *margin;
    if (const FigureRange* placed = variant.figure("people.placed"))
        results.people = static_cast<int>(std::lround(placed->middle));
    results.jams.assign(
        variant.jams.begin(),
        variant.jams.begin() + static_cast<std::ptrdiff_t>(std::min(most_jams_told, variant.jams.size())));
    bool is_first = true;
    for (const MemberResult& member : study.members)
        if (member.variant == 0) {
            results.first_seed = is_first ? member.seed : std::min(results.first_seed, member.seed);
            results.last_seed = is_first ? member.seed : std::max(results.last_seed, member.seed);
            is_first = false;
        }
}

/// Code figures of the building as it is tonight; none where it could not be built so.
std::vector<NormRow> norms_of(const ScenarioTree& tree, const std::vector<ScenarioChange>& changes) {
    const Result<Scenario> scenario = tree.with(changes, "tonight");
    if (!scenario)
        return {};
    RunOptions options;
    options.record = Record::nothing;
    const Result<Simulation> simulation = Simulation::create(*scenario, options);
    if (!simulation)
        return {};
    return code_figures(*scenario, *simulation->building(), simulation->results(), NormScope::building);
}

/// Measures, then smaller attendances.
StudySpec measures_of(const BriefingResults& results) {
    StudySpec spec;
    spec.variants = results.tonight.measures;
    for (const double step : results.tonight.attendance_steps) {
        VariantSpec variant;
        variant.id = fmt::format("attendance-{}", trimmed(100.0 * step, 2));
        variant.name = fmt::format("At most {} visitors", grouped(std::llround(step * results.visitors)));
        variant.changes.push_back({Act::scale, std::string(attendance_path), {}, step});
        spec.variants.push_back(std::move(variant));
    }
    return spec;
}

void add_condition(const StudyResults& study, std::size_t variant, bool is_attendance,
                   BriefingResults& results) {
    const VariantResults& of = study.variants[variant];
    BriefingCondition condition;
    condition.id = of.id;
    condition.name = of.name;
    condition.is_attendance = is_attendance;
    condition.well = well_of(study, variant, results.tonight.time_limit_s);
    condition.is_enough = verdict_on(condition.well, results.tonight.probability) == BriefingVerdict::go;
    if (of.failed == of.members && !of.problems.empty())
        condition.problem = of.problems.front();
    results.conditions.push_back(std::move(condition));
}

void add_up(const StudyOutcome& more, StudyOutcome& sum) {
    sum.members += more.members;
    sum.failed += more.failed;
    sum.wall_s += more.wall_s;
    sum.ending = more.ending;
}

/// One study of the night, in a folder of its own. No value: it was interrupted.
Result<std::optional<StudyResults>> run_part(StudySpec spec, const MemberRunner& runner,
                                             const StudyRunOptions& run, const char* subfolder,
                                             BriefingResults& results) {
    spec.name = subfolder;
    spec.runs = results.tonight.runs;
    spec.seed = results.tonight.seed;
    spec.output = "egress_time_s.last";
    spec.time_limit_s = results.tonight.time_limit_s;
    spec.as_json = "{}";
    const StudyPlan plan = StudyPlan::create_unchecked(spec, runner.tree());
    StudyRunOptions here = run;
    here.folder = run.folder / subfolder;
    here.resume = run.resume && fs::exists(here.folder / "study.sqlite");
    const Result<StudyOutcome> outcome = run_plan(plan, runner, here);
    if (!outcome)
        return outcome.error();
    add_up(*outcome, results.outcome);
    if (outcome->ending == StudyEnding::interrupted)
        return std::optional<StudyResults>();
    Result<StudyResults> study = read_study_results(here.folder);
    if (!study)
        return study.error();
    return std::optional(*std::move(study));
}

StudySpec as_it_is() {
    StudySpec spec;
    spec.variants.push_back({"tonight", "Tonight", {}, 0.0, {}});
    return spec;
}

/// Paths of measures that lead nowhere.
Errors measure_errors(const TonightSpec& tonight, const ScenarioTree& tree) {
    Errors errors;
    for (const VariantSpec& measure : tonight.measures)
        for (const ScenarioChange& change : measure.changes)
            for (Error& error : tree.path_problems(change)) {
                error.where = fmt::format("{}: measure '{}': {}", tonight.where, measure.name, error.where);
                errors.push_back(std::move(error));
            }
    return errors;
}

}  // namespace

std::string_view words_of(BriefingVerdict verdict) {
    switch (verdict) {
        case BriefingVerdict::go:
            return "go";
        case BriefingVerdict::conditions:
            return "go with conditions";
        case BriefingVerdict::no_go:
            return "no-go";
    }
    return "";
}

BriefingVerdict verdict_on(const Probability& well, double asked_for) {
    if (well.bounds.low >= asked_for)
        return BriefingVerdict::go;
    return well.bounds.high < asked_for ? BriefingVerdict::no_go : BriefingVerdict::conditions;
}

int fewest_runs_for_go(double asked_for) {
    int runs = 1;
    while (probability_of(runs, runs).bounds.low < asked_for) ++runs;
    return runs;
}

Result<BriefingResults> run_briefing(const fs::path& scenario, const TonightSpec& tonight,
                                     const StudyRunOptions& run) {
    const Result<ScenarioTree> tree = ScenarioTree::open(scenario);
    if (!tree)
        return tree.error();
    BriefingResults results;
    results.tonight = tonight;
    results.scenario_name = tree->scenario().name;
    results.program = run.program;
    Errors errors = criterion_errors(tonight, tree->scenario());
    const Result<Attendance> attendance = count_attendance(tree->scenario());
    TonightChanges changes;
    if (!attendance)
        errors.insert(errors.end(), attendance.error().begin(), attendance.error().end());
    else
        for (Error& error : changes_of_tonight(tree->scenario(), *attendance, tonight, changes))
            errors.push_back(std::move(error));
    if (!errors.empty())
        return errors;
    const Result<Scenario> changed = tree->with(changes.changes, "tonight");
    if (!changed)
        return changed.error();
    Result<ScenarioTree> of_tonight = ScenarioTree::from_text(changed->as_json, tree->scenario().folder);
    if (!of_tonight)
        return of_tonight.error();
    const MemberRunner runner(*of_tonight);
    errors = measure_errors(tonight, runner.tree());
    for (Error& error : deep_problems(as_it_is(), runner)) errors.push_back(std::move(error));
    if (!errors.empty())
        return errors;
    if (const Result<Attendance> now = count_attendance(runner.tree().scenario()))
        results.visitors = now->visitors;
    results.changes = std::move(changes.sentences);
    results.assumptions = std::move(changes.assumptions);
    results.norms = norms_of(*tree, changes.for_codes);

    const Result<std::optional<StudyResults>> study = run_part(as_it_is(), runner, run, "tonight", results);
    if (!study)
        return study.error();
    if (!study->has_value())
        return results;
    describe_tonight(**study, results);
    const StudySpec measures = measures_of(results);
    if (results.verdict == BriefingVerdict::go || measures.variants.empty())
        return results;
    const Result<std::optional<StudyResults>> tried = run_part(measures, runner, run, "measures", results);
    if (!tried)
        return tried.error();
    if (tried->has_value())
        for (std::size_t v = 0; v < (*tried)->variants.size(); ++v)
            add_condition(**tried, v, v >= tonight.measures.size(), results);
    return results;
}

Result<BriefingResults> briefing_of_study(const fs::path& scenario, const TonightSpec& tonight,
                                          const fs::path& path) {
    const Result<ScenarioTree> tree = ScenarioTree::open(scenario);
    const Result<StudyResults> study = read_study_results(path);
    Errors errors;
    if (!tree)
        errors.insert(errors.end(), tree.error().begin(), tree.error().end());
    if (!study)
        errors.insert(errors.end(), study.error().begin(), study.error().end());
    if (changes_scenario(tonight) || !tonight.measures.empty())
        errors.push_back(
            in_tonight(tonight, "--study",
                       "visitors, closures, stewards, weather and measures change the scenario, which a "
                       "study that is over cannot: make them variants of the study, or leave --study "
                       "out"));
    if (tree) {
        for (Error& error : criterion_errors(tonight, tree->scenario())) errors.push_back(std::move(error));
        if (study && study->scenario_name != tree->scenario().name)
            errors.push_back({ErrorCode::schema, path.string(),
                              fmt::format("is a study of '{}', not of '{}'", study->scenario_name,
                                          tree->scenario().name)});
    }
    if (!errors.empty())
        return errors;
    BriefingResults results;
    results.tonight = tonight;
    results.scenario_name = tree->scenario().name;
    results.program = study->program;
    describe_tonight(*study, results);
    results.outcome.members = static_cast<int>(study->members.size());
    results.outcome.ending = StudyEnding::complete;
    results.changes.push_back(
        fmt::format("From the study '{}', variant '{}'.", study->spec.name, study->variants.front().name));
    if (!study->spec.factors.empty())
        results.assumptions.push_back(
            fmt::format("The study varies {}.",
                        counted(static_cast<std::int64_t>(study->spec.factors.size()), "input", "inputs")));
    if (const Result<Attendance> attendance = count_attendance(tree->scenario()))
        results.visitors = attendance->visitors;
    results.norms = norms_of(*tree, {});
    for (std::size_t v = 1; v < study->variants.size(); ++v) add_condition(*study, v, false, results);
    return results;
}

}  // namespace wayout
