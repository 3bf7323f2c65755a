/// The results of a study in words and numbers for people.
#pragma once

#include <wayout/study_results.hpp>

#include <string>
#include <string_view>

namespace wayout {

/// Stands below tables of differences.
inline constexpr const char* paired_differences_note =
    "Differences with 95 % intervals, run by run with the same seeds.";

/// Behind the name of a figure: the share of the runs in which it has no end.
inline constexpr std::string_view without_end = ", without end";

/// "12.5 %" of a share of 0.125.
std::string percent_text(double share);
/// "4:47", or "never" for what has no end, by the figure's unit.
std::string figure_text(std::string_view figure, double value);
/// "4:31 to 5:12 (middle 4:47)".
std::string range_text(const FigureRange& range);
/// "at least 95.0 %" for all of n, "12.0 % (8.3 to 16.5 %)" else.
std::string probability_text(const Probability& p);
/// Name of a figure for readers.
std::string figure_words(std::string_view figure);
/// "-12 s (-15 to -9)" with its unit, signed.
std::string difference_text(const Difference& difference);

}  // namespace wayout
