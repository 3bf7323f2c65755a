/// What an alert says, for people and as JSON.
#include "messages/alert_values.hpp"
#include "output/number_text.hpp"

#include <wayout/alert.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wayout {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_line = 200;

template <typename E, std::size_t N>
std::string word_of(const std::array<std::string_view, N>& words, E value) {
    return std::string(words[static_cast<std::size_t>(value)]);
}

template <typename E, std::size_t N>
std::vector<std::string> words_of(const std::array<std::string_view, N>& words,
                                  const std::vector<E>& values) {
    std::vector<std::string> out;
    for (const E value : values) out.push_back(word_of(words, value));
    return out;
}

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

/// On one line: messages break their texts where they like.
std::string one_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool is_blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!is_blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return shortened(out, longest_line);
}

class Lines {
public:
    void add(std::string line) { lines_.push_back(std::move(line)); }
    void add(std::string_view what, std::string_view text) {
        if (!text.empty())
            add(fmt::format("  {}: {}", what, one_line(text)));
    }
    void add(std::string_view what, const std::optional<AlertTime>& time) {
        if (time)
            add(what, time->text);
    }
    std::vector<std::string> take() && { return std::move(lines_); }

private:
    std::vector<std::string> lines_;
};

void add_area(const AlertArea& area, Lines& lines) {
    lines.add("Area", area.description);
    for (const std::vector<GeoPoint>& ring : area.polygons)
        lines.add(fmt::format("    outline of {} corners, from {},{}", ring.size(),
                              decimal_text(ring.front().latitude_deg),
                              decimal_text(ring.front().longitude_deg)));
    for (const GeoCircle& circle : area.circles)
        lines.add(fmt::format("    circle of {} m around {},{}", trimmed(circle.radius_m, 1),
                              decimal_text(circle.centre.latitude_deg),
                              decimal_text(circle.centre.longitude_deg)));
    for (const AlertValue& code : area.geocodes)
        lines.add(fmt::format("    {} = {}", one_line(code.name), one_line(code.value)));
    if (area.altitude_m)
        lines.add(fmt::format("    from {} m above sea level{}", trimmed(*area.altitude_m, 1),
                              area.ceiling_m ? fmt::format(" up to {} m", trimmed(*area.ceiling_m, 1)) : ""));
}

void add_info(const AlertInfo& info, Lines& lines) {
    lines.add(fmt::format("[{}] {}", one_line(info.language), one_line(info.event)));
    lines.add("Category", listed(words_of(alert_category_names, info.categories)));
    lines.add("Asks people to", listed(words_of(response_type_names, info.responses)));
    lines.add("Urgency, severity, certainty",
              fmt::format("{}, {}, {}", word_of(alert_urgency_names, info.urgency),
                          word_of(alert_severity_names, info.severity),
                          word_of(alert_certainty_names, info.certainty)));
    lines.add("Effective", info.effective);
    lines.add("Onset", info.onset);
    lines.add("Expires", info.expires);
    lines.add("Sender", info.sender_name);
    lines.add("Headline", info.headline);
    lines.add("Description", info.description);
    lines.add("Instruction", info.instruction);
    lines.add("Audience", info.audience);
    lines.add("Web", info.web);
    lines.add("Contact", info.contact);
    for (const AlertValue& code : info.event_codes)
        lines.add("Event code " + one_line(code.name), code.value);
    for (const AlertValue& p : info.parameters) lines.add("Parameter " + one_line(p.name), p.value);
    for (const AlertResource& r : info.resources)
        lines.add("File, not fetched", fmt::format("{} ({})", r.description, r.mime_type));
    for (const AlertArea& area : info.areas) add_area(area, lines);
}

Json time_json(const std::optional<AlertTime>& time) {
    return time ? Json(time->text) : Json(nullptr);
}

Json pairs_json(const std::vector<AlertValue>& pairs) {
    Json json = Json::array();
    for (const AlertValue& pair : pairs) json.push_back({{"name", pair.name}, {"value", pair.value}});
    return json;
}

