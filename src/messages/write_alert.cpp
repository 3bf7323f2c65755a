/// From an alert to XML. What is written is read again before it leaves: a message that our own reader would
/// refuse is never sent.
#include "messages/alert_rules.hpp"
#include "messages/alert_values.hpp"
#include "output/number_text.hpp"

#include <wayout/alert.hpp>

#include <fmt/format.h>

#include <utility>

namespace wayout {
namespace {

class XmlText {
public:
    void open(std::string_view name, std::string_view attributes = {}) {
        out_ += fmt::format("{:{}}<{}{}>\n", "", indent(), name, attributes);
        ++depth_;
    }
    void close(std::string_view name) {
        --depth_;
        out_ += fmt::format("{:{}}</{}>\n", "", indent(), name);
    }
    void leaf(std::string_view name, std::string_view text) {
        out_ += fmt::format("{:{}}<{}>{}</{}>\n", "", indent(), name, escaped(text), name);
    }
    void leaf_if_any(std::string_view name, std::string_view text) {
        if (!text.empty())
            leaf(name, text);
    }
    template <typename E, std::size_t N>
    void word(std::string_view name, const std::array<std::string_view, N>& words, E value) {
        leaf(name, words[static_cast<std::size_t>(value)]);
    }
    std::string take() && { return std::move(out_); }

private:
    int indent() const { return 2 * depth_; }

    /// A carriage return as such would be read as the end of a line.
    static std::string escaped(std::string_view text) {
        std::string out;
        while (true) {
            const std::size_t end = text.find('\r');
            out += escape_markup(text.substr(0, end));
            if (end == std::string_view::npos)
                return out;
            out += "&#13;";
            text.remove_prefix(end + 1);
        }
    }

    int depth_{0};
    std::string out_{"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"};
};

void write_pairs(XmlText& xml, std::string_view name, const std::vector<AlertValue>& pairs) {
    for (const AlertValue& pair : pairs) {
        xml.open(name);
        xml.leaf("valueName", pair.name);
        xml.leaf("value", pair.value);
        xml.close(name);
    }
}

void write_time(XmlText& xml, std::string_view name, const std::optional<AlertTime>& time) {
    if (time)
        xml.leaf(name, time->text);
}

void write_resource(XmlText& xml, const AlertResource& resource) {
    xml.open("resource");
    xml.leaf("resourceDesc", resource.description);
    xml.leaf("mimeType", resource.mime_type);
    if (resource.size_bytes)
        xml.leaf("size", fmt::format("{}", *resource.size_bytes));
    xml.leaf_if_any("uri", resource.uri);
    xml.leaf_if_any("derefUri", resource.content);
    xml.leaf_if_any("digest", resource.digest);
    xml.close("resource");
}

void write_area(XmlText& xml, const AlertArea& area) {
    xml.open("area");
    xml.leaf("areaDesc", area.description);
    for (const std::vector<GeoPoint>& ring : area.polygons) xml.leaf("polygon", alert_polygon_text(ring));
    for (const GeoCircle& circle : area.circles) xml.leaf("circle", alert_circle_text(circle));
    write_pairs(xml, "geocode", area.geocodes);
    if (area.altitude_m)
        xml.leaf("altitude", trimmed(*area.altitude_m / metres_per_foot, 6));
    if (area.ceiling_m)
        xml.leaf("ceiling", trimmed(*area.ceiling_m / metres_per_foot, 6));
    xml.close("area");
}

void write_info(XmlText& xml, const AlertInfo& info) {
    xml.open("info");
    xml.leaf("language", info.language);
    for (const AlertCategory category : info.categories) xml.word("category", alert_category_names, category);
    xml.leaf("event", info.event);
    for (const ResponseType response : info.responses)
        xml.word("responseType", response_type_names, response);
    xml.word("urgency", alert_urgency_names, info.urgency);
    xml.word("severity", alert_severity_names, info.severity);
    xml.word("certainty", alert_certainty_names, info.certainty);
    xml.leaf_if_any("audience", info.audience);
    write_pairs(xml, "eventCode", info.event_codes);
    write_time(xml, "effective", info.effective);
    write_time(xml, "onset", info.onset);
    write_time(xml, "expires", info.expires);
    xml.leaf_if_any("senderName", info.sender_name);
    xml.leaf_if_any("headline", info.headline);
    xml.leaf_if_any("description", info.description);
    xml.leaf_if_any("instruction", info.instruction);
    xml.leaf_if_any("web", info.web);
    xml.leaf_if_any("contact", info.contact);
    write_pairs(xml, "parameter", info.parameters);
    for (const AlertResource& resource : info.resources) write_resource(xml, resource);
    for (const AlertArea& area : info.areas) write_area(xml, area);
    xml.close("info");
}

std::string references_text(const std::vector<AlertReference>& references) {
    std::string text;
    for (const AlertReference& r : references)
        text += fmt::format("{}{},{},{}", text.empty() ? "" : " ", r.sender, r.identifier, r.sent.text);
    return text;
}

std::string xml_of(const Alert& alert) {
    XmlText xml;
    xml.open("alert", fmt::format(" xmlns=\"{}\"", alert_namespace));
    xml.leaf("identifier", alert.identifier);
    xml.leaf("sender", alert.sender);
    xml.leaf("sent", alert.sent.text);
    xml.word("status", alert_status_names, alert.status);
    xml.word("msgType", alert_kind_names, alert.kind);
    xml.leaf_if_any("source", alert.source);
    xml.word("scope", alert_scope_names, alert.scope);
    xml.leaf_if_any("restriction", alert.restriction);
    xml.leaf_if_any("addresses", alert_words(alert.addresses));
    for (const std::string& code : alert.codes) xml.leaf("code", code);
    xml.leaf_if_any("note", alert.note);
    xml.leaf_if_any("references", references_text(alert.references));
    xml.leaf_if_any("incidents", alert_words(alert.incidents));
    for (const AlertInfo& info : alert.infos) write_info(xml, info);
    xml.close("alert");
    return std::move(xml).take();
}

}  // namespace

Result<std::string> alert_xml(const Alert& alert) {
    std::string text = xml_of(alert);
    AlertDraft again = read_alert_text(text, "alert");
    if (!again.errors.empty())
        return std::move(again.errors);
    return text;
}

}  // namespace wayout
