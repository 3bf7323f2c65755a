#include "core/phase_timer.hpp"
#include "core/thread_pool.hpp"
#include "validation/validation_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <exception>

namespace wayout {
namespace {

std::vector<std::uint64_t> seeds_of(const ValidationCase& validation, const ValidationOptions& options) {
    const std::size_t count =
        options.quick ? std::min<std::size_t>(validation.full_seeds, 3) : validation.full_seeds;
    std::vector<std::uint64_t> seeds;
    for (std::uint64_t seed = 1; seed <= count; ++seed) seeds.push_back(seed);
    return seeds;
}

bool is_chosen(const ValidationExperiment& experiment, const std::vector<std::string>& only) {
    return only.empty() || std::find(only.begin(), only.end(), experiment.id) != only.end();
}

Calibration calibration_of(const ValidationCase& validation, const ValidationOptions& options) {
    return options.calibration.value_or(validation.experiment.calibration);
}

std::string first_flaw(std::span<const RunRecord> records) {
    for (const RunRecord& record : records) {
        if (!record.error.empty())
            return fmt::format("seed {} could not run: {}", record.seed, record.error);
        if (record.violations.any())
            return fmt::format("seed {}: {}", record.seed, record.violations.first);
        if (!record.is_complete())
            return fmt::format("seed {}: {} of {} people are still inside after {:.0f} s", record.seed,
                               record.placed - record.out, record.placed, record.end_s);
    }
    return {};
}

void take(Findings findings, ValidationResult& result) {
    result.quantities = std::move(findings.quantities);
    result.figures = std::move(findings.figures);
    result.finding = std::move(findings.finding);
    result.is_reproduced = findings.is_reproduced;
}

ValidationResult run_case(const ValidationCase& validation, const ValidationOptions& options,
                          ThreadPool& pool) {
    ValidationResult result;
    result.experiment = validation.experiment;
    result.calibration = calibration_of(validation, options);
    const Stopwatch wall;
    if (validation.compute) {
        take(validation.compute(), result);
        result.wall_s = wall.elapsed_s();
        return result;
    }
    result.seeds = seeds_of(validation, options);
    std::vector<RunPlan> plans = validation.plan(result.seeds);
    std::vector<RunRecord> records(plans.size());
    // Longest first; what a run leaves has its place, whoever runs it.
    std::vector<std::size_t> order(plans.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return plans[a].cost > plans[b].cost; });
    for (RunPlan& plan : plans) plan.scenario.simulation.calibration = result.calibration;
    parallel_for(pool, order.size(), 1, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t k = begin; k < end; ++k) records[order[k]] = observe(plans[order[k]]);
    });
    const std::string flaw = first_flaw(records);
    const bool could_run = std::all_of(records.begin(), records.end(),
                                       [](const RunRecord& record) { return record.error.empty(); });
    if (could_run) {
        take(validation.judge(records, result.seeds.size()), result);
        result.is_reproduced = result.is_reproduced && flaw.empty();
    }
    if (!flaw.empty())
        result.finding = result.finding.empty() ? flaw : flaw + "; " + result.finding;
    result.wall_s = wall.elapsed_s();
    return result;
}

}  // namespace

std::vector<ValidationExperiment> validation_experiments() {
    std::vector<ValidationExperiment> experiments;
    for (const ValidationCase& validation : validation_cases()) experiments.push_back(validation.experiment);
    return experiments;
}

std::vector<ValidationResult> run_validation(const ValidationOptions& options) {
    std::vector<const ValidationCase*> chosen;
    for (const ValidationCase& validation : validation_cases())
        if (is_chosen(validation.experiment, options.only))
            chosen.push_back(&validation);
    ThreadPool pool(options.threads);
    std::vector<ValidationResult> results;
    for (const ValidationCase* validation : chosen) {
        if (options.progress)
            options.progress(static_cast<int>(results.size()), static_cast<int>(chosen.size()),
                             validation->experiment);
        try {
            results.push_back(run_case(*validation, options, pool));
        } catch (const std::exception& bug) {
            ValidationResult& result = results.emplace_back();
            result.experiment = validation->experiment;
            result.calibration = calibration_of(*validation, options);
            result.finding = fmt::format("could not be judged: {}", bug.what());
        }
    }
    return results;
}

}  // namespace wayout
