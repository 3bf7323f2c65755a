/// A second opinion on a run: the same scenario by hydraulic relations.
#pragma once

#include <wayout/error.hpp>
#include <wayout/results.hpp>
#include <wayout/scenario.hpp>
#include <wayout/simulation.hpp>

#include <memory>

namespace wayout {

/// Runs the scenario with the model `hydraulic` and the same people: each takes the same time before
/// starting, walks at the speed of the relations on the way that the travel-time fields show, and waits
/// before doors, exits, stairs and escalators until these let him through at their capacity. Nobody takes
/// room. Built on the same plan and the same exit choice, so it checks movement and not the input.
///
/// @param building  that of the run that is checked: its travel times need not be solved again
/// @param options  as of the run that is checked; seed, duration and threads count
/// @return  errors are those of Simulation::create
Result<HydraulicCheck> hydraulic_check(const Scenario& scenario, std::shared_ptr<const Building> building,
                                       const RunOptions& options = {});

}  // namespace wayout
