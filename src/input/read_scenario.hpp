/// Reading a scenario from wherever its files are; the public face is <wayout/input.hpp>.
#pragma once

#include "input/files.hpp"

#include <wayout/input.hpp>

#include <string>

namespace wayout {

/// `name` is the file to begin with, usually scenario.json.
ScenarioDraft read_scenario_files(ScenarioFiles& files, const std::string& name);

}  // namespace wayout
