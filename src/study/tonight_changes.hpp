/// What is different tonight, as changes of the scenario and in sentences.
#pragma once

#include <wayout/briefing.hpp>
#include <wayout/scenario_change.hpp>

#include <string>
#include <vector>

namespace wayout {

/// Who was placed in the scenario as it stands.
struct Attendance {
    int people{0};
    int visitors{0};        ///< of these
    int fixed_visitors{0};  ///< of these: on given positions, whose number cannot be changed
};
Result<Attendance> count_attendance(const Scenario& scenario);

struct TonightChanges {
    std::vector<ScenarioChange> changes;
    /// The same building for code figures, which do not see what happens at 0 s: closed ways are shut.
    std::vector<ScenarioChange> for_codes;
    std::vector<std::string> sentences;
    std::vector<std::string> assumptions;
};

/// Errors: unknown ids, something closed that the scenario opens, too few visitors to change.
Errors changes_of_tonight(const Scenario& scenario, const Attendance& attendance, const TonightSpec& tonight,
                          TonightChanges& changes);

/// Whether anything of the scenario differs tonight.
bool changes_scenario(const TonightSpec& tonight);

}  // namespace wayout
