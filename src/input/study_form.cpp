/// The keys of a study file: docs/formats/study.md, schema/study.schema.json.
#include "input/study_form.hpp"

#include "input/distribution_form.hpp"
#include "input/form.hpp"
#include "input/json_file.hpp"
#include "input/merge.hpp"
#include "input/read_scenario.hpp"

#include <wayout/study.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

namespace wayout {
namespace {

namespace fs = std::filesystem;
using Act = ScenarioChange::Act;

constexpr int study_format_version = 1;
constexpr int most_runs = 1000000;
constexpr DrawnQuantity factor_value{{-1e9, 1e9}};

Form<int> study_version() {
    return {[](const Place& place, int& value) {
                if (place.value().is_number() && place.value().number() == study_format_version) {
                    value = study_format_version;
                    return true;
                }
                place.report(ErrorCode::unsupported,
                             fmt::format("this version of wayout reads studies with \"wayout_study\": {}",
                                         study_format_version));
                return false;
            },
            [](SchemaDefinitions&) {
                return json_object({{"const", json_integer(study_format_version)}});
            }};
}

/// Any value, kept as its text.
Form<std::string> any_value() {
    return {[](const Place& place, std::string& value) {
                value = to_text(place.value(), -1);
                return true;
            },
            [](SchemaDefinitions&) { return json_object({}); }};
}

/// {"path": value, ...}: each value is set at its path.
Form<std::vector<ScenarioChange>> values_by_path() {
    return {[](const Place& place, std::vector<ScenarioChange>& changes) {
                if (!detail::expect_object(place))
                    return false;
                for (const JsonMember& member : *place.value().object())
                    changes.push_back({Act::set, member.key, to_text(member.value, -1)});
                return true;
            },
            [](SchemaDefinitions&) {
                return json_object({{"type", json_text("object")}});
            }};
}

/// {"path": number, ...}
Form<std::vector<ScenarioChange>> numbers_by_path(Act act) {
    return {[act](const Place& place, std::vector<ScenarioChange>& changes) {
                if (!detail::expect_object(place))
                    return false;
                bool good = true;
                for (const JsonMember& member : *place.value().object()) {
                    ScenarioChange change{act, member.key};
                    good = number({-1e9, 1e9}).read(place.member(member.key, member.value), change.number) &&
                           good;
                    changes.push_back(std::move(change));
                }
                return good;
            },
            [](SchemaDefinitions&) {
                return json_object({{"type", json_text("object")},
                                    {"additionalProperties", json_object({{"type", json_text("number")}})}});
            }};
}

/// An object that the scenario is merged with.
Form<std::vector<ScenarioChange>> merge_patch_form() {
    return {[](const Place& place, std::vector<ScenarioChange>& changes) {
                if (!detail::expect_object(place))
                    return false;
                ScenarioChange change{Act::patch};
                change.json = to_text(place.value(), -1);
                changes.push_back(std::move(change));
                return true;
            },
            [](SchemaDefinitions&) {
                return json_object({{"type", json_text("object")}});
            }};
}

/// The keys by which options and variants say what they change.
void change_fields(Fields& fields, std::vector<ScenarioChange>& changes) {
    fields.optional("patch", changes, merge_patch_form(),
                    "Part of a scenario that is merged into it (JSON Merge Patch); lists are replaced as a "
                    "whole.");
    fields.optional("set", changes, values_by_path(), "New values by their paths.");
    fields.optional("scale", changes, numbers_by_path(Act::scale), "Factors by paths of numbers.");
    fields.optional("add", changes, numbers_by_path(Act::add), "What is added, by paths of numbers.");
}

void option_fields(Fields& fields, FactorOption& option) {
    fields.required("name", option.name, text(), "Name of the option in results.");
    fields.optional("weight", option.weight, number({0.0, 1e9, true}), "Chance relative to the others.");
    change_fields(fields, option.changes);
}

/// One path, or a list of them.
Form<std::vector<std::string>> paths() {
    const Form<std::vector<std::string>> list = list_of(text(), {1, 100});
    return {[list](const Place& place, std::vector<std::string>& value) {
                if (!place.value().text())
                    return list.read(place, value);
                value = {*place.value().text()};
                return true;
            },
            [list](SchemaDefinitions& definitions) {
                JsonValue schema = list.schema(definitions);
                add_alternative(schema, json_object({{"type", json_text("string")}}));
                return schema;
            }};
}

/// "visitors" of "people.populations[visitors].count" and the like tell nobody which part it is; the first
/// key does.
std::string group_of_path(std::string_view path) {
    const std::string_view first = path.substr(0, path.find_first_of(".["));
    if (first == "incident")
        return "fire";
    if (first == "venue")
        return "building";
    if (first == "response")
        return "response";
    return first == "simulation" ? "simulation" : "crowd";
}

void factor_fields(Fields& fields, FactorSpec& factor) {
    std::optional<std::string> group;
    std::optional<std::vector<std::string>> set, scale, add;
    std::optional<std::vector<std::string>> values;
    fields.required("name", factor.name, text(), "Name of the input in results.");
    fields.optional("group", group, text(),
                    "Part that it belongs to when the variance is split; else by the first key of its path: "
                    "fire, crowd, building, response.");
    fields.optional("scale", scale, paths(),
                    "Paths of numbers or distributions that are multiplied by the draw.");
    fields.optional("add", add, paths(), "Paths of numbers or distributions to which the draw is added.");
    fields.optional("set", set, paths(), "Paths at which the draw is put.");
    fields.optional("by", factor.distribution, distribution(factor_value), "What is drawn.");
    fields.optional("values", values, list_of(any_value(), {1, 1000}),
                    "Values to choose from, with equal chance; any JSON for \"set\", numbers otherwise.");
    fields.optional("options", factor.options, list_of(object("option", option_fields), {1, 1000}),
                    "Changes to choose from, each of several values if need be.");
    fields.optional("grid_points", factor.grid_points, integer(2, 1000),
                    "Number of values in a grid: the middles of equal shares of the distribution.");
    fields.exactly_one_of({"scale", "add", "set", "options"});
    fields.at_most_one_of({"by", "values", "options"});
    factor.where = fields.where();
    if (fields.is_describing())
        return;
    fields.check(!factor.options.empty() || factor.distribution || values, "by",
                 "says nothing about what is drawn: give \"by\" with a distribution, or \"values\"");
    if (scale || add || set) {
        factor.act = set ? Act::set : (scale ? Act::scale : Act::add);
        factor.paths = set ? *set : (scale ? *scale : *add);
    }
    if (values) {
        for (const std::string& value : *values) {
            FactorOption option;
            option.name = value.size() <= 40 ? value : fmt::format("value {}", factor.options.size() + 1);
            char* end = nullptr;
            const double as_number = std::strtod(value.c_str(), &end);
            const bool is_number = !value.empty() && *end == '\0';
            fields.check(factor.act == Act::set || is_number, "values",
                         fmt::format("{} is no number", option.name));
            for (const std::string& path : factor.paths)
                option.changes.push_back({factor.act, path, value, is_number ? as_number : 1.0});
            factor.options.push_back(std::move(option));
        }
    }
    const std::string first_path = !factor.paths.empty() ? factor.paths.front()
                                   : !factor.options.empty() && !factor.options.front().changes.empty()
                                       ? factor.options.front().changes.front().path
                                       : std::string();
    factor.group = group.value_or(group_of_path(first_path));
}

}  // namespace

void variant_fields(Fields& fields, VariantSpec& variant) {
    fields.required("id", variant.id, id(), "Id of the variant in results.");
    fields.optional("name", variant.name, text(), "Name for reports.");
    fields.optional("cost", variant.cost, number({0.0, 1e15}), "Of a measure, in any currency.");
    change_fields(fields, variant.changes);
    variant.where = fields.where();
}

namespace {

void stop_rule_fields(Fields& fields, StopRule& stop) {
    fields.optional("until_converged", stop.until_converged, yes_or_no(),
                    "Go on until the curves and the output have converged.");
    fields.optional("at_least", stop.at_least, integer(2, most_runs), "Draws before that may be so.");
    fields.optional("at_most", stop.at_most, integer(2, most_runs), "Draws after which it ends anyway.");
    fields.optional("half_width_frac", stop.half_width_frac, number({0.0, 1.0, true}),
                    "Half width of the 95 % interval of the mean output, relative to the mean.");
    fields.check(stop.at_least <= stop.at_most, "at_least", "is larger than \"at_most\"");
}

void study_fields(Fields& fields, StudySpec& study) {
    int version{};
    std::string ignored;
    fields.optional("$schema", ignored, text(), "For editors.");
    fields.required("wayout_study", version, study_version(), "Version of this format.");
    fields.optional("name", study.name, text(), "Name of the study.");
    fields.optional("description", study.description, text(), "What is asked.");
    fields.required("scenario", study.scenario, text(),
                    "Scenario folder, .json or .zip, from this file's folder.");
    fields.optional("design", study.design,
                    choice<StudyDesign>({{"random", StudyDesign::random},
                                         {"latin_hypercube", StudyDesign::latin_hypercube},
                                         {"grid", StudyDesign::grid},
                                         {"sensitivity", StudyDesign::sensitivity}}),
                    "How inputs are drawn.");
    fields.optional(
        "sensitivity_of", study.sensitivity_of,
        choice<SensitivityOf>({{"inputs", SensitivityOf::inputs}, {"parts", SensitivityOf::parts}}),
        "Of design sensitivity: shares of the variance of each input, or of each part with all its "
        "inputs.");
    fields.optional("runs", study.runs, integer(1, most_runs), "Number of draws.");
    fields.optional("seeds_per_draw", study.seeds_per_draw, integer(1, 10000),
                    "Runs of each draw with other seeds.");
    fields.optional("seed", study.seed, seed_number(),
                    "Seed of the first run, the scenario's if absent; it counts up from there.");
    fields.optional("vary", study.factors, list_of(object("input", factor_fields), {0, 200}),
                    "Inputs that are varied.");
    fields.optional("variants", study.variants, list_of(object("variant", variant_fields), {1, 1000}),
                    "Forms of the scenario to compare; the first is what the others are compared with.");
    fields.optional("stop", study.stop, object("stop rule", stop_rule_fields), "When it is enough.");
    fields.optional("output", study.output, text(), "Figure that convergence and sensitivity are told for.");
    fields.optional("time_limit_s", study.time_limit_s, number({0.0, 86400.0}),
                    "For the probability that everybody is out within it.");
    fields.optional("left_at_s", study.left_at_s, list_of(number({0.0, 86400.0}), {0, 200}),
                    "Who is still inside, and where, is told for these times too, not only for the end.");
    fields.optional("member_limit_s", study.member_limit_s, number({0.0, 1e7, true}),
                    "Wall time after which a run is given up.");
}

void check_names(const StudySpec& study, Problems& problems, const std::string& file) {
    std::set<std::string> names;
    for (const FactorSpec& factor : study.factors)
        if (!names.insert(factor.name).second)
            problems.add({ErrorCode::schema, factor.where,
                          fmt::format("there are two inputs with the name '{}'; rename one", factor.name)});
    std::set<std::string> ids;
    for (const VariantSpec& variant : study.variants)
        if (!ids.insert(variant.id).second)
            problems.add({ErrorCode::schema, variant.where,
                          fmt::format("there are two variants with the id '{}'; rename one", variant.id)});
    if (study.design == StudyDesign::sensitivity && study.variants.size() > 1)
        problems.add(
            {ErrorCode::unsupported, file + ": variants",
             "a sensitivity study looks at one form of the scenario; leave the variants out or make an "
             "input of them"});
    if ((study.design == StudyDesign::grid || study.design == StudyDesign::sensitivity) &&
        study.stop.until_converged)
        problems.add({ErrorCode::unsupported, file + ": stop.until_converged",
                      "a grid and a sensitivity study have a fixed number of runs; choose design random"});
    if (study.design == StudyDesign::latin_hypercube && study.stop.until_converged)
        problems.add({ErrorCode::unsupported, file + ": stop.until_converged",
                      "a Latin hypercube is spread evenly only as a whole; choose design random"});
    if ((study.design == StudyDesign::grid || study.design == StudyDesign::sensitivity) &&
        study.factors.empty())
        problems.add({ErrorCode::schema, file + ": design", "nothing is varied; list inputs under \"vary\""});
}

void add_default_variant(StudySpec& study) {
    if (study.variants.empty())
        study.variants.push_back({"as_is", "As it is", {}, 0.0, {}});
    for (VariantSpec& variant : study.variants)
        if (variant.name.empty())
            variant.name = variant.id;
}

StudySpec study_of_scenario(const fs::path& path) {
    StudySpec study;
    study.scenario = path.string();
    study.as_json = "{}";
    add_default_variant(study);
    return study;
}

}  // namespace

Result<StudySpec> read_study(const fs::path& path) {
    std::error_code failed;
    if (fs::is_directory(path, failed) || path.extension() == ".zip")
        return study_of_scenario(path);
    const std::string name = path.filename().string();
    Reading reading;
    const Result<JsonValue> tree = read_json_file(path, FileLimits{}.file_bytes, reading);
    if (!tree)
        return tree.error();
    if (tree->find("wayout_study") == nullptr && tree->find("wayout_version") != nullptr)
        return study_of_scenario(path);
    StudySpec study;
    object("study", study_fields).read(Place(reading, *tree), study);
    check_names(study, reading.problems, name);
    if (!reading.problems.is_empty())
        return std::move(reading.problems).take();
    study.as_json = to_text(*tree);
    const fs::path folder = path.parent_path();
    study.scenario = (folder / study.scenario).lexically_normal().string();
    add_default_variant(study);
    return study;
}

bool is_study_file(const fs::path& path) {
    std::error_code failed;
    if (path.extension() != ".json" || !fs::is_regular_file(path, failed))
        return false;
    const Result<std::string> content = read_regular_file(path, FileLimits{}.file_bytes);
    return content && content->find("\"wayout_study\"") != std::string::npos;
}

std::string study_schema() {
    return schema_document("study", "wayout study", Includes::none, object("study", study_fields).schema);
}

}  // namespace wayout
