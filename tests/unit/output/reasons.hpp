/// What a verdict gives as its reasons.
#pragma once

#include "output/findings.hpp"

#include <string>
#include <string_view>

namespace wayout {

inline bool has_reason(const Verdict& v, std::string_view part) {
    for (const std::string& reason : v.reasons)
        if (reason.find(part) != std::string::npos)
            return true;
    return false;
}

}  // namespace wayout
