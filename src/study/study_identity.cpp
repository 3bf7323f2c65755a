#include "study/study_identity.hpp"

#include "core/sha256.hpp"
#include "study/change_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wayout {
namespace {

using Json = nlohmann::ordered_json;

Json changes_of(const std::vector<ScenarioChange>& changes) {
    return Json::parse(changes_as_json(changes));
}

Json distribution_of(const Distribution& d) {
    // Infinite ends of truncation have no form in JSON.
    return {static_cast<int>(d.kind),
            d.value,
            d.mean,
            d.sd,
            d.mu,
            d.sigma,
            d.shape,
            d.scale,
            d.offset,
            fmt::format("{}", d.min),
            fmt::format("{}", d.max),
            d.values,
            d.weights};
}

Json factor_of(const FactorSpec& factor) {
    Json json{{"name", factor.name}, {"part", factor.group}};
    if (factor.distribution) {
        json["act"] = static_cast<int>(factor.act);
        json["paths"] = factor.paths;
        json["distribution"] = distribution_of(*factor.distribution);
        json["grid_points"] = factor.grid_points;
    }
    for (const FactorOption& option : factor.options)
        json["options"].push_back(
            {{"name", option.name}, {"weight", option.weight}, {"changes", changes_of(option.changes)}});
    return json;
}

}  // namespace

std::string question_of(const StudySpec& spec) {
    Json json;
    json["design"] = static_cast<int>(spec.design);
    json["sensitivity_of"] = static_cast<int>(spec.sensitivity_of);
    json["seed"] = spec.seed ? Json(*spec.seed) : Json(nullptr);
    json["seeds_per_draw"] = spec.seeds_per_draw;
    json["inputs"] = Json::array();
    for (const FactorSpec& factor : spec.factors) json["inputs"].push_back(factor_of(factor));
    json["variants"] = Json::array();
    for (const VariantSpec& variant : spec.variants)
        json["variants"].push_back({{"id", variant.id}, {"changes", changes_of(variant.changes)}});
    // Draws of design random do not depend on their number; those of the others do.
    if (spec.design != StudyDesign::random)
        json["runs"] = spec.runs;
    if (!spec.left_at_s.empty())
        json["left_at_s"] = spec.left_at_s;
    if (spec.stop.until_converged)
        json["stop"] = {spec.output, spec.stop.at_least, spec.stop.at_most, spec.stop.half_width_frac};
    return json.dump(1);
}

StudyIdentity identity_of(const StudySpec& spec, const Scenario& scenario, const std::string& program) {
    StudyIdentity identity;
    identity.question = question_of(spec);
    identity.scenario = scenario.as_json;
    identity.folder = scenario.folder;
    Sha256 hash;
    for (const InputFile& file : scenario.files) hash.add(file.name + ":" + file.sha256 + "\n");
    identity.inputs = hash.hex();
    identity.program = program;
    return identity;
}

}  // namespace wayout
