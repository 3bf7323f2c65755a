/// Public warnings in the Common Alerting Protocol 1.2: read, checked, written.
///
/// Source: OASIS, Common Alerting Protocol Version 1.2, 1 July 2010. Names, order and values of the elements
/// are those of its schema [S: read]; the rules of its text (blanks in identifiers, references, polygons,
/// kilometres) are from memory of it [M: verify]. docs/formats/alert.md.
#pragma once

#include <wayout/error.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

enum class AlertStatus { actual, exercise, system, test, draft };
inline constexpr std::array<std::string_view, 5> alert_status_names{"Actual", "Exercise", "System", "Test",
                                                                    "Draft"};
/// What the message does: element msgType.
enum class AlertKind { alert, update, cancel, ack, error };
inline constexpr std::array<std::string_view, 5> alert_kind_names{"Alert", "Update", "Cancel", "Ack",
                                                                  "Error"};
enum class AlertScope { public_, restricted, private_ };
inline constexpr std::array<std::string_view, 3> alert_scope_names{"Public", "Restricted", "Private"};
enum class AlertCategory {
    geo,
    met,
    safety,
    security,
    rescue,
    fire,
    health,
    env,
    transport,
    infra,
    cbrne,
    other
};
inline constexpr std::array<std::string_view, 12> alert_category_names{
    "Geo",    "Met", "Safety",    "Security", "Rescue", "Fire",
    "Health", "Env", "Transport", "Infra",    "CBRNE",  "Other"};
/// What people are asked to do.
enum class ResponseType { shelter, evacuate, prepare, execute, avoid, monitor, assess, all_clear, none };
inline constexpr std::array<std::string_view, 9> response_type_names{
    "Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"};
enum class AlertUrgency { immediate, expected, future, past, unknown };
inline constexpr std::array<std::string_view, 5> alert_urgency_names{"Immediate", "Expected", "Future",
                                                                     "Past", "Unknown"};
enum class AlertSeverity { extreme, severe, moderate, minor, unknown };
inline constexpr std::array<std::string_view, 5> alert_severity_names{"Extreme", "Severe", "Moderate",
                                                                      "Minor", "Unknown"};
enum class AlertCertainty { observed, likely, possible, unlikely, unknown };
inline constexpr std::array<std::string_view, 5> alert_certainty_names{"Observed", "Likely", "Possible",
                                                                       "Unlikely", "Unknown"};

/// A moment as it stands in the message, "2030-05-17T20:00:00+02:00".
struct AlertTime {
    std::string text;
    std::int64_t utc_s{0};  ///< seconds since 1970-01-01T00:00:00 UTC, without leap seconds

    friend bool operator==(const AlertTime&, const AlertTime&) = default;
};

/// Reads YYYY-MM-DDThh:mm:ss and then +hh:mm or -hh:mm. UTC is "-00:00"; "Z" is not allowed. Errors: why not,
/// without a place.
Result<AlertTime> read_alert_time(std::string_view text);
/// The moment written with a distance from UTC in minutes; 0 gives "-00:00".
AlertTime alert_time(std::int64_t utc_s, int offset_min = 0);

/// A name and its value: of event codes, parameters and geocodes.
struct AlertValue {
    std::string name;
    std::string value;
    friend bool operator==(const AlertValue&, const AlertValue&) = default;
};

/// WGS 84.
struct GeoPoint {
    double latitude_deg{0.0};   ///< -90 to 90
    double longitude_deg{0.0};  ///< -180 to 180
    friend bool operator==(const GeoPoint&, const GeoPoint&) = default;
};

struct GeoCircle {
    GeoPoint centre;
    double radius_m{0.0};  ///< kilometres in the message
    friend bool operator==(const GeoCircle&, const GeoCircle&) = default;
};

