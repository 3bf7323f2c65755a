/// People differ: each has thresholds of his own, drawn once.
#pragma once

#include <wayout/exposure.hpp>

#include <cstdint>

namespace wayout {

/// Threshold of one person as a multiple of the median: exp(sigma Z), Z standard normal. sigma 0: exactly 1.
struct Susceptibility {
    double gas{1.0};
    double heat{1.0};
};

/// One Z for gas and heat unless the user separates them: who is frail is frail for both.
Susceptibility draw_susceptibility(const ExposureSpec& spec, std::uint64_t seed, AgentId person);

}  // namespace wayout
