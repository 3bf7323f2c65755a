/// What a door or an exit is besides open or shut: locked, with a second leaf, for some people only, with a
/// service for everybody who passes.
#pragma once

#include <wayout/distribution.hpp>

#include <optional>
#include <string>
#include <vector>

namespace wayout {

enum class OpeningState {
    open,
    closed,
    locked  ///< shut; only staff and the event unlock_door open it
};

/// How a running escalator brakes, along the incline [m/s2]. 0.43 rather than 0.61 keeps those who stand on
/// their feet (from the abstract of a study that the locomotion specification 9.6 quotes without a name).
inline constexpr double default_belt_deceleration_mps2 = 0.43;

/// A door with two leaves of equal width. With one leaf open, the half at the first point of the door's line
/// can be passed and the other half is wall.
struct TwoLeaves {
    int open_leaves{2};
    /// Somebody in the queue opens the second leaf with this chance, each time after so long a queue. People
    /// often use one leaf only (Rinne et al., quoted in the FDS+Evac guide); the numbers are our choice.
    double second_leaf_chance{0.3};
    double second_leaf_every_s{10.0};
};

struct OpeningRules {
    std::optional<TwoLeaves> leaves;
    /// Ids or roles of populations that are turned away.
    std::vector<std::string> refuses;
    /// Whether those know it beforehand; else they learn it close to the exit. Doors: always known.
    bool is_refusal_known{true};
    /// A turnstile or a check: time that each passage takes, one person after another.
    std::optional<Distribution> service_s;
};

}  // namespace wayout
