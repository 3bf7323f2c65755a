/// What the hazards of a run did, in sentences of the verdict. Text only, no markup.
#pragma once

#include "output/findings.hpp"

#include <wayout/results.hpp>

#include <string>

namespace wayout {

/// Lowers the grade where hazards hurt somebody, where a zone was untenable with people in it, or where data
/// lack; changes a headline that would sound as if all were well; adds the reasons. Only with hazards.
void judge_hazards(Verdict& verdict, const RunResults& results);

/// What a run says about hazards in its last sentence: that none is modelled, or what the judgement rests on.
std::string scope_of_hazards(const HazardOutcome& hazards);

/// "the data of the fire cover 97.3 % of the time that people spent inside since it began"
std::string coverage_words(const HazardOutcome& hazards);

/// "visibility 10 m, 60 °C, radiation 2.5 kW/m2, dose 0.3, in 10 % of a zone's area"
std::string limits_words(const TenabilitySpec& limits);

/// Deaths are never shown without this.
inline constexpr const char* lethal_note =
    "Lethal numbers rest on factors that the user chose for this scenario; there is no validated value.";

}  // namespace wayout
