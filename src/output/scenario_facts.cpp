#include "output/scenario_facts.hpp"

#include "agents/calibration.hpp"
#include "output/number_text.hpp"

#include <wayout/builtin_profiles.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace wayout {

std::string in_words(const Distribution& d, const std::string& unit) {
    const auto value = [&](double v) { return trimmed(v, 2) + (unit.empty() ? "" : " " + unit); };
    std::string text;
    switch (d.kind) {
        case Distribution::Kind::constant:
            text = "always " + value(d.value);
            break;
        case Distribution::Kind::uniform:
            text = "evenly between " + value(d.min) + " and " + value(d.max);
            break;
        case Distribution::Kind::normal:
            text = "normal, mean " + value(d.mean) + ", standard deviation " + value(d.sd);
            break;
        case Distribution::Kind::lognormal:
            text = fmt::format("log-normal, median {} (\u03bc {}, \u03c3 {})",
                               value(std::exp(d.mu) + d.offset), trimmed(d.mu, 3), trimmed(d.sigma, 3));
            break;
        case Distribution::Kind::weibull:
            text = fmt::format("Weibull, scale {}, shape {}", value(d.scale), trimmed(d.shape, 3));
            break;
        case Distribution::Kind::gamma:
            text = fmt::format("gamma, scale {}, shape {}", value(d.scale), trimmed(d.shape, 3));
            break;
        case Distribution::Kind::empirical:
            text = fmt::format("from {} given values", d.values.size());
            break;
    }
    if (d.kind != Distribution::Kind::constant && d.kind != Distribution::Kind::uniform) {
        if (d.offset != 0.0)
            text += ", shifted by " + value(d.offset);
        if (std::isfinite(d.min) && std::isfinite(d.max))
            text += ", cut to " + value(d.min) + " to " + value(d.max);
        else if (std::isfinite(d.min))
            text += ", at least " + value(d.min);
        else if (std::isfinite(d.max))
            text += ", at most " + value(d.max);
    }
    if (!d.source.empty())
        text += "; source: " + d.source;
    return text;
}

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

std::string how_many(const PopulationSpec& p) {
    if (p.positions)
        return counted(static_cast<std::int64_t>(p.positions->size()), "person at a given place",
                       "people at given places");
    if (p.count)
        return counted(*p.count, "person", "people");
    if (p.density_per_m2)
        return trimmed(*p.density_per_m2, 3) + " per m\u00b2";
    if (p.seats_filled_frac)
        return trimmed(*p.seats_filled_frac * 100.0, 1) + " % of the seats";
    return "";
}

std::string where(const PopulationSpec& p) {
    std::vector<std::string> parts;
    if (!p.zones.empty())
        parts.push_back("zones " + joined(p.zones));
    if (!p.storeys.empty())
        parts.push_back("storeys " + joined(p.storeys));
    if (!p.seating.empty())
        parts.push_back("seating " + joined(p.seating));
    if (p.polygon)
        parts.push_back("a polygon on " + p.polygon_storey);
    if (p.positions)
        parts.push_back("on " + p.polygon_storey);
    if (parts.empty())
        return p.seats_filled_frac ? "all seats" : "all level floors";
    return joined(parts);
}

std::string exit_choice(const PopulationSpec& p) {
    std::string text;
    switch (p.exit_choice) {
        case ExitChoice::quickest:
            text = "quickest (walk and queue)";
            break;
        case ExitChoice::nearest:
            text = "nearest";
            break;
        case ExitChoice::fixed:
            text = "fixed";
            break;
        case ExitChoice::familiar:
            text = "familiar (known exits before others, then walk and queue)";
            break;
        case ExitChoice::informed:
            text = "informed (quickest, with all that changes known at once)";
            break;
    }
    if (p.knowledge && p.exit_choice != ExitChoice::informed)
        text += ", of the exits that each person knows";
    return p.exits.empty() ? text + ", all exits" : text + ": " + joined(p.exits);
}

