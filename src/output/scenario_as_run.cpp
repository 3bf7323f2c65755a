#include "output/scenario_as_run.hpp"

#include "core/assert.hpp"

#include <wayout/norms.hpp>

#include <nlohmann/json.hpp>

namespace wayout {

std::string scenario_as_run(const Scenario& scenario) {
    nlohmann::ordered_json json = nlohmann::ordered_json::parse(scenario.as_json, nullptr, false);
    WAYOUT_ASSERT(json.is_object(), "a scenario that was read is an object");
    const SimulationSpec& simulation = scenario.simulation;
    nlohmann::ordered_json& keys = json["simulation"];
    keys["seed"] = simulation.seed;
    keys["duration_s"] = simulation.duration_s;
    keys["time_step_s"] = simulation.time_step_s;
    keys["model"] = simulation.model;
    keys["calibration"] = simulation.calibration == Calibration::lab ? "lab" : "design";
    if (!scenario.outputs.norms.empty()) {
        nlohmann::ordered_json& norms = json["outputs"]["norms"];
        norms = nlohmann::ordered_json::array();
        for (const Jurisdiction jurisdiction : scenario.outputs.norms)
            norms.push_back(jurisdictions[static_cast<std::size_t>(jurisdiction)].first);
    }
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace wayout
