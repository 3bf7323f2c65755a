/// What is in a pack: files by name, and manifest.json that tells their hashes. docs/howto/prove-a-result.md
/// describes it to users.
#pragma once

#include <wayout/error.hpp>
#include <wayout/pack.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace wayout {

inline constexpr const char* pack_manifest_name = "manifest.json";
inline constexpr const char* packed_scenario_name = "inputs/scenario/scenario.json";
inline constexpr const char* packed_study_name = "results/study.sqlite";
inline constexpr const char* packed_summary_name = "results/summary.json";

enum class PackKind { run, study };

struct Pack {
    PackKind kind{PackKind::run};
    std::string program;     ///< version and build that made the result
    std::string name;        ///< of the scenario
    std::string seeds;       ///< "1", "1 to 100"
    std::string state_hash;  ///< of a run
    std::vector<LeftOut> left_out;
    std::map<std::string, std::string> files;  ///< without the manifest
};

/// The whole archive. Errors: it would be larger than the limits that it is read with.
Result<std::string> archive_of(const Pack& pack, std::uint64_t most_file_bytes);

/// Reads an archive and holds every file against the manifest. Errors, all at once: no pack, hostile or
/// damaged, files that are missing, changed or not listed.
Result<Pack> read_pack(std::string bytes, const std::string& name, std::uint64_t most_file_bytes);

}  // namespace wayout
