/// summary.json: the key figures of a run.
#include "output/hazard_statistics.hpp"
#include "output/statistics.hpp"
#include "output/tables.hpp"

#include <wayout/output.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wayout {

std::string hash_text(std::uint64_t hash) {
    return fmt::format("{:016x}", hash);
}

namespace {

nlohmann::ordered_json passage_summary(const RunResults& results, std::size_t row, const std::string& key) {
    const PassageResult& p = results.passages[row];
    const PassageFlow flow = flow_of(p, results.interval_s, end_time_s(results));
    nlohmann::ordered_json json;
    json["id"] = key;
    json["name"] = p.name;
    if (p.kind != PassageKind::exit)
        json["kind"] = text_of(p.kind);
    json["storey"] = id_of(results.storeys, p.storey);
    json["clear_width_m"] = rounded(p.clear_width_m, 3);
    json["count"] = flow.count;
    if (p.kind != PassageKind::exit)
        json["count_back"] = flow.count_back;
    json["first_s"] = rounded(flow.first_s, 2);
    json["last_s"] = rounded(flow.last_s, 2);
    json["mean_flow_pps"] = rounded(flow.mean_flow_pps, 3);
    json["sustained_flow_pps"] = rounded(flow.sustained_flow_pps, 3);
    json["peak_flow_pps"] = rounded(flow.peak_flow_pps, 3);
    json["specific_flow_pps_per_m"] =
        rounded(p.clear_width_m > 0.0 ? flow.mean_flow_pps / p.clear_width_m : not_a_time, 3);
    json["queue_max"] =
        p.queue_max.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(flow.queue_max);
    return json;
}

nlohmann::ordered_json detector_summary(const DetectorResult& d) {
    return {{"id", d.id}, {"name", d.name}, {"kind", d.kind}, {"at_s", rounded(d.at_s, 2)}};
}

nlohmann::ordered_json loss_summary(const RunResults& results, const LossResult& loss) {
    return {{"id", loss.id},
            {"storey", id_of(results.storeys, loss.storey)},
            {"warned_s", rounded(loss.warned_s, 2)},
            {"at_s", rounded(loss.at_s, 2)},
            {"finding", loss.finding},
            {"inside", loss.inside},
            {"injured", loss.injured},
            {"trapped", loss.trapped},
            {"fatal", loss.fatal}};
}

/// null when nothing was modelled: a reader must be able to tell that from a hazard that hurt nobody.
nlohmann::ordered_json hazard_summary(const RunResults& results) {
    const HazardOutcome& h = results.hazards;
    if (!h.is_modelled)
        return nullptr;
    const bool has_fire = has_air(h);
    const auto of_air = [&](auto value) {
        return has_fire ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
    };
    nlohmann::ordered_json json;
    json["source"] = of_air(h.source);
    json["exposure_laws"] = of_air(h.exposure_laws);
    json["substitutions"] = h.substitutions;
    json["notes"] = h.notes;
    json["starts_at_s"] = of_air(rounded(h.starts_at_s, 2));
    json["uncovered_frac"] = of_air(rounded(h.uncovered_frac, 5));
    json["tenability_limits"] =
        of_air(nlohmann::ordered_json{{"visibility_m", h.limits.visibility_m},
                                      {"temperature_k", h.limits.temperature_k},
                                      {"radiant_flux_kw_per_m2", h.limits.radiant_flux_kw_per_m2},
                                      {"dose", h.limits.dose},
                                      {"zone_area_frac", h.limits.zone_area_frac}});
    json["impaired"] = of_air(h.impaired);
    json["incapacitated"] = h.incapacitated;
    json["dead"] = h.dead;
    json["injured"] = count_injured(results);
    json["turned_back"] = of_air(h.turned_back);
    json["by_cause"] = nlohmann::ordered_json::array();
    for (const HarmCount& c : h.by_cause)
        json["by_cause"].push_back({{"cause", c.cause}, {"count", c.count}});
    json["detectors"] = nlohmann::ordered_json::array();
    for (const DetectorResult& d : h.detectors) json["detectors"].push_back(detector_summary(d));
    json["losses"] = nlohmann::ordered_json::array();
    for (const LossResult& loss : h.losses) json["losses"].push_back(loss_summary(results, loss));
    return json;
}

/// null without danger areas, shelters and orders.
nlohmann::ordered_json danger_summary(const RunResults& results) {
    const DangerOutcome& d = results.danger;
    if (!d.is_modelled)
        return nullptr;
    nlohmann::ordered_json json;
    json["exposed"] = d.exposed;
    json["person_s"] = rounded(d.person_s, 2);
    json["learned"] = nlohmann::ordered_json::object();
    for (std::size_t i = 1; i < learned_names.size(); ++i) json["learned"][learned_names[i]] = d.learned[i];
    json["sheltered"] = d.sheltered;
    json["kept_away"] = d.kept_away;
    json["held"] = d.held;
    json["finding"] = d.finding;
    json["fields_solved_again"] = d.fields_solved_again;
    json["areas"] = nlohmann::ordered_json::array();
    for (const DangerAreaResult& a : d.areas)
        json["areas"].push_back({{"id", a.id},
                                 {"storey", id_of(results.storeys, a.storey)},
                                 {"exposed", a.exposed},
                                 {"person_s", rounded(a.person_s, 2)},
                                 {"first_s", rounded(a.first_s, 2)},
                                 {"last_s", rounded(a.last_s, 2)},
                                 {"aware", a.aware},
                                 {"entered_knowing", a.entered_knowing}});
    json["shelters"] = nlohmann::ordered_json::array();
    for (const ShelterResult& s : d.shelters)
        json["shelters"].push_back({{"id", s.id},
                                    {"capacity", s.capacity},
                                    {"most", s.most},
                                    {"sheltered", s.sheltered},
                                    {"locked_s", rounded(s.locked_s, 2)},
                                    {"untenable_s", rounded(s.untenable_s, 2)}});
    return json;
}

nlohmann::ordered_json health_summary(const RunResults& results) {
    const Health& h = results.health;
    nlohmann::ordered_json json;
    json["stuck"] = h.stuck_count();
    json["stuck_and_freed"] = static_cast<int>(h.stuck.size()) - h.stuck_count();
    json["max_overlap_m"] = rounded(h.max_overlap_m, 4);
    json["overlap_above_2cm_frac"] = rounded(h.overlap_above_2cm_frac, 6);
    json["strain_events"] = h.strain_events();
    json["strain"] = nlohmann::ordered_json::object();
    for (const StrainCount& s : h.strain) json["strain"][s.kind] = s.count;
    json["conservation_ok"] = h.conservation_ok;
    if (const HazardOutcome& hazards = results.hazards; hazards.is_modelled) {
        json["fields_solved_again"] = hazards.fields_solved_again;
        json["fire_mass_error_frac"] = rounded(hazards.mass_error_frac, 9);
        json["fire_energy_error_frac"] = rounded(hazards.energy_error_frac, 9);
    }
    return json;
}

nlohmann::ordered_json assistance_summary(const RunResults& results) {
    const AssistanceOutcome& a = results.assistance;
    if (!a.is_modelled)
        return nullptr;
    nlohmann::ordered_json json;
    json["in_need"] = a.in_need;
    json["helped_out"] = a.helped_out;
    json["without_help"] = a.without_help;
    json["trips"] = a.trips;
    json["refuges"] = nlohmann::ordered_json::array();
    for (const RefugeResult& r : a.refuges)
        json["refuges"].push_back({{"id", r.id},
                                   {"name", r.name},
                                   {"storey", id_of(results.storeys, r.storey)},
                                   {"places", r.places},
                                   {"most_at_once", r.most_at_once},
                                   {"turned_away", r.turned_away},
                                   {"at_end", r.at_end}});
    json["lifts"] = nlohmann::ordered_json::array();
    for (const LiftResult& l : a.lifts)
        json["lifts"].push_back({{"id", l.id},
                                 {"name", l.name},
                                 {"trips", l.trips},
                                 {"riders", l.riders},
                                 {"most_aboard", l.most_aboard},
                                 {"waiting_at_end", l.waiting_at_end},
                                 {"out_of_service_s", rounded(l.out_of_service_s, 1)}});
    json["parameters"] = a.parameters;
    return json;
}

nlohmann::ordered_json rescue_summary(const RunResults& results) {
    const RescueOutcome& r = results.rescue;
    if (!r.is_modelled)
        return nullptr;
    nlohmann::ordered_json json;
    json["not_found"] = r.not_found;
    json["teams"] = nlohmann::ordered_json::array();
    for (const RescueTeamResult& t : r.teams)
        json["teams"].push_back({{"id", t.id},
                                 {"members", t.members},
                                 {"collection_point", t.collection_point},
                                 {"arrived_s", rounded(t.arrived_s, 1)},
                                 {"entered_s", rounded(t.entered_s, 1)},
                                 {"left_s", rounded(t.left_s, 1)},
                                 {"entries", t.entries},
                                 {"turned_back_for_air", t.turned_back_for_air},
                                 {"waited_for_release_s", rounded(t.waited_for_release_s, 1)},
                                 {"led_out", t.led_out},
                                 {"carried_out", t.carried_out},
                                 {"freed", t.freed},
                                 {"finding", t.finding}});
    json["searches"] = nlohmann::ordered_json::array();
    for (const ZoneSearch& s : r.searches)
        json["searches"].push_back({{"zone", id_of(results.zones, s.zone)},
                                    {"team", r.teams[static_cast<std::size_t>(s.team)].id},
                                    {"from_s", rounded(s.from_s, 1)},
                                    {"until_s", rounded(s.until_s, 1)},
                                    {"complete", s.is_complete},
                                    {"found", s.found}});
    json["suggested_order"] = nlohmann::ordered_json::array();
    for (const int zone : r.suggested_order) json["suggested_order"].push_back(id_of(results.zones, zone));
    json["parameters"] = r.parameters;
    return json;
}

/// A place in words and on the plan.
nlohmann::ordered_json spot(const RunResults& results, const std::string& place, int storey, Vec2 at_m) {
    return {{"place", place},
            {"storey", id_of(results.storeys, storey)},
            {"x_m", rounded(at_m.x + results.origin_m.x, 2)},
            {"y_m", rounded(at_m.y + results.origin_m.y, 2)}};
}

nlohmann::ordered_json merged(nlohmann::ordered_json first, const nlohmann::ordered_json& more) {
    first.update(more);
    return first;
}

}  // namespace

