#include "output/stored_json.hpp"

namespace wayout::stored {

namespace {

Json people_json(const std::vector<PersonResult>& people) {
    Json json{{"count", people.size()}};
    json["id"] = pack_column(people, 1.0, [](const PersonResult& p) { return p.id; });
    json["population"] = pack_column(people, 1.0, [](const PersonResult& p) { return p.population; });
    json["group"] = pack_column(people, 1.0, [](const PersonResult& p) { return p.group; });
    json["sex"] = pack_column(people, 1.0, [](const PersonResult& p) { return static_cast<int>(p.sex); });
    json["mobility"] =
        pack_column(people, 1.0, [](const PersonResult& p) { return static_cast<int>(p.mobility); });
    json["age_0.1"] = pack_column(people, 0.1, [](const PersonResult& p) { return p.age_years; });
    json["radius_mm"] = pack_column(people, 0.001, [](const PersonResult& p) { return p.radius_m; });
    json["free_speed_mmps"] =
        pack_column(people, 0.001, [](const PersonResult& p) { return p.free_speed_mps; });
    json["start_storey"] = pack_column(people, 1.0, [](const PersonResult& p) { return p.start_storey; });
    json["start_zone"] = pack_column(people, 1.0, [](const PersonResult& p) { return p.start_zone; });
    json["start_x_mm"] = pack_column(people, 0.001, [](const PersonResult& p) { return p.start_m.x; });
    json["start_y_mm"] = pack_column(people, 0.001, [](const PersonResult& p) { return p.start_m.y; });
    json["start_time_ms"] = pack_column(people, 0.001, [](const PersonResult& p) { return p.start_time_s; });
    json["exit_passage"] = pack_column(people, 1.0, [](const PersonResult& p) { return p.exit_passage; });
    json["exit_time_ms"] = pack_column(people, 0.001, [](const PersonResult& p) { return p.exit_time_s; });
    json["distance_cm"] = pack_column(people, 0.01, [](const PersonResult& p) { return p.distance_m; });
    json["waiting_cs"] = pack_column(people, 0.01, [](const PersonResult& p) { return p.waiting_s; });
    json["max_density_0.01"] =
        pack_column(people, 0.01, [](const PersonResult& p) { return p.max_density_per_m2; });
    json["max_squeeze_n"] = pack_column(people, 1.0, [](const PersonResult& p) { return p.max_squeeze_n; });
    json["squeeze_15s_n"] = pack_column(people, 1.0, [](const PersonResult& p) { return p.squeeze_15s_n; });
    json["squeeze_60s_n"] = pack_column(people, 1.0, [](const PersonResult& p) { return p.squeeze_60s_n; });
    json["squeeze_240s_n"] = pack_column(people, 1.0, [](const PersonResult& p) { return p.squeeze_240s_n; });
    json["crush_dose_0.0001"] =
        pack_column(people, 0.0001, [](const PersonResult& p) { return p.crush_dose; });
    json["outcome"] =
        pack_column(people, 1.0, [](const PersonResult& p) { return static_cast<int>(p.outcome); });
    const auto is_in_company = [](const PersonResult& p) { return p.company >= 0; };
    if (std::any_of(people.begin(), people.end(), is_in_company)) {
        json["company"] = pack_column(people, 1.0, [](const PersonResult& p) { return p.company; });
        json["is_leader"] =
            pack_column(people, 1.0, [](const PersonResult& p) { return p.is_leader ? 1 : 0; });
    }
    // Few are not out: their cause and place by row.
    json["not_out"] = Json::array();
    for (std::size_t i = 0; i < people.size(); ++i)
        if (const PersonResult& p = people[i]; p.outcome != Outcome::out)
            json["not_out"].push_back(
                {{"row", i}, {"cause", p.cause}, {"storey", p.end_storey}, {"at", point(p.end_m)}});
    return json;
}

/// A row of a table of `count` rows, or -1.
int row_in(std::int32_t value, std::size_t count, const char* what) {
    if (value < -1 || value >= static_cast<std::int64_t>(count))
        throw BadData{fmt::format("a person refers to the {} {} of {}", what, value, count)};
    return value;
}

std::vector<PersonResult> people_of(const Json& json, const RunResults& r) {
    const auto count = json.at("count").get<std::size_t>();
    const auto column = [&](const char* key) { return unpack_column(json, key, count); };
    // Before the memory is taken: the first column must be as long as the count says.
    const auto id = column("id");
    std::vector<PersonResult> people(count);
    const auto set = [&](const char* key, auto&& assign) {
        const std::vector<std::int32_t> values = column(key);
        for (std::size_t i = 0; i < count; ++i) assign(people[i], values[i]);
    };
    for (std::size_t i = 0; i < count; ++i) people[i].id = static_cast<AgentId>(id[i]);
    set("population", [&](PersonResult& p, std::int32_t v) {
        p.population = row_in(v, r.populations.size(), "population");
    });
    set("group", [&](PersonResult& p, std::int32_t v) { p.group = row_in(v, r.groups.size(), "group"); });
    set("sex", [](PersonResult& p, std::int32_t v) { p.sex = static_cast<Sex>(v % 3); });
    set("mobility", [](PersonResult& p, std::int32_t v) { p.mobility = static_cast<MobilityClass>(v % 3); });
    set("age_0.1", [](PersonResult& p, std::int32_t v) { p.age_years = number_of(v, 1); });
    set("radius_mm", [](PersonResult& p, std::int32_t v) { p.radius_m = number_of(v, 3); });
    set("free_speed_mmps", [](PersonResult& p, std::int32_t v) { p.free_speed_mps = number_of(v, 3); });
    set("start_storey",
        [&](PersonResult& p, std::int32_t v) { p.start_storey = row_in(v, r.storeys.size(), "storey"); });
    set("start_zone",
        [&](PersonResult& p, std::int32_t v) { p.start_zone = row_in(v, r.zones.size(), "zone"); });
    set("start_x_mm", [](PersonResult& p, std::int32_t v) { p.start_m.x = number_of(v, 3); });
    set("start_y_mm", [](PersonResult& p, std::int32_t v) { p.start_m.y = number_of(v, 3); });
    set("start_time_ms", [](PersonResult& p, std::int32_t v) { p.start_time_s = number_of(v, 3); });
    set("exit_passage",
        [&](PersonResult& p, std::int32_t v) { p.exit_passage = row_in(v, r.passages.size(), "passage"); });
    set("exit_time_ms", [](PersonResult& p, std::int32_t v) { p.exit_time_s = number_of(v, 3); });
    set("distance_cm", [](PersonResult& p, std::int32_t v) { p.distance_m = number_of(v, 2); });
    set("waiting_cs", [](PersonResult& p, std::int32_t v) { p.waiting_s = number_of(v, 2); });
    set("max_density_0.01", [](PersonResult& p, std::int32_t v) { p.max_density_per_m2 = number_of(v, 2); });
    if (json.contains("max_squeeze_n")) {  // results of earlier versions have no loads
        set("max_squeeze_n", [](PersonResult& p, std::int32_t v) { p.max_squeeze_n = number_of(v, 0); });
        set("squeeze_15s_n", [](PersonResult& p, std::int32_t v) { p.squeeze_15s_n = number_of(v, 0); });
        set("squeeze_60s_n", [](PersonResult& p, std::int32_t v) { p.squeeze_60s_n = number_of(v, 0); });
        set("squeeze_240s_n", [](PersonResult& p, std::int32_t v) { p.squeeze_240s_n = number_of(v, 0); });
        set("crush_dose_0.0001", [](PersonResult& p, std::int32_t v) { p.crush_dose = number_of(v, 4); });
    }
    if (json.contains("company")) {
        set("company", [](PersonResult& p, std::int32_t v) { p.company = std::max(v, -1); });
        set("is_leader", [](PersonResult& p, std::int32_t v) { p.is_leader = v != 0; });
    }
    set("outcome", [](PersonResult& p, std::int32_t v) {
        if (v < 0 || v > 2)
            throw BadData{"a person has an unknown outcome"};
        p.outcome = static_cast<Outcome>(v);
    });
    for (const Json& entry : json.at("not_out")) {
        const auto row = entry.at("row").get<std::size_t>();
        if (row >= count)
            throw BadData{"a cause refers to nobody"};
        people[row].cause = entry.at("cause");
        people[row].end_storey = row_in(entry.at("storey").get<int>(), r.storeys.size(), "storey");
        people[row].end_m = point_of(entry.at("at"));
    }
    return people;
}

Json passage_json(const PassageResult& p) {
    Json json{{"kind", static_cast<int>(p.kind)},
              {"id", p.id},
              {"name", p.name},
              {"storey", p.storey},
              {"a", point(p.line.a)},
              {"b", point(p.line.b)},
              {"clear_width_m", p.clear_width_m},
              {"open_at_start", p.open_at_start}};
    json["state_changes"] = list_of(p.state_changes, [](const PassageResult::StateChange& c) {
        return Json{{"time_s", c.time_s}, {"open", c.open}};
    });
    json["crossing_count"] = p.crossings.size();
    json["time_ms"] = pack_column(p.crossings, 0.001, [](const PassageCrossing& c) { return c.time_s; });
    json["person"] = pack_column(p.crossings, 1.0, [](const PassageCrossing& c) { return c.person; });
    json["direction"] = pack_column(p.crossings, 1.0, [](const PassageCrossing& c) { return c.direction; });
    json["queue_max"] = p.queue_max;
    return json;
}

PassageResult passage_of(const Json& json, std::size_t storeys) {
    PassageResult p;
    p.kind = enumerator<PassageKind>(json, "kind", 3);
    p.id = json.at("id");
    p.name = json.at("name");
    p.storey = storey_row(json, "storey", storeys);
    p.line = {point_of(json.at("a")), point_of(json.at("b"))};
    p.clear_width_m = json.at("clear_width_m");
    p.open_at_start = json.at("open_at_start");
    p.state_changes = read_list<PassageResult::StateChange>(json.at("state_changes"), [](const Json& c) {
        return PassageResult::StateChange{c.at("time_s").get<double>(), c.at("open").get<bool>()};
    });
    const auto count = json.at("crossing_count").get<std::size_t>();
    const auto time_ms = unpack_column(json, "time_ms", count), person = unpack_column(json, "person", count),
               direction = unpack_column(json, "direction", count);
    for (std::size_t i = 0; i < count; ++i)
        p.crossings.push_back({number_of(time_ms[i], 3), static_cast<AgentId>(person[i]),
                               static_cast<std::int8_t>(direction[i] < 0 ? -1 : 1)});
    p.queue_max = json.at("queue_max").get<std::vector<int>>();
    return p;
}

Json timeline_json(const RunResults& r) {
    const std::vector<TimelineRow>& rows = r.timeline;
    Json json{{"count", rows.size()}};
    json["time_ms"] = pack_column(rows, 0.001, [](const TimelineRow& t) { return t.time_s; });
    json["inside"] = pack_column(rows, 1.0, [](const TimelineRow& t) { return t.inside; });
    json["out"] = pack_column(rows, 1.0, [](const TimelineRow& t) { return t.out; });
    json["incapacitated"] = pack_column(rows, 1.0, [](const TimelineRow& t) { return t.incapacitated; });
    json["by_storey"] = Json::array();
    json["by_zone"] = Json::array();
    for (std::size_t s = 0; s < r.storeys.size(); ++s)
        json["by_storey"].push_back(
            {{"people", pack_column(rows, 1.0, [&](const TimelineRow& t) { return t.by_storey[s]; })}});
    for (std::size_t z = 0; z < r.zones.size(); ++z)
        json["by_zone"].push_back(
            {{"people", pack_column(rows, 1.0, [&](const TimelineRow& t) { return t.by_zone[z]; })}});
    return json;
}

std::vector<TimelineRow> timeline_of(const Json& json, const RunResults& r) {
    const auto count = json.at("count").get<std::size_t>();
    const auto time_ms = unpack_column(json, "time_ms", count), inside = unpack_column(json, "inside", count),
               out = unpack_column(json, "out", count), down = unpack_column(json, "incapacitated", count);
    std::vector<TimelineRow> rows(count);
    for (std::size_t i = 0; i < count; ++i)
        rows[i] = {number_of(time_ms[i], 3), inside[i], out[i], down[i], {}, {}};
    if (json.at("by_storey").size() != r.storeys.size() || json.at("by_zone").size() != r.zones.size())
        throw BadData{"the timeline has other storeys or zones than the result"};
    for (const Json& column : json.at("by_storey"))
        for (std::size_t i = 0; const std::int32_t n : unpack_column(column, "people", count))
            rows[i++].by_storey.push_back(n);
    for (const Json& column : json.at("by_zone"))
        for (std::size_t i = 0; const std::int32_t n : unpack_column(column, "people", count))
            rows[i++].by_zone.push_back(n);
    return rows;
}

Json density_json(const DensityGrid& g) {
    const auto same = [](float v) { return v; };
    Json json = grid_place_json(g);
    json["walkable_0.001"] = pack_column(g.walkable_frac, 0.001, same);
    json["peak_0.01"] = pack_column(g.peak_per_m2, 0.01, same);
    json["mean_0.001"] = pack_column(g.mean_per_m2, 0.001, same);
    json["above_4_0.1s"] = pack_column(g.above_4_s, 0.1, same);
    if (!g.peak_squeeze_n.empty())
        json["peak_squeeze_n"] = pack_column(g.peak_squeeze_n, 1.0, same);
    if (!g.peak_pressure_per_s2.empty())
        json["peak_pressure_0.0001"] = pack_column(g.peak_pressure_per_s2, 0.0001, same);
    return json;
}

DensityGrid density_of(const Json& json, std::size_t storeys) {
    DensityGrid g;
    const std::size_t cells = read_grid_place(json, storeys, "a density grid", g);
    const auto column = [&](const char* key, int decimals) {
        std::vector<float> out;
        for (const std::int32_t v : unpack_column(json, key, cells))
            out.push_back(static_cast<float>(number_of(v, decimals)));
        return out;
    };
    g.walkable_frac = column("walkable_0.001", 3);
    g.peak_per_m2 = column("peak_0.01", 2);
    g.mean_per_m2 = column("mean_0.001", 3);
    g.above_4_s = column("above_4_0.1s", 1);
    if (json.contains("peak_squeeze_n"))
        g.peak_squeeze_n = column("peak_squeeze_n", 0);
    if (json.contains("peak_pressure_0.0001"))
        g.peak_pressure_per_s2 = column("peak_pressure_0.0001", 4);
    return g;
}

Json pressure_json(const CrowdPressureSpot& c) {
    return {{"place", c.place},         {"storey", c.storey},
            {"at", point(c.at_m)},      {"peak_per_s2", c.peak_per_s2},
            {"peak_at_s", c.peak_at_s}, {"first_above_s", rounded(c.first_above_s, 3)},
            {"above_s", c.above_s}};
}

CrowdPressureSpot pressure_of(const Json& json, std::size_t storeys) {
    return {json.at("place"),        storey_row(json, "storey", storeys),
            point_of(json.at("at")), json.at("peak_per_s2"),
            json.at("peak_at_s"),    number_or_nan(json, "first_above_s"),
            json.at("above_s")};
}

Json wall_load_json(const WallLoad& w) {
    return {{"storey", w.storey},
            {"from", point(w.part.a)},
            {"to", point(w.part.b)},
            {"peak_n_per_m", std::round(w.peak_n_per_m)},
            {"at_s", w.at_s}};
}

WallLoad wall_load_of(const Json& json, std::size_t storeys) {
    return {storey_row(json, "storey", storeys),
            {point_of(json.at("from")), point_of(json.at("to"))},
            json.at("peak_n_per_m"),
            json.at("at_s")};
}

Json health_json(const Health& h) {
    return {{"stuck", list_of(h.stuck,
                              [](const StuckPerson& s) {
                                  return Json{{"id", s.id},
                                              {"storey", s.storey},
                                              {"at", point(s.position_m)},
                                              {"since_s", s.since_s},
                                              {"still_stuck", s.still_stuck},
                                              {"cause", s.cause}};
                              })},
            {"max_overlap_m", h.max_overlap_m},
            {"overlap_above_2cm_frac", h.overlap_above_2cm_frac},
            {"strain", list_of(h.strain,
                               [](const StrainCount& s) {
                                   return Json{{"kind", s.kind}, {"count", s.count}};
                               })},
            {"conservation_ok", h.conservation_ok}};
}

Health health_of(const Json& json, std::size_t storeys) {
    Health h;
    h.stuck = read_list<StuckPerson>(json.at("stuck"), [&](const Json& s) {
        return StuckPerson{s.at("id").get<AgentId>(),
                           storey_row(s, "storey", storeys),
                           point_of(s.at("at")),
                           s.at("since_s").get<double>(),
                           s.at("still_stuck").get<bool>(),
                           s.at("cause").get<std::string>()};
    });
    h.max_overlap_m = json.at("max_overlap_m");
    h.overlap_above_2cm_frac = json.at("overlap_above_2cm_frac");
    h.strain = read_list<StrainCount>(json.at("strain"), [](const Json& s) {
        return StrainCount{s.at("kind").get<std::string>(), s.at("count").get<std::int64_t>()};
    });
    h.conservation_ok = json.at("conservation_ok");
    return h;
}

}  // namespace

Json results_json(const RunResults& r) {
    Json json{{"scenario_name", r.scenario_name},
              {"status", static_cast<int>(r.status)},
              {"seed", r.seed},
              {"model", r.model},
              {"calibration", static_cast<int>(r.calibration)},
              {"time_step_s", r.time_step_s},
              {"state_hash", r.state_hash},
              {"version", r.version},
              {"origin_m", {r.origin_m.x, r.origin_m.y}}};
    json["storeys"] = list_of(r.storeys, [](const StoreyLabel& s) {
        return Json{{"id", s.id}, {"name", s.name}, {"elevation_m", s.elevation_m}};
    });
    json["zones"] = list_of(r.zones, [](const ZoneLabel& z) {
        return Json{{"id", z.id}, {"name", z.name}, {"use", z.use}, {"storey", z.storey}};
    });
    json["populations"] = list_of(r.populations, [](const PopulationLabel& p) {
        return Json{{"id", p.id}, {"name", p.name}, {"role", p.role}};
    });
    json["groups"] = list_of(r.groups, [](const GroupLabel& g) {
        return Json{{"profile", g.profile}, {"group", g.group}};
    });
    json["people"] = people_json(r.people);
    json["timeline"] = timeline_json(r);
    json["passages"] = list_of(r.passages, passage_json);
    json["interval_s"] = r.interval_s;
    json["zone_results"] = list_of(r.zone_results, [](const ZoneResult& z) {
        return Json{{"people_at_start", z.people_at_start},
                    {"people_at_end", z.people_at_end},
                    {"entered", z.entered},
                    {"last_left_s", rounded(z.last_left_s, 3)},
                    {"peak_density_per_m2", z.peak_density_per_m2},
                    {"above_4_s", z.above_4_s}};
    });
    json["peak_density_per_m2"] = r.peak_density_per_m2;
    json["density_rule"] = r.density_rule;
    json["congestion_rule"] = r.congestion_rule;
    json["congestion"] = list_of(r.congestion, [](const CongestionSpot& c) {
        return Json{{"place", c.place},
                    {"storey", c.storey},
                    {"centre_m", point(c.centre_m)},
                    {"area_m2", c.area_m2},
                    {"from_s", c.from_s},
                    {"to_s", c.to_s},
                    {"congested_s", c.congested_s},
                    {"peak_density_per_m2", c.peak_density_per_m2},
                    {"queue_size", c.queue_size}};
    });
    json["density"] = list_of(r.density, density_json);
    json["crowd_pressure"] = {{"rule", r.crowd_pressure_rule},
                              {"warning_per_s2", r.crowd_pressure_warning_per_s2},
                              {"spots", list_of(r.crowd_pressure, pressure_json)}};
    if (r.crush.is_modelled)
        json["crush"] = {{"pushing", r.crush.pushing},
                         {"expected_distress", r.crush.expected_distress},
                         {"expected_unconscious", r.crush.expected_unconscious},
                         {"expected_fatal", r.crush.expected_fatal}};
    if (r.hazards.is_modelled) {
        json["hazards"] = hazards_json(r.hazards);
        json["harm"] = harm_json(r.people);
        json["zone_times"] = zone_times_json(r.zone_results);
    }
    if (r.danger.is_modelled)
        json["danger"] = danger_json(r.danger, r.people);
    if (r.rescue.is_modelled)
        json["rescue"] = rescue_json(r.rescue, r.people);
    if (const HydraulicCheck& h = r.hydraulic; h.is_known)
        json["hydraulic"] = {{"placed", h.placed},
                             {"out", h.out},
                             {"time_50_s", rounded(h.time_50_s, 3)},
                             {"time_95_s", rounded(h.time_95_s, 3)},
                             {"time_all_s", rounded(h.time_all_s, 3)},
                             {"curve_interval_s", h.curve_interval_s},
                             {"out_by_time", h.out_by_time}};
    json["wall_loads"] = list_of(r.wall_loads, wall_load_json);
    json["events"] = list_of(r.events, [](const Event& e) {
        return Json{{"time_s", e.time_s}, {"kind", e.kind},     {"subject", e.subject},
                    {"text", e.text},     {"storey", e.storey}, {"at", point(e.position_m)},
                    {"mark", e.mark}};
    });
    json["starts"] = list_of(r.starts, [](const StartCount& s) {
        return Json{{"reason", s.reason}, {"count", s.count}, {"first_s", s.first_s}, {"last_s", s.last_s}};
    });
    json["notes"] = r.notes;
    json["norms"] = norms_json(r.norms);
    json["health"] = health_json(r.health);
    const Performance& p = r.performance;
    json["performance"] = {{"wall_s", p.wall_s},           {"setup_s", p.setup_s},
                           {"agent_steps", p.agent_steps}, {"agent_steps_per_s", p.agent_steps_per_s},
                           {"simulated_s", p.simulated_s}, {"peak_rss_mib", p.peak_rss_mib},
                           {"threads", p.threads}};
    json["phases"] = list_of(p.phases, [](const PhaseTime& t) {
        return Json{{"phase", t.phase}, {"total_s", t.total_s}};
    });
    return json;
}

RunResults results_of(const Json& json) {
    RunResults r;
    r.scenario_name = json.at("scenario_name");
    r.status = enumerator<RunStatus>(json, "status", 4);
    r.seed = json.at("seed");
    r.model = json.at("model");
    r.calibration = enumerator<Calibration>(json, "calibration", 2);
    r.time_step_s = json.at("time_step_s");
    r.state_hash = json.at("state_hash");
    r.version = json.at("version");
    r.origin_m = point_of(json.at("origin_m"));
    r.storeys = read_list<StoreyLabel>(json.at("storeys"), [](const Json& s) {
        return StoreyLabel{s.at("id"), s.at("name"), s.at("elevation_m")};
    });
    const std::size_t storeys = r.storeys.size();
    r.zones = read_list<ZoneLabel>(json.at("zones"), [&](const Json& z) {
        return ZoneLabel{z.at("id"), z.at("name"), z.at("use"), storey_row(z, "storey", storeys)};
    });
    r.populations = read_list<PopulationLabel>(json.at("populations"), [](const Json& p) {
        return PopulationLabel{p.at("id"), p.at("name"), p.at("role")};
    });
    r.groups = read_list<GroupLabel>(json.at("groups"), [](const Json& g) {
        return GroupLabel{g.at("profile"), g.at("group")};
    });
    r.passages =
        read_list<PassageResult>(json.at("passages"), [&](const Json& p) { return passage_of(p, storeys); });
    r.people = people_of(json.at("people"), r);
    r.timeline = timeline_of(json.at("timeline"), r);
    r.interval_s = json.at("interval_s");
    if (!(r.interval_s > 0.0))
        throw BadData{"the interval has no length"};
    r.zone_results = read_list<ZoneResult>(json.at("zone_results"), [](const Json& z) {
        ZoneResult zone;
        zone.people_at_start = z.at("people_at_start");
        zone.people_at_end = z.at("people_at_end");
        zone.entered = z.at("entered");
        zone.last_left_s = number_or_nan(z, "last_left_s");
        zone.peak_density_per_m2 = z.at("peak_density_per_m2");
        zone.above_4_s = z.at("above_4_s");
        return zone;
    });
    if (r.zone_results.size() > r.zones.size())
        throw BadData{"there are more zone results than zones"};
    r.peak_density_per_m2 = json.at("peak_density_per_m2");
    r.density_rule = json.at("density_rule");
    r.congestion_rule = json.at("congestion_rule");
    r.congestion = read_list<CongestionSpot>(json.at("congestion"), [&](const Json& c) {
        return CongestionSpot{c.at("place"),
                              storey_row(c, "storey", storeys),
                              point_of(c.at("centre_m")),
                              c.at("area_m2"),
                              c.at("from_s"),
                              c.at("to_s"),
                              c.at("congested_s"),
                              c.at("peak_density_per_m2"),
                              c.at("queue_size")};
    });
    r.density =
        read_list<DensityGrid>(json.at("density"), [&](const Json& g) { return density_of(g, storeys); });
    if (const auto p = json.find("crowd_pressure"); p != json.end()) {  // earlier versions did not measure it
        r.crowd_pressure_rule = p->at("rule");
        r.crowd_pressure_warning_per_s2 = p->at("warning_per_s2");
        r.crowd_pressure = read_list<CrowdPressureSpot>(
            p->at("spots"), [&](const Json& c) { return pressure_of(c, storeys); });
    }
    if (const auto crush = json.find("crush"); crush != json.end())
        r.crush = {true, crush->at("pushing"), crush->at("expected_distress"),
                   crush->at("expected_unconscious"), crush->at("expected_fatal")};
    if (const auto hazards = json.find("hazards"); hazards != json.end()) {
        r.hazards = hazards_of(*hazards, storeys);
        read_harm(json.at("harm"), r.people);
        read_zone_times(json.at("zone_times"), r.zone_results);
    }
    if (const auto danger = json.find("danger"); danger != json.end())
        r.danger = danger_of(*danger, storeys, r.people);
    if (const auto rescue = json.find("rescue"); rescue != json.end())
        r.rescue = rescue_of(*rescue, r.zones.size(), storeys, r.people);
    if (const auto h = json.find("hydraulic"); h != json.end()) {
        r.hydraulic = {true,
                       h->at("placed"),
                       h->at("out"),
                       number_or_nan(*h, "time_50_s"),
                       number_or_nan(*h, "time_95_s"),
                       number_or_nan(*h, "time_all_s"),
                       h->at("curve_interval_s"),
                       h->at("out_by_time").get<std::vector<int>>()};
        if (!(r.hydraulic.curve_interval_s > 0.0))
            throw BadData{"the interval of the hydraulic curve has no length"};
    }
    if (json.contains("wall_loads"))
        r.wall_loads = read_list<WallLoad>(json.at("wall_loads"),
                                           [&](const Json& w) { return wall_load_of(w, storeys); });
    r.events = read_list<Event>(json.at("events"), [&](const Json& e) {
        return Event{e.at("time_s"),
                     e.at("kind"),
                     e.at("subject"),
                     e.at("text"),
                     storey_row(e, "storey", storeys),
                     point_of(e.at("at")),
                     e.at("mark")};
    });
    if (json.contains("starts"))
        r.starts = read_list<StartCount>(json.at("starts"), [](const Json& s) {
            return StartCount{s.at("reason"), s.at("count"), s.at("first_s"), s.at("last_s")};
        });
    r.notes = json.at("notes").get<std::vector<std::string>>();
    if (json.contains("norms"))  // earlier versions held nothing against codes
        r.norms = norms_of(json.at("norms"));
    r.health = health_of(json.at("health"), storeys);
    const Json& p = json.at("performance");
    r.performance = {
        p.at("wall_s"),      p.at("setup_s"),      p.at("agent_steps"), p.at("agent_steps_per_s"),
        p.at("simulated_s"), p.at("peak_rss_mib"), p.at("threads"),     {}};
    r.performance.phases = read_list<PhaseTime>(json.at("phases"), [](const Json& t) {
        return PhaseTime{t.at("phase"), t.at("total_s")};
    });
    return r;
}

}  // namespace wayout::stored
