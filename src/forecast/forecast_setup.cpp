#include "forecast/forecast_setup.hpp"

#include "core/text.hpp"
#include "navigation/navigation_grid.hpp"
#include "study/study_identity.hpp"
#include "study/study_plan.hpp"
#include "venue/venue.hpp"

#include <wayout/casualties.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace wayout {
namespace {

void append(Errors& all, const Errors& more) {
    all.insert(all.end(), more.begin(), more.end());
}

FactorSpec scaled_input(const char* name, const char* path, double sigma, double min, double max) {
    FactorSpec factor;
    factor.name = name;
    factor.group = "crowd";
    factor.act = ScenarioChange::Act::scale;
    factor.paths = {path};
    Distribution& d = factor.distribution.emplace();
    d.kind = Distribution::Kind::lognormal;
    d.sigma = sigma;
    d.min = min;
    d.max = max;
    return factor;
}

/// What is uncertain where nobody has said what is: attendance was misjudged for days in incidents of the
/// past, and nobody knows beforehand how soon people start. All numbers [D].
std::vector<FactorSpec> assumed_inputs() {
    return {scaled_input("attendance", "attendance", 0.25, 0.4, 1.6),
            scaled_input("time before people start", "people.populations[*].pre_movement_s", 0.4, 0.3, 3.5)};
}

/// Those of the assumed inputs that the scenario has.
void assume_inputs(ForecastSetup& setup, const ScenarioTree& tree) {
    setup.are_inputs_assumed = true;
    for (FactorSpec& factor : assumed_inputs()) {
        StudySpec alone = setup.spec;
        alone.factors = {factor};
        if (StudyPlan::create(alone, tree))
            setup.spec.factors.push_back(std::move(factor));
        else
            setup.notes.push_back(
                fmt::format("The input '{}' could not be assumed uncertain: the scenario has "
                            "no such numbers.",
                            factor.name));
    }
}

std::vector<ScenarioChange> changes_of(MembersModel model) {
    const auto time_step = [](const char* json) {
        return ScenarioChange{
            .act = ScenarioChange::Act::set, .path = "simulation.time_step_s", .json = json};
    };
    const ScenarioChange hydraulic{
        .act = ScenarioChange::Act::set, .path = "simulation.model", .json = "\"hydraulic\""};
    switch (model) {
        case MembersModel::scenario:
            return {};
        case MembersModel::coarse_step:
            return {time_step("0.1")};
        case MembersModel::hydraulic:
            return {hydraulic, time_step("0.25")};
    }
    return {};
}

/// Cells of a quarter of the usual number: where nobody takes room, ways need not be known to the decimetre.
/// Our choice.
constexpr double coarse_cell_m = 0.2;

/// Hydraulic members find their ways on coarse cells, if everybody still has one.
void coarsen_ways(ForecastSetup& setup, const Scenario& scenario) {
    const Result<std::shared_ptr<const Venue>> venue = build_venue(scenario.venue);
    if (scenario.simulation.navigation_cell_m > 0.0 || !venue || automatic_cell_m(**venue) >= coarse_cell_m)
        return;
    StudySpec coarse = setup.spec;
    coarse.variants.front().changes.push_back({.act = ScenarioChange::Act::set,
                                               .path = "simulation.navigation_cell_m",
                                               .json = fmt::format("{}", coarse_cell_m)});
    if (!deep_problems(coarse, setup.runner).empty())
        return;
    setup.spec = std::move(coarse);
    setup.notes.push_back(
        fmt::format("Ways of the members are found on cells of {} m, which are coarser than those "
                    "of the full model.",
                    coarse_cell_m));
}

/// A study reduced to what a forecast needs of it: its inputs and its first variant.
StudySpec forecast_spec(StudySpec study, const ForecastOptions& options, std::vector<std::string>& notes) {
    if (study.variants.size() > 1)
        notes.push_back(fmt::format("Of the variants of the study the first, '{}', is used.",
                                    study.variants.front().name));
    study.variants.resize(1);
    for (ScenarioChange& change : changes_of(options.model))
        study.variants.front().changes.push_back(std::move(change));
    study.design = StudyDesign::random;
    study.sensitivity_of = SensitivityOf::inputs;
    study.seeds_per_draw = 1;
    study.runs = options.members;
    study.stop = StopRule{};
    if (options.seed)
        study.seed = options.seed;
    return study;
}

template <typename T>
std::vector<std::string> ids_of(const std::vector<T>& things) {
    std::vector<std::string> ids;
    for (const T& thing : things) ids.push_back(thing.id);
    return ids;
}

/// Places of statements that the scenario does not have.
Errors subject_problems(const Ledger& ledger, const Scenario& scenario,
                        const std::optional<MedicalPlan>& plan) {
    const std::vector<std::string> storeys = ids_of(scenario.venue.storeys);
    const std::vector<std::string> zones = ids_of(scenario.venue.zones);
    const std::vector<std::string> hospitals = plan ? ids_of(plan->hospitals) : std::vector<std::string>();
    Errors errors;
    const auto check = [&](const Statement& s, const char* what, const std::string& id,
                           const std::vector<std::string>& known) {
        if (id.empty() || std::find(known.begin(), known.end(), id) != known.end())
            return;
        const std::optional<std::string> near = nearest(id, known);
        errors.push_back({ErrorCode::schema,
                          fmt::format("{}.place.{} (statement '{}')", s.where, what, s.id),
                          fmt::format("the scenario has no {} '{}'{}", what, id,
                                      near ? fmt::format("; did you mean '{}'?", *near) : std::string()),
                          {},
                          0.0,
                          0.0});
    };
    for (const Statement& s : ledger.statements) {
        check(s, "storey", s.subject.storey, storeys);
        check(s, "zone", s.subject.zone, zones);
        check(s, "hospital", s.subject.hospital, hospitals);
    }
    return errors;
}

}  // namespace

Result<ForecastSetup> set_up_forecast(const ForecastOptions& options) {
    Errors errors;
    Result<Ledger> ledger = read_reports(options.reports, options.now_s);
    if (!ledger)
        append(errors, ledger.error());
    Result<StudySpec> study = read_study(options.scenario);
    if (!study) {
        append(errors, study.error());
        return errors;
    }
    Result<ScenarioTree> tree = ScenarioTree::open(study->scenario);
    if (!tree) {
        append(errors, tree.error());
        return errors;
    }
    std::vector<std::string> notes;
    StudySpec spec = forecast_spec(*std::move(study), options, notes);
    ForecastSetup setup{std::move(spec), MemberRunner(*tree), {}, {}, {}, 1, false, std::move(notes)};
    if (const Result<StudyPlan> plan = StudyPlan::create(setup.spec, *tree); !plan)
        append(errors, plan.error());
    else if (setup.spec.factors.empty())
        assume_inputs(setup, *tree);
    if (Errors deep = deep_problems(setup.spec, setup.runner); errors.empty())
        append(errors, deep);
    if (const Result<std::optional<MedicalPlan>> plan = medical_plan_of(tree->scenario()); plan)
        setup.plan = *plan;
    if (ledger)
        append(errors, subject_problems(*ledger, tree->scenario(), setup.plan));
    if (!errors.empty())
        return errors;
    if (options.model == MembersModel::hydraulic)
        coarsen_ways(setup, tree->scenario());
    setup.ledger = *std::move(ledger);
    setup.first_seed = setup.spec.seed.value_or(tree->scenario().simulation.seed);
    setup.identity = identity_of(setup.spec, tree->scenario(), options.program);
    return setup;
}

}  // namespace wayout
