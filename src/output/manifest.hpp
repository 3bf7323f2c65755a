/// manifest.json: what a result was made of and by, with the hashes of all files.
#pragma once

#include "output/result_folder.hpp"

#include <wayout/results.hpp>
#include <wayout/scenario.hpp>

#include <string>
#include <vector>

namespace wayout {

std::string manifest_json(const RunResults& results, const Scenario& scenario, const Provenance& provenance,
                          const std::vector<ResultFolder::File>& outputs);

/// The manifest with one output replaced by a newer one of the same name. Error if the text is no manifest of
/// ours.
Result<std::string> manifest_with(const std::string& manifest, const ResultFolder::File& output);

}  // namespace wayout