std::string in_words(const IncidentEvent& e) {
    const auto motion = [&] {
        switch (e.motion) {
            case StairSpec::Motion::up:
                return "runs up";
            case StairSpec::Motion::down:
                return "runs down";
            default:
                return "stops";
        }
    };
    std::string what;
    switch (e.kind) {
        case IncidentEvent::Kind::open_door:
            what = fmt::format("door '{}' opens", e.target);
            break;
        case IncidentEvent::Kind::close_door:
            what = fmt::format("door '{}' closes", e.target);
            break;
        case IncidentEvent::Kind::open_exit:
            what = fmt::format("exit '{}' opens", e.target);
            break;
        case IncidentEvent::Kind::close_exit:
            what = fmt::format("exit '{}' is lost", e.target);
            break;
        case IncidentEvent::Kind::set_escalator:
            what = fmt::format("escalator '{}' {}", e.target, motion());
            break;
        case IncidentEvent::Kind::lock_door:
            what = fmt::format("'{}' is locked", e.target);
            break;
        case IncidentEvent::Kind::unlock_door:
            what = fmt::format("'{}' is unlocked and opens", e.target);
            break;
        case IncidentEvent::Kind::open_leaf:
            what = fmt::format("the second leaf of '{}' opens", e.target);
            break;
        case IncidentEvent::Kind::set_service:
            what = e.service_s > 0.0
                       ? fmt::format("each passage of '{}' takes {:.1f} s", e.target, e.service_s)
                       : fmt::format("'{}' lets everybody through freely", e.target);
            break;
        case IncidentEvent::Kind::remove_barrier:
            what = fmt::format("barrier '{}' is removed", e.target);
            break;
    }
    return fmt::format("{}: {}", clock_text(e.at_s), what);
}

}  // namespace

namespace {

std::string in_words(const std::vector<QuantitySource>& provenance) {
    std::string text;
    for (const QuantitySource& q : provenance)
        text += fmt::format("{}{}: {} ({})", text.empty() ? "" : "; ", q.quantity, q.source,
                            evidence_words(q.evidence));
    return text;
}

std::string in_words(const AlarmSpec& alarm) {
    const std::string when =
        alarm.at_s ? clock_text(*alarm.at_s)
                   : fmt::format("{} s after the signal of '{}'", alarm.delay_s, alarm.on_detector);
    return fmt::format("{}: alarm '{}' ({}, {}){}{}", when, alarm.label(),
                       alarm_kind_names[static_cast<std::size_t>(alarm.kind)],
                       instruction_names[static_cast<std::size_t>(alarm.instruction)],
                       alarm.heard_in.empty() ? "" : " in " + joined(alarm.heard_in),
                       alarm.fails ? ", fails" : "");
}

/// What the constants of noticing rest on.
ScenarioFacts::Profile facts_of(const NoticingSpec& noticing) {
    const NoticingPreset* preset = find_noticing_preset(noticing.preset);
    return {preset != nullptr ? "Noticing: " + preset->id : "Noticing",
            (preset != nullptr ? in_words(preset->provenance) + "; " : std::string()) +
                "rates, distances and shares not given otherwise: project choice"};
}

/// The profile's name with its source; of a built-in one with the source of each quantity and how it is
/// known.
void add_profile(std::vector<ScenarioFacts::Profile>& profiles, const Scenario& scenario,
                 const std::string& id) {
    ScenarioFacts::Profile profile{id, ""};
    for (const ProfileSpec& p : scenario.people.profiles)
        if (p.id == id)
            profile = {p.label(), p.source.empty() ? "the scenario; no publication given" : p.source};
    if (const BuiltinProfile* p = find_builtin_profile(id); profile.source.empty() && p != nullptr) {
        profile.name = p->profile.label();
        profile.source = in_words(p->provenance);
    }
    const auto same = [&](const ScenarioFacts::Profile& p) { return p.name == profile.name; };
    if (std::none_of(profiles.begin(), profiles.end(), same))
        profiles.push_back(std::move(profile));
}

}  // namespace

