/// The tables of a study: tidy CSV, one observation a row. docs/formats/study.md.
#pragma once

#include <wayout/study_results.hpp>

#include <string>
#include <utility>
#include <vector>

namespace wayout {

/// File name and content of each.
std::vector<std::pair<std::string, std::string>> study_tables(const StudyResults& results);

}  // namespace wayout
