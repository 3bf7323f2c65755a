/// What each movement model is, does and does not do, for the report.
#pragma once

#include <wayout/results.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace wayout {

struct ModelNotes {
    std::string title;
    std::string summary;
    std::vector<std::string> reproduces;
    std::vector<std::string> does_not;
    std::vector<std::string> sources;
};

/// By the name in RunResults::model; an unknown name gives its name alone.
ModelNotes notes_of_model(std::string_view model);

/// The models of a run in short, one a line: movement, source of the air, laws of exposure, substitutions,
/// notes of the hazards, help.
std::vector<std::string> notes_of_run(const RunResults& results);

/// What a calibration means; names as in results.
std::string notes_of_calibration(std::string_view calibration);

/// Assumptions that hold whatever the model.
const std::vector<std::string>& general_assumptions();
/// What no model of a run with these hazards shows.
std::vector<std::string> general_limits(const HazardOutcome& hazards);

}  // namespace wayout
