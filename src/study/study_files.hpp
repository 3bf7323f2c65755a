/// Names of a study's files, and the settings that its report needs.
#pragma once

#include <wayout/study.hpp>

#include <filesystem>
#include <string>

namespace wayout {

/// The file of a study: itself, or "study.sqlite" in the folder.
std::filesystem::path study_file(const std::filesystem::path& folder_or_file);

/// Name, output, limits: what is told in the report and does not bear on the members.
std::string settings_as_json(const StudySpec& spec);
/// Fills in what settings_as_json has written; a text that is none leaves the defaults.
void read_settings(const std::string& json, StudySpec& spec);

}  // namespace wayout
