#include "output/manifest.hpp"

#include "core/sha256.hpp"

#include "output/model_notes.hpp"
#include "output/tables.hpp"

#include <wayout/output.hpp>
#include <wayout/version.hpp>

#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <thread>

namespace wayout {

using Json = nlohmann::ordered_json;

namespace {

Json described(const ResultFolder::File& file) {
    return {{"file", file.name}, {"sha256", file.sha256}, {"bytes", file.bytes}};
}

std::string text_of(const Json& json) {
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

/// The text after "model name : " in /proc/cpuinfo.
std::string processor_name() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name"))
            if (const std::size_t colon = line.find(": "); colon != std::string::npos)
                return line.substr(colon + 2);
    return "unknown";
}

}  // namespace

std::string manifest_json(const RunResults& results, const Scenario& scenario, const Provenance& p,
                          const std::vector<ResultFolder::File>& outputs) {
    Json json;
    json["format"] = "wayout-manifest";
    json["format_version"] = 1;
    json["producer"] = "wayout";
    json["version"] = results.version;
    json["result_format_version"] = result_format_version;
    json["build"] = p.build;
    json["command"] = p.command;
    json["scenario"] = results.scenario_name;
    // Names of fire results in it start from here.
    json["scenario_folder"] = scenario.folder;
    json["seeds"] = {results.seed};
    json["model"] = results.model;
    json["model_notes"] = Json::array();
    for (std::string& note : notes_of_run(results)) json["model_notes"].push_back(std::move(note));
    json["time_step_s"] = results.time_step_s;
    json["state_hash"] = hash_text(results.state_hash);
    json["started_utc"] = p.started_utc;
    json["finished_utc"] = p.finished_utc;
    json["wall_s"] = rounded(results.performance.wall_s, 3);
    json["hardware"] = {{"operating_system", p.operating_system}, {"processor", p.processor},
                        {"processor_count", p.processor_count},   {"memory_gib", rounded(p.memory_gib, 1)},
                        {"instruction_set", p.instruction_set},   {"threads", results.performance.threads}};
    json["inputs"] = Json::array();
    for (const InputFile& input : scenario.files)
        // `input`, not `file`: whoever checks hashes must not look for inputs among the outputs.
        json["inputs"].push_back({{"input", input.name}, {"sha256", input.sha256}, {"bytes", input.bytes}});
    json["outputs"] = Json::array();
    for (const ResultFolder::File& output : outputs) json["outputs"].push_back(described(output));
    return text_of(json);
}

Result<std::string> manifest_with(const std::string& manifest, const ResultFolder::File& output) {
    Json json = Json::parse(manifest, nullptr, false);
    if (!json.is_object() || json.value("producer", Json()) != "wayout" || !json.contains("outputs") ||
        !json["outputs"].is_array())
        return Error{ErrorCode::syntax, "manifest.json", "is no manifest of a wayout result"};
    bool found = false;
    for (Json& entry : json["outputs"])
        if (entry.is_object() && entry.value("file", Json()) == output.name) {
            entry = described(output);
            found = true;
        }
    if (!found)
        json["outputs"].push_back(described(output));
    return text_of(json);
}

namespace {

/// Of the program that runs, so that results can be traced to it: its version alone does not tell builds
/// apart.
std::string program_hash() {
    const Result<std::string> hash = sha256_of_file("/proc/self/exe");
    return hash ? "sha256 " + *hash : "unknown";
}

}  // namespace

Provenance describe_machine() {
    Provenance p;
    p.build = fmt::format("GCC {}, program {}", __VERSION__, program_hash());
    utsname system{};
    if (::uname(&system) == 0)
        p.operating_system = std::string(system.sysname) + " " + system.release + " " + system.machine;
    p.processor = processor_name();
    p.processor_count = static_cast<int>(std::thread::hardware_concurrency());
    const long pages = ::sysconf(_SC_PHYS_PAGES), page_bytes = ::sysconf(_SC_PAGE_SIZE);
    if (pages > 0 && page_bytes > 0)
        p.memory_gib =
            static_cast<double>(pages) * static_cast<double>(page_bytes) / (1024.0 * 1024.0 * 1024.0);
    return p;
}

}  // namespace wayout
