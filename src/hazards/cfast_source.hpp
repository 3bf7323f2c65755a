/// The air from a CFAST run: two layers in each compartment, or one in shafts.
#pragma once

#include "hazards/hazard_zones.hpp"
#include "hazards/opened_source.hpp"

#include <wayout/error.hpp>
#include <wayout/fire_results.hpp>

#include <filesystem>
#include <span>
#include <string_view>

namespace wayout {

/// Reads <project>_compartments.csv (CFAST 7: four header lines), as written by default (mol %, optical
/// density) and with -V (mole fraction, mg/m3 of soot). A gas that has no column in one of the compartments
/// used, or only for one of its two layers, is not provided, which a note says. CFAST tells no radiation at
/// people there: radiant flux is never provided.
Result<OpenedSource> open_cfast(const CfastResultSpec& spec, const std::filesystem::path& folder,
                                std::span<const HazardZone> zones);

/// The same from a text in memory.
Result<OpenedSource> cfast_from_text(const CfastResultSpec& spec, std::string_view text,
                                     std::span<const HazardZone> zones);

}  // namespace wayout
