/// Words and counts that the text, Markdown and HTML tables share.
#pragma once

#include <wayout/verification.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace wayout {

const char* verdict_word(Verdict verdict);  ///< "pass", "fail", "documented"
const char* calibration_word(Calibration calibration);
/// "IMO MSC.1/Circ.1238 and Circ.1533" of "IMO".
std::string family_title(std::string_view family);
/// "1", "1 to 10", "1, 3, 7".
std::string seeds_in_words(const std::vector<std::uint64_t>& seeds);
int count_of(const std::vector<VerificationRow>& rows, Verdict verdict);
/// What the tags in sources and bands mean, one sentence each.
std::vector<std::string> provenance_tags();

}  // namespace wayout
