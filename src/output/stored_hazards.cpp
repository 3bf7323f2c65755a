/// Hazards in report-data.json: what they did, over the plan and to each person. Doses and grids are stored
/// exactly. The frames of the air are not: the replay document has them.
#include "output/stored_json.hpp"

namespace wayout::stored {

namespace {

using Doubles = std::vector<double>;

Doubles doubles_of(const Json& json, const char* key, std::size_t count) {
    auto values =
        json.at(key).is_string() ? unpack_doubles(json.at(key).get<std::string>(), count) : std::nullopt;
    if (!values)
        throw BadData{fmt::format("the column '{}' is damaged", key)};
    return *std::move(values);
}

template <typename Values, typename Get>
std::string pack_exact(const Values& values, Get&& get) {
    Doubles out;
    out.reserve(values.size());
    for (const auto& v : values) out.push_back(static_cast<double>(get(v)));
    return pack_doubles(out);
}

/// A packed number that must be one of `count` enumerators.
template <typename E>
E enumerator_of(std::int32_t value, std::size_t count, const char* what) {
    if (value < 0 || static_cast<std::size_t>(value) >= count)
        throw BadData{fmt::format("there is no {} number {}", what, value)};
    return static_cast<E>(value);
}

// ---------------------------------------------------------------- exposure

/// The numbers of an exposure by the name of their column.
constexpr std::pair<const char*, double Exposure::*> exposure_numbers[] = {
    {"largest_fic", &Exposure::largest_fic},
    {"largest_fec", &Exposure::largest_fec},
    {"lowest_visibility_m", &Exposure::lowest_visibility_m},
    {"in_smoke_s", &Exposure::in_smoke_s},
    {"covered_s", &Exposure::covered_s},
    {"uncovered_s", &Exposure::uncovered_s},
    {"gas_threshold", &Exposure::gas_threshold},
    {"heat_threshold", &Exposure::heat_threshold}};

constexpr std::pair<const char*, ThresholdCrossing Exposure::*> exposure_crossings[] = {
    {"impaired", &Exposure::impaired},
    {"incapacitated", &Exposure::incapacitated},
    {"fatal", &Exposure::fatal},
    {"radiant_limit", &Exposure::radiant_limit}};

std::string dose_key(std::size_t term) {
    return fmt::format("dose_{}", term);
}

std::string time_key(std::string_view crossing) {
    return fmt::format("{}_s", crossing);
}

std::string cause_key(std::string_view crossing) {
    return fmt::format("{}_cause", crossing);
}

Json exposures_json(const std::vector<PersonResult>& people) {
    std::vector<std::int32_t> rows;
    std::vector<const Exposure*> exposed;
    for (std::size_t i = 0; i < people.size(); ++i)
        if (people[i].exposure) {
            rows.push_back(static_cast<std::int32_t>(i));
            exposed.push_back(&*people[i].exposure);
        }
    Json json{{"count", rows.size()}, {"row", pack(rows)}};
    for (std::size_t term = 0; term < dose_term_count; ++term)
        json[dose_key(term)] = pack_exact(exposed, [&](const Exposure* e) { return e->dose[term]; });
    for (const auto& [name, member] : exposure_numbers)
        json[name] = pack_exact(exposed, [member = member](const Exposure* e) { return e->*member; });
    for (const auto& [name, member] : exposure_crossings) {
        json[time_key(name)] =
            pack_exact(exposed, [member = member](const Exposure* e) { return (e->*member).time_s; });
        json[cause_key(name)] = pack_column(exposed, 1.0, [member = member](const Exposure* e) {
            return static_cast<int>((e->*member).cause);
        });
    }
    return json;
}

void read_exposures(const Json& json, std::vector<PersonResult>& people) {
    const auto count = json.at("count").get<std::size_t>();
    const std::vector<std::int32_t> rows = unpack_column(json, "row", count);
    std::vector<Exposure> exposed(count);
    for (std::size_t term = 0; term < dose_term_count; ++term) {
        const Doubles values = doubles_of(json, dose_key(term).c_str(), count);
        for (std::size_t i = 0; i < count; ++i) exposed[i].dose[term] = values[i];
    }
    for (const auto& [name, member] : exposure_numbers) {
        const Doubles values = doubles_of(json, name, count);
        for (std::size_t i = 0; i < count; ++i) exposed[i].*member = values[i];
    }
    for (const auto& [name, member] : exposure_crossings) {
        const Doubles times = doubles_of(json, time_key(name).c_str(), count);
        const std::vector<std::int32_t> causes = unpack_column(json, cause_key(name).c_str(), count);
        for (std::size_t i = 0; i < count; ++i)
            exposed[i].*member = {
                times[i], enumerator_of<HarmCause>(causes[i], harm_cause_names.size(), "cause of harm")};
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (rows[i] < 0 || static_cast<std::size_t>(rows[i]) >= people.size())
            throw BadData{"an exposure refers to nobody"};
        people[static_cast<std::size_t>(rows[i])].exposure = exposed[i];
    }
}

}  // namespace

// ---------------------------------------------------------------- people

Json harm_json(const std::vector<PersonResult>& people) {
    Json json;
    json["exposures"] = exposures_json(people);
    json["tenability_margin_s"] =
        pack_exact(people, [](const PersonResult& p) { return p.tenability_margin_s; });
    json["turned_back_s"] = pack_exact(people, [](const PersonResult& p) { return p.turned_back_s; });
    json["injured"] = pack_column(people, 1.0, [](const PersonResult& p) { return p.is_injured ? 1 : 0; });
    json["dead"] = pack_column(people, 1.0, [](const PersonResult& p) { return p.is_dead ? 1 : 0; });
    return json;
}

void read_harm(const Json& json, std::vector<PersonResult>& people) {
    read_exposures(json.at("exposures"), people);
    const Doubles margin_s = doubles_of(json, "tenability_margin_s", people.size()),
                  turned_s = doubles_of(json, "turned_back_s", people.size());
    const auto injured = unpack_column(json, "injured", people.size()),
               dead = unpack_column(json, "dead", people.size());
    for (std::size_t i = 0; i < people.size(); ++i) {
        people[i].tenability_margin_s = margin_s[i];
        people[i].turned_back_s = turned_s[i];
        people[i].is_injured = injured[i] != 0;
        people[i].is_dead = dead[i] != 0;
    }
}

// ---------------------------------------------------------------- zones

Json zone_times_json(const std::vector<ZoneResult>& zones) {
    return {{"aset_s", pack_exact(zones, [](const ZoneResult& z) { return z.aset_s; })},
            {"aset_limit",
             pack_column(zones, 1.0, [](const ZoneResult& z) { return static_cast<int>(z.aset_limit); })}};
}

void read_zone_times(const Json& json, std::vector<ZoneResult>& zones) {
    const Doubles aset_s = doubles_of(json, "aset_s", zones.size());
    const auto limit = unpack_column(json, "aset_limit", zones.size());
    for (std::size_t i = 0; i < zones.size(); ++i) {
        zones[i].aset_s = aset_s[i];
        zones[i].aset_limit =
            enumerator_of<TenabilityLimit>(limit[i], tenability_limit_names.size(), "tenability limit");
    }
}

// ---------------------------------------------------------------- the outcome

namespace {

/// Columns of a grid, by name.
constexpr std::pair<const char*, std::vector<float> TenabilityGrid::*> grid_columns[] = {
    {"aset_s", &TenabilityGrid::aset_s},
    {"peak_extinction_per_m", &TenabilityGrid::peak_extinction_per_m},
    {"peak_temperature_k", &TenabilityGrid::peak_temperature_k},
    {"standing_dose", &TenabilityGrid::standing_dose}};

Json grid_json(const TenabilityGrid& g) {
    Json json = grid_place_json(g);
    // A column that the run did not record is left out.
    for (const auto& [name, member] : grid_columns)
        if (!(g.*member).empty())
            json[name] = pack_exact(g.*member, [](float v) { return v; });
    json["limit"] = pack_column(g.limit, 1.0, [](TenabilityLimit l) { return static_cast<int>(l); });
    return json;
}

TenabilityGrid grid_of(const Json& json, std::size_t storeys) {
    TenabilityGrid g;
    const std::size_t cells = read_grid_place(json, storeys, "a grid of tenability", g);
    for (const auto& [name, member] : grid_columns)
        if (json.contains(name))
            for (const double v : doubles_of(json, name, cells)) (g.*member).push_back(static_cast<float>(v));
    for (const std::int32_t v : unpack_column(json, "limit", cells))
        g.limit.push_back(
            enumerator_of<TenabilityLimit>(v, tenability_limit_names.size(), "tenability limit"));
    return g;
}

Json loss_json(const LossResult& l) {
    return {{"id", l.id},
            {"storey", l.storey},
            {"outline", ring(l.outline_m)},
            {"warned_s", rounded(l.warned_s, 3)},
            {"at_s", rounded(l.at_s, 3)},
            {"finding", l.finding},
            {"inside", l.inside},
            {"injured", l.injured},
            {"trapped", l.trapped},
            {"fatal", l.fatal}};
}

LossResult loss_of(const Json& json, std::size_t storeys) {
    return {json.at("id"),
            storey_row(json, "storey", storeys),
            ring_of(json.at("outline")),
            number_or_nan(json, "warned_s"),
            number_or_nan(json, "at_s"),
            json.at("finding"),
            json.at("inside"),
            json.at("injured"),
            json.at("trapped"),
            json.at("fatal")};
}

}  // namespace

Json hazards_json(const HazardOutcome& h) {
    Json json{{"source", h.source},
              {"exposure_laws", h.exposure_laws},
              {"substitutions", h.substitutions},
              {"notes", h.notes},
              {"starts_at_s", h.starts_at_s},
              {"uncovered_frac", h.uncovered_frac},
              {"impaired", h.impaired},
              {"incapacitated", h.incapacitated},
              {"dead", h.dead},
              {"turned_back", h.turned_back},
              {"fields_solved_again", h.fields_solved_again},
              {"mass_error_frac", rounded(h.mass_error_frac, 12)},
              {"energy_error_frac", rounded(h.energy_error_frac, 12)}};
    json["by_cause"] = list_of(h.by_cause, [](const HarmCount& c) {
        return Json{{"cause", c.cause}, {"count", c.count}};
    });
    json["detectors"] = list_of(h.detectors, [](const DetectorResult& d) {
        return Json{{"id", d.id}, {"name", d.name}, {"kind", d.kind}, {"at_s", rounded(d.at_s, 3)}};
    });
    json["losses"] = list_of(h.losses, loss_json);
    json["limits"] = {{"visibility_m", h.limits.visibility_m},
                      {"temperature_k", h.limits.temperature_k},
                      {"radiant_flux_kw_per_m2", h.limits.radiant_flux_kw_per_m2},
                      {"dose", h.limits.dose},
                      {"zone_area_frac", h.limits.zone_area_frac}};
    json["tenability"] = list_of(h.tenability, grid_json);
    return json;
}

HazardOutcome hazards_of(const Json& json, std::size_t storeys) {
    HazardOutcome h;
    h.is_modelled = true;
    h.source = json.at("source");
    h.exposure_laws = json.at("exposure_laws");
    h.substitutions = json.at("substitutions").get<std::vector<std::string>>();
    h.notes = json.at("notes").get<std::vector<std::string>>();
    h.starts_at_s = json.at("starts_at_s");
    h.uncovered_frac = json.at("uncovered_frac");
    h.impaired = json.at("impaired");
    h.incapacitated = json.at("incapacitated");
    h.dead = json.at("dead");
    h.turned_back = json.at("turned_back");
    h.fields_solved_again = json.at("fields_solved_again");
    h.mass_error_frac = number_or_nan(json, "mass_error_frac");
    h.energy_error_frac = number_or_nan(json, "energy_error_frac");
    h.by_cause = read_list<HarmCount>(json.at("by_cause"), [](const Json& c) {
        return HarmCount{c.at("cause"), c.at("count")};
    });
    h.detectors = read_list<DetectorResult>(json.at("detectors"), [](const Json& d) {
        return DetectorResult{d.at("id"), d.at("name"), d.at("kind"), number_or_nan(d, "at_s")};
    });
    h.losses = read_list<LossResult>(json.at("losses"), [&](const Json& l) { return loss_of(l, storeys); });
    const Json& limits = json.at("limits");
    h.limits = {limits.at("visibility_m"), limits.at("temperature_k"), limits.at("radiant_flux_kw_per_m2"),
                limits.at("dose"), limits.at("zone_area_frac")};
    h.tenability =
        read_list<TenabilityGrid>(json.at("tenability"), [&](const Json& g) { return grid_of(g, storeys); });
    return h;
}

}  // namespace wayout::stored
