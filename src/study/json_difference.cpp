#include "study/json_difference.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <set>

namespace wayout {
namespace {

using Json = nlohmann::ordered_json;

class TreeComparison {
public:
    void compare(const Json& a, const Json& b, const std::string& path) {
        if (a.is_object() && b.is_object())
            compare_objects(a, b, path);
        else if (holds_objects(a) && holds_objects(b))
            compare_lists(a, b, path);
        else if (a != b)
            differences.push_back({path, text_of(a), text_of(b)});
    }

    std::vector<InputDifference> differences;

private:
    static std::string text_of(const Json& value) {
        return value.dump(-1, ' ', false, Json::error_handler_t::replace);
    }

    static bool holds_objects(const Json& value) {
        return value.is_array() && !value.empty() &&
               std::all_of(value.begin(), value.end(), [](const Json& item) { return item.is_object(); });
    }

    void compare_objects(const Json& a, const Json& b, const std::string& path) {
        const auto below = [&](const std::string& key) { return path.empty() ? key : path + "." + key; };
        for (const auto& [key, value] : a.items()) {
            const auto other = b.find(key);
            if (other == b.end())
                differences.push_back({below(key), text_of(value), {}});
            else
                compare(value, *other, below(key));
        }
        for (const auto& [key, value] : b.items())
            if (!a.contains(key))
                differences.push_back({below(key), {}, text_of(value)});
    }

    /// The texts that tell the items of the list apart, if all have one and no two the same.
    static std::optional<std::vector<std::string>> labels_of(const Json& list, const char* key) {
        std::vector<std::string> labels;
        std::set<std::string> seen;
        for (const Json& item : list) {
            const auto found = item.find(key);
            if (found == item.end() || !found->is_string() || !seen.insert(found->get<std::string>()).second)
                return std::nullopt;
            labels.push_back(found->get<std::string>());
        }
        return labels;
    }

    static std::vector<std::string> rows_of(const Json& list) {
        std::vector<std::string> rows;
        for (std::size_t i = 0; i < list.size(); ++i) rows.push_back(fmt::format("{}", i));
        return rows;
    }

    void compare_lists(const Json& a, const Json& b, const std::string& path) {
        for (const char* key : {"id", "name"}) {
            const auto labels_a = labels_of(a, key), labels_b = labels_of(b, key);
            if (labels_a && labels_b)
                return compare_items(a, b, path, *labels_a, *labels_b);
        }
        compare_items(a, b, path, rows_of(a), rows_of(b));
    }

    void compare_items(const Json& a, const Json& b, const std::string& path,
                       const std::vector<std::string>& labels_a, const std::vector<std::string>& labels_b) {
        const auto below = [&](const std::string& label) { return fmt::format("{}[{}]", path, label); };
        for (std::size_t i = 0; i < labels_a.size(); ++i) {
            const auto other = std::find(labels_b.begin(), labels_b.end(), labels_a[i]);
            if (other == labels_b.end())
                differences.push_back({below(labels_a[i]), text_of(a[i]), {}});
            else
                compare(a[i], b[static_cast<std::size_t>(other - labels_b.begin())], below(labels_a[i]));
        }
        for (std::size_t i = 0; i < labels_b.size(); ++i)
            if (std::find(labels_a.begin(), labels_a.end(), labels_b[i]) == labels_a.end())
                differences.push_back({below(labels_b[i]), {}, text_of(b[i])});
    }
};

}  // namespace

std::string text_at(const Json& json, const char* key) {
    if (!json.is_object())
        return {};
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<InputDifference> json_differences(const Json& a, const Json& b, const std::string& path) {
    TreeComparison comparison;
    comparison.compare(a, b, path);
    return std::move(comparison.differences);
}

}  // namespace wayout
