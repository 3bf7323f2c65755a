#include "study/stored_tasks.hpp"

#include "study/change_text.hpp"
#include "study/json_difference.hpp"
#include "study/study_plan.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <set>
#include <utility>

namespace wayout {
namespace {

using Json = nlohmann::ordered_json;

Error damaged(const std::string& what) {
    return {ErrorCode::syntax, "study.sqlite", "is damaged: " + what};
}

/// What question_of() writes of an input, as far as it bears on what a drawn value does.
std::optional<FactorSpec> factor_of(const Json& json) {
    if (!json.is_object())
        return std::nullopt;
    FactorSpec factor;
    factor.name = text_at(json, "name");
    if (json.contains("options")) {
        if (!json["options"].is_array())
            return std::nullopt;
        for (const Json& item : json["options"]) {
            if (!item.is_object() || !item.contains("changes"))
                return std::nullopt;
            std::optional<std::vector<ScenarioChange>> changes = changes_from_json(item["changes"].dump());
            if (!changes)
                return std::nullopt;
            factor.options.push_back({text_at(item, "name"), 1.0, *std::move(changes)});
        }
        return factor;
    }
    const auto act = json.find("act"), paths = json.find("paths");
    if (act == json.end() || !act->is_number_integer() || paths == json.end() || !paths->is_array())
        return std::nullopt;
    const int number = act->get<int>();
    if (number < 0 || number > static_cast<int>(ScenarioChange::Act::add))
        return std::nullopt;
    factor.act = static_cast<ScenarioChange::Act>(number);
    for (const Json& path : *paths) {
        if (!path.is_string())
            return std::nullopt;
        factor.paths.push_back(path.get<std::string>());
    }
    return factor;
}

bool is_value_of(const FactorSpec& factor, double value) {
    if (factor.options.empty())
        return std::isfinite(value);
    return value >= 0.0 && value < static_cast<double>(factor.options.size()) && value == std::floor(value);
}

}  // namespace

Result<StoredTasks> StoredTasks::of(const StudyIdentity& identity, StoredStudy study) {
    StoredTasks tasks;
    const Json question = Json::parse(identity.question, nullptr, false);
    if (!question.is_object() || !question.contains("inputs") || !question["inputs"].is_array())
        return damaged("it does not say what was varied");
    for (const Json& json : question["inputs"]) {
        std::optional<FactorSpec> factor = factor_of(json);
        if (!factor)
            return damaged(fmt::format("what input {} changes is not told", tasks.factors_.size() + 1));
        tasks.factors_.push_back(*std::move(factor));
    }
    if (tasks.factors_.size() != study.inputs.size())
        return damaged("its lists of inputs differ");
    for (const StoredVariant& stored : study.variants) {
        std::optional<std::vector<ScenarioChange>> changes = changes_from_json(stored.changes);
        if (!changes)
            return damaged(fmt::format("what variant '{}' changes is not told", stored.id));
        tasks.variants_.push_back({stored.id, stored.name, *std::move(changes), stored.cost, {}});
    }
    tasks.draws_ = std::move(study.draws);
    return tasks;
}

Result<MemberTask> StoredTasks::task_of(const MemberResult& member) const {
    const auto variant = static_cast<std::size_t>(member.variant);
    const auto replicate = static_cast<std::size_t>(member.replicate);
    if (member.variant < 0 || variant >= variants_.size() || member.replicate < 0)
        return damaged("it has a run of an unknown variant");
    MemberTask task;
    task.variant = member.variant;
    task.replicate = member.replicate;
    task.seed = member.seed;
    for (std::size_t k = 0; k < factors_.size(); ++k) {
        if (replicate >= draws_.size() || draws_[replicate].size() != factors_.size() ||
            !is_value_of(factors_[k], draws_[replicate][k]))
            return damaged(fmt::format("run {} has no value of an input", member.replicate));
        for (ScenarioChange& change : changes_for(factors_[k], draws_[replicate][k]))
            task.changes.push_back(std::move(change));
    }
    for (const ScenarioChange& change : variants_[variant].changes) task.changes.push_back(change);
    return task;
}

Result<std::vector<std::pair<std::string, std::vector<ScenarioChange>>>> StoredTasks::input_extremes() const {
    std::vector<std::pair<std::string, std::vector<ScenarioChange>>> extremes;
    for (std::size_t i = 0; i < factors_.size(); ++i) {
        const FactorSpec& factor = factors_[i];
        std::set<double> values;
        for (const std::vector<double>& draw : draws_) {
            if (draw.size() != factors_.size() || !is_value_of(factor, draw[i]))
                return damaged(fmt::format("a draw has no value of input '{}'", factor.name));
            values.insert(draw[i]);
        }
        if (factor.options.empty() && values.size() > 2)
            values = {*values.begin(), *values.rbegin()};
        for (const double value : values)
            extremes.emplace_back(factor.options.empty()
                                      ? fmt::format("input '{}' at {:.6g}", factor.name, value)
                                      : fmt::format("input '{}' at '{}'", factor.name,
                                                    factor.options[static_cast<std::size_t>(value)].name),
                                  changes_for(factor, value));
    }
    return extremes;
}

}  // namespace wayout
