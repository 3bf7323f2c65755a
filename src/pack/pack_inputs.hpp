/// What goes into a pack besides the results: fire results, the verification table, the ledger of deviations.
#pragma once

#include "pack/pack_archive.hpp"

#include <wayout/deviations.hpp>
#include <wayout/pack.hpp>
#include <wayout/scenario.hpp>
#include <wayout/scenario_change.hpp>

#include <string>
#include <utility>
#include <vector>

namespace wayout {

inline void append(Errors& errors, const Errors& more) {
    errors.insert(errors.end(), more.begin(), more.end());
}

/// Copies the files that the scenario's fire is read from beside the packed scenario, under the names that it
/// gives them; those above the limit are left out with their hash.
Errors add_fire_files(const Scenario& scenario, std::uint64_t most_file_bytes, Pack& pack);

/// verification.json, and how many tests passed and failed. Errors: a table of another build, or without all
/// tests.
Errors add_verification(const PackOptions& options, Pack& pack, PackSummary& summary);

/// Deviations of a scenario, and of each of its changed forms (a variant, an input at its greatest value)
/// those that the scenario itself does not have.
Result<std::vector<Deviation>> ledger_of(
    const ScenarioTree& tree,
    const std::vector<std::pair<std::string, std::vector<ScenarioChange>>>& changed);

std::string ledger_json(const std::vector<Deviation>& deviations);

/// build.json: the program and the machine that packed.
std::string build_json(const std::string& build);

/// README.txt.
std::string pack_readme(const Pack& pack, const PackSummary& summary);

}  // namespace wayout
