#include "study/study_files.hpp"

#include <nlohmann/json.hpp>

#include <system_error>

namespace wayout {

std::filesystem::path study_file(const std::filesystem::path& folder_or_file) {
    return folder_or_file.extension() == ".sqlite" ? folder_or_file : folder_or_file / "study.sqlite";
}

std::string settings_as_json(const StudySpec& spec) {
    nlohmann::ordered_json json;
    json["name"] = spec.name;
    json["description"] = spec.description;
    json["design"] = static_cast<int>(spec.design);
    json["sensitivity_of"] = static_cast<int>(spec.sensitivity_of);
    json["runs"] = spec.runs;
    json["seeds_per_draw"] = spec.seeds_per_draw;
    json["output"] = spec.output;
    json["time_limit_s"] = spec.time_limit_s;
    json["until_converged"] = spec.stop.until_converged;
    json["at_most"] = spec.stop.at_most;
    json["study"] = spec.as_json;
    return json.dump();
}

void read_settings(const std::string& text, StudySpec& spec) {
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        return;
    const auto read = [&](const char* key, auto& value) {
        using Value = std::decay_t<decltype(value)>;
        const auto found = json.find(key);
        if (found == json.end())
            return;
        if constexpr (std::is_same_v<Value, std::string>) {
            if (found->is_string())
                value = found->template get<std::string>();
        } else if constexpr (std::is_same_v<Value, bool>) {
            if (found->is_boolean())
                value = found->template get<bool>();
        } else if (found->is_number()) {
            value = found->template get<Value>();
        }
    };
    int design = 0;
    int sensitivity_of = 0;
    read("name", spec.name);
    read("description", spec.description);
    read("design", design);
    read("sensitivity_of", sensitivity_of);
    read("runs", spec.runs);
    read("seeds_per_draw", spec.seeds_per_draw);
    read("output", spec.output);
    read("time_limit_s", spec.time_limit_s);
    read("until_converged", spec.stop.until_converged);
    read("at_most", spec.stop.at_most);
    read("study", spec.as_json);
    if (design >= 0 && design <= static_cast<int>(StudyDesign::sensitivity))
        spec.design = static_cast<StudyDesign>(design);
    spec.sensitivity_of = sensitivity_of == 1 ? SensitivityOf::parts : SensitivityOf::inputs;
}

}  // namespace wayout
