#include "output/report_data.hpp"

#include "output/decisions_file.hpp"
#include "output/stored_json.hpp"

#include <fstream>

namespace wayout {

using Json = nlohmann::ordered_json;

namespace {

constexpr int format_version = 1;

}  // namespace

std::string report_data_json(const RunResults& results, const PlanModel& plan, const ScenarioFacts& facts,
                             const std::string& replay_document) {
    Json json{{"format", "wayout-report-data"}, {"format_version", format_version}};
    json["results"] = stored::results_json(results);
    json["plan"] = stored::plan_json(plan);
    json["facts"] = to_json(facts);
    std::string text = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    // The replay is megabytes of finished JSON: put in as it is.
    text.pop_back();
    return text + ",\"replay\":" + (replay_document.empty() ? "null" : replay_document) + "}\n";
}

Result<StoredReport> read_report_data(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return Error{ErrorCode::io, file.string(),
                     "cannot be read; is this the folder of a result that is complete?"};
    Json json = Json::parse(stream, nullptr, false);
    if (!json.is_object() || json.value("format", Json()) != "wayout-report-data")
        return Error{ErrorCode::syntax, file.string(), "is not the report data of a result"};
    if (json.value("format_version", Json()) != format_version)
        return Error{ErrorCode::unsupported, file.string(),
                     "was written by another version of the program; run the scenario again"};
    try {
        StoredReport back;
        back.results = stored::results_of(json.at("results"));
        back.plan = stored::plan_of(json.at("plan"));
        back.facts = facts_from_json(json.at("facts"));
        if (back.plan.storeys.size() != back.results.storeys.size())
            throw stored::BadData{"plan and results have different storeys"};
        if (!json.at("replay").is_null())
            back.replay_document = json.at("replay").dump();
        return back;
    } catch (const stored::BadData& bad) {
        return Error{ErrorCode::schema, file.string(), "is damaged: " + bad.what};
    } catch (const nlohmann::json::exception& bad) {
        return Error{ErrorCode::schema, file.string(), std::string("is damaged: ") + bad.what()};
    }
}

Result<StoredReport> read_stored_result(const std::filesystem::path& folder) {
    Result<StoredReport> stored = read_report_data(folder / "report-data.json");
    const std::filesystem::path file = folder / decisions_file_name;
    std::error_code ignored;
    if (!stored || !std::filesystem::exists(file, ignored))
        return stored;
    Result<std::vector<Decision>> decisions = read_decisions(file, stored->results);
    if (!decisions)
        return decisions.error();
    stored->results.decisions = *std::move(decisions);
    stored->has_decisions = true;
    return stored;
}

}  // namespace wayout
