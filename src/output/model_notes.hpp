/// What each movement model is, does and does not do, for the report.
#pragma once

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

/// What a calibration means; names as in results.
std::string notes_of_calibration(std::string_view calibration);

/// Assumptions and limits that hold whatever the model.
const std::vector<std::string>& general_assumptions();
const std::vector<std::string>& general_limits();

}  // namespace wayout
