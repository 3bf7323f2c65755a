#include "study/study_plan.hpp"

#include "agents/distribution.hpp"
#include "statistics/sobol_indices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace wayout {
namespace {

/// The largest number of runs of a study; more would fill the disk before anybody looked at them.
constexpr std::int64_t most_replicates = 1000000;
/// Ends of a distribution at which its scenario is tried before the first run.
constexpr double tried_at[] = {0.0005, 0.5, 0.9995};
/// Seeds of a sensitivity study lie in this range above the first: far more than it has runs, and short
/// enough to be typed.
constexpr double seed_range = 1e9;
constexpr std::size_t most_sobol_inputs = 20;

/// The row of the option that a place in (0, 1) stands for.
std::size_t option_at(const FactorSpec& factor, double u) {
    const double sum = std::accumulate(factor.options.begin(), factor.options.end(), 0.0,
                                       [](double s, const FactorOption& o) { return s + o.weight; });
    double below = 0.0;
    for (std::size_t row = 0; row + 1 < factor.options.size(); ++row) {
        below += factor.options[row].weight;
        if (u * sum < below)
            return row;
    }
    return factor.options.size() - 1;
}

/// Number of values of an input in a grid.
std::size_t grid_size(const FactorSpec& factor) {
    return factor.options.empty() ? static_cast<std::size_t>(factor.grid_points) : factor.options.size();
}

/// The place in (0, 1) of value `i` of an input in a grid: the middle of an equal share, or within the share
/// of an option.
double grid_place(const FactorSpec& factor, std::size_t i) {
    if (factor.options.empty())
        return (static_cast<double>(i) + 0.5) / static_cast<double>(factor.grid_points);
    double sum = 0.0, below = 0.0;
    for (std::size_t row = 0; row < factor.options.size(); ++row) {
        if (row == i)
            below = sum;
        sum += factor.options[row].weight;
    }
    return (below + 0.5 * factor.options[i].weight) / sum;
}

SampleDesign grid_design(const std::vector<FactorSpec>& factors) {
    SampleDesign design;
    design.column_count = factors.size();
    design.row_count = 1;
    for (const FactorSpec& factor : factors) design.row_count *= grid_size(factor);
    design.values.resize(design.row_count * design.column_count);
    for (std::size_t row = 0; row < design.row_count; ++row) {
        std::size_t rest = row;
        for (std::size_t k = factors.size(); k-- > 0;) {
            design.at(row, k) = grid_place(factors[k], rest % grid_size(factors[k]));
            rest /= grid_size(factors[k]);
        }
    }
    return design;
}

/// Parts in the order of their first inputs.
std::vector<std::string> parts_of(const StudySpec& spec) {
    std::vector<std::string> parts;
    for (const FactorSpec& factor : spec.factors)
        if (std::find(parts.begin(), parts.end(), factor.group) == parts.end())
            parts.push_back(factor.group);
    return parts;
}

/// Saltelli's matrices with whole parts exchanged between A and B instead of single columns: A, B, and A with
/// the columns of each part, and last of the seed, from B.
SampleDesign design_by_parts(const SampleDesign& by_inputs, const StudySpec& spec) {
    const auto rows = static_cast<std::size_t>(spec.runs);
    const std::vector<std::string> parts = parts_of(spec);
    SampleDesign design;
    design.column_count = by_inputs.column_count;
    design.row_count = rows * (parts.size() + 3);
    design.values.assign(
        by_inputs.values.begin(),
        by_inputs.values.begin() + static_cast<std::ptrdiff_t>(2 * rows * design.column_count));
    for (std::size_t part = 0; part <= parts.size(); ++part)
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t k = 0; k < design.column_count; ++k) {
                const bool is_seed = k == spec.factors.size();
                const bool is_exchanged = is_seed
                                              ? part == parts.size()
                                              : part < parts.size() && spec.factors[k].group == parts[part];
                design.values.push_back(by_inputs.at(is_exchanged ? rows + row : row, k));
            }
    return design;
}

