/// What the user may have meant.
#pragma once

#include "core/text.hpp"

#include <fmt/format.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wayout {

/// "; did you mean 'west'?", or nothing when no known name is close.
inline std::string suggestion(std::string_view name, std::span<const std::string> known) {
    const std::optional<std::string> near = nearest(name, known);
    return near ? fmt::format("; did you mean '{}'?", *near) : std::string();
}

}  // namespace wayout
