/// The tables and texts of a result, each written in one pass. docs/formats/result.md describes them column
/// by column.
///
/// Numbers have fixed decimals: times 0.01 s or finer, places 1 mm, densities 0.01 per m2. What is unknown or
/// did not happen is empty; a limit that was never reached is `inf`. Places are user coordinates.
#pragma once

#include "output/output_file.hpp"

#include <wayout/results.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace wayout {

void write_people(OutputFile& file, const RunResults& results);
void write_timeline(OutputFile& file, const RunResults& results);
void write_exits(OutputFile& file, const RunResults& results);
void write_doors(OutputFile& file, const RunResults& results);
void write_wall_loads(OutputFile& file, const RunResults& results);
/// Code figures, one row a rule.
void write_norms(OutputFile& file, const RunResults& results);
void write_zones(OutputFile& file, const RunResults& results);
/// Whom rescue teams brought out, one row a person; times of the incident.
void write_rescued(OutputFile& file, const RunResults& results);
void write_events(OutputFile& file, const RunResults& results);

/// The id of a row of a table of names; empty for none.
template <typename Labels>
std::string_view id_of(const Labels& labels, int row) {
    return row < 0 ? std::string_view() : std::string_view(labels[static_cast<std::size_t>(row)].id);
}

/// A number rounded to so many decimals; null if it is not finite.
nlohmann::ordered_json rounded(double value, int decimals);

/// The state hash as it is written: 16 hexadecimal digits.
std::string hash_text(std::uint64_t hash);

}  // namespace wayout
