/// The scenario of a result as one file: sections and includes merged, with what the command line has
/// changed.
#pragma once

#include <wayout/scenario.hpp>

#include <string>

namespace wayout {

/// Not scenario.json: a result that is written into the folder of its scenario must not take its place.
inline constexpr const char* scenario_as_run_name = "scenario-as-run.json";

/// JSON text that reads back to the scenario; seed, duration, time step, model and calibration always stand
/// in it. Its as_json must not be empty.
std::string scenario_as_run(const Scenario& scenario);

}  // namespace wayout
