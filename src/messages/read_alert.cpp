/// From XML to an alert, with everything that is wrong with it.
#include "core/text.hpp"
#include "input/files.hpp"
#include "input/problems.hpp"
#include "messages/alert_rules.hpp"
#include "messages/alert_values.hpp"
#include "messages/xml_tree.hpp"
#include "output/number_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

namespace wayout {
namespace {

std::string_view without_outer_blanks(std::string_view text) {
    const std::size_t from = text.find_first_not_of(alert_blanks);
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(alert_blanks) - from + 1);
}

/// Collects problems and notes of one message.
class AlertFindings {
public:
    explicit AlertFindings(AlertDraft& draft) : draft_(draft) {}
    void problem(const std::string& place, int line, std::string message,
                 ErrorCode code = ErrorCode::schema) {
        problems_.add({code, fmt::format("{}: {} (line {})", draft_.file, place, line), std::move(message)});
    }
    void note(std::string text) {
        if (draft_.notes.size() < Problems::most_listed)
            draft_.notes.push_back(std::move(text));
    }
    Errors take() && { return std::move(problems_).take(); }

private:
    AlertDraft& draft_;
    Problems problems_;
};

/// An element that holds others, with those of its children that the schema knows.
class Node {
public:
    /// Checks names, order and number of the children against the rules.
    Node(const XmlElement& element, std::string place, std::span<const ChildRule> rules,
         AlertFindings& findings)
        : element_(element), place_(std::move(place)), findings_(findings) {
        if (!without_outer_blanks(element.text).empty())
            findings_.problem(place_, element.line,
                              fmt::format("holds the text '{}' beside its elements; take it out",
                                          shortened(without_outer_blanks(element.text), 40)));
        sort_children(rules);
    }

    const std::string& place() const { return place_; }
    int line() const { return element_.line; }
    AlertFindings& findings() const { return findings_; }

    const std::vector<const XmlElement*>& all(std::string_view name) const {
        static const std::vector<const XmlElement*> none;
        const auto found = children_.find(name);
        return found == children_.end() ? none : found->second;
    }
    const XmlElement* one(std::string_view name) const {
        return all(name).empty() ? nullptr : all(name).front();
    }
    std::string place_of(std::string_view name) const {
        return place_.empty() ? std::string(name) : fmt::format("{}.{}", place_, name);
    }
    void problem(const XmlElement& child, std::string message) const {
        findings_.problem(place_of(child.name), child.line, std::move(message));
    }

private:
    void sort_children(std::span<const ChildRule> rules) {
        std::size_t reached = 0;
        for (const XmlElement& child : element_.children) {
            const auto rule = std::find_if(rules.begin(), rules.end(),
                                           [&](const ChildRule& r) { return r.name == child.name; });
            if (child.namespace_uri != alert_namespace || rule == rules.end()) {
                pass_over(child, rules);
                continue;
            }
            const auto row = static_cast<std::size_t>(rule - rules.begin());
            if (row < reached)
                problem(child, fmt::format("stands behind '{}' and belongs before it: the order is {}",
                                           rules[reached].name, order_of(rules)));
            reached = std::max(reached, row);
            std::vector<const XmlElement*>& same = children_[rule->name];
            if (!same.empty() && !rule->repeats)
                problem(child, fmt::format("is there twice (first in line {})", same.front()->line));
            same.push_back(&child);
        }
        for (const ChildRule& rule : rules)
            if (rule.is_required && !children_.contains(rule.name))
                findings_.problem(place_.empty() ? std::string("alert") : place_, element_.line,
                                  fmt::format("has no <{}>, which it needs", rule.name));
    }

    void pass_over(const XmlElement& child, std::span<const ChildRule> rules) const {
        std::string meant;
        if (child.namespace_uri == alert_namespace) {
            std::vector<std::string> names;
            for (const ChildRule& rule : rules) names.emplace_back(rule.name);
            if (const auto near = nearest(child.name, names))
                meant = fmt::format("; did the sender mean '{}'?", *near);
        }
        findings_.note(fmt::format("line {}: the element '{}' is none of those of '{}' and was passed over{}",
                                   child.line, shortened(child.name, 60), place_.empty() ? "alert" : place_,
                                   meant));
    }

    static std::string order_of(std::span<const ChildRule> rules) {
        std::vector<std::string_view> names;
        for (const ChildRule& rule : rules) names.push_back(rule.name);
        return fmt::format("{}", fmt::join(names, ", "));
    }

