#include "core/phase_timer.hpp"
#include "study/member_workers.hpp"
#include "study/run_plan.hpp"
#include "study/search_places.hpp"
#include "study/stop_watch.hpp"
#include "study/study_files.hpp"
#include "study/study_identity.hpp"
#include "study/study_plan.hpp"

#include <wayout/study_run.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace wayout {
namespace {

namespace fs = std::filesystem;

struct Prepared {
    MemberRunner runner;
    StudyPlan plan;
};

/// Everything that can be found wrong before the first member.
Result<Prepared> prepare(const StudySpec& spec) {
    Result<ScenarioTree> tree = ScenarioTree::open(spec.scenario);
    if (!tree)
        return tree.error();
    Result<StudyPlan> plan = StudyPlan::create(spec, *tree);
    if (!plan)
        return plan.error();
    MemberRunner runner(*std::move(tree));
    if (Errors errors = deep_problems(spec, runner); !errors.empty())
        return errors;
    return Prepared{std::move(runner), *std::move(plan)};
}

Result<StudyStore> open_store(const StudySpec& spec, const Scenario& scenario,
                              const StudyRunOptions& options) {
    const fs::path file = study_file(options.folder);
    const StudyIdentity identity = identity_of(spec, scenario, options.program);
    if (options.resume)
        return StudyStore::resume(file, identity);
    std::error_code failed;
    fs::create_directories(options.folder, failed);
    if (failed)
        return Error{ErrorCode::io, options.folder.string(), "cannot be made: " + failed.message()};
    return StudyStore::create(file, identity);
}

/// Members that the plan has no place for: the study there is longer than the one asked for.
Errors check_length(const std::vector<MemberResult>& members, const StudyPlan& plan, const fs::path& folder) {
    int longest = 0;
    for (const MemberResult& member : members) longest = std::max(longest, member.replicate + 1);
    if (longest <= plan.replicate_count())
        return {};
    return {{ErrorCode::out_of_range, folder.string(),
             fmt::format("has {} runs of each variant already; ask for as many or more, or begin in another "
                         "folder",
                         longest)}};
}

}  // namespace

const char* text_of(StudyEnding ending) {
    switch (ending) {
        case StudyEnding::complete:
            return "complete";
        case StudyEnding::converged:
            return "converged";
        case StudyEnding::not_converged:
            return "not converged";
        case StudyEnding::interrupted:
            return "interrupted";
    }
    return "";
}

CheckReport check_study(const StudySpec& spec) {
    CheckReport report;
    const Result<Prepared> prepared = prepare(spec);
    if (!prepared) {
        report.errors = prepared.error();
        return report;
    }
    const StudyPlan& plan = prepared->plan;
    report.facts.push_back(fmt::format("study of '{}': {} inputs, {} variants, {}{} runs",
                                       prepared->runner.tree().scenario().name, spec.factors.size(),
                                       plan.variant_count(), spec.stop.until_converged ? "at most " : "",
                                       plan.replicate_count() * plan.variant_count()));
    for (const FactorSpec& factor : spec.factors) {
        std::string paths;
        for (const std::string& path : factor.paths) paths += (paths.empty() ? "" : ", ") + path;
        report.facts.push_back(
            fmt::format("input '{}' ({}): {}", factor.name, factor.group,
                        paths.empty() ? fmt::format("{} options", factor.options.size()) : paths));
    }
    return report;
}

Result<StudyOutcome> run_plan(const StudyPlan& plan, const MemberRunner& runner,
                              const StudyRunOptions& options, EnoughRule is_enough) {
    const Stopwatch wall;
    const StudySpec& spec = plan.spec();
    Result<StudyStore> store = open_store(spec, runner.tree().scenario(), options);
    if (!store)
        return store.error();
    if (Errors errors = store->add_inputs(spec.factors); !errors.empty())
        return errors;
    if (Errors errors = store->add_variants(spec.variants); !errors.empty())
        return errors;
    if (Errors errors = store->note("settings", settings_as_json(spec)); !errors.empty())
        return errors;
    if (Errors errors = store->note("places", places_as_json(runner.places())); !errors.empty())
        return errors;
    Result<std::vector<MemberResult>> there = store->members();
    if (!there)
        return there.error();
    if (Errors errors = check_length(*there, plan, options.folder); !errors.empty())
        return errors;

    Ensemble ensemble(plan, *store, options, std::move(is_enough), *std::move(there));
    ThreadWorkers threads(options.threads);
    MemberWorkers& workers = options.workers ? *options.workers : threads;
    workers.work(runner, ensemble);
    Result<StudyOutcome> outcome = ensemble.end();
    if (outcome)
        outcome->wall_s = wall.elapsed_s();
    return outcome;
}

Result<StudyOutcome> run_study(const StudySpec& spec, const StudyRunOptions& options) {
    Result<Prepared> prepared = prepare(spec);
    if (!prepared)
        return prepared.error();
    const MemberRunner& runner = prepared->runner;
    if (!spec.stop.until_converged)
        return run_plan(prepared->plan, runner, options);
    StopWatch stop_watch(spec.stop, spec.output, prepared->plan.variant_count());
    return run_plan(prepared->plan, runner, options, [&](std::span<const MemberResult* const> members) {
        stop_watch.add(members);
        return stop_watch.is_converged();
    });
}

}  // namespace wayout
