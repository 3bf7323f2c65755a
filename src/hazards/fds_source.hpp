/// The air from the slices of a finished FDS run.
///
/// A person's head takes the value of the finest mesh that holds it, from the slice nearest in height:
/// bilinear in plan and between the levels of 3-D slices, linear in time. A place that is solid in FDS has
/// the air of the nearest gas cell. Where no mesh or slice is, when the run has ended, and where a value is
/// no number, nothing is covered.
#pragma once

#include "hazards/opened_source.hpp"

#include <wayout/error.hpp>
#include <wayout/fire_results.hpp>

#include <filesystem>
#include <span>
#include <string>

namespace wayout {

/// A height at which people breathe, in plan coordinates: one per storey, and the ends of stairs and tiers.
struct HeadLevel {
    std::string name;  ///< for messages: "storey 'Foyer'"
    double z_m{0.0};
};

/// Reads the index and, of the slice files that can serve, headers and times; whole frames only when the run
/// needs them, two per file. `folder` is that of the scenario. Reports all problems at once: of the index by
/// line, of slice files by byte.
Result<OpenedSource> open_fds(const FdsResultSpec& spec, const std::filesystem::path& folder,
                              std::span<const HeadLevel> levels);

}  // namespace wayout
