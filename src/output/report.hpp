/// report.html: the page that a venue operator, a fire engineer and a licensing authority read.
#pragma once

#include "output/plan_model.hpp"
#include "output/scenario_facts.hpp"

#include <wayout/results.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wayout {

/// Everything a report is made of. Positions in `results.replay` are not needed: `replay_document` has them.
struct ReportInput {
    const RunResults& results;
    const PlanModel& plan;
    const ScenarioFacts& facts;
    std::string_view replay_document;  ///< JSON text, or empty
};

/// Fills the placeholders of the page template (web/README.md, section 1). Everything that users wrote is
/// escaped.
std::string compose_report(const ReportInput& input, std::string_view page_template);

/// The pictures of the report by file name without ending ("plan-hall", "evacuation-curve"), as SVG.
std::vector<std::pair<std::string, std::string>> report_pictures(const ReportInput& input);

}  // namespace wayout
