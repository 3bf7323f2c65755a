/// Reads scenarios: a folder, a scenario.json or a zip archive of a folder becomes a Scenario, or a list of
/// everything wrong with it. The format is described in docs/formats/scenario.md.
#pragma once

#include <wayout/error.hpp>
#include <wayout/scenario.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// What could be read of a scenario, with all problems.
struct ScenarioDraft {
    Scenario scenario;  ///< incomplete when there are problems: whatever could not be read has its default
    Errors errors;
    /// The venue was read without a problem, so that its geometry can be checked although the rest has
    /// problems.
    bool is_venue_complete{false};
};

/// Reads a scenario as far as possible. `path` is a folder with a scenario.json, a .json file, or a .zip of
/// such a folder.
///
/// Checked here: files, JSON, keys, types, ranges, ids and references between the parts. Not checked:
/// geometry (build_venue). Bounded in time and memory whatever the input: 64 MiB per file, 128 MiB in all, 64
/// levels of nesting, 5 million values, 200 listed problems. Files outside the scenario's folder are read
/// only below its parent folder, from a zip archive none.
ScenarioDraft read_scenario_draft(const std::filesystem::path& path);

/// As read_scenario_draft, for those who need a whole scenario or none.
Result<Scenario> read_scenario(const std::filesystem::path& path);

/// The JSON Schema (draft 2020-12) of scenario files, as it stands in schema/scenario.schema.json.
std::string scenario_schema();

/// A scenario to begin with.
struct ScenarioTemplate {
    std::string name;
    std::string summary;
};
const std::vector<ScenarioTemplate>& scenario_templates();

/// Writes a small, commented scenario that runs into a folder, which must be new or empty, and returns the
/// files written. Nothing that exists is ever changed. Errors: unknown template, folder not empty, folder or
/// file that cannot be written.
Result<std::vector<std::filesystem::path>> write_template(const std::filesystem::path& folder,
                                                          std::string_view template_name);

}  // namespace wayout
