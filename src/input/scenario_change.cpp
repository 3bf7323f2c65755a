#include "input/json_path.hpp"
#include "input/read_scenario.hpp"

#include <wayout/scenario_change.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace wayout {
namespace {

using Act = ScenarioChange::Act;

/// Keys whose values are whole numbers of things or people.
bool counts_things(std::string_view key) {
    constexpr std::array<std::string_view, 15> keys{
        "count",  "max_persons", "capacity_persons", "capacity", "places",
        "adults", "team_size",   "number",           "beds",     "ed_beds",
        "bays",   "ventilators", "burn_beds",        "teams",    "operating_rooms"};
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// What becomes of numbers: x * by, or x + by.
struct Arithmetic {
    Act act{Act::scale};
    double by{1.0};
    double operator()(double x) const { return act == Act::scale ? x * by : x + by; }
};

void change_number(JsonValue& value, const Arithmetic& arithmetic, bool is_whole) {
    const double changed = arithmetic(value.number());
    if (is_whole)
        value.data = static_cast<std::int64_t>(std::llround(std::clamp(changed, -1e9, 1e9)));
    else
        value.data = changed;
}

JsonValue* find_member(JsonValue& object, std::string_view key) {
    if (auto* members = std::get_if<JsonValue::Object>(&object.data))
        for (JsonMember& member : *members)
            if (member.key == key)
                return &member.value;
    return nullptr;
}

/// A distribution as a whole: every draw is changed as a number would be. The members in the unit of the draw
/// follow the arithmetic; a lognormal one is scaled through the mean of its logarithm.
std::string change_distribution(JsonValue& value, const Arithmetic& arithmetic) {
    const JsonValue* kind = value.find("distribution");
    const std::string word = kind && kind->text() ? *kind->text() : std::string();
    if (word.empty())
        return "is an object without a 'distribution'; only numbers and distributions can be scaled";
    if (arithmetic.act == Act::scale && !(arithmetic.by > 0.0))
        return "a distribution can be multiplied by a positive number only";
    auto& members = std::get<JsonValue::Object>(value.data);
    bool has_offset = false;
    for (JsonMember& member : members) {
        JsonValue& v = member.value;
        if (member.key == "values" && v.array()) {
            for (JsonValue& item : std::get<JsonValue::Array>(v.data))
                if (item.is_number())
                    change_number(item, arithmetic, false);
            continue;
        }
        if (!v.is_number())
            continue;
        has_offset = has_offset || member.key == "offset";
        const bool is_place = member.key == "value" || member.key == "mean" || member.key == "min" ||
                              member.key == "max" || member.key == "offset";
        const bool is_spread = member.key == "sd" || member.key == "scale";
        if (is_place || (is_spread && arithmetic.act == Act::scale))
            change_number(v, arithmetic, false);
        else if (member.key == "mu" && arithmetic.act == Act::scale)
            v.data = v.number() + std::log(arithmetic.by);
    }
    const bool has_place_as_offset = word == "lognormal" || word == "weibull" || word == "gamma";
    if (arithmetic.act == Act::add && has_place_as_offset && !has_offset)
        members.push_back({"offset", JsonValue(arithmetic.by)});
    return {};
}

std::string change_value(std::string_view key, JsonValue& value, const Arithmetic& arithmetic) {
    if (value.is_number()) {
        change_number(value, arithmetic, counts_things(key));
        return {};
    }
    if (value.object())
        return change_distribution(value, arithmetic);
    if (value.text())
        return fmt::format(
            "is the text \"{}\"; only numbers and distributions can be scaled. A preset has to "
            "be written out as a distribution first",
            value.text()->substr(0, 80));
    return fmt::format("is {}; only numbers and distributions can be scaled", value.kind_words());
}

/// The value that a change brings.
Result<JsonValue> value_of(const ScenarioChange& change) {
    Problems problems;
    std::size_t count = 0;
    std::optional<JsonValue> value = parse_json(change.json, "the new value", 0, {}, count, problems);
    if (!value || !problems.is_empty())
        return std::move(problems).take();
    return *std::move(value);
}

/// What says how many people there are of a population.
constexpr std::array<const char*, 3> size_keys{"count", "seats_filled_frac", "density_per_m2"};

/// All visitors more or fewer; staff, performers and the like stay.
Errors change_attendance(JsonValue& tree, const ScenarioChange& change) {
    const auto refuse = [](std::string message) {
        return Errors{{ErrorCode::schema, "path 'attendance'", std::move(message)}};
    };
    if (change.act != Act::scale)
        return refuse("can only be scaled: it is a share of the visitors that the scenario has");
    JsonValue* people = find_member(tree, "people");
    JsonValue* populations = people ? find_member(*people, "populations") : nullptr;
    auto* items = populations ? std::get_if<JsonValue::Array>(&populations->data) : nullptr;
    if (items == nullptr)
        return refuse("the scenario has no populations");
    int changed_count = 0;
    for (JsonValue& population : *items) {
        const JsonValue* role = population.find("role");
        if (role && role->text() && *role->text() != "visitor")
            continue;
        for (const char* key : size_keys)
            if (JsonValue* size = find_member(population, key); size && size->is_number()) {
                change_number(*size, {Act::scale, change.number}, counts_things(key));
                ++changed_count;
            }
    }
    if (changed_count == 0)
        return refuse("no population of visitors is given by count, seats_filled_frac or density_per_m2");
    return {};
}

Errors apply(JsonValue& tree, const ScenarioChange& change) {
    if (change.path == attendance_path)
        return change_attendance(tree, change);
    if (change.act == Act::scale || change.act == Act::add) {
        if (!std::isfinite(change.number))
            return {
                {ErrorCode::out_of_range, fmt::format("path '{}'", change.path), "is changed by no number"}};
        return change_at(tree, change.path, [&](std::string_view key, JsonValue& value) {
            return change_value(key, value, {change.act, change.number});
        });
    }
    const Result<JsonValue> value = value_of(change);
    if (!value)
        return value.error();
    if (change.act == Act::set)
        return set_at(tree, change.path, *value);
    if (!value->object())
        return {
            {ErrorCode::schema, "patch", fmt::format("{} where an object is needed", value->kind_words())}};
    merge_patch(tree, *value);
    return {};
}

Errors under_name(Errors errors, std::string_view name) {
    for (Error& error : errors) error.where = fmt::format("{}: {}", name, error.where);
    return errors;
}

}  // namespace

bool is_whole_number_path(std::string_view path) {
    return counts_things(path.substr(path.find_last_of('.') + 1));
}

struct ScenarioTree::State {
    Scenario scenario;
    JsonValue tree;
};

Result<ScenarioTree> ScenarioTree::open(const std::filesystem::path& path) {
    Result<Scenario> scenario = read_scenario(path);
    if (!scenario)
        return scenario.error();
    const std::string text = scenario->as_json;
    Result<ScenarioTree> opened = from_text(text, scenario->folder);
    if (!opened)
        return opened.error();
    // Places in messages of a run are then those of the files.
    auto state = std::make_shared<State>(State{*std::move(scenario), opened->state_->tree});
    return ScenarioTree(std::move(state));
}

Result<ScenarioTree> ScenarioTree::from_text(std::string text, const std::string& folder) {
    Problems problems;
    std::size_t count = 0;
    std::optional<JsonValue> tree = parse_json(text, "scenario.json", 0, {}, count, problems);
    if (!tree || !problems.is_empty())
        return std::move(problems).take();
    ScenarioDraft draft = read_scenario_value(*tree, folder);
    if (!draft.errors.empty())
        return std::move(draft.errors);
    auto state = std::make_shared<State>(State{std::move(draft.scenario), *std::move(tree)});
    return ScenarioTree(std::move(state));
}

Result<Scenario> ScenarioTree::with(std::span<const ScenarioChange> changes, std::string_view name) const {
    JsonValue tree = state_->tree;
    Errors errors;
    for (const ScenarioChange& change : changes)
        for (Error& error : apply(tree, change)) errors.push_back(std::move(error));
    if (!errors.empty())
        return under_name(std::move(errors), name);
    ScenarioDraft draft = read_scenario_value(tree, state_->scenario.folder);
    if (!draft.errors.empty())
        return under_name(std::move(draft.errors), name);
    draft.scenario.files = state_->scenario.files;
    return std::move(draft.scenario);
}

Errors ScenarioTree::path_problems(const ScenarioChange& change) const {
    JsonValue tree = state_->tree;
    return apply(tree, change);
}

const Scenario& ScenarioTree::scenario() const {
    return state_->scenario;
}

}  // namespace wayout
