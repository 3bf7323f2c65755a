/// Which files the air of a fire is read from.
#pragma once

#include <wayout/error.hpp>
#include <wayout/fire.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace wayout {

/// Names as the scenario gives them, relative to its folder, each once; of FDS the index and all slice files
/// that it names. Errors: an index that cannot be read.
Result<std::vector<std::string>> fire_files(const FireSpec& fire, const std::filesystem::path& folder);

}  // namespace wayout
