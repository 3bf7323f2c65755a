#include "input/json_path.hpp"

#include "core/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace wayout {
namespace {

using Array = JsonValue::Array;
using Object = JsonValue::Object;

constexpr std::size_t longest_path = 1000;

Error problem_at(std::string_view path, std::string message) {
    Error error;
    error.code = ErrorCode::schema;
    error.where = fmt::format("path '{}'", path.substr(0, 200));
    error.message = std::move(message);
    return error;
}

/// The ids of a list's items, or the keys of an object, as many as somebody wants to read.
template <typename Items, typename NameOf>
std::string some_names(const Items& items, NameOf&& name_of) {
    std::vector<std::string> names;
    for (const auto& item : items) {
        const std::string* name = name_of(item);
        if (name == nullptr)
            continue;
        if (names.size() == 12) {
            names.emplace_back("...");
            break;
        }
        names.push_back(*name);
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

const std::string* id_of(const JsonValue& item) {
    const JsonValue* id = item.find("id");
    return id ? id->text() : nullptr;
}

std::size_t find_item(const Array& items, const std::string& text) {
    for (std::size_t row = 0; row < items.size(); ++row)
        if (const std::string* id = id_of(items[row]); id && *id == text)
            return row;
    std::size_t row = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), row);
    return failed == std::errc{} && end == text.data() + text.size() && row < items.size() ? row
                                                                                           : items.size();
}

/// Walks to the places where the last step of a path is taken.
class Walk {
public:
    Walk(std::string_view path, const std::vector<PathStep>& steps) : path_(path), steps_(steps) {}

    template <typename Visit>
    void go(JsonValue& value, std::size_t depth, Visit&& visit) {
        if (depth + 1 == steps_.size()) {
            visit(value, steps_[depth]);
            return;
        }
        const PathStep& step = steps_[depth];
        if (step.kind == PathStep::Kind::key) {
            if (JsonValue* inner = member(value, depth))
                go(*inner, depth + 1, visit);
        } else if (Array* items = list(value, depth)) {
            if (step.kind == PathStep::Kind::all)
                for (JsonValue& item : *items) go(item, depth + 1, visit);
            else if (const std::size_t row = item_row(*items, depth); row < items->size())
                go((*items)[row], depth + 1, visit);
        }
    }

    JsonValue* member(JsonValue& value, std::size_t depth) {
        Object* members = object(value, depth);
        if (members == nullptr)
            return nullptr;
        const std::string& key = steps_[depth].text;
        for (JsonMember& m : *members)
            if (m.key == key)
                return &m.value;
        report(fmt::format("there is no '{}' in {}; there are: {}", key, before(depth),
                           some_names(*members, [](const JsonMember& m) { return &m.key; })));
        return nullptr;
    }

    Object* object(JsonValue& value, std::size_t depth) {
        if (Object* members = std::get_if<Object>(&value.data))
            return members;
        report(fmt::format("{} is {}, which has no keys like '{}'", before(depth), value.kind_words(),
                           steps_[depth].text));
        return nullptr;
    }

    Array* list(JsonValue& value, std::size_t depth) {
        if (Array* items = std::get_if<Array>(&value.data))
            return items;
        report(fmt::format("{} is {}, no list", before(depth), value.kind_words()));
        return nullptr;
    }

    /// Past the end, after reporting, when there is none.
    std::size_t item_row(const Array& items, std::size_t depth) {
        const std::size_t row = find_item(items, steps_[depth].text);
        if (row == items.size()) {
            const std::string ids = some_names(items, id_of);
            report(fmt::format("{} has no item with the id '{}'; {}", before(depth), steps_[depth].text,
                               ids.empty()
                                   ? fmt::format("it has {} without ids, counted from 0", items.size())
                                   : "there are: " + ids));
        }
        return row;
    }

    void report(std::string message) {
        if (errors.size() < Problems::most_listed)
            errors.push_back(problem_at(path_, std::move(message)));
    }

    Errors errors;

private:
    /// What stands before that step, for messages.
    std::string before(std::size_t depth) const {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i) {
            const PathStep& step = steps_[i];
            if (step.kind == PathStep::Kind::key)
                text += (text.empty() ? "" : ".") + step.text;
            else
                text += fmt::format("[{}]", step.kind == PathStep::Kind::all ? "*" : step.text);
        }
        return text.empty() ? "the scenario" : "'" + text + "'";
    }

    std::string_view path_;
    const std::vector<PathStep>& steps_;
};

void change_member(JsonValue& target, const std::string& key, const JsonValue& value) {
    Object& members = std::get<Object>(target.data);
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const JsonMember& m) { return m.key == key; });
    if (std::holds_alternative<std::nullptr_t>(value.data)) {
        if (found != members.end())
            members.erase(found);
    } else if (found != members.end()) {
        found->value = value;
    } else {
        members.push_back({key, value});
    }
}

}  // namespace