ScenarioFacts facts_of(const Scenario& scenario) {
    ScenarioFacts f;
    f.name = scenario.name;
    f.description = scenario.description;
    for (const PopulationSpec& p : scenario.people.populations)
        f.populations.push_back({p.label(), p.role, how_many(p), where(p), p.profile,
                                 in_words(p.pre_movement_s, "s"), exit_choice(p)});
    for (const PopulationSpec& p : scenario.people.populations) add_profile(f.profiles, scenario, p.profile);
    if (scenario.people.noticing)
        f.profiles.push_back(facts_of(*scenario.people.noticing));
    std::vector<IncidentEvent> events = scenario.incident.events;
    std::stable_sort(events.begin(), events.end(),
                     [](const IncidentEvent& a, const IncidentEvent& b) { return a.at_s < b.at_s; });
    for (const IncidentEvent& e : events) f.incident.push_back(in_words(e));
    for (const AlarmSpec& alarm : scenario.incident.alarms) f.incident.push_back(in_words(alarm));
    f.duration_s = scenario.simulation.duration_s;
    f.navigation_cell_m = scenario.simulation.navigation_cell_m;
    f.keep_left = scenario.simulation.keep_left;
    const FlowLimits limits = flow_limits(scenario.simulation);
    f.opening_flow_pps_per_m = limits.opening_pps_per_m;
    f.stair_flow_pps_per_m = limits.stair_pps_per_m;
    f.stuck_after_s = scenario.simulation.stuck_after_s;
    f.files = scenario.files;
    f.as_json = scenario.as_json;
    return f;
}

nlohmann::ordered_json to_json(const ScenarioFacts& f) {
    using Json = nlohmann::ordered_json;
    Json json{{"name", f.name}, {"description", f.description}};
    json["populations"] = Json::array();
    for (const auto& p : f.populations)
        json["populations"].push_back({{"name", p.name},
                                       {"role", p.role},
                                       {"how_many", p.how_many},
                                       {"where", p.where},
                                       {"profile", p.profile},
                                       {"pre_movement", p.pre_movement},
                                       {"exit_choice", p.exit_choice}});
    json["profiles"] = Json::array();
    for (const auto& p : f.profiles) json["profiles"].push_back({{"name", p.name}, {"source", p.source}});
    json["incident"] = f.incident;
    json["duration_s"] = f.duration_s;
    json["navigation_cell_m"] = f.navigation_cell_m;
    json["keep_left"] = f.keep_left;
    json["opening_flow_pps_per_m"] = f.opening_flow_pps_per_m;
    json["stair_flow_pps_per_m"] = f.stair_flow_pps_per_m;
    json["stuck_after_s"] = f.stuck_after_s;
    json["files"] = Json::array();
    for (const InputFile& file : f.files)
        json["files"].push_back({{"name", file.name}, {"sha256", file.sha256}, {"bytes", file.bytes}});
    json["as_json"] = f.as_json;
    return json;
}

ScenarioFacts facts_from_json(const nlohmann::ordered_json& json) {
    using Json = nlohmann::ordered_json;
    ScenarioFacts f;
    const auto list = [](const Json& parent, const char* key) {
        return parent.contains(key) ? parent.at(key) : Json::array();
    };
    f.name = json.value("name", "");
    f.description = json.value("description", "");
    for (const Json& p : list(json, "populations"))
        f.populations.push_back({p.value("name", ""), p.value("role", ""), p.value("how_many", ""),
                                 p.value("where", ""), p.value("profile", ""), p.value("pre_movement", ""),
                                 p.value("exit_choice", "")});
    for (const Json& p : list(json, "profiles"))
        f.profiles.push_back({p.value("name", ""), p.value("source", "")});
    for (const Json& line : list(json, "incident")) f.incident.push_back(line.get<std::string>());
    f.duration_s = json.value("duration_s", 0.0);
    f.navigation_cell_m = json.value("navigation_cell_m", 0.0);
    f.keep_left = json.value("keep_left", false);
    f.opening_flow_pps_per_m = json.value("opening_flow_pps_per_m", 0.0);
    f.stair_flow_pps_per_m = json.value("stair_flow_pps_per_m", 0.0);
    f.stuck_after_s = json.value("stuck_after_s", 0.0);
    for (const Json& file : list(json, "files"))
        f.files.push_back(
            {file.value("name", ""), file.value("sha256", ""), file.value("bytes", std::uint64_t{0})});
    f.as_json = json.value("as_json", "");
    return f;
}

}  // namespace wayout
