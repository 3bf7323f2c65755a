/// Looks a scenario over without running it: geometry, people, ways out, and hints on code figures.
#pragma once

#include <wayout/error.hpp>
#include <wayout/norms.hpp>
#include <wayout/scenario.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace wayout {

struct CheckReport {
    Errors errors;                   ///< a run would refuse these
    Errors warnings;                 ///< unusual, but it runs
    std::vector<std::string> facts;  ///< what was understood: storeys, exits, seats, people
    std::vector<NormRow> norms;      ///< figures of codes for the building and its people: hints only
};

/// Everything that Simulation::create would object to, and more. Draws and places the people with the
/// scenario's seed.
CheckReport check_scenario(const Scenario& scenario);

/// The geometry alone, for a scenario of which other parts could not be read.
CheckReport check_venue(const VenueSpec& venue);

}  // namespace wayout