Json area_json(const AlertArea& area) {
    Json polygons = Json::array(), circles = Json::array();
    for (const std::vector<GeoPoint>& ring : area.polygons) {
        Json points = Json::array();
        for (const GeoPoint& p : ring) points.push_back({p.latitude_deg, p.longitude_deg});
        polygons.push_back(std::move(points));
    }
    for (const GeoCircle& c : area.circles)
        circles.push_back({{"latitude_deg", c.centre.latitude_deg},
                           {"longitude_deg", c.centre.longitude_deg},
                           {"radius_m", c.radius_m}});
    Json json{{"description", area.description},
              {"polygons", std::move(polygons)},
              {"circles", std::move(circles)},
              {"geocodes", pairs_json(area.geocodes)}};
    if (area.altitude_m)
        json["altitude_m"] = *area.altitude_m;
    if (area.ceiling_m)
        json["ceiling_m"] = *area.ceiling_m;
    return json;
}

Json info_json(const AlertInfo& info) {
    Json json{{"language", info.language},
              {"categories", words_of(alert_category_names, info.categories)},
              {"event", info.event},
              {"responses", words_of(response_type_names, info.responses)},
              {"urgency", word_of(alert_urgency_names, info.urgency)},
              {"severity", word_of(alert_severity_names, info.severity)},
              {"certainty", word_of(alert_certainty_names, info.certainty)},
              {"audience", info.audience},
              {"event_codes", pairs_json(info.event_codes)},
              {"effective", time_json(info.effective)},
              {"onset", time_json(info.onset)},
              {"expires", time_json(info.expires)},
              {"sender_name", info.sender_name},
              {"headline", info.headline},
              {"description", info.description},
              {"instruction", info.instruction},
              {"web", info.web},
              {"contact", info.contact},
              {"parameters", pairs_json(info.parameters)}};
    json["resources"] = Json::array();
    for (const AlertResource& r : info.resources)
        json["resources"].push_back(
            {{"description", r.description}, {"mime_type", r.mime_type}, {"uri", r.uri}});
    json["areas"] = Json::array();
    for (const AlertArea& area : info.areas) json["areas"].push_back(area_json(area));
    return json;
}

Json alert_as_json(const Alert& alert) {
    Json json{{"identifier", alert.identifier},
              {"sender", alert.sender},
              {"sent", alert.sent.text},
              {"status", word_of(alert_status_names, alert.status)},
              {"kind", word_of(alert_kind_names, alert.kind)},
              {"source", alert.source},
              {"scope", word_of(alert_scope_names, alert.scope)},
              {"restriction", alert.restriction},
              {"addresses", alert.addresses},
              {"codes", alert.codes},
              {"note", alert.note}};
    json["references"] = Json::array();
    for (const AlertReference& r : alert.references)
        json["references"].push_back(
            {{"sender", r.sender}, {"identifier", r.identifier}, {"sent", r.sent.text}});
    json["incidents"] = alert.incidents;
    json["infos"] = Json::array();
    for (const AlertInfo& info : alert.infos) json["infos"].push_back(info_json(info));
    return json;
}

}  // namespace

std::vector<std::string> alert_lines(const AlertDraft& draft) {
    Lines lines;
    if (!draft.is_xml)
        return {};
    const Alert& alert = draft.alert;
    lines.add(fmt::format("{} '{}' from {}, sent {}", word_of(alert_kind_names, alert.kind),
                          one_line(alert.identifier), one_line(alert.sender), one_line(alert.sent.text)));
    lines.add("Status", word_of(alert_status_names, alert.status));
    lines.add("Scope", word_of(alert_scope_names, alert.scope));
    lines.add("Restriction", alert.restriction);
    lines.add("Addresses", listed(alert.addresses));
    lines.add("Source", alert.source);
    lines.add("Note", alert.note);
    for (const AlertReference& r : alert.references)
        lines.add("About", fmt::format("'{}' from {}, sent {}", r.identifier, r.sender, r.sent.text));
    for (const AlertInfo& info : alert.infos) add_info(info, lines);
    for (const std::string& note : draft.notes) lines.add("Note: " + one_line(note));
    return std::move(lines).take();
}

std::string alert_json(const AlertDraft& draft) {
    Json json{{"file", draft.file}};
    json["alert"] = draft.is_xml ? alert_as_json(draft.alert) : Json(nullptr);
    json["problems"] = Json::array();
    for (const Error& error : draft.errors)
        json["problems"].push_back({{"where", error.where}, {"message", error.message}});
    json["notes"] = draft.notes;
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace wayout