Result<std::vector<PathStep>> parse_path(std::string_view path) {
    std::vector<PathStep> steps;
    if (path.empty())
        return problem_at(path, "is empty; write it like people.populations[visitors].count");
    if (path.size() > longest_path)
        return problem_at(path, fmt::format("is longer than {} characters", longest_path));
    std::size_t at = 0;
    while (at < path.size()) {
        if (path[at] == '[') {
            const std::size_t end = path.find(']', at);
            if (end == std::string_view::npos || end == at + 1)
                return problem_at(path, fmt::format("the bracket at character {} holds nothing or is not "
                                                    "closed; it takes an id, a row, * or +",
                                                    at + 1));
            const std::string inside(path.substr(at + 1, end - at - 1));
            using Kind = PathStep::Kind;
            steps.push_back(
                {inside == "*" ? Kind::all : (inside == "+" ? Kind::append : Kind::item), inside});
            if (steps.size() == 1)
                return problem_at(path,
                                  "begins with a bracket; it begins with a key of the scenario, as "
                                  "venue or people");
            if (steps.back().kind == Kind::append && end + 1 != path.size())
                return problem_at(path, "goes on after [+]; give the new item as a whole");
            at = end + 1;
            if (at < path.size() && path[at] != '.' && path[at] != '[')
                return problem_at(path,
                                  fmt::format("after the bracket at character {} a dot is missing", at));
        } else {
            if (at != 0) {
                if (path[at] != '.')
                    return problem_at(path, fmt::format("unexpected character {}", at + 1));
                ++at;
            }
            const std::size_t end = std::min(path.find_first_of(".[", at), path.size());
            if (end == at)
                return problem_at(path, fmt::format("a key is missing at character {}", at + 1));
            steps.push_back({PathStep::Kind::key, std::string(path.substr(at, end - at))});
            at = end;
        }
    }
    return steps;
}

Errors set_at(JsonValue& tree, std::string_view path, const JsonValue& value) {
    const Result<std::vector<PathStep>> steps = parse_path(path);
    if (!steps)
        return steps.error();
    Walk walk(path, *steps);
    const std::size_t last = steps->size() - 1;
    const bool removes = std::holds_alternative<std::nullptr_t>(value.data);
    walk.go(tree, 0, [&](JsonValue& parent, const PathStep& step) {
        if (step.kind == PathStep::Kind::key) {
            if (walk.object(parent, last) != nullptr)
                change_member(parent, step.text, value);
            return;
        }
        Array* items = walk.list(parent, last);
        if (items == nullptr)
            return;
        if (step.kind == PathStep::Kind::append) {
            items->push_back(value);
        } else if (step.kind == PathStep::Kind::all) {
            removes ? items->clear() : std::fill(items->begin(), items->end(), value);
        } else if (const std::size_t row = walk.item_row(*items, last); row < items->size()) {
            if (removes)
                items->erase(items->begin() + static_cast<std::ptrdiff_t>(row));
            else
                (*items)[row] = value;
        }
    });
    return std::move(walk.errors);
}

Errors change_at(JsonValue& tree, std::string_view path,
                 const std::function<std::string(std::string_view, JsonValue&)>& change) {
    const Result<std::vector<PathStep>> steps = parse_path(path);
    if (!steps)
        return steps.error();
    if (steps->back().kind == PathStep::Kind::append)
        return {problem_at(path, "[+] makes a new item, and that is not there to be changed")};
    Walk walk(path, *steps);
    const std::size_t last = steps->size() - 1;
    int changed_count = 0;
    std::string refused;
    const auto apply = [&](std::string_view key, JsonValue& value) {
        std::string message = change(key, value);
        if (message.empty())
            ++changed_count;
        else
            refused = std::move(message);
    };
    const bool is_for_all = std::any_of(
        steps->begin(), steps->end(), [](const PathStep& step) { return step.kind == PathStep::Kind::all; });
    walk.go(tree, 0, [&](JsonValue& parent, const PathStep& step) {
        if (step.kind == PathStep::Kind::key) {
            // Of all items of a list, those that have the key are meant.
            if (is_for_all && parent.find(step.text) == nullptr)
                return;
            if (JsonValue* value = walk.member(parent, last))
                apply(step.text, *value);
        } else if (Array* items = walk.list(parent, last)) {
            if (step.kind == PathStep::Kind::all)
                for (JsonValue& item : *items) apply({}, item);
            else if (const std::size_t row = walk.item_row(*items, last); row < items->size())
                apply({}, (*items)[row]);
        }
    });
    if (!refused.empty())
        walk.report(refused);
    else if (changed_count == 0 && walk.errors.empty())
        walk.report("leads to no value at all");
    return std::move(walk.errors);
}

void merge_patch(JsonValue& target, const JsonValue& patch) {
    const Object* changes = patch.object();
    if (changes == nullptr) {
        target = patch;
        return;
    }
    if (!target.object()) {
        target.data = Object{};
        target.line = patch.line;
    }
    for (const JsonMember& change : *changes) {
        if (change.value.object()) {
            Object& members = std::get<Object>(target.data);
            auto found = std::find_if(members.begin(), members.end(),
                                      [&](const JsonMember& m) { return m.key == change.key; });
            if (found == members.end())
                found = members.insert(members.end(), {change.key, JsonValue(Object{})});
            merge_patch(found->value, change.value);
        } else {
            change_member(target, change.key, change.value);
        }
    }
}

}  // namespace wayout
