/// What is wrong, as text.
#pragma once

#include <wayout/error.hpp>

#include <string>

namespace wayout {

inline std::string messages(const Errors& errors) {
    std::string text;
    for (const Error& error : errors) text += error.where + ": " + error.message + "\n";
    return text;
}

}  // namespace wayout