    const XmlElement& element_;
    std::string place_;
    AlertFindings& findings_;
    std::map<std::string_view, std::vector<const XmlElement*>> children_;
};

// ---------------------------------------------------------------- leaves

std::string text_of(const Node& node, const XmlElement& leaf) {
    if (!leaf.children.empty())
        node.problem(leaf, fmt::format("holds the element '{}' where only text belongs",
                                       shortened(leaf.children.front().name, 60)));
    return leaf.text;
}

void read_text(const Node& node, std::string_view name, std::string& value) {
    if (const XmlElement* leaf = node.one(name))
        value = text_of(node, *leaf);
}

template <typename E, std::size_t N>
bool read_word(const Node& node, const XmlElement& leaf, const std::array<std::string_view, N>& words,
               E& value) {
    const std::string text = text_of(node, leaf);
    const auto found = std::find(words.begin(), words.end(), text);
    if (found != words.end()) {
        value = static_cast<E>(found - words.begin());
        return true;
    }
    const std::string_view bare = without_outer_blanks(text);
    std::string hint;
    if (std::find(words.begin(), words.end(), bare) != words.end())
        hint = ": take the blanks around it out";
    else if (const auto near = nearest(bare, std::vector<std::string>(words.begin(), words.end())))
        hint = fmt::format(": did the sender mean '{}'?", *near);
    node.problem(leaf,
                 fmt::format("'{}' is none of {}{}", shortened(text, 40), fmt::join(words, ", "), hint));
    return false;
}

template <typename E, std::size_t N>
void read_word(const Node& node, std::string_view name, const std::array<std::string_view, N>& words,
               E& value) {
    if (const XmlElement* leaf = node.one(name))
        read_word(node, *leaf, words, value);
}

template <typename E, std::size_t N>
void read_words(const Node& node, std::string_view name, const std::array<std::string_view, N>& words,
                std::vector<E>& values) {
    for (const XmlElement* leaf : node.all(name))
        if (E value{}; read_word(node, *leaf, words, value))
            values.push_back(value);
}

/// A value that `read` makes of the text; its problems are those of the element.
template <typename T, typename Read>
std::optional<T> read_value(const Node& node, const XmlElement& leaf, Read&& read) {
    Result<T> value = read(text_of(node, leaf));
    if (value)
        return *std::move(value);
    for (const Error& error : value.error()) node.problem(leaf, error.message);
    return std::nullopt;
}

std::optional<AlertTime> read_time(const Node& node, std::string_view name) {
    const XmlElement* leaf = node.one(name);
    const auto read = [](const std::string& text) { return read_alert_time(without_outer_blanks(text)); };
    return leaf ? read_value<AlertTime>(node, *leaf, read) : std::nullopt;
}

void read_name(const Node& node, std::string_view name, std::string& value) {
    const XmlElement* leaf = node.one(name);
    if (!leaf)
        return;
    value = text_of(node, *leaf);
    if (!is_alert_name(value))
        node.problem(*leaf, fmt::format("'{}' may not be empty and may hold no blanks, commas, < or &",
                                        shortened(value, 40)));
}

std::vector<AlertValue> read_pairs(const Node& node, std::string_view name) {
    std::vector<AlertValue> pairs;
    for (const XmlElement* element : node.all(name)) {
        const Node pair(*element, node.place_of(name), pair_rules, node.findings());
        AlertValue value;
        read_text(pair, "valueName", value.name);
        read_text(pair, "value", value.value);
        pairs.push_back(std::move(value));
    }
    return pairs;
}

/// "info[2]" for the second of several, "info" for the only one.
std::string numbered(const Node& node, std::string_view name, std::size_t row) {
    const std::string place = node.place_of(name);
    return node.all(name).size() > 1 ? fmt::format("{}[{}]", place, row + 1) : place;
}

// ---------------------------------------------------------------- parts

std::optional<double> read_feet(const Node& node, std::string_view name) {
    const XmlElement* leaf = node.one(name);
    if (!leaf)
        return std::nullopt;
    const auto read = [](const std::string& text) { return read_decimal(without_outer_blanks(text)); };
    const std::optional<double> feet = read_value<double>(node, *leaf, read);
    return feet ? std::optional(*feet * metres_per_foot) : std::nullopt;
}

AlertArea read_area(const Node& node) {
    AlertArea area;
    read_text(node, "areaDesc", area.description);
    for (const XmlElement* leaf : node.all("polygon"))
        if (auto ring = read_value<std::vector<GeoPoint>>(node, *leaf, read_alert_polygon))
            area.polygons.push_back(*std::move(ring));
    for (const XmlElement* leaf : node.all("circle"))
        if (const auto circle = read_value<GeoCircle>(node, *leaf, read_alert_circle))
            area.circles.push_back(*circle);
    area.geocodes = read_pairs(node, "geocode");
    area.altitude_m = read_feet(node, "altitude");
    area.ceiling_m = read_feet(node, "ceiling");
    if (const XmlElement* ceiling = node.one("ceiling"); ceiling && !node.one("altitude"))
        node.problem(*ceiling, "needs an <altitude>: it is the upper end of a range");
    if (area.altitude_m && area.ceiling_m && *area.ceiling_m < *area.altitude_m)
        node.problem(*node.one("ceiling"), "lies below the altitude");
    return area;
}

Result<std::int64_t> read_size(std::string_view text) {
    text = without_outer_blanks(text);
    std::int64_t size = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (failed != std::errc() || end != text.data() + text.size() || size < 0)
        return Error{ErrorCode::schema, {}, fmt::format("'{}' is no number of bytes", shortened(text, 40))};
    return size;
}

AlertResource read_resource(const Node& node) {
    AlertResource resource;
    read_text(node, "resourceDesc", resource.description);
    read_text(node, "mimeType", resource.mime_type);
    if (const XmlElement* size = node.one("size"))
        resource.size_bytes = read_value<std::int64_t>(node, *size, read_size);
    read_text(node, "uri", resource.uri);
    read_text(node, "derefUri", resource.content);
    read_text(node, "digest", resource.digest);
    return resource;
}

/// Letters and digits in parts of at most eight, the first of letters (xs:language).
bool is_language(std::string_view text) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    std::size_t length = 0;
    bool is_first = true;
    for (const char c : text) {
        if (c == '-' && length > 0) {
            is_first = false;
            length = 0;
        } else if (!(is_letter(c) || (!is_first && c >= '0' && c <= '9')) || ++length > 8) {
            return false;
        }
    }
    return length > 0;
}

