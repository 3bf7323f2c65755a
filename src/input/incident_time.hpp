/// Times of statements as they are written: seconds of the incident, or a date and time (ISO 8601).
#pragma once

#include "input/form.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wayout {

struct IncidentTime {
    double seconds{0.0};  ///< of the incident; of a date since 1970-01-01, 0:00 UTC or of the place
    bool is_date{false};
    bool has_offset{false};  ///< of a date: "Z" or "+03:00" is given
    std::string text;        ///< as it was written
};

/// "2031-05-04T20:03:00+03:00", seconds and offset may be left out. Nothing: no such date.
std::optional<IncidentTime> parse_date_time(std::string_view text);

/// A number of seconds, or a text with a date and time.
Form<IncidentTime> incident_time();
/// A text with a date and time.
Form<IncidentTime> date_time();

}  // namespace wayout
