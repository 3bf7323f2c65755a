#include "core/sha256.hpp"
#include "input/files.hpp"
#include "output/scenario_as_run.hpp"
#include "pack/pack_archive.hpp"
#include "pack/pack_inputs.hpp"
#include "study/json_difference.hpp"
#include "study/stored_tasks.hpp"
#include "study/study_files.hpp"
#include "study/study_store.hpp"
#include "study/whole_file.hpp"

#include <wayout/pack.hpp>
#include <wayout/version.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

namespace wayout {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// Puts a result or a study into a pack; problems are collected.
class Packer {
public:
    Packer(const PackOptions& options, Pack& pack, PackSummary& summary)
        : options_(options), pack_(pack), summary_(summary) {}

    void add_run(const fs::path& folder);
    void add_study(const fs::path& path);
    void add_rest();
    Errors take_errors() { return std::move(errors_); }

private:
    void complain(ErrorCode code, const fs::path& place, std::string what) {
        errors_.push_back({code, place.string(), std::move(what)});
    }
    std::optional<std::string> read(const fs::path& file) {
        Result<std::string> content = read_regular_file(file, options_.most_file_bytes);
        if (content)
            return *std::move(content);
        complain(content.error().front().code, file,
                 content.error().front().message + " (--limit-mib raises what is packed)");
        return std::nullopt;
    }
    void add_output(const fs::path& folder, const Json& output);
    void check_program(const fs::path& place) {
        if (const std::string now = fmt::format("wayout {} ({})", version, options_.build);
            pack_.program != now)
            complain(
                ErrorCode::unsupported, place,
                fmt::format("was made by another build, {}, and this is {}: pack it with that program, or "
                            "run it again with this one",
                            pack_.program, now));
    }
    void add_ledger(const ScenarioTree& tree,
                    const std::vector<std::pair<std::string, std::vector<ScenarioChange>>>& variants);

