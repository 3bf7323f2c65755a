/// Zip archives whose bytes depend on their content alone.
#pragma once

#include <wayout/error.hpp>

#include <map>
#include <string>

namespace wayout {

/// Files by name, in that order, all with the same time (1 January 1980, the first that zip knows) and
/// rights.
Result<std::string> zip_of(const std::map<std::string, std::string>& files);

}  // namespace wayout
