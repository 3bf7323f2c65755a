/// Pages of many runs.
#pragma once

#include <wayout/study_results.hpp>

#include <string>
#include <string_view>

namespace wayout {

/// A whole page around its body, with our style.
std::string page_of(std::string_view title, std::string_view body);

std::string compose_study_page(const StudyResults& results);

}  // namespace wayout
