#include "study/compare_figures.hpp"
#include "study/compare_inputs.hpp"
#include "study/member_figures.hpp"
#include "study/study_files.hpp"
#include "study/study_store.hpp"

#include "input/files.hpp"
#include "output/scenario_as_run.hpp"

#include <wayout/compare.hpp>
#include <wayout/output.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <system_error>
#include <utility>

namespace wayout {
namespace {

namespace fs = std::filesystem;

enum class ResultKind { run, study, neither };

ResultKind kind_of(const fs::path& path) {
    std::error_code failed;
    if (fs::is_regular_file(study_file(path), failed))
        return ResultKind::study;
    return fs::is_regular_file(path / "manifest.json", failed) ? ResultKind::run : ResultKind::neither;
}

Error not_ours(const fs::path& path) {
    return {ErrorCode::io, path.string(),
            "is neither a result folder of 'wayout run' nor a study of 'wayout study' (a folder, or its "
            "study.sqlite)"};
}

struct ComparedSide {
    ComparedInputs inputs;
    ComparedStudy study;  ///< of runs: one member
};

Result<ComparedSide> read_run(const fs::path& folder) {
    const Result<RunResults> results = read_results(folder);
    if (!results)
        return results.error();
    const Result<std::string> manifest_text =
        read_regular_file(folder / "manifest.json", FileLimits{}.file_bytes);
    const Result<std::string> scenario =
        read_regular_file(folder / scenario_as_run_name, FileLimits{}.file_bytes);
    if (!manifest_text)
        return Error{ErrorCode::io, folder.string(), manifest_text.error().front().message};
    if (!scenario)
        return Error{ErrorCode::io, folder.string(),
                     fmt::format("{}; results of earlier versions do not hold their scenario: run it again",
                                 scenario.error().front().message)};
    const nlohmann::json manifest = nlohmann::json::parse(*manifest_text, nullptr, false);
    const std::string build =
        manifest.is_object() && manifest.contains("build") && manifest["build"].is_string()
            ? manifest["build"].get<std::string>()
            : std::string("unknown build");
    ComparedSide side;
    side.inputs = {fmt::format("wayout {} ({})", results->version, build),
                   *scenario,
                   {},
                   fmt::format("{}", results->seed),
                   "1"};
    MemberResult member;
    member.seed = results->seed;
    describe_member(*results, member);
    side.study.members.push_back(std::move(member));
    return side;
}

std::string seeds_of(const std::vector<MemberResult>& members) {
    if (members.empty())
        return {};
    const auto [least, most] =
        std::minmax_element(members.begin(), members.end(),
                            [](const MemberResult& a, const MemberResult& b) { return a.seed < b.seed; });
    return least->seed == most->seed ? fmt::format("{}", least->seed)
                                     : fmt::format("{} to {}", least->seed, most->seed);
}

Result<ComparedSide> read_stored(const fs::path& path) {
    const Result<StudyStore> store = StudyStore::read(study_file(path));
    if (!store)
        return store.error();
    Result<StudyIdentity> identity = store->identity();
    if (!identity)
        return identity.error();
    Result<StoredStudy> stored = store->study();
    if (!stored)
        return stored.error();
    Result<std::vector<MemberResult>> members = store->members();
    if (!members)
        return members.error();
    if (members->empty())
        return Error{ErrorCode::io, path.string(), "holds no run yet; run the study, or go on with --resume"};
    ComparedSide side;
    side.inputs = {identity->program, identity->scenario, identity->question, seeds_of(*members),
                   fmt::format("{}", members->size())};
    side.study.members = *std::move(members);
    for (const StoredVariant& variant : stored->variants) side.study.variants.push_back(variant.id);
    for (const FactorSpec& input : stored->inputs) side.study.inputs.push_back(input.name);
    side.study.draws = std::move(stored->draws);
    return side;
}

}  // namespace

Result<Comparison> compare_results(const fs::path& a, const fs::path& b) {
    const ResultKind kind_a = kind_of(a), kind_b = kind_of(b);
    Errors errors;
    if (kind_a == ResultKind::neither)
        errors.push_back(not_ours(a));
    if (kind_b == ResultKind::neither)
        errors.push_back(not_ours(b));
    if (errors.empty() && kind_a != kind_b)
        errors.push_back({ErrorCode::unsupported, (kind_a == ResultKind::run ? a : b).string(),
                          "is a single run, and the other is a study: compare two of a kind"});
    if (!errors.empty())
        return errors;
    const auto read = kind_a == ResultKind::run ? read_run : read_stored;
    const Result<ComparedSide> side_a = read(a), side_b = read(b);
    for (const Result<ComparedSide>* side : {&side_a, &side_b})
        if (!*side)
            errors.insert(errors.end(), side->error().begin(), side->error().end());
    if (!errors.empty())
        return errors;

    Comparison comparison;
    comparison.name_a = a.string();
    comparison.name_b = b.string();
    errors = compare_inputs(side_a->inputs, side_b->inputs, comparison);
    if (!errors.empty())
        return errors;
    if (kind_a == ResultKind::study) {
        compare_figures(side_a->study, side_b->study, comparison);
    } else {
        const MemberResult& run_a = side_a->study.members.front();
        const MemberResult& run_b = side_b->study.members.front();
        list_figures(run_a, run_b, comparison);
        comparison.by = run_a.state_hash == run_b.state_hash ? ComparedBy::same_run : ComparedBy::single_runs;
    }
    return comparison;
}

}  // namespace wayout
