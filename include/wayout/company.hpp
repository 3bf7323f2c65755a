/// Who belongs together: groups, families, and how they keep together.
#pragma once

#include <wayout/named.hpp>

#include <string>

namespace wayout {

/// Of a population: how it falls into groups.
struct CompanySpec {};

}  // namespace wayout
