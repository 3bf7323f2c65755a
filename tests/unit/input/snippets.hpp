/// A scenario without a fault, and ways to spoil it.
#pragma once

#include "../error_lines.hpp"
#include "input/form.hpp"
#include "input/json.hpp"

#include <wayout/input.hpp>

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace wayout {

/// Text of a scenario that uses every kind of thing once and is read without a problem.
std::string whole_scenario();

/// A tree from text; the test fails when it cannot be parsed.
JsonValue tree_of(std::string_view text);

/// Sets, or with an empty `value` removes, what the pointer ("/venue/exits/0/state") leads to. A last part
/// "-" appends to a list.
JsonValue with_change(JsonValue tree, std::string_view pointer, std::string_view value);

/// The scenario read from files in memory, beginning with scenario.json.
ScenarioDraft read_files(std::map<std::string, std::string> files);
ScenarioDraft read_text(const std::string& scenario_json);
/// whole_scenario() with one change.
ScenarioDraft read_changed(std::string_view pointer, std::string_view value);

/// Of a file; empty when there is none.
std::string content_of(const std::string& file);

/// One object by itself, and what is wrong with it.
template <typename T>
struct ReadObject {
    T value;
    std::string problems;
};

template <typename T>
ReadObject<T> read_object(const char* what, void (*fields)(Fields&, T&), const JsonValue& tree) {
    Reading reading;
    reading.file_names = {"scenario.json"};
    ReadObject<T> result;
    const bool good = object(what, fields).read(Place(reading, tree), result.value);
    result.problems = as_lines(std::move(reading.problems).take());
    EXPECT_EQ(good, result.problems.empty()) << result.problems;
    return result;
}

}  // namespace wayout
