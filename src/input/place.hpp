/// A value of the input together with the way that leads to it, so that a problem can be reported where it
/// lies.
#pragma once

#include "input/json.hpp"
#include "input/problems.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// What the reading of one scenario has in common.
struct Reading {
    Problems problems;
    std::vector<std::string> file_names;  ///< by JsonValue::file
    /// The content of a text file (WKT) that is named in the file of that number; reports its own problems,
    /// without the place.
    std::function<Result<std::string>(std::uint32_t from_file, const std::string& name)> load_text;
    /// Texts that stand in for a file's name, to make the merged scenario complete.
    std::map<const JsonValue*, std::string> loaded_texts;
};

/// Refers to its parent, so it must not outlive it: places live on the stack, along the way into the tree.
class Place {
public:
    Place(Reading& reading, const JsonValue& root) : reading_(&reading), value_(&root) {}

    Place member(std::string_view key, const JsonValue& value) const { return {*this, value, key, no_index}; }
    Place item(std::size_t index, const JsonValue& value) const { return {*this, value, {}, index}; }
    /// The same place, known to hold a `what` ("door") that messages can call by its name.
    Place known_as(const char* what) const {
        Place named = *this;
        named.what_ = what;
        return named;
    }

    const JsonValue& value() const { return *value_; }
    bool is_top_of_file() const { return !parent_; }
    Reading& reading() const { return *reading_; }

    /// "venue.json: doors[2]"
    std::string where() const;
    /// Reports a problem at "venue.json: doors[2] (door 'Foyer east', line 31)"; `of_key` adds
    /// ".clear_width_m".
    void report(ErrorCode code, std::string message, std::string_view of_key = {}) const;

private:
    static constexpr std::size_t no_index = static_cast<std::size_t>(-1);

    Place(const Place& parent, const JsonValue& value, std::string_view key, std::size_t index)
        : reading_(parent.reading_), value_(&value), parent_(&parent), key_(key), index_(index) {}

    std::string label() const;

    Reading* reading_;
    const JsonValue* value_;
    const Place* parent_{nullptr};
    std::string_view key_;
    std::size_t index_{no_index};
    const char* what_{nullptr};
};

}  // namespace wayout
