#include "study/compare_inputs.hpp"

#include "study/json_difference.hpp"

#include <wayout/scenario.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iterator>
#include <utility>

namespace wayout {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_listed = 200;

/// A key of the section "simulation", or its default.
std::string simulation_key(const Json& scenario, const char* key, const Json& standard) {
    const auto section = scenario.find("simulation");
    if (section == scenario.end() || !section->is_object() || !section->contains(key))
        return standard.is_string() ? standard.get<std::string>() : standard.dump();
    const Json& value = (*section)[key];
    return value.is_string() ? value.get<std::string>() : value.dump();
}

Json parsed(const std::string& text) {
    Json json = Json::parse(text, nullptr, false);
    // Where editors find the schema is no input.
    if (json.is_object())
        json.erase("$schema");
    return json;
}

}  // namespace

Errors compare_inputs(const ComparedInputs& a, const ComparedInputs& b, Comparison& comparison) {
    const Json scenario_a = parsed(a.scenario), scenario_b = parsed(b.scenario);
    Errors errors;
    for (const auto& [json, name] :
         {std::pair(&scenario_a, &comparison.name_a), std::pair(&scenario_b, &comparison.name_b)})
        if (!json->is_object())
            errors.push_back({ErrorCode::syntax, *name, "is damaged: its scenario cannot be read"});
    if (!errors.empty())
        return errors;

    const SimulationSpec standard;
    const auto both = [&](const char* name, const char* key, const Json& value) {
        comparison.made_with.push_back(
            {name, simulation_key(scenario_a, key, value), simulation_key(scenario_b, key, value)});
    };
    comparison.made_with.push_back({"program", a.program, b.program});
    both("model", "model", standard.model);
    both("calibration", "calibration", "design");
    both("time step in s", "time_step_s", standard.time_step_s);
    comparison.made_with.push_back({"seeds", a.seeds, b.seeds});
    comparison.made_with.push_back({"runs", a.runs, b.runs});

    comparison.inputs = json_differences(scenario_a, scenario_b);
    if (!a.question.empty() || !b.question.empty()) {
        std::vector<InputDifference> of_study =
            json_differences(parsed(a.question), parsed(b.question), "study");
        comparison.inputs.insert(comparison.inputs.end(), std::make_move_iterator(of_study.begin()),
                                 std::make_move_iterator(of_study.end()));
    }
    if (comparison.inputs.size() > most_listed) {
        comparison.inputs_left_out = comparison.inputs.size() - most_listed;
        comparison.inputs.resize(most_listed);
    }
    return {};
}

}  // namespace wayout
