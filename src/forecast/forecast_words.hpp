/// Figures of a forecast in words.
#pragma once

#include <wayout/forecast.hpp>

#include <optional>
#include <string>

namespace wayout {

/// "412 (80 %: 350 to 468)".
std::string expectation_words(const std::optional<Band>& band);
/// "412 (350 to 470)": 50, 5 and 95 %.
std::string range_words(const Band& band);
std::string whole_words(double value);
std::string title_of(const ForecastResults& results);

}  // namespace wayout
