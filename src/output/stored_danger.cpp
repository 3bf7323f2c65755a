/// Danger areas and shelters in report-data.json.
#include "output/stored_json.hpp"

namespace wayout::stored {
namespace {

Json area_json(const DangerAreaResult& a) {
    return {{"id", a.id},
            {"name", a.name},
            {"storey", a.storey},
            {"outline", ring(a.outline_m)},
            {"largest", ring(a.largest_m)},
            {"exposed", a.exposed},
            {"person_s", rounded(a.person_s, 3)},
            {"first_s", rounded(a.first_s, 3)},
            {"last_s", rounded(a.last_s, 3)},
            {"aware", a.aware},
            {"entered_knowing", a.entered_knowing}};
}

DangerAreaResult area_of(const Json& json, std::size_t storeys) {
    return {json.at("id"),
            json.at("name"),
            storey_row(json, "storey", storeys),
            ring_of(json.at("outline")),
            ring_of(json.at("largest")),
            {},  // the stages are in the replay document
            json.at("exposed"),
            json.at("person_s"),
            number_or_nan(json, "first_s"),
            number_or_nan(json, "last_s"),
            json.at("aware"),
            json.at("entered_knowing")};
}

Json shelter_json(const ShelterResult& s) {
    return {{"id", s.id},
            {"name", s.name},
            {"capacity", s.capacity},
            {"sheltered", s.sheltered},
            {"most", s.most},
            {"locked_s", rounded(s.locked_s, 3)},
            {"untenable_s", rounded(s.untenable_s, 3)}};
}

ShelterResult shelter_of(const Json& json) {
    return {json.at("id"),
            json.at("name"),
            json.at("capacity"),
            json.at("sheltered"),
            json.at("most"),
            number_or_nan(json, "locked_s"),
            number_or_nan(json, "untenable_s")};
}

}  // namespace

Json danger_json(const DangerOutcome& d, const std::vector<PersonResult>& people) {
    Json json{{"learned", d.learned},
              {"exposed", d.exposed},
              {"person_s", rounded(d.person_s, 3)},
              {"sheltered", d.sheltered},
              {"kept_away", d.kept_away},
              {"held", d.held},
              {"finding", d.finding},
              {"fields_solved_again", d.fields_solved_again}};
    json["areas"] = list_of(d.areas, area_json);
    json["shelters"] = list_of(d.shelters, shelter_json);
    json["danger_ms"] = pack_column(people, 0.001, [](const PersonResult& p) { return p.danger_s; });
    json["aware_ms"] = pack_column(people, 0.001, [](const PersonResult& p) { return p.aware_s; });
    json["learned_row"] =
        pack_column(people, 1.0, [](const PersonResult& p) { return static_cast<int>(p.learned); });
    json["is_sheltered"] =
        pack_column(people, 1.0, [](const PersonResult& p) { return p.is_sheltered ? 1 : 0; });
    return json;
}

DangerOutcome danger_of(const Json& json, std::size_t storeys, std::vector<PersonResult>& people) {
    DangerOutcome d;
    d.is_modelled = true;
    const auto learned = json.at("learned").get<std::vector<int>>();
    if (learned.size() != d.learned.size())
        throw BadData{"there are other ways of learning of a danger area than this version knows"};
    std::copy(learned.begin(), learned.end(), d.learned.begin());
    d.exposed = json.at("exposed");
    d.person_s = json.at("person_s");
    d.sheltered = json.at("sheltered");
    d.kept_away = json.at("kept_away");
    d.held = json.at("held");
    d.finding = json.at("finding");
    d.fields_solved_again = json.at("fields_solved_again");
    d.areas =
        read_list<DangerAreaResult>(json.at("areas"), [&](const Json& a) { return area_of(a, storeys); });
    d.shelters = read_list<ShelterResult>(json.at("shelters"), shelter_of);
    const auto danger_ms = unpack_column(json, "danger_ms", people.size()),
               aware_ms = unpack_column(json, "aware_ms", people.size()),
               rows = unpack_column(json, "learned_row", people.size()),
               sheltered = unpack_column(json, "is_sheltered", people.size());
    for (std::size_t i = 0; i < people.size(); ++i) {
        people[i].danger_s = number_of(danger_ms[i], 3);
        people[i].aware_s = number_of(aware_ms[i], 3);
        if (rows[i] < 0 || static_cast<std::size_t>(rows[i]) >= learned_names.size())
            throw BadData{"somebody learned of a danger area in an unknown way"};
        people[i].learned = static_cast<Learned>(rows[i]);
        people[i].is_sheltered = sheltered[i] == 1;
    }
    return d;
}

}  // namespace wayout::stored
