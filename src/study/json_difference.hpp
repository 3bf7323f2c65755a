/// What differs between two JSON trees, by the paths that users write.
#pragma once

#include <wayout/compare.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace wayout {

/// Differences in the order of a, then what only b has. Objects are compared key by key; lists of objects
/// item by item: matched by their "id", else by their "name", when every item of both has one of its own,
/// else by row. Other lists (points, lines) and plain values are compared as wholes; 1 and 1.0 are equal.
std::vector<InputDifference> json_differences(const nlohmann::ordered_json& a,
                                              const nlohmann::ordered_json& b, const std::string& path = {});

/// The text at a key; empty where there is none, or no text. Never throws, whatever the tree.
std::string text_at(const nlohmann::ordered_json& json, const char* key);

}  // namespace wayout
