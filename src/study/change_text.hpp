/// Changes of a scenario as text, for files, messages between machines, and readers.
#pragma once

#include <wayout/scenario_change.hpp>

#include <span>
#include <string>

namespace wayout {

/// [{"act": "set", "path": "...", "value": ...}, ...]
std::string changes_as_json(std::span<const ScenarioChange> changes);

/// "venue.doors[a].clear_width_m = 1.8": for people.
std::string in_words(const ScenarioChange& change);

}  // namespace wayout
