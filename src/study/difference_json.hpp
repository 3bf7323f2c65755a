/// A difference as JSON.
#pragma once

#include <wayout/study_results.hpp>

#include <nlohmann/json.hpp>

namespace wayout {

inline nlohmann::ordered_json difference_json(const Difference& d) {
    return {{"mean", d.mean},
            {"low", d.interval.low},
            {"high", d.interval.high},
            {"p_adjusted", d.p_adjusted},
            {"is_real", d.is_real}};
}

}  // namespace wayout
