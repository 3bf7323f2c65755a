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
