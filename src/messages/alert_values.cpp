#include "messages/alert_values.hpp"

#include "geometry/overlay.hpp"
#include "output/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace wayout {
namespace {

/// Degrees as plan units in which the geometry's grid of 0.1 mm is a billionth of a degree.
constexpr double units_per_degree = 1e5;

Error refuse(std::string message) {
    return {ErrorCode::schema, {}, std::move(message)};
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t from = text.find_first_not_of(separators);
        if (from == std::string_view::npos)
            return parts;
        text.remove_prefix(from);
        const std::size_t length = std::min(text.find_first_of(separators), text.size());
        parts.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
}

std::string shown(std::string_view text) {
    return shortened(text, 40);
}

/// Crossing edges, or no area.
Errors ring_flaw(const std::vector<GeoPoint>& ring) {
    Polygon polygon;
    for (const GeoPoint& p : ring)
        polygon.outer.push_back({(p.longitude_deg - ring.front().longitude_deg) * units_per_degree,
                                 (p.latitude_deg - ring.front().latitude_deg) * units_per_degree});
    const std::optional<Flaw> flaw = find_flaw(polygon);
    if (!flaw)
        return {};
    const double latitude = ring.front().latitude_deg + flaw->at.y / units_per_degree;
    const double longitude = ring.front().longitude_deg + flaw->at.x / units_per_degree;
    return {refuse(fmt::format("is no simple outline: {} near {},{}", flaw->reason, trimmed(latitude, 6),
                               trimmed(longitude, 6)))};
}

std::string point_text(const GeoPoint& p) {
    return fmt::format("{},{}", decimal_text(p.latitude_deg), decimal_text(p.longitude_deg));
}

Result<AlertReference> read_reference(std::string_view triple) {
    const std::size_t first = triple.find(',');
    const std::size_t second = first == std::string_view::npos ? first : triple.find(',', first + 1);
    if (second == std::string_view::npos)
        return refuse(fmt::format("'{}' is no triple sender,identifier,sent", shown(triple)));
    AlertReference reference{
        std::string(triple.substr(0, first)), std::string(triple.substr(first + 1, second - first - 1)), {}};
    if (!is_alert_name(reference.sender) || !is_alert_name(reference.identifier))
        return refuse(
            fmt::format("'{}': sender and identifier may not be empty or hold < or &", shown(triple)));
    Result<AlertTime> sent = read_alert_time(triple.substr(second + 1));
    if (!sent)
        return sent.error();
    reference.sent = *std::move(sent);
    return reference;
}

}  // namespace

Result<double> read_decimal(std::string_view text) {
    const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
    double value = 0.0;
    const auto [end, failed] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
    const bool is_whole = failed == std::errc() && end == digits.data() + digits.size();
    if (!is_whole || !std::isfinite(value) || (text.starts_with('+') && digits.starts_with('-')))
        return refuse(fmt::format("'{}' is no number", shown(text)));
    return value;
}

std::string decimal_text(double value) {
    const std::string text = exact(value);
    return text.find('e') == std::string::npos ? text : trimmed(value, 17);
}

bool is_alert_name(std::string_view text) {
    return !text.empty() && text.find_first_of(" \t\r\n,<&") == std::string_view::npos;
}

Result<GeoPoint> read_alert_point(std::string_view text) {
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos || text.find(',', comma + 1) != std::string_view::npos)
        return refuse(fmt::format("'{}' is no pair latitude,longitude", shown(text)));
    const Result<double> latitude = read_decimal(text.substr(0, comma));
    const Result<double> longitude = read_decimal(text.substr(comma + 1));
    if (!latitude || !longitude)
        return refuse(fmt::format("'{}' is no pair of numbers latitude,longitude", shown(text)));
    if (std::abs(*latitude) > 90.0)
        return refuse(fmt::format("'{}': a latitude lies between -90 and 90; it comes first", shown(text)));
    if (std::abs(*longitude) > 180.0)
        return refuse(fmt::format("'{}': a longitude lies between -180 and 180", shown(text)));
    return GeoPoint{*latitude, *longitude};
}

Result<std::vector<GeoPoint>> read_alert_polygon(std::string_view text) {
    std::vector<GeoPoint> ring;
    for (const std::string_view pair : split(text, alert_blanks)) {
        const Result<GeoPoint> point = read_alert_point(pair);
        if (!point)
            return point.error();
        ring.push_back(*point);
    }
    if (ring.size() < 4)
        return refuse(fmt::format(
            "has {} pairs; an outline has four or more, the last one equal to the first", ring.size()));
    if (ring.front() != ring.back())
        return refuse(fmt::format("is open: it begins at {} and ends at {}; repeat the first pair at the end",
                                  point_text(ring.front()), point_text(ring.back())));
    ring.pop_back();
    if (Errors flaw = ring_flaw(ring); !flaw.empty())
        return flaw;
    return ring;
}

Result<GeoCircle> read_alert_circle(std::string_view text) {
    const std::vector<std::string_view> parts = split(text, alert_blanks);
    if (parts.size() != 2)
        return refuse(
            fmt::format("'{}' is no circle: write latitude,longitude and, after a blank, the radius "
                        "in km",
                        shown(text)));
    const Result<GeoPoint> centre = read_alert_point(parts[0]);
    if (!centre)
        return centre.error();
    const Result<double> radius_km = read_decimal(parts[1]);
    if (!radius_km)
        return radius_km.error();
    if (*radius_km < 0.0)
        return refuse(fmt::format("the radius '{}' is below 0", shown(parts[1])));
    return GeoCircle{*centre, *radius_km * metres_per_kilometre};
}

Result<std::vector<AlertReference>> read_alert_references(std::string_view text) {
    std::vector<AlertReference> references;
    Errors errors;
    for (const std::string_view triple : split(text, alert_blanks)) {
        Result<AlertReference> reference = read_reference(triple);
        if (reference)
            references.push_back(*std::move(reference));
        else
            errors.push_back(reference.error().front());
    }
    if (!errors.empty())
        return errors;
    return references;
}

std::vector<std::string> read_alert_words(std::string_view text) {
    std::vector<std::string> words;
    while (true) {
        const std::size_t from = text.find_first_not_of(alert_blanks);
        if (from == std::string_view::npos)
            return words;
        text.remove_prefix(from);
        const bool is_quoted = text.front() == '"' && text.find('"', 1) != std::string_view::npos;
        const std::size_t end =
            is_quoted ? text.find('"', 1) : std::min(text.find_first_of(alert_blanks), text.size());
        words.emplace_back(is_quoted ? text.substr(1, end - 1) : text.substr(0, end));
        text.remove_prefix(is_quoted ? end + 1 : end);
    }
}

std::string alert_words(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        const bool needs_quotes = word.empty() || word.find_first_of(alert_blanks) != std::string::npos;
        text += fmt::format("{}{}{}{}", text.empty() ? "" : " ", needs_quotes ? "\"" : "", word,
                            needs_quotes ? "\"" : "");
    }
    return text;
}

std::string alert_polygon_text(const std::vector<GeoPoint>& ring) {
    std::string text;
    for (const GeoPoint& p : ring) text += point_text(p) + " ";
    return ring.empty() ? text : text + point_text(ring.front());
}

std::string alert_circle_text(const GeoCircle& circle) {
    return fmt::format("{} {}", point_text(circle.centre),
                       trimmed(circle.radius_m / metres_per_kilometre, 9));
}

}  // namespace wayout