    const PackOptions& options_;
    Pack& pack_;
    PackSummary& summary_;
    Errors errors_;
};

void Packer::add_output(const fs::path& folder, const Json& output) {
    const std::string name = output.is_object() ? text_at(output, "file") : std::string();
    const std::string hash = output.is_object() ? text_at(output, "sha256") : std::string();
    if (name.empty() || fs::path(name).filename().string() != name)
        return complain(ErrorCode::syntax, folder / "manifest.json", "is damaged: it names a file wrongly");
    if (name.starts_with("trajectory")) {
        const Json bytes = output.value("bytes", Json());
        pack_.left_out.push_back({"results/" + name, hash,
                                  bytes.is_number_unsigned() ? bytes.get<std::uint64_t>() : 0,
                                  "positions over time, which running the scenario again gives"});
        return;
    }
    std::optional<std::string> content = read(folder / name);
    if (!content)
        return;
    if (sha256_of_text(*content) != hash)
        return complain(ErrorCode::io, folder / name,
                        "was changed after the run: its hash is not that of manifest.json. Run it again");
    pack_.files.emplace("results/" + name, *std::move(content));
}

void Packer::add_run(const fs::path& folder) {
    pack_.kind = PackKind::run;
    const std::optional<std::string> text = read(folder / "manifest.json");
    if (!text)
        return;
    const Json manifest = Json::parse(*text, nullptr, false);
    if (!manifest.is_object() || manifest.value("format", Json()) != "wayout-manifest" ||
        !manifest.contains("outputs") || !manifest["outputs"].is_array())
        return complain(ErrorCode::syntax, folder / "manifest.json", "is no manifest of a wayout result");
    for (const Json& output : manifest["outputs"]) add_output(folder, output);
    pack_.files.emplace("results/manifest.json", *text);
    pack_.program = fmt::format("wayout {} ({})", text_at(manifest, "version"), text_at(manifest, "build"));
    pack_.name = text_at(manifest, "scenario");
    pack_.state_hash = text_at(manifest, "state_hash");
    check_program(folder);

    const auto summary = pack_.files.find(packed_summary_name);
    const auto scenario = pack_.files.find(std::string("results/") + scenario_as_run_name);
    if (summary == pack_.files.end() || scenario == pack_.files.end())
        return complain(ErrorCode::io, folder,
                        "holds no summary, or not the scenario that was run (results of earlier versions do "
                        "not): run it again");
    const Json figures = Json::parse(summary->second, nullptr, false);
    if (figures.is_object() && figures.value("status", Json()) == "interrupted")
        complain(ErrorCode::unsupported, folder,
                 "was interrupted, and would not come out again: run it to its end");
    if (figures.is_object() && figures.contains("seed"))
        pack_.seeds = figures["seed"].dump();
    const Result<ScenarioTree> tree =
        ScenarioTree::from_text(scenario->second, text_at(manifest, "scenario_folder"));
    if (!tree)
        return append(errors_, tree.error());
    pack_.files.emplace(packed_scenario_name, scenario->second);
    append(errors_, add_fire_files(tree->scenario(), options_.most_file_bytes, pack_));
    add_ledger(*tree, {});
}

void Packer::add_study(const fs::path& path) {
    pack_.kind = PackKind::study;
    const fs::path file = study_file(path);
    const Result<StudyStore> store = StudyStore::read(file);
    if (!store)
        return append(errors_, store.error());
    const Result<StudyIdentity> identity = store->identity();
    if (!identity)
        return append(errors_, identity.error());
    Result<StoredStudy> stored = store->study();
    if (!stored)
        return append(errors_, stored.error());
    const Result<std::vector<MemberResult>> members = store->members();
    if (!members)
        return append(errors_, members.error());
    if (members->empty())
        return complain(ErrorCode::io, file, "holds no run yet: run the study first");
    if (stored->ending.empty())
        complain(ErrorCode::unsupported, file,
                 "is not finished, or still running: go on with 'wayout study ... --resume'");

    const auto [least, most] =
        std::minmax_element(members->begin(), members->end(),
                            [](const MemberResult& a, const MemberResult& b) { return a.seed < b.seed; });
    pack_.seeds = fmt::format("{} to {}", least->seed, most->seed);
    pack_.program = identity->program;
    check_program(file);
    if (std::optional<std::string> content = read(file))
        pack_.files.emplace(packed_study_name, *std::move(content));
    // What is made from it, as far as it is there.
    static constexpr std::array names{"report.html", "members.csv",     "figures.csv",
                                      "curves.csv",  "casualties.csv",  "exceedance.csv",
                                      "jams.csv",    "differences.csv", "sensitivity.csv"};
    for (const char* name : names) {
        std::error_code failed;
        if (!fs::is_regular_file(file.parent_path() / name, failed))
            continue;
        if (std::optional<std::string> content = read(file.parent_path() / name))
            pack_.files.emplace(std::string("results/") + name, *std::move(content));
    }
    StudySpec spec;
    read_settings(stored->settings, spec);
    if (!spec.as_json.empty())
        pack_.files.emplace("inputs/study.json", spec.as_json);
    pack_.files.emplace(packed_scenario_name, identity->scenario);

    const Result<ScenarioTree> tree = ScenarioTree::from_text(identity->scenario, identity->folder);
    if (!tree)
        return append(errors_, tree.error());
    pack_.name = tree->scenario().name;
    append(errors_, add_fire_files(tree->scenario(), options_.most_file_bytes, pack_));
    const Result<StoredTasks> tasks = StoredTasks::of(*identity, *std::move(stored));
    if (!tasks)
        return append(errors_, tasks.error());
    Result<std::vector<std::pair<std::string, std::vector<ScenarioChange>>>> changed =
        tasks->input_extremes();
    if (!changed)
        return append(errors_, changed.error());
    for (const VariantSpec& variant : tasks->variants())
        changed->emplace_back(fmt::format("variant '{}'", variant.id), variant.changes);
    add_ledger(*tree, *changed);
}

void Packer::add_ledger(const ScenarioTree& tree,
                        const std::vector<std::pair<std::string, std::vector<ScenarioChange>>>& changed) {
    Result<std::vector<Deviation>> ledger = ledger_of(tree, changed);
    if (!ledger)
        return append(errors_, ledger.error());
    append(errors_, unexplained(*ledger));
    pack_.files.emplace("deviations.json", ledger_json(*ledger));
    summary_.deviations = *std::move(ledger);
}

/// What does not depend on the result. The tests of the build take longest, so they come last and only when
/// there will be a pack.
void Packer::add_rest() {
    if (!errors_.empty() && options_.verification.empty())
        return;
    append(errors_, add_verification(options_, pack_, summary_));
    pack_.files.emplace("build.json", build_json(options_.build));
    pack_.files.emplace("README.txt", pack_readme(pack_, summary_));
}

}  // namespace

Result<PackSummary> write_pack(const fs::path& result, const fs::path& file, const PackOptions& options) {
    std::error_code failed;
    const bool is_study = fs::is_regular_file(study_file(result), failed);
    if (!is_study && !fs::is_regular_file(result / "manifest.json", failed))
        return Error{ErrorCode::io, result.string(),
                     "is neither a complete result folder of 'wayout run' nor a study of 'wayout study'"};
    Pack pack;
    PackSummary summary;
    Packer packer(options, pack, summary);
    is_study ? packer.add_study(result) : packer.add_run(result);
    packer.add_rest();
    if (Errors errors = packer.take_errors(); !errors.empty())
        return errors;
    const Result<std::string> bytes = archive_of(pack, options.most_file_bytes);
    if (!bytes)
        return bytes.error();
    if (Errors errors = write_whole_file(file, *bytes); !errors.empty())
        return errors;
    summary.sha256 = sha256_of_text(*bytes);
    summary.bytes = bytes->size();
    summary.member_count = static_cast<int>(pack.files.size()) + 1;
    summary.left_out = std::move(pack.left_out);
    return summary;
}

std::vector<std::string> pack_lines(const PackSummary& summary) {
    std::vector<std::string> lines{
        fmt::format("{} files, {} KiB, SHA-256 {}", summary.member_count, (summary.bytes + 1023) / 1024,
                    summary.sha256),
        fmt::format("Tests of this build: {} passed, {} failed", summary.tests_passed, summary.tests_failed),
        fmt::format("{} values less safe than the defaults, each with a reason", summary.deviations.size())};
    for (const LeftOut& file : summary.left_out)
        lines.push_back(fmt::format("Not packed: {} ({})", file.name, file.why));
    return lines;
}

}  // namespace wayout
