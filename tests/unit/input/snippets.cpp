#include "snippets.hpp"

#include "input/read_scenario.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>
#include <utility>

namespace wayout {

std::string whole_scenario() {
    std::ostringstream text;
    text << std::ifstream("tests/unit/input/whole_scenario.json").rdbuf();
    return text.str();
}

JsonValue tree_of(std::string_view text) {
    Problems problems;
    std::size_t value_count = 0;
    std::optional<JsonValue> tree = parse_json(text, "test", 0, {}, value_count, problems);
    EXPECT_TRUE(tree.has_value()) << as_lines(std::move(problems).take()) << text;
    return tree.value_or(JsonValue(nullptr));
}

JsonValue with_change(JsonValue tree, std::string_view pointer, std::string_view value) {
    JsonValue* at = &tree;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const std::string_view part = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(part.size());
        const bool is_last = pointer.empty();
        if (auto* items = std::get_if<JsonValue::Array>(&at->data)) {
            std::size_t index = items->size();
            if (part == "-")
                items->emplace_back();
            else
                std::from_chars(part.data(), part.data() + part.size(), index);
            if (is_last && value.empty()) {
                items->erase(items->begin() + static_cast<std::ptrdiff_t>(index));
                return tree;
            }
            at = &items->at(index);
            continue;
        }
        auto& members = std::get<JsonValue::Object>(at->data);
        const auto found =
            std::find_if(members.begin(), members.end(), [&](const JsonMember& m) { return m.key == part; });
        if (is_last && value.empty()) {
            EXPECT_NE(found, members.end()) << part;
            members.erase(found);
            return tree;
        }
        at = found != members.end() ? &found->value
                                    : &members.emplace_back(JsonMember{std::string(part), {}}).value;
    }
    *at = tree_of(value);
    return tree;
}

ScenarioDraft read_files(std::map<std::string, std::string> files) {
    const auto source = memory_files(std::move(files));
    return read_scenario_files(*source, "scenario.json");
}

ScenarioDraft read_text(const std::string& scenario_json) {
    return read_files({{"scenario.json", scenario_json}});
}

ScenarioDraft read_changed(std::string_view pointer, std::string_view value) {
    return read_text(to_text(with_change(tree_of(whole_scenario()), pointer, value)));
}

std::string content_of(const std::string& file) {
    std::ostringstream stored;
    stored << std::ifstream(file).rdbuf();
    return stored.str();
}

}  // namespace wayout