/// Replicates of the study, before anything of that size is made.
std::int64_t count_replicates(const StudySpec& spec) {
    switch (spec.design) {
        case StudyDesign::random:
        case StudyDesign::latin_hypercube: {
            const int draws = spec.stop.until_converged ? spec.stop.at_most : spec.runs;
            return std::int64_t{draws} * spec.seeds_per_draw;
        }
        case StudyDesign::grid: {
            std::int64_t count = spec.seeds_per_draw;
            for (const FactorSpec& factor : spec.factors) {
                count *= static_cast<std::int64_t>(grid_size(factor));
                if (count > most_replicates)
                    return count;
            }
            return count;
        }
        case StudyDesign::sensitivity:
            return std::int64_t{spec.runs} * static_cast<std::int64_t>(sensitivity_names(spec).size() + 2);
    }
    return 0;
}

/// The problems of a scenario changed in this way, each under the name given.
Errors problems_of(const ScenarioTree& tree, const std::vector<ScenarioChange>& changes,
                   const std::string& name) {
    const Result<Scenario> scenario = tree.with(changes, name);
    return scenario ? Errors{} : scenario.error();
}

void append_new(Errors& errors, Errors more) {
    for (Error& error : more)
        if (std::find(errors.begin(), errors.end(), error) == errors.end())
            errors.push_back(std::move(error));
}

Errors factor_problems(const StudySpec& spec, const ScenarioTree& tree) {
    Errors errors;
    for (const FactorSpec& factor : spec.factors) {
        for (const FactorOption& option : factor.options)
            append_new(errors, problems_of(tree, option.changes,
                                           fmt::format("input '{}', option '{}'", factor.name, option.name)));
        if (!factor.distribution)
            continue;
        for (const double u : tried_at) {
            const double value = value_at(factor, u);
            Errors found = problems_of(tree, changes_for(factor, value),
                                       fmt::format("input '{}' at {:g}", factor.name, value));
            const bool is_path = !found.empty() && found.front().where.find("path '") != std::string::npos;
            append_new(errors, std::move(found));
            if (is_path)
                break;  // the same at every value
        }
    }
    for (const VariantSpec& variant : spec.variants)
        append_new(errors, problems_of(tree, variant.changes, fmt::format("variant '{}'", variant.id)));
    return errors;
}

}  // namespace

double value_at(const FactorSpec& factor, double u) {
    return factor.options.empty() ? QuantileFunction(*factor.distribution)(u)
                                  : static_cast<double>(option_at(factor, u));
}

std::vector<ScenarioChange> changes_at(const std::vector<FactorSpec>& factors, std::span<const double> u) {
    std::vector<ScenarioChange> changes;
    for (std::size_t k = 0; k < factors.size(); ++k)
        for (ScenarioChange& change : changes_for(factors[k], value_at(factors[k], u[k])))
            changes.push_back(std::move(change));
    return changes;
}

DrawnInputs inputs_at(const std::vector<FactorSpec>& factors, std::span<const double> u, int replicate) {
    DrawnInputs inputs;
    inputs.replicate = replicate;
    for (std::size_t k = 0; k < factors.size(); ++k) {
        const double value = value_at(factors[k], u[k]);
        inputs.values.push_back(value);
        inputs.option_names.push_back(factors[k].options.empty()
                                          ? std::string()
                                          : factors[k].options[static_cast<std::size_t>(value)].name);
    }
    return inputs;
}

std::vector<ScenarioChange> changes_for(const FactorSpec& factor, double value) {
    if (!factor.options.empty())
        return factor.options[static_cast<std::size_t>(value)].changes;
    std::vector<ScenarioChange> changes;
    for (const std::string& path : factor.paths) {
        ScenarioChange change{factor.act, path};
        change.number = value;
        if (factor.act == ScenarioChange::Act::set)
            change.json = is_whole_number_path(path) ? fmt::format("{}", std::llround(value))
                                                     : fmt::format("{}", value);
        changes.push_back(std::move(change));
    }
    return changes;
}

