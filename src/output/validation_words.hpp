/// Verdicts, bands and the summary of `wayout validate` in words, the same in every form of output.
#pragma once

#include <wayout/validation.hpp>

#include <string>
#include <vector>

namespace wayout {

/// "lab", "design"; "-" of experiments without people.
const char* calibration_of(const ValidationResult& result);
/// "calibration lab, 10 seeds"; of experiments without people that there are none.
std::string conditions_of(const ValidationResult& result);
const char* name_of(Calibration calibration);
/// "reproduced", "not reproduced"; of what decides nothing "shown only: inside" or "... outside".
std::string verdict_of(const ValidationResult& result);
/// "1.2 to 1.75", "from 30", "up to 0.15", "-" without an end.
std::string band_of(const ValidationQuantity& quantity);
/// Three decimals at most; "-" for no number.
std::string number_or_dash(double value);
/// The quantity farthest outside and why, if that is known; empty if the result is reproduced or decides
/// nothing.
std::string words_of_miss(const ValidationResult& result);
/// A line for each calibration, and one for the worst miss.
std::vector<std::string> words_of_summary(const std::vector<ValidationResult>& results);

}  // namespace wayout
