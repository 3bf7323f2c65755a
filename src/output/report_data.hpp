/// report-data.json: what `wayout report` needs to make the report again, and programs to read a whole result
/// at once. Numbers are rounded as in the tables; long columns are packed (output/packed.hpp).
#pragma once

#include "output/plan_model.hpp"
#include "output/scenario_facts.hpp"

#include <wayout/error.hpp>
#include <wayout/results.hpp>

#include <filesystem>
#include <string>

namespace wayout {

struct StoredReport {
    RunResults results;  ///< without frames of the replay
    PlanModel plan;
    ScenarioFacts facts;
    std::string replay_document;  ///< JSON text
    bool has_decisions{false};  ///< the run kept why people did what they did; maybe nobody decided anything
};

std::string report_data_json(const RunResults& results, const PlanModel& plan, const ScenarioFacts& facts,
                             const std::string& replay_document);

Result<StoredReport> read_report_data(const std::filesystem::path& file);

/// A whole result folder: report-data.json, and the decisions if they were kept.
Result<StoredReport> read_stored_result(const std::filesystem::path& folder);

}  // namespace wayout
