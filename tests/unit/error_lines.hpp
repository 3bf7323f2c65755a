/// Problems as text to look into.
#pragma once

#include <wayout/error.hpp>

#include <string>

namespace wayout {

/// "where | message" of each, one a line.
inline std::string as_lines(const Errors& errors) {
    std::string lines;
    for (const Error& error : errors) lines += error.where + " | " + error.message + "\n";
    return lines;
}

}  // namespace wayout