StudyPlan::StudyPlan(const StudySpec& spec, std::uint64_t first_seed) : spec_(spec), first_seed_(first_seed) {
    const std::size_t inputs = spec_.factors.size();
    replicate_count_ = static_cast<int>(count_replicates(spec_));
    const auto draws = static_cast<std::size_t>(replicate_count_ / spec_.seeds_per_draw);
    switch (spec_.design) {
        case StudyDesign::random:
            design_ = random_design(draws, inputs, first_seed_);
            break;
        case StudyDesign::latin_hypercube:
            design_ = latin_hypercube(draws, inputs, first_seed_);
            break;
        case StudyDesign::grid:
            design_ = grid_design(spec_.factors);
            break;
        case StudyDesign::sensitivity:
            design_ = saltelli_design(static_cast<std::size_t>(spec_.runs), inputs + 1, first_seed_,
                                      inputs + 1 <= most_sobol_inputs ? PointSet::sobol : PointSet::random)
                          .points;
            if (spec_.sensitivity_of == SensitivityOf::parts)
                design_ = design_by_parts(design_, spec_);
            break;
    }
}

Result<StudyPlan> StudyPlan::create(const StudySpec& spec, const ScenarioTree& tree) {
    Errors errors;
    if (const std::int64_t count = count_replicates(spec); count > most_replicates)
        errors.push_back(
            {ErrorCode::out_of_range, "runs",
             fmt::format("the study would have {} runs of each variant, more than {}: choose fewer "
                         "inputs, values or runs",
                         count, most_replicates)});
    if (spec.design == StudyDesign::sensitivity && spec.seeds_per_draw != 1)
        errors.push_back({ErrorCode::unsupported, "seeds_per_draw",
                          "the seed is an input of its own in a sensitivity study; leave the key out"});
    append_new(errors, factor_problems(spec, tree));
    if (!errors.empty())
        return errors;
    return StudyPlan(spec, spec.seed.value_or(tree.scenario().simulation.seed));
}

StudyPlan StudyPlan::create_unchecked(const StudySpec& spec, const ScenarioTree& tree) {
    return StudyPlan(spec, spec.seed.value_or(tree.scenario().simulation.seed));
}

std::uint64_t StudyPlan::seed_of(int replicate) const {
    if (spec_.design == StudyDesign::sensitivity) {
        const double u = design_.at(static_cast<std::size_t>(replicate), spec_.factors.size());
        return first_seed_ + static_cast<std::uint64_t>(u * seed_range);
    }
    // In a grid all combinations have the same luck.
    const int count = spec_.design == StudyDesign::grid ? replicate % spec_.seeds_per_draw : replicate;
    return first_seed_ + static_cast<std::uint64_t>(count);
}

MemberTask StudyPlan::task(int variant, int replicate) const {
    MemberTask task;
    task.variant = variant;
    task.replicate = replicate;
    task.seed = seed_of(replicate);
    task.limit_s = spec_.member_limit_s;
    task.left_at_s = spec_.left_at_s;
    task.changes = changes_at(spec_.factors, design_.row(static_cast<std::size_t>(draw_of(replicate))));
    for (const ScenarioChange& change : spec_.variants[static_cast<std::size_t>(variant)].changes)
        task.changes.push_back(change);
    return task;
}

DrawnInputs StudyPlan::inputs_of(int replicate) const {
    return inputs_at(spec_.factors, design_.row(static_cast<std::size_t>(draw_of(replicate))), replicate);
}

std::vector<std::string> sensitivity_names(const StudySpec& spec) {
    std::vector<std::string> names;
    if (spec.sensitivity_of == SensitivityOf::parts)
        names = parts_of(spec);
    else
        for (const FactorSpec& factor : spec.factors) names.push_back(factor.name);
    names.emplace_back("seed");
    return names;
}

Errors deep_problems(const StudySpec& spec, const MemberRunner& runner) {
    Errors errors;
    for (const VariantSpec& variant : spec.variants) {
        MemberTask task;
        task.changes = variant.changes;
        append_new(errors, runner.problems_of(task, fmt::format("variant '{}'", variant.id)));
    }
    return errors;
}

}  // namespace wayout