AlertInfo read_info(const Node& node) {
    AlertInfo info;
    read_text(node, "language", info.language);
    if (const XmlElement* leaf = node.one("language"); leaf && !is_language(info.language))
        node.problem(*leaf, fmt::format("'{}' is no language as en-US", shortened(info.language, 40)));
    read_words(node, "category", alert_category_names, info.categories);
    read_text(node, "event", info.event);
    read_words(node, "responseType", response_type_names, info.responses);
    read_word(node, "urgency", alert_urgency_names, info.urgency);
    read_word(node, "severity", alert_severity_names, info.severity);
    read_word(node, "certainty", alert_certainty_names, info.certainty);
    read_text(node, "audience", info.audience);
    info.event_codes = read_pairs(node, "eventCode");
    info.effective = read_time(node, "effective");
    info.onset = read_time(node, "onset");
    info.expires = read_time(node, "expires");
    read_text(node, "senderName", info.sender_name);
    read_text(node, "headline", info.headline);
    read_text(node, "description", info.description);
    read_text(node, "instruction", info.instruction);
    read_text(node, "web", info.web);
    read_text(node, "contact", info.contact);
    info.parameters = read_pairs(node, "parameter");
    for (std::size_t i = 0; i < node.all("resource").size(); ++i)
        info.resources.push_back(read_resource(
            Node(*node.all("resource")[i], numbered(node, "resource", i), resource_rules, node.findings())));
    for (std::size_t i = 0; i < node.all("area").size(); ++i)
        info.areas.push_back(
            read_area(Node(*node.all("area")[i], numbered(node, "area", i), area_rules, node.findings())));
    return info;
}

void read_infos(const Node& node, Alert& alert) {
    std::map<std::string, int> line_of_language;
    for (std::size_t i = 0; i < node.all("info").size(); ++i) {
        const XmlElement& element = *node.all("info")[i];
        alert.infos.push_back(
            read_info(Node(element, numbered(node, "info", i), info_rules, node.findings())));
        const auto [first, is_new] = line_of_language.emplace(alert.infos.back().language, element.line);
        if (!is_new)
            node.findings().problem(
                numbered(node, "info", i), element.line,
                fmt::format("is a second one in '{}' (the first begins in line {}): one for each language",
                            shortened(alert.infos.back().language, 40), first->second));
    }
}

