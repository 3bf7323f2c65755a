/// The charts of a study.
#pragma once

#include <wayout/study_results.hpp>

#include <string>

namespace wayout {

inline constexpr double study_chart_width = 900.0;
inline constexpr double study_chart_height = 380.0;

/// Share of the people out over time: band and middle of the first variant, middles of the others.
std::string study_curve_chart(const StudyResults& results);
/// How often everybody was out after how long, of the first variant; empty when it never was.
std::string egress_histogram(const StudyResults& results);
/// P(more than k people harmed); empty when nobody was.
std::string exceedance_chart(const VariantResults& variant);
/// Low, middle and high of people by exit; of the first variant.
std::string exit_range_chart(const StudyResults& results);
std::string weight_chart(const std::vector<InputWeight>& weights, std::string_view title);

}  // namespace wayout