std::string summary_json(const RunResults& results) {
    const PeopleCounts people = count_people(results);
    const EgressTimes times = egress_times(results);
    nlohmann::ordered_json json;
    json["format"] = "wayout-summary";
    json["format_version"] = 1;
    json["scenario"] = results.scenario_name;
    json["status"] = text_of(results.status);
    json["people"] = {{"placed", people.placed},
                      {"out", people.out},
                      {"inside", people.inside},
                      {"incapacitated", people.incapacitated},
                      {"dead", count_dead(results)}};
    json["egress_time_s"] = {{"first", rounded(times.first, 3)}, {"p50", rounded(times.p50, 3)},
                             {"p90", rounded(times.p90, 3)},     {"p95", rounded(times.p95, 3)},
                             {"p98", rounded(times.p98, 3)},     {"last", rounded(times.last, 3)}};
    if (const HydraulicCheck& check = results.hydraulic; check.is_known)
        json["hydraulic"] = {{"p50", rounded(check.time_50_s, 3)},
                             {"p95", rounded(check.time_95_s, 3)},
                             {"last", rounded(check.time_all_s, 3)},
                             {"out", check.out}};
    json["exits"] = nlohmann::ordered_json::array();
    json["doors"] = nlohmann::ordered_json::array();
    const std::vector<std::string> keys = passage_keys(results);
    for (std::size_t i = 0; i < results.passages.size(); ++i)
        json[results.passages[i].kind == PassageKind::exit ? "exits" : "doors"].push_back(
            passage_summary(results, i, keys[i]));
    json["peak_density_per_m2"] = rounded(results.peak_density_per_m2, 2);
    json["density_rule"] = results.density_rule;
    json["congestion"] = nlohmann::ordered_json::array();
    for (const CongestionSpot& c : results.congestion)
        json["congestion"].push_back(merged(spot(results, c.place, c.storey, c.centre_m),
                                            {{"area_m2", rounded(c.area_m2, 1)},
                                             {"from_s", rounded(c.from_s, 1)},
                                             {"to_s", rounded(c.to_s, 1)},
                                             {"congested_s", rounded(c.congested_s, 1)},
                                             {"peak_density_per_m2", rounded(c.peak_density_per_m2, 2)},
                                             {"queue_size", c.queue_size}}));
    json["congestion_rule"] = results.congestion_rule;
    json["crowd_pressure"] = nlohmann::ordered_json::array();
    for (const CrowdPressureSpot& c : results.crowd_pressure)
        json["crowd_pressure"].push_back(
            merged(spot(results, c.place, c.storey, c.at_m), {{"peak_per_s2", rounded(c.peak_per_s2, 4)},
                                                              {"peak_at_s", rounded(c.peak_at_s, 1)},
                                                              {"first_above_s", rounded(c.first_above_s, 1)},
                                                              {"above_s", rounded(c.above_s, 1)}}));
    json["crowd_pressure_rule"] = results.crowd_pressure_rule;
    json["crowd_pressure_warning_per_s2"] = results.crowd_pressure_warning_per_s2;
    if (!results.starts.empty())
        json["starts"] = nlohmann::ordered_json::array();
    for (const StartCount& s : results.starts)
        json["starts"].push_back({{"reason", s.reason},
                                  {"count", s.count},
                                  {"first_s", rounded(s.first_s, 2)},
                                  {"last_s", rounded(s.last_s, 2)}});
    json["hazards"] = hazard_summary(results);
    json["assistance"] = assistance_summary(results);
    json["danger"] = danger_summary(results);
    json["rescue"] = rescue_summary(results);
    json["health"] = health_summary(results);
    const Performance& p = results.performance;
    json["performance"] = {{"wall_s", rounded(p.wall_s, 3)},
                           {"setup_s", rounded(p.setup_s, 3)},
                           {"agent_steps", p.agent_steps},
                           {"agent_steps_per_s", rounded(p.agent_steps_per_s, 0)},
                           {"simulated_s", rounded(p.simulated_s, 3)},
                           {"peak_rss_mib", rounded(p.peak_rss_mib, 1)},
                           {"threads", p.threads},
                           {"phases_s", nlohmann::ordered_json::object()}};
    for (const PhaseTime& phase : p.phases)
        json["performance"]["phases_s"][phase.phase] = rounded(phase.total_s, 4);
    json["seed"] = results.seed;
    json["model"] = results.model;
    json["calibration"] = text_of(results.calibration);
    json["time_step_s"] = results.time_step_s;
    json["state_hash"] = hash_text(results.state_hash);
    json["version"] = results.version;
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace wayout
