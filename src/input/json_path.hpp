/// Ways into a JSON tree as users write them, "people.populations[visitors].count", and changes there.
#pragma once

#include "input/json.hpp"

#include <wayout/error.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

struct PathStep {
    enum class Kind {
        key,    ///< a member of an object
        item,   ///< an item of a list by its id or, if it is a number and no item has it as id, by its row
        all,    ///< every item of a list
        append  ///< a new item behind the last; only at the end of a path
    } kind{Kind::key};
    std::string text;
};

/// Errors have the path as place.
Result<std::vector<PathStep>> parse_path(std::string_view path);

/// Sets the value at the end of the path; a key that is not there yet is added to its object. JSON's null
/// takes a key or an item away.
Errors set_at(JsonValue& tree, std::string_view path, const JsonValue& value);

/// Changes every value that the path leads to. `change` returns what is wrong with the value, or nothing.
Errors change_at(JsonValue& tree, std::string_view path,
                 const std::function<std::string(std::string_view key, JsonValue& value)>& change);

/// JSON Merge Patch. Source: RFC 7396, section 2.
void merge_patch(JsonValue& target, const JsonValue& patch);

}  // namespace wayout
