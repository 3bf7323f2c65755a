/// Which runs a study consists of: the draws of its inputs, its variants, its seeds.
///
/// A replicate is one draw of all inputs with one seed; it is run for every variant, so that variants differ
/// in what they change and in nothing else (common random numbers).
#pragma once

#include "statistics/sample_design.hpp"
#include "study/member_task.hpp"
#include "study/study_store.hpp"

#include <wayout/study.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace wayout {

/// What happens to the scenario when an input has this value: a number, or the row of one of its options.
std::vector<ScenarioChange> changes_for(const FactorSpec& factor, double value);

/// What an input is at a place in (0, 1) of its distribution: a number, or the row of an option.
double value_at(const FactorSpec& factor, double u);
/// Inputs at these places, as changes of the scenario and as values.
std::vector<ScenarioChange> changes_at(const std::vector<FactorSpec>& factors, std::span<const double> u);
DrawnInputs inputs_at(const std::vector<FactorSpec>& factors, std::span<const double> u, int replicate);

class StudyPlan {
public:
    /// Errors: everything that can be wrong with the changes, all at once: paths that lead nowhere, options
    /// and variants that make no valid scenario, distributions whose ends do not.
    static Result<StudyPlan> create(const StudySpec& spec, const ScenarioTree& tree);

    /// For variants that may well make no valid scenario: their members are refused then, each by itself.
    static StudyPlan create_unchecked(const StudySpec& spec, const ScenarioTree& tree);

    int replicate_count() const { return replicate_count_; }
    int variant_count() const { return static_cast<int>(spec_.variants.size()); }
    MemberTask task(int variant, int replicate) const;
    DrawnInputs inputs_of(int replicate) const;
    /// [replicate][factor] in (0, 1): places in the distributions of the inputs; of a sensitivity study the
    /// last column is the seed.
    const SampleDesign& design() const { return design_; }
    const StudySpec& spec() const { return spec_; }

private:
    StudyPlan(const StudySpec& spec, std::uint64_t first_seed);
    int draw_of(int replicate) const { return replicate / spec_.seeds_per_draw; }
    std::uint64_t seed_of(int replicate) const;

    StudySpec spec_;
    std::uint64_t first_seed_;
    SampleDesign design_;
    int replicate_count_{0};
};

/// What a sensitivity study tells shares of: names of inputs or parts, and "seed" as the last.
std::vector<std::string> sensitivity_names(const StudySpec& spec);

/// What the scenarios of the variants themselves would be refused for when they are run: geometry, people who
/// cannot get out. Builds each of them, which takes as long as the start of a run.
Errors deep_problems(const StudySpec& spec, const MemberRunner& runner);

}  // namespace wayout
