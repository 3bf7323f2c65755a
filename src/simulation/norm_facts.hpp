/// What the rules of module norms are held against, taken from a scenario, its venue and a run.
#pragma once

#include "norms/facts.hpp"
#include "venue/venue.hpp"

#include <wayout/results.hpp>
#include <wayout/scenario.hpp>
#include <wayout/simulation.hpp>

namespace wayout {

/// @param building  the scenario's
norms::BuildingFacts building_facts(const Scenario& scenario, const Building& building,
                                    const RunResults& results);

norms::RunFacts run_facts(const Scenario& scenario, const Venue& venue, const RunResults& results);

}  // namespace wayout
