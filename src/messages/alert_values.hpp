/// The values of alerts that are more than a word or a text. Errors have no place: whoever reads the element
/// knows it.
#pragma once

#include <wayout/alert.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// White space of XML.
inline constexpr std::string_view alert_blanks = " \t\r\n";

/// A number as XML Schema writes decimals: no exponent, no infinity.
Result<double> read_decimal(std::string_view text);
/// The shortest such text that reads back as the same number.
std::string decimal_text(double value);
/// Whether it may stand as identifier or sender: not empty, no blanks, commas, < or & [M].
bool is_alert_name(std::string_view text);
/// "lat,lon lat,lon ...": four pairs or more, the last equal to the first, nowhere crossing itself [M]. The
/// ring comes back open.
Result<std::vector<GeoPoint>> read_alert_polygon(std::string_view text);
/// "sender,identifier,sent ...": all of them, or what is wrong with each.
Result<std::vector<AlertReference>> read_alert_references(std::string_view text);
/// Words between blanks; one with blanks in it stands in quotes.
std::vector<std::string> read_alert_words(std::string_view text);
std::string alert_words(const std::vector<std::string>& words);

std::string alert_polygon_text(const std::vector<GeoPoint>& ring);
std::string alert_circle_text(const GeoCircle& circle);

inline constexpr double metres_per_foot = 0.3048;
inline constexpr double metres_per_kilometre = 1000.0;

}  // namespace wayout
