/// Reading a scenario from wherever its files are; the public face is <wayout/input.hpp>.
#pragma once

#include "input/files.hpp"
#include "input/json.hpp"

#include <wayout/input.hpp>

#include <string>

namespace wayout {

/// `name` is the file to begin with, usually scenario.json.
ScenarioDraft read_scenario_files(ScenarioFiles& files, const std::string& name);

/// From a whole tree that names no other files (Scenario::as_json, perhaps changed). `folder` becomes
/// Scenario::folder.
ScenarioDraft read_scenario_value(const JsonValue& tree, const std::string& folder);

}  // namespace wayout
