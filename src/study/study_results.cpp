#include "study/influence.hpp"
#include "study/left_ranges.hpp"
#include "study/search_places.hpp"
#include "study/study_files.hpp"
#include "study/study_store.hpp"
#include "study/variant_ranges.hpp"

#include <wayout/study_results.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace wayout {
namespace {

/// Names that the report shows; the scenario itself need not be read again for them.
std::string scenario_name(const std::string& scenario_json) {
    const nlohmann::json json = nlohmann::json::parse(scenario_json, nullptr, false);
    const auto name = json.is_object() ? json.find("name") : json.end();
    return name != json.end() && name->is_string() ? name->get<std::string>() : std::string("Scenario");
}

std::span<const MemberResult> of_variant(const std::vector<MemberResult>& members, int variant) {
    const auto from = std::lower_bound(members.begin(), members.end(), variant,
                                       [](const MemberResult& m, int v) { return m.variant < v; });
    const auto to = std::upper_bound(members.begin(), members.end(), variant,
                                     [](int v, const MemberResult& m) { return v < m.variant; });
    return {from, to};
}

}  // namespace

Result<StudyResults> read_study_results(const std::filesystem::path& folder_or_file) {
    const std::filesystem::path file = study_file(folder_or_file);
    Result<StudyStore> store = StudyStore::read(file);
    if (!store)
        return store.error();
    const Result<StudyIdentity> identity = store->identity();
    if (!identity)
        return identity.error();
    const Result<StoredStudy> stored = store->study();
    if (!stored)
        return stored.error();
    Result<std::vector<MemberResult>> members = store->members();
    if (!members)
        return members.error();
    if (members->empty())
        return Error{ErrorCode::io, file.string(), "holds no run yet; run the study, or go on with --resume"};

    StudyResults results;
    read_settings(stored->settings, results.spec);
    results.spec.factors = stored->inputs;
    for (const StoredVariant& variant : stored->variants)
        results.spec.variants.push_back({variant.id, variant.name, {}, variant.cost, {}});
    results.scenario_name = scenario_name(identity->scenario);
    results.program = identity->program;
    results.ending = stored->ending;
    results.members = *std::move(members);
    for (const MemberResult& member : results.members) results.wall_s += member.wall_s;
    const Result<std::string> places = store->noted("places");
    if (!places)
        return places.error();
    results.places = places_of_json(*places);
    for (std::size_t v = 0; v < stored->variants.size(); ++v) {
        VariantResults variant;
        variant.id = stored->variants[v].id;
        variant.name = stored->variants[v].name;
        variant.cost = stored->variants[v].cost;
        variant.changes = stored->variants[v].changes;
        describe_variant(of_variant(results.members, static_cast<int>(v)), results.spec.time_limit_s,
                         variant);
        describe_people_left(of_variant(results.members, static_cast<int>(v)), results.places, variant);
        results.variants.push_back(std::move(variant));
    }
    results.differences = compare_variants(results.spec, results.members);
    add_influence(results.spec, stored->draws, results);
    return results;
}

}  // namespace wayout