/// "latitude,longitude". Errors of this and the next: why not, without a place.
Result<GeoPoint> read_alert_point(std::string_view text);
/// "latitude,longitude radius", the radius in km [M].
Result<GeoCircle> read_alert_circle(std::string_view text);

/// The union of its polygons and circles.
struct AlertArea {
    std::string description;
    std::vector<std::vector<GeoPoint>> polygons;  ///< not closed: the first point is not repeated
    std::vector<GeoCircle> circles;
    std::vector<AlertValue> geocodes;
    std::optional<double> altitude_m;  ///< above mean sea level; feet in the message
    std::optional<double> ceiling_m;

    friend bool operator==(const AlertArea&, const AlertArea&) = default;
};

/// A file that goes with the message. It is never fetched.
struct AlertResource {
    std::string description;
    std::string mime_type;
    std::optional<std::int64_t> size_bytes;
    std::string uri;
    std::string content;  ///< derefUri: base 64
    std::string digest;

    friend bool operator==(const AlertResource&, const AlertResource&) = default;
};

/// What the message says in one language.
struct AlertInfo {
    std::string language{"en-US"};
    std::vector<AlertCategory> categories;
    std::string event;
    std::vector<ResponseType> responses;
    AlertUrgency urgency{AlertUrgency::unknown};
    AlertSeverity severity{AlertSeverity::unknown};
    AlertCertainty certainty{AlertCertainty::unknown};
    std::string audience;
    std::vector<AlertValue> event_codes;
    std::optional<AlertTime> effective;
    std::optional<AlertTime> onset;
    std::optional<AlertTime> expires;
    std::string sender_name;
    std::string headline;
    std::string description;
    std::string instruction;
    std::string web;
    std::string contact;
    std::vector<AlertValue> parameters;
    std::vector<AlertResource> resources;
    std::vector<AlertArea> areas;

    friend bool operator==(const AlertInfo&, const AlertInfo&) = default;
};

/// An earlier message.
struct AlertReference {
    std::string sender;
    std::string identifier;
    AlertTime sent;
    friend bool operator==(const AlertReference&, const AlertReference&) = default;
};

/// Texts that the message does not have are empty.
struct Alert {
    std::string identifier;
    std::string sender;
    AlertTime sent;
    AlertStatus status{AlertStatus::draft};
    AlertKind kind{AlertKind::alert};
    std::string source;
    AlertScope scope{AlertScope::public_};
    std::string restriction;
    std::vector<std::string> addresses;
    std::vector<std::string> codes;
    std::string note;
    std::vector<AlertReference> references;
    std::vector<std::string> incidents;
    std::vector<AlertInfo> infos;

    friend bool operator==(const Alert&, const Alert&) = default;
};

/// Largest message that is read.
inline constexpr std::size_t most_alert_bytes = 1u << 20;

/// What could be read of a message, with all problems.
struct AlertDraft {
    std::string file;    ///< its name
    std::string raw;     ///< as it was received
    Alert alert;         ///< incomplete when there are problems: whatever could not be read has its default
    bool is_xml{false};  ///< the text could be taken apart, so that `alert` holds something
    Errors errors;
    std::vector<std::string> notes;  ///< unusual, but allowed: elements that were passed over
};

/// Reads a message and checks it against the schema and the rules of the standard's text. Bounded in time and
/// memory whatever the input: at most_alert_bytes, 32 levels, 20,000 elements, 200 listed problems. A
/// document type declaration ends the reading: no entity is ever declared or expanded, nothing is ever
/// fetched.
AlertDraft read_alert(const std::filesystem::path& file);
AlertDraft read_alert_text(std::string text, const std::string& name);

/// The message as XML. Errors: everything that read_alert_text() finds wrong with it.
Result<std::string> alert_xml(const Alert& alert);

/// What it says, for a terminal.
std::vector<std::string> alert_lines(const AlertDraft& draft);
/// What it says and what is wrong with it.
std::string alert_json(const AlertDraft& draft);

}  // namespace wayout
