/// JSON text as a tree that remembers where each value stood, so that every later complaint can name file and
/// line.
///
/// Comments (// and /* */) are allowed. What other readers drop silently is a problem here: a key that
/// appears twice. Trees are bounded (depth, number of values), so that a hostile file costs neither the stack
/// nor the memory.
#pragma once

#include "input/problems.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wayout {

struct JsonMember;

/// Stands where a value could not be read for a reason that has been reported, so that nobody complains about
/// it again.
struct Unreadable {};

struct JsonValue {
    using Array = std::vector<JsonValue>;
    using Object = std::vector<JsonMember>;  ///< in the order of the text

    std::variant<std::nullptr_t, bool, double, std::int64_t, std::uint64_t, std::string, Array, Object,
                 Unreadable>
        data;
    std::uint32_t line{0};  ///< of its first character, from 1; 0 for values that stem from no text
    std::uint32_t file{0};  ///< which file of the scenario, by the number given to parse_json

    JsonValue();
    template <typename T>
    explicit JsonValue(T content) : data(std::move(content)) {}

    bool is_readable() const { return !std::holds_alternative<Unreadable>(data); }
    bool is_number() const;
    bool is_integer() const;
    const std::string* text() const { return std::get_if<std::string>(&data); }
    const Array* array() const { return std::get_if<Array>(&data); }
    const Object* object() const { return std::get_if<Object>(&data); }
    double number() const;  ///< of any of the three numeric kinds
    /// Value of a key (the first, should it appear twice), or null: also when this is no object.
    const JsonValue* find(std::string_view key) const;
    /// "a number", "a list", ... for messages.
    const char* kind_words() const;
};

struct JsonMember {
    std::string key;
    JsonValue value;
};

// Here, where JsonMember is complete.
inline JsonValue::JsonValue() = default;

struct JsonLimits {
    int depth{64};  ///< of nested lists and objects in one file
    /// Numbers, texts, lists and objects together, over all files of a scenario.
    std::size_t value_count{5000000};
};

/// Parses one file. `value_count` counts on over the files of a scenario. The place of a problem is
/// "<file_name>: line 3, column 7". A key that appears twice is a problem that leaves a tree to look for
/// further ones in; after others there is none.
std::optional<JsonValue> parse_json(std::string_view text, const std::string& file_name, std::uint32_t file,
                                    const JsonLimits& limits, std::size_t& value_count, Problems& problems);

/// The tree as text. Numbers are written so that they read back to the same value. indent < 0: no line
/// breaks; otherwise lists without objects or lists in them stay on one line.
std::string to_text(const JsonValue& value, int indent = 2);

/// A text in double quotes with JSON's escapes.
std::string json_quoted(std::string_view text);

}  // namespace wayout
