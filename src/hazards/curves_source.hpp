/// The air from tables of the user: one CSV per group of zones, the same from floor to ceiling.
#pragma once

#include "hazards/hazard_zones.hpp"
#include "hazards/opened_source.hpp"

#include <wayout/error.hpp>
#include <wayout/fire_results.hpp>

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// Header line with the names of the columns, among them time_s, then numbers. Columns: see
/// docs/formats/fire-results.md. What some of the files lack is not provided, which a note says.
Result<OpenedSource> open_curves(const CurvesSpec& spec, const std::filesystem::path& folder,
                                 std::span<const HazardZone> zones);

/// The same from texts in memory, one per curve.
Result<OpenedSource> curves_from_texts(const CurvesSpec& spec, std::span<const std::string> texts,
                                       std::span<const HazardZone> zones);

}  // namespace wayout
