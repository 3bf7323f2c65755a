/// What one person of a run suffered, as an injury: score, cause, needs. docs/models/medical.md.
#pragma once

#include <wayout/injuries.hpp>
#include <wayout/medical_plan.hpp>
#include <wayout/results.hpp>

#include <cstdint>
#include <optional>

namespace wayout {

struct Injury {
    double rpm{0.0};  ///< 0: without signs of life
    InjuryCause cause{InjuryCause::other};
    CareNeeds needs;
    bool is_beneath_structure{false};  ///< trapped, or killed there
};

/// Nothing: unharmed. Draws belong to the person's id and the seed.
std::optional<Injury> injury_of(const PersonResult& person, const InjuryRules& rules, std::uint64_t seed);

}  // namespace wayout