/// Whether the element is there and says something.
bool says_something(const Node& node, std::string_view name) {
    const XmlElement* leaf = node.one(name);
    return leaf && !without_outer_blanks(leaf->text).empty();
}

void read_references(const Node& node, Alert& alert) {
    if (const XmlElement* leaf = node.one("references"))
        if (auto references = read_value<std::vector<AlertReference>>(node, *leaf, read_alert_references))
            alert.references = *std::move(references);
    const XmlElement* kind = node.one("msgType");
    if (!kind || says_something(node, "references"))
        return;
    if (kind->text == "Update" || kind->text == "Cancel")
        node.problem(*kind, fmt::format("'{}' must say in <references> which messages it is about: "
                                        "sender,identifier,sent",
                                        kind->text));
    if (kind->text == "Ack" || kind->text == "Error")
        node.findings().note(fmt::format("line {}: '{}' without <references> does not say what it answers",
                                         kind->line, kind->text));
}

/// Which receivers a message is for, and what it then needs.
void check_scope(const Node& node) {
    const XmlElement* scope = node.one("scope");
    if (!scope)
        return;
    if (scope->text == "Restricted" && !says_something(node, "restriction"))
        node.problem(*scope, "Restricted needs a <restriction> that says to whom");
    if (scope->text == "Private" && !says_something(node, "addresses"))
        node.problem(*scope, "Private needs <addresses>");
    if (scope->text == "Public" && node.one("restriction"))
        node.findings().note(
            fmt::format("line {}: a restriction has no meaning in a public message", scope->line));
}

void read_root(const XmlElement& root, AlertFindings& findings, AlertDraft& draft) {
    if (root.name != "alert" || root.namespace_uri != alert_namespace) {
        findings.problem(
            shortened(root.name, 60), root.line,
            fmt::format("the outermost element is '{}' in the namespace '{}'; CAP 1.2 has 'alert' "
                        "in '{}'. Older versions are not read",
                        shortened(root.name, 60), shortened(root.namespace_uri, 80), alert_namespace),
            ErrorCode::unsupported);
        return;
    }
    draft.is_xml = true;
    Alert& alert = draft.alert;
    const Node node(root, {}, alert_rules, findings);
    read_name(node, "identifier", alert.identifier);
    read_name(node, "sender", alert.sender);
    if (auto sent = read_time(node, "sent"))
        alert.sent = *std::move(sent);
    read_word(node, "status", alert_status_names, alert.status);
    read_word(node, "msgType", alert_kind_names, alert.kind);
    read_text(node, "source", alert.source);
    read_word(node, "scope", alert_scope_names, alert.scope);
    read_text(node, "restriction", alert.restriction);
    if (const XmlElement* leaf = node.one("addresses"))
        alert.addresses = read_alert_words(text_of(node, *leaf));
    for (const XmlElement* leaf : node.all("code")) alert.codes.push_back(text_of(node, *leaf));
    read_text(node, "note", alert.note);
    read_references(node, alert);
    if (const XmlElement* leaf = node.one("incidents"))
        alert.incidents = read_alert_words(text_of(node, *leaf));
    check_scope(node);
    read_infos(node, alert);
    for (const AlertInfo& info : alert.infos)
        if (info.expires && info.expires->utc_s < alert.sent.utc_s)
            findings.note(fmt::format("the information in '{}' expires before the message was sent",
                                      shortened(info.language, 40)));
}

}  // namespace

AlertDraft read_alert_text(std::string text, const std::string& name) {
    AlertDraft draft;
    draft.file = name;
    draft.raw = std::move(text);
    const Result<XmlElement> root = read_xml(draft.raw, name, {most_alert_bytes});
    if (!root) {
        Problems problems;  // for its care of texts that cannot be printed
        for (const Error& error : root.error()) problems.add(error);
        draft.errors = std::move(problems).take();
        return draft;
    }
    AlertFindings findings(draft);
    read_root(*root, findings, draft);
    draft.errors = std::move(findings).take();
    return draft;
}

AlertDraft read_alert(const std::filesystem::path& file) {
    Result<std::string> content = read_regular_file(file, most_alert_bytes);
    if (content)
        return read_alert_text(*std::move(content), file.filename().string());
    AlertDraft draft;
    draft.file = file.filename().string();
    Problems problems;
    for (const Error& error : content.error()) problems.add({error.code, file.string(), error.message});
    draft.errors = std::move(problems).take();
    return draft;
}

}  // namespace wayout
