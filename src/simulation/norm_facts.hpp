/// What the rules of module norms are held against, taken from a scenario, its venue and a run.
#pragma once

#include "norms/facts.hpp"
#include "venue/venue.hpp"

#include <wayout/error.hpp>
#include <wayout/results.hpp>
#include <wayout/scenario.hpp>

#include <memory>

namespace wayout {

/// Errors: those of the navigation grid.
Result<norms::BuildingFacts> building_facts(const Scenario& scenario,
                                            const std::shared_ptr<const Venue>& venue,
                                            const RunResults& results);

norms::RunFacts run_facts(const Scenario& scenario, const Venue& venue, const RunResults& results);

}  // namespace wayout
