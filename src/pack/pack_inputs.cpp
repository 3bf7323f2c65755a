#include "pack/pack_inputs.hpp"

#include "core/sha256.hpp"
#include "hazards/fire_files.hpp"
#include "input/files.hpp"
#include "study/json_difference.hpp"

#include <wayout/output.hpp>
#include <wayout/version.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <system_error>

namespace wayout {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// Name in the archive: relative names may lead to one folder above that of the scenario and no further.
Result<std::string> packed_name(const std::string& name) {
    const fs::path path = (fs::path(packed_scenario_name).parent_path() / name).lexically_normal();
    const std::string text = path.generic_string();
    if (fs::path(name).is_absolute() || !text.starts_with("inputs/"))
        return Error{ErrorCode::unsupported, name,
                     "lies neither in the scenario's folder nor in the one around it: move it there and name "
                     "it relative to the scenario, so that the pack can be run elsewhere"};
    return text;
}

}  // namespace

Errors add_fire_files(const Scenario& scenario, std::uint64_t most_file_bytes, Pack& pack) {
    if (!scenario.incident.fire)
        return {};
    const fs::path folder = scenario.folder;
    const Result<std::vector<std::string>> names = fire_files(*scenario.incident.fire, folder);
    if (!names)
        return names.error();
    Errors errors;
    for (const std::string& name : *names) {
        const Result<std::string> packed = packed_name(name);
        if (!packed) {
            append(errors, packed.error());
            continue;
        }
        std::error_code failed;
        const std::uintmax_t bytes = fs::file_size(folder / name, failed);
        if (!failed && bytes > most_file_bytes) {
            const Result<std::string> hash = sha256_of_file(folder / name);
            if (!hash)
                append(errors, hash.error());
            else
                pack.left_out.push_back(
                    {*packed, *hash, bytes,
                     fmt::format("larger than {} MiB: put it in its place to run the pack",
                                 most_file_bytes >> 20)});
            continue;
        }
        Result<std::string> content = read_regular_file(folder / name, most_file_bytes);
        if (!content)
            errors.push_back({ErrorCode::io, (folder / name).string(), content.error().front().message});
        else
            pack.files.emplace(*packed, *std::move(content));
    }
    return errors;
}

Errors add_verification(const PackOptions& options, Pack& pack, PackSummary& summary) {
    std::string table = options.verification;
    if (table.empty()) {
        VerificationOptions quick;
        quick.quick = true;
        quick.threads = options.threads;
        quick.progress = options.on_test;
        std::vector<VerificationRow> rows = run_verification(quick);
        // How long it took is no result, and would make every pack another one.
        for (VerificationRow& row : rows) row.wall_s = 0.0;
        table = verification_as_json(rows, options.build);
    }
    constexpr const char* place = "verification table";
    const Json json = Json::parse(table, nullptr, false);
    if (!json.is_object() || !json.contains("results") || !json["results"].is_array())
        return {{ErrorCode::syntax, place, "is none: make it with 'wayout verify --json > FILE'"}};
    if (json.value("build", Json()) != options.build)
        return {{ErrorCode::unsupported, place,
                 "is of another build of wayout: make it anew with 'wayout verify --json > FILE'"}};
    std::set<std::string> missing;
    for (const VerificationTest& test : verification_tests()) missing.insert(test.id);
    for (const Json& row : json["results"]) {
        if (!row.is_object())
            continue;
        missing.erase(text_at(row, "id"));
        const std::string verdict = text_at(row, "verdict");
        summary.tests_passed += verdict == "pass" ? 1 : 0;
        summary.tests_failed += verdict == "fail" ? 1 : 0;
    }
    if (!missing.empty())
        return {{ErrorCode::unsupported, place,
                 fmt::format("lacks {} of the tests, the first of them {}: make it without --only",
                             missing.size(), *missing.begin())}};
    pack.files.emplace("verification.json", std::move(table));
    return {};
}

Result<std::vector<Deviation>> ledger_of(
    const ScenarioTree& tree,
    const std::vector<std::pair<std::string, std::vector<ScenarioChange>>>& changed) {
    const std::vector<Deviation> own = find_deviations(tree.scenario());
    std::vector<Deviation> ledger = own;
    Errors errors;
    for (const auto& [name, changes] : changed) {
        const Result<Scenario> scenario = tree.with(changes, name);
        if (!scenario) {
            append(errors, scenario.error());
            continue;
        }
        for (Deviation& deviation : find_deviations(*scenario))
            if (std::find(own.begin(), own.end(), deviation) == own.end()) {
                deviation.why += fmt::format(" ({})", name);
                ledger.push_back(std::move(deviation));
            }
    }
    if (!errors.empty())
        return errors;
    return ledger;
}

std::string ledger_json(const std::vector<Deviation>& deviations) {
    Json json;
    json["format"] = "wayout-deviations";
    json["format_version"] = 1;
    json["deviations"] = Json::array();
    for (const Deviation& d : deviations)
        json["deviations"].push_back({{"path", d.path},
                                      {"value", d.value},
                                      {"default", d.standard},
                                      {"why_less_safe", d.why},
                                      {"source_of_default", d.source},
                                      {"reason", d.reason}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string build_json(const std::string& build) {
    const Provenance machine = describe_machine();
    Json json;
    json["version"] = version;
    json["build"] = build;
    json["operating_system"] = machine.operating_system;
    json["processor"] = machine.processor;
    json["processor_count"] = machine.processor_count;
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string pack_readme(const Pack& pack, const PackSummary& summary) {
    const bool is_run = pack.kind == PackKind::run;
    std::string text = fmt::format(
        "{} of the scenario \"{}\", with everything that it was made of.\n\n"
        "To check that nothing was changed and that the results come out again:\n\n"
        "    wayout verify-pack FILE.zip\n\n"
        "The program that made the results:\n\n    {}\n\nSeeds: {}\n\n",
        is_run ? "A run" : "A study", pack.name, pack.program, pack.seeds);
    text +=
        is_run ? "To run it again by hand, unpack the archive and type\n\n"
                 "    wayout run inputs/scenario/scenario.json -o again\n\n"
               : "A run without inputs and changes can be made again by hand: unpack the archive and type\n\n"
                 "    wayout run inputs/scenario/scenario.json --seed SEED -o again\n\n";
    text += fmt::format(
        "manifest.json      every file of this archive with size and SHA-256\n"
        "build.json         version, program and compiler, machine that packed\n"
        "inputs/            scenario with sections and includes merged, files that it names{}\n"
        "results/           what came out{}\n"
        "verification.json  the standard tests of evacuation models, run by this build: {} passed, {} "
        "failed\n"
        "deviations.json    {} values that are less safe than the defaults, each with its reason\n",
        is_run ? "" : ", study file", is_run ? "" : ": study.sqlite holds all, the others are made from it",
        summary.tests_passed, summary.tests_failed, summary.deviations.size());
    if (!pack.left_out.empty())
        text += "\nNot in the archive:\n\n";
    for (const LeftOut& file : pack.left_out)
        text +=
            fmt::format("    {}, {} bytes, SHA-256 {}: {}\n", file.name, file.bytes, file.sha256, file.why);
    return text;
}

}  // namespace wayout
