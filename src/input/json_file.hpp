/// A JSON file of its own, comments allowed: studies, reports, evenings.
#pragma once

#include "input/json.hpp"
#include "input/place.hpp"

#include <wayout/error.hpp>

#include <cstdint>
#include <filesystem>

namespace wayout {

/// The tree of the file, whose name `reading` has from then on. Errors: it cannot be read, or is no JSON.
Result<JsonValue> read_json_file(const std::filesystem::path& path, std::uint64_t most_bytes,
                                 Reading& reading);

}  // namespace wayout
