/// Ways of a venue that can be closed: exits, doors, stairs.
#pragma once

#include <wayout/scenario.hpp>
#include <wayout/scenario_change.hpp>

#include <string>
#include <vector>

namespace wayout {

struct Way {
    std::string kind;  ///< "exit", "door", "stair", "ramp", "escalator"
    std::string id;
    std::string label;
    bool is_open{true};  ///< at the start of the scenario
};

/// Exits first, then doors, then stairs with ramps and escalators.
std::vector<Way> ways_of(const VenueSpec& venue);
/// "Exit 'Main entrance'".
std::string name_of(const Way& way);

/// Doors and exits are shut by an event at the start, so that people find them shut; a stair that is closed
/// is not there.
std::vector<ScenarioChange> closing(const std::vector<Way>& ways, const Scenario& scenario);

}  // namespace wayout
