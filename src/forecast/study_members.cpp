#include "forecast/study_members.hpp"

#include "study/study_files.hpp"
#include "study/study_identity.hpp"
#include "study/study_plan.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace wayout {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Error refusal(const fs::path& study, std::string why) {
    return {ErrorCode::unsupported, study.string(), std::move(why), {}, 0.0, 0.0};
}

/// What the study was asked, without how many runs and which seed.
Json inputs_asked(const std::string& question) {
    const Json json = Json::parse(question, nullptr, false);
    if (!json.is_object() || !json.contains("inputs") || !json.contains("variants") ||
        json["variants"].empty())
        return nullptr;
    return {{"inputs", json["inputs"]}, {"first", json["variants"][0]["changes"]}};
}

Errors problems_of_study(const fs::path& file, const StudyIdentity& its, const ForecastSetup& setup) {
    Errors errors;
    if (its.scenario != setup.identity.scenario || its.inputs != setup.identity.inputs)
        errors.push_back(refusal(file, "is of another scenario: give a study of this one, or leave it out"));
    if (its.program != setup.identity.program)
        errors.push_back(refusal(file, fmt::format("was run by {}, and this is {}: their runs may differ",
                                                   its.program, setup.identity.program)));
    if (const Json asked = inputs_asked(its.question);
        asked.is_null() || asked != inputs_asked(setup.identity.question))
        errors.push_back(refusal(file,
                                 "varies other inputs, or runs its first variant otherwise (also "
                                 "--members-model counts)"));
    return errors;
}

/// The study's own design, made again: places of its draws in the unit cube.
Result<StudyPlan> plan_of_study(const fs::path& file, const StudyIdentity& its, const StoredStudy& stored,
                                const ForecastSetup& setup) {
    StudySpec spec = setup.spec;
    read_settings(stored.settings, spec);
    if (spec.design != StudyDesign::random && spec.design != StudyDesign::latin_hypercube)
        return refusal(file,
                       "is a grid or a sensitivity study: its runs are no draws from the distributions");
    const Json question = Json::parse(its.question, nullptr, false);
    spec.seed.reset();
    if (question.contains("seed") && question["seed"].is_number_unsigned())
        spec.seed = question["seed"].get<std::uint64_t>();
    if (spec.runs < 1 || spec.seeds_per_draw < 1 || std::max(spec.runs, spec.stop.at_most) > 1000000)
        return refusal(file, "is damaged: its settings cannot be read");
    return StudyPlan::create_unchecked(spec, setup.runner.tree());
}

bool are_same_values(const std::vector<double>& stored, const DrawnInputs& drawn) {
    return std::equal(stored.begin(), stored.end(), drawn.values.begin(), drawn.values.end());
}

}  // namespace

Errors take_study_members(const fs::path& study, const ForecastSetup& setup, MemberPool& pool) {
    const fs::path file = study_file(study);
    const Result<StudyStore> store = StudyStore::read(file);
    if (!store)
        return store.error();
    const Result<StudyIdentity> its = store->identity();
    if (!its)
        return its.error();
    if (Errors errors = problems_of_study(file, *its, setup); !errors.empty())
        return errors;
    const Result<StoredStudy> stored = store->study();
    if (!stored)
        return stored.error();
    Result<std::vector<MemberResult>> members = store->members();
    if (!members)
        return members.error();
    const Result<StudyPlan> plan = plan_of_study(file, *its, *stored, setup);
    if (!plan)
        return plan.error();
    PlannedRound round;
    round.from = "a study, from the inputs' distributions";
    round.study = its->question;
    std::vector<MemberResult> taken;
    std::vector<std::uint64_t> known;
    for (const PlannedRound& other : pool.rounds())
        if (other.study == round.study)
            known.insert(known.end(), other.seeds.begin(), other.seeds.end());
    for (MemberResult& member : *members) {
        if (member.variant != 0 || member.replicate >= plan->replicate_count() ||
            std::find(known.begin(), known.end(), member.seed) != known.end())
            continue;
        const auto replicate = static_cast<std::size_t>(member.replicate);
        const DrawnInputs drawn = plan->inputs_of(member.replicate);
        if (replicate >= stored->draws.size() || !are_same_values(stored->draws[replicate], drawn))
            if (!setup.spec.factors.empty())
                return {refusal(file, "its draws cannot be made again: it was run by another version")};
        const std::size_t row = replicate / static_cast<std::size_t>(plan->spec().seeds_per_draw);
        const std::span<const double> u = plan->design().row(row).first(setup.spec.factors.size());
        round.points.push_back(normal_place(u));
        round.seeds.push_back(member.seed);
        taken.push_back(std::move(member));
    }
    if (taken.empty())
        return {};
    const std::size_t first = pool.planned_count();
    if (Errors errors = pool.plan(std::move(round)); !errors.empty())
        return errors;
    for (std::size_t i = 0; i < taken.size(); ++i)
        if (Errors errors = pool.add(first + i, std::move(taken[i])); !errors.empty())
            return errors;
    return {};
}

}  // namespace wayout
