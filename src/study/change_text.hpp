/// Changes of a scenario as text, for files, messages between machines, and readers.
#pragma once

#include <wayout/scenario_change.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// [{"set": "...", "to": ...}, {"scale": "...", "by": 1.2}, {"patch": {...}}, ...]
std::string changes_as_json(std::span<const ScenarioChange> changes);
/// Reads that back. Nothing: the text is none of ours.
std::optional<std::vector<ScenarioChange>> changes_from_json(std::string_view text);

/// "venue.doors[a].clear_width_m = 1.8": for people.
std::string in_words(const ScenarioChange& change);

}  // namespace wayout
