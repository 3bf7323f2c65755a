/// decisions.jsonl of a result: why people did what they did, one decision a line (docs/formats/result.md).
#pragma once

#include "output/output_file.hpp"

#include <wayout/error.hpp>
#include <wayout/results.hpp>

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace wayout {

inline constexpr const char* decisions_file_name = "decisions.jsonl";

void write_decisions(OutputFile& file, const RunResults& results);

/// A decision as it stands in the file: user coordinates, passages by their keys.
/// @param keys  passage_keys() of the results
nlohmann::ordered_json decision_json(const Decision& decision, const RunResults& results,
                                     const std::vector<std::string>& keys);

/// The decisions of a file again, with the decimals that it has. `results`: the rest of the same result.
/// Error: cannot be read, or a line is damaged or names what the result does not have; the first such line.
Result<std::vector<Decision>> read_decisions(const std::filesystem::path& file, const RunResults& results);

}  // namespace wayout
