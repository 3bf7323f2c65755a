/// How people learn that they should leave: alarms, messages, and what else makes them begin.
#pragma once

#include <wayout/named.hpp>

#include <optional>
#include <string>
#include <vector>

namespace wayout {

struct AlarmSpec : Named {
    std::optional<double> at_s;
};

/// What speeds up the internal clock of those who have not begun to walk.
struct NoticingSpec {};

}  // namespace wayout
