#include "study/change_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wayout {

using Act = ScenarioChange::Act;

std::string changes_as_json(std::span<const ScenarioChange> changes) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const ScenarioChange& change : changes) {
        nlohmann::ordered_json item;
        if (change.act == Act::patch) {
            item["patch"] = nlohmann::ordered_json::parse(change.json);
        } else if (change.act == Act::set) {
            item["set"] = change.path;
            item["to"] = nlohmann::ordered_json::parse(change.json);
        } else {
            item[change.act == Act::scale ? "scale" : "add"] = change.path;
            item["by"] = change.number;
        }
        list.push_back(std::move(item));
    }
    return list.dump();
}

std::optional<std::vector<ScenarioChange>> changes_from_json(std::string_view text) {
    const auto list = nlohmann::ordered_json::parse(text, nullptr, false);
    if (!list.is_array())
        return std::nullopt;
    std::vector<ScenarioChange> changes;
    for (const auto& item : list) {
        if (!item.is_object())
            return std::nullopt;
        ScenarioChange& change = changes.emplace_back();
        if (item.contains("patch")) {
            change.act = Act::patch;
            change.json = item["patch"].dump();
            continue;
        }
        const char* key = item.contains("set") ? "set" : item.contains("scale") ? "scale" : "add";
        const auto path = item.find(key);
        const auto value = item.find(key == std::string_view("set") ? "to" : "by");
        if (path == item.end() || !path->is_string() || value == item.end())
            return std::nullopt;
        change.path = path->get<std::string>();
        if (key == std::string_view("set")) {
            change.json = value->dump();
            continue;
        }
        if (!value->is_number())
            return std::nullopt;
        change.act = key == std::string_view("scale") ? Act::scale : Act::add;
        change.number = value->get<double>();
    }
    return changes;
}

std::string in_words(const ScenarioChange& change) {
    switch (change.act) {
        case Act::set:
            return fmt::format("{} = {}", change.path, change.json);
        case Act::scale:
            return fmt::format("{} x {:g}", change.path, change.number);
        case Act::add:
            return fmt::format("{} + {:g}", change.path, change.number);
        case Act::patch:
            return fmt::format("merged with {}", change.json);
    }
    return {};
}

}  // namespace wayout
