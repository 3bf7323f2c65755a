/// Numbers, times and user text as they stand in files and pictures. Locale-free.
#pragma once

#include "core/number_words.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// With a fixed number of decimals; "-0.00" becomes "0.00"; not finite: empty.
std::string fixed(double value, int decimals);
/// As `fixed`, without trailing zeros: 1.50 -> "1.5", 2.00 -> "2".
std::string trimmed(double value, int max_decimals);
/// The shortest text that reads back as the same double.
std::string exact(double value);
/// "1 person", "6,200 people".
std::string counted(std::int64_t n, std::string_view one, std::string_view many);
inline std::string people_text(std::int64_t n) {
    return counted(n, "person", "people");
}

/// "47 s", "6 min 32 s", "1 h 04 min 05 s", rounded to seconds. Not finite: "-".
std::string duration_words(double seconds);
/// "6:32" or "1:04:05", rounded to seconds.
std::string clock_text(double seconds);

/// Replaces & < > " ' so that any text can stand in HTML or SVG, in an element or a quoted attribute. Control
/// characters other than tab and newline, which XML forbids, become U+FFFD; so do bytes that are not UTF-8.
std::string escape_markup(std::string_view text);
/// Whether a text is well-formed UTF-8, as JSON and HTML must be.
bool is_utf8(std::string_view text);
/// One field of a CSV line (RFC 4180): quoted when it holds a comma, a quote, a line break or outer blanks. A
/// line break inside becomes a blank, since many readers take lines apart first.
std::string csv_field(std::string_view text);
/// At most so many code points, the last of them "..." when something was cut.
std::string shortened(std::string_view text, std::size_t max_code_points);
/// Breaks a text into at most `max_lines` lines of at most so many letters, at blanks where there are any.
std::vector<std::string> wrapped(std::string text, std::size_t letters, std::size_t max_lines);

}  // namespace wayout
