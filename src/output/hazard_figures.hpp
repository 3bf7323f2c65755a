/// Charts of what the hazards did: by cause, doses, margins.
#pragma once

#include <wayout/results.hpp>

#include <string>

namespace wayout {

/// How many were overcome, by what. Empty when nobody was.
std::string harm_by_cause_chart(const RunResults& results);
/// Doses of everybody at the end, largest first, each kind by itself. Empty when nobody has any.
std::string dose_chart(const RunResults& results);
/// Available and required time of each zone in which somebody was. Empty without one whose available time is
/// known.
std::string zone_margin_chart(const RunResults& results);
/// How many people passed the tightest place of their way with how much time in hand. Empty without numbers.
std::string person_margin_chart(const RunResults& results);

/// So many zones are drawn, the tightest first.
inline constexpr std::size_t listed_zone_margins = 30;

}  // namespace wayout
