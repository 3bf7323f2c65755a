/// Files that are there as a whole or not at all.
#pragma once

#include <wayout/error.hpp>

#include <filesystem>
#include <string_view>

namespace wayout {

/// Beside its final name first, so that a killed program leaves the old one.
Errors write_whole_file(const std::filesystem::path& path, std::string_view content);

}  // namespace wayout
