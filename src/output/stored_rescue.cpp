/// Rescue teams in report-data.json.
#include "output/stored_json.hpp"

namespace wayout::stored {
namespace {

Json team_json(const RescueTeamResult& t) {
    return {{"id", t.id},
            {"name", t.name},
            {"collection_point", t.collection_point},
            {"members", t.members},
            {"arrived_s", rounded(t.arrived_s, 3)},
            {"entered_s", rounded(t.entered_s, 3)},
            {"left_s", rounded(t.left_s, 3)},
            {"entries", t.entries},
            {"turned_back_for_air", t.turned_back_for_air},
            {"waited_for_release_s", rounded(t.waited_for_release_s, 3)},
            {"least_air_l", rounded(t.least_air_l, 1)},
            {"led_out", t.led_out},
            {"carried_out", t.carried_out},
            {"freed", t.freed},
            {"finding", t.finding}};
}

RescueTeamResult team_of(const Json& json) {
    RescueTeamResult t;
    t.id = json.at("id");
    t.name = json.at("name");
    t.collection_point = json.at("collection_point");
    t.members = json.at("members");
    t.arrived_s = number_or_nan(json, "arrived_s");
    t.entered_s = number_or_nan(json, "entered_s");
    t.left_s = number_or_nan(json, "left_s");
    t.entries = json.at("entries");
    t.turned_back_for_air = json.at("turned_back_for_air");
    t.waited_for_release_s = json.at("waited_for_release_s");
    t.least_air_l = number_or_nan(json, "least_air_l");
    t.led_out = json.at("led_out");
    t.carried_out = json.at("carried_out");
    t.freed = json.at("freed");
    t.finding = json.at("finding");
    return t;
}

Json rescued_json(const RescuedPerson& r) {
    return {{"person", r.person},
            {"team", r.team},
            {"zone", r.zone},
            {"storey", r.storey},
            {"carried", r.how == RescueHow::carried},
            {"found_s", rounded(r.found_s, 3)},
            {"left_s", rounded(r.left_s, 3)},
            {"out_s", rounded(r.out_s, 3)}};
}

Json search_json(const ZoneSearch& s) {
    return {{"zone", s.zone},
            {"team", s.team},
            {"from_s", rounded(s.from_s, 3)},
            {"until_s", rounded(s.until_s, 3)},
            {"is_complete", s.is_complete},
            {"found", s.found}};
}

int row_below(const Json& json, const char* key, std::size_t count) {
    const int row = json.at(key);
    if (row < -1 || row >= static_cast<int>(count))
        throw BadData{fmt::format("{} {} does not exist", key, row)};
    return row;
}

}  // namespace

Json rescue_json(const RescueOutcome& rescue, const std::vector<PersonResult>& people) {
    Json json{{"not_found", rescue.not_found},
              {"suggested_order", rescue.suggested_order},
              {"parameters", rescue.parameters}};
    json["teams"] = list_of(rescue.teams, team_json);
    json["rescued"] = list_of(rescue.rescued, rescued_json);
    json["searches"] = list_of(rescue.searches, search_json);
    json["timeline"] = list_of(rescue.timeline, [](const ResponderCount& c) {
        return Json::array({rounded(c.time_s, 3), c.waiting, c.inside, c.gone});
    });
    json["found_ms"] = pack_column(people, 0.001, [](const PersonResult& p) { return p.found_s; });
    json["freed_ms"] = pack_column(people, 0.001, [](const PersonResult& p) { return p.freed_s; });
    json["team_row"] = pack_column(people, 1.0, [](const PersonResult& p) { return p.rescue_team; });
    return json;
}

RescueOutcome rescue_of(const Json& json, std::size_t zones, std::size_t storeys,
                        std::vector<PersonResult>& people) {
    RescueOutcome rescue;
    rescue.is_modelled = true;
    rescue.not_found = json.at("not_found");
    rescue.suggested_order = json.at("suggested_order").get<std::vector<int>>();
    rescue.parameters = json.at("parameters").get<std::vector<std::string>>();
    rescue.teams = read_list<RescueTeamResult>(json.at("teams"), team_of);
    const std::size_t teams = rescue.teams.size();
    rescue.rescued = read_list<RescuedPerson>(json.at("rescued"), [&](const Json& r) {
        RescuedPerson p;
        p.person = r.at("person");
        if (p.person < 1 || p.person > people.size())
            throw BadData{fmt::format("person {} does not exist", p.person)};
        p.team = row_below(r, "team", teams);
        p.zone = row_below(r, "zone", zones);
        p.storey = row_below(r, "storey", storeys);
        p.how = r.at("carried") ? RescueHow::carried : RescueHow::led;
        p.found_s = r.at("found_s");
        p.left_s = r.at("left_s");
        p.out_s = number_or_nan(r, "out_s");
        return p;
    });
    rescue.searches = read_list<ZoneSearch>(json.at("searches"), [&](const Json& s) {
        ZoneSearch search;
        search.zone = row_below(s, "zone", zones);
        search.team = row_below(s, "team", teams);
        if (search.zone < 0 || search.team < 0)
            throw BadData{"a search has no zone or no team"};
        search.from_s = s.at("from_s");
        search.until_s = number_or_nan(s, "until_s");
        search.is_complete = s.at("is_complete");
        search.found = s.at("found");
        return search;
    });
    rescue.timeline = read_list<ResponderCount>(json.at("timeline"), [](const Json& c) {
        return ResponderCount{c.at(0), c.at(1), c.at(2), c.at(3)};
    });
    const auto found_ms = unpack_column(json, "found_ms", people.size()),
               freed_ms = unpack_column(json, "freed_ms", people.size()),
               rows = unpack_column(json, "team_row", people.size());
    for (std::size_t i = 0; i < people.size(); ++i) {
        people[i].found_s = number_of(found_ms[i], 3);
        people[i].freed_s = number_of(freed_ms[i], 3);
        if (rows[i] < -1 || rows[i] >= static_cast<std::int32_t>(teams))
            throw BadData{fmt::format("rescue team {} does not exist", rows[i])};
        people[i].rescue_team = rows[i];
    }
    return rescue;
}

}  // namespace wayout::stored
