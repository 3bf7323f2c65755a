#include "output/decisions_file.hpp"

#include "output/statistics.hpp"
#include "output/stored_json.hpp"
#include "output/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>

namespace wayout {

namespace {

using stored::BadData;
using Json = nlohmann::ordered_json;
using Rows = std::map<std::string, int, std::less<>>;

Json key_or_null(const std::vector<std::string>& keys, int passage) {
    return passage < 0 ? Json() : Json(keys[static_cast<std::size_t>(passage)]);
}

int row_of(const Json& id, const Rows& rows, const char* what) {
    if (id.is_null())
        return -1;
    const auto found = rows.find(id.get<std::string>());
    if (found == rows.end())
        throw BadData{
            fmt::format("it names the {} '{}', which the result does not have", what, id.get<std::string>())};
    return found->second;
}

DecisionOption option_of(const Json& json, const Rows& passages) {
    DecisionOption option;
    if (json.contains("exit_id"))
        option.passage = row_of(json.at("exit_id"), passages, "exit");
    option.place = json.value("place", "");
    option.walk_s = stored::number_or_nan(json, "walk_s");
    option.queue_s = stored::number_or_nan(json, "queue_s");
    option.rank = json.value("rank", 0);
    option.remark = json.value("remark", "");
    return option;
}

Decision decision_of(const Json& json, const RunResults& results, const Rows& passages, const Rows& storeys) {
    Decision d;
    d.time_s = json.at("time_s");
    d.person = json.at("person");
    if (d.person == 0 || d.person > results.people.size())
        throw BadData{fmt::format("it names person {} of {}", d.person, results.people.size())};
    d.kind = json.at("kind");
    d.choice = json.at("choice");
    d.passage = row_of(json.at("exit_id"), passages, "exit");
    d.reason = json.at("reason");
    d.knows = json.at("knows");
    d.storey = row_of(json.at("storey"), storeys, "storey");
    if (d.storey >= 0)
        d.position_m = Vec2{json.at("x_m").get<double>(), json.at("y_m").get<double>()} - results.origin_m;
    d.options = stored::read_list<DecisionOption>(
        json.at("options"), [&](const Json& option) { return option_of(option, passages); });
    return d;
}

}  // namespace

Json decision_json(const Decision& d, const RunResults& results, const std::vector<std::string>& keys) {
    Json json{{"time_s", rounded(d.time_s, 3)},
              {"person", d.person},
              {"kind", d.kind},
              {"choice", d.choice},
              {"exit_id", key_or_null(keys, d.passage)},
              {"reason", d.reason},
              {"knows", d.knows}};
    if (d.storey >= 0) {
        json["storey"] = id_of(results.storeys, d.storey);
        json["x_m"] = rounded(d.position_m.x + results.origin_m.x, 3);
        json["y_m"] = rounded(d.position_m.y + results.origin_m.y, 3);
    } else {
        json["storey"] = json["x_m"] = json["y_m"] = nullptr;
    }
    json["options"] = stored::list_of(d.options, [&](const DecisionOption& o) {
        Json option;
        if (o.passage >= 0)
            option["exit_id"] = key_or_null(keys, o.passage);
        else
            option["place"] = o.place;
        option["walk_s"] = rounded(o.walk_s, 1);
        option["queue_s"] = rounded(o.queue_s, 1);
        if (o.rank != 0)
            option["rank"] = o.rank;
        if (!o.remark.empty())
            option["remark"] = o.remark;
        return option;
    });
    return json;
}

void write_decisions(OutputFile& file, const RunResults& results) {
    const std::vector<std::string> keys = passage_keys(results);
    for (const Decision& d : results.decisions)
        file.write(
            decision_json(d, results, keys).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) +
            "\n");
}

Result<std::vector<Decision>> read_decisions(const std::filesystem::path& file, const RunResults& results) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return Error{ErrorCode::io, file.string(), "cannot be read"};
    Rows passages, storeys;
    for (int row = 0; const std::string& key : passage_keys(results)) passages.emplace(key, row++);
    for (int row = 0; const StoreyLabel& storey : results.storeys) storeys.emplace(storey.id, row++);
    std::vector<Decision> decisions;
    std::string line;
    for (std::size_t number = 1; std::getline(stream, line); ++number) {
        const auto damaged = [&](const std::string& why) {
            return Error{ErrorCode::schema, fmt::format("{}: line {}", file.string(), number),
                         "is damaged: " + why};
        };
        try {
            decisions.push_back(decision_of(Json::parse(line), results, passages, storeys));
        } catch (const BadData& bad) {
            return damaged(bad.what);
        } catch (const nlohmann::json::exception& bad) {
            return damaged(bad.what());
        }
    }
    return decisions;
}

}  // namespace wayout
